"""How fast scenarios are simulated, whether both drivers come to the same, and whether a seed gives the same bytes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable

from bench.shared import ROOT
from bench.table import Row, Table
from tests.exercise.test_simulate_drivers import compare, find_whole, run_scalar, table_of
from tests.exercise.test_simulate_truth import BYTES
from vigie.exercise.scenario import load_scenario
from vigie.exercise.simulate.live import Driver
from vigie.exercise.simulate.many import run_table
from vigie.exercise.simulate.state import begin
from vigie.exercise.simulate.table import Table as Chances
from vigie.exercise.simulate.table import make_table

RUNS, DAYS, ROUNDS = 1000, 180, 3
RIVAL = "the same rules one pair at a time in plain Python (the scalar driver), and numpy with one run"


def measure_simulate(*, quick: bool) -> list[Table]:
    """Return the table of speeds, and of what both drivers and all hash seeds come to."""
    chances = make_table(load_scenario("strike"), calm=True)
    table = Table("Simulator", RIVAL)
    days = 30 if quick else DAYS
    plain = _best(lambda: _run_plain(chances, days))
    lonely = _best(lambda: _run_many(chances, 1, days))
    for runs in (RUNS, 10 * RUNS):
        ours = _best(lambda runs=runs: _run_many(chances, runs, days))
        marks = {"floor": 2.0, "aim": 8.0} if runs == RUNS else {}
        table.rows.append(
            Row(f"M dyad-days/s, {runs:,} runs side by side; rival: scalar", ours, plain, **marks, form="{:.2f}")
        )
        if runs == RUNS:
            table.rows.append(
                Row(f"M dyad-days/s, {runs:,} runs side by side; rival: numpy, one run", ours, lonely, form="{:.2f}")
            )
    hot = table_of("hot")
    ours_p = find_whole(
        compare(run_scalar(hot, runs=200 if quick else 800), run_table(hot, runs=800, days=60, seed=11))
    )
    table.rows.append(Row("scalar against vectorised: p of ten summaries together", ours_p, None, 0.01, 0.01, "{:.2f}"))
    table.rows.append(
        Row(
            "different bytes of one seed under three hash seeds, beyond the first",
            float(_count_bytes() - 1),
            None,
            0,
            0,
            "{:.0f}",
            less=True,
        )
    )
    table.notes += [
        f"{len(chances.pairs)} pairs of the packaged setting, {days} days, one core; the best of {ROUNDS} rounds in process time.",
        "Ten summaries: acts, tension, rungs, peaks, actors, sites, counts by action; Sidak's correction over all of them.",
    ]
    return [table]


def _best(measure: Callable[[], float]) -> float:
    return max(measure() for _ in range(ROUNDS))


def _run_many(chances: Chances, runs: int, days: int) -> float:
    start = time.process_time()
    found = run_table(chances, runs=runs, days=days, seed=1)
    return found.dyad_days / (time.process_time() - start) / 1e6


def _run_plain(chances: Chances, days: int, runs: int = 20) -> float:
    start = time.process_time()
    driver = Driver(chances)
    for run in range(runs):
        state, rng = begin(chances), random.Random(run)
        for day in range(days):
            state, _ = driver.step(state, rng, weekday=day % 7)
    return runs * days * len(chances.pairs) / (time.process_time() - start) / 1e6


def _count_bytes() -> int:
    """Return how many different results one seed gives under three hash seeds."""
    found = set()
    for hashed in ("0", "1", "4711"):
        env = {**os.environ, "PYTHONHASHSEED": hashed}
        done = subprocess.run(
            [sys.executable, "-c", BYTES], env=env, cwd=ROOT, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    return len(found)
