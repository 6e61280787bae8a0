"""From statements and events to sightings: who claims what of whose forces, on which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vigie.store import FiledEvent, FiledStatement
from vigie.watch.signals.cutquotes import find_cuts
from vigie.watch.signals.passages import Passages
from vigie.watch.signals.posture.denials import find_denial, find_denied_cues, is_state, looks
from vigie.watch.signals.posture.records import CHANGES, Sighting
from vigie.watch.signals.posture.whose import code_of, find_owners, find_places, is_hearsay, is_maybe, negation_end
from vigie.watch.signals.posture.words import Sentence, cut_words, find_cues, find_domains, may_name_domain
from vigie.watch.view import View

_MOVING = ("MOBILIZE", "RETREAT")
_MODES = frozenset({"troops", "weapons", "withdraw", "disarm", None})
_OWN_TYPES = frozenset({"posture_change", "posture_unchanged", None})
_NOT_CLAIMED = frozenset({"question", "demand", "prediction", "threat"})
_CLAIMED = (
    frozenset({"lowered", "raised", "same"}), frozenset({"changed"}), frozenset({"moved"}), frozenset({"present"})
)  # fmt: skip
"""What a sentence may claim: the first of these that it names at all, and only if it names one of them."""
_UNLIKELY = 0.5
_UNNAMED = "unnamed:"


def find_sightings(view: View, texts: Mapping[str, str] | None = None) -> tuple[Sighting, ...]:
    """Return every claim about somebody's posture, oldest day first; the same claim of one document once.

    A claim is left out where its words tell neither whose forces are meant nor which. A quotation that was cut gives
    way to its longer form, which may hold a condition or a negation.
    """
    passages = Passages(view, texts)
    found = [s for event in view.events for s in _read_event(event, view, passages)]
    found += [s for statement in view.statements for s in _read_statement(statement, view, passages)]
    cut = {c.short.key for c in find_cuts(view)} if found else set()
    found = [s for s in found if cut.isdisjoint(s.keys)]
    records: list[FiledEvent | FiledStatement] = [*view.events, *view.statements]
    stated = frozenset(r.key for r in records if r.dated == "stated")
    return tuple(sorted(_merge(found, stated), key=lambda s: (s.day or "", s.keys)))


def _read_event(event: FiledEvent, view: View, passages: Passages) -> Iterator[Sighting]:
    if not _is_of_posture(event):
        return
    passage = passages.around(event)
    lang = passage.lang if passage else passages.lang(event.document)
    holder = passage.statement if passage else None
    if lang is None or (holder is not None and not _is_claimed(holder, lang)):
        return
    around = cut_words(passage.words if passage else "", lang)
    claim = _claim_of_event(event, holder, around)
    denial = find_denial(around, event.words) if holder is None else None
    if claim is None or (denial is not None and not denial.code):
        return
    start = (negation_end(around) or 0) if claim == "not_seen" else 0
    owners = _owners_of_event(event, holder, around, start)
    parties = " ".join(part for part in (event.actor, event.words, event.recipient) if part)
    domains = find_domains(cut_words(parties, lang)) or find_domains(around, start=start)
    words = passage.words if passage else parties
    for owner in owners:
        for domain, evidence in _specific(domains, around, start):
            found = _sighting(event, view, owner, domain, claim, holder, words, evidence)
            if denial is None:
                yield found
            elif claim in CHANGES:
                yield replace(found, claim="denied", by=denial.name, voice=f"party:{denial.code}")


def _is_of_posture(event: FiledEvent) -> bool:
    """Return whether forces moved, were alerted or stayed as they were, in the past or now."""
    if event.same_as or event.status not in ("past", "ongoing") or event.vigie_type not in _OWN_TYPES:
        return False
    if event.vigie_type is not None:
        return True
    return event.type in _MOVING and event.mode in _MODES and "military" in event.contexts


def _is_claimed(statement: FiledStatement, lang: str) -> bool:
    """Return whether somebody says in a statement that something is so, at least likely; a rumour is nobody."""
    teller = statement.speaker or statement.phrase
    if teller and not statement.codes and is_hearsay(teller, lang):
        return False
    if statement.likelihood is not None and statement.likelihood[1] <= _UNLIKELY:
        return False
    return "denial" in statement.modality or not set(statement.modality) <= _NOT_CLAIMED | {"warning"}


def _claim_of_event(event: FiledEvent, holder: FiledStatement | None, around: Sentence) -> str | None:
    """Return what an event claims; who did not retreat, and who is "to deploy", tells nothing of a posture."""
    if _is_infinitive(event, around):
        return None
    if event.vigie_type == "posture_unchanged":
        looked = (holder is not None and holder.negative_evidence) or negation_end(around) is not None
        return "not_seen" if looked else "same"
    if holder is not None and holder.negative_evidence:
        return "not_seen"
    if event.polarity == "negative":
        return None if event.type == "RETREAT" else "not_seen" if looks(around) else "denied"
    if holder is not None and "denial" in holder.modality:
        return "denied"
    return _claim_of_change(event, around)


def _claim_of_change(event: FiledEvent, around: Sentence) -> str:
    """Return what an event that is said to be so claims."""
    if "lowered" in find_cues(around):
        return "lowered"
    if is_state(around, cut_words(event.words, around.lang).folded):
        return "present"
    return "raised" if event.vigie_type == "posture_change" else "moved"


def _is_infinitive(event: FiledEvent, around: Sentence) -> bool:
    """Return whether the act is named in the infinitive: an aim, an order or a decision, not something done."""
    anchor = cut_words(event.words, around.lang).folded[:1]
    if around.lang == "fr":
        return event.type is not None and bool(anchor) and anchor[0].endswith(("er", "ir", "oir", "dre", "tre"))
    pairs = zip(around.folded, around.folded[1:], strict=False)
    return bool(anchor) and any(before == "to" and word == anchor[0] for before, word in pairs)


def _owners_of_event(
    event: FiledEvent, holder: FiledStatement | None, around: Sentence, start: int
) -> tuple[str, ...]:  # fmt: skip
    code = code_of(event.actor_codes)
    if code is not None:
        return (code,)
    if event.actor_codes:
        return ()
    return find_owners(around, start=start, speaker=holder.country if holder else None)


def _specific(
    domains: tuple[tuple[str, str], ...], around: Sentence, start: int
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """Return the domains; where an event's own words only say that forces moved, the sentence may say which."""
    if [key for key, _ in domains] in (["alert"], ["forces"]):
        return find_domains(around, start=start) or domains
    return domains


def _read_statement(statement: FiledStatement, view: View, passages: Passages) -> Iterator[Sighting]:
    lang = passages.lang(statement.document)
    if statement.same_as or lang is None or not may_name_domain(statement.words, lang):
        return
    if statement.scope != "speech" or not _is_claimed(statement, lang):
        return
    sentences = [(passage, cut_words(passage.words, passage.lang)) for passage in passages.sentences(statement)]
    if statement.negative_evidence and any(negation_end(sentence) for _, sentence in sentences):
        sentences = [(p, s) for p, s in sentences if negation_end(s)]  # beside "no change was seen" others say what was
    for passage, sentence in sentences:
        claim, start = _claim_of_sentence(statement, sentence)
        if claim is None:
            continue
        owners = find_owners(sentence, start=start, speaker=statement.country)
        for owner in owners:
            for domain, evidence in find_domains(sentence, start=start):
                yield _sighting(statement, view, owner, domain, claim, statement, passage.words, evidence)


def _claim_of_sentence(statement: FiledStatement, sentence: Sentence) -> tuple[str | None, int]:
    """Return what a sentence claims, and the word from which on it says of whom; None when it claims nothing."""
    negation = negation_end(sentence)
    if statement.negative_evidence:
        return _looked_for(sentence, negation)
    if "denial" in statement.modality:
        return ("denied", 0) if find_cues(sentence) & {"movement", "moved", "present"} else (None, 0)
    if is_maybe(sentence):
        return None, 0
    told = _tell(find_cues(sentence))
    if told == "same" or negation is None:
        return ("present" if told == "moved" and is_state(sentence, sentence.folded) else told), 0
    denied = _tell(find_denied_cues(sentence))
    if denied == "changed":
        return "not_seen", negation
    return ("denied" if denied in ("moved", "present") else None), 0


def _tell(cues: frozenset[str]) -> str | None:
    """Return the one thing that the cues claim, or None."""
    told = next((sorted(cues & kind) for kind in _CLAIMED if cues & kind), [])
    return told[0] if len(told) == 1 else None


def _looked_for(sentence: Sentence, negation: int | None) -> tuple[str | None, int]:
    """Return the claim when the sentence, behind its negation if it has one, names a movement or a posture."""
    start = negation or 0
    return ("not_seen", start) if find_cues(sentence, start=start) & {"movement", "moved"} else (None, 0)


def _sighting(
    record: FiledEvent | FiledStatement, view: View, actor: str, domain: str, claim: str,
    holder: FiledStatement | None, words: str, evidence: str,
) -> Sighting:  # fmt: skip
    by, voice = _voice(record.document, holder, view)
    keys = (record.key,) if holder is None or holder is record else tuple(sorted((record.key, holder.key)))
    return Sighting(
        actor=actor, domain=domain, claim=claim, by=by, voice=voice, day=_day(record, view),
        document=record.document, record=record.key, keys=keys, words=words, evidence=(evidence,), known=record.known,
        places=find_places(cut_words(words, lang), actor) if (lang := view.documents[record.document].lang) else (),
    )  # fmt: skip


def _voice(document: str, holder: FiledStatement | None, view: View) -> tuple[str, str]:
    """Return who says it: the speaker, the words for who is not named, else the outlet of the report not copied."""
    if holder is not None and holder.speaker:
        return holder.speaker, f"{holder.speaker.casefold()}/{holder.country or ''}"
    origin = view.groupings[document].origin if document in view.groupings else document
    held = view.documents.get(origin) or view.documents[document]
    source = view.sources.get(held.source or "")
    name = (source.name if source else None) or held.source or held.title or held.id
    if holder is None:
        return name, f"outlet:{held.source or held.key}"
    return holder.phrase or name, f"{_UNNAMED}{held.source or held.key}"


def _day(record: FiledEvent | FiledStatement, view: View) -> str | None:
    """Return the day of the claim, never later than its report; a day after the moment of the view is unknown."""
    reported = view.reported(record.document)
    day = view.day(record)
    if day and reported and day > reported:
        day = min(record.valid_from or day, reported)
    return day if day and day <= view.at.date().isoformat() else None


def _merge(found: Iterable[Sighting], stated: frozenset[str]) -> list[Sighting]:
    """Return the sightings with those of one claim, voice and document made one; a stated day goes before the report's.

    A statement whose speaker is not known is heard again from a known one where both tell the same ("sources close to").
    """
    together: dict[tuple[str, ...], list[Sighting]] = defaultdict(list)
    named: dict[tuple[str, ...], str] = {}
    for s in sorted(found, key=lambda s: (s.voice.startswith(_UNNAMED), s.voice)):
        claim = (s.document, s.actor, s.domain, s.claim)
        voice = named.get(claim, s.voice) if s.voice.startswith(_UNNAMED) else s.voice
        named.setdefault(claim, voice)
        together[(*claim, voice)].append(s)
    merged = []
    for same in together.values():
        first = max(
            same,
            key=lambda s: (
                not s.voice.startswith(_UNNAMED),
                s.record in stated,
                s.day or "",
                len(s.words),
                s.words,
                s.keys,
            ),
        )
        keys = tuple(sorted({key for s in same for key in s.keys}))
        evidence = tuple(sorted({word for s in same for word in s.evidence}))
        merged.append(replace(first, keys=keys, evidence=evidence, known=min(s.known for s in same)))
    return merged
