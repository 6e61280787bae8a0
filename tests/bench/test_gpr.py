"""The bench of alarms: its interval by hand, and no date of a crisis without its place among the days."""

from __future__ import annotations

import pytest

from bench.gpr import BEFORE, FROM, find_interval, load_days
from bench.shared import NoShared


def test_the_interval_by_hand() -> None:
    low, high = find_interval(26, 29)
    assert (round(low, 3), round(high, 3)) == (0.736, 0.964)
    assert find_interval(29, 29)[1] == pytest.approx(1.0)


@pytest.mark.shared
def test_no_day_near_a_crisis_is_ordinary() -> None:
    try:
        held = load_days()
    except NoShared as missing:
        pytest.skip(str(missing))
    ordinary = held.ordinary()
    assert len(held.crises) == 29 and not any(ordinary[i] or ordinary[i - BEFORE] for i in held.crises)
    assert all(day >= FROM for day, fits in zip(held.days, ordinary, strict=True) if fits)
