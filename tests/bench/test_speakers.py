"""The bench's own scorers, on tiny readings of our own. EXERCISE: nobody here exists."""

from __future__ import annotations

from typing import Any

import pytest

from bench.speakers import Score, find_keys, fold, is_named, score_speakers

TEXT = "EXERCISE. “The ports stay open,” said Kjell Ardén. Marja Salo said the fleet had left. “We wait,” he said."
SPEAKERS: list[dict[str, Any]] = [
    {"name": "Kjell Arden", "statements": ["The ports stay", "We wait"]},
    {"name": "Marja de Salo", "aliases": ["Saló-Berg"], "statements": ["the fleet had left"]},
]


def make_reading(*named: tuple[str, str | None]) -> dict[str, Any]:
    """Return a reading whose statements have these words as content and these speakers."""
    statements = [
        {
            "content": [[TEXT.index(words), TEXT.index(words) + len(words)]],
            "speaker": {"name": name} if name else None,
        }
        for words, name in named
    ]
    return {"document": {"text": TEXT}, "statements": statements}


def test_fold_leaves_words_without_accents_and_hyphens() -> None:
    assert fold("  Hamish de Bretton-Gordon’s  « Élan »") == "hamish de bretton gordon s elan"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Kjell Ardén", True), ("Mr. Arden", True), ("Ardennes", False), (None, False), ("", False)],
)
def test_a_speaker_is_known_by_whole_surname(name: str | None, expected: bool) -> None:
    assert is_named(name, find_keys(SPEAKERS)[0]) is expected


def test_an_alias_and_a_particle_count() -> None:
    keys = find_keys(SPEAKERS)[1]
    assert is_named("Salo", keys)
    assert is_named("Saló Berg", keys)


def test_a_shared_surname_and_an_office_count_only_as_a_whole() -> None:
    keys = find_keys([{"name": "Ana Roux"}, {"name": "Ivo Roux"}, {"name": "Ministry of Defence"}])
    assert not is_named("Roux", keys[0])
    assert is_named("Ivo Roux", keys[1])
    assert not is_named("Defence Secretary", keys[2])


def test_found_and_right_are_counted_apart() -> None:
    reading = make_reading(
        ("The ports stay open,", "Kjell Ardén"), ("the fleet had left", "Kjell Ardén"), ("We wait,", None)
    )
    assert score_speakers(reading, SPEAKERS) == Score(found=1, statements=3, seen=3, right=1)


def test_the_shortest_content_that_holds_the_words_decides() -> None:
    reading = make_reading(
        ("said Kjell Ardén. Marja Salo said the fleet had left", "Kjell Arden"), ("the fleet had left", "Marja Salo")
    )
    assert score_speakers(reading, SPEAKERS).right == 1


def test_a_reading_without_statements_finds_nobody() -> None:
    assert score_speakers(make_reading(), SPEAKERS) == Score(statements=3)
