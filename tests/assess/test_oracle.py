"""Our scores are those that others compute: 10,000 random cases, and exact arithmetic where the others lose digits."""

from __future__ import annotations

import pytest

from bench.scores import AIM, compare_log, compare_scores

pytest.importorskip("scoringrules")


def test_ten_thousand_random_cases_differ_by_less_than_the_aim() -> None:
    found = compare_scores(10_000, seed=7)
    assert set(found) == {"Brier", "log", "CRPS", "CRPS, fair", "quantile", "interval"}
    assert max(found.values()) <= AIM, found


def test_the_log_score_of_tiny_numbers_is_exact() -> None:
    assert compare_log(500) <= AIM
