"""What a piece of text claims, cut down to what a comparison needs: content, names, negatives, opposites, numbers, days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.lang.tongue import load_tongue
from vigie.model import Document, Quantity, When
from vigie.read.dates import find_dates
from vigie.read.layers import Word, find_layers
from vigie.read.quantities import find_quantities

STEM = 6
"""Letters of a lemma that make its stem: attaque and attaquer, confine and confinement are one."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What one piece of text claims. `marks` are keys of the lexicon of polarity, `sides` (key, side) of opposites."""

    stems: frozenset[str]
    negatives: int
    marks: frozenset[str]
    sides: frozenset[tuple[str, int]]
    bases: frozenset[str]
    amounts: tuple[Quantity, ...]
    days: tuple[When, ...]


def read_claim(text: str, lang: str) -> Claim:
    """Return what a text by itself claims."""
    layers = find_layers(Document("claim", text, lang, None, None, "real"), load_tongue(lang))
    dates = find_dates(layers)
    words = [w for s in layers.sentences for w in s.words]
    return make_claim(lang, words, find_quantities(layers, dates), dates)


def find_stems(lang: str, words: Sequence[Word]) -> frozenset[str]:
    """Return the stems of the words that carry content, as a claim has them."""
    return frozenset(find_stem(w) for w in _find_content(lang, words))


def _find_content(lang: str, words: Sequence[Word]) -> list[Word]:
    empty = _load_empty(lang)
    return [w for w in words if _is_content(w) and empty.isdisjoint(w.base.split("|"))]


@lru_cache(maxsize=None)
def _load_empty(lang: str) -> frozenset[str]:
    """Return the verbs that say little by themselves, by their lemmas."""
    entries = (e for e in load_lexicon(lang, "polarity").entries if e.key == "empty")
    return frozenset(lemma[1:] for e in entries for phrase in e.phrases for lemma in phrase.split("|"))


def make_claim(lang: str, words: Sequence[Word], amounts: Sequence[Quantity], days: Sequence[When]) -> Claim:
    """Return what the words claim; of the numbers and days, in reading order, those that lie among them."""
    polarity = load_lexicon(lang, "polarity")
    lows, bases = [w.low for w in words], [w.base for w in words]
    hits = polarity.find_all(lows, bases)
    idle = {i for h in hits if h.entry.key == "not_turning" for i in range(h.start, h.end)}
    negatives = sorted({h.start for h in hits if h.entry.key == "not" and h.start not in idle})
    content = _find_content(lang, words)
    return Claim(
        frozenset(find_stem(w) for w in content),
        len(negatives),
        frozenset(h.entry.key for h in hits),
        frozenset(_find_sides(lang, lows, bases)),
        frozenset(b for w in content for b in w.base.split("|")),
        tuple(_among(words, amounts)),
        tuple(_among(words, days)),
    )


_Record = TypeVar("_Record", Quantity, When)


def _among(words: Sequence[Word], records: Sequence[_Record]) -> Sequence[_Record]:
    """Return the records, in reading order, that begin between the first word and the last."""
    if not words:
        return ()
    at = bisect_left(records, words[0].start, key=lambda r: r.span.start)
    end = bisect_left(records, words[-1].end, key=lambda r: r.span.start)
    return records[at:end]


def find_stem(word: Word) -> str:
    """Return the stem by which two forms of a word, or its noun and its verb, are known as one."""
    return word.base.split("|")[-1][:STEM]


def _is_content(word: Word) -> bool:
    return word.pos in _CONTENT and len(word.base) > 2


def _find_sides(lang: str, lows: Sequence[str], bases: Sequence[str]) -> Iterable[tuple[str, int]]:
    lexicon: Lexicon = load_lexicon(lang, "opposites")
    for hit in lexicon.find_all(lows, bases):
        yield hit.entry.key, hit.entry.phrases.index(hit.phrase) % 2
