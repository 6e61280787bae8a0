"""The only place that asks what time it is. Everything else is told."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return the present moment in UTC, aware of its zone."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return the present day in UTC."""
    return now().date()
