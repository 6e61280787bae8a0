"""The harness of the ranking's measure: ranks by hand, and a past that ends where it should."""

from __future__ import annotations

import numpy as np
import pytest

from bench.icews import Events, ask, find_ranks, score_strictly
from bench.violence import score_ece, score_skill
from vigie.assess.forecast.rules import learn_rules

BEFORE = np.array([[0, 0, 1, d] for d in range(5)] + [[0, 0, 2, 1], [3, 0, 2, 2]])
ASKED = np.array([[0, 0, 1, 5], [0, 0, 2, 5], [3, 0, 2, 6], [0, 0, 3, 6]])


def test_ranks_leave_other_true_answers_out_and_average_ties() -> None:
    assert find_ranks(np.array([5.0, 4.0, 3.0, 3.0, 1.0]), [1, 2]).tolist() == [2, 2.5]
    assert find_ranks(np.zeros(5), [0]).tolist() == [3]


@pytest.mark.parametrize("frozen", [False, True])
def test_later_rows_change_no_earlier_rank(frozen: bool) -> None:
    events = Events(BEFORE, ASKED, 4, 1)
    changed = Events(BEFORE, np.concatenate([ASKED[:2], [[2, 0, 3, 6], [1, 0, 3, 6]]]), 4, 1)
    rules = learn_rules(events.history(5), until=5)
    first, second = (ask(e, rules, frozen=frozen).reciprocal[:4] for e in (events, changed))
    assert first.tolist() == second.tolist()
    assert ask(events, rules, frozen=frozen, score=score_strictly).mrr > 0


def test_every_asked_answer_is_explained() -> None:
    events = Events(BEFORE, ASKED, 4, 1)
    found = ask(events, learn_rules(events.history(5), until=5), frozen=False, explained=8)
    assert (found.explained, found.wrong, len(found.reciprocal)) == (8, 0, 8)


def test_skill_and_calibration_by_hand() -> None:
    outcomes = np.array([1.0, 0.0])
    assert score_skill(np.array([0.75, 0.25]), outcomes, 0.5) == pytest.approx(0.75)
    assert score_ece(np.full(30, 0.5), np.tile([0.0, 0.0], 15)) == pytest.approx(0.5)
