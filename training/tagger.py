"""Train the fast tagger of a language on the same sentences as its parser."""

from __future__ import annotations

import random
from pathlib import Path

from training.data import TEST, load_measure, load_training, vary
from vigie.lang.tongue.tagger import Tagger, find_features

MIN_COUNT = 3


def read_rows(blocks: list[str], lang: str) -> list[tuple[list[str], list[str]]]:
    """Return (words, tags) of each sentence; French contractions are one word with the tag of their first part."""
    rows = []
    for block in blocks:
        words: list[str] = []
        tags: list[str] = []
        merged_to = 0
        pending: str | None = None
        for line in block.splitlines():
            cells = line.split("\t")
            if len(cells) != 10:
                continue
            if "-" in cells[0]:
                if lang == "fr":
                    merged_to, pending = int(cells[0].split("-")[1]), cells[1]
                continue
            if pending is not None:
                words.append(pending)
                tags.append(cells[3])
                pending = None
            elif int(cells[0]) > merged_to or lang != "fr":
                words.append(cells[1])
                tags.append(cells[3])
        rows.append((words, tags))
    return rows


def train_tagger(lang: str, root: Path, out: Path) -> float:
    """Return the accuracy on the held-out test file after training and writing the tagger to `out`."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    trainer.set_params({"max_iterations": 12, "feature.minfreq": MIN_COUNT})
    varied = list(vary(load_training(root, lang), random.Random(f"{lang}/tagger")))
    for words, tags in read_rows(varied, lang):
        trainer.append(find_features(words), tags)
    trainer.train(str(out))
    tagger = Tagger(out)
    right = total = 0
    for words, tags in read_rows(load_measure(root, TEST[lang]), lang):
        right += sum(a == b for a, b in zip(tagger.tag(words), tags, strict=True))
        total += len(tags)
    print(f"{lang}: fast tagger {right / total:.4f} on {total} words, {out.stat().st_size / 1e6:.1f} MB")
    return right / total
