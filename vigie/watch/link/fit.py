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
from vigie.watch.link.shingles import find_words
from vigie.watch.link.subjects import find_called, find_capitals, find_lands, find_subjects

Grams = npt.NDArray[np.uint32]
GRAM = 3
STEM = 5
"""A name is known by its first letters, since its end is bent in many languages."""
TITLE_CHARS = 160
"""Without a title the first words of the text stand for it."""
LEAD_CHARS = 3_500
"""News begins with what is new; a long text would hold the letters of any title, and half the names of the world."""
SHARED_SHOWN = 6
WEIGHTS = (-6.6, 7.8, 4.1)
"""Fitted by logistic regression to the pairs of `tgcontest_pairs`' train and honey pools (`docs/link.md`)."""
ABROAD = (-6.0, 20.0)
"""Set by hand for want of pairs to fit: even odds when the marks shared weigh 0.3 of those of the text with fewer."""
READ = (-8.0, 13.3, 12.1)
"""Fitted in the same way to the corpus's stories of odd number and its train texts; the constant, for B-cubed F1."""
TITLES = (6.0, 0.7)
"""Set by hand: in one language, how much a title weighs, and how much of it the other report must have to speak for it."""
NAMES_PRIOR = 6.0
MARKS_PRIOR = 8.0
SUBJECTS_PRIOR = 2.0
"""Rarity added to what a text names, so that one or two names in common do not make a story of a short text."""
COLD = 10
"""Documents that are taken as seen before the first, so that rarity has a scale from the beginning."""
RUBRIC = 3
"""A title that so many reports bear which are no copies is the name of a series, and says nothing of what is in it."""
BAR = 0.5
HALF_LIFE_DAYS = 5.0
"""A story that was silent for so many days needs twice the odds to be joined."""

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_ALIKE = str.maketrans("ё", "е")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a piece is compared by, made once. `grams` hold the title's too; `rubric` is the title's words, to be counted."""

    key: str
    lang: str | None
    day: str
    title: Grams
    grams: Grams
    names: frozenset[str]
    marks: frozenset[str]
    called: frozenset[str]
    subjects: frozenset[str]
    shown: dict[str, Mark]
    rubric: str

    @property
    def terms(self) -> frozenset[str]:
        """Return what other languages may share."""
        return self.marks | self.called | self.subjects


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
        self._titles: dict[str, npt.NDArray[np.float64]] = {}

    def add(self, profile: Profile, sign: int = 1) -> None:
        """Return nothing; count a document in, or out again with `sign` -1."""
        self._documents += sign
        self._titles.clear()
        terms: Iterable[str | int] = [*profile.grams.tolist(), *profile.names, *profile.terms, profile.rubric]
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

    def weigh_title(self, profile: Profile) -> npt.NDArray[np.float64]:
        """Return how rare each of the title's runs of characters is; all nothing for the name of a series."""
        held = self._titles.get(profile.key)
        if held is None:
            known = self.count(profile.rubric) < RUBRIC
            held = np.array([self.weigh(n) if known else 0.0 for n in profile.title.tolist()])
            self._titles[profile.key] = held
        return held


def make_profile(piece: Piece) -> Profile:
    """Return what the piece is compared by."""
    body = piece.text[:LEAD_CHARS]
    title = piece.title or body.strip()[:TITLE_CHARS]
    whole = f"{title}\n{body}"
    subjects = find_subjects(whole, piece.lang)
    called = [*find_called(whole), *find_lands(whole, piece.lang)] if subjects else []
    return Profile(
        piece.key, piece.lang, piece.reported, find_grams(title), find_grams(whole), find_names(whole),
        _terms(piece.marks), _terms(called), _terms(subjects),
        {mark.term: mark for mark in reversed([*piece.marks, *called, *subjects])}, f"title {' '.join(find_words(title))}",
    )  # fmt: skip


def _terms(marks: Iterable[Mark]) -> frozenset[str]:
    return frozenset(mark.term for mark in marks)


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
    return frozenset(fold(word).translate(_ALIKE)[:STEM] for word in find_capitals(text))


def score_fit(a: Profile, b: Profile, rarity: Rarity) -> Fit:
    """Return how well two documents fit one story, and what they share.

    p = 1 / (1 + exp(-logit)). Of two documents in languages that Vigie reads, the same one or two, the logit is
    w0 + ws S + wn N, in one language with wt (T - t0) too: S is the share of the subjects that they have in common and N the share of what one names that the
    other names too. Else, within a language: w0 + wt T + wn N, T being the share of each title's runs of characters that
    the other document has; across languages N is that of the marks alone. All shares are by rarity.
    """
    if a.subjects and b.subjects:
        logit, shared = _score_read(a, b, rarity)
    elif a.lang is not None and b.lang is not None and a.lang != b.lang:
        logit = ABROAD[0] + ABROAD[1] * score_held(a.marks, b.marks, rarity, MARKS_PRIOR)
        shared = a.marks & b.marks
    else:
        titles = score_titles(a, b, rarity)
        named = score_held(a.names | a.marks, b.names | b.marks, rarity, NAMES_PRIOR)
        logit = WEIGHTS[0] + WEIGHTS[1] * titles + WEIGHTS[2] * named
        shared = (a.names & b.names) | (a.marks & b.marks)
    surest = (a.marks & b.marks) | a.subjects
    first = sorted(shared, key=lambda term: (term not in surest, -rarity.weigh(term), term))[:SHARED_SHOWN]
    return Fit(1 / (1 + math.exp(-logit)), tuple(first))


def _score_read(a: Profile, b: Profile, rarity: Rarity) -> tuple[float, frozenset[str]]:
    subjects = score_subjects(a, b, rarity)
    named = score_held(a.marks | a.called, b.marks | b.called, rarity, MARKS_PRIOR)
    logit = READ[0] + READ[1] * subjects + READ[2] * named
    if a.lang == b.lang:
        logit += TITLES[0] * (score_titles(a, b, rarity) - TITLES[1])
    return logit, a.terms & b.terms


def score_subjects(a: Profile, b: Profile, rarity: Rarity) -> float:
    """Return the share of the subjects, by rarity, that both documents have: of each, and the geometric mean."""
    both, *each = (math.fsum(map(rarity.weigh, side)) for side in (a.subjects & b.subjects, a.subjects, b.subjects))
    return both / (math.sqrt(each[0] * each[1]) + SUBJECTS_PRIOR) if both else 0.0


def score_held(a: frozenset[str], b: frozenset[str], rarity: Rarity, prior: float) -> float:
    """Return the share of the terms of one document, by rarity, that the other has; the greater of the two shares."""
    both = math.fsum(rarity.weigh(term) for term in a & b)
    fewer = min(math.fsum(rarity.weigh(term) for term in side) for side in (a, b))
    return both / (fewer + prior) if both else 0.0


def score_titles(a: Profile, b: Profile, rarity: Rarity) -> float:
    """Return the share of each title, by rarity of its runs of characters, that the other document has; their mean."""
    return (_hold(a, b, rarity) + _hold(b, a, rarity)) / 2


def _hold(a: Profile, b: Profile, rarity: Rarity) -> float:
    weights = rarity.weigh_title(a)
    whole = float(weights.sum())
    return float(weights[np.isin(a.title, b.grams, assume_unique=True)].sum()) / whole if whole else 0.0
