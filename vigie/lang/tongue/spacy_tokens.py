"""Vigie's tokens as a spaCy tokenizer, so that training, evaluation and reading see the same words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from vigie.text.segment import find_tokens


class VigieTokenizer:
    """Text to a spaCy Doc whose words are those of `vigie.text.segment`."""

    def __init__(self, vocab: Vocab, lang: str) -> None:
        self.vocab, self.lang = vocab, lang

    def __call__(self, text: str) -> Doc:
        """Return the tokenized Doc; its text equals `text`, spaces between words becoming tokens where doubled."""
        ranges = [(s, e) for s, e in find_tokens(text, (0, len(text)), self.lang)]
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in ranges:
            gap = text[at:start]
            if gap and words and gap[0] == " ":
                spaces[-1], gap = True, gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
            words.append(text[start:end])
            spaces.append(False)
            at = end
        rest = text[at:]
        if rest and words and rest[0] == " ":
            spaces[-1], rest = True, rest[1:]
        if rest:
            words.append(rest)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: the rules are code."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> VigieTokenizer:
        """Return the tokenizer itself."""
        return self

    def to_disk(self, _: str | Path, **__: Any) -> None:
        """Write nothing: the rules are code."""

    def from_disk(self, _: str | Path, **__: Any) -> VigieTokenizer:
        """Return the tokenizer itself."""
        return self


@spacy.registry.tokenizers("vigie.tokens.v1")  # type: ignore[untyped-decorator]
def make_tokenizer(lang: str) -> Callable[[Any], VigieTokenizer]:
    """Return a factory of tokenizers for a language."""

    def create(nlp: Any) -> VigieTokenizer:
        return VigieTokenizer(nlp.vocab, lang)

    return create


def widen(nlp: Any) -> Any:
    """Return the pipeline with its half-precision parameters as float32, which the linear algebra wants."""
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype("float32"))
    return nlp


@spacy.registry.languages("vigie_fr")
class VigieFrench(Language):
    """French whose pipelines are stored in half precision.

    spaCy's own French and English bring thousands of tokenizer exceptions that our tokens do not use and that take
    two seconds to load, so the bare language is enough.
    """

    lang = "vigie_fr"

    def from_disk(self, path: str | Path, **options: Any) -> Any:
        """Return the pipeline read from disk, widened."""
        return widen(super().from_disk(path, **options))


@spacy.registry.languages("vigie_en")
class VigieEnglish(Language):
    """English whose pipelines are stored in half precision."""

    lang = "vigie_en"

    def from_disk(self, path: str | Path, **options: Any) -> Any:
        """Return the pipeline read from disk, widened."""
        return widen(super().from_disk(path, **options))
