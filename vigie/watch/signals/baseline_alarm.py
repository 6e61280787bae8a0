"""Which days are so unusual that they are worth an alarm, at as many alarm-days a year as the operator wants."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass

YEAR = 365.25
HORIZON = 1826
"""The past a day is compared with: five years."""
PLACEBO_DAYS = 4
"""A day and the three after it: what an alarm is given to notice an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a day is an alarm. `rank` is the share of past days at least as surprising, of `past` days compared."""

    rank: float
    past: int
    alarm: bool


def needed_days(alarm_days: float) -> int:
    """Return how many judged days are needed before so few alarm-days a year can be told from more.

        n = ⌈365.25 / alarm_days⌉ − 1

    since the rarest rank that n past days can show is 1 / (n + 1).

    Hand check: 12 alarm-days a year are one in 30.4375; 1 / 31 is rarer, 1 / 30 is not, so n = 30.
    """
    return math.ceil(YEAR / alarm_days) - 1


def find_verdicts(surprises: Sequence[float | None], *, alarm_days: float) -> list[Verdict | None]:
    """Return for every day whether it is an alarm, from the days before it alone; None where they are too few.

        rank_t = (#{s < t: x_s ≥ x_t} + 1) / (#{s < t} + 1),   alarm when rank_t ≤ alarm_days / 365.25

    over the last five years. While the days are exchangeable an alarm comes at most as often as asked for, whatever
    the distribution of the surprises.

    Hand check: past 1, 2, 3 and today 3: one is as high, rank (1 + 1) / 4 = ½; today 4: rank ¼.

    Reference: Vovk, Gammerman & Shafer (2005), Algorithmic Learning in a Random World, section 2.2.
    doi:10.1007/b106715
    """
    share, needed = alarm_days / YEAR, needed_days(alarm_days)
    past: list[float] = []
    found: list[Verdict | None] = []
    for t, surprise in enumerate(surprises):
        gone = surprises[t - HORIZON] if t >= HORIZON else None
        if gone is not None:
            del past[bisect_left(past, gone)]
        if surprise is None:
            found.append(None)
            continue
        rank = (len(past) - bisect_left(past, surprise) + 1) / (len(past) + 1)
        enough = len(past) >= needed
        found.append(Verdict(rank=rank, past=len(past), alarm=rank <= share) if enough else None)
        insort(past, surprise)
    return found


def find_achieved(verdicts: Sequence[Verdict | None]) -> float | None:
    """Return the alarm-days a year that the past shows, or None where no day could be judged.

    Hand check: 2 alarms on 73.05 judged days are 10 a year.
    """
    judged = [v for v in verdicts if v is not None]
    return YEAR * sum(v.alarm for v in judged) / len(judged) if judged else None


def find_placebo(verdicts: Sequence[Verdict | None], *, days: int = PLACEBO_DAYS) -> float | None:
    """Return the share of all runs of so many days that hold an alarm: what a random date would "catch".

    A detection rate means nothing beside it. Hand check: of the days 0 1 0 0 0, runs of two are 01, 10, 00, 00: ½.
    """
    judged = [v.alarm for v in verdicts if v is not None]
    runs = [any(judged[i : i + days]) for i in range(len(judged) - days + 1)]
    return sum(runs) / len(runs) if runs else None


def find_maxima(streams: Sequence[Sequence[float | None]]) -> list[float | None]:
    """Return for every day the largest surprise of the streams that could be judged, or None."""
    return [max((x for x in day if x is not None), default=None) for day in zip(*streams, strict=True)]
