"""Descriptions that take up somebody named before: fuller names, interviews, headlines."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


def _speakers(text: str, lang: str) -> list[str | None]:
    return [s.speaker.name if s.speaker else None for s in read_text(text, lang=lang).statements]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "The Norland Harbour Authority met on Monday. The authority said that the quay was shut.", "Norland Harbour Authority"),
        ("fr", "Le ministère norvégien des Transports s'est réuni lundi. Le ministère a déclaré que le quai fermait.", "ministère norvégien des Transports"),
    ],
)  # fmt: skip
def test_a_description_takes_up_who_was_named(lang: str, text: str, name: str) -> None:
    assert name in _speakers(text, lang)


def test_an_answer_in_an_interview_is_of_the_person_introduced() -> None:
    text = (
        "Trois questions sur le port\n\nLise Morvan dirige le port de Brest. Nous l'avons jointe hier.\n\n"
        "Que s'est-il passé ?\n\n« Une grue est tombée dans le bassin. »\n\n"
        "Qui va payer ?\n\n« Nous ne le savons pas encore. »\n"
    )
    assert set(_speakers(text, "fr")) == {"Lise Morvan"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Two officials said that the quay was shut."),
        ("en", "Residents said that the road was flooded."),
        ("fr", "Des riverains ont déclaré que le quai fermait."),
    ],
)
def test_persons_whom_a_phrase_leaves_unnamed_are_nobody(lang: str, text: str) -> None:
    assert _speakers(text, lang) == [None]


def test_a_spokeswoman_of_a_body_is_somebody() -> None:
    assert _speakers("A spokeswoman for the Norland Harbour Authority said that the quay was shut.", "en") != [None]
