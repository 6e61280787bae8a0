"""How a run of an exercise differs from its entry: season, size, place, notice; or no entry at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vigie.watch.signals.routine.records import CalendarEntry, Departure, Mention, RoutineMatch, Size
from vigie.watch.signals.routine.season import days_off, show_days
from vigie.watch.view import View

SIZE_FACTOR = 1.5
"""Announced numbers are rounded, and grow and shrink by a third or so from year to year without meaning anything."""


def find_departures(match: RoutineMatch, view: View) -> tuple[Departure, ...]:
    """Return the departures of a run; none of a run that is only mentioned, since nothing is told of how it is held."""
    if match.stage == "mentioned":
        return ()
    found: list[Departure] = []
    if match.entry is None:
        found.append(Departure(kind="new", found=match.name, usual="", keys=match.inputs))
    else:
        found += _season(match, match.entry)
        found += _sizes(match, match.entry)
        found += _place(match, match.entry)
    found += _notice(match, view)
    return tuple(found)


def _season(match: RoutineMatch, entry: CalendarEntry) -> Iterator[Departure]:
    off = days_off(entry, dt.date.fromisoformat(match.day)) if match.day else None
    if off:
        usual = show_days(match.season) if match.season else "no longer held"
        keys = _keys(m for m in match.mentions if m.day == match.day)
        yield Departure(kind="season", found=match.day or "", usual=usual, keys=keys, off=off)


def _sizes(match: RoutineMatch, entry: CalendarEntry) -> Iterator[Departure]:
    for size in entry.sizes:
        told = [(value, words, m) for m in match.mentions for unit, value, words in m.sizes if unit == size.unit]
        if told:
            value, words, mention = max(told, key=lambda t: (t[0], t[1], t[2].document))
            if not is_usual(value, size):
                usual = (
                    show_number(size.low)
                    if size.low == size.high
                    else f"{show_number(size.low)}–{show_number(size.high)}"
                )
                yield Departure(kind="size", found=words, usual=usual, keys=mention.keys, unit=size.unit)


def show_number(value: float) -> str:
    """Return a number with spaces between the thousands, as both languages read it."""
    return f"{value:,.0f}".replace(",", "\u00a0")


def is_usual(value: float, size: Size) -> bool:
    """Return whether a number lies within the usual range, widened by the factor: low / 1.5 to high * 1.5.

    >>> is_usual(106.0, Size(unit="aircraft", low=60, high=71)), is_usual(107.0, Size(unit="aircraft", low=60, high=71))
    (True, False)
    """
    return size.low / SIZE_FACTOR <= value <= size.high * SIZE_FACTOR


def _place(match: RoutineMatch, entry: CalendarEntry) -> Iterator[Departure]:
    usual = set(entry.places)
    elsewhere = [m for m in match.mentions if usual and m.place and m.place not in usual | set(entry.organisers)]
    if elsewhere:
        places = ", ".join(sorted({m.place for m in elsewhere if m.place}))
        yield Departure(kind="place", found=places, usual=", ".join(entry.places), keys=_keys(elsewhere))


def _notice(match: RoutineMatch, view: View) -> Iterator[Departure]:
    said = [m for m in match.mentions if m.snap]
    if said:
        yield Departure(kind="no_notice_said", found=said[0].snap or "", usual=_custom(match.entry), keys=_keys(said))
    elif match.entry is not None and match.entry.notice_days and _is_unannounced(match, match.entry.notice_days, view):
        usual = _custom(match.entry)
        yield Departure(kind="no_notice_seen", found=match.day or "", usual=usual, keys=match.inputs)


def _custom(entry: CalendarEntry | None) -> str:
    return str(entry.notice_days) if entry is not None and entry.notice_days else "?"


def _is_unannounced(match: RoutineMatch, days: int, view: View) -> bool:
    """Return whether it began and no word of it came before, though the ledger holds reports from before the notice.

    What the ledger never collected it cannot have seen: without a report that old, nothing is concluded.
    """
    if match.stage not in ("begun", "ended") or not match.day or any(m.announced for m in match.mentions):
        return False
    if any((m.reported or m.day or "") < match.day for m in match.mentions):
        return False
    due = (dt.date.fromisoformat(match.day) - dt.timedelta(days=days)).isoformat()
    return any(d.day and d.day <= due for d in view.documents.values())


def _keys(mentions: Iterator[Mention] | list[Mention]) -> tuple[str, ...]:
    return tuple(sorted({key for m in mentions for key in m.keys}))
