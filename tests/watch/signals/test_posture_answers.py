"""What a denial is worth once the claim that it answers has lapsed, and what a rumour is worth at any time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.watch.signals.readings import Report, view_of
from vigie.watch.signals.posture import find_posture

MOVED = "India's warships have left Mumbai, Pakistani intelligence chief Tariq Zaman said."
DENIED = "India denied that its warships had left Mumbai."
LOOKED = "We have seen no change in the posture of India's navy, British admiral Ned Holt said."


def state(tmp_path: Path, *reports: Report, later: int) -> str:
    view, texts = view_of(tmp_path, *reports, at="2031-05-04")
    at = view.at + dt.timedelta(days=later)
    return next(line.state for line in find_posture(replace(view, at=at), texts) if line.actor == "IND")


def test_contested_ages_into_unknown_and_not_into_calm(tmp_path: Path) -> None:
    reports = (Report("2031-05-02", MOVED), Report("2031-05-04", DENIED, "post"))
    states = [state(tmp_path, *reports, later=days) for days in range(40)]
    assert states[0] == "contested" and states[-1] == "unknown"
    assert "unchanged" not in states


def test_somebody_who_looked_still_says_that_nothing_changed(tmp_path: Path) -> None:
    reports = (Report("2031-05-02", MOVED), Report("2031-05-04", LOOKED, "post"))
    states = [state(tmp_path, *reports, later=days) for days in range(40)]
    assert states[0] == "contested" and "unchanged" in states and states[-1] == "unknown"


def test_a_denial_that_answers_nothing_known_is_what_it_was(tmp_path: Path) -> None:
    assert state(tmp_path, Report("2031-05-04", DENIED), later=0) == "unchanged"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "According to persistent rumours, Greek fighter jets were redeployed to Crete."),
        ("en", "Unverified messages say that Greek fighter jets were redeployed to Crete."),
        ("fr", "Selon des rumeurs insistantes, des chasseurs grecs ont été déployés en Crète."),
    ],
)
def test_a_rumour_is_nobody(tmp_path: Path, lang: str, text: str) -> None:
    view, texts = view_of(tmp_path, Report("2031-05-04", text, lang=lang), at="2031-05-04")
    assert [line.state for line in find_posture(view, texts)] == []
