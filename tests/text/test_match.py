"""Phrases are found longest first, in one pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.text.match import PhraseMatcher

PLACES = PhraseMatcher({"york": [("york",)], "new_york": [("new", "york")], "bay": [("new", "york", "bay")]})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("in New York today", [(1, 3, "new_york")]),
        ("New York Bay", [(0, 3, "bay")]),
        ("york and new york", [(0, 1, "york"), (2, 4, "new_york")]),
        ("new ideas", []),
        ("new new york", [(1, 3, "new_york")]),
        ("", []),
    ],
)
def test_the_longest_phrase_wins(words: str, expected: list[tuple[int, int, str]]) -> None:
    assert PLACES.find(words.split()) == expected


def test_a_phrase_of_two_keys_gives_both() -> None:
    assert PhraseMatcher({"a": [("x",)], "b": [("x",), ("x",)]}).find(["X"]) == [(0, 1, "a"), (0, 1, "b")]


def test_a_phrase_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="without words"):
        PhraseMatcher({"a": [()]})


@given(st.lists(st.sampled_from(["new", "york", "bay", "x"])))
def test_matches_are_sorted_and_apart(words: list[str]) -> None:
    found = PLACES.find(words)
    assert all(a[1] <= b[0] for a, b in zip(found, found[1:], strict=False))
    assert all(tuple(words[s:e]) in {("york",), ("new", "york"), ("new", "york", "bay")} for s, e, _ in found)
