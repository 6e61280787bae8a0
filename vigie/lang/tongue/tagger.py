"""The fast tagger: a linear chain over surface features, for every sentence of every document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple


class _Features(NamedTuple):
    """What a word tells of itself, of the word behind it and of the one before it, as crfsuite wants it: in bytes."""

    own: tuple[bytes, ...]
    behind: tuple[bytes, ...]
    before: tuple[bytes, ...]
    shape: str


_FEATURES: dict[str, _Features] = {}
_FIRST, _LAST = "first", b"last"


def _word_features(word: str) -> _Features:
    """Return the features of a word alone, cached: the same few thousand words make most of any text."""
    found = _FEATURES.get(word)
    if found is None:
        low = word.lower().replace("’", "'")
        shape = "A" if word.isupper() else "T" if word[:1].isupper() else "d" if word[:1].isdigit() else "l"
        if not word[:1].isalnum():
            shape = "p"
        s3 = "s3=" + low[-3:]
        found = _Features(
            _encode("w=" + low, "s2=" + low[-2:], s3, "s4=" + low[-4:], "p3=" + low[:3], "h=" + shape),
            _encode("-1=" + low, "-" + s3),
            _encode("+1=" + low, "+" + s3, "+1h=" + shape),
            shape,
        )
        if len(_FEATURES) < 200_000:
            _FEATURES[word] = found
    return found


def _encode(*features: str) -> tuple[bytes, ...]:
    return tuple(feature.encode() for feature in features)


@cache
def _pair(before: str, shape: str) -> bytes:
    """Return the feature of two shapes beside each other, or of the first word's."""
    return f"{_FIRST}h={shape}".encode() if before == _FIRST else f"-1h={before}h={shape}".encode()


def find_features(words: Sequence[str]) -> list[list[bytes]]:
    """Return the features of each word of a sentence."""
    found = [_word_features(word) for word in words]
    rows = []
    before: tuple[bytes, ...] = ()
    shape = _FIRST
    for features in found:
        rows.append([*features.own, *before, _pair(shape, features.shape)])
        before, shape = features.behind, features.shape
    for row, features in zip(rows, found[1:], strict=False):
        row += features.before
    if rows:
        rows[-1].append(_LAST)
    return rows


class Tagger:
    """A trained tagger, read from a crfsuite file."""

    def __init__(self, path: Path) -> None:
        import pycrfsuite

        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def tag(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the universal part of speech of each word."""
        if not words:
            return ()
        return tuple(self._tagger.tag(find_features(words)))
