"""Who said what about what: statements of named speakers as claims that can be held beside each other."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from vigie.store import FiledDocument, FiledEvent, FiledStatement
from vigie.text.spelling import find_skeleton
from vigie.watch.signals.claims import Claim, find_anchors, find_plain_words, read_claims
from vigie.watch.view import View

SAME_WORDING = 0.7
"""A copy's statement that shares so much of its words with one of the origin is that one."""
MOST_LIKE = 30
"""So many of the newest statements under one key are looked at: a key that fits more says little."""
MOST_NAMES = 6
FEW = 8
"""Where no act is named, only short sentences can be held beside each other: a longer one denies some part of itself."""
_FUTURE = frozenset({"prediction", "commitment", "threat"})
_NO_CLAIM = frozenset({"question", "demand"})
_OF_ACTS = (("denial",), ("accusation",))
"""Who accuses or denies speaks of an act; elsewhere a word names one only where the document was read to tell of one."""
_UNFOLDED = frozenset({"headline", "nominal"})


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of a statement by a named speaker.

    `kinds` are those of its words that its document tells of, `anchors` its names and its events' parties; `denies` says whether the speaker denies it, None
    where that is not plain; `cued` whether only the words around the quoted ones deny (“denied that …”); `coming`
    whether it is of what is to come. `order` sorts by time, None without a day.
    """

    statement: FiledStatement
    document: FiledDocument
    claim: Claim
    kinds: frozenset[str]
    anchors: frozenset[str]
    denies: bool | None
    cued: bool
    coming: bool
    who: tuple[str, ...]
    day: str | None
    order: tuple[str, str] | None
    origin: str
    story: str

    @property
    def lang(self) -> str:
        """Return the language of the words."""
        return self.document.lang or ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two claims have in common, and so why they are taken to be about one thing."""

    kinds: tuple[str, ...]
    anchors: tuple[str, ...]
    words: tuple[str, ...]

    def __str__(self) -> str:
        """Return it in a few words, the same in every language."""
        names = (a for a in self.anchors if not a.startswith("geo"))
        return ", ".join((*(k.lower() for k in self.kinds), *names, *self.words)[:6])


def find_said(view: View) -> tuple[Said, ...]:
    """Return the claims of all named speakers, newest first, those that copies repeat left out."""
    acts: dict[str, list[FiledEvent]] = defaultdict(list)
    for event in view.events:
        acts[event.document].append(event)
    return tuple(said for s in find_statements(view) for said in _read_said(view, s, acts[s.document]))


def find_statements(view: View) -> Iterator[FiledStatement]:
    """Yield the statements of named speakers, newest first; of those that copies share, only the origin's."""
    kept: dict[tuple[str, tuple[str, ...]], list[frozenset[str]]] = defaultdict(list)
    first = sorted(view.statements, key=lambda s: not _is_origin(view, s.document))
    chosen = set()
    for statement in first:
        who = find_who(statement)
        if not who or statement.kind in _UNFOLDED or statement.document not in view.documents:
            continue
        group = view.groupings.get(statement.document)
        origin, relation = (group.origin, group.relation) if group else (statement.document, "origin")
        if not _is_repeated(kept, origin, relation, who, statement.words):
            chosen.add(statement.key)
    return (s for s in view.statements if s.key in chosen)


def _is_origin(view: View, document: str) -> bool:
    group = view.groupings.get(document)
    return group is None or group.origin == document


def _is_repeated(
    kept: dict[tuple[str, tuple[str, ...]], list[frozenset[str]]],
    origin: str,
    relation: str,
    who: tuple[str, ...],
    words: str,
) -> bool:
    """Return whether the origin or an earlier copy has the statement; a translation's, whatever its words."""
    held = kept[origin, who[-1:]]
    mine = frozenset(find_plain_words(words))
    if relation != "origin":
        if relation == "translation" and held:
            return True
        if any(len(mine & other) >= SAME_WORDING * len(mine | other) for other in held):
            return True
    held.append(mine)
    return False


def find_who(statement: FiledStatement) -> tuple[str, ...]:
    """Return the words of the speaker's name, folded; nothing for one who has no name of its own."""
    if statement.speaker is None or statement.entity is None:
        return ()
    return find_plain_words(statement.speaker)


def is_same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether two names may be one person's: all words of the shorter stand in the longer, the last at its end.

    Where a first name stands beside it, words are the same that sound the same: other languages spell a name otherwise.
    A family name alone is not enough for that, since Kallas and Kulesza sound alike.

    >>> is_same_person(("marja", "salo"), ("salo",)), is_same_person(("marja", "salo"), ("olav", "salo"))
    (True, False)
    >>> is_same_person(("viktor", "doubrovine"), ("viktor", "dubrovin")), is_same_person(("kallas",), ("kulesza",))
    (True, False)
    """
    short, long = sorted((a, b), key=len)
    if bool(short) and set(short) <= set(long) and short[-1] == long[-1]:
        return True
    heard, other = tuple(map(find_sound, short)), tuple(map(find_sound, long))
    return len(short) > 1 and set(heard) <= set(other) and heard[-1] == other[-1]


@lru_cache(maxsize=20_000)
def find_sound(word: str) -> str:
    """Return how a word of a name sounds, so far as spelling tells."""
    return find_skeleton(word)


def _read_said(view: View, statement: FiledStatement, events: Sequence[FiledEvent]) -> Iterator[Said]:
    document = view.documents[statement.document]
    claims = read_claims(statement.words, document.lang or "")
    by_cue = statement.modality[:1] == ("denial",) and not any("denial" in c.marks or c.negated for c in claims)
    day = view.day(statement)
    order = None if day is None else (day, (document.published or "") if day == document.day else "")
    told = {e.type or e.vigie_type for e in events} if statement.modality[:1] not in _OF_ACTS else None
    acts = [e for e in events if e.attributed_to == statement.id]
    codes = {c for e in acts for c in (*e.actor_codes, *e.recipient_codes)} if len(claims) == 1 else set()
    blamed = _find_blamed(statement, events, document.lang or "")
    for claim in claims:
        kinds = frozenset(k for k in claim.kinds if told is None or k in told)
        yield Said(
            statement, document, claim, kinds, claim.anchors | _countries(codes) | blamed,
            _find_denies(statement, claim, kinds, acts, by_cue), by_cue, _is_coming(statement, acts), find_who(statement), day,
            order, group.origin if (group := view.groupings.get(document.key)) else document.key, view.story(document.key),
        )  # fmt: skip


def _find_blamed(statement: FiledStatement, events: Sequence[FiledEvent], lang: str) -> frozenset[str]:
    """Return the names of whom the cue itself accuses: "accused X of" tells the deed alone as what was said."""
    anchors: frozenset[str] = frozenset()
    for event in events:
        told = event.type == "ACCUSE" and any(
            a.start < c.end and c.start < a.end for a in event.anchor for c in statement.cue
        )
        if told and event.recipient:
            anchors |= find_anchors(event.recipient, lang) | _countries(event.recipient_codes)
    return anchors


def _countries(codes: Iterable[str]) -> frozenset[str]:
    """Return the countries of actors' codes; an international organisation is its whole code."""
    return frozenset(code if code.startswith("IGO") else code[:3] for code in codes if len(code) >= 3)


def _find_denies(
    statement: FiledStatement, claim: Claim, kinds: frozenset[str], acts: Sequence[FiledEvent], by_cue: bool
) -> bool | None:
    """Return whether the speaker denies what the sentence is about; None for doubts, questions, demands, conditions.

    A negation counts where it stands beside the act, or in a sentence that names none. Where the reading of the act
    itself says otherwise, nothing is said.
    """
    if claim.doubtful or statement.likelihood is not None or not _NO_CLAIM.isdisjoint(statement.modality):
        return None
    negated = kinds <= claim.undone if kinds else claim.negated
    if kinds and claim.negated != negated or kinds & claim.undone != (kinds if negated else frozenset()):
        return None
    denies = (negated or "denial" in claim.marks) != by_cue
    polarities = {e.polarity == "negative" for e in acts if (e.type or e.vigie_type) in kinds}
    return denies if not polarities or polarities == {denies} or (by_cue and polarities == {negated}) else None


def _is_coming(statement: FiledStatement, acts: Sequence[FiledEvent]) -> bool:
    statuses = {e.status for e in acts}
    if statuses:
        return not statuses & {"past", "ongoing"}
    return not _FUTURE.isdisjoint(statement.modality)


def find_names(a: Said, b: Said, shared: Shared) -> Iterator[Hashable]:
    """Yield what a pair is known by: its statements, and its speakers, documents and kinds of acts."""
    yield a.statement.key
    yield b.statement.key
    for kind in shared.kinds:
        yield frozenset(((a.who[-1], a.document.key), (b.who[-1], b.document.key), ("kind", kind)))


# Holding two beside each other -----------------------------------------------------------------------------------


def find_shared(a: Said, b: Said, *, least: int = 3) -> Shared | None:
    """Return what two claims share when that is enough to take them to be about one thing, else None.

    Names must fit (one's names are all among the other's, or most are shared), and numbers must not differ. Then in
    one language: a kind of act with a name and another word, with two names, or half of the words; or two names and all
    words of one of them. Across languages a kind of act with two names, or with one in the same story; or the same
    names, two at least, and two words that sound alike. `least` is how many words are enough without an act.
    """
    anchors, kinds = a.anchors & b.anchors, a.kinds & b.kinds
    if not _fits(a.anchors, b.anchors) or (a.claim.numbers and b.claim.numbers and a.claim.numbers != b.claim.numbers):
        return None
    words = a.claim.words & b.claim.words if a.lang == b.lang else frozenset()
    if a.lang == b.lang:
        enough = _is_enough_in_one(a, b, kinds, anchors, words, least)
    else:
        enough = _is_enough_across(a, b, kinds, anchors)
    if not enough:
        return None
    return Shared(tuple(sorted(kinds)), tuple(sorted(anchors)), tuple(sorted(words)))


def _fits(a: frozenset[str], b: frozenset[str]) -> bool:
    return a <= b or b <= a or len(a & b) >= max(2, 0.5 * len(a | b))


def _is_enough_in_one(
    a: Said, b: Said, kinds: frozenset[str], anchors: frozenset[str], words: frozenset[str], least: int
) -> bool:
    union = a.claim.words | b.claim.words
    alike = len(words) / len(union) if union else 1.0
    if kinds and (len(anchors) >= 2 or (anchors and words)):
        return alike >= 1 / 3
    if len(anchors) >= 2 and words and words in (a.claim.words, b.claim.words):
        return True
    if kinds:
        return alike >= 0.5 and len(words) >= 2
    return alike >= (0.6 if least > 2 else 0.5) and len(words) >= least and len(union) <= FEW


def _is_enough_across(a: Said, b: Said, kinds: frozenset[str], anchors: frozenset[str]) -> bool:
    if kinds and (len(anchors) >= 2 or (len(anchors) == 1 and a.story == b.story)):
        return True
    return len(anchors) >= 2 and len(_sounds(a) & _sounds(b)) >= 2


def _sounds(said: Said) -> frozenset[str]:
    """Return how the words sound: what French and English have in common sounds alike, troupe and troop."""
    return frozenset(map(find_sound, said.claim.words))


def find_keys(said: Said) -> Iterator[Hashable]:
    """Yield the keys under which claims about one thing meet: kind with name, kind with word, two words, two names."""
    for kind in said.kinds:
        for anchor in said.anchors:
            yield kind, anchor
        for word in said.claim.words:
            yield kind, said.lang, word
    words, names = sorted(said.claim.words), sorted(said.anchors)
    for i, word in enumerate(words):
        for other in words[i + 1 : i + 4]:
            yield said.lang, word, other
    yield from (("names", *pair) for pair in combinations(names[:MOST_NAMES], 2))


def make_index(said: Iterable[Said]) -> Mapping[Hashable, list[Said]]:
    """Return the claims under each of their keys, in the order given."""
    index: dict[Hashable, list[Said]] = defaultdict(list)
    for one in said:
        for key in find_keys(one):
            index[key].append(one)
    return index


def find_others(said: Said, index: Mapping[Hashable, Sequence[Said]]) -> Iterator[Said]:
    """Yield claims that share a key with this one, each once, at most so many of the newest under one key."""
    seen = {id(said)}
    for key in find_keys(said):
        for other in index.get(key, ())[:MOST_LIKE]:
            if id(other) not in seen:
                seen.add(id(other))
                yield other


def days_between(a: Said, b: Said) -> int | None:
    """Return how many days lie between two claims, or None where one has no day."""
    if a.day is None or b.day is None:
        return None
    return abs((dt.date.fromisoformat(a.day[:10]) - dt.date.fromisoformat(b.day[:10])).days)
