"""Pooling: odds, not numbers, are averaged; nobody is surer than the clip; the exponent waits for its questions."""

from __future__ import annotations

import random

import numpy as np
import pytest

from vigie.assess.pool import CLIP, NEEDED, Exponent, fit_exponent, pool
from vigie.errors import JudgmentError


def test_one_judge_is_pooled_to_the_judgment_itself_and_few_are_said_to_be_few() -> None:
    alone = pool([0.3])
    assert alone.probability == pytest.approx(0.3) and alone.judges == 1
    assert alone.note == "only 1 of 3 judges: one view more or less, not a crowd's"
    assert "only 2 of 3" in (pool([0.3, 0.4]).note or "") and pool([0.3, 0.4, 0.5]).note is None


def test_order_does_not_matter_and_yes_and_no_are_treated_alike() -> None:
    rng = random.Random("pool")
    for _ in range(100):
        held = [rng.uniform(0.001, 0.999) for _ in range(rng.randint(1, 9))]
        found = pool(held)
        assert found.probability == pytest.approx(pool(held[::-1]).probability)
        assert 1 - found.probability == pytest.approx(pool([1 - p for p in held]).probability)
        assert max(CLIP, found.low) - 1e-12 <= found.probability <= min(1 - CLIP, found.high) + 1e-12


def test_one_careless_certainty_does_not_outweigh_the_others() -> None:
    assert pool([1e-9, 0.8, 0.8, 0.8]).probability == pool([CLIP, 0.8, 0.8, 0.8]).probability > 0.3
    assert pool([0.0, 1.0]).probability == pytest.approx(0.5)


def test_mean_and_spread_stand_beside_it() -> None:
    found = pool([0.1, 0.1, 0.7])
    assert (found.mean, found.low, found.high) == (pytest.approx(0.3), 0.1, 0.7)
    assert found.spread == pytest.approx(np.std([0.1, 0.1, 0.7])) and found.probability < found.mean


def test_an_exponent_above_one_makes_surer() -> None:
    sharp = Exponent(value=2.0, low=1.5, high=2.5, resolved=300, fitted=2.3)
    assert pool([0.8], exponent=sharp).probability == pytest.approx(16 / 17)
    assert pool([0.5], exponent=sharp).probability == 0.5


def make_panels(count: int, exponent: float, seed: int) -> tuple[list[list[float]], list[int]]:
    """Return panels whose mean log odds must be multiplied by the exponent to be right."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 1.2, count)
    came = (rng.uniform(size=count) < 1 / (1 + np.exp(-exponent * logits))).astype(int)
    return [[float(1 / (1 + np.exp(-x)))] * 3 for x in logits], came.tolist()


def test_below_a_hundred_questions_nothing_is_fitted() -> None:
    found = fit_exponent(*make_panels(NEEDED - 1, 2.0, 1), rng=np.random.default_rng(1))
    assert found == Exponent(resolved=NEEDED - 1) and found.value == 1.0 and found.fitted is None


@pytest.mark.parametrize("true", [0.6, 1.0, 1.8])
def test_the_fitted_exponent_is_near_the_true_one_and_shrunk_towards_one(true: float) -> None:
    found = fit_exponent(*make_panels(3000, true, 2), rng=np.random.default_rng(1))
    assert found.fitted == pytest.approx(true, rel=0.15)
    assert abs(found.value - 1) <= abs((found.fitted or 0) - 1)
    assert found.low is not None and found.high is not None and found.low <= found.value <= found.high
    few = fit_exponent(*make_panels(100, true, 2))
    assert few.value == pytest.approx(1 + ((few.fitted or 0) - 1) / 2) and few.low is None


def test_when_all_came_true_the_exponent_stays_within_bounds() -> None:
    found = fit_exponent([[0.9]] * 200, [1] * 200, rng=np.random.default_rng(1))
    assert found.fitted == pytest.approx(4.0, abs=1e-6) and found.value == pytest.approx(3.0, abs=1e-6)


def test_nothing_and_nonsense_are_refused_in_words() -> None:
    with pytest.raises(JudgmentError, match="there is no judgment"):
        pool([])
    for held in ([1.1, 0.5], [-0.1], [float("nan")]):
        with pytest.raises(JudgmentError, match="outside 0 to 1"):
            pool(held)
    with pytest.raises(JudgmentError, match="one outcome a panel"):
        fit_exponent([[0.5]], [])
