"""How calibration is counted, on numbers that can be checked by hand."""

from __future__ import annotations

import pytest

from bench.scoring.calibration import brier, ece, ece_by_chance, judge, reliability
from tests.bench.test_scoring import at, make_gold


def test_groups_are_of_equal_size_and_in_order() -> None:
    rated = [(0.9, True), (0.2, False), (0.4, True), (0.8, True)]
    low, high = reliability(rated, 2)
    assert (low.low, low.high, low.count, low.said, low.right) == (0.2, 0.4, 2, pytest.approx(0.3), 0.5)
    assert (high.low, high.high, high.count, high.said, high.right) == (0.8, 0.9, 2, pytest.approx(0.85), 1.0)
    assert ece(rated, 2) == pytest.approx((0.2 + 0.15) / 2)
    assert brier(rated) == pytest.approx((0.01 + 0.04 + 0.36 + 0.04) / 4)


def test_few_records_make_few_groups_and_none_no_figure() -> None:
    assert [b.count for b in reliability([(0.5, True)] * 3)] == [1, 1, 1]
    assert sum(b.count for b in reliability([(0.5, True)] * 57)) == 57
    assert (ece([]), brier([]), ece_by_chance([]), reliability([])) == (None, None, None, [])


def test_what_chance_shows_shrinks_with_more_records() -> None:
    few, many = ece_by_chance([(0.7, True)] * 50), ece_by_chance([(0.7, True)] * 2000)
    assert few is not None and many is not None and 0.0 < many < 0.05 < few < 0.25
    assert ece_by_chance([(0.7, True)] * 50) == few


def test_optional_statements_are_right_and_speakers_count_where_the_statement_is() -> None:
    def found(words: str, speaker: str | None, confidence: float) -> dict[str, object]:
        who = speaker and {"name": speaker, "entity": None, "confidence": confidence / 2}
        return {"content": [at(words)], "speaker": who, "confidence": confidence}

    reading = {
        "entities": [],
        "statements": [
            found("the ice will hold", "Kjell Ardén", 0.5), found("No", "Kjell Ardén", 0.8),
            found("they saw a light", None, 0.6), found("shelled the pier", "Norland", 0.4),
        ],
    }  # fmt: skip
    judged = judge(make_gold(), reading)
    assert judged.statements == [(0.5, True), (0.8, True), (0.6, True), (0.4, False)]
    assert judged.speakers == [(0.25, True), (0.4, False)]
