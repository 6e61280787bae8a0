"""The trained parser: a spaCy pipeline kept in half precision, and the short way through its weights."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from vigie.errors import LexiconError
from vigie.lang.tongue.encoder import Encoder, Floats, multiply
from vigie.lang.tongue.transitions import Transitions
from vigie.lang.tongue.tree import Tree

BATCH = 48
"""So many units at a time: few enough for the cache, and for numpy to keep each step of the parser on one core."""
LEMMAS = 100_000
"""So many lemmas are remembered."""
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


def load_parser(lang: str, path: Path) -> Any:
    """Return the pipeline stored at `path`, its weights widened to float32."""
    import spacy

    import vigie.lang.tongue.spacy_tokens  # noqa: F401  registers the tokenizer

    if not path.is_dir():
        raise LexiconError(f"packs/{lang}/weights/parser: missing; run make train LANG={lang} UD=PATH")
    return spacy.util.load_model_from_path(path)


class Parser:
    """Trees by a pipeline's weights, without what its components do for each token in turn.

    spaCy's transitions are used as they are; tags and lemmas are read off the best label of each word.
    """

    def __init__(self, nlp: Any) -> None:
        morphologizer, lemmatizer = nlp.get_pipe("morphologizer"), nlp.get_pipe("trainable_lemmatizer")
        self._encoder = Encoder(nlp.get_pipe("tok2vec").model, nlp.vocab)
        self._words: dict[str, str] = {}
        self._tags = _Labels(morphologizer.model)
        self._pos, self._morphs = _read_tags(nlp.vocab, morphologizer)
        self._edits = _Labels(lemmatizer.model)
        self._edit_trees, self._edit_ids = lemmatizer.trees, lemmatizer.cfg["labels"]
        self._lemmas: dict[tuple[int, str], str] = {}
        self._transitions = Transitions(nlp.vocab, nlp.get_pipe("parser"))

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Tree]:
        """Return one tree per sentence of words."""
        found: list[Tree] = []
        for at in range(0, len(sentences), BATCH):
            found += self._parse_batch([[_plain(word) for word in words] for words in sentences[at : at + BATCH]])
        return found

    def _parse_batch(self, sentences: list[list[str]]) -> list[Tree]:
        vectors = self._encode(sentences)
        words = list(chain.from_iterable(sentences))
        tags, lemmas = self._tags.find_best(vectors), self._find_lemmas(words, self._edits.find_best(vectors))
        trees = []
        at = 0
        for heads, deps in self._transitions.find_arcs(vectors, [len(s) for s in sentences]):
            end = at + len(heads)
            own = tags[at:end]
            pos, morphs = tuple([self._pos[t] for t in own]), tuple([self._morphs[t] for t in own])
            trees.append(Tree(pos, tuple(lemmas[at:end]), morphs, heads, deps))
            at = end
        return trees

    def _encode(self, sentences: list[list[str]]) -> Floats:
        """Return the vectors of all words; sentences are set apart, so that none sees another."""
        rows = self._encoder.find_rows(list(chain.from_iterable(sentences)))
        pad = self._encoder.pad
        places = np.empty(len(rows), dtype=np.int64)
        at = 0
        for number, sentence in enumerate(sentences, 1):
            end = at + len(sentence)
            places[at:end] = np.arange(at + pad * number, end + pad * number)
            at = end
        spaced = np.zeros(len(rows) + pad * (len(sentences) + 1), dtype=np.int64)
        spaced[places] = rows
        found: Floats = self._encoder.encode(spaced)[places]
        return found

    def _find_lemmas(self, words: list[str], labels: list[int]) -> list[str]:
        known = self._lemmas
        found = []
        for pair in zip(labels, words, strict=True):
            lemma = known.get(pair)
            if lemma is None:
                lemma = self._edit_trees.apply(self._edit_ids[pair[0]], pair[1])
                lemma = pair[1] if lemma is None else lemma
                if len(known) < LEMMAS:
                    known[pair] = lemma
            found.append(lemma)
        return found


def _plain(word: str) -> str:
    """Return the word with the marks the treebanks use."""
    return word if word.isascii() else word.translate(_QUOTES)


class _Labels:
    """The output layer of a tagger: the best label of each vector."""

    def __init__(self, model: Any) -> None:
        layer = next(n for n in model.walk() if n.name == "softmax")
        self._weights: Floats = layer.get_param("W")
        self._bias: Floats = layer.get_param("b")

    def find_best(self, vectors: Floats) -> list[int]:
        """Return the number of the best label of each vector."""
        scores = multiply(vectors, self._weights)
        scores += self._bias
        found: list[int] = scores.argmax(axis=1).tolist()
        return found


def _read_tags(vocab: Any, morphologizer: Any) -> tuple[list[str], list[str]]:
    """Return the part of speech and the features that each label stands for."""
    from spacy.tokens import Doc

    doc = Doc(vocab, words=["x"] * len(morphologizer.labels))
    morphologizer.set_annotations([doc], [np.arange(len(doc))])
    return [token.pos_ for token in doc], [str(token.morph) for token in doc]
