"""How well two documents fit one story: a number between 0 and 1, and what they share.

Within a language it rests on characters alone, so that it serves languages that Vigie does not read, and on the records
where there are any. Across languages it rests on the records.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vigie.text.fold import fold
from vigie.watch.link.piece import Mark, Piece

Grams = npt.NDArray[np.uint32]
GRAM = 3
STEM = 5
"""A name is known by its first letters, since its end is bent in many languages."""
TITLE_CHARS = 160
"""Without a title the first words of the text stand for it."""
SHARED_SHOWN = 6
WEIGHTS = (-6.6, 7.8, 4.1)
"""Fitted by logistic regression to the pairs of `tgcontest_pairs`' train and honey pools (`docs/link.md`)."""
ABROAD = (-6.0, 20.0)
"""Set by hand for want of pairs to fit: even odds when the marks shared weigh 0.3 of those of the text with fewer."""
NAMES_PRIOR = 6.0
MARKS_PRIOR = 8.0
"""Rarity added to what a text names, so that one or two names in common do not make a story of a short text."""
COLD = 10
"""Documents that are taken as seen before the first, so that rarity has a scale from the beginning."""
BAR = 0.5
HALF_LIFE_DAYS = 10.0
"""A story that was silent for so many days needs twice the odds to be joined."""

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(".!?…\n")
_OPENERS = "«»\"“”„'’( "
_ALIKE = str.maketrans("ё", "е")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a piece is compared by, made once. `grams` hold the title's too."""

    key: str
    lang: str | None
    day: str
    title: Grams
    grams: Grams
    names: frozenset[str]
    marks: frozenset[str]
    shown: dict[str, Mark]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two documents fit: the score, and the terms that they share, the rarest first."""

    score: float
    shared: tuple[str, ...] = ()


class Rarity:
    """In how many of the documents in the window a term stands."""

    def __init__(self) -> None:
        self._documents = 0
        self._having: dict[str | int, int] = {}

    def add(self, profile: Profile, sign: int = 1) -> None:
        """Return nothing; count a document in, or out again with `sign` -1."""
        self._documents += sign
        terms: Iterable[str | int] = [*profile.grams.tolist(), *profile.names, *profile.marks]
        for term in terms:
            count = self._having.get(term, 0) + sign
            if count:
                self._having[term] = count
            else:
                del self._having[term]

    def count(self, term: str | int) -> int:
        """Return how many documents have the term."""
        return self._having.get(term, 0)

    def weigh(self, term: str | int) -> float:
        """Return how rare the term is: log((N + 11) / (n + 1)) for n of N documents.

        Spärck Jones (1972), Journal of Documentation 28, 11-21; the 10 documents added make the first day usable.
        """
        return math.log((self._documents + COLD + 1) / (self._having.get(term, 0) + 1))


def make_profile(piece: Piece) -> Profile:
    """Return what the piece is compared by."""
    body = piece.text
    title = piece.title or body.strip()[:TITLE_CHARS]
    return Profile(
        piece.key, piece.lang, piece.reported, find_grams(title), find_grams(f"{title}\n{body}"),
        find_names(f"{title}\n{body}"), frozenset(mark.term for mark in piece.marks),
        {mark.term: mark for mark in reversed(piece.marks)},
    )  # fmt: skip


def find_grams(text: str) -> Grams:
    """Return numbers for the runs of three characters inside words and at their edges, each once, in order."""
    found: set[int] = set()
    for word in set(_WORD.findall(fold(text).translate(_ALIKE))):
        edged = f" {word} "
        found.update(zlib.crc32(edged[n : n + GRAM].encode()) for n in range(len(edged) - GRAM + 1))
    return np.array(sorted(found), np.uint32)


def find_names(text: str) -> frozenset[str]:
    """Return the beginnings of words that stand with a capital inside a sentence.

    >>> sorted(find_names("Le port est fermé, dit Arden. La garde de Brume attend."))
    ['arden', 'brume']
    """
    found = set()
    for match in _LETTERS.finditer(text):
        if match.group()[0].isupper() and not _begins_sentence(text, match.start()):
            found.add(fold(match.group()).translate(_ALIKE)[:STEM])
    return frozenset(found)


def _begins_sentence(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and text[at] in _OPENERS:
        at -= 1
    return at < 0 or text[at] in _STOPS


def score_fit(a: Profile, b: Profile, rarity: Rarity) -> Fit:
    """Return how well two documents fit one story, and what they share.

    Within a language: p = 1 / (1 + exp(-(w0 + wt T + wn N))), T being the share of each title's runs of characters
    that the other document has, N the share of the names and marks of one that the other has, both by rarity. Across
    languages N is that of the marks alone, and T is left out. The weights are those of `python -m bench.stories --fit`.
    """
    abroad = a.lang is not None and b.lang is not None and a.lang != b.lang
    if abroad:
        named = score_held(a.marks, b.marks, rarity, MARKS_PRIOR)
        logit = ABROAD[0] + ABROAD[1] * named
        shared = a.marks & b.marks
    else:
        titles = score_titles(a, b, rarity)
        named = score_held(a.names | a.marks, b.names | b.marks, rarity, NAMES_PRIOR)
        logit = WEIGHTS[0] + WEIGHTS[1] * titles + WEIGHTS[2] * named
        shared = (a.names & b.names) | (a.marks & b.marks)
    first = sorted(shared, key=lambda term: (-rarity.weigh(term), term))[:SHARED_SHOWN]
    return Fit(1 / (1 + math.exp(-logit)), tuple(first))


def score_held(a: frozenset[str], b: frozenset[str], rarity: Rarity, prior: float) -> float:
    """Return the share of the terms of one document, by rarity, that the other has; the greater of the two shares."""
    both = math.fsum(rarity.weigh(term) for term in a & b)
    fewer = min(math.fsum(rarity.weigh(term) for term in side) for side in (a, b))
    return both / (fewer + prior) if both else 0.0


def score_titles(a: Profile, b: Profile, rarity: Rarity) -> float:
    """Return the share of each title, by rarity of its runs of characters, that the other document has; their mean."""
    return (_held_grams(a.title, b.grams, rarity) + _held_grams(b.title, a.grams, rarity)) / 2


def _held_grams(title: Grams, grams: Grams, rarity: Rarity) -> float:
    weights = np.array([rarity.weigh(n) for n in title.tolist()])
    whole = float(weights.sum())
    return float(weights[np.isin(title, grams, assume_unique=True)].sum()) / whole if whole else 0.0
