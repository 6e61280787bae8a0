"""The reference pipeline: what an ordinary small spaCy parser costs on the same text.

Alone, as a process of its own: python -m bench.reference en FILE.jsonl
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

CONFIG = Path(__file__).parent / "reference.cfg"
BATCH = 64
SEED = 7


def load_reference(lang: str) -> Any:
    """Return the pipeline of reference.cfg with spaCy's own tokenizer for the language.

    Its weights are the pack's where they fit the sizes of the config, so that it makes the transitions a trained
    parser makes; a pack with a parser of other sizes leaves it with seeded ones, of equal cost per word.
    """
    import spacy

    from vigie.lang.tongue.parser import load_parser

    trained = load_parser(lang, Path(str(files("vigie.lang"))) / "packs" / lang / "weights" / "parser")
    config = spacy.util.load_config(CONFIG, overrides={"nlp.lang": lang})
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    for string in trained.vocab.strings:
        nlp.vocab.strings.add(string)
    try:
        for name in nlp.pipe_names:
            nlp.get_pipe(name).from_bytes(trained.get_pipe(name).to_bytes(exclude=["vocab"]), exclude=["vocab"])
    except (ValueError, KeyError):
        return _seed(lang, config)
    return nlp


def _seed(lang: str, config: Any) -> Any:
    """Return the pipeline untrained, with labels as a treebank has them and a fixed seed."""
    import spacy
    from spacy.training import Example

    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    spacy.util.fix_random_seed(SEED)
    words = ["They", "saw", "ships", "leave", "."]
    made = {"words": words, "heads": [1, 1, 3, 1, 1], "deps": ["nsubj", "ROOT", "nsubj", "ccomp", "punct"]}
    tags = {"pos": ["PRON", "VERB", "NOUN", "VERB", "PUNCT"], "morphs": [""] * len(words)}
    examples = [Example.from_dict(nlp.make_doc(" ".join(words)), {**made, **tags})] * 40
    nlp.initialize(lambda: examples)
    return nlp


def parse_all(nlp: Any, texts: Sequence[str], *, whole: bool = False) -> int:
    """Return how many tokens were parsed: all of every text in batches of 64 paragraphs, or of 64 whole texts.

    Paragraphs serve the reference best: 64 whole articles at a time outgrow the cache and cost it half its speed.
    """
    parts = texts if whole else (line for text in texts for line in text.split("\n") if line.strip())
    return sum(len(doc) for doc in nlp.pipe(parts, batch_size=BATCH))


def main() -> None:
    """Parse the texts of a JSON Lines file and say how many tokens they have."""
    lang, path = sys.argv[1:3]
    texts = [json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines()]
    print(parse_all(load_reference(lang), texts))


if __name__ == "__main__":
    main()
