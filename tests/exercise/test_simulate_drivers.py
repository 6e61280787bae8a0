"""One table, two drivers: equal in distribution, and the comparison notices when they are not given the same table."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from tests.exercise.same import find_chi, find_ks, find_means
from vigie.exercise.scenario import load_scenario
from vigie.exercise.simulate.actions import Actions, load_actions
from vigie.exercise.simulate.live import Driver
from vigie.exercise.simulate.many import run_many, run_table
from vigie.exercise.simulate.state import Move, begin
from vigie.exercise.simulate.table import SCALE, Table, make_table

RUNS, DAYS = 800, 60
SETTINGS = ("quiet", "strike", "hot")


@lru_cache(maxsize=None)
def table_of(setting: str) -> Table:
    """Return the table of a scenario; the hot one is strike with every act far more frequent."""
    if setting != "hot":
        return make_table(load_scenario(setting))
    return make_table(load_scenario("strike"), actions=scale(load_actions(), 6.0))


def scale(actions: Actions, factor: float, only: str = "") -> Actions:
    """Return a table of actions in which all of them, or one, are so many times as frequent."""
    return replace(
        actions, rows=tuple(replace(a, rate=a.rate * factor) if only in ("", a.key) else a for a in actions.rows)
    )


def run_scalar(table: Table, runs: int = RUNS, days: int = DAYS, seed: str = "scalar"):
    """Return what the scalar driver comes to, as the vectorised one sums it up: counts, last rungs, peaks, mean tension."""
    driver = Driver(table)
    counts = np.zeros((runs, len(table.keys)), int)
    rungs, peaks = np.zeros((runs, len(table.pairs)), int), np.zeros((runs, len(table.pairs)), int)
    tension, actors, sites = np.zeros(runs), np.zeros((runs, len(table.actors), 5)), np.zeros(runs)
    for run in range(runs):
        state, rng = begin(table), random.Random(f"{seed}/{run}")
        for day in range(days):
            state, moves = driver.step(state, rng, weekday=day % 7)
            for move in moves:
                counts[run, move.action] += 1
            rungs[run] = [pair[0] for pair in state.pairs]
            peaks[run] = np.maximum(peaks[run], rungs[run])
            tension[run] += np.mean([pair[1] for pair in state.pairs]) / days
        actors[run], sites[run] = state.actors, sum(state.sites)
    return counts, rungs, peaks, tension, actors, sites


@lru_cache(maxsize=None)
def scalar_of(setting: str):
    return run_scalar(table_of(setting))


def compare(scalar, many) -> dict[str, float]:
    """Return the p of each summary: runs are independent, so each run gives one number to each."""
    counts, rungs, peaks, tension, actors, sites = scalar
    found = {
        "acts in a run": find_ks(counts.sum(axis=1), many.counts.sum(axis=1)),
        "mean tension": find_ks(tension, many.tension),
        "pairs off the lowest rung": find_chi(*(np.bincount((r > 0).sum(axis=1), minlength=20)[:20] for r in (rungs, many.rungs))),
        "highest rung": find_chi(*(np.bincount(p.max(axis=1), minlength=7) for p in (peaks, many.peaks))),
        "sum of peaks": find_ks(peaks.sum(axis=1), many.peaks.sum(axis=1)),
        "resolve and readiness": find_means(actors[:, :, 2:4].sum(axis=(1, 2)), many.actors[:, :, 2:4].sum(axis=(1, 2))),
        "stability": find_means(actors[:, :, 4].sum(axis=1), many.actors[:, :, 4].sum(axis=1)),
        "postures": find_means(actors[:, :, :2].sum(axis=(1, 2)), many.actors[:, :, :2].sum(axis=(1, 2))),
        "sites": find_means(sites, many.sites.sum(axis=1)),
    }  # fmt: skip
    common = [k for k in range(counts.shape[1]) if counts[:, k].sum() + many.counts[:, k].sum() >= 100]
    smallest = min(find_means(counts[:, k], many.counts[:, k]) for k in common)
    found["counts by action"] = 1 - (1 - smallest) ** len(common)
    return found


def find_whole(found: dict[str, float]) -> float:
    """Return the p of all summaries together: 1 - (1 - smallest)^n, as Sidak has it."""
    return 1 - (1 - min(found.values())) ** len(found)


@pytest.mark.parametrize("setting", SETTINGS)
def test_both_drivers_are_equal_in_distribution(setting: str) -> None:
    found = compare(scalar_of(setting), run_table(table_of(setting), runs=RUNS, days=DAYS, seed=11))
    assert find_whole(found) > 0.01, found


@pytest.mark.parametrize("action", ["accuse_publicly", "consult", "threaten", "intercept"])
def test_one_action_altered_in_one_driver_is_noticed(action: str) -> None:
    altered = make_table(load_scenario("strike"), actions=scale(scale(load_actions(), 6.0), 1.6, action))
    found = compare(scalar_of("hot"), run_table(altered, runs=RUNS, days=DAYS, seed=11))
    assert find_whole(found) < 0.01, found


@pytest.mark.parametrize(
    ("field", "value"),
    [("rest", 6), ("effects", (0, 0, 3, 3, 0)), ("actions", (2, -1, 1, 1, 0, -1))],
)
def test_one_effect_altered_in_one_driver_is_noticed(field: str, value) -> None:
    table = table_of("hot")
    rows = list(getattr(table, field))
    at = table.keys.index("accuse_publicly")
    rows = (
        [row + value for row in rows] if field == "rest" else [value if k == at else row for k, row in enumerate(rows)]
    )
    found = compare(scalar_of("hot"), run_table(replace(table, **{field: tuple(rows)}), runs=RUNS, days=DAYS, seed=11))
    assert find_whole(found) < 0.01, found


def test_a_row_is_what_the_equation_says() -> None:
    """accuse_publicly, rival to rival, both calm, rung 1, tension 16 to 31, weekday: rate * 1 * (1 + 2 * 0.24)."""
    scenario = load_scenario("quiet")
    only = scale(load_actions(), 0.0)
    rate = load_actions().by_key["accuse_publicly"].rate
    rows = tuple(replace(a, rate=rate) if a.key == "accuse_publicly" else a for a in only.rows)
    table = make_table(scenario, calm=True, actions=replace(only, rows=rows))
    names = [(table.actors[i], table.actors[j]) for i, j in table.pairs]
    row = names.index(("keldora", "drevania")) * 196 + ((1 * 7 + 1) * 2 + 1) * 2
    assert table.any[row] == round(SCALE * (1 - np.exp(-2 * rate * 1.48)))
    assert table.moves[row, table.keys.index("accuse_publicly")] == SCALE / 2


def test_a_seed_gives_the_same_runs_and_its_ancestry_is_told() -> None:
    scenario = load_scenario("quiet")
    one, other, third = (run_many(scenario, runs=20, days=30, seed=seed) for seed in (5, 5, 6))
    assert np.array_equal(one.counts, other.counts) and np.array_equal(one.tension, other.tension)
    assert not np.array_equal(one.counts, third.counts)
    assert (one.entropy, one.spawn_key) == ((5,), (0,))
    child = np.random.SeedSequence(5).spawn(3)[2]
    assert run_many(scenario, runs=2, days=3, seed=child).spawn_key == (2, 0)


@pytest.mark.parametrize("setting", ["quiet", "strike"])
def test_unscripted_tension_stays_bounded_and_mostly_calm(setting: str) -> None:
    table = make_table(load_scenario(setting), calm=True)
    short, long = (run_table(table, runs=200, days=days, seed=2) for days in (120, 720))
    assert (long.rungs == 0).mean() > 0.95
    assert abs(long.tension.mean() - short.tension.mean()) < 0.5
    assert long.tension.max() < 30
    assert 0.5 < long.counts.sum() / (200 * 720) < 2.5


def test_weekends_are_quieter() -> None:
    table = make_table(load_scenario("quiet"), calm=True)
    driver, days = Driver(table), [0] * 7
    state, rng = begin(table), random.Random("week")
    for day in range(7 * 150):
        state, moves = driver.step(state, rng, weekday=day % 7)
        days[day % 7] += len(moves)
    assert sum(days[5:]) / 2 < 0.7 * sum(days[:5]) / 5


def test_postures_come_back_on_sundays_but_not_of_who_prepares() -> None:
    for name, left in (("quiet", 2), ("strike", 4)):
        table = make_table(load_scenario(name), cap=0)
        drevania = table.actors.index("drevania")
        state, driver = begin(table), Driver(table)
        raised = Move(actor=drevania, action=table.keys.index("raise_alert"))
        for day in range(14):
            state, _ = driver.step(state, random.Random(day), weekday=day % 7, scripted=[raised] if day == 3 else [])
        assert state.actors[drevania][0] == left


def test_a_day_by_hand() -> None:
    """keldora threatens drevania, 25 + 7 = 32, an eighth of 7 back, rounded up: 31; 31 < 25 + 11: rung 2 falls to 1."""
    table = make_table(load_scenario("quiet"), cap=0)
    one, other = table.actors.index("keldora"), table.actors.index("drevania")
    move = Move(actor=one, recipient=other, action=table.keys.index("threaten"))
    rows = replace(table, any=np.zeros_like(table.any))
    state, _ = Driver(rows).step(begin(rows), random.Random(1), weekday=0, scripted=[move])
    assert state.pairs[table.pairs.index((one, other))] == (1, 31, 1)
    assert state.actors[one][3] == table.base[one][3]


def test_a_driver_goes_on_from_a_state_as_if_it_had_never_stopped() -> None:
    table = table_of("hot")

    def go(state, first: int, last: int):
        driver = Driver(table)
        for day in range(first, last):
            state, _ = driver.step(state, random.Random(f"go/{day}"), weekday=day % 7)
        return state

    assert go(go(begin(table), 0, 9), 9, 30) == go(begin(table), 0, 30)
