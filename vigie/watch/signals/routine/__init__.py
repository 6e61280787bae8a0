"""The routine calendar: exercises that come every year, what is said of them now, and how that departs from custom."""

from __future__ import annotations

from vigie.watch.signals.routine.exposure import Exposure
from vigie.watch.signals.routine.match import find_routine
from vigie.watch.signals.routine.parse import load_calendar, load_packaged, parse_calendar
from vigie.watch.signals.routine.records import DEPARTURES, CalendarEntry, Departure, Mention, RoutineMatch, Size
from vigie.watch.signals.routine.season import days_off, find_run, next_run, show_days
from vigie.watch.signals.routine.told import match_signals, routine_signals

__all__ = [
    "DEPARTURES", "CalendarEntry", "Departure", "Exposure", "Mention", "RoutineMatch", "Size", "days_off", "find_routine",
    "find_run", "load_calendar", "load_packaged", "match_signals", "next_run", "parse_calendar", "routine_signals",
    "show_days",
]  # fmt: skip
