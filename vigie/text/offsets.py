"""Where a character of the clean text stood in the raw text, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

Range = tuple[int, int]


class Piece(NamedTuple):
    """Characters of the clean text and the raw characters they come from; one for one when both have one length."""

    clean_start: int
    clean_end: int
    raw_start: int
    raw_end: int

    @property
    def is_even(self) -> bool:
        """Return whether the piece maps character by character."""
        return self.clean_end - self.clean_start == self.raw_end - self.raw_start


class OffsetMap:
    """Sorted pieces and two bisects. What lies in no piece has no counterpart: the map says None, never a guess.

    >>> known = OffsetMap([Piece(0, 2, 3, 5), Piece(2, 3, 5, 10)])   # "R&D" from "<p>R" + "&amp;" ... kept apart
    >>> known.find_raw((1, 3))
    (4, 10)
    """

    __slots__ = ("_by_clean", "_by_raw", "_clean_starts", "_raw_starts")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._by_clean = _joined(sorted(p for p in pieces if p.clean_end > p.clean_start))
        self._by_raw = sorted(self._by_clean, key=lambda p: (p.raw_start, p.raw_end))
        self._clean_starts = [p.clean_start for p in self._by_clean]
        self._raw_starts = [p.raw_start for p in self._by_raw]

    @classmethod
    def shifted(cls, length: int, by: int) -> OffsetMap:
        """Return the map of a text whose first `by` raw characters were dropped; `length` counts what was kept."""
        return cls([Piece(0, length, by, by + length)])

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the pieces in the order of the clean text."""
        return tuple(self._by_clean)

    def find_raw(self, span: Range) -> Range | None:
        """Return the raw range of a clean span, or None when its first or last character has no counterpart."""
        start, end = span
        if end <= start:
            return None
        first, last = self._raw_of(start), self._raw_of(end - 1)
        if first is None or last is None or last[1] <= first[0]:
            return None
        return first[0], last[1]

    def find_clean(self, span: Range) -> Range | None:
        """Return the clean range of a raw span, or None when its first or last character was dropped."""
        start, end = span
        if end <= start:
            return None
        first, last = self._clean_of(start), self._clean_of(end - 1)
        if first is None or last is None or last[1] <= first[0]:
            return None
        return first[0], last[1]

    def _raw_of(self, at: int) -> Range | None:
        index = bisect_right(self._clean_starts, at) - 1
        if index < 0 or at >= self._by_clean[index].clean_end:
            return None
        piece = self._by_clean[index]
        if not piece.is_even:
            return piece.raw_start, piece.raw_end
        raw = piece.raw_start + at - piece.clean_start
        return raw, raw + 1

    def _clean_of(self, at: int) -> Range | None:
        index = bisect_right(self._raw_starts, at) - 1
        if index < 0 or at >= self._by_raw[index].raw_end:
            return None
        piece = self._by_raw[index]
        if not piece.is_even:
            return piece.clean_start, piece.clean_end
        clean = piece.clean_start + at - piece.raw_start
        return clean, clean + 1


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with neighbours that go on one for one made into one."""
    kept: list[Piece] = []
    for piece in pieces:
        last = kept[-1] if kept else None
        if last is not None and piece.clean_start < last.clean_end:
            raise ValueError(f"offset map: {piece} overlaps {last}; give each clean character once")
        touching = last is not None and (last.clean_end, last.raw_end) == (piece.clean_start, piece.raw_start)
        if last is not None and touching and last.is_even and piece.is_even:
            kept[-1] = Piece(last.clean_start, piece.clean_end, last.raw_start, piece.raw_end)
        else:
            kept.append(piece)
    return kept
