"""Whole readings against an ordinary small parser on the same text, turn about, in the same run."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.product import read_by_vigie
from bench.reference import load_reference, parse_all
from bench.rivals import read_by_marks
from bench.shared import ROOT, find_shared, load_gold
from bench.table import Row, Table
from training.data import find_files, load_blocks

Json = dict[str, Any]
ROUNDS = 5
WORDS = 60_000
ARTICLE = 24
"""Sentences an article made of treebank sentences has, three to a paragraph: about 500 words, as news has."""


def measure_speed(*, quick: bool) -> list[Table]:
    """Return the table of words a second, whole readings beside the reference parser, by language."""
    rival = "tok2vec width 96 depth 4, morphologizer, parser, batch 64 (bench/reference.cfg), the whole text"
    table = Table("Words a second of a whole reading", rival)
    for lang in ("en", "fr"):
        _add_language(table, lang, list(find_articles(lang, 8_000 if quick else WORDS)), 3 if quick else ROUNDS)
    table.notes += [
        "Median of rounds in which reading and reference take turns; the ratio is the median of the rounds' ratios.",
        "The reference is fed paragraphs, 64 at a time, which serve it best; the rows on whole articles feed it 64 articles.",
        "Seconds are those of one core, so that other work on the machine does not count.",
        "A word is what stands between spaces, counted alike for both. The first pass is without warmed caches.",
        "fr: single sentences of treebanks in made-up articles, for want of real ones; fewer of them quote than in news.",
    ]
    return [table]


def find_articles(lang: str, words: int) -> Iterator[str]:
    """Yield texts as long as articles until they have so many words."""
    for text in _news_en() if lang == "en" else _articles_fr():
        yield text
        words -= len(text.split())
        if words <= 0:
            return


def _news_en() -> Iterator[str]:
    for name in ("polnear-dev.jsonl", "polnear-train.jsonl"):
        yield from (d["text"] for d in load_gold(name))


def _articles_fr() -> Iterator[str]:
    """Yield our own examples, then sentences of news, Sequoia and GSD in articles."""
    yield from (p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples" / "fr").glob("*.txt")))
    sentences = [d["text"] for d in load_gold("pud-fr.jsonl")]
    folder = find_shared() / "treebanks" / "fr"
    for pattern in ("UD_French-Sequoia/*", "UD_French-GSD/*"):
        for path in find_files(folder, pattern):
            sentences += _sentences(path)
    for at in range(0, len(sentences), ARTICLE):
        part = sentences[at : at + ARTICLE]
        yield "\n\n".join(" ".join(part[k : k + 3]) for k in range(0, len(part), 3))


def _sentences(path: Path) -> list[str]:
    return [text for block in load_blocks(path) for text in re.findall(r"^# text = (.*)$", block, re.MULTILINE)]


def _add_language(table: Table, lang: str, texts: Sequence[str], rounds: int) -> None:
    words = sum(len(text.split()) for text in texts)
    nlp = load_reference(lang)
    read_by_vigie("warm", texts[0], lang)
    parse_all(nlp, texts[:4])
    ours, theirs, whole, rule = [], [], [], []
    for _ in range(rounds + 1):
        ours.append(words / _time(lambda: [read_by_vigie("t", text, lang) for text in texts]))
        theirs.append(words / _time(lambda: parse_all(nlp, texts)))
        whole.append(words / _time(lambda: parse_all(nlp, texts, whole=True)))
        rule.append(words / _time(lambda: [read_by_marks("t", text, lang) for text in texts]))
    ratio, easy = (median(a / b for a, b in zip(ours[1:], by[1:], strict=True)) for by in (theirs, whole))
    table.rows += [
        Row(f"{lang}: times the reference", ratio, 1.0, 0.6, 1.5, "{:.2f}"),
        Row(f"{lang}: words/s", median(ours[1:]), median(theirs[1:]), form="{:,.0f}"),
        Row(f"{lang}: times the reference fed whole articles", easy, 1.0, form="{:.2f}"),
        Row(f"{lang}: words/s, reference fed whole articles", median(ours[1:]), median(whole[1:]), form="{:,.0f}"),
        Row(f"{lang}: words/s, first pass", ours[0], theirs[0], form="{:,.0f}"),
    ]
    table.notes.append(
        f"{lang}: {len(texts)} texts, {words:,} words; the rule of quotation marks does {median(rule[1:]):,.0f} words/s."
    )


def _time(run: Callable[[], object]) -> float:
    """Return the seconds of one core: those of the process, which others on the machine do not stretch."""
    start = time.process_time()
    run()
    return time.process_time() - start
