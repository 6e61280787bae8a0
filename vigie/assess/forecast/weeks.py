"""On which days an act of the asked kinds came between two actors, and which days were looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vigie.assess.forecast.acts import Act, keep_known

WEEK = 7
WEEKS_BACK = 12


@dataclass(frozen=True, slots=True)
class Weeks:
    """Of `seen` whole weeks before a day that were looked at, `hit` had an act; `keys` are its records."""

    hit: int
    seen: int
    days: tuple[dt.date, ...]
    keys: tuple[str, ...] = ()


def find_weeks(
    acts: Iterable[Act], *, at: dt.date, actor: str, recipient: str, kinds: Collection[str],
    covered: Collection[dt.date], weeks: int = WEEKS_BACK,
) -> Weeks:  # fmt: skip
    """Return the weeks before the day in which the actor did one of the kinds to the recipient.

    Weeks are counted back from the day before `at`. A week without any covered day is a gap: it is neither quiet nor
    a hit, and leaves the count. Many acts of one week hit it once. Only what was known before `at` is read.
    """
    first = at - dt.timedelta(days=WEEK * weeks)
    seen = {_find_week(day, at) for day in covered if first <= day < at}
    fit = [
        act
        for act in keep_known(acts, at)
        if act.actor == actor and act.recipient == recipient and act.kind in kinds and act.day >= first
    ]
    hit = {_find_week(act.day, at) for act in fit}
    days = tuple(sorted({act.day for act in fit}))
    return Weeks(len(hit), len(seen | hit), days, tuple(dict.fromkeys(key for act in fit for key in act.keys)))


def _find_week(day: dt.date, at: dt.date) -> int:
    """Return how many whole weeks back a day is. Hand check: the day before `at` is in week 0, seven before too."""
    return ((at - day).days - 1) // WEEK
