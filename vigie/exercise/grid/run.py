"""The grid run: every cell that has no result yet, over several processes, each forked from one that holds the history."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vigie.errors import VigieError
from vigie.exercise.cast import Scenario
from vigie.exercise.drill import Makers
from vigie.exercise.grid.cell import run_cell
from vigie.exercise.grid.history import History, Tell, prepare_history
from vigie.exercise.grid.keep import find_place, keep_cell, load_cell
from vigie.exercise.grid.version import HISTORY, find_version

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a grid is over. `out` keeps histories and results."""

    scenarios: tuple[Scenario, ...]
    seeds: tuple[str, ...]
    out: Path
    without_calendar: bool = False
    jobs: int = 1

    def places(self) -> tuple[Path, ...]:
        """Return the files of all cells."""
        return tuple(find_place(self.out, scenario, seed) for scenario in self.scenarios for seed in self.seeds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Something a grid has just done: history days of a scenario read, or a cell, which may have failed."""

    scenario: str
    done: int
    of: int
    what: str
    fault: str | None = None


def run_grid(
    plan: Plan, makers: Makers, *, now: dt.datetime, stop: Stop = lambda: False, tell: Tell = lambda *_: None
) -> Iterator[Progress]:
    """Yield what was done, until every cell has its result. One that was run before is not run again.

    A cell that fails is told with its fault, and costs no other. `tell` is told of each day of a history that is read.
    """
    for scenario in plan.scenarios:
        left = [seed for seed in plan.seeds if not _is_done(plan, scenario, seed)]
        if not left or stop():
            continue
        history = prepare_history(
            scenario, plan.out / "histories" / find_version(HISTORY), makers, now=now, tell=tell, jobs=plan.jobs
        )
        yield Progress(scenario=scenario.key, done=len(history.view.documents), of=scenario.history, what="history")
        done = len(plan.seeds) - len(left)
        for fault in _run_seeds(plan, history, left, makers, now, stop):
            done += 1
            yield Progress(scenario=scenario.key, done=done, of=len(plan.seeds), what="cell", fault=fault)


def _is_done(plan: Plan, scenario: Scenario, seed: str) -> bool:
    place = find_place(plan.out, scenario, seed)
    return load_cell(place, without_calendar=plan.without_calendar) is not None


def _run_seeds(
    plan: Plan, history: History, seeds: Sequence[str], makers: Makers, now: dt.datetime, stop: Stop
) -> Iterator[str | None]:  # fmt: skip
    """Yield the fault of each cell, or None where there was none."""
    global _HELD
    _HELD = (plan, history, makers, now)
    if plan.jobs == 1 or "fork" not in multiprocessing.get_all_start_methods():
        for seed in seeds:
            if stop():
                return
            yield _run_one(seed)
        return
    with multiprocessing.get_context("fork").Pool(plan.jobs, _lower, maxtasksperchild=1) as pool:
        for fault in pool.imap_unordered(_run_one, seeds, chunksize=1):
            yield fault
            if stop():
                return


_HELD: Any = None
"""What forked processes find in place: it need not be sent to them, and no page of it is copied until it is changed."""


def _lower() -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def _run_one(seed: str) -> str | None:
    plan, history, makers, now = _HELD
    try:
        cell = run_cell(history, seed, makers, without_calendar=plan.without_calendar, now=now)
        keep_cell(find_place(plan.out, history.scenario, seed), cell)
    except VigieError as error:
        return f"{history.scenario.key} {seed}: {error}"
    return None
