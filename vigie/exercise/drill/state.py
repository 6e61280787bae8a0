"""Where a drill stands, computed from its journal alone: the clock, what controllers changed, what is to be done next.

A drill's clock moves in ticks. The line of a tick is written before the tick is played; so whatever a controller asks
for after it counts from that tick on, and a tick that a kill cut off is played again, to the same end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vigie.exercise.drill.journal import Entry

CHANGES = ("shift", "fire", "skip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a controller changed of what is to come, and from which moment of the drill on."""

    what: str
    at: dt.datetime
    inject: str | None = None
    days: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`at` is the last tick, None before the first. Up to `goal` ticks follow each other whatever the speed.

    `is_open` says that the last tick may not have been played to its end. `speed` is None for as fast as it goes.
    """

    at: dt.datetime | None = None
    goal: dt.datetime | None = None
    is_paused: bool = False
    is_open: bool = False
    is_over: bool = False
    has_history: bool = False
    speed: float | None = None
    changes: tuple[Change, ...] = ()


def find_state(entries: Iterable[Entry], *, start: dt.datetime) -> State:
    """Return where the drill stands after the entries."""
    state = State()
    for entry in entries:
        state = _take(state, entry, start)
    return state


def _take(state: State, entry: Entry, start: dt.datetime) -> State:
    now = state.at or start
    if entry.what in CHANGES:
        before_all = now if state.at or entry.what != "shift" else start - dt.timedelta(seconds=1)
        change = Change(what=entry.what, at=before_all, inject=entry.inject, days=float(entry.value or 0))
        return replace(state, changes=(*state.changes, change), is_over=state.is_over and entry.what != "shift")
    if entry.what == "tick":
        return replace(state, at=entry.moment, is_open=True)
    if entry.what in {"step", "jump"}:
        return replace(state, goal=_find_goal(state, entry, now), is_paused=state.is_paused or entry.what == "step")
    if entry.what == "speed":
        return replace(state, speed=read_speed(entry.value or "max"))
    return _take_simple(state, entry.what)


def _take_simple(state: State, what: str) -> State:
    if what in {"start", "pause"}:
        return replace(state, is_paused=what == "pause")
    if what == "history":
        return replace(state, has_history=True)
    return replace(state, is_over=True) if what == "ended" else state


def _find_goal(state: State, entry: Entry, now: dt.datetime) -> dt.datetime:
    """Return up to where to play at once; steps add up."""
    base = max(state.goal or now, now)
    if entry.what == "step":
        return base + dt.timedelta(hours=float(entry.value or 1))
    return max(base, entry.moment or now)


def read_speed(value: str) -> float | None:
    """Return how many times faster than the world the drill goes; None for max.

    >>> read_speed("60x"), read_speed("max")
    (60.0, None)

    Raises:
        ValueError: it is no speed.
    """
    if value == "max":
        return None
    found = float(value.removesuffix("x"))
    if not 0 < found <= 100_000:
        raise ValueError(value)
    return found


def show_speed(speed: float | None) -> str:
    """Return a speed as it is written."""
    return "max" if speed is None else f"{speed:g}x"
