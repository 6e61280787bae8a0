"""Vectors of words in their sentences, from the weights of a spaCy tok2vec, by fewer and larger steps.

The same numbers as spaCy's own, except in the last digit: a word's own vector is worked out once for a process and
kept, and the weights are laid out so that the largest of three pieces is two comparisons of whole arrays. A word's
vector does not depend on what was read before it, so neither does a reading.

The large products are made by thinc, as in spaCy: numpy's may spread over all cores, which costs more than it brings on
matrices of this size.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import NumpyOps

Floats = NDArray[np.float32]
WORDS = 40_000
"""So many words are kept; then the store is emptied, so that a long watch does not fill the memory."""
_OPS = NumpyOps()


def multiply(vectors: Floats, weights: Floats, out: Floats | None = None) -> Floats:
    """Return the product of each vector with each row of weights, made on one core."""
    found: Floats = _OPS.gemm(vectors, weights, out=out, trans2=True)
    return found


class _Layer:
    """The largest of some linear pieces, normalised: spaCy's maxout and layernorm."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights = maxout.get_param("W")
        self.width, self.pieces, inputs = weights.shape
        self.weights: Floats = np.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(-1, inputs)
        self._bias: Floats = np.ascontiguousarray(maxout.get_param("b").T).reshape(-1)
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def finish(self, products: Floats) -> Floats:
        """Return the layer's output from the products of input and weights, which are used up."""
        products += self._bias
        width = self.width
        best: Floats = products[:, :width]
        for piece in range(1, self.pieces):
            np.maximum(best, products[:, piece * width : (piece + 1) * width], out=best)
        best = best - best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(1e-8)
        best *= (1 / np.sqrt(spread))[:, None]
        best *= self._scale
        best += self._shift
        return best


class Encoder:
    """Vectors of words in context."""

    def __init__(self, tok2vec: Any, vocab: Any) -> None:
        embed, encode = tok2vec.get_ref("embed"), tok2vec.get_ref("encode")
        self._vocab = vocab
        self._attributes = next(n for n in embed.walk() if n.name == "extract_features").attrs["columns"]
        first = _find_layers(embed)[0]
        self._first, self._layers = first, _find_layers(encode)
        self.pad: int = len(self._layers)
        self._tables: list[tuple[int, Floats]] = []
        for number, table in enumerate(n for n in embed.walk() if n.name == "hashembed"):
            rows = table.get_param("E")
            part = first.weights[:, number * rows.shape[1] : (number + 1) * rows.shape[1]]
            self._tables.append((table.attrs["seed"], multiply(rows, part)))
        self._rows: dict[str, int] = {}
        self._known: Floats = np.zeros((1024, first.width), dtype=np.float32)

    def find_rows(self, words: Sequence[str]) -> list[int]:
        """Return the number under which each word is kept; 0 is the gap between sentences."""
        rows = self._rows
        found = [rows.get(word, 0) for word in words]
        if 0 not in found:
            return found
        if len(rows) > WORDS:
            rows.clear()
        self._add(list(dict.fromkeys(word for word in words if word not in rows)))
        return [rows[word] for word in words]

    def _add(self, words: list[str]) -> None:
        from spacy.tokens import Doc

        start, end = len(self._rows) + 1, len(self._rows) + 1 + len(words)
        if end > len(self._known):
            grown = np.zeros((max(end, 2 * len(self._known)), self._known.shape[1]), dtype=np.float32)
            grown[:start] = self._known[:start]
            self._known = grown
        ids = Doc(self._vocab, words=words).to_array(self._attributes)
        products = np.zeros((len(words), self._first.weights.shape[0]), dtype=np.float32)
        for number, (seed, table) in enumerate(self._tables):
            for column in (_OPS.hash(np.ascontiguousarray(ids[:, number]), seed) % len(table)).T:
                products += table[column]
        self._known[start:end] = self._first.finish(products)
        self._rows.update(zip(words, range(start, end), strict=True))

    def encode(self, rows: NDArray[np.int64]) -> Floats:
        """Return the vector of each row in the context of its neighbours; sentences stand `pad` gaps apart."""
        found = self._known[rows]
        width = found.shape[1]
        window = np.zeros((len(found), 3 * width), dtype=np.float32)
        products: Floats = np.empty((len(found), self._first.weights.shape[0]), dtype=np.float32)
        for layer in self._layers:
            window[1:, :width] = found[:-1]
            window[:, width : 2 * width] = found
            window[:-1, 2 * width :] = found[1:]
            found += layer.finish(multiply(window, layer.weights, out=products))
        return found


def _find_layers(model: Any) -> list[_Layer]:
    nodes = list(model.walk())
    norms = [n for n in nodes if n.name == "layernorm"]
    return [_Layer(m, n) for m, n in zip((n for n in nodes if n.name == "maxout"), norms, strict=True)]
