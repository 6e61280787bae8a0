"""How large an exercise is told to be: in the sentence that names it, in the next one, and never by last year's run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.watch.signals.readings import Report, view_of
from vigie.watch.signals.routine import find_routine, load_packaged
from vigie.watch.signals.routine.records import RoutineMatch


def found(tmp_path: Path, day: str, lang: str, text: str) -> list[RoutineMatch]:
    view, texts = view_of(tmp_path, Report(day, text, lang=lang), at=day)
    return list(find_routine(view, load_packaged(), texts))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Philippines and the United States began the Balikatan exercise on Monday. Some 52,000 troops are "
         "taking part."),
        ("en", "The Philippines and the United States will start the Balikatan exercise on 12 May. It will bring together "
         "52,000 soldiers, officials said."),
        ("fr", "Les Philippines et les États-Unis ont lancé lundi l'exercice Balikatan. Quelque 52 000 soldats y "
         "participent."),
    ],
)  # fmt: skip
def test_how_many_take_part_may_stand_in_a_sentence_of_its_own(tmp_path: Path, lang: str, text: str) -> None:
    (match,) = found(tmp_path, "2031-05-06", lang, text)
    assert "size" in {departure.kind for departure in match.departures}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The Philippines and the United States began the Balikatan exercise on Monday. Last year 52,000 troops took "
         "part."),
        ("en", "The Philippines and the United States began the Balikatan exercise on Monday. Some 52,000 people live on "
         "the island."),
        ("fr", "Les Philippines et les États-Unis ont lancé lundi l'exercice Balikatan. L'an dernier, 52 000 soldats y "
         "avaient pris part."),
    ],
)  # fmt: skip
def test_the_size_of_another_year_or_of_something_else_is_none(tmp_path: Path, lang: str, text: str) -> None:
    (match,) = found(tmp_path, "2031-05-06", lang, text)
    assert "size" not in {departure.kind for departure in match.departures}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Last year some 16,000 soldiers took part in the Balikatan exercise."),
        ("en", "Usually some 16,000 soldiers take part in the Balikatan exercise."),
        ("fr", "L'an dernier, 16 000 soldats avaient participé à l'exercice Balikatan."),
        ("fr", "D'ordinaire, 16 000 soldats prennent part à l'exercice Balikatan."),
    ],
)
def test_what_is_told_of_other_years_is_no_run_of_this_one(tmp_path: Path, lang: str, text: str) -> None:
    matches = found(tmp_path, "2031-12-02", lang, text)
    assert {match.stage for match in matches} <= {"mentioned"}
    assert [d for match in matches for d in match.departures] == []


def test_two_exercises_in_one_text_leave_open_which_is_meant(tmp_path: Path) -> None:
    text = (
        "The Philippines and the United States began the Balikatan exercise on Monday. Han Kuang begins in July. "
        "Some 52,000 troops are taking part."
    )
    matches = found(tmp_path, "2031-05-06", "en", text)
    assert [d.kind for match in matches for d in match.departures if d.kind == "size"] == []
