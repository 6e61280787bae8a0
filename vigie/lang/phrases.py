"""The phrases of lexicons: what one asks of a row of words, where it matches, and which of many may match at a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Generic, TypeVar

MAX_GAP = 4
KNOWN = 20_000
"""So many lemmas are remembered by a lexicon; then they are forgotten, so that a long watch does not fill the memory."""
Element = tuple[frozenset[str], frozenset[str]]
"""The words and the lemmas that may stand in one place; neither for a gap."""
Pattern = tuple[Element, ...]
_GAP: Element = (frozenset(), frozenset())
_PLAIN_GAP: Element = (frozenset({".."}), frozenset())
_GAPS = {"...": _GAP, "..": _PLAIN_GAP}
_ELIDED = {"que": "qu'", "de": "d'", "se": "s'", "ne": "n'"}
"""A phrase that names the one means the other too."""
T = TypeVar("T")


@lru_cache(maxsize=None)
def parse_phrase(phrase: str) -> Pattern:
    """Return the elements of a phrase."""
    return tuple(_GAPS.get(part) or _parse_element(part) for part in phrase.split())


@lru_cache(maxsize=None)
def _parse_element(part: str) -> Element:
    choices = part.split("|")
    words = {c for c in choices if c[0] != "~"}
    return frozenset(words | {_ELIDED[c] for c in words & _ELIDED.keys()}), frozenset(
        c[1:] for c in choices if c[0] == "~"
    )


def find_telling_words(phrase: str) -> frozenset[str]:
    """Return the words of the element that tells most of a phrase: where none of them stands, the phrase does not.

    >>> sorted(find_telling_words("au cours de|du|des"))
    ['cours']
    """
    elements = [part.split("|") for part in phrase.split() if part not in _GAPS]
    telling = max(elements, key=lambda words: min(map(len, words)))
    return frozenset([*telling, *(_ELIDED[word] for word in telling if word in _ELIDED)])


@lru_cache(maxsize=1 << 16)
def _split(lemma: str) -> tuple[str, ...]:
    """Return the lemmas a word may have."""
    return tuple(lemma.split("|"))


def match_from(pattern: Pattern, at: int, i: int, words: Sequence[str], lemmas: Sequence[str]) -> int | None:
    """Return the token index after the elements from `at` on when they stand from token `i` on, else None."""
    while at < len(pattern):
        if _is_gap(pattern[at]):
            return _match_behind(pattern, at, i, words, lemmas)
        if i >= len(words) or not _is_element(pattern[at], words[i], lemmas[i]):
            return None
        at, i = at + 1, i + 1
    return i


def _match_behind(pattern: Pattern, gap: int, i: int, words: Sequence[str], lemmas: Sequence[str]) -> int | None:
    """Return the token index after the elements behind a gap that opens at token `i`."""
    for after in range(i, max(min(i + MAX_GAP + 1, len(words)), i + 1)):
        if after > i and pattern[gap] is _PLAIN_GAP and _is_mark(words[after - 1]):
            return None
        end = match_from(pattern, gap + 1, after, words, lemmas)
        if end is not None:
            return end
    return None


def _is_gap(element: Element) -> bool:
    return element is _GAP or element is _PLAIN_GAP


def _is_element(element: Element, word: str, lemma: str) -> bool:
    words, lemmas = element
    if word in words or lemma in lemmas:
        return True
    return bool(lemmas) and "|" in lemma and not lemmas.isdisjoint(_split(lemma))


@lru_cache(maxsize=1 << 16)
def _is_mark(word: str) -> bool:
    return not any(c.isalnum() for c in word)


Row = tuple[int, Pattern, T]
"""A phrase with its place among all, and what is kept for it."""


class Rows(Generic[T]):
    """The phrases that begin alike, in order, told apart by the element after the first.

    Most words that begin a phrase begin many ("in", « se »), of which the next word leaves one or none.
    """

    __slots__ = ("_alone", "_next", "_behind")

    def __init__(self, rows: Iterable[Row[T]]) -> None:
        self._alone: list[Row[T]] = []
        self._next: _Choices[T] = ({}, {})
        self._behind: _Choices[T] = ({}, {})
        for row in rows:
            pattern = row[1]
            is_open = len(pattern) > 1 and _is_gap(pattern[1])
            follows = pattern[2:3] if is_open else pattern[1:2]
            if not follows or _is_gap(follows[0]):
                self._alone.append(row)
                continue
            for index, choices in zip(self._behind if is_open else self._next, follows[0], strict=True):
                for choice in choices:
                    index.setdefault(choice, []).append(row)

    def find(self, i: int, words: Sequence[str], lemmas: Sequence[str]) -> list[Row[T]]:
        """Return the phrases that may stand from token `i` on, where they begin."""
        found = self._alone
        if i + 1 < len(words):
            found = _choose(self._next, words[i + 1], lemmas[i + 1], found)
        if self._behind[0] or self._behind[1]:
            for after in range(i + 1, min(i + MAX_GAP + 2, len(words))):
                found = _choose(self._behind, words[after], lemmas[after], found)
        if found is self._alone or len(found) < 2:
            return found
        return sorted({row[0]: row for row in found}.values(), key=itemgetter(0))


_Choices = tuple[dict[str, list[Row[T]]], dict[str, list[Row[T]]]]
"""Phrases by the words and by the lemmas that one of their elements asks for."""


def _choose(choices: _Choices[T], word: str, lemma: str, found: list[Row[T]]) -> list[Row[T]]:
    """Return what was found before, with the phrases that ask for the word or for a lemma of it."""
    by_word, by_lemma = choices
    if word in by_word:
        found = found + by_word[word]
    if by_lemma:
        for part in _split(lemma):
            if part in by_lemma:
                found = found + by_lemma[part]
    return found


class Firsts(dict[str, tuple[Rows[T], ...]]):
    """The phrases that begin with each word or lemma; of a word that may have several lemmas, those of each.

    They are put in order when first met: most words that may begin a phrase are in no text.
    """

    def __init__(self) -> None:
        self.known: dict[str, list[Row[T]]] = {}

    def add(self, first: str, row: Row[T]) -> None:
        """Add a phrase behind those that begin alike."""
        self.known.setdefault(first, []).append(row)

    def __missing__(self, first: str) -> tuple[Rows[T], ...]:
        if len(self) >= KNOWN:
            self.clear()
        found = self[first] = tuple(Rows(self.known[part]) for part in first.split("|") if part in self.known)
        return found
