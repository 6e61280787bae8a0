"""Scores: parts that add up, groups of equal count, intervals that hold what they should, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vigie.assess.scores import (
    bootstrap,
    find_bins,
    score_brier,
    score_crps,
    score_ece,
    score_interval,
    score_log,
    score_quantile,
    score_skill,
    split_brier,
)
from vigie.errors import JudgmentError


@pytest.mark.parametrize("bins", [None, 1, 5, 10, 1000])
def test_the_parts_of_a_brier_score_add_up_to_it(bins: int | None) -> None:
    rng = np.random.default_rng(3)
    p = rng.beta(0.5, 0.8, 237).round(2)
    o = (rng.uniform(size=p.size) < p).astype(int)
    parts = split_brier(p, o, bins=bins)
    total = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert total == pytest.approx(score_brier(p, o), abs=1e-12)
    assert parts.reliability >= 0 and parts.resolution >= 0 and (bins or not parts.within)


def test_who_says_the_base_rate_has_neither_reliability_error_nor_resolution() -> None:
    parts = split_brier([0.25] * 4, [1, 0, 0, 0])
    assert (parts.reliability, parts.resolution, parts.uncertainty) == (0.0, 0.0, 0.1875)


def test_what_was_held_impossible_and_came_is_infinitely_surprising() -> None:
    assert score_log([0.0], [1]) == math.inf and score_log([1.0], [0]) == math.inf
    assert score_log([0.0, 1.0], [0, 1]) == 0.0


def test_calibration_error_sees_what_is_wrong_and_little_where_nothing_is() -> None:
    rng = np.random.default_rng(5)
    p = rng.uniform(size=4000)
    o = (rng.uniform(size=p.size) < p).astype(int)
    assert score_ece(p, o) < 0.03
    assert score_ece(np.clip(p + 0.2, 0, 1), o) > 0.15


def test_groups_are_of_equal_count_and_few_where_there_are_few() -> None:
    p, o = np.linspace(0.01, 0.99, 103), [0, 1] * 51 + [0]
    assert [b.count for b in find_bins(p, o)] == [11, 11, 11] + [10] * 7
    assert [b.count for b in find_bins(p[:13], o[:13])] == [7, 6] and len(find_bins([0.4], [1])) == 1
    assert all(b.low <= b.came <= b.high for b in find_bins(p, o))


def test_crps_of_one_member_is_the_distance_and_more_members_that_agree_change_nothing() -> None:
    assert score_crps([3.0], 5.0) == 2.0 and score_crps([3.0] * 9, 5.0) == pytest.approx(2.0)
    assert score_crps([5.0, 1.0, 3.0], 2.0) == score_crps([1.0, 3.0, 5.0], 2.0)


def test_an_interval_is_two_quantiles() -> None:
    low, high, y, level = 10.0, 20.0, 23.0, 0.8
    pinball = score_quantile(low, y, level=0.1) + score_quantile(high, y, level=0.9)
    assert score_interval(low, high, y, level=level) == pytest.approx(pinball * 2 / (1 - level))


def test_skill_is_none_for_the_reference_itself_and_cannot_beat_one_without_loss() -> None:
    assert score_skill([0.1, 0.2], [0.1, 0.2]) == 0.0
    assert score_skill([0.0], [0.0]) == 0.0 and score_skill([0.1], [0.0]) == -math.inf
    assert score_skill([0.3, 0.3], [0.1, 0.2]) == pytest.approx(-1.0)


def test_an_interval_of_the_mean_holds_the_true_mean_as_often_as_it_says() -> None:
    rng, held = np.random.default_rng(11), 0
    for n in range(200):
        found = bootstrap(lambda s: float(s.mean()), rng.exponential(size=60), rng=np.random.default_rng(n), rounds=400)
        assert found.low is not None and found.high is not None
        held += found.low <= 1.0 <= found.high
    assert 0.86 <= held / 200 <= 0.99


def test_columns_are_drawn_alike_and_the_same_dice_give_the_same_interval() -> None:
    a = np.arange(30.0)
    same = bootstrap(lambda x, y: float(np.abs(x - y).sum()), a, a, rng=np.random.default_rng(1))
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
    one, two = (bootstrap(lambda x: float(x.mean()), a, rng=np.random.default_rng(4)) for _ in range(2))
    assert one == two
    alone = bootstrap(lambda x: float(x.mean()), [0.25], rng=np.random.default_rng(1))
    assert (alone.value, alone.low, alone.high, alone.count) == (0.25, None, None, 1)


@pytest.mark.parametrize(
    ("p", "o", "fault"),
    [
        ([], [], "one at least"),
        ([0.5], [1, 0], "as many of both"),
        ([1.2], [1], "outside 0 to 1"),
        ([-0.1], [1], "outside 0 to 1"),
        ([float("nan")], [1], "outside 0 to 1"),
        ([0.5], [2], "neither 0 nor 1"),
    ],
)
def test_what_cannot_be_scored_is_refused_in_words(p: list[float], o: list[int], fault: str) -> None:
    for score in (score_brier, score_log, score_ece, split_brier, find_bins):
        with pytest.raises(JudgmentError, match=fault):
            score(p, o)  # type: ignore[operator]


def test_numbers_that_are_none_are_refused_in_words() -> None:
    for call in (
        lambda: score_crps([], 1.0),
        lambda: score_crps([1.0, math.inf], 1.0),
        lambda: score_crps([1.0], math.nan),
        lambda: score_crps([1.0], 1.0, fair=True),
        lambda: score_quantile(1.0, 1.0, level=1.0),
        lambda: score_interval(2.0, 1.0, 1.0, level=0.5),
        lambda: score_skill([0.1], [0.1, 0.2]),
        lambda: bootstrap(lambda s: 0.0, [], rng=np.random.default_rng(1)),
    ):
        with pytest.raises(JudgmentError):
            call()
