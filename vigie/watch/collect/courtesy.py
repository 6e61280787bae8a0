"""Manners towards servers: one request a host at a time, a pause between two, longer ones after refusals."""

from __future__ import annotations

import datetime as dt
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime

LONGEST_PAUSE = dt.timedelta(days=1)
LONGEST_ASKED = dt.timedelta(days=7)
"""A server may ask for so long a pause; more would be a mistake of its own, and the source lost over it."""
SHORTEST_CHECK, LONGEST_CHECK = dt.timedelta(minutes=10), dt.timedelta(hours=6)
JITTER = 0.1


class Courtesy:
    """Gives each host its turns. Clock and sleep are passed in, so that tests need not wait."""

    def __init__(
        self,
        delay: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked again, and keep others from asking it until the block is left."""
        host = host.lower().rstrip(".")
        with self._lock:
            lock = self._hosts.setdefault(host, threading.Lock())
        with lock:
            wait = self._free_at.get(host, 0.0) - self._clock() if host in self._free_at else 0.0
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = self._clock() + self._delay


def find_check(rhythm: dt.timedelta | None, check: dt.timedelta | None) -> dt.timedelta:
    """Return how often a source is looked at: as its owner said, else four times in its rhythm, within bounds."""
    if check is not None:
        return check
    if rhythm is None:
        return dt.timedelta(hours=1)
    return min(max(rhythm / 4, SHORTEST_CHECK), LONGEST_CHECK)


def find_due(
    now: dt.datetime, every: dt.timedelta, *, failures: int, asked: dt.timedelta | None, rng: random.Random
) -> dt.datetime:
    """Return when a source is due again.

    `every` after a success, doubled with each failure in a row up to a day, a tenth more or less so that sources do not
    all come due at once, and never before the time the server asked for.
    """
    pause = every * 2 ** min(failures, 20) if failures else every
    pause = min(pause, max(LONGEST_PAUSE, every)) * (1 + JITTER * (2 * rng.random() - 1))
    return now + max(pause, min(asked, LONGEST_ASKED) if asked else pause)


def parse_retry_after(value: str | None, now: dt.datetime) -> dt.timedelta | None:
    """Return how long a server wants to be left alone: seconds or a date; None where it says neither."""
    if not value:
        return None
    if re.fullmatch(r"\s*\d{1,9}\s*", value):
        return dt.timedelta(seconds=int(value))
    try:
        moment = parsedate_to_datetime(value.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return moment - now if moment > now else None
