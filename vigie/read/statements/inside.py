"""Where in a source phrase a name stands: as its head, in apposition, or as whose something is."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.read.entities import Known
from vigie.read.layers import Unit, Word

_OF = frozenset({"of", "for", "de", "du", "d'", "des"})
_HONORIFICS = frozenset(
    {"m.", "mme", "mr", "mr.", "mrs", "ms", "dr", "sir", "président", "president", "minister", "ministre"}
)


def _own(words: Sequence[Word], known: Known) -> list[int]:
    """Return the places of the words that are part of the name."""
    if not words:
        return []
    first, last = words[0].start, words[-1].start
    near = [m for m in known.mentions if m.start <= last and first < m.end]
    return [i for i, word in enumerate(words) if any(m.start <= word.start < m.end for m in near)] if near else []


def is_closing(words: list[Word], known: Known) -> bool:
    """Return whether a body's name closes the phrase behind a comma ("the Emirati operator, Danaz")."""
    own = _own(words, known)
    return (
        bool(own)
        and known.type in {"ORG", None}
        and own[-1] == len(words) - 1
        and own[0] > 1
        and words[own[0] - 1].low == ","
    )


def covers(known: Known, head: Word) -> bool:
    """Return whether the word is part of the name."""
    return any(m.start <= head.start < m.end for m in known.mentions)


def in_apposition(words: list[Word], people: list[Known]) -> Known | None:
    """Return the person of the phrase: one known as such, else a name behind a comma ("his deputy, Beeson")."""
    person = next((k for k in people if k.type == "PER"), None)
    if person is not None:
        return person
    for known in people:
        own = _own(words, known)
        if own and own[0] and words[own[0] - 1].low == ",":
            return known
    return None


def is_set_off(words: list[Word], known: Known) -> bool:
    """Return whether the name of two words or more stands behind a comma and before another or the end ("an engineer at the mill, Ada Hale")."""
    own = _own(words, known)
    if len(own) < 2 or own[0] == 0 or words[own[0] - 1].low != ",":
        return False
    return own[-1] + 1 == len(words) or words[own[-1] + 1].low == ","


def is_owner(words: list[Word], known: Known) -> bool:
    """Return whether the phrase is about somebody of the person's ("Macron's spokeswoman", « la porte-parole de M. X »)."""
    own = _own(words, known)
    if not own or own[0] == 0 and len(own) == len(words):
        return False
    if own[-1] + 1 < len(words) and words[own[-1] + 1].low in {"'s", "’s"}:
        return True
    before = own[0] - 1
    while before > 0 and (words[before].low in _HONORIFICS or words[before].pos in {"DET", "ADJ"}):
        before -= 1
    return before > 0 and words[before].low in _OF


_IN = frozenset("in at from near off outside inside à au en dans près depuis sur chez vers".split())


def is_where(words: Sequence[Word], known: Known) -> bool:
    """Return whether the name is only where somebody described is ("a diplomat in [Port Sudan]")."""
    own = _own(words, known)
    return bool(own) and own[0] > 1 and known.type != "PER" and words[own[0] - 1].low in _IN


def is_possessor(unit: Unit, known: Known) -> bool:
    """Return whether the name stands under a preposition or possessive ("a spokesman for X", "X's lawyer")."""
    for word in (unit.words[i] for i in _own(unit.words, known)):
        above = unit.words[word.head]
        if above.low not in _HONORIFICS and word.dep.startswith(("nmod", "obl")) and above.dep != word.dep:
            return True
    return False
