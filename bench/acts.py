"""Events in the texts of Vigie's own corpus by type and anchor, then with status and polarity, beside stems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bench.corpus import CORPUS, LANGS, QUICK, measure_people
from bench.event_rivals import STEMS
from bench.readers import VIGIE, run_all
from bench.scoring.counts import count
from bench.scoring.figures import SAMPLES, Figures, figure, intervals, share, total
from bench.wide import Cell, WideRow, WideTable
from training.corpus.convert import load_records

Json = dict[str, Any]
_ROWS: tuple[tuple[str, str, float | None, float | None], ...] = (
    ("type and anchor, F1", "event F1", 0.68, 0.82),
    ("type and anchor, precision", "event P", None, None),
    ("type and anchor, recall", "event R", None, None),
    ("with status and polarity, F1", "joint event F1", 0.58, 0.76),
    ("status and polarity, given the event", "factual", None, None),
)


def measure_acts(*, quick: bool, split: str = "dev") -> list[WideTable]:
    """Return the table of a split of the corpus, both languages."""
    constant = "Vigie, past and positive"
    table = WideTable(f"Events in the Vigie corpus, {split}", [VIGIE.name, constant, STEMS.name])
    sizes, twice = [], []
    for lang in LANGS:
        records = [r for r in load_records(CORPUS / split) if r["lang"] == lang]
        records = records[:QUICK] if quick else records
        runs = run_all(records, lang, [VIGIE, STEMS])
        ours, stems = (run.readings for run in runs.values())
        columns = [_column(records, readings) for readings in (ours, [say_past(r) for r in ours], stems)]
        people, texts = measure_people(lang)
        for what, key, floor, aim in _ROWS:
            cells = [Cell(values.get(key), spread.get(key)) for values, spread in columns]
            table.rows.append(WideRow(f"{lang}: {what}", cells, floor, aim, people.get(key), "{:.2f}"))
        speeds = [Cell(runs[VIGIE.name].speed), Cell(), Cell(runs[STEMS.name].speed)]
        table.rows.append(WideRow(f"{lang}: words a second", speeds, form="{:,.0f}"))
        sizes.append(
            f"{len(records)} {lang} texts with {sum(not e['optional'] for r in records for e in r['events'])} events"
        )
        twice.append(f"{texts} {lang}")
    table.notes = [
        f"{' and '.join(sizes)}; in brackets the middle 95 % of {SAMPLES} draws of as many texts.",
        f"people: a second annotator against the first on {' and '.join(twice)} texts of test.",
        "anchor: the words of a found event overlap those of a gold one; optional gold costs nothing and earns nothing.",
        f"{constant}: the same events, that status and polarity said of each. stems says it of all too: {STEMS.what}.",
        "Floors and aims are for the test split; other splits stand here for orientation.",
    ]
    return [table]


def say_past(reading: Json) -> Json:
    """Return the reading with every event past and positive."""
    return reading | {"events": [e | {"status": "past", "polarity": "positive"} for e in reading["events"]]}


def _column(records: Sequence[Json], readings: Sequence[Json]) -> tuple[Figures, dict[str, tuple[float, float]]]:
    counts: list[Counter[str]] = [count(gold, reading) for gold, reading in zip(records, readings, strict=True)]
    return act_figures(total(counts)), intervals(counts, make=act_figures)


def act_figures(counts: Mapping[str, int]) -> Figures:
    """Return the figures of events, and how often status and polarity are right where the event is."""
    factual = share(counts.get("joint event: hit", 0), counts.get("event: hit", 0))
    return figure(counts) | {"factual": factual}
