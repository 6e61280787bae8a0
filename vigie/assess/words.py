"""Numbers and words of likelihood: ours, which are numbers with a word; and sources', which are words with an interval."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vigie.errors import JudgmentError
from vigie.model import Statement
from vigie.model.judgment import WORDS
from vigie.store import FiledStatement

ELICITED, ASSUMED = "elicited", "assumed"
_ELICITED_IN = "en"
_DIGITS = 12  # 0.15 + 0.05 is 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What a source's word of likelihood is taken to mean: an interval, and on what ground.

    `basis` is `elicited` when people were asked about that very word, else `assumed`; `median` only stands beside an
    interval that was elicited. `differs` says in which way the reader's interval is another than the elicited one.
    """

    low: float
    high: float
    basis: str
    word: str | None = None
    median: float | None = None
    differs: str | None = None


def find_word(probability: float) -> str:
    """Return the ICD 203 word of a number; on a boundary the word nearer to the middle.

    >>> [find_word(p) for p in (0.02, 0.05, 0.2, 0.5, 0.55, 0.8, 0.95, 0.96)]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['almost_no_chance', 'very_unlikely', 'unlikely', 'roughly_even_chance', 'roughly_even_chance', 'likely',
     'very_likely', 'almost_certain']

    Intelligence Community Directive 203 (2 January 2015), D.6.e.2.a.
    """
    if not 0.0 <= probability <= 1.0:
        raise JudgmentError(f"probability {probability}: give a number between 0 and 1, such as 0.35")
    number = round(probability, _DIGITS)
    if number <= 0.5:
        return [word for word, low, _ in WORDS if low <= number][-1]
    return next(word for word, _, high in WORDS if number <= high)


def find_range(word: str) -> tuple[float, float]:
    """Return the numbers that an ICD 203 word stands for.

    >>> find_range("unlikely")
    (0.2, 0.45)
    """
    for name, low, high in WORDS:
        if name == word:
            return low, high
    raise JudgmentError(f"word {word!r}: is none of ICD 203; use one of {', '.join(name for name, _, _ in WORDS)}")


def name_word(word: str, lang: str = "en") -> str:
    """Return the word as it is shown in that language, in English where the language has none.

    >>> name_word("roughly_even_chance"), name_word("unlikely", "fr")
    ('roughly even chance', 'improbable')
    """
    names = _load()["names"]
    return str(names.get(lang, names["en"]).get(word, word))


@cache
def _load() -> Mapping[str, Any]:
    path = Path(__file__).with_name("likelihood.yaml")
    loaded: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return loaded


@cache
def load_elicited() -> tuple[Sourced, ...]:
    """Return what people take English words to mean, one entry a word, longest word first."""
    found = [
        Sourced(
            low=float(entry["low"]), high=float(entry["high"]), median=float(entry["median"]), basis=ELICITED, word=word
        )
        for entry in _load()["elicited"]
        for word in entry["phrases"]
    ]
    return tuple(sorted(found, key=lambda s: -len(s.word or "")))


def read_likelihood(low: float, high: float, *, lang: str | None, words: str = "") -> Sourced:
    """Return what a likelihood that was read in a text is taken to mean.

    `low` and `high` are the interval that the reader gives the word, `words` the text it stands in. Where one of the
    elicited words of English stands there, its elicited interval is returned, and `differs` says when the reader's is
    another. Everything else is the reader's interval, and assumed: other languages, and words that nobody was asked
    about, though a pack may put them with one that was.

    >>> read_likelihood(0.05, 0.30, lang="en", words="a move is unlikely this week").basis
    'elicited'
    >>> read_likelihood(0.05, 0.30, lang="en", words="it is doubtful that they move").basis
    'assumed'
    >>> read_likelihood(0.05, 0.30, lang="fr", words="un départ est peu probable").basis
    'assumed'
    """
    found = _find_elicited(low, high, words) if lang == _ELICITED_IN else None
    if found is None:
        return Sourced(low=low, high=high, basis=ASSUMED)
    if (low, high) == (found.low, found.high):
        return found
    differs = f"the reader gives {low:.2f} to {high:.2f}, people {found.low:.2f} to {found.high:.2f}"
    return Sourced(
        low=found.low, high=found.high, basis=ELICITED, word=found.word, median=found.median, differs=differs
    )


def _find_elicited(low: float, high: float, words: str) -> Sourced | None:
    """Return the elicited word that stands in the text; of several the one whose interval is nearest to the reader's."""
    rest, held = words.lower(), []
    for entry in load_elicited():
        pattern = rf"(?<!\w){entry.word}(?!\w)"
        if re.search(pattern, rest):
            held.append(entry)
            rest = re.sub(pattern, " ", rest)  # "highly likely" holds no "likely"
    return min(held, key=lambda s: abs(s.low - low) + abs(s.high - high), default=None)


def read_filed(statement: FiledStatement, *, lang: str | None) -> Sourced | None:
    """Return what the likelihood of a filed statement is taken to mean, or None when it has none.

    `lang` is the language of its document (`FiledDocument.lang`).
    """
    if statement.likelihood is None:
        return None
    low, high = statement.likelihood
    return read_likelihood(low, high, lang=lang, words=statement.words)


def read_stated(statement: Statement, text: str, *, lang: str | None) -> Sourced | None:
    """Return what the likelihood of a statement that was just read is taken to mean, or None when it has none."""
    found = statement.likelihood
    return None if found is None else read_likelihood(found.low, found.high, lang=lang, words=found.span.slice(text))
