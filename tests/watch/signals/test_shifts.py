"""Shifts of one speaker in reports of our own, read for real."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.watch.signals.reporting import Report, view_of
from vigie.watch.signals.shifts import find_shifts
from vigie.watch.signals.tell import tell

SHIFTED = {
    "a denial becomes an admission": (
        ("en", "Foreign Minister Marja Salo said Velmark's aircraft did not bomb the bridge at Brelle."),
        ("en", "Marja Salo admitted on Friday that Velmark's aircraft had bombed the bridge at Brelle."),
        {"denied_then_said"},
    ),
    "an admission in another language": (
        ("fr", "Marja Salo, ministre des Affaires étrangères, a nié que Velmark ait bombardé le pont de Brelle."),
        ("en", "Marja Salo admitted that Velmark had bombed the bridge at Brelle."),
        {"denied_then_said_that"},
    ),
    "a claim is taken back": (
        ("fr", "« Velmark a bombardé le port de Harsk », a déclaré Kjell Arden."),
        ("fr", "« Velmark n'a pas bombardé le port de Harsk », a reconnu Kjell Arden."),
        {"said_then_denied"},
    ),
    "a likelihood moves up": (
        ("en", '"An attack on the northern depots is unlikely," said Ida Torv, head of Ostarian intelligence.'),
        ("en", '"An attack on the northern depots is highly likely," Ida Torv said.'),
        {"more_likely"},
    ),
    "reassurance turns to threat": (
        ("en", '"There is no threat to the northern depots," said General Olav Brenn.'),
        ("en", '"They will pay for it at the northern depots," General Olav Brenn warned.'),
        {"reassurance_then_threat", "reassurance_then_warning"},
    ),
    "looked and saw nothing, then saw something": (
        ("en", '"We have seen no change in the posture of Danish naval forces near Gdansk," General Olav Brenn said.'),
        ("en", '"We have seen a clear change in the posture of Danish naval forces near Gdansk," General Olav Brenn said.'),
        {"unseen_then_seen"},
    ),
    "there are none, there are some": (
        ("en", '"There are no Danish sailors in Gdansk," Kjell Arden told the council in Poland.'),
        ("en", '"There are Danish sailors in Gdansk, some two hundred of them," Kjell Arden said in Poland.'),
        {"denied_then_said"},
    ),
}  # fmt: skip
Told = tuple[str, str]


def reports(before: Told, after: Told, days: tuple[str, str] = ("2031-05-03", "2031-05-09")) -> list[Report]:
    held = zip((before, after), days, strict=True)
    return [Report(lang, day, text, f"paper{n}") for n, ((lang, text), day) in enumerate(held)]


@pytest.mark.parametrize("name", SHIFTED)
def test_what_a_speaker_departs_from_is_found(name: str, tmp_path: Path) -> None:
    before, after, forms = SHIFTED[name]
    found = find_shifts(view_of(tmp_path, *reports(before, after)))
    assert len(found) == 1 and found[0].form in forms
    assert (found[0].value("a_source"), found[0].value("b_source")) == ("paper0", "paper1")
    assert all(found[0].value("b_words") in tell(found[0], lang) for lang in ("en", "fr"))


def test_on_one_day_nobody_can_say_what_came_first(tmp_path: Path) -> None:
    before, after, _ = SHIFTED["a likelihood moves up"]
    assert find_shifts(view_of(tmp_path, *reports(before, after, ("2031-05-03", "2031-05-03")))) == ()


def test_who_repeats_himself_does_not_shift(tmp_path: Path) -> None:
    before, _, _ = SHIFTED["a denial becomes an admission"]
    assert find_shifts(view_of(tmp_path, *reports(before, before))) == ()


def test_another_person_of_that_name_does_not_shift(tmp_path: Path) -> None:
    before, after, _ = SHIFTED["a likelihood moves up"]
    other = (after[0], after[1].replace("Ida Torv", "Gunnar Torv"))
    assert find_shifts(view_of(tmp_path, *reports(before, other))) == ()


def test_intervals_that_overlap_may_be_the_same_judgment(tmp_path: Path) -> None:
    before = ("en", '"An attack on the northern depots is likely," said Ida Torv, head of Ostarian intelligence.')
    after = ("en", '"An attack on the northern depots is highly likely," Ida Torv said.')
    assert find_shifts(view_of(tmp_path, *reports(before, after))) == ()


def test_another_subject_is_no_shift(tmp_path: Path) -> None:
    before, _, _ = SHIFTED["a likelihood moves up"]
    after = ("en", '"A strike on the southern railway is highly likely," Ida Torv said.')
    assert find_shifts(view_of(tmp_path, *reports(before, after))) == ()


def test_a_report_that_recalls_what_was_said_before_is_no_new_shift(tmp_path: Path) -> None:
    said = ("en", '"There are Velmark divers in Riga harbour, in Latvia," Kjell Arden said.')
    recalled = (
        "en",
        'On Monday Kjell Arden said: "There are no Velmark divers in Riga harbour, in Latvia." '
        'Now Kjell Arden says: "There are Velmark divers in Riga harbour, in Latvia."',
    )
    assert find_shifts(view_of(tmp_path, *reports(said, recalled))) == ()


def test_a_quotation_given_longer_is_no_shift(tmp_path: Path) -> None:
    cut = ("en", '"The garrison in Narvik will be doubled," Marja Salo said in Norway.')
    full = ("en", '"I never said that the garrison in Narvik will be doubled," Marja Salo said in Norway.')
    assert not [
        s for s in find_shifts(view_of(tmp_path, *reports(cut, full))) if "ruled_out" in s.form or "denied" in s.form
    ]
