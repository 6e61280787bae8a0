"""What a desk shows its players of the exercise: which one, its clock, and what came by telephone, message or hand.

It reads three files of the drill's folder and never its scenario: who watches here must not be told what is so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vigie.exercise.drill.folder import FILE, JOURNAL, load_drill
from vigie.exercise.drill.inbox import Message, read_inbox
from vigie.exercise.drill.journal import Entry, read_journal
from vigie.exercise.drill.state import State, find_state, show_speed


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Where the play of a drill stands. `mode` is waiting (before the start), running, paused or over."""

    at: dt.datetime
    start: dt.datetime
    mode: str
    speed: str

    @property
    def day(self) -> str:
        """Return the moment from the start: `D+2 06:30`."""
        return tell_day(self.at, self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """An exercise as its players see it, the latest message first."""

    identifier: str
    clock: Clock
    messages: tuple[Message, ...]


def find_play(folder: Path, at: dt.datetime | None) -> Play | None:
    """Return the exercise that is played in a folder, with what had come in by a moment; None where there is none."""
    if not (folder / FILE).exists():
        return None
    entries = read_entries(folder)
    start = next((e.moment for e in entries if e.what == "begun" and e.moment), None)
    if start is None:
        return None
    bound = at.isoformat() if at else None
    held = [m for m in read_inbox(folder) if bound is None or m.at <= bound]
    clock = find_clock(find_state(entries, start=start), start)
    return Play(identifier=load_drill(folder).identifier, clock=clock, messages=tuple(reversed(held)))


def find_clock(state: State, start: dt.datetime) -> Clock:
    """Return the clock of a drill."""
    mode = "over" if state.is_over else "paused" if state.is_paused else "running" if state.at else "waiting"
    if state.goal is not None and state.at is not None and state.at < state.goal and mode == "paused":
        mode = "running"
    return Clock(at=state.at or start, start=start, mode=mode, speed=show_speed(state.speed))


def tell_day(at: dt.datetime, start: dt.datetime) -> str:
    """Return a moment of an exercise by its day from the start and its hour.

    >>> tell_day(dt.datetime(2031, 10, 9, 5, 40), dt.datetime(2031, 10, 6))
    'D+3 05:40'
    """
    away = at - start
    return f"D{away.days:+d} {away.seconds // 3600:02}:{away.seconds // 60 % 60:02}"


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """Return the entries of a drill's journal, read again only when it has grown."""
    path = folder / JOURNAL
    held = path.stat()
    return _read(folder, held.st_mtime_ns, held.st_size)


@lru_cache(maxsize=8)
def _read(folder: Path, _: int, __: int) -> tuple[Entry, ...]:
    return read_journal(folder)
