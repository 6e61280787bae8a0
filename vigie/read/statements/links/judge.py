"""Whether two claims speak against each other: a few signs, each with its reason, and one weight for each.

The signs are those that a reader can be shown: one side negates, one side calls it wrong, words are opposites, the same
thing is counted or dated differently. `WEIGHTS` were fitted to pairs written for this (`training/pairs`, French and
English) by `python -m bench.contradiction --fit`. Nobody's judged corpus is in them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vigie.lang.lexicon import load_lexicon
from vigie.model import Quantity
from vigie.read.statements.links.claims import Claim

BAR = 0.0
"""Claims that score above it are judged to contradict each other."""
CONSTANT = -0.59
WEIGHTS = {"negation": 0.83, "denial": 1.17, "only": 0.17, "opposites": 1.53, "number": 2.04, "day": 1.50}
_LEAST_PREFIXED = 4
SAME_MATTER, SAME_THING = 0.2, 0.5
"""The share of stems in common from which on a negative, and from which on opposites, are taken to be said of one thing."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for a contradiction: its kind, how strongly (mostly 1), and the words or numbers."""

    kind: str
    strength: float
    why: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How much two claims contradict each other (log-odds) and by which signs."""

    score: float
    signs: tuple[Sign, ...]

    @property
    def is_contradiction(self) -> bool:
        """Return whether the score is above the bar."""
        return self.score > BAR

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the signs in words, the strongest first."""
        ranked = sorted(self.signs, key=lambda s: -WEIGHTS[s.kind] * s.strength)
        return tuple(s.why for s in ranked)


def judge_contradiction(a: Claim, b: Claim, pack: str) -> Judgement:
    """Return how much two claims contradict each other and why; `pack` is the code of the language's pack."""
    signs = tuple(find_signs(a, b, pack))
    return Judgement(CONSTANT + sum(WEIGHTS[s.kind] * s.strength for s in signs), signs)


def find_signs(a: Claim, b: Claim, pack: str) -> Iterable[Sign]:
    """Yield the signs of contradiction between two claims."""
    if a.negatives != b.negatives and _share(a, b) >= SAME_MATTER:
        yield Sign("negation", 1.0, "one side negates")
    if ("denial" in a.marks) != ("denial" in b.marks):
        yield Sign("denial", 1.0, "one side calls something wrong")
    if ("only" in a.marks) != ("only" in b.marks):
        yield Sign("only", 1.0, "one side limits")
    opposites = [*_find_opposites(a, b), *_find_prefixed(a, b, pack)]
    if opposites and _share(a, b) >= SAME_THING:
        yield Sign("opposites", float(min(2, len(opposites))), "opposites: " + ", ".join(opposites[:3]))
    for kind, find in _MISMATCHES.items():
        why = find(a, b)
        if why:
            yield Sign(kind, 1.0, why)


def _share(a: Claim, b: Claim) -> float:
    """Return how much of the claim with fewer stems the other one has too."""
    return len(a.stems & b.stems) / max(1, min(len(a.stems), len(b.stems)))


def _find_opposites(a: Claim, b: Claim) -> Iterable[str]:
    """Yield the oppositions of which each claim has one side and not the other."""
    for key in sorted({k for k, _ in a.sides} & {k for k, _ in b.sides}):
        ours, theirs = ({side for k, side in c.sides if k == key} for c in (a, b))
        if len(ours) == len(theirs) == 1 and ours != theirs:
            yield key


def _find_prefixed(a: Claim, b: Claim, pack: str) -> Iterable[str]:
    """Yield pairs such as legal and illegal, each word in one claim alone."""
    prefixes = next((e.all("prefixes") for e in load_lexicon(pack, "polarity").entries if e.key == "prefix"), ())
    ours, theirs = a.bases - b.bases, b.bases - a.bases
    for mine, other in ((ours, theirs), (theirs, ours)):
        for word in sorted(mine):
            stems = (word[len(p) :] for p in prefixes if word.startswith(p))
            yield from (f"{stem}/{word}" for stem in stems if len(stem) >= _LEAST_PREFIXED and stem in other)


def _find_counted(a: Claim, b: Claim) -> str:
    """Return the two numbers of one unit that leave no room for each other, or nothing; one pair that fits is enough."""
    apart = ""
    for x in a.amounts:
        for y in b.amounts:
            same = x.unit is not None and x.unit == y.unit
            if _bounds(x)[0] <= _bounds(y)[1] and _bounds(y)[0] <= _bounds(x)[1]:
                if same or (x.value is not None and x.value == y.value):
                    return ""
            elif same and not apart:
                apart = f"{x.unit}: {_say(x)} and {_say(y)}"
    return apart


def _bounds(q: Quantity) -> tuple[float, float]:
    low = q.low if q.low is not None else q.value
    high = q.high if q.high is not None else q.value
    return (-math.inf if low is None else low, math.inf if high is None else high)


def _say(q: Quantity) -> str:
    number = q.value if q.value is not None else q.low if q.low is not None else q.high
    return "?" if number is None else f"{number:g}"


def _find_dated(a: Claim, b: Claim) -> str:
    """Return two days that cannot be one, or nothing when any day of one claim may be one of the other's."""
    ours, theirs = ([(d.start, d.end) for d in c.days if d.start and d.end] for c in (a, b))
    if not ours or not theirs or any(x[0] <= y[1] and y[0] <= x[1] for x in ours for y in theirs):
        return ""
    return f"days: {ours[0][0]} and {theirs[0][0]}"


_MISMATCHES: dict[str, Callable[[Claim, Claim], str]] = {"number": _find_counted, "day": _find_dated}
