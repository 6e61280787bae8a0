"""A grid's figures as text: at one setting with the rivals beside it, the swept curve, causes, and attribution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vigie.exercise.debrief.encode import SENTENCE
from vigie.exercise.debrief.records import CAP_DAYS, CAUSES
from vigie.exercise.grid.figures import (
    Figures,
    Part,
    Series,
    by_always,
    by_any,
    by_bare,
    by_bare_any,
    by_never,
    by_problem,
    by_titles,
    by_unusual,
    find_attribution,
    find_f1,
    find_figures,
)
from vigie.exercise.grid.rivals import TITLES

Json = Mapping[str, Any]
Cells = Mapping[str, Sequence[Json]]
"""Cells by scenario."""
HEAD = ("", "found", "within a day", "mean delay", "false/100 days", "looks up/100")
RIVALS: tuple[tuple[str, Series], ...] = (
    ("unusual coverage", by_unusual),
    (f"words in {TITLES} titles", by_titles),
    ("alarm always", by_always),
    ("alarm never", by_never),
)


def write_report(cells: Cells, *, setting: float, settings: Sequence[float]) -> Iterator[str]:
    """Yield the lines of the whole report."""
    for name, held in cells.items():
        yield f"EXERCISE  {name}: {len(held)} seeds, {sum(c['reports'] for c in held)} reports, {sum(c['words'] for c in held)} words"
        rows = [(f"alarm at {setting:g}", find_figures(held, by_problem, setting=setting))]
        if all(cell["bare"] for cell in held):
            rows.append(("  without the calendar", find_figures(held, by_bare, setting=setting)))
        rows.append((f"alarm of any problem at {setting:g}", find_figures(held, by_any, setting=setting)))
        if all(cell["bare_any"] for cell in held):
            rows.append(("  without the calendar", find_figures(held, by_bare_any, setting=setting)))
        rows += [(label, find_figures(held, series, setting=0.5)) for label, series in RIVALS]
        yield from write_rows(HEAD, [(label, *_cells(figures)) for label, figures in rows])
        yield from _write_rest(held, rows[0][1])
        yield "  curve"
        swept = [(f"    {s:g}", *_cells(find_figures(held, by_problem, setting=s))) for s in settings]
        yield from write_rows(HEAD, swept)
        yield "  curve of any problem"
        yield from write_rows(HEAD, [(f"    {s:g}", *_cells(find_figures(held, by_any, setting=s))) for s in settings])
        yield ""
    yield f"delay: days from the crisis to the alarm, {CAP_DAYS:g} where it was missed. Brackets: 95 % (Wilson, or bootstrap over seeds)."
    yield SENTENCE


def _cells(figures: Figures) -> tuple[str, ...]:
    return (
        show_part(figures.found),
        show_part(figures.day),
        show_number(figures.delay),
        show_number(figures.false) + show_interval(figures.false_interval),
        show_number(figures.up, ".1f"),
    )


def _write_rest(held: Sequence[Json], figures: Figures) -> Iterator[str]:
    told = ", ".join(f"{cause} {figures.causes.get(cause, 0)}" for cause in CAUSES)
    yield f"  false alarms by cause: {told} (in {figures.quiet_days:.0f} quiet days)"
    runs, events = find_attribution(held)
    if runs.n:
        yield f"  attributed no further than the evidence: {show_part(runs)} of seeds, {show_part(events)} of events"
    f1 = [f"{lang} {show_number(find_f1(held, lang, 'statements'))} / {show_number(find_f1(held, lang, 'events'))}" for lang in ("en", "fr")]  # fmt: skip
    yield f"  reading, F1 of statements / events: {', '.join(f1)}"


def show_part(part: Part) -> str:
    """Return a share with its interval.

    >>> show_part(Part(k=9, n=10)), show_part(Part(k=0, n=0))
    ('0.90 [0.60, 0.98]', '–')
    """
    return "–" if part.share is None else show_number(part.share) + show_interval(part.interval)


def show_interval(interval: tuple[float, float] | None) -> str:
    """Return an interval in brackets, or nothing."""
    return f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else ""


def show_number(value: float | None, form: str = ".2f") -> str:
    """Return a number, or a dash where there is none."""
    return "–" if value is None else format(value, form)


def write_rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, columns as wide as they need."""
    held = [head, *rows]
    widths = [max(len(row[n]) for row in held) for n in range(len(head))]
    for row in held:
        yield "  " + "  ".join(cell.ljust(w) if n == 0 else cell.rjust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))).rstrip()  # fmt: skip


def encode_report(cells: Cells, *, setting: float, settings: Sequence[float]) -> Json:
    """Return the figures as JSON takes them."""
    return {
        "schema": "vigie-grid/1", "realm": "exercise", "note": SENTENCE, "setting": setting,
        "scenarios": {
            name: {
                "seeds": len(held),
                "alarm": _encode(find_figures(held, by_problem, setting=setting)),
                "without_calendar": _encode(find_figures(held, by_bare, setting=setting)) if all(c["bare"] for c in held) else None,
                "any_problem": _encode(find_figures(held, by_any, setting=setting)),
                "rivals": {label: _encode(find_figures(held, series, setting=0.5)) for label, series in RIVALS},
                "curve": [{"setting": s, **_encode(find_figures(held, by_problem, setting=s))} for s in settings],
                "attributed_no_further": [_encode_part(part) for part in find_attribution(held)],
            }
            for name, held in cells.items()
        },
    }  # fmt: skip


def _encode(figures: Figures) -> Json:
    return {
        "cells": figures.cells, "found": _encode_part(figures.found), "within_a_day": _encode_part(figures.day),
        "mean_delay": figures.delay, "quiet_days": figures.quiet_days, "alarms": figures.alarms,
        "false_per_100": figures.false, "false_interval": figures.false_interval, "looks_up_per_100": figures.up,
        "causes": dict(figures.causes),
    }  # fmt: skip


def _encode_part(part: Part) -> Json:
    return {"k": part.k, "n": part.n, "share": part.share, "interval": part.interval}
