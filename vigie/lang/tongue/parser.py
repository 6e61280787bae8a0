"""The trained parser: a spaCy pipeline kept in half precision."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vigie.errors import LexiconError
from vigie.lang.tongue.tree import Tree

BATCH = 64


def load_parser(lang: str, path: Path) -> Any:
    """Return the pipeline stored at `path`, its weights widened to float32."""
    import spacy

    import vigie.lang.tongue.spacy_tokens  # noqa: F401  registers the tokenizer

    if not path.is_dir():
        raise LexiconError(f"packs/{lang}/weights/parser: missing; run make train LANG={lang} UD=PATH")
    return spacy.util.load_model_from_path(path)


def parse_words(nlp: Any, sentences: Sequence[Sequence[str]]) -> list[Tree]:
    """Return one tree per sentence of words."""
    from spacy.tokens import Doc

    docs = [Doc(nlp.vocab, words=list(words)) for words in sentences]
    return [_make_tree(doc) for doc in nlp.pipe(docs, batch_size=BATCH)]


def _make_tree(doc: Any) -> Tree:
    pos, lemmas, morphs, heads, deps = [], [], [], [], []
    for token in doc:
        pos.append(token.pos_)
        lemmas.append(token.lemma_)
        morphs.append(str(token.morph))
        heads.append(token.head.i)
        deps.append("root" if token.dep_ == "ROOT" else token.dep_)
    return Tree(tuple(pos), tuple(lemmas), tuple(morphs), tuple(heads), tuple(deps))
