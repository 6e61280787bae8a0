"""Numbers that are no quantities: labels, names, clock times, ages, telephone numbers, list markers, scores."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.read.layers import Word
from vigie.read.numerals import Marks, Numeral

_OPENERS = frozenset({"(", "[", ".", "§", "#", "/", "°", "+", "@", ":"})
_DASHES = frozenset({"-", "–", "—"})


def find_quantity_numerals(words: Sequence[Word], numerals: Sequence[Numeral], marks: Marks) -> list[Numeral]:
    """Return the numbers that count or measure something."""
    runs = _in_runs(numerals, words) | {
        i for hit in marks.starts.get("unit", {}).values() for i in range(hit.start + 1, hit.end)
    }
    kept: list[Numeral] = []
    label_end = -1
    for n in numerals:
        goes_on = label_end >= 0 and n.start == label_end + 1 and marks.at("range", label_end) is not None
        if goes_on or _is_label(words, n, marks):
            label_end = n.end
        elif n.start not in runs and not _is_other(words, n, marks):
            kept.append(n)
    return kept


_MODELS = frozenset("leopard challenger merkava type mark gepard geran iskander starlink su mig airbus boeing".split())


def is_model(words: Sequence[Word], n: Numeral, numerals: Sequence[Numeral]) -> bool:
    """Return whether a figure belongs to a model's name: the 2 of "Leopard 2 tanks" and of "18 Nimbus 2 drones"."""
    if n.kind != "digits" or not n.start or n.end != n.start + 1 or not words[n.start].low.isdigit():
        return False
    before = words[n.start - 1]
    if before.low in _MODELS:
        return True
    named = before.pos == "PROPN" and before.text[0].isupper() and (n.value or 0) < 100
    return named and any(other.end == n.start - 1 for other in numerals)


def _is_share_of(words: Sequence[Word], n: Numeral, marks: Marks) -> bool:
    """Return whether the number is what one of so many is taken from: « un foyer sur cinq », "one home in five"."""
    hit = marks.before("ratio", n.start)
    counted = n.end < len(words) and words[n.end].pos in {"NOUN", "ADJ"}
    return hit is not None and hit.start > 1 and words[hit.start - 2].low in _ONE and not counted


_ONE = frozenset({"a", "an", "one", "un", "une"})


def _is_other(words: Sequence[Word], n: Numeral, marks: Marks) -> bool:
    """Return whether the number is part of a name, a time, an age, an address or an idiom."""
    if n.kind == "digits" and (_is_digit_name(words, n, marks) or _is_address(words, n, marks)):
        return True
    if _is_share_of(words, n, marks):
        return True
    return _is_clock(words, n, marks) or _is_age(words, n, marks) or marks.at("uncounted", n.end) is not None


def _in_runs(numerals: Sequence[Numeral], words: Sequence[Word]) -> set[int]:
    """Return where numbers stand that follow each other with nothing but marks between: telephone and file numbers."""
    starts: set[int] = set()
    digits = {i for i, w in enumerate(words) if w.low[0].isdigit()}
    for n in numerals:
        if n.kind != "digits" or n.start not in digits:
            continue
        near = sum(1 for i in _reach(words, n.start, digits) if i in digits)
        if near >= 3 or (n.start + 1 in digits and n.end == n.start + 1) or n.start - 1 in digits:
            starts.add(n.start)
    return starts


def _reach(words: Sequence[Word], at: int, digits: set[int]) -> range:
    """Return the stretch of digits and dashes or points around a word."""
    first = last = at
    while first > 0 and (first - 1 in digits or words[first - 1].low in {"-", ".", "/", "+"}):
        first -= 1
    while last + 1 < len(words) and (last + 1 in digits or words[last + 1].low in {"-", ".", "/"}):
        last += 1
    return range(first, last + 1)


def _is_digit_name(words: Sequence[Word], n: Numeral, marks: Marks) -> bool:
    """Return whether digits belong to a name, a formula or a list marker rather than count."""
    before = words[n.start - 1] if n.start else None
    after = words[n.end] if n.end < len(words) else None
    if after is not None and after.low == "." and n.end + 1 < len(words) and words[n.end + 1].start == after.end:
        return True
    if before is None:
        return after is not None and after.low in {".", ")", "-", "–", ":", "/"}
    if before.low in _OPENERS and (before.end == words[n.start].start) and before.low != "(":
        return True
    if after is not None and after.low == ")" and not any(w.low == "(" for w in words[: n.start]):
        return True
    if before.low == "(" and (after is None or after.low in {")", ","}):
        return True
    if after is not None and after.low == "." and n.end + 1 < len(words) and words[n.end + 1].text[0].isupper():
        return True
    if after is not None and after.low in {"/", "°", "x", "×"} and after.start == words[n.end - 1].end:
        return True
    return _is_hyphened_name(words, n) or _is_named(words, n, before, marks)


def _is_hyphened_name(words: Sequence[Word], n: Numeral) -> bool:
    """Return whether the digits are tied to letters before them: "F-16", "COVID-19"."""
    if n.start < 2 or words[n.start - 1].low not in _DASHES or words[n.start - 1].end != words[n.start].start:
        return False
    tied = words[n.start - 2]
    return tied.end == words[n.start - 1].start and tied.low[-1].isalpha()


def _is_named(words: Sequence[Word], n: Numeral, before: Word, marks: Marks) -> bool:
    """Return whether the digits end a proper name: "Apollo 11", "France 24"; a unit right after lets them count."""
    if not before.text[0].isupper() or n.scale > 1 or marks.before("bound", n.start):
        return False
    if marks.before("casualty_verb", n.start) or marks.at("unit", n.end) or marks.at("casualty", n.end):
        return False
    return n.start > 1 or before.pos == "PROPN" or (before.text.isupper() and len(before.text) > 1)


def _is_clock(words: Sequence[Word], n: Numeral, marks: Marks) -> bool:
    if n.glued == "h":
        return (n.value or 0) <= 24 and bool(marks.before("clock_lead", n.start) or (n.value or 0) < 24)
    hour = marks.before("clock", n.start)
    if (
        hour is not None
        and hour.start
        and words[hour.start - 1].low.isdigit()
        and marks.before("clock_lead", hour.start - 1)
    ):
        return True
    if n.end + 1 < len(words) and words[n.end].low in _DASHES and words[n.end + 1].low.endswith(("am", "pm")):
        return True
    hit = marks.at("clock", n.end)
    if hit is None:
        return False
    if not hit.entry.get("lead"):
        return True
    return (n.value or 0) <= 24 and marks.before("clock_lead", n.start) is not None


def _is_age(words: Sequence[Word], n: Numeral, marks: Marks) -> bool:
    """Return whether the number is somebody's age: "34-year-old", "Kjell Arden, 34,", « âgé de 34 ans »."""
    if marks.at("old", n.end):
        return words[n.start - 1].low == "," or "-" in words[n.end].low or words[n.end].low.startswith("year") if (
            n.start
        ) else True  # fmt: skip
    after = words[n.end].low if n.end < len(words) else "."
    if n.kind != "digits" or n.start < 2 or words[n.start - 1].low not in {",", "("}:
        return False
    is_name = words[n.start - 2].pos == "PROPN" or words[n.start - 2].text[0].isupper()
    return is_name and after in {",", ")", "."} and (n.value or 0) < 120


def _is_address(words: Sequence[Word], n: Numeral, marks: Marks) -> bool:
    """Return whether the number is a house number: "131 West Harbour Street"."""
    if marks.at("street", n.end):
        return True
    for i in range(n.end, min(n.end + 4, len(words))):
        if marks.at("street", i) and words[i].text[0].isupper():
            return True
        if not (words[i].text[0].isupper() or words[i].text[0].isdigit()):
            return False
    return False


def _is_label(words: Sequence[Word], n: Numeral, marks: Marks) -> bool:
    """Return whether the word before makes the number a label: "Article 5", "resolution 2231", "No. 10"."""
    hit = marks.before("label", n.start)
    if hit is None:
        return False
    verb = words[n.start - 1].pos in {"VERB", "AUX"} and hit.entry.key != "age"
    return not verb and n.kind in {"digits", "words", "one"} and n.scale == 1
