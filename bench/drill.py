"""Drills: what one alarm setting finds in quiet, strike and cover over many seeds, at what price, beside the rivals."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from bench.shared import WORK
from bench.table import Row, Table
from vigie.exercise.debrief.encode import SENTENCE
from vigie.exercise.debrief.records import CAUSES, SETTING
from vigie.exercise.drill import load_makers
from vigie.exercise.grid import Plan, load_all, run_grid
from vigie.exercise.grid.figures import (
    Figures,
    by_any,
    by_bare,
    by_bare_any,
    by_problem,
    by_titles,
    by_unusual,
    find_attribution,
    find_figures,
)
from vigie.exercise.grid.keep import find_place
from vigie.exercise.grid.tables import show_interval, show_part
from vigie.exercise.scenario import load_scenario

SCENARIOS = ("quiet", "strike", "cover")
SEEDS, FEW = int(os.environ.get("VIGIE_SEEDS", "100")), 3
OUT = WORK / "grid"
RIVAL = "unusual coverage, the alarm that the watch has without a problem"
Cells = Sequence[Mapping[str, Any]]


def measure_drill(*, quick: bool) -> list[Table]:
    """Return one table over the three scenarios. Cells that were run before on this code are not run again."""
    seeds = tuple(str(n) for n in range(1, (FEW if quick else SEEDS) + 1))
    plan = Plan(
        scenarios=tuple(load_scenario(name) for name in SCENARIOS), seeds=seeds, out=OUT, without_calendar=True,
        jobs=os.cpu_count() or 1,
    )  # fmt: skip
    failed = []
    for step in run_grid(plan, load_makers(), now=dt.datetime.now(dt.UTC)):
        failed += [step.fault] if step.fault else []
        print(f"drill: {step.scenario} {step.what} {step.done} of {step.of}", file=sys.stderr, flush=True)
    cells = {s.key: list(load_all([find_place(OUT, s, seed) for seed in seeds])) for s in plan.scenarios}
    return [_make_table(cells, len(seeds), failed)]


def _make_table(cells: Mapping[str, Cells], seeds: int, failed: Sequence[str]) -> Table:
    quiet, strike, cover = (find_figures(cells[name], by_problem, setting=SETTING) for name in SCENARIOS)
    bare = find_figures(cells["quiet"], by_bare, setting=SETTING)
    whole, whole_bare = (find_figures(cells["quiet"], series, setting=SETTING) for series in (by_any, by_bare_any))
    unusual = {name: find_figures(cells[name], by_unusual, setting=0.5) for name in SCENARIOS}
    titles = {name: find_figures(cells[name], by_titles, setting=0.5) for name in SCENARIOS}
    runs, events = find_attribution(cells["strike"])
    form = "{:.2f}"
    table = Table(f"Drills of {seeds} seeds, alarm at {SETTING:g}", RIVAL)
    table.rows = [
        Row("quiet: false alarms per 100 days of any fitting problem, with the calendar", whole.false, unusual["quiet"].false, 2, 0.3, form, less=True),
        Row("quiet: the same without the calendar", whole_bare.false, unusual["quiet"].false, form=form),
        Row("quiet: of the scenario's own problem alone, with the calendar", quiet.false, unusual["quiet"].false, form=form),
        Row("quiet: of its own problem alone, without the calendar", bare.false, unusual["quiet"].false, form=form),
        Row("strike: first strike detected within a day", strike.day.share, unusual["strike"].day.share, 0.85, 0.98, form),
        Row("strike: attributed no further than the evidence, of seeds", runs.share, None, 0.95, 1.0, form),
        Row("cover: departure flagged before the act", cover.found.share, unusual["cover"].found.share, 0.40, 0.75, form),
        *(Row(f"{f.scenario}: looks with an alarm up, per 100 quiet looks", f.up, unusual[f.scenario].up, form=form) for f in (quiet, strike, cover)),
    ]  # fmt: skip
    table.notes = [
        f"95 %: quiet, any problem{_show(whole)} with and{_show(whole_bare)} without the calendar, its own{_show(quiet)} (bootstrap over seeds); strike {show_part(strike.day)}; "
        f"attribution {show_part(runs)} of seeds, {show_part(events)} of events; cover {show_part(cover.found)} (Wilson).",
        f"False alarms by cause: {', '.join(f'{cause} {sum(f.causes.get(cause, 0) for f in (quiet, strike, cover))}' for cause in CAUSES)}; "
        f"an alarm is counted when it goes up, in strike and cover before the crisis begins ({strike.false or 0:.2f} and {cover.false or 0:.2f} per 100 quiet days).",
        f"Words in three titles a day: quiet {titles['quiet'].false or 0:.1f} false alarms per 100 days, strike {titles['strike'].day.share or 0:.2f} within a day, "
        f"cover {titles['cover'].found.share or 0:.2f} flagged. An alarm that is always up finds everything and is up on 100 of 100 quiet looks.",
        f"One look an exercise day. {SENTENCE}",
        *(f"failed: {fault}" for fault in failed[:5]),
    ]  # fmt: skip
    return table


def _show(figures: Figures) -> str:
    return show_interval(figures.false_interval)
