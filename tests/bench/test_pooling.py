"""The bench of pooling: everybody's last number counts, and no question is pooled with an exponent of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pooling import PARTS, Panel, _group, fit_elsewhere, load_professionals
from bench.shared import NoShared, find_shared


def test_everybody_has_one_number_and_small_panels_are_left_out() -> None:
    rows = [("q1", "a", 0.2, 1), ("q1", "b", 0.4, 1), ("q1", "a", 0.3, 1), ("q2", "a", 0.9, 0)]
    assert _group(rows, least=1) == [Panel("q1", (0.3, 0.4), 1), Panel("q2", (0.9,), 0)]
    assert _group(rows, least=2) == [Panel("q1", (0.3, 0.4), 1)]


def test_a_question_has_no_part_in_the_exponent_it_is_pooled_with() -> None:
    panels = [Panel(f"q{n}", (0.5 + 0.004 * (n % 100),) * 3, int(n % 3 != 0)) for n in range(300)]
    before = fit_elsewhere(panels)
    changed = [Panel(p.question, (0.01,) * 3, 1 - p.came) if n % PARTS == 4 else p for n, p in enumerate(panels)]
    after = fit_elsewhere(changed)
    assert after[4] == before[4] and after[5] != before[5]


@pytest.mark.shared
def test_the_professionals_are_those_of_the_yardstick() -> None:
    try:
        folder: Path = find_shared() / "assess" / "forecasts"
        panels = load_professionals(folder)
    except NoShared as missing:
        pytest.skip(str(missing))
    loss = sum((sum(p.said) / len(p.said) - p.came) ** 2 for p in panels) / len(panels)
    assert round(loss, 4) == 0.1383
