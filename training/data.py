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


RENAMED = 0.4
"""In this share of the sentences names are replaced by names nobody has seen."""


def vary(blocks: list[str], rng: random.Random) -> Iterator[str]:
    """Yield each sentence, half of them with curly apostrophes, some with unseen names, a few lower-cased."""
    names = sorted({c[1] for b in blocks for c in _cells(b) if c[3] == "PROPN" and len(c[1]) > 3 and c[1].isalpha()})
    for block in blocks:
        if rng.random() < 0.5:
            block = block.replace("'", "’")
        yield _renamed(block, names, rng) if rng.random() < RENAMED else block
        if rng.random() < 0.06:
            yield _lowered(block)


def _cells(block: str) -> list[list[str]]:
    return [c for c in (line.split("\t") for line in block.splitlines()) if len(c) == 10]


def _renamed(block: str, names: list[str], rng: random.Random) -> str:
    """Return the sentence with each capitalised name replaced by the head of one name and the tail of another.

    Parsers trained on few names take an unknown one beside a verb for an adverb or a noun; new shapes cure that.
    """
    lines = []
    for line in block.splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[3] == "PROPN" and cells[1][:1].isupper() and len(cells[1]) > 2:
            head, tail = rng.choice(names), rng.choice(names)
            cut = rng.randint(2, max(2, min(4, len(head) - 1)))
            name = head[:cut] + tail[len(tail) // 2 :].lower()
            cells[1] = name if not cells[1].isupper() else name.upper()
            cells[2] = cells[1]
            line = "\t".join(cells)
        lines.append(line)
    return "\n".join(line for line in lines if not line.startswith("# text"))


def _lowered(block: str) -> str:
    lines = []
    for line in block.splitlines():
        cells = line.split("\t")
        if len(cells) == 10:
            cells[1] = cells[1].lower()
            line = "\t".join(cells)
        lines.append(line)
    return "\n".join(line for line in lines if not line.startswith("# text"))
