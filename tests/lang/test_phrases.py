"""Which phrases may begin at a word, and where they match."""

from __future__ import annotations

import random

import pytest

from vigie.lang.phrases import Firsts, Rows, match_from, parse_phrase

PHRASES = ["no", "no ~sign of", "no .. change", "no ... ~change", "no ~sign|word", "no ...", "no ... ~be ... at all"]


def _rows(phrases: list[str]) -> Rows[str]:
    return Rows((number, parse_phrase(phrase), phrase) for number, phrase in enumerate(phrases))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("no sign of it", ["no", "no ~sign of", "no ~sign|word", "no ..."]),
        ("no word", ["no", "no ~sign|word", "no ..."]),
        ("no , big change", ["no", "no .. change", "no ... ~change", "no ..."]),
        ("no", ["no", "no ..."]),
    ],
)
def test_the_next_words_leave_the_phrases_that_may_match(words: str, found: list[str]) -> None:
    row = words.split()
    assert [phrase for _, _, phrase in _rows(PHRASES).find(0, row, row)] == found


def test_no_phrase_that_matches_is_left_out() -> None:
    rng = random.Random("phrases")
    rows = _rows(PHRASES)
    for _ in range(500):
        words = [
            "no",
            *rng.choices(["no", "sign", "of", "change", "word", "be", "at", "all", ",", "x"], k=rng.randrange(9)),
        ]
        lemmas = [rng.choice([word, f"{word}|other", f"other|{word}"]) for word in words]
        may = {phrase for _, _, phrase in rows.find(0, words, lemmas)}
        does = {p for p in PHRASES if match_from(parse_phrase(p), 0, 0, words, lemmas) is not None}
        assert does <= may


def test_a_gap_takes_four_words_and_no_mark_where_it_is_plain() -> None:
    def match(phrase: str, text: str) -> int | None:
        words = text.split()
        return match_from(parse_phrase(phrase), 0, 0, words, words)

    assert match("no ... change", "no a b c d change") == 6
    assert match("no ... change", "no a b c d e change") is None
    assert match("no ... change", "no , change") == 3
    assert match("no .. change", "no , change") is None


def test_a_word_of_two_lemmas_begins_the_phrases_of_both() -> None:
    firsts: Firsts[str] = Firsts()
    for number, lemma in enumerate(("see", "saw")):
        firsts.add(lemma, (number, parse_phrase(f"~{lemma}"), lemma))
    assert [[kept for _, _, kept in rows.find(0, ["saw"], ["saw|see"])] for rows in firsts["saw|see"]] == [
        ["saw"],
        ["see"],
    ]
    assert firsts["look"] == ()
