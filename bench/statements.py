"""Who said what, against gold: political news with every attribution marked, and single news sentences in two languages."""

from __future__ import annotations

import json
from typing import Any

from bench.product import read_all
from bench.readers import Run, notes, run_all
from bench.scoring.counts import count
from bench.scoring.figures import intervals
from bench.shared import WORK, find_shared, load_gold, run_yardstick, write_lines, write_predictions
from bench.trained import read_by_trained
from bench.wide import Cell, WideRow, WideTable

Json = dict[str, Any]
DRAWS = "400"
_POLNEAR: tuple[tuple[str, str, float | None, float | None, float | None], ...] = (
    ("direct: content J50, F1", "direct: content-J50", None, None, 98.2),
    ("direct: with source, F1", "direct: J50+source", 84.0, 90.0, 97.5),
    ("mixed: content J50, F1", "mixed: content-J50", None, None, 92.8),
    ("mixed: with source, F1", "mixed: J50+source", None, None, None),
    ("indirect: content J50, F1", "indirect: content-J50", None, None, 72.0),
    ("indirect: with source, F1", "indirect: J50+source", None, None, None),
    ("all: content J50, F1", "content-J50", 52.0, 60.0, 79.5),
    ("all: with source, F1", "J50+source", 43.0, 52.0, 75.2),
)
_TRAINED = (
    ("content J50, F1", "content-J50", None, None, 79.5),
    ("with source, F1", "J50+source", 60.0, 70.0, 75.2),
)
_PUD: tuple[tuple[str, str, str, float | None, float | None], ...] = (
    ("statements, F1", "statements_F1", "statement F1", 0.80, 0.88),
    ("joint: found, speaker right", "joint", "joint", 0.70, 0.82),
    ("precision", "P", "statement P", None, None),
    ("recall", "R", "statement R", None, None),
)


def measure_attributions(*, quick: bool) -> list[WideTable]:
    """Return the table of political news: content and source by kind of speech."""
    gold = load_gold("polnear-dev.jsonl")
    gold = gold[:12] if quick else gold
    gold_path = write_lines("polnear-gold.jsonl", gold) if quick else find_shared() / "gold" / "polnear-dev.jsonl"
    runs = run_all(gold)
    trained = Run(*read_all(read_by_trained, gold))
    own = _score_attributions("trained", trained, gold_path)
    scores = {name: _score_attributions(name, run, gold_path) for name, run in runs.items()}
    table = WideTable("Attributions in political news (polnear-dev)", list(runs))
    for what, key, floor, aim, people in _POLNEAR:
        cells = [_cell(score, key, 2) for score in scores.values()]
        table.rows.append(WideRow(what, cells, floor, aim, people))
    for what, key, floor, aim, people in _TRAINED:
        cells = [_cell(own, key, 2), *(Cell() for _ in list(runs)[1:])]
        table.rows.append(WideRow(f"trained on polnear-train: {what}", cells, floor, aim, people))
    for at, part in enumerate(("precision", "recall")):
        for kind in ("direct: content-J50", "content-J50"):
            what = kind.replace("content-J50", f"content J50, {part}")
            table.rows.append(WideRow(what, [_cell(score, kind, at) for score in scores.values()]))
    sources = [Cell(100 * score["acc"]["src|J50 overlap"]) for score in scores.values()]
    table.rows.append(WideRow("source right, given content", sources, 88.0, 94.0, 94.5))
    table.rows.append(_speed(runs))
    table.notes = [
        f"{len(gold)} texts; attitudes count as speech here. People: two annotators of the same texts.",
        f"In brackets the middle 95 % of {DRAWS} draws of as many texts.",
        "Trained on polnear-train, for the bench alone and never shipped: Vigie's parse and reading relabelled by a learned labeller (bench/trained.py).",
        *notes(),
    ]
    return [table]


def _score_attributions(name: str, run: Run, gold_path: Any) -> Json:
    predicted = write_predictions("statements", f"polnear-{name.replace(' ', '-')}", run.readings)
    scores = WORK / "polnear-scores.json"
    run_yardstick("score_statements.py", gold_path, predicted, "--json", scores, "--boot", DRAWS)
    found: Json = json.loads(scores.read_text(encoding="utf-8"))
    return found


def _cell(score: Json, key: str, at: int) -> Cell:
    """Return one figure in per cent: precision, recall or F1, this with its interval where the yardstick gives one."""
    spread = score["ci95_f1"].get(key) if at == 2 else None
    return Cell(100 * score["prf"][key][at], None if spread is None else (100 * spread[0], 100 * spread[1]))


def measure_sentences(*, quick: bool) -> list[WideTable]:
    """Return one table a language: single real news sentences, most of which attribute nothing."""
    return [_measure_sentences(lang, quick) for lang in ("en", "fr")]


def _measure_sentences(lang: str, quick: bool) -> WideTable:
    gold = load_gold(f"pud-{lang}.jsonl")
    gold = gold[:100] if quick else gold
    gold_path = write_lines(f"pud-{lang}-gold.jsonl", gold) if quick else find_shared() / "gold" / f"pud-{lang}.jsonl"
    runs = run_all(gold, lang)
    scores, spreads = [], []
    for name, run in runs.items():
        path = write_lines(f"pud-{lang}-{name.replace(' ', '-')}.jsonl", run.readings)
        scores.append(json.loads(run_yardstick("score_reading.py", gold_path, path).splitlines()[-1]))
        spreads.append(intervals([count(g, reading) for g, reading in zip(gold, run.readings, strict=True)]))
    table = WideTable(f"Statements in single news sentences (pud-{lang})", list(runs))
    for what, key, own, floor, aim in _PUD:
        cells = [Cell(score[key], spread.get(own)) for score, spread in zip(scores, spreads, strict=True)]
        table.rows.append(WideRow(what, cells, floor, aim, form="{:.2f}"))
    table.rows.append(_speed(runs))
    table.notes = [f"{len(gold)} sentences, each read as a document of its own.", *notes()]
    if lang == "fr":
        table.notes.append("No parser was trained on these sentences; the other half of their treebank was.")
    return table


def _speed(runs: dict[str, Run]) -> WideRow:
    return WideRow("words a second", [Cell(run.speed) for run in runs.values()], form="{:,.0f}")
