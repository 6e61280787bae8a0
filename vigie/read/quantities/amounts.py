"""From numbers to amounts: ranges, bounds, currency signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vigie.read.layers import Word
from vigie.read.numerals import Marks, Numeral

ABOUT = 0.1
"""How far "about", "nearly", « près de » reach to either side, as a share of the number."""
_DASHES = frozenset({"-", "–", "—"})
_SIGNS = {"$": "dollar", "us$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}


@dataclass(frozen=True, slots=True)
class Amount:
    """Words [start, end) that state an amount. `first` is where its first number stands."""

    start: int
    end: int
    first: int
    value: float | None
    low: float | None
    high: float | None
    kind: str
    unit: str | None = None
    glued: str = ""
    joint: str = ""

    @property
    def is_exact(self) -> bool:
        """Return whether the amount is one plain number."""
        return self.value is not None and self.low == self.high == self.value


def find_amounts(
    words: Sequence[Word], numerals: Sequence[Numeral], marks: Marks, suffixes: dict[str, float]
) -> list[Amount]:
    """Return the amounts of a sentence: numbers joined into ranges, then widened by their signs and bounds."""
    out: list[Amount] = []
    at = 0
    while at < len(numerals):
        amount, used = _range_at(words, numerals, at, marks, suffixes)
        amount = _with_bound(words, amount, marks)
        if not out or amount.start >= out[-1].end:
            out.append(amount)
        at += used
    return out


def _range_at(
    words: Sequence[Word], numerals: Sequence[Numeral], at: int, marks: Marks, suffixes: dict[str, float]
) -> tuple[Amount, int]:
    first = _amount(words, numerals[at], suffixes)
    if at + 1 >= len(numerals):
        return first, 1
    second = _amount(words, numerals[at + 1], suffixes)
    if _is_ratio(words, first, second, marks):
        share = (first.value or 0.0) / (second.value or 1.0)
        return replace(first, end=second.end, value=share, low=share, high=share, kind="fraction"), 2
    joint = _joint(words, first, second, marks)
    if not joint:
        return first, 1
    low, high = _same_scale(numerals[at], numerals[at + 1], first.value, second.value)
    if low is None or high is None:
        return first, 1
    if low >= high:
        return replace(first, end=second.end, joint="score") if joint != "or" else first, 2 if joint != "or" else 1
    unit = first.unit or second.unit
    return Amount(first.start, second.end, first.first, None, low, high, "range", unit, second.glued, joint), 2


_WHOLES = frozenset({2, 3, 4, 5, 10, 20, 100, 1000})


def _is_ratio(words: Sequence[Word], first: Amount, second: Amount, marks: Marks) -> bool:
    """Return whether two numbers state a share: "four in 10 voters", « neuf sur dix »."""
    hit = marks.at("ratio", first.end)
    if hit is None or hit.end != second.start or first.value is None or second.value not in _WHOLES:
        return False
    unit = marks.at("unit", second.end)
    return first.value < second.value and not (unit is not None and unit.entry.get("measure"))


def _joint(words: Sequence[Word], first: Amount, second: Amount, marks: Marks) -> str:
    """Return how two numbers are joined into one range, or nothing: "to", a dash, or "and" after "between"."""
    gap = words[first.end : second.start]
    if len(gap) != 1 or not (first.is_exact and second.is_exact):
        return ""
    if gap[0].low in _DASHES:
        return "dash"
    hit = marks.at("range", first.end)
    if hit is None:
        return ""
    lead = marks.before("bound", first.start)
    between = lead is not None and lead.entry.get("bound") == "between"
    if gap[0].pos == "CCONJ":
        return "and" if between and hit.entry.get("joins") != "or" else ""
    return "" if between and _is_change(words, first.start, marks) else "to"


def _is_change(words: Sequence[Word], start: int, marks: Marks) -> bool:
    """Return whether a verb of change stands before: "rose from 30 to 40" states two amounts, not a range."""
    return any(marks.at("change", i) for i in range(max(start - 6, 0), start))


def _same_scale(a: Numeral, b: Numeral, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Return both ends in the unit of the second: "5 to 10 million" begins at five million."""
    if low is not None and high is not None and a.scale == 1 and b.scale >= 1000 and low < 1000:
        return low * b.scale, high
    return low, high


def _amount(words: Sequence[Word], n: Numeral, suffixes: dict[str, float]) -> Amount:
    """Return one number with the sign of money before it and the "bn" glued to it."""
    start, unit = n.start, None
    if start and words[start - 1].low in _SIGNS:
        unit = _SIGNS[words[start - 1].low]
        start -= 1
        if start and words[start - 1].end == words[start].start and words[start - 1].text.isupper():
            start -= 1
    factor = suffixes.get(n.glued, 1.0) if unit or n.glued not in {"m", "k"} else 1.0
    value, low, high = (x * factor if x is not None else None for x in (n.value, n.low, n.high))
    glued = "" if factor != 1.0 else n.glued
    end = n.end
    if not unit and end + 1 < len(words) and words[end].low in suffixes and words[end + 1].low in _SIGNS:
        unit = _SIGNS[words[end + 1].low]
        value, low, high = (x * suffixes[words[end].low] if x is not None else None for x in (value, low, high))
        end += 2
    if unit and not n.glued and end < len(words) and words[end].low in suffixes:
        value, low, high = (x * suffixes[words[end].low] if x is not None else None for x in (value, low, high))
        end += 1
    return Amount(start, end, n.start, value, low, high, n.kind, unit, glued)


def _with_bound(words: Sequence[Word], amount: Amount, marks: Marks) -> Amount:
    """Return the amount with its "at least", "about", "or more" taken in."""
    hit = marks.before("bound", amount.start)
    bound = hit.entry.get("bound") if hit is not None else ""
    if hit is not None and (bound != "between" or amount.kind == "range"):
        amount = _apply(replace(amount, start=hit.start), bound)
        outer = marks.before("bound", hit.start)
        if outer is not None and outer.entry.get("bound") not in {"between", "around", bound}:
            amount = _apply(replace(amount, start=outer.start), outer.entry.get("bound"))
    elif hit is None:
        after = marks.at("bound_after", amount.end)
        if (
            after is not None
            and amount.kind != "range"
            and not (after.end < len(words) and words[after.end].pos == "NUM")
        ):
            amount = _apply(replace(amount, end=after.end), after.entry.get("bound"))
    return amount


def with_bound_behind(words: Sequence[Word], amount: Amount, end: int, marks: Marks) -> Amount:
    """Return the amount with the bound that stands behind its noun: « 300 obus au moins », "12 people at least"."""
    after = marks.at("bound_after", end) if amount.is_exact and end > amount.end else None
    if after is None or (after.end < len(words) and words[after.end].pos in {"NUM", "NOUN", "DET"}):
        return amount
    return _apply(amount, after.entry.get("bound"))


def _apply(amount: Amount, bound: str) -> Amount:
    """Return the amount bounded: "at least 12" and "more than 12" are 12.., "up to 12" is ..12, "about 12" 12 +- 10 %."""
    floor = amount.low if amount.value is None else amount.value
    top = amount.high if amount.value is None else amount.value
    if bound in {"at_least", "more_than"} and floor is not None:
        return replace(amount, value=None, low=floor, high=None)
    if bound in {"at_most", "less_than"} and top is not None:
        return replace(amount, value=None, low=None, high=top)
    if bound == "around" and amount.is_exact and amount.value is not None:
        return replace(amount, low=round(amount.value * (1 - ABOUT), 6), high=round(amount.value * (1 + ABOUT), 6))
    return amount
