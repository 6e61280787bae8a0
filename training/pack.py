"""A trained pipeline to a pack: half-precision weights, measured."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np


def pack(lang: str, model: Path, out: Path, root: Path) -> None:
    """Write the pipeline in half precision and the fast tagger to the pack's weights folder."""
    import spacy

    import vigie.lang.tongue.spacy_tokens  # noqa: F401
    from training.tagger import train_tagger

    nlp = spacy.load(model)
    for _, pipe in nlp.pipeline:
        halve(pipe.model)
    target = out / "parser"
    shutil.rmtree(target, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(target)
    config = target / "config.cfg"
    stored = config.read_text(encoding="utf-8").replace(
        f'lang = "{lang}"\npipeline', f'lang = "vigie_{lang}"\npipeline'
    )
    stored = re.sub(r'(?m)^(train|dev) = ".*"$', r"\1 = null", stored)
    config.write_text(stored, encoding="utf-8")
    train_tagger(lang, root, out / "tagger.crfsuite")


def halve(model: Any) -> None:
    """Round every parameter of a thinc model to float16; it is stored and widened again on loading."""
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name).astype(np.float16))


def measure(lang: str, model: Path, test: Path) -> dict[str, float]:
    """Return LAS, UAS, UPOS, lemma accuracy and words a second on raw text in chunks of ten sentences."""
    import spacy
    from spacy.tokens import DocBin
    from spacy.training import Example

    import vigie.lang.tongue.spacy_tokens  # noqa: F401

    nlp = spacy.load(model)
    golds = list(DocBin().from_disk(test).get_docs(nlp.vocab))
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in golds]
    scores = nlp.evaluate(examples)
    texts = [doc.text for doc in golds]
    list(nlp.pipe(texts[:20]))
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
    speed = words / (time.perf_counter() - start)
    names = {
        "las": "dep_las",
        "uas": "dep_uas",
        "upos": "pos_acc",
        "lemma": "lemma_acc",
        "token_acc": "token_acc",
        "sents_f": "sents_f",
    }
    return {short: round(float(scores.get(long) or 0.0), 4) for short, long in names.items()} | {
        "words_per_s": round(speed)
    }
