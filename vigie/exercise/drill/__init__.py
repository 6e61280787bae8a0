"""A drill: its folder, its clock and journal, the rounds of its watch, its controllers and players."""

from __future__ import annotations

from vigie.exercise.drill.folder import Drill, begin_drill, load_drill, load_own_scenario
from vigie.exercise.drill.play import Surroundings, open_player
from vigie.exercise.drill.run import Step, run_drill
from vigie.exercise.drill.story import Makers, Story, load_makers, make_story

__all__ = [
    "Drill", "Makers", "Step", "Story", "Surroundings", "begin_drill", "load_drill", "load_makers", "load_own_scenario",
    "make_story", "open_player", "run_drill",
]  # fmt: skip
