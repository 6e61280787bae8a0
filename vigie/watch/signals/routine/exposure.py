"""How much more is reported on the days of known events, by the operator's own word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from vigie.watch.signals.routine.records import CalendarEntry
from vigie.watch.signals.routine.season import find_run

LAST_YEAR = 2200


class Exposure(Mapping[str, float]):
    """The factor of each ISO day on which an entry that states one is held; other days are not in it.

    Entries of one day add what each brings: factors of 1.5 and 2 make 1 + 0.5 + 1 = 2.5. Entries that state none, and
    seasons without a rule, bring nothing. Runs are counted up when a day is asked for, since rules have no end.
    """

    def __init__(self, calendar: Sequence[CalendarEntry]) -> None:
        self._stated = tuple(e for e in calendar if e.exposure is not None)

    def __getitem__(self, day: str) -> float:
        on = dt.date.fromisoformat(day)
        factors = [e.exposure for e in self._stated if e.exposure is not None and _is_held(e, on)]
        if not factors:
            raise KeyError(day)
        return max(0.0, 1 + sum(factor - 1 for factor in factors))

    def __iter__(self) -> Iterator[str]:
        on = min((e.first for e in self._stated), default=dt.date(LAST_YEAR, 12, 31))
        while on.year < LAST_YEAR:
            if any(_is_held(e, on) for e in self._stated):
                yield on.isoformat()
            on += dt.timedelta(days=1)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _is_held(entry: CalendarEntry, on: dt.date) -> bool:
    """Return whether a day is one of a run, the tolerance left out: it says when a run may be, not that it is."""
    run = find_run(entry, on) or (entry.first, entry.first + dt.timedelta(days=entry.days - 1))
    return run[0] <= on <= run[1]
