"""Alarms at a budget: from the past alone, never more often than asked for, and never without enough past."""

from __future__ import annotations

import pytest

from vigie.watch.signals.baseline_alarm import (
    Verdict,
    find_achieved,
    find_maxima,
    find_placebo,
    find_verdicts,
    needed_days,
)


def test_how_much_past_is_needed_by_hand() -> None:
    assert (needed_days(12), needed_days(365.25), needed_days(1)) == (30, 0, 365)


def test_ranks_by_hand() -> None:
    found = find_verdicts([1.0, 2.0, 3.0, 3.0, 4.0], alarm_days=365.25)
    assert [v.rank for v in found if v] == [1.0, 1 / 2, 1 / 3, 1 / 2, 1 / 5]
    assert [v.past for v in found if v] == [0, 1, 2, 3, 4]


def test_there_is_no_alarm_without_enough_past() -> None:
    assert find_verdicts([float(n) for n in range(30)], alarm_days=12) == [None] * 30
    rising = find_verdicts([float(n) for n in range(31)], alarm_days=12)
    assert rising[-1] == Verdict(rank=1 / 31, past=30, alarm=True)
    assert find_verdicts([1.0] * 40, alarm_days=12)[-1] == Verdict(rank=1.0, past=39, alarm=False)


def test_what_comes_later_changes_no_verdict() -> None:
    days = [float((n * 37) % 101) for n in range(200)]
    assert find_verdicts(days, alarm_days=20)[:120] == find_verdicts(days[:120], alarm_days=20)


def test_alarms_keep_to_their_budget_while_nothing_changes() -> None:
    days = [float((n * 7919) % 10_007) for n in range(6000)]
    achieved = find_achieved(find_verdicts(days, alarm_days=20))
    assert achieved is not None and 14 < achieved < 26


def test_days_that_could_not_be_judged_are_no_past() -> None:
    found = find_verdicts([None, 1.0, None, 2.0], alarm_days=365.25)
    assert [v and v.past for v in found] == [None, 0, None, 1]


def test_the_achieved_rate_and_the_placebo_by_hand() -> None:
    days = [Verdict(rank=0.5, past=9, alarm=a) for a in (False, True, False, False, False)]
    assert find_placebo(days, days=2) == 1 / 2
    assert find_achieved(days) == pytest.approx(365.25 / 5)
    assert find_achieved([None]) is None and find_placebo([None]) is None


def test_the_maximum_is_of_the_streams_that_could_be_judged() -> None:
    assert find_maxima([[None, 1.0, None], [2.0, 3.0, None]]) == [2.0, 3.0, None]
