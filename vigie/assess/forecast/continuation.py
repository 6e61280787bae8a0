"""The chance that it goes on: the pair's own weekly rate, drawn towards the base rate."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vigie.assess.forecast.acts import Act, keep_known
from vigie.assess.forecast.weeks import Weeks, find_weeks

STRENGTH = 4.0
"""The base rate counts as much as so many weeks."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """The chance of an act within seven days, the weeks it was counted on, and the base rate it is drawn to."""

    actor: str
    recipient: str
    probability: float
    weeks: Weeks
    base: float


def estimate_continuation(hit: int, seen: int, base: float, *, strength: float = STRENGTH) -> float:
    """Return the chance that the next week has an act, from weeks hit and weeks seen.

    p = (k + 4 base) / (n + 4)

    >>> round(estimate_continuation(6, 12, 0.02), 4)     # 6.08 / 16
    0.38
    >>> estimate_continuation(0, 0, 0.02)                # nothing seen: the base rate itself
    0.02

    The mean of a beta distribution: Gelman et al. (2013), Bayesian Data Analysis, 2.4.
    """
    return (hit + strength * base) / (seen + strength)


def find_continuations(
    acts: Sequence[Act], *, at: dt.date, kinds: Collection[str], covered: Collection[dt.date], base: float | None = None
) -> list[Continuation]:
    """Return for every pair with an act in the last twelve weeks its chance of going on, the highest first.

    The base rate, unless given, is that of the pairs that did anything at all to each other: their weeks hit among
    their weeks seen.
    """
    by_pair: dict[tuple[str, str], list[Act]] = defaultdict(list)
    for act in keep_known(acts, at):
        by_pair[act.actor, act.recipient].append(act)
    held = {
        (a, b): find_weeks(theirs, at=at, actor=a, recipient=b, kinds=kinds, covered=covered)
        for (a, b), theirs in by_pair.items()
    }
    if base is None:
        base = find_base(list(held.values()))
    found = [
        Continuation(a, b, estimate_continuation(weeks.hit, weeks.seen, base), weeks, base)
        for (a, b), weeks in held.items()
        if weeks.hit
    ]
    return sorted(found, key=lambda c: (-c.probability, c.actor, c.recipient))


def find_base(held: Sequence[Weeks]) -> float:
    """Return the share of weeks hit among weeks seen, over all pairs; 0 where no week was seen.

    >>> find_base([Weeks(1, 4, ()), Weeks(0, 6, ())])
    0.1
    """
    seen = sum(weeks.seen for weeks in held)
    return sum(weeks.hit for weeks in held) / seen if seen else 0.0
