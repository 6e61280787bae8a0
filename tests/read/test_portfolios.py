"""Two portfolios of one minister in a text are flagged; portfolios of two, of another time or of like name are not."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


def flagged(text: str, lang: str) -> list[str]:
    reading = read_text(text, lang=lang)
    return [text[slice(*f.span)] for f in reading.flags if f.kind == "role_mismatch"]


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("Ada Krol, the transport minister, opened the quay. Late on Monday Krol, the health minister, went home.", "en", "the health minister"),
        ("Culture minister Ada Krol opened the quay. The minister of forestry said it was safe.", "en", "The minister of forestry"),
        ("Lise Aubin, ministre de la Santé, a ouvert le quai. Mme Aubin, la ministre des Transports, est repartie.", "fr", "la ministre des Transports"),
    ],
)  # fmt: skip
def test_a_second_portfolio_of_the_same_minister_is_flagged(text: str, lang: str, words: str) -> None:
    assert flagged(text, lang) == [words]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ada Krol, the transport minister, met Paul Lang, the health minister. The health minister left early.", "en"),
        ("Ada Krol, the transport minister, opened the quay. Krol, the former health minister, went home.", "en"),
        ("Ada Krol, the finance minister, opened the quay. Krol, the treasury secretary, went home.", "en"),
        ("Prime minister Ada Krol opened the quay. The prime minister went home.", "en"),
        ("Lise Aubin, ministre de la Santé, a ouvert le quai. Mme Aubin, ancienne ministre des Transports, est repartie.", "fr"),
    ],
)  # fmt: skip
def test_other_ministers_other_times_and_other_names_are_not(text: str, lang: str) -> None:
    assert flagged(text, lang) == []
