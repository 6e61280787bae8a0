"""A drill as its controllers have it before them: where it stands, and its story as it is now to be told."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass
from pathlib import Path

from vigie.assess.problems import Problem, load_problem
from vigie.desk.play import Clock, find_clock, read_entries
from vigie.exercise.drill import Drill, Makers, Story, load_drill, load_own_scenario, make_story
from vigie.exercise.drill.folder import find_end
from vigie.exercise.drill.journal import Entry
from vigie.exercise.drill.state import Change, State, find_state
from vigie.exercise.scenario import find_roles

ASKED = frozenset({"start", "pause", "step", "jump", "speed", "shift", "fire", "skip", "no_duff"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A drill at one look: its state, its clock, its story, when it ends, and what controllers asked for, latest first."""

    drill: Drill
    state: State
    clock: Clock
    story: Story
    end: dt.datetime
    asked: tuple[Entry, ...]

    @property
    def at(self) -> dt.datetime:
        """Return the moment that the play has reached."""
        return self.clock.at


class Room:
    """One drill. The story is told anew only when a controller has changed it; several threads may ask."""

    def __init__(self, folder: Path, makers: Makers) -> None:
        self.folder = folder
        self.drill = load_drill(folder)
        self.scenario = load_own_scenario(folder, self.drill)
        self.problem: Problem = load_problem(self.scenario.problem, roles=find_roles(self.scenario), beside=folder)
        self._makers = makers
        self._lock = threading.Lock()
        self._held: tuple[tuple[Change, ...], Story] | None = None

    def look(self) -> Standing:
        """Return the drill as it stands.

        Raises:
            DrillError: its journal cannot be read.
        """
        entries = read_entries(self.folder)
        state = find_state(entries, start=self.scenario.start)
        story = self._tell(state.changes)
        asked = tuple(e for e in reversed(entries) if e.what in ASKED and e.by != "run")
        return Standing(
            drill=self.drill, state=state, clock=find_clock(state, self.scenario.start), story=story,
            end=find_end(self.drill, self.scenario, state.changes), asked=asked,
        )  # fmt: skip

    def _tell(self, changes: tuple[Change, ...]) -> Story:
        with self._lock:
            if self._held is None or self._held[0] != changes:
                self._held = (changes, make_story(self.scenario, self.drill.seed, changes, self._makers))
            return self._held[1]
