"""Numbers in conflict in reports of our own: what cannot both be right, and what only looks so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.watch.signals.reporting import AT, Report, ledger_of, view_of
from vigie.watch.signals.numbers import find_number_conflicts
from vigie.watch.signals.tell import tell
from vigie.watch.view import Texts, load_view

TWELVE = ("fr", "L'attaque du pont de Brelle a fait douze morts, selon la police.")


def conflicts(folder: Path, *told: tuple[str, str], days: tuple[str, ...] = (), story: bool = True) -> list[str]:
    when = days or ("2031-05-02",) * len(told)
    held = [Report(lang, day, text, f"p{n}", story=0 if story else None)
            for n, ((lang, text), day) in enumerate(zip(told, when, strict=True))]  # fmt: skip
    return [s.state for s in find_number_conflicts(view_of(folder, *held))]


@pytest.mark.parametrize(
    ("other", "state"),
    [
        (("en", "At least 20 people were killed in the attack on the bridge at Brelle."), "12 | ≥ 20"),
        (("en", "The attack on the bridge at Brelle killed three people."), "3 | 12"),
        (("fr", "L'attaque du pont a tué entre trente et quarante personnes."), "12 | 30–40"),
    ],
)
def test_numbers_that_cannot_both_be_right_are_in_conflict(other: tuple[str, str], state: str, tmp_path: Path) -> None:
    assert conflicts(tmp_path, TWELVE, other) == [state]


@pytest.mark.parametrize(
    "other",
    [
        ("en", "At least 10 people were killed in the attack on the bridge at Brelle."),
        ("en", "About 12 people were killed in the attack on the bridge at Brelle."),
        ("en", "The attack on the bridge at Brelle wounded 40 people."),
        ("en", "The attack on the bridge at Brelle killed 12 people. Another 31 people were wounded."),
    ],
)
def test_numbers_that_fit_are_not(other: tuple[str, str], tmp_path: Path) -> None:
    assert conflicts(tmp_path, TWELVE, other) == []


def test_a_toll_that_rises_from_day_to_day_contradicts_nobody(tmp_path: Path) -> None:
    later = ("en", "The attack on the bridge at Brelle killed 20 people.")
    assert conflicts(tmp_path / "a", TWELVE, later, days=("2031-05-02", "2031-05-03")) == []
    assert conflicts(tmp_path / "b", later, TWELVE, days=("2031-05-02", "2031-05-03")) == ["12 | 20"]


def test_numbers_of_different_stories_are_not_held_beside_each_other(tmp_path: Path) -> None:
    other = ("en", "An attack on a depot killed three people.")
    assert conflicts(tmp_path, TWELVE, other, story=False) == []


def test_a_copy_that_gives_the_number_again_is_no_other_voice(tmp_path: Path) -> None:
    one, other = (Report(*lang_day, text, f"p{n}", story=0, copy_of=0 if n else None)
                  for n, (lang_day, text) in enumerate(((("fr", "2031-05-02"), TWELVE[1]),
                                                        (("fr", "2031-05-02"), TWELVE[1].replace("douze", "treize")))))  # fmt: skip
    assert find_number_conflicts(view_of(tmp_path, one, other)) == ()


def test_a_conflict_opens_into_the_records_and_the_places_of_both_numbers(tmp_path: Path) -> None:
    other = "At least 20 people were killed in the attack on the bridge at Brelle."
    view = view_of(tmp_path, Report(*TWELVE[:1], "2031-05-02", TWELVE[1], "a", story=0),
                   Report("en", "2031-05-02", other, "b", story=0))  # fmt: skip
    (found,) = find_number_conflicts(view)
    held = {q.words: f"{q.span.start}:{q.span.end}" for q in view.quantities}
    assert found.value("a_at") == held["douze"] and found.value("b_at") == held["At least 20"]
    assert {key[:24] for key in found.inputs} == set(view.documents)
    assert "douze" in tell(found, "fr") and "At least 20" in tell(found, "en")


def test_a_floor_far_below_what_somebody_else_gives_is_told(tmp_path: Path) -> None:
    mayor = ("en", "At least five people were killed in the attack on the bridge at Brelle, the mayor Ida Torv said.")
    doctors = ("fr", "L'attaque du pont de Brelle a fait douze morts, ont indiqué deux médecins.")
    assert conflicts(tmp_path / "a", mayor, doctors) == ["≥ 5 | 12"]
    assert conflicts(tmp_path / "b", mayor, doctors, days=("2031-05-02", "2031-05-03")) == []


def test_a_part_of_a_toll_is_no_toll(tmp_path: Path) -> None:
    whole = Report("en", "2031-05-02", "The attack on the bridge at Brelle wounded 14 people.", "p0", story=0)
    part = Report(
        "en", "2031-05-02", "After the attack on the bridge at Brelle two of the wounded were flown out.", "p1", story=0
    )
    with ledger_of(tmp_path, (whole, part)) as ledger:
        view = load_view(ledger, at=AT)
        assert find_number_conflicts(view, Texts(ledger, view)) == () != find_number_conflicts(view)
