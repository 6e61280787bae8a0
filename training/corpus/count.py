"""What the corpus holds, counted by split and language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.corpus.check import SPLITS
from training.corpus.convert import load_records

Json = dict[str, Any]


def count_corpus(root: Path) -> list[str]:
    """Return a Markdown table, a column for each split and language and one for all."""
    columns = {}
    for split in SPLITS:
        records = load_records(root / split)
        for lang in ("fr", "en"):
            columns[f"{split} {lang}"] = _count([r for r in records if r["lang"] == lang])
    columns["all"] = sum(columns.values(), Counter())
    rows = _order(columns["all"])
    table = [f"| | {' | '.join(columns)} |", "|---|" + "--:|" * len(columns)]
    return table + [f"| {row} | {' | '.join(str(column[row]) for column in columns.values())} |" for row in rows]


def _order(counts: Counter[str]) -> list[str]:
    """Return the names of rows: totals first, then the parts of each, the most frequent first."""
    groups = list(dict.fromkeys(row.split(": ")[0] for row in counts))
    return sorted(counts, key=lambda row: (groups.index(row.split(": ")[0]), ": " in row, -counts[row], row))


def _count(records: Sequence[Json]) -> Counter[str]:
    found: Counter[str] = Counter()
    for record in records:
        found.update({"texts": 1, "words": len(record["text"].split()), "entities": len(record["entities"])})
        for row in _rows(record):
            found[row] += 1
    return found


def _rows(record: Json) -> Iterator[str]:
    for s in record["statements"]:
        yield "statements"
        yield f"statements: {s['kind']}"
        yield f"first modality: {s['modality'][0]}"
        yield from (f"of statements: {what}" for what in _features(s))
    for e in record["events"]:
        yield "events"
        yield f"events: {e['plover'] or e['vigie_type']}"
        yield from (f"of events: {what}" for what in ("optional", "attributed_to") if e[what])
    for k in record["links"]:
        yield "links"
        yield f"links: {k['relation']}"
    yield from ("quantities" for _ in record["quantities"])
    yield from (f"flags: {flag['kind']}" for flag in record["flags"])
    yield from ("words in marks that nobody says" for _ in record["non_quotes"])


def _features(s: Json) -> Iterator[str]:
    yield from (what for what in ("optional", "parent", "hedges", "likelihood", "condition") if s[what])
    if s["scope"] == "attitude":
        yield "attitude"
    if s["negative_evidence"]:
        yield f"negative evidence, {s['negative_evidence_type']}"
    if s["speaker"] is None:
        yield "no speaker"
    if len(s["content"]) > 1:
        yield "in several pieces"
    if not s["cue"]:
        yield "no cue"
