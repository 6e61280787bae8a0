"""Treebanks to spaCy training data: what trains, what measures, and how it is varied."""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterator
from pathlib import Path

TRAIN = {
    "fr": ["UD_French-Sequoia/*-train*", "UD_French-GSD/*-dev*", "UD_French-GSD/*-test*", "UD_French-FQB/*", "UD_French-PUD/*"],
    "en": ["UD_English-EWT/*-train*", "UD_English-PUD/*"],
}  # fmt: skip
DEV = {"fr": "UD_French-Sequoia/*-dev*", "en": "UD_English-EWT/*-dev*"}
TEST = {"fr": "UD_French-Sequoia/*-test*", "en": "UD_English-EWT/*-test*"}
QUESTIONS_KEPT = 4
"""One question of the question bank in this many is kept: it is a fifth of the French sentences otherwise."""


def load_blocks(path: Path) -> list[str]:
    """Return the sentences of a CoNLL-U file (plain or .xz) as blocks of lines."""
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    with opened as lines:
        text = lines.read()
    return [block for block in re.split(r"\n\s*\n", text) if block.strip()]


def find_files(root: Path, pattern: str) -> list[Path]:
    """Return the treebank files that fit a pattern, sorted."""
    return sorted(p for p in root.glob(pattern) if ".conllu" in p.name)


def is_news(block: str) -> bool:
    """Return whether a PUD sentence is of the news half, which stays out of all training."""
    return re.search(r"^# sent_id = n\d", block, re.MULTILINE) is not None


def load_training(root: Path, lang: str) -> list[str]:
    """Return all training sentences of a language, PUD's news half left out."""
    blocks: list[str] = []
    for pattern in TRAIN[lang]:
        for path in find_files(root, pattern):
            found = [b for b in load_blocks(path) if not ("PUD" in path.name.upper() and is_news(b))]
            blocks += found[::QUESTIONS_KEPT] if "fqb" in path.name else found
    return [_simplify(b) for b in blocks]


def load_measure(root: Path, pattern: str) -> list[str]:
    """Return the sentences of a held-out file."""
    return [_simplify(b) for path in find_files(root, pattern) for b in load_blocks(path)]


def _simplify(block: str) -> str:
    """Return the block without empty nodes and with relations cut to at most one known subtype."""
    lines = []
    for line in block.splitlines():
        cells = line.split("\t")
        if len(cells) == 10:
            if "." in cells[0]:
                continue
            cells[8] = "_"
            line = "\t".join(cells)
        lines.append(line)
    return "\n".join(lines)


def vary(blocks: list[str], rng: random.Random) -> Iterator[str]:
    """Yield each sentence, half of them with curly apostrophes, a few lower-cased or with French quotation marks."""
    for block in blocks:
        if rng.random() < 0.5:
            block = block.replace("'", "’")
        yield block
        if rng.random() < 0.06:
            yield _lowered(block)


def _lowered(block: str) -> str:
    lines = []
    for line in block.splitlines():
        cells = line.split("\t")
        if len(cells) == 10:
            cells[1] = cells[1].lower()
            line = "\t".join(cells)
        lines.append(line)
    return "\n".join(line for line in lines if not line.startswith("# text"))
