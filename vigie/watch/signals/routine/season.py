"""When a calendar entry is due: its runs near a day, and how far a day is from them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import icalendar
import recurring_ical_events

from vigie.watch.signals.routine.records import CalendarEntry

Run = tuple[dt.date, dt.date]
"""The first and the last day."""
LONGEST = 20
"""The largest interval that a rule may have, in years."""
_AROUND = 2
"""So many years on either side are looked at: a run of every fourth year is at most two years away."""


def find_run(entry: CalendarEntry, day: dt.date) -> Run | None:
    """Return the run of the entry nearest to the day; None when no season is known or none is near.

    Only years near the day are looked at, so that a rule without an end costs no more than one with an end.
    """
    if entry.rule is None:
        return None
    runs = _runs(entry.rule, entry.first, entry.days, day.year - _AROUND, day.year + _AROUND)
    return min(runs, key=lambda run: (_distance(run, day), run), default=None)


def days_off(entry: CalendarEntry, day: dt.date) -> int | None:
    """Return how many days the day lies outside of the season and its tolerance; 0 inside, None when not known.

    A season of 17 to 30 October with 10 days of tolerance: 9 November is 0 off, 12 November is 3 off (13 after, less 10).
    An entry whose runs are over is never due: its distance is counted from the last one.
    """
    run = find_run(entry, day)
    if run is None:
        if entry.rule is None:
            return None
        run = (entry.first, entry.first + dt.timedelta(days=entry.days - 1))
    return max(0, _distance(run, day) - entry.tolerance)


def next_run(entry: CalendarEntry, day: dt.date) -> Run | None:
    """Return the first run that is not over on the day; None when no season is known or none follows soon."""
    if entry.rule is None:
        return None
    runs = _runs(entry.rule, entry.first, entry.days, day.year, day.year + 2 * _AROUND)
    return next((run for run in runs if run[1] >= day), None)


def show_days(run: tuple[str, str]) -> str:
    """Return the days of a run in words: both ends, or the day."""
    return run[0] if run[0] == run[1] else f"{run[0]}/{run[1]}"


def _distance(run: Run, day: dt.date) -> int:
    return max((run[0] - day).days, (day - run[1]).days, 0)


def count_runs(rule: str, first: dt.date, days: int) -> tuple[int, int]:
    """Return how many runs a rule has, and in how many years; the years are enough for the longest interval allowed.

    Raises:
        ValueError: the rule cannot be followed.
    """
    years = LONGEST if "YEARLY" in rule.upper() else LONGEST // 5
    return len(_runs(rule, first, days, first.year, first.year + years)), years + 1


def _bounded(rule: str, end: dt.date) -> icalendar.vRecur:
    """Return the rule with an end, so that no more than what is asked for is counted up."""
    found: icalendar.vRecur = icalendar.vRecur.from_ical(rule)
    ends = [d.date() if isinstance(d, dt.datetime) else d for d in found.get("UNTIL", [])]
    found["UNTIL"] = [min([*ends, end])]
    return found


@lru_cache(maxsize=4096)
def _runs(rule: str, first: dt.date, days: int, since: int, until: int) -> tuple[Run, ...]:
    event = icalendar.Event()
    event.add("uid", "run")
    event.add("dtstart", first)
    event.add("dtend", first + dt.timedelta(days=days))
    event.add("rrule", _bounded(rule, dt.date(until + 1, 1, 1)))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(dt.date(since, 1, 1), dt.date(until + 1, 1, 1))
    starts = sorted({event["DTSTART"].dt for event in found})
    return tuple((start, start + dt.timedelta(days=days - 1)) for start in starts)
