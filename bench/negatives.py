"""Events found where there are none: in real sentences without an event, and in texts on sport and business."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bench.corpus import CORPUS, LANGS
from bench.drafts import Range
from bench.event_rivals import STEMS
from bench.readers import VIGIE, run_all
from bench.scoring.figures import SAMPLES, Figures, intervals, share, total
from bench.shared import load_gold
from bench.wide import Cell, WideRow, WideTable
from training.corpus.convert import load_records
from vigie.text.segment import find_paragraphs, find_sentences

Json = dict[str, Any]
PLAIN = frozenset({"sport", "business"})
"""Topics of the corpus's plan that hold no conflict, however martial their words."""
QUICK = 100
ENOUGH = 5
"""Of fewer texts no interval is given."""
_REAL, _OWN = (5.0, 1.5), (4.0, 1.0)


def measure_negatives(*, quick: bool, split: str = "dev") -> list[WideTable]:
    """Return the table of sentences with a false event, in per cent of those without any."""
    table = WideTable(f"False events in sentences without any (the corpus: {split})", [VIGIE.name, STEMS.name])
    plain = load_plain()
    for lang in LANGS:
        real = load_gold(f"pud-{lang}.jsonl")
        table.rows += _make_rows(f"{lang}: pud", real[:QUICK] if quick else real, lang, _REAL)
        for folder in dict.fromkeys(["train", split]):
            texts = [r for r in load_records(CORPUS / folder) if r["lang"] == lang and r["id"] in plain]
            texts = texts[:2] if quick else texts
            if texts:
                table.rows += _make_rows(f"{lang}: corpus, {folder}, sport and business", texts, lang, _OWN)
    table.notes = [
        "Per cent, less is better; a sentence counts where no gold event, optional ones too, has a word in it. In brackets"
        f" the middle 95 % of {SAMPLES} draws of as many texts (of pud each sentence is one), where there are five.",
        "with a type: events with a PLOVER type alone; the rows with floors count any event, the finer kinds of Vigie's own too.",
        "pud: real news sentences. The corpus's train may be opened by whoever writes rules; its dev and test may not.",
        f"{STEMS.name}: {STEMS.what}.",
    ]
    return [table]


def load_plain() -> set[str]:
    """Return the names of the corpus's texts on topics without conflict."""
    with (CORPUS / "plan.csv").open(encoding="utf-8", newline="") as plan:
        return {row["id"] for row in csv.DictReader(plan) if row["topic"] in PLAIN}


def _make_rows(what: str, records: Sequence[Json], lang: str, marks: tuple[float, float]) -> list[WideRow]:
    runs = run_all(records, lang, [VIGIE, STEMS])
    sentences = [_split(record, lang) for record in records]
    counts = [list(map(count_false, records, run.readings, sentences)) for run in runs.values()]
    spreads = [intervals(c, make=false_shares) if len(c) >= ENOUGH else {} for c in counts]
    quiet = total(counts[0])["quiet"]

    def row(told: str, key: str, floor: float | None, aim: float | None) -> WideRow:
        cells = [Cell(false_shares(total(c))[key], s.get(key)) for c, s in zip(counts, spreads, strict=True)]
        return WideRow(f"{what}, {told}", cells, floor, aim, less=True)

    return [row(f"{quiet} sentences", "any", *marks), row("with a type", "typed", None, None)]


def _split(record: Json, lang: str) -> list[Range]:
    """Return the sentences of a text; a record of pud is one."""
    text = record["text"]
    if record["id"].startswith("pud-"):
        return [(0, len(text))]
    return [s for p in find_paragraphs(text) for s in find_sentences(text, p, lang)]


def count_false(gold: Json, reading: Json, sentences: Sequence[Range]) -> Counter[str]:
    """Return how many sentences of a text hold no gold event, and in how many of them one was found."""
    wanted = [m for event in gold["events"] for m in event["mentions"]]
    counts: Counter[str] = Counter()
    for sentence in sentences:
        if any(_touches(sentence, span) for span in wanted):
            continue
        found = [e for e in reading["events"] if any(_touches(sentence, span) for span in e["anchor"])]
        counts["quiet"] += 1
        counts["any"] += bool(found)
        counts["typed"] += any(event["type"] for event in found)
    return counts


def _touches(a: Range, b: Sequence[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def false_shares(counts: Mapping[str, int]) -> Figures:
    """Return the sentences with a false event in per cent of those without any."""
    return {key: share(100 * counts.get(key, 0), counts.get("quiet", 0)) for key in ("any", "typed")}
