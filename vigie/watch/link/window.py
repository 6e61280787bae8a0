"""How long the watch remembers what it compares with."""

from __future__ import annotations

import datetime as dt

WINDOW_DAYS = 30
"""Wires are copied within hours, stories end within weeks; a month is also what a desk's memory holds with ease."""


def is_out(before: str, now: str, days: int) -> bool:
    """Return whether so many days have passed between two known times."""
    return (_moment(now) - _moment(before)) > dt.timedelta(days=days)


def find_gap(a: str, b: str) -> int:
    """Return the days between two days, whichever is the later."""
    return abs((dt.date.fromisoformat(a) - dt.date.fromisoformat(b)).days)


def _moment(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written)
