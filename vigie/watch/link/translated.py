"""Finds the text that another one translates: the same people, places and numbers in the same order, days apart at most.

Words are of no use across languages, records are. A translation keeps nearly all of them in order, a report of the same
thing does not; where the records are few, nobody can tell, and nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from vigie.watch.link.piece import Piece
from vigie.watch.link.window import find_gap

ORDERED = frozenset({"speaker", "name", "place", "number"})
DAYS = 3
FEWEST = 5
"""So many different marks must be shared; with fewer any two texts about one meeting look alike."""
IN_ORDER = 0.6
"""The share of all marks that the two texts have in the same order, of both lengths together."""
AGREE = 0.6
"""The share of the speakers, and of the numbers, that must be the same, of the text that has fewer of them."""
SMALL = 12
"""Numbers up to this are written out, counted and left out differently by each language."""
LONGER = 2.0
COMMON = 200
MOST = 12


class Translations:
    """The pieces of all languages by their marks."""

    def __init__(self) -> None:
        self._pieces: dict[str, tuple[Piece, tuple[str, ...]]] = {}
        self._having: dict[str, dict[str, None]] = {}

    def add(self, piece: Piece) -> None:
        """Return nothing; keep the piece, unless it has too few marks to be told by them."""
        terms = tuple(mark.term for mark in piece.marks if mark.kind in ORDERED)
        if piece.lang is None or len(set(terms)) < FEWEST:
            return
        self._pieces[piece.key] = (piece, terms)
        for term in terms:
            self._having.setdefault(term, {})[piece.key] = None

    def remove(self, piece: Piece) -> None:
        """Return nothing; forget the piece."""
        _, terms = self._pieces.pop(piece.key, (piece, ()))
        for term in set(terms):
            having = self._having[term]
            del having[piece.key]
            if not having:
                del self._having[term]

    def find(self, piece: Piece) -> tuple[str, float] | None:
        """Return the key of what the piece translates and the share of marks in order, or None; of equals the earliest."""
        terms = tuple(mark.term for mark in piece.marks if mark.kind in ORDERED)
        if piece.lang is None or len(set(terms)) < FEWEST:
            return None
        hits: Counter[str] = Counter()
        for term in dict.fromkeys(terms):
            having = self._having.get(term, {})
            if len(having) <= COMMON:
                hits.update(having.keys())
        best: tuple[str, float] | None = None
        for key, count in hits.most_common(MOST):
            share = _share(piece, terms, *self._pieces[key]) if count >= FEWEST else None
            if share is not None and (best is None or share > best[1]):
                best = (key, share)
        return best


def _share(a: Piece, a_terms: tuple[str, ...], b: Piece, b_terms: tuple[str, ...]) -> float | None:
    """Return the share of marks in the same order, or None when one text is no translation of the other."""
    if a.lang == b.lang or find_gap(a.reported, b.reported) > DAYS:
        return None
    lengths = sorted((len(a.text), len(b.text)))
    if lengths[1] > LONGER * lengths[0]:
        return None
    if _agreement(a.speakers, b.speakers) < AGREE or _agreement(_large(a.numbers), _large(b.numbers)) < AGREE:
        return None
    matched = sum(block.size for block in SequenceMatcher(None, a_terms, b_terms, autojunk=False).get_matching_blocks())
    share = 2 * matched / (len(a_terms) + len(b_terms))
    return share if share >= IN_ORDER else None


def _agreement(a: Iterable[str], b: Iterable[str]) -> float:
    """Return the share of what both have, of the one that has fewer; 1 when one has none."""
    mine, theirs = Counter(a), Counter(b)
    fewer = min(mine.total(), theirs.total())
    return (mine & theirs).total() / fewer if fewer else 1.0


def _large(numbers: tuple[str, ...]) -> Iterator[str]:
    return (n for n in numbers if abs(float(n)) > SMALL)
