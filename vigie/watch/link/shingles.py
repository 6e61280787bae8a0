"""Texts as sets of numbers: one for every three words in a row, so that texts can be laid over each other quickly."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Container, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from vigie.text.fold import fold, make_whole

Numbers = npt.NDArray[np.uint64]
LONG = 3
_WORD = re.compile(r"\w+")
_FACTORS = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


def find_words(text: str) -> list[str]:
    """Return the words without capitals and marks, which differ from one outlet to the next.

    >>> find_words("« L'OTAN », dit-il")
    ['l', 'otan', 'dit', 'il']
    """
    return _WORD.findall(fold(text))


def hash_words(words: Sequence[str]) -> str:
    """Return what tells one sequence of words from another."""
    return hashlib.sha256(make_whole(" ".join(words)).encode("utf-8")).hexdigest()


def find_shingles(words: Sequence[str]) -> Numbers:
    """Return one number for every three words in a row, each once, in order of size; the same in every run."""
    if len(words) < LONG:
        return np.empty(0, np.uint64)
    ids = np.fromiter((_number(word) for word in words), np.uint64, len(words))
    mixed = sum((ids[n : len(ids) - LONG + 1 + n] * factor for n, factor in enumerate(_FACTORS)), np.uint64(0))
    mixed ^= mixed >> _HALF
    mixed *= _MIX
    return np.unique(mixed ^ (mixed >> _HALF))


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def find_lines(text: str) -> dict[str, str]:
    """Return the lines of the text by what tells their words apart; lines of one word or two are none."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        words = find_words(line)
        if len(words) >= LONG:
            found[hash_words(words)] = line
    return found


def leave_out(text: str, lines: Container[str]) -> list[str]:
    """Return the words of the text without the lines of these hashes."""
    kept: list[str] = []
    for line in text.splitlines():
        words = find_words(line)
        if len(words) < LONG or hash_words(words) not in lines:
            kept += words
    return kept


def count_shared(a: Numbers, b: Numbers) -> int:
    """Return how many numbers are in both; each holds a number once, in order of size."""
    return int(np.intersect1d(a, b, assume_unique=True).size)


def find_figures(words: Sequence[str]) -> Counter[str]:
    """Return the numbers written in digits, and how often each stands there."""
    return Counter(word for word in words if word.isdigit())


def share_figures(a: Counter[str], b: Counter[str]) -> float:
    """Return which share of the numbers of the text with fewer of them stands in the other too; 1 where it has none."""
    fewer = min(a.total(), b.total())
    return (a & b).total() / fewer if fewer else 1.0
