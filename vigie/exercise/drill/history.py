"""The ordinary days before a drill: made from the scenario alone, fed fast, and shared by drills of the same scenario.

A desk that knows no yesterday finds everything unusual. The history has a seed of its own, not the drill's, so that
drills of one scenario that differ only in their seed have the same yesterday.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from vigie.errors import DrillError
from vigie.exercise.cast import Scenario
from vigie.exercise.drill.folder import LEDGER, REALM, hash_scenario
from vigie.exercise.drill.outlets import make_outlets_ask
from vigie.exercise.drill.story import Makers
from vigie.exercise.records import Report
from vigie.store import open_ledger
from vigie.watch.link.group import group_new, load_index
from vigie.watch.round import Counts, Watch, collect, read_waiting

SEED = "history"
MARK = "history.txt"
STEP = dt.timedelta(days=1)
Tell = Callable[[int, int, int], None]
"""Told after each batch: days done, days in all, documents read."""


def make_history(scenario: Scenario, makers: Makers) -> tuple[Report, ...]:
    """Return what was published on the ordinary days before a scenario, whatever the seed of the drill."""
    truth = makers.simulate(scenario, SEED)
    before = [t for t in makers.observe(scenario, truth, SEED) if t.at < scenario.start]
    found = makers.render_all(scenario, truth, before, SEED)
    return tuple(sorted(found, key=lambda r: (r.published, r.key)))


def feed_history(watch: Watch, scenario: Scenario, makers: Makers, tell: Tell) -> int:
    """Return how many documents of the history were read into the watch's ledger, a day a batch.

    A day that a kill cut off is fed again; what was kept of it comes in once.
    """
    if scenario.history == 0:
        return 0
    reports = make_history(scenario, makers)
    first = scenario.start - scenario.history * STEP
    done = max((dt.datetime.fromisoformat(v.at) for v in watch.ledger.last_visits().values()), default=None)
    index = load_index(watch.ledger, at=done or first)
    counts = Counts()
    for day in range(1, scenario.history + 1):
        at = first + day * STEP
        if done is not None and at < done:
            continue
        _feed_day(watch, [r for r in reports if at - STEP <= r.published < at], at, counts)
        if watch.stop():
            break
        counts.grouped += group_new(watch.ledger, index, now=at)
        tell(day, scenario.history, counts.read)
    return counts.read


def _feed_day(watch: Watch, reports: Sequence[Report], at: dt.datetime, counts: Counts) -> None:
    """Return nothing; what was published on the day before a midnight is read, as known at that midnight."""
    ask = make_outlets_ask(reports, identifier=watch.seed)
    visited = {s for s, v in watch.ledger.last_visits().items() if dt.datetime.fromisoformat(v.at) >= at}
    now = replace(watch, ask=ask, clock=lambda: at)
    read_waiting(now, counts)
    collect(now, [s for s in watch.roster.sources if s.id not in visited], counts)
    read_waiting(now, counts)


def find_shared(scenario: Scenario) -> str:
    """Return the name under which a shared folder keeps the history of a scenario."""
    return f"{scenario.key}-{hash_scenario(scenario)}"


def take_shared(folder: Path, shared: Path, scenario: Scenario) -> bool:
    """Return whether the shared folder had this scenario's history; if so, it is now the drill's ledger."""
    held = shared / find_shared(scenario) / LEDGER
    if not held.exists():
        return False
    for name in (LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm"):
        (folder / name).unlink(missing_ok=True)
    with open_ledger(held, realm=REALM) as ledger:
        ledger.backup(folder / LEDGER)
    return True


def keep_shared(folder: Path, shared: Path, scenario: Scenario) -> None:
    """Return nothing; the ledger of a drill that has only its history so far is kept for others, once and whole."""
    target = shared / find_shared(scenario)
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    if target.exists():
        return
    try:
        partial.mkdir(parents=True)
        with open_ledger(folder / LEDGER, realm=REALM) as ledger:
            ledger.backup(partial / LEDGER)
        (partial / MARK).write_text(f"EXERCISE: the history of {scenario.key}, for drills\n", encoding="utf-8")
        partial.rename(target)
    except OSError as fault:
        shutil.rmtree(partial, ignore_errors=True)
        if not target.exists():  # else another drill was faster
            raise DrillError(f"{shared}: {fault.strerror or fault}; give a folder that you may write to") from None
