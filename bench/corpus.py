"""Vigie's own corpus, one split of it: every reader on the same texts, with intervals, and people where two annotated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bench.readers import VIGIE, Run, notes, run_all
from bench.scoring.calibration import Judged, Rated, brier, ece, ece_by_chance, judge
from bench.scoring.counts import SHORT, count
from bench.scoring.figures import SAMPLES, Figures, figure, intervals, total
from bench.scoring.human import as_reading
from bench.shared import ROOT
from bench.wide import Cell, WideRow, WideTable
from training.corpus.check import SECOND
from training.corpus.convert import load_records

Json = dict[str, Any]
CORPUS = ROOT / "corpus"
QUICK = 6
LANGS = {"fr": "French", "en": "English"}
_ROWS: tuple[tuple[str, str, float | None, float | None], ...] = (
    ("content J50, F1", "content F1", None, None),
    ("content J50 with source, F1", "sourced F1", 0.80, 0.90),
    ("source right, given content", "source", 0.88, 0.94),
    ("statements, F1", "statement F1", None, None),
    ("statements, precision", "statement P", None, None),
    ("statements, recall", "statement R", None, None),
    ("joint: found, speaker right", "joint", 0.65, 0.85),
    ("speaker right, given statement", "speaker", None, None),
    ("recall of direct", "direct R", None, None),
    ("recall of mixed", "mixed R", None, None),
    ("recall of indirect and nominal", "indirect R", None, None),
    ("recall of indirect, nominal and mixed", "indirect and mixed R", 0.70, 0.85),
    ("recall of headlines", "headline R", None, None),
    (f"recall of contents of {SHORT} words or fewer", "short R", 0.65, 0.85),
    ("first modality", "modality first", 0.75, 0.88),
    ("first modality among those given", "modality among", None, None),
    ("negative evidence, F1", "negative F1", 0.85, 0.95),
    ("contradictions, F1", "contradicts F1", None, None),
    ("flags, precision", "flag P", 0.80, 0.95),
    ("flags, recall", "flag R", 0.60, 0.85),
)
_MADE = {"contradicts": "links", "flag": "flags"}
"""Records that some readers make none of at all; they are not scored on them."""


def measure_corpus(*, quick: bool, split: str = "dev") -> list[WideTable]:
    """Return one table a language of a split of the corpus."""
    tables = []
    for lang in LANGS:
        records = [r for r in load_records(CORPUS / split) if r["lang"] == lang]
        if records:
            tables.append(_measure(lang, split, records[:QUICK] if quick else records))
    if not tables:
        raise RuntimeError(f"{CORPUS / split}: no annotated texts there")
    return tables


def _measure(lang: str, split: str, records: Sequence[Json]) -> WideTable:
    runs = run_all(records, lang)
    table = WideTable(f"The Vigie corpus, {split}, {LANGS[lang]}", list(runs))
    columns = [_column(records, run) for run in runs.values()]
    people, texts = measure_people(lang)
    for what, key, floor, aim in _ROWS:
        cells = [Cell(values.get(key), spread.get(key)) for values, spread in columns]
        table.rows.append(WideRow(what, cells, floor, aim, people.get(key), "{:.2f}"))
    judged = _judge(records, runs[VIGIE.name])
    table.rows += _calibration(judged, len(runs))
    speeds = [Cell(run.speed) for run in runs.values()]
    table.rows.append(WideRow("words a second", speeds, form="{:,.0f}"))
    core = sum(not s["optional"] for r in records for s in r["statements"])
    table.notes = [
        f"{len(records)} texts, {core} statements; in brackets the middle 95 % of {SAMPLES} draws of as many texts.",
        f"people: a second annotator against the first on {texts} texts." if texts else "people: not yet measured.",
        "Floors and aims are for the test split; other splits stand beside them for orientation.",
        _say_calibration(judged),
        *notes(),
    ]
    return table


def _column(records: Sequence[Json], run: Run) -> tuple[Figures, dict[str, tuple[float, float]]]:
    """Return a reader's figures and intervals, without those of records it never makes."""
    counts = [count(gold, reading) for gold, reading in zip(records, run.readings, strict=True)]
    values, spread = figure(total(counts)), intervals(counts)
    for name, kind in _MADE.items():
        if not any(reading[kind] for reading in run.readings):
            values |= {f"{name} {part}": None for part in ("P", "R", "F1")}
    if not any(s.get("negative_evidence") for reading in run.readings for s in reading["statements"]):
        values |= {"negative F1": None}
    return values, spread


def _judge(records: Sequence[Json], run: Run) -> Judged:
    """Return the confidences of all statements of a run, and of the speakers of the right ones, with what is right."""
    judged = Judged()
    for gold, reading in zip(records, run.readings, strict=True):
        found = judge(gold, reading)
        judged.statements += found.statements
        judged.speakers += found.speakers
    return judged


def _calibration(judged: Judged, readers: int) -> list[WideRow]:
    """Return the rows on confidence, which only the product gives; less is better, so they have no floor here."""

    def row(what: str, value: float | None) -> WideRow:
        return WideRow(what, [Cell(value), *[Cell()] * (readers - 1)], form="{:.3f}")

    return [
        row("calibration of confidence, ECE", ece(judged.statements)),
        row("calibration of confidence, Brier", brier(judged.statements)),
        row("calibration of speakers' confidence, ECE", ece(judged.speakers)),
        row("calibration of speakers' confidence, Brier", brier(judged.speakers)),
    ]


def _say_calibration(judged: Judged) -> str:
    """Return the note on what the errors of calibration mean at this number of records."""

    def chance(rated: Sequence[Rated]) -> str:
        value = ece_by_chance(rated)
        return "none to count" if value is None else f"{value:.3f} for {len(rated)}"

    return (
        "calibration: less is better; a content J50 to a gold statement, optional or not, is right. Ten groups of equal"
        f" size; by chance alone perfect confidence shows {chance(judged.statements)} statements and"
        f" {chance(judged.speakers)} speakers of right ones. dev moved the scale by two numbers (training/confidence.py)."
    )


def measure_people(lang: str) -> tuple[Figures, int]:
    """Return the figures of second annotations against the first ones, and how many texts have both."""
    second = {r["id"]: r for r in load_records(CORPUS / SECOND) if r["lang"] == lang}
    first = [r for split in ("train", "dev", "test") for r in load_records(CORPUS / split) if r["id"] in second]
    counts: list[Counter[str]] = [count(gold, as_reading(second[gold["id"]])) for gold in first]
    return (figure(total(counts)) if counts else {}), len(counts)
