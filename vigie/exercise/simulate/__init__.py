"""What happens in a scenario, and who tells it: the simulator and the observation model."""

from __future__ import annotations

from vigie.exercise.simulate.actions import load_actions
from vigie.exercise.simulate.many import Summaries, run_many
from vigie.exercise.simulate.observe import observe
from vigie.exercise.simulate.truth import simulate

__all__ = ["Summaries", "load_actions", "observe", "run_many", "simulate"]
