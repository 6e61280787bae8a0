"""When a record is sure enough to be told by its codes. All others are told in the words of their text, which cannot err.

The reader's confidence is that of many records found in a like way, not of the words around this one; these are checks of
the words.
They were found by reading briefs of speeches against their texts, where reported speech hardly occurs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from vigie.lang.lexicon import load_lexicon
from vigie.model import Span, Spans
from vigie.store import FiledEvent, FiledStatement
from vigie.text.fold import fold
from vigie.text.segment import find_tokens
from vigie.watch.deliver.brief.ground import Ground

SPOKEN = 0.75
"""Below it a report of speech is right less than three times in four: “denied the attack”, but also “thanked the doctors”."""
DONE, DONE_WIDELY = 0.7, 0.75
"""An act of a kind that can be seen is sure from the first on, any other from the second."""
PLACED = 0.75
ORATORY = 0.15
"""A text is a speech where more of its sentences than this say I, we or you outside of quotation marks."""
WINDOW = 40
NEAR = 40
"""So many characters before an act stands what denies it."""
SHORTEST = 5
"""A sentence of fewer words is a scrap, such as “Shoot at refugees”."""
_QUOTATION = re.compile('[“«"][^”»"]*(?:[”»"]|$)')
LONGEST_ROLE = 80
_INSIDE = re.compile(
    r"(?:\b(?:about|of|in|at|with)\s(?:[^\s.,;:!?”»]+\s){0,2}|\b(?:tells?|told|telling|before|(?<!ccording )to)\s(?:the\s)?|[\w&]-?)$"
)
_BEFORE = re.compile(r"[^.!?…:;\s\"“«»”(–—]\s([A-ZÀ-Þ][\w’'&-]*)\s$")
_AFTER = re.compile(r"\s*(?:$|[,;(:–-]|(?:who|from|of|on|himself|herself|qui|sur|de|du|lui|elle)\b)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_INFINITIVE = re.compile(r"(?:\b(?:to|de|à|pour)\s|\bd['’])$")
_NO_ROLE = re.compile(r"[\"“”«»,;:()\d]|^(?:and|et|identified|who|qui)\b|\b(?:and|or|of|et|ou|de)$", re.IGNORECASE)
_TABLES = frozenset({"does", "acts", "concrete", "unsure"})
_PLACE_OF = re.compile(r" (?:(?:of|for|at|in|to|de|du|des|à|au|aux|en)\b|d['’])")
_PARTICLES = frozenset("of the for de du des la le les d' al el bin van von der den and et & di da".split())
_OF = re.compile(r" (?:(?:of|for|who|that|on|in|at|with|focused|de|du|des|qui)\b|d['’])")
_FUTURE = re.compile("[a-zé]{3,}r(?:a|ont)$")


def is_speaker_sure(ground: Ground, statement: FiledStatement) -> bool:
    """Return whether the statement is told as its speaker's, with what it does."""
    lang = _language(ground, statement.document)
    if statement.speaker is None or lang is None or statement.kind == "headline":
        return False
    if statement.corrections:
        return True  # somebody has looked at it, and signed
    if not _is_nesting_sure(ground, statement):
        return False
    if not is_own_words(statement) and not _is_said(ground, statement, lang):
        return False
    if not _is_named_there(ground, statement, lang) or not _is_name_settled(ground, statement):
        return False
    return _is_somebody(statement.speaker, lang) or _is_known(ground, statement)


def _is_known(ground: Ground, statement: FiledStatement) -> bool:
    """Return whether the speaker is a name; one of a single word only with an office, a code or a first name."""
    name = statement.speaker or ""
    if not statement.entity or not _is_proper(name):
        return False
    if " " in name or statement.codes or statement.role:
        return True
    text = ground.texts.get(statement.document, "")
    return re.search(rf"\b[A-ZÀ-Þ][\w.]+ {re.escape(name)}\b", text) is not None


def _is_named_there(ground: Ground, statement: FiledStatement, lang: str) -> bool:
    """Return whether the words for the source are the speaker's name or office, or a pronoun for a person."""
    source = _words(ground, statement.document, statement.source, lang)
    if _list(lang, "pronouns") & {part for word in source for part in _LETTERS.findall(word)}:
        return _is_person(ground, statement, lang)
    known = _words_of(f"{statement.speaker} {statement.role or ''}", lang)
    return any(len(word) > 2 and word in source for word in known) and _is_head(ground, statement)


def _is_person(ground: Ground, statement: FiledStatement, lang: str) -> bool:
    """Return whether “he” or “she” can stand for the speaker: a name in full, under which somebody speaks elsewhere."""
    name = statement.speaker or ""
    words = _words_of(name, lang)
    if not _is_full_name(name) or any(load_lexicon(lang, kind).is_in(words, words) for kind in ("titles", "bodies")):
        return False
    text = ground.texts.get(statement.document, "")
    said = [r for r in ground.held.get(statement.document, ()) if isinstance(r, FiledStatement) and r.speaker]
    last_named = {(r.speaker or "").split()[-1]: 0 for r in said if _is_full_name(r.speaker or "")}
    for last in last_named:
        last_named[last] = text.rfind(last, 0, statement.source[0].start)
    own = name.split()[-1]
    speaks = any(own in s.slice(text) for r in said if r.speaker == name for s in r.source)
    return speaks and last_named.get(own, -1) == max(last_named.values())


def _is_cut(lead: str, lang: str) -> bool:
    """Return whether what stands before a name is its first part, and no title: “Big Machine” is not “Machine”."""
    word = _BEFORE.search(lead)
    return word is not None and not load_lexicon(lang, "titles").is_in([fold(word[1])], [fold(word[1])])


def _is_head(ground: Ground, statement: FiledStatement) -> bool:
    """Return whether the source is about the speaker, not about something of theirs: “the mayor of Valmorel”."""
    text, name = ground.texts.get(statement.document, ""), statement.speaker or ""
    for span in statement.source:
        words = span.slice(text)
        before, found, after = words.partition(name if name in words else name.split()[-1])
        lead = text[max(0, span.start - WINDOW) : span.start] + (before if found else "")
        if _INSIDE.search(lead) or _is_cut(lead, _language(ground, statement.document) or "en"):
            return False
        if found and not _AFTER.match(after):
            return False
    return True


def _is_name_settled(ground: Ground, statement: FiledStatement) -> bool:
    """Return whether the name stands in the text, and a source that says less of it can only mean this name.

    Reporting gives a name in full first and its last part after. Where the last part comes first (“Strava” before
    “Camp Strava”), or follows two different names, it may be somebody else's.
    """
    name, text = statement.speaker or "", ground.texts.get(statement.document, "")
    first_full = text.find(name)
    if first_full < 0 or " " not in name or not _is_full_name(name):
        return first_full >= 0
    before, _, last = name.rpartition(" ")
    if all(name in s.slice(text) for s in statement.source):
        return True
    bare = re.search(rf"(?<!\w)(?<!\w-){re.escape(last)}\b", text)
    full = [m[1] for m in re.finditer(rf"\b([A-ZÀ-Þ][\w’'-]+) {re.escape(last)}\b", text)]
    titled = load_lexicon(_language(ground, statement.document) or "en", "titles")
    others = {f for f in full if f not in before and not titled.is_in([fold(f)], [fold(f)])}
    return not others and bare is not None and bare.start() >= first_full


def _is_said(ground: Ground, statement: FiledStatement, lang: str) -> bool:
    """Return whether the words around a report of speech leave no doubt that it was said, and by whom."""
    cue, source = (
        _words(ground, statement.document, statement.cue, lang),
        _words(ground, statement.document, statement.source, lang),
    )
    spans = ground.around(statement.document, (*statement.source, *statement.cue, *statement.content))
    if _is_oratory(ground, statement.document, spans, lang):
        return False
    if cue & _list(lang, "negation", "modal") or (len(source) == 1 and source & _list(lang, "things")):
        return False
    if _is_infinitive(ground, statement) or _begins(cue, _list(lang, "opposes")):
        return False
    if statement.scope == "attitude":
        return _begins(cue, _list(lang, "thinks"))
    return statement.confidence >= SPOKEN or name_doing(ground, statement) != "assertion"


def _is_infinitive(ground: Ground, statement: FiledStatement) -> bool:
    """Return whether the cue is only something that somebody may do: “willing to criticise”."""
    text = ground.texts.get(statement.document, "")
    return bool(statement.cue) and _INFINITIVE.search(text[: statement.cue[0].start][-8:]) is not None


def is_own_words(statement: FiledStatement) -> bool:
    """Return whether the speaker's own words are all there is; what somebody is said to think is told by the text."""
    return statement.kind == "direct" and statement.scope == "speech"


def _is_proper(name: str) -> bool:
    """Return whether all its words but the small ones begin with a capital, as those of a name do."""
    return all(p[:1].isupper() or p.lower() in _PARTICLES for p in name.split())


def name_doing(ground: Ground, statement: FiledStatement) -> str:
    """Return what the statement does, where the word that introduces it says so itself; else it is only said."""
    if statement.scope == "attitude":
        return "attitude"
    does = next(iter(statement.modality), "assertion")
    if statement.corrections:
        return does
    if statement.negative_evidence or not _begins(_cue_words(ground, statement), _stems("does").get(does, ())):
        return "assertion"
    return does


def name_act(ground: Ground, event: FiledEvent) -> str | None:
    """Return the kind of act, the finer one where the sentence has a word for it."""
    stems = _stems("acts").get(event.vigie_type or "")
    lang = _language(ground, event.document)
    if event.type is None or stems is None or lang is None or event.corrections:
        return event.vigie_type or event.type
    words = _words(ground, event.document, ground.around(event.document, event.anchor), lang)
    return event.vigie_type if _begins(words, stems) else event.type


def name_role(statement: FiledStatement, lang: str | None) -> str | None:
    """Return the office of a person; what does not read as one office of one person is left out."""
    role = statement.role
    if statement.corrections:
        return role
    if role is None or lang not in _lists() or not _is_full_name(statement.speaker or ""):
        return None
    if _NO_ROLE.search(role) or len(role) > LONGEST_ROLE:
        return None
    head = _words_of(_PLACE_OF.split(role)[0], lang)
    if not head or head[-1].endswith("s") or not load_lexicon(lang, "titles").is_in(head, head):
        return None
    tail = head[-1:]
    return role if lang == "fr" or load_lexicon(lang, "titles").is_in(tail, tail) else None


def _is_full_name(name: str) -> bool:
    """Return whether it is a name of a person with at least two parts, and no description or body."""
    parts = name.split()
    return len(parts) > 1 and all(p[:1].isupper() or p.lower() in _PARTICLES for p in parts) and parts[0][:1].isupper()


def _cue_words(ground: Ground, statement: FiledStatement) -> frozenset[str]:
    lang = _language(ground, statement.document)
    return _words(ground, statement.document, statement.cue, lang) if lang else frozenset()


def _begins(words: Iterable[str], stems: Iterable[str]) -> bool:
    return any(word.startswith(tuple(stems)) for word in words)


def _words_of(text: str, lang: str) -> list[str]:
    return [fold(text[a:b]) for a, b in find_tokens(text, (0, len(text)), lang)]


def _is_somebody(name: str, lang: str) -> bool:
    """Return whether a description names people or a body, such as “two officials”; “the fear” speaks to nobody."""
    words = _words_of(_OF.split(name)[0], lang)
    lemmas = [w[:-1] if w.endswith("s") else w for w in words]
    if not words or _list(lang, "things") & set(words):
        return False
    if _list(lang, "persons") & set(words if lang == "fr" else words[-1:]):
        return True
    hits = [h for name in ("titles", "bodies") for h in load_lexicon(lang, name).find_all(words, lemmas)]
    return any(lang == "fr" or hit.end == len(words) for hit in hits)


def is_act_sure(ground: Ground, event: FiledEvent) -> bool:
    """Return whether the event is told by its kind, and as done, planned or denied."""
    lang = _language(ground, event.document)
    kind = event.vigie_type or event.type
    if lang is None or kind is None or kind in _kinds("unsure") or not (event.actor or event.recipient):
        return False
    if event.corrections:
        return True
    plain = kind not in _kinds("concrete")
    if plain and (event.confidence < DONE_WIDELY or not event.actor_codes or event.status == "hypothetical"):
        return False
    if event.confidence < DONE:
        return False
    return _is_told_within(ground, event) and _is_status_sure(ground, event, lang)


def _is_told_within(ground: Ground, event: FiledEvent) -> bool:
    """Return whether the act stands in the words of whoever tells it, and they are sure; or the text itself tells it."""
    if event.attributed_to is None:
        return True
    outer = ground.numbered.get((event.document, event.attributed_to)) or ground.statements.get(event.attributed_to)
    if outer is None or not _are_tellers_sure(ground, event.document, event.attributed_to):
        return False
    return all(any(a.is_inside(span) for span in outer.content) for a in event.anchor)


def _is_nesting_sure(ground: Ground, statement: FiledStatement) -> bool:
    """Return whether a statement inside another stands wholly in its words, and whoever tells it is sure."""
    if statement.parent is None:
        return True
    outer = ground.numbered.get((statement.document, statement.parent))
    if outer is None or not _are_tellers_sure(ground, statement.document, statement.parent):
        return False
    return all(any(s.is_inside(o) for o in outer.content) for s in (*statement.source, *statement.content))


def _are_tellers_sure(ground: Ground, document: str, statement: str | None) -> bool:
    """Return whether everybody on whose word it is told is sure, or nobody is named."""
    if statement is None:
        return True
    held = ground.numbered.get((document, statement)) or ground.statements.get(statement)
    if held is None or held.parent == statement:
        return False
    if held.kind == "headline":
        return bool(held.speaker and _is_somebody(held.speaker, _language(ground, document) or ""))
    return is_speaker_sure(ground, held)


def _is_oratory(ground: Ground, document: str, spans: Spans, lang: str) -> bool:
    """Return whether the sentences, or too many of their text, are a speech and no report."""
    sentences = ground.sentences(document)
    spoken = ground.kept(("spoken", document), lambda: sum(_is_spoken(ground, document, (s,), lang) for s in sentences))
    return spoken > ORATORY * len(sentences) or _is_spoken(ground, document, spans, lang)


def _is_spoken(ground: Ground, document: str, spans: Spans, lang: str) -> bool:
    """Return whether somebody speaks in the first or second person outside of quotation marks."""
    text = ground.texts.get(document, "")
    own = _QUOTATION.sub(" ", " ".join(s.slice(text) for s in spans))
    return not _list(lang, "speech").isdisjoint(_words_of(own, lang))


def _is_status_sure(ground: Ground, event: FiledEvent, lang: str) -> bool:
    """Return whether the words of the sentence bear out that it is told as done, as planned or as denied."""
    day = ground.view.reported(event.document)
    if event.status == "past" and event.dated == "stated" and day and (event.valid_from or "") > day:
        return False
    spans = ground.around(event.document, event.anchor)
    words = _words(ground, event.document, spans, lang)
    if "?" in words or len(words) < SHORTEST or _is_oratory(ground, event.document, spans, lang):
        return False
    if event.polarity == "negative":
        near = (Span(max(spans[0].start, event.anchor[0].start - NEAR), event.anchor[-1].end),)
        return bool(_words(ground, event.document, near, lang) & _list(lang, "negation")) and not words & _list(
            lang, "ended"
        )
    if event.status == "hypothetical":
        return bool(words & _list(lang, "maybe"))
    if event.status == "planned":
        return bool(words & _list(lang, "future")) or (lang == "fr" and any(_FUTURE.search(w) for w in words))
    return not words & _list(lang, "negation", "modal")


def is_day_sure(event: FiledEvent) -> bool:
    """Return whether the day that the text states is told."""
    return event.confidence >= PLACED or bool(event.corrections)


def is_place_sure(ground: Ground, event: FiledEvent) -> bool:
    """Return whether the place is told: it stands in the sentence, and not as part of a longer name."""
    if event.corrections or event.place is None or not is_day_sure(event):
        return bool(event.corrections)
    text = ground.texts.get(event.document, "")
    whole = re.compile(rf"(?<!\w){re.escape(event.place)}(?![\w-]|\s(?:al-|el-|[A-ZÀ-Þ]))")
    return any(whole.search(s.slice(text)) for s in ground.around(event.document, event.anchor))


def _language(ground: Ground, document: str) -> str | None:
    held = ground.view.documents.get(document)
    return held.lang if held and held.lang in _lists() else None


def _words(ground: Ground, document: str, spans: Spans, lang: str) -> frozenset[str]:
    text = ground.texts.get(document, "")
    return frozenset(fold(text[a:b]) for span in spans for a, b in find_tokens(text, span, lang))


def _list(lang: str, *names: str) -> frozenset[str]:
    return frozenset().union(*(_lists()[lang][name] for name in names))


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, frozenset[str]]]:
    return {
        lang: {name: frozenset(words) for name, words in held.items()}
        for lang, held in _load()
        if isinstance(held, dict)
    }


@lru_cache(maxsize=2)
def _stems(list_name: str) -> dict[str, tuple[str, ...]]:
    return {code: tuple(stems) for name, held in _load() if name == list_name for code, stems in held.items()}


@lru_cache(maxsize=2)
def _kinds(list_name: str) -> frozenset[str]:
    return frozenset(word for name, held in _load() if name == list_name for word in held)


def _load() -> Iterable[tuple[str, Any]]:
    path = resources.files("vigie.watch.deliver.brief") / "words" / "doubts.yaml"
    raw: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return raw.items()
