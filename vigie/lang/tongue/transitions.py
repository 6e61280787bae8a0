"""Heads and relations by spaCy's arc-eager transitions, each step scored for all sentences at once by numpy.

spaCy's own loop takes and gives back the interpreter's lock for every hidden unit of every state, which costs it more
than the arithmetic; the same steps from here take half the time. States and moves are spaCy's, so trees are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from vigie.lang.tongue.encoder import Floats, multiply

Arcs = tuple[tuple[int, ...], tuple[str, ...]]
_LIFTED = "||"
"""Stands in a relation that crosses another, before the relation of the word it should hang on."""


class Transitions:
    """The transition parser of a pipeline, fed with vectors that are already there."""

    def __init__(self, vocab: Any, parser: Any) -> None:
        from spacy.ml.parser_model import ParserStepModel
        from spacy.tokens import Doc
        from thinc.api import Model

        self._vocab, self._parser = vocab, parser
        model = parser.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        linear = next(n for n in model.get_ref("tok2vec").walk() if n.name == "linear")
        self._narrow, self._narrow_bias = linear.get_param("W"), linear.get_param("b")
        weights = lower.get_param("W")
        places, width, pieces, inputs = weights.shape
        self._width, self._places = width, np.arange(places) + places
        self._lower: Floats = np.ascontiguousarray(weights.transpose(0, 2, 1, 3)).reshape(-1, inputs)
        self._lower_bias: Floats = np.ascontiguousarray(lower.get_param("b").T).reshape(-1)
        self._nobody: Floats = np.ascontiguousarray(lower.get_param("pad")[0].transpose(0, 2, 1)).reshape(-1)
        self._upper, self._upper_bias = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b").copy()
        self._upper_bias[list(model.attrs["unseen_classes"])] = np.finfo(np.float32).min
        blank = np.zeros((1, inputs), dtype=np.float32)
        given: Any = Model("given", lambda model, docs, is_train: (blank, None))
        one = Doc(vocab, words=["x"])
        self._find_tokens = ParserStepModel([one], [given, lower, upper], has_upper=True, train=False).get_token_ids
        self._deps: dict[int, str] = {}

    def find_arcs(self, vectors: Floats, lengths: Sequence[int]) -> list[Arcs]:
        """Return heads and relations of each sentence, given the vectors of their words one after the other."""
        from spacy.tokens import Doc

        docs = [Doc(self._vocab, words=["x"] * length) for length in lengths]
        states = self._parser.moves.init_batch(docs)
        self._run(states, self._multiply(vectors))
        return [self._read_arcs(state, doc) for state, doc in zip(states, docs, strict=True)]

    def _multiply(self, vectors: Floats) -> Floats:
        """Return what each word adds to the score of a state from each place in it; the first rows are no word."""
        narrow = multiply(vectors, self._narrow) + self._narrow_bias
        found: Floats = np.empty((len(narrow) + 1, len(self._lower)), dtype=np.float32)
        multiply(narrow, self._lower, out=found[1:])
        found[0] = self._nobody
        return found.reshape(-1, len(self._lower_bias))

    def _run(self, states: list[Any], parts: Floats) -> None:
        """Take the best allowed step in every state until none is left to take."""
        width, places = self._width, self._places
        pieces = range(width, parts.shape[1], width)
        states = [state for state in states if not state.is_final()]
        while states:
            ids = self._find_tokens(states) * len(places)
            ids += places
            sums = np.add.reduce(parts.take(ids, axis=0), axis=1)
            sums += self._lower_bias
            best = sums[:, :width]
            for at in pieces:
                best = np.maximum(best, sums[:, at : at + width])
            scores = best @ self._upper
            scores += self._upper_bias
            states = self._parser.transition_states(states, scores)

    def _read_arcs(self, state: Any, doc: Any) -> Arcs:
        """Return what the state says of each word; a word it hangs on nothing is a root."""
        heads, deps = list(range(len(doc))), ["root"] * len(doc)
        for arc in state.arcs:
            child, label = arc["child"], arc["label"]
            heads[child], deps[child] = arc["head"], self._deps.get(label) or self._name(label)
        return self._lift(state, doc) if _LIFTED in "".join(deps) else (tuple(heads), tuple(deps))

    def _lift(self, state: Any, doc: Any) -> Arcs:
        """Return heads and relations once those are back in place that cross others, which their label tells."""
        self._parser.set_annotations([doc], [state])
        table = doc.to_array(["HEAD", "DEP"])
        heads = (table[:, 0].astype(np.int64) + np.arange(len(doc))).tolist()
        return tuple(heads), tuple(map(self._name, table[:, 1].tolist()))

    def _name(self, dep: int) -> str:
        name: str = self._vocab.strings[dep]
        return self._deps.setdefault(dep, "root" if name == "ROOT" else name)
