"""Quotations of our own that were cut, and what was missing in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.watch.signals.reporting import Report, view_of
from vigie.watch.signals.cutquotes import find_cut_quotes
from vigie.watch.signals.tell import tell

SHORT_FR = "« Nous frapperons le port de Harsk », a déclaré jeudi le général Olav Brenn."
SHORT_EN = '"We will move the brigades to the border," General Olav Brenn said.'


@pytest.mark.parametrize(
    ("lang", "short", "full", "form"),
    [
        ("fr", SHORT_FR, "« Nous frapperons le port de Harsk si nos navires sont attaqués », avait déclaré Olav Brenn.",
         "given_in_full_condition"),
        ("en", SHORT_EN, '"If they cross the river, we will move the brigades to the border," General Olav Brenn had said.',
         "given_in_full_condition"),
        ("en", SHORT_EN, '"I do not believe that we will move the brigades to the border," General Olav Brenn had said.',
         "given_in_full_negation"),
        ("en", SHORT_EN, '"We will move the brigades to the border in the first days of June," General Olav Brenn had said.',
         "given_in_full_longer"),
    ],
)  # fmt: skip
def test_the_missing_part_says_what_was_cut(lang: str, short: str, full: str, form: str, tmp_path: Path) -> None:
    view = view_of(tmp_path, Report(lang, "2031-05-02", short, "a"), Report(lang, "2031-05-04", full, "b"))
    (found,) = find_cut_quotes(view)
    assert found.form == form and found.level == ("notice" if form.endswith("longer") else "watch")
    assert "…" in (found.value("missing") or "")
    assert all(found.value("b_words") in tell(found, lang) for lang in ("en", "fr"))


def test_a_quotation_cut_after_it_was_given_in_full_is_told_so(tmp_path: Path) -> None:
    full = "« Nous frapperons le port de Harsk si nos navires sont attaqués », a déclaré le général Olav Brenn."
    view = view_of(tmp_path, Report("fr", "2031-05-02", full, "a"), Report("fr", "2031-05-04", SHORT_FR, "b"))
    assert [s.form for s in find_cut_quotes(view)] == ["cut_condition"]


@pytest.mark.parametrize(
    "other",
    [
        '"We will move the brigades to the border," General Olav Brenn said on Monday.',
        '"If they cross the river, we will move the brigades to the border," Kjell Arden said.',
        '"If they cross the river, we will move two brigades to the border," General Olav Brenn said.',
    ],
)
def test_the_same_words_another_speaker_or_other_words_are_no_cut(other: str, tmp_path: Path) -> None:
    view = view_of(tmp_path, Report("en", "2031-05-02", SHORT_EN, "a"), Report("en", "2031-05-04", other, "b"))
    assert find_cut_quotes(view) == ()
