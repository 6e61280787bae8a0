"""The fast tagger: a linear chain over surface features, for every sentence of every document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_FEATURES: dict[str, tuple[str, ...]] = {}


def _word_features(word: str) -> tuple[str, ...]:
    """Return the features of a word alone, cached: the same few thousand words make most of any text."""
    found = _FEATURES.get(word)
    if found is None:
        low = word.lower().replace("’", "'")
        shape = "A" if word.isupper() else "T" if word[:1].isupper() else "d" if word[:1].isdigit() else "l"
        if not word[:1].isalnum():
            shape = "p"
        found = (low, "s3=" + low[-3:], "s2=" + low[-2:], "s4=" + low[-4:], "p3=" + low[:3], "h=" + shape)
        if len(_FEATURES) < 200_000:
            _FEATURES[word] = found
    return found


def find_features(words: Sequence[str]) -> list[list[str]]:
    """Return the features of each word of a sentence."""
    own = [_word_features(w) for w in words]
    last = len(own) - 1
    rows = []
    for i, (low, s3, s2, s4, p3, shape) in enumerate(own):
        before = own[i - 1] if i else None
        after = own[i + 1] if i < last else None
        row = ["w=" + low, s2, s3, s4, p3, shape]
        if before is None:
            row.append("first" + shape)
        else:
            row += ["-1=" + before[0], "-" + before[1], "-1" + before[5] + shape]
        if after is None:
            row.append("last")
        else:
            row += ["+1=" + after[0], "+" + after[1], "+1" + after[5]]
        rows.append(row)
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
