"""The parsers on held-out treebanks: raw text in chunks of ten sentences, as `spacy evaluate` scores it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from bench.shared import WORK, find_shared
from bench.table import Row, Table
from training.data import TEST, load_measure, load_training

CHUNK = 10
_GOALS = {"fr": (82.0, 85.0), "en": (78.0, 83.0)}
_NAMES = {"fr": "fr Sequoia test", "en": "en EWT test"}
_EXTRA = (("UAS", "uas"), ("part of speech", "upos"), ("lemma", "lemma"))

Arc = tuple[str, int, str]
"""A word, how far its head stands, and the relation; 0 for the root."""


def measure_parser(*, quick: bool) -> list[Table]:
    """Return the table of labelled attachment, by language."""
    from training.pack import measure

    table = Table(
        "Parser, labelled attachment on raw text", "each word as it most often attaches in training, on gold words"
    )
    for lang, (floor, aim) in _GOALS.items():
        root = find_shared() / "treebanks" / lang
        blocks = load_measure(root, TEST[lang])
        blocks = blocks[:100] if quick else blocks
        pack = Path(str(files("vigie.lang"))) / "packs" / lang / "weights" / "parser"
        scores = measure(lang, pack, write_chunks(lang, blocks))
        rival = score_habit(load_training(root, lang), blocks)
        table.rows.append(Row(f"{_NAMES[lang]}: LAS", 100 * scores["las"], 100 * rival, floor, aim))
        for what, key in _EXTRA:
            table.rows.append(Row(f"{lang}: {what}", 100 * scores[key]))
        table.rows.append(Row(f"{lang}: words a second", scores["words_per_s"], form="{:,.0f}"))
        table.notes.append(f"{_NAMES[lang]}: {len(blocks)} sentences in chunks of {CHUNK}.")
    return [table]


def write_chunks(lang: str, blocks: Sequence[str]) -> Path:
    """Return the file of gold documents of ten sentences each."""
    from spacy.tokens import DocBin
    from spacy.training.converters import conllu_to_docs

    WORK.mkdir(parents=True, exist_ok=True)
    docs = list(conllu_to_docs("\n\n".join(blocks) + "\n\n", CHUNK, merge_subtokens=lang == "fr", no_print=True))
    path = WORK / f"{lang}-test.spacy"
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    return path


def score_habit(training: Sequence[str], test: Sequence[str]) -> float:
    """Return the share of words whose head and relation are those the word has most often in training.

    LAS = words with the right head and the right relation / words, punctuation left out, as spaCy counts.
    """
    seen: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    every: Counter[tuple[int, str]] = Counter()
    for block in training:
        for word, distance, relation in find_arcs(block):
            seen[word][distance, relation] += 1
            every[distance, relation] += 1
    right = total = 0
    for block in test:
        for word, distance, relation in find_arcs(block):
            if relation != "punct":
                known = seen.get(word) or every
                total += 1
                right += known.most_common(1)[0][0] == (distance, relation)
    return right / total if total else 0.0


def find_arcs(block: str) -> Iterator[Arc]:
    """Yield the arcs of one CoNLL-U sentence."""
    for line in block.splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[0].isdigit():
            head = int(cells[6])
            yield cells[1].lower(), head - int(cells[0]) if head else 0, cells[7]
