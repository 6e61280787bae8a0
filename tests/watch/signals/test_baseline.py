"""The arithmetic of baselines, by hand and against an oracle; no value here was made by the code it checks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.watch.signals.baseline import (
    GAP,
    MIN_MEAN,
    NEEDED,
    WINDOW,
    find_expected,
    find_surprise,
    find_weekdays,
    judge_stream,
)


@pytest.mark.parametrize(
    ("count", "mean", "dispersion", "chance"),
    [
        (0, 3.0, 2.0, 1.0),
        (1, 2.0, 2.0, 3 / 4),  # k 2, p ½: P(0) = ¼
        (2, 2.0, 2.0, 1 / 2),  # P(1) = 2 · ¼ · ½ = ¼
        (3, 2.0, 2.0, 5 / 16),  # P(2) = 3 · ¼ · ¼ = 3/16
        (4, 2.0, 2.0, 3 / 16),  # P(3) = 4 · ¼ · ⅛ = ⅛
        (1, 1.0, 1.0, 1 - math.exp(-1)),
        (2, 1.0, 0.3, 1 - 2 * math.exp(-1)),  # less than Poisson's dispersion is taken as Poisson's
        (1, 1.0, 2.0, 1 / 2),  # k 1 is geometric: P(N ≥ n) = ½ ^ n
        (40, 1.0, 2.0, 2.0**-40),
        (400, 1.0, 2.0, 2.0**-400),  # far beyond where 1 − P(N < n) is nothing but rounding
    ],
)
def test_the_tail_by_hand(count: int, mean: float, dispersion: float, chance: float) -> None:
    assert find_surprise(count, mean, dispersion) == pytest.approx(-math.log10(chance), rel=1e-9, abs=1e-12)


@settings(deadline=None)  # loading the oracle takes its time
@given(st.integers(1, 300), st.floats(0.1, 200), st.floats(1.001, 30))
def test_the_tail_is_scipys(count: int, mean: float, dispersion: float) -> None:
    stats = pytest.importorskip("scipy.stats")
    k = mean / (dispersion - 1)
    expected = -stats.nbinom.logsf(count - 1, k, 1 / dispersion) / math.log(10)
    if expected < 250:
        assert find_surprise(count, mean, dispersion) == pytest.approx(expected, rel=1e-6, abs=1e-9)


@given(st.integers(0, 200), st.floats(0.1, 100), st.floats(0.5, 20))
def test_more_is_never_less_surprising(count: int, mean: float, dispersion: float) -> None:
    assert find_surprise(count + 1, mean, dispersion) >= find_surprise(count, mean, dispersion) - 1e-9


def test_the_mean_and_the_dispersion_by_hand() -> None:
    mean, dispersion = find_expected(np.array([2.0, 4.0]), np.array([1.0, 1.0]), 2.0)
    assert (mean, dispersion) == (6.0, pytest.approx(1 / 3))
    assert find_expected(np.array([2.0, 9.0]), np.array([1.0, 0.0]), 1.0)[0] == 2.0, (
        "a day without reading says nothing"
    )
    assert find_expected(np.zeros(5), np.ones(5), 1.0)[0] == MIN_MEAN


def test_weekdays_by_hand() -> None:
    counts, items = np.array([30.0, 10, 10, 10, 10, 10, 10]), np.full(7, 10.0)
    factors = find_weekdays(counts, items, range(7))
    assert factors[0] == pytest.approx(50 / (90 / 7 + 20), abs=1e-9)
    assert factors[1:] == pytest.approx(np.full(6, 30 / (90 / 7 + 20)), abs=1e-9)
    assert factors.mean() == pytest.approx(1.0)
    assert (find_weekdays(np.zeros(7), items, range(7)) == 1).all()


def test_a_day_is_judged_by_56_days_that_end_8_days_back() -> None:
    counts = [1] * WINDOW + [50] * (GAP - 1) + [9]
    judged = judge_stream(counts, [10.0] * NEEDED, [0] * NEEDED)
    assert judged[:-1] == [None] * (NEEDED - 1)
    last = judged[-1]
    assert last is not None and last.mean == pytest.approx(1.0), "the week before has no part in it"
    assert last.surprise == pytest.approx(find_surprise(9, 1.0, 0.0))


def test_twice_as_much_read_makes_twice_as_many_expected() -> None:
    days = NEEDED + 1
    counts, items = [2] * (days - 1) + [4], [10.0] * (days - 1) + [20.0]
    last = judge_stream(counts, items, [0] * days)[-1]
    assert last is not None and last.mean == pytest.approx(4.0) and last.surprise < 0.4


def test_a_known_event_is_exposure_on_its_days_and_no_day_is_left_out() -> None:
    days = NEEDED + 1
    counts, items = [2] * (days - 1) + [6], [10.0] * days
    known = [1.0] * (days - 1) + [3.0]
    plain, expected = (
        judge_stream(counts, items, [0] * days)[-1],
        judge_stream(counts, items, [0] * days, known=known)[-1],
    )
    assert plain is not None and expected is not None
    assert (expected.count, expected.mean) == (6, pytest.approx(6.0)) and plain.surprise > expected.surprise
    doubled = [2] * 20 + [4] * 10 + [2] * (days - 30)
    past = [1.0] * 20 + [2.0] * 10 + [1.0] * (days - 30)
    again = judge_stream(doubled, items, [0] * days, known=past)[-1]
    assert again is not None and again.mean == pytest.approx(2.0), "nor does it raise the yardstick of later days"


def test_a_day_on_which_nothing_was_read_is_not_judged() -> None:
    days = NEEDED + 1
    assert judge_stream([0] * days, [5.0] * (days - 1) + [0.0], [0] * days)[-1] is None


def test_poisson_days_are_as_surprising_as_their_chance_says() -> None:
    rng = np.random.default_rng(7)
    counts = rng.poisson(8, 3000).tolist()
    judged = judge_stream(counts, [100.0] * 3000, [n % 7 for n in range(3000)])
    tail = [j.surprise >= 1 for j in judged if j is not None]
    assert len(tail) == 3000 - NEEDED + 1
    assert 0.06 < sum(tail) / len(tail) < 0.13, "a tenth of the days have a chance of a tenth or less"
