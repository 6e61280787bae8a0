"""Times of a scenario as its files write them: `D+2 06:30` from the start, `3h after x`, and `1d 6h` for how long."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from vigie.exercise.cast import Inject

_AT = re.compile(r"D([+-]\d{1,3})(?:\s+(\d{1,2}):(\d{2}))?")
_IN_TEXT = re.compile(rf"\b{_AT.pattern}\b")
_LONG = re.compile(r"(?:(\d{1,3})d)?\s*(?:(\d{1,3})h)?\s*(?:(\d{1,4})m)?")
_AFTER = re.compile(r"(?:(?P<delay>[\d\sdhm]+?)\s+)?after\s+(?P<keys>.+)")
_KEYS = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
NOW = dt.timedelta(0)


def parse_at(text: str) -> dt.timedelta:
    """Return how long after the start's midnight `D+2 06:30` is; a day alone is its midnight.

    >>> parse_at("D+2 06:30"), parse_at("D-1")
    (datetime.timedelta(days=2, seconds=23400), datetime.timedelta(days=-1))

    Raises:
        ValueError: it is no such time.
    """
    found = _AT.fullmatch(text.strip())
    hour, minute = (int(found[2] or 0), int(found[3] or 0)) if found else (24, 60)
    if found is None or hour > 23 or minute > 59:
        raise ValueError(text)
    return dt.timedelta(days=int(found[1]), hours=hour, minutes=minute)


def put_dates(text: str, start: dt.datetime) -> str:
    """Return a text with days for the `D+14` of its scenario.

    >>> put_dates("Will it sail before D+2 06:30?", dt.datetime(2031, 5, 5, tzinfo=dt.UTC))
    'Will it sail before 2031-05-07 06:30?'
    """

    def put(found: re.Match[str]) -> str:
        day = (start + dt.timedelta(days=int(found[1]))).date().isoformat()
        return f"{day} {found[2]}:{found[3]}" if found[2] else day

    return _IN_TEXT.sub(put, text)


def show_at(at: dt.timedelta) -> str:
    """Return a time as it is written: `D+2 06:30`.

    >>> show_at(dt.timedelta(days=-1, hours=5))
    'D-1 05:00'
    """
    return f"D{at.days:+d} {at.seconds // 3600:02}:{at.seconds // 60 % 60:02}"


def parse_long(text: str) -> dt.timedelta:
    """Return how long `1d 6h`, `3h` or `45m` is.

    >>> parse_long("1d 6h")
    datetime.timedelta(days=1, seconds=21600)

    Raises:
        ValueError: it is no such length.
    """
    found = _LONG.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise ValueError(text)
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return dt.timedelta(days=days, hours=hours, minutes=minutes)


def show_long(long: dt.timedelta) -> str:
    """Return a length as it is written.

    >>> show_long(dt.timedelta(hours=30)), show_long(dt.timedelta(0))
    ('1d 6h', '0m')
    """
    minutes = int(long.total_seconds()) // 60
    parts = ((minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "m"))
    return " ".join(f"{n}{unit}" for n, unit in parts if n) or "0m"


def parse_after(text: str) -> tuple[tuple[str, ...], dt.timedelta]:
    """Return what must have happened, and how long ago, of `3h after x` or `after x and y`.

    >>> parse_after("3h after first-threat, denial")
    (('first-threat', 'denial'), datetime.timedelta(seconds=10800))

    Raises:
        ValueError: it is no such time.
    """
    found = _AFTER.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    keys = tuple(key for key in _KEYS.split(found["keys"].strip()) if key)
    if not keys or any(" " in key for key in keys):
        raise ValueError(text)
    return keys, parse_long(found["delay"]) if found["delay"] else NOW


def show_when(inject: Inject) -> str:
    """Return when an inject happens as its file writes it: a time, or how long after what."""
    if inject.at is not None:
        return show_at(inject.at)
    delay = f"{show_long(inject.delay)} " if inject.delay else ""
    return f"{delay}after {', '.join(inject.after)}"


def find_times(injects: Sequence[Inject]) -> Mapping[str, dt.timedelta]:
    """Return the earliest time of each inject, from the start. Those in a circle, or behind one, have none.

    An inject after others comes when the last of them has happened, plus its delay. One that waits for an inject that
    is not there has none either.
    """
    found = {i.key: i.at for i in injects if i.at is not None}
    left = [i for i in injects if i.at is None]
    while ready := [i for i in left if i.after and all(key in found for key in i.after)]:
        for inject in ready:
            found[inject.key] = max(found[key] for key in inject.after) + inject.delay
        left = [i for i in left if i.key not in found]
    return found


def find_circles(injects: Sequence[Inject]) -> list[tuple[str, ...]]:
    """Return the circles of injects that wait for each other, each once, from its first inject in the file on."""
    order = {i.key: n for n, i in enumerate(injects)}
    times = find_times(injects)
    waits = {i.key: [k for k in i.after if k in order and k not in times] for i in injects if i.key not in times}
    circles: dict[frozenset[str], tuple[str, ...]] = {}
    for start in waits:
        circle = _walk(start, waits)
        if circle:
            first = min(range(len(circle)), key=lambda n: order[circle[n]])
            circles.setdefault(frozenset(circle), (*circle[first:], *circle[:first]))
    return list(circles.values())


def _walk(start: str, waits: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the circle that one comes to by asking again and again for what is waited for; none where it ends."""
    path: list[str] = []
    at: str | None = start
    while at is not None and at not in path:
        path.append(at)
        at = next(iter(waits.get(at, ())), None)
    return tuple(path[path.index(at) :]) if at is not None else ()
