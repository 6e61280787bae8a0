"""Who said what, against gold: political news with every attribution marked, and single news sentences in two languages."""

from __future__ import annotations

import json
from typing import Any

from bench.product import read_both
from bench.shared import WORK, find_shared, load_gold, run_yardstick, write_lines
from bench.table import Row, Table

Json = dict[str, Any]
MARKS = "quotation marks, a saying verb, the nearest name (bench/rivals.py)"
_POLNEAR = (
    ("direct: content J50, F1", "direct: content-J50", 91.0, 95.0),
    ("direct: with source, F1", "direct: J50+source", 75.0, 88.0),
    ("mixed: content J50, F1", "mixed: content-J50", None, None),
    ("mixed: with source, F1", "mixed: J50+source", None, None),
    ("indirect: content J50, F1", "indirect: content-J50", None, None),
    ("indirect: with source, F1", "indirect: J50+source", None, None),
    ("all: content J50, F1", "content-J50", None, None),
    ("all: with source, F1", "J50+source", None, None),
)


def measure_attributions(*, quick: bool) -> list[Table]:
    """Return the table of political news: content and source by kind of speech."""
    gold = load_gold("polnear-dev.jsonl")
    gold = gold[:12] if quick else gold
    gold_path = write_lines("polnear-gold.jsonl", gold) if quick else find_shared() / "gold" / "polnear-dev.jsonl"
    scores, speeds = {}, {}
    for name, (readings, speed) in read_both(gold).items():
        path = write_lines(f"polnear-{name}.jsonl", readings)
        predicted = WORK / f"polnear-{name}-attributions.jsonl"
        predicted.write_text(run_yardstick("from_reading.py", "statements", path), encoding="utf-8")
        run_yardstick("score_statements.py", gold_path, predicted, "--json", WORK / "polnear-scores.json")
        scores[name] = json.loads((WORK / "polnear-scores.json").read_text(encoding="utf-8"))["prf"]
        speeds[name] = speed
    table = Table("Attributions in political news (polnear-dev)", MARKS)
    for what, key, floor, aim in _POLNEAR:
        ours, theirs = (100 * scores[n][key][2] for n in ("vigie", "marks"))
        table.rows.append(Row(what, ours, theirs, floor, aim))
    for k, part in enumerate(("precision", "recall")):
        ours, theirs = (100 * scores[n]["direct: content-J50"][k] for n in ("vigie", "marks"))
        table.rows.append(Row(f"direct: content J50, {part}", ours, theirs))
    table.rows.append(_speed(speeds))
    table.notes = [
        f"{len(gold)} texts. People agree with each other at 98 / 98 direct, 93 mixed, 72 indirect, 80 / 75 all."
    ]
    return [table]


def measure_sentences(*, quick: bool) -> list[Table]:
    """Return one table a language: single real news sentences, most of which attribute nothing."""
    return [_measure_sentences(lang, quick) for lang in ("en", "fr")]


def _measure_sentences(lang: str, quick: bool) -> Table:
    gold = load_gold(f"pud-{lang}.jsonl")
    gold = gold[:100] if quick else gold
    gold_path = write_lines(f"pud-{lang}-gold.jsonl", gold) if quick else find_shared() / "gold" / f"pud-{lang}.jsonl"
    scores, speeds = {}, {}
    for name, (readings, speed) in read_both(gold).items():
        printed = run_yardstick("score_reading.py", gold_path, write_lines(f"pud-{lang}-{name}.jsonl", readings))
        scores[name] = json.loads(printed.splitlines()[-1])
        speeds[name] = speed
    table = Table(f"Statements in single news sentences (pud-{lang})", MARKS)
    rows = (("statements F1", "statements_F1", 0.70, 0.82), ("joint: found, speaker right", "joint", 0.50, 0.72),
            ("precision", "P", None, None), ("recall", "R", None, None))  # fmt: skip
    for what, key, floor, aim in rows:
        table.rows.append(Row(what, scores["vigie"][key], scores["marks"][key], floor, aim, "{:.2f}"))
    table.rows.append(_speed(speeds))
    table.notes = [f"{len(gold)} sentences, each read as a document of its own."]
    return table


def _speed(speeds: dict[str, float]) -> Row:
    return Row("words a second", speeds["vigie"], speeds["marks"], form="{:,.0f}")
