"""Coded events from raw sentences against gold: PLOVER's own records, and the sentences PETRARCH-2 checks itself with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.event_rivals import SVM, readers
from bench.readers import Reader, Run, run_all
from bench.scoring.events import MEASURES, event_figures, tally
from bench.scoring.figures import SAMPLES, Figures, intervals
from bench.shared import load_gold, load_lines, run_yardstick, write_lines, write_predictions
from bench.wide import Cell, Interval, WideRow, WideTable

Json = dict[str, Any]
Mark = tuple[str, str, float | None, float | None]
ONE = "CONCEDE and RETREAT as one: "
_GSR: tuple[Mark, ...] = (
    ("type, micro F1", "type F1", 0.62, 0.80),
    ("type, macro F1", "type macroF1", 0.58, 0.78),
    ("type, precision", "type P", None, None),
    ("type, recall", "type R", None, None),
    ("quad class, micro F1", "quad F1", 0.74, 0.88),
    ("type, source and target country, F1", "triple F1", 0.40, 0.62),
)
_MERGED: tuple[Mark, ...] = (
    (f"{ONE}type, micro F1", "type F1", None, None),
    (f"{ONE}type, macro F1", "type macroF1", None, None),
)
_PETR: tuple[Mark, ...] = (
    ("type, micro F1", "type F1", 0.72, 0.88),
    ("type, macro F1", "type macroF1", None, None),
    ("quad class, micro F1", "quad F1", None, None),
    ("type, source and target country, F1", "triple F1", 0.50, 0.85),
)
_WITHOUT_AFP = tuple((what, key, None, None) for what, key, _, _ in _PETR)
ANCHORS = "anchors/events.md"
"""The page, beside the yardsticks, that the published figures are taken from."""
SVM_ON_GSR = {"type F1": 0.569, "type macroF1": 0.538, "quad F1": 0.722}
PETRARCH = {"type F1": 0.895, "type macroF1": 0.863, "quad F1": 0.893, "triple F1": 0.875}
UNIVERSAL = {"type F1": 0.848, "type macroF1": 0.848, "quad F1": 0.873, "triple F1": 0.800}
_UNITS = {"type F1": 0.438, "type macroF1": 0.136, "triple F1": 0.466}


@dataclass(frozen=True, slots=True)
class Coded:
    """What one reader made of all sentences, by their ids."""

    reader: Reader
    run: Run
    path: Path
    events: dict[str, list[Json]]

    def score(self, gold: Sequence[Json], *, merged: bool = False) -> tuple[Figures, dict[str, Interval]]:
        """Return the yardstick's figures on some of the sentences, with intervals over sentences."""
        merged = merged or self.reader is SVM
        options = ["--json", "--boot", "0", *(["--merge-yield"] if merged else [])]
        scores = json.loads(
            run_yardstick("score_events.py", write_lines("events-gold.jsonl", gold), self.path, *options)
        )
        values = {f"{measure} {part}": value for measure in MEASURES for part, value in scores.get(measure, {}).items()}
        counts = [tally(g["events"], self.events[g["id"]], merged=merged) for g in gold]
        return values, intervals(counts, make=event_figures)


def code(gold: Sequence[Json], among: Sequence[Reader]) -> list[Coded]:
    """Return what each reader makes of the raw text of the sentences, in the yardstick's form."""
    return [_code(reader, run) for reader, run in zip(among, run_all(gold, "en", among).values(), strict=True)]


def _code(reader: Reader, run: Run) -> Coded:
    path = write_predictions("events", f"events-{reader.name}", run.readings)
    return Coded(reader, run, path, {r["id"]: r["events"] for r in load_lines(path)})


def measure_events(*, quick: bool) -> list[WideTable]:
    """Return the tables of PLOVER's gold standard records and of PETRARCH-2's validation sentences."""
    return [_measure_gsr(quick), _measure_petrarch(quick)]


def _measure_gsr(quick: bool) -> WideTable:
    gold = thin(load_gold("plover_gsr.jsonl"), quick)
    coded = code(gold, readers(gold))
    names = [c.reader.name for c in coded]
    table = WideTable("Events in single sentences (PLOVER gold standard records)", [*names, "SVM (published)"])
    table.rows = make_rows("", _GSR, coded, gold, [SVM_ON_GSR])
    table.rows += make_rows("", _MERGED, coded, gold, [{}], merged=True)
    for which, half in (("even rows, open", gold[::2]), ("odd rows, held", gold[1::2])):
        marks = [(what, key, None, None) for what, key, _, _ in _GSR if not key.endswith((" P", " R"))]
        table.rows += make_rows(f"{which}: ", marks, coded, half, [{}])
    table.rows += make_speeds(coded, gold, 1)
    table.notes = [
        f"{len(gold)} sentences, read from raw text; in brackets the middle 95 % of {SAMPLES} draws of as many sentences.",
        "Whoever writes rules may open the even rows and never opens the odd ones; what stands higher on the first than on the second is tuning.",
        *say_rivals(coded),
        f"published: {ANCHORS}. No figure of PETRARCH-2 or UniversalPetrarch is known on this set; on PETRARCH-2's own 284 unit"
        f" records it has {_say(_UNITS)} (published), and both stand in the next table.",
    ]
    return table


def _measure_petrarch(quick: bool) -> WideTable:
    gold = thin(load_gold("petr2_gsr_validation.jsonl"), quick)
    coded = code(gold, readers(gold))
    names = [c.reader.name for c in coded]
    published = ["PETRARCH-2 (published)", "UniversalPetrarch (published)"]
    table = WideTable("Events in PETRARCH-2's validation sentences", [*names, *published])
    table.rows = make_rows("", _PETR, coded, gold, [PETRARCH, UNIVERSAL])
    others = [g for g in gold if g["category"] != "AFP"]
    table.rows += make_rows("without the AFP rows: ", _WITHOUT_AFP, coded, others, [{}, {}])
    table.rows += make_speeds(coded, gold, 2)
    quiet = sum(not g["events"] for g in gold)
    table.notes = [
        f"{len(gold)} sentences, read from raw text, {quiet} of them without an event; {len(others)} without the AFP rows,"
        f" whose gold was made with PETRARCH-2. In brackets the middle 95 % of {SAMPLES} draws of as many sentences.",
        *say_rivals(coded),
        f"published: {ANCHORS}; both were fed gold parses; PETRARCH-2 is checked with these very sentences by its makers.",
    ]
    return table


def thin(records: list[Json], quick: bool) -> list[Json]:
    """Return the records, for a quick run a fifth of them by neighbouring pairs, so that even rows stay even."""
    return [r for i, r in enumerate(records) if i // 2 % 5 == 0] if quick else records


def make_rows(
    before: str,
    marks: Sequence[Mark],
    coded: Sequence[Coded],
    gold: Sequence[Json],
    published: Sequence[Mapping[str, float]],
    *,
    merged: bool = False,
) -> list[WideRow]:
    """Return the rows of some figures, published ones last."""
    scored = [c.score(gold, merged=merged) for c in coded]
    rows = []
    for what, key, floor, aim in marks:
        cells = [Cell(values.get(key), spread.get(key)) for values, spread in scored]
        cells += [Cell(figures.get(key)) for figures in published]
        rows.append(WideRow(before + what, cells, floor, aim, form="{:.2f}"))
    return rows


def make_speeds(coded: Sequence[Coded], gold: Sequence[Json], published: int) -> list[WideRow]:
    """Return the rows of speed, of one core's processor time."""
    length = sum(len(g["text"].split()) for g in gold) / len(gold)
    rest = [Cell()] * published
    return [
        WideRow("words a second", [*(Cell(c.run.speed) for c in coded), *rest], form="{:,.0f}"),
        WideRow("sentences a second", [*(Cell(c.run.speed / length) for c in coded), *rest], form="{:,.0f}"),
    ]


def say_rivals(coded: Sequence[Coded]) -> list[str]:
    """Return what each rival is."""
    return [f"{c.reader.name}: {c.reader.what}." for c in coded[1:]]


def _say(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{key} {value:.3f}" for key, value in figures.items())
