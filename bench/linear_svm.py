"""A linear support vector machine over words and pairs of words, so that the bench needs no package for it.

It is what scikit-learn's TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True) and LinearSVC() compute, one class
against all others with squared hinge loss, by dual coordinate descent: Hsieh et al. (2008), ICML, 408-415.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
import numpy.typing as npt

Vector = tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]
_WORD = re.compile(r"\b\w\w+\b")
COST = 1.0
ROUNDS = 30


class LinearSvm:
    """A labeller of texts, trained when made. Same texts and labels, same weights."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str]) -> None:
        counted = [Counter(_grams(text)) for text in texts]
        seen = Counter(gram for counts in counted for gram in counts)
        self.labels = sorted(set(labels))
        self._at = {gram: i for i, gram in enumerate(sorted(seen))}
        self._idf = np.array([log((1 + len(texts)) / (1 + seen[gram])) + 1 for gram in sorted(seen)])
        signs = np.array([[1.0 if label == own else -1.0 for own in self.labels] for label in labels])
        self._weights = self._fit([self._vector(counts) for counts in counted], signs)

    def label(self, text: str) -> str:
        """Return the label whose plane the text lies furthest beyond."""
        at, values = self._vector(Counter(_grams(text)))
        return self.labels[int(np.argmax(values @ self._weights[at]))]

    def _vector(self, counts: Counter[str]) -> Vector:
        """Return the text's known grams and their weights, of length one, with a constant 1 as the last."""
        known = [(self._at[gram], 1 + log(n)) for gram, n in counts.items() if gram in self._at]
        at = np.array([i for i, _ in known], dtype=np.intp)
        values = np.array([n for _, n in known]) * self._idf[at]
        length = float(np.linalg.norm(values)) or 1.0
        return np.append(at, len(self._at)), np.append(values / length, 1.0)

    def _fit(self, vectors: Sequence[Vector], signs: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the weights of each gram for each class; all classes are stepped together."""
        weights = np.zeros((len(self._at) + 1, len(self.labels)))
        dual = np.zeros_like(signs)
        order, dice, slack = list(range(len(vectors))), random.Random(0), 1 / (2 * COST)
        for _ in range(ROUNDS):
            dice.shuffle(order)
            for i in order:
                at, values = vectors[i]
                slope = signs[i] * (values @ weights[at]) - 1 + slack * dual[i]
                stepped = np.maximum(dual[i] - slope / (values @ values + slack), 0)
                weights[at] += np.outer(values, (stepped - dual[i]) * signs[i])
                dual[i] = stepped
        return weights


def _grams(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return words + [f"{a} {b}" for a, b in zip(words, words[1:], strict=False)]
