"""What controllers do to a drill, by its journal: it works while the drill is run, and while it is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from vigie.errors import DrillError
from vigie.exercise.cast import Scenario
from vigie.exercise.drill.folder import find_end, load_drill, load_own_scenario
from vigie.exercise.drill.journal import Entry, append, read_journal
from vigie.exercise.drill.state import State, find_state, read_speed, show_speed
from vigie.exercise.drill.story import change_injects, find_gone
from vigie.exercise.scenario import find_times

MOST_DAYS = 366.0


def ask(
    folder: Path, what: str, *, now: dt.datetime, inject: str | None = None, value: str | None = None,
    to: dt.datetime | None = None, by: str | None = None,
) -> State:  # fmt: skip
    """Return where the drill stands once the controller's wish is in its journal.

    Raises:
        DrillError: it cannot be done: there is no such inject, the moment has passed, the drill is over.
    """
    drill = load_drill(folder)
    scenario = load_own_scenario(folder, drill)
    entries = read_journal(folder)
    state = find_state(entries, start=scenario.start)
    _check(state, scenario, what, inject, value, to, find_end(drill, scenario, state.changes))
    entry = Entry(
        what=what, wall=now.astimezone(dt.UTC).isoformat(), at=to.isoformat() if to else None, inject=inject, value=value,
        by=by or "control",
    )  # fmt: skip
    append(folder, entry)
    return find_state((*entries, entry), start=scenario.start)


def _check(
    state: State, scenario: Scenario, what: str, inject: str | None, value: str | None, to: dt.datetime | None,
    end: dt.datetime,
) -> None:  # fmt: skip
    if state.is_over and what not in {"shift", "no_duff"}:
        raise DrillError(f"the drill is over since {state.at:%Y-%m-%d %H:%M}Z; nothing of it can be changed any more")
    at = state.at or scenario.start
    if what == "jump" and (to is None or to <= at):
        raise DrillError(f"the drill stands at {at:%Y-%m-%d %H:%M}Z already; a ledger never forgets, so jump forward")
    if what == "jump" and to is not None and to > end:
        raise DrillError(f"the drill ends at {end:%Y-%m-%d %H:%M}Z; jump to that moment or before it")
    if what in {"step", "shift"}:
        _check_number(what, value)
    if what == "speed":
        _check_speed(value or "")
    if what in {"fire", "skip"}:
        _check_inject(state, scenario, what, inject or "", at)


def _check_number(what: str, value: str | None) -> None:
    unit, most = ("hours", MOST_DAYS * 24) if what == "step" else ("days", MOST_DAYS)
    try:
        is_sound = 0 < float(value or "") <= most
    except ValueError:
        is_sound = False
    if not is_sound:
        raise DrillError(
            f"{what} by {value} {unit}: give a number above 0 and up to {most:g}; what has been cannot be moved"
        )


def _check_speed(value: str) -> None:
    try:
        read_speed(value)
    except ValueError:
        raise DrillError(f"speed {value!r}: write it as 60x, or max") from None


def _check_inject(state: State, scenario: Scenario, what: str, key: str, at: dt.datetime) -> None:
    """Raise DrillError unless the inject is still to come."""
    now = scenario
    for change in state.changes:
        if change.what in {"fire", "skip"}:
            now = change_injects(now, change)
    found = next((i for i in now.injects if i.key == key), None)
    if found is None:
        known = ", ".join(sorted(i.key for i in now.injects))
        raise DrillError(f"no inject {key!r} that is still to come; there are: {known}")
    held = find_times(now.injects).get(key)
    if not found.contingency and held is not None and scenario.start + held + _shifted(state, scenario, held) <= at:
        raise DrillError(f"{key}: has happened already; what was told stays told")


def _shifted(state: State, scenario: Scenario, held: dt.timedelta) -> dt.timedelta:
    """Return how much later an inject now comes than its scenario says."""
    moved = dt.timedelta(0)
    for change in state.changes:
        if change.what == "shift" and scenario.start + held + moved > change.at:
            moved += dt.timedelta(days=change.days)
    return moved


def also_skipped(folder: Path, key: str) -> tuple[str, ...]:
    """Return the injects that go with one that is skipped, since they speak of its act."""
    scenario = load_own_scenario(folder, load_drill(folder))
    return tuple(sorted(find_gone(scenario, key) - {key}))


__all__ = ["also_skipped", "ask", "show_speed"]
