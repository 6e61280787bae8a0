"""What a number counts: the noun after it, or what the clause says became of the people counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.read.layers import Word
from vigie.read.numerals import Marks

_BETWEEN = frozenset({"ADJ", "ADV", "PROPN", "NOUN", "VERB", "X"})
_SIGNS = frozenset("$€£¥")
_STOPS = frozenset(',;:.()[]!?…«»“”"—')
REACH = 5
"""So many words may stand between a number and its noun ("12 heavily armed Ostarian soldiers")."""
FATE_REACH = 8
"""So many words may stand between the people counted and what became of them ("were, officials said, killed")."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit and the words [start, end) that gave it; `who` when people are counted, so that a fate may replace it."""

    name: str | None
    start: int
    end: int
    who: bool = False
    casualty: bool = False
    known: bool = True
    measure: bool = False


def find_unit(words: Sequence[Word], end: int, marks: Marks, numbers: frozenset[int], lang: str) -> Unit:
    """Return what the number that ends before word `end` counts; a unit without a name when nothing says.

    `numbers` are the words where other numbers begin. A pack's unit gives its key; any other noun stands for itself.
    """
    if _is_tied(words, end):
        return _unit_at(words, end + 1, marks, lang) or Unit(words[end + 1].low, end + 1, end + 2, known=False)
    at = _skip(words, end, marks)
    found = _scan(words, at, at if at > end else -1, marks, numbers, lang)
    return found or Unit(None, at, at, who=at > end and marks.before("other", at) is not None)


def _scan(
    words: Sequence[Word], start: int, skippable: int, marks: Marks, numbers: frozenset[int], lang: str
) -> Unit | None:
    """Return the head of the noun phrase that begins at the word; a number at `skippable` ("of the 12 ships") is passed."""
    best: Unit | None = None
    for i in range(start, min(start + REACH, len(words))):
        if i in numbers and i == skippable:
            continue
        if i in numbers or words[i].low in _STOPS or (words[i].low in _SIGNS and i + 1 in numbers):
            break
        here = _unit_at(words, i, marks, lang)
        if here is not None:
            if best is None or not (
                here.casualty or (best.known and not here.known and not _ends_in_plural(words, here.start))
            ):
                best = here
            if here.measure or here.casualty or lang != "en" or not _modifies(words, here.end):
                break
        elif not _is_between(words[i]) or (best is not None and i > best.end):
            break
    return best


def _is_between(word: Word) -> bool:
    """Return whether a word may stand between a number and its noun, the figure of a model among them ("Leopard 2")."""
    return word.pos in _BETWEEN or word.low == "-" or word.low.isdigit()


def _ends_in_plural(words: Sequence[Word], at: int) -> bool:
    """Return whether a run of nouns ends in a plural; otherwise an earlier one is counted ("a 12 member union")."""
    while at + 1 < len(words) and words[at + 1].pos == "NOUN":
        at += 1
    return words[at].low.endswith("s") and words[at].low not in words[at].base.split("|")


def _is_tied(words: Sequence[Word], at: int) -> bool:
    """Return whether a hyphen ties the number to its noun: "a three-day ceasefire" counts days."""
    return (
        at + 1 < len(words)
        and words[at].low == "-"
        and words[at + 1].low[0].isalpha()
        and words[at].start == words[at - 1].end
    )


def _skip(words: Sequence[Word], at: int, marks: Marks) -> int:
    """Return the place after "of" and "other"."""
    hit = marks.at("of", at)
    at = hit.end if hit is not None else at
    hit = marks.at("other", at)
    return hit.end if hit is not None else at


def _unit_at(words: Sequence[Word], i: int, marks: Marks, lang: str) -> Unit | None:
    """Return the unit, casualty or plain noun at the word."""
    hit = marks.at("casualty", i)
    if hit is not None and (words[i].pos != "NOUN" or not _modifies(words, hit.end)):
        return Unit(hit.entry.get("unit"), i, hit.end, casualty=True)
    hit = marks.at("unit", i)
    if hit is not None:
        return Unit(
            hit.entry.get("unit"), i, hit.end, who=bool(hit.entry.get("who")), measure=bool(hit.entry.get("measure"))
        )
    if words[i].pos == "NOUN" and words[i].low[0].isalpha():
        return Unit(_singular(words[i], lang), i, i + 1, known=False)
    return None


def _singular(word: Word, lang: str) -> str:
    """Return the singular of a noun; where the dictionary takes it for a verb form (« votes »), the word itself."""
    base = word.base.split("|")[0]
    if lang == "fr" and base.endswith(("er", "ir", "re")) and not word.low.startswith(base):
        return word.low.removesuffix("s")
    return base


def _modifies(words: Sequence[Word], at: int) -> bool:
    """Return whether a noun follows, at once or by a hyphen, so that the word before it only qualifies it."""
    if at + 1 < len(words) and words[at].low == "-" and words[at].start == words[at - 1].end:
        return words[at + 1].pos == "NOUN"
    return at < len(words) and words[at].pos == "NOUN"


def find_fate(
    words: Sequence[Word], start: int, unit: Unit, marks: Marks, numbers: frozenset[int], *, single: bool = False
) -> str | None:
    """Return "killed", "wounded" ... when the clause says so of the people counted, or None.

    The verb right before the number ("killed 12"), a passive or a verb of dying after the noun ("12 people were
    killed", « 12 personnes ont péri »). `single` is for "one", which beside a
    mere adjective is an article (« une femme blessée »). An active verb after the noun has another object and says nothing of them.
    """
    before = _verb_before(words, start, marks)
    if single and before is None and not _has_aux(words, unit.end, unit.end + 3):
        return None
    return before if before is not None else _fate_after(words, unit.end, marks, numbers)


def _verb_before(words: Sequence[Word], start: int, marks: Marks) -> str | None:
    for end in (start, start - 1):
        hit = marks.before("casualty_verb", end)
        if hit is not None and (end == start or words[end].pos in {"DET", "ADV", "ADJ", "ADP", "PRON"}):
            return hit.entry.get("unit")
    return None


_INSERTS = frozenset({"dont", "including", "notamment", "among", "parmi"})


def _skip_insert(words: Sequence[Word], at: int) -> int:
    """Return the place behind an insertion between commas: "Three people, including a child, were killed"."""
    if at + 1 >= len(words) or words[at].low != "," or words[at + 1].low not in _INSERTS:
        return at
    closing = (i + 1 for i in range(at + 2, min(at + 2 + FATE_REACH, len(words))) if words[i].low == ",")
    return next(closing, at)


def find_toll(words: Sequence[Word], start: int, marks: Marks) -> str | None:
    """Return "killed" or "wounded" where the number is a toll's: "The death toll rose from 30 to 45"."""
    for i in range(start - 1, max(start - FATE_REACH, 0) - 1, -1):
        hit = marks.at("toll", i)
        if hit is not None:
            return hit.entry.get("unit")
        if words[i].low in _STOPS or (
            words[i].pos == "NOUN" and not marks.before("toll", i + 1) and not marks.at("change", i)
        ):
            return None
    return None


def _fate_after(words: Sequence[Word], at: int, marks: Marks, numbers: frozenset[int]) -> str | None:
    at = _skip_insert(words, at)
    for i in range(at, min(at + FATE_REACH, len(words))):
        if i in numbers or words[i].low in _STOPS or words[i].pos in {"CCONJ", "SCONJ", "PRON"}:
            return None
        hit = marks.at("casualty_fate", i)
        if hit is not None:
            return hit.entry.get("unit")
        hit = marks.at("casualty", i)
        if hit is not None:
            return hit.entry.get("unit") if _is_undergone(words, at, i, hit.end) else None
        if words[i].pos == "NOUN" and not _has_aux(words, at, i):
            return None
    return None


def _has_aux(words: Sequence[Word], start: int, end: int) -> bool:
    return any(w.pos == "AUX" for w in words[start:end])


_HAVE = frozenset({"have", "avoir"})


def _is_undergone(words: Sequence[Word], start: int, at: int, end: int) -> bool:
    """Return whether the participle at the word tells what its subject underwent, not what it did."""
    before = [w for w in words[start:at] if w.pos in {"AUX", "VERB"}]
    if before:
        return not _HAVE & set(before[-1].base.split("|"))
    follows = words[end] if end < len(words) else None
    return follows is None or follows.pos not in {"DET", "NUM", "PROPN", "NOUN", "ADJ", "PRON"}
