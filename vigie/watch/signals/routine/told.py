"""Signals of the routine calendar: what is known exposure, and what departs from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vigie.model.signal import Signal
from vigie.watch.signals.posture.words import name_actor
from vigie.watch.signals.routine.match import find_routine
from vigie.watch.signals.routine.records import CalendarEntry, Departure, RoutineMatch
from vigie.watch.signals.routine.season import show_days
from vigie.watch.view import View

_NOTICES = frozenset({"new", "no_notice_seen"})
"""Not in the calendar is not the same as unusual; and what no source said beforehand may have been said elsewhere."""

_UNITS_FR = {"people": "personnes", "aircraft": "aéronefs", "ships": "navires", "countries": "pays"}


def routine_signals(
    view: View, calendar: Sequence[CalendarEntry], texts: Mapping[str, str] | None = None
) -> tuple[Signal, ...]:  # fmt: skip
    """Return a signal of kind routine for each planned or begun run in the calendar, and one for each departure."""
    return tuple(signal for match in find_routine(view, calendar, texts) for signal in match_signals(match))


def match_signals(match: RoutineMatch) -> tuple[Signal, ...]:
    """Return the signals of one run: none when it is only mentioned."""
    if match.stage == "mentioned":
        return ()
    routine = (_routine(match),) if match.entry is not None else ()
    return (*routine, *(_departure(match, departure) for departure in match.departures))


def _routine(match: RoutineMatch) -> Signal:
    return Signal(
        kind="routine",
        form=match.stage if match.day else "undated",
        key=f"routine:{match.run}",
        state=f"{match.stage} {match.day or '?'}",
        level="notice",
        subject=match.name,
        since=match.since,
        inputs=match.inputs,
        about=_about(match),
        day=match.day,
        values=_values(match),
    )


def _departure(match: RoutineMatch, departure: Departure) -> Signal:
    return Signal(
        kind="departure",
        form=departure.kind if match.name else f"{departure.kind}_unnamed",
        key=":".join(part for part in ("departure", match.run, departure.kind, departure.unit) if part),
        state=departure.found,
        level="notice" if departure.kind in _NOTICES else "watch",
        subject=match.name or "+".join(match.organisers),
        since=match.since,
        inputs=departure.keys,
        about=_about(match),
        day=match.day,
        values=(*_found(departure), *_values(match)),
    )


def _found(departure: Departure) -> tuple[tuple[str, str], ...]:
    unit = departure.unit or "?"
    return (
        ("found", departure.found), ("usual", departure.usual), ("off", str(departure.off)),
        ("unit_en", unit), ("unit_fr", _UNITS_FR.get(unit, unit)),
    )  # fmt: skip


def _about(match: RoutineMatch) -> tuple[str, ...]:
    uid = match.entry.uid.partition("@")[0] if match.entry else ""
    return tuple(part for part in (match.name, uid, *match.organisers) if part)


def _values(match: RoutineMatch) -> tuple[tuple[str, str], ...]:
    entry = match.entry
    season = show_days(match.season) if match.season else "?"
    return (
        ("how", match.how), ("when", match.day or "?"), ("season", season), ("stage", match.stage),
        ("organisers_en", ", ".join(name_actor(code, "en") for code in match.organisers) or "?"),
        ("organisers_fr", ", ".join(name_actor(code, "fr") for code in match.organisers) or "?"),
        ("source", (entry.source if entry else None) or "?"),
        ("checked", "yes" if entry and entry.checked else "no"),
    )  # fmt: skip
