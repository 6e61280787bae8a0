"""Offsets go from the clean text to the raw one and back, or say that they cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.text.offsets import OffsetMap, Piece

# raw:   <p>R&amp;D</p>   clean: R&D
KNOWN = OffsetMap([Piece(0, 1, 3, 4), Piece(1, 2, 4, 9), Piece(2, 3, 9, 10)])


@pytest.mark.parametrize(
    ("clean", "raw"), [((0, 3), (3, 10)), ((1, 2), (4, 9)), ((2, 3), (9, 10)), ((3, 4), None), ((1, 1), None)]
)
def test_a_clean_span_is_found_in_the_raw_text(clean: tuple[int, int], raw: tuple[int, int] | None) -> None:
    assert KNOWN.find_raw(clean) == raw


@pytest.mark.parametrize(("raw", "clean"), [((3, 10), (0, 3)), ((5, 6), (1, 2)), ((0, 2), None), ((10, 12), None)])
def test_a_raw_span_is_found_in_the_clean_text(raw: tuple[int, int], clean: tuple[int, int] | None) -> None:
    assert KNOWN.find_clean(raw) == clean


def test_pieces_that_go_on_one_for_one_are_joined() -> None:
    assert OffsetMap([Piece(0, 2, 5, 7), Piece(2, 4, 7, 9)]).pieces == (Piece(0, 4, 5, 9),)


def test_a_clean_character_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        OffsetMap([Piece(0, 2, 0, 2), Piece(1, 3, 5, 7)])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5), st.integers(0, 4)), max_size=20), st.data())
def test_a_span_comes_back_from_the_raw_text(parts: list[tuple[int, int, int]], data: st.DataObject) -> None:
    pieces, clean, raw = [], 0, 0
    for lost, kept, added in parts:
        clean, raw = clean + added, raw + lost
        pieces.append(Piece(clean, clean + kept, raw, raw + kept))
        clean, raw = clean + kept, raw + kept
    known = OffsetMap(pieces)
    start = data.draw(st.integers(0, clean))
    span = start, data.draw(st.integers(start, clean))
    found = known.find_raw(span)
    if found is not None:
        assert known.find_clean(found) == span
