"""Backtests that cannot read the future: a forecast is given what was known before its day, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from vigie.assess.forecast.acts import Act, keep_known

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Forecast(Generic[Told]):
    """What was told on a day, the number of acts it could read, and the acts that then came within the horizon."""

    at: dt.date
    told: Told
    read: int
    came: tuple[Act, ...]


def backtest(
    acts: Sequence[Act], tell: Callable[[list[Act], dt.date], Told], *, days: Sequence[dt.date], horizon: int = 7
) -> Iterator[Forecast[Told]]:
    """Yield for each day what `tell` makes of the acts known before it, and what came in the days after.

    `tell` gets a list cut off by `keep_known`: no act of the day or later, none that was known later, and revised
    acts as they stood. What came is as it stands now: outcomes may be corrected later, forecasts may not.
    """
    for day in days:
        known = keep_known(acts, day)
        end = day + dt.timedelta(days=horizon)
        came = tuple(act for act in acts if day <= act.day < end and act.dropped is None)
        yield Forecast(day, tell(known, day), len(known), came)
