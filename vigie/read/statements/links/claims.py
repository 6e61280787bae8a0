"""What a piece of text claims, cut down to what a comparison needs: content, names, negatives, opposites, numbers, days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.lang.tongue import load_tongue
from vigie.model import Document, Quantity, Span, When
from vigie.read.dates import find_dates
from vigie.read.layers import Layers, Word, find_layers
from vigie.read.quantities import find_quantities

STEM = 6
"""Letters of a lemma that make its stem: attaque and attaquer, confine and confinement are one."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_EMPTY = frozenset({"être", "avoir", "faire", "dire", "be", "have", "do", "say", "aller", "go"})
_CUTS = frozenset(",;:.!?()…")


@dataclass(frozen=True, slots=True)
class Clause:
    """The stems between two cuts, and how many negatives stand among them."""

    stems: frozenset[str]
    negatives: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What one piece of text claims. `marks` are keys of the lexicon of polarity, `sides` (key, side) of opposites."""

    lang: str
    size: int
    stems: frozenset[str]
    names: frozenset[str]
    clauses: tuple[Clause, ...]
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


def make_claim(lang: str, words: Sequence[Word], amounts: Iterable[Quantity], days: Iterable[When]) -> Claim:
    """Return what the words claim; of the numbers and days those that lie among them."""
    polarity = load_lexicon(lang, "polarity")
    lows, bases = [w.low for w in words], [w.base for w in words]
    hits = polarity.find_all(lows, bases)
    idle = {i for h in hits if h.entry.key == "not_turning" for i in range(h.start, h.end)}
    negatives = sorted({h.start for h in hits if h.entry.key == "not" and h.start not in idle})
    content = [w for w in words if _is_content(w)]
    spans = [Span(words[0].start, words[-1].end)] if words else []
    return Claim(
        lang,
        len(words),
        frozenset(find_stem(w) for w in content),
        frozenset(w.low for w in content if w.pos == "PROPN"),
        tuple(_find_clauses(lang, words, negatives)),
        len(negatives),
        frozenset(h.entry.key for h in hits),
        frozenset(_find_sides(lang, lows, bases)),
        frozenset(b for w in content for b in w.base.split("|")),
        tuple(q for q in amounts if any(s.start <= q.span.start < s.end for s in spans)),
        tuple(d for d in days if any(s.start <= d.span.start < s.end for s in spans)),
    )


def find_stem(word: Word) -> str:
    """Return the stem by which two forms of a word, or its noun and its verb, are known as one."""
    return word.base.split("|")[-1][:STEM]


def _is_content(word: Word) -> bool:
    return word.pos in _CONTENT and len(word.base) > 2 and word.base not in _EMPTY


def _find_clauses(lang: str, words: Sequence[Word], negatives: Sequence[int]) -> Iterable[Clause]:
    """Yield the clauses by their marks and joining words."""
    at, among = 0, set(negatives)
    for i in range(len(words) + 1):
        if i == len(words) or words[i].low in _CUTS or words[i].pos in {"SCONJ"} or words[i].low in _joints(lang):
            here = words[at:i]
            stems = frozenset(find_stem(w) for w in here if _is_content(w))
            count = sum(n in among for n in range(at, i))
            if stems or count:
                yield Clause(stems, count)
            at = i + 1 if i < len(words) and words[i].low in _CUTS else i


@lru_cache(maxsize=8)
def _joints(lang: str) -> frozenset[str]:
    return {"fr": frozenset(("mais", "qui", "dont", "car")), "en": frozenset(("but", "which", "who"))}.get(lang, frozenset())


def _find_sides(lang: str, lows: Sequence[str], bases: Sequence[str]) -> Iterable[tuple[str, int]]:
    lexicon: Lexicon = load_lexicon(lang, "opposites")
    for hit in lexicon.find_all(lows, bases):
        yield hit.entry.key, hit.entry.phrases.index(hit.phrase) % 2
