"""Questions, judgments and scores as tables for a terminal and as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from vigie.assess.words import find_word, name_word
from vigie.watch.deliver.texts import as_line

if TYPE_CHECKING:
    from rich.table import Table

    from vigie.assess.scores import Interval
    from vigie.assess.track import Record, Standpoint
    from vigie.assess.track_standing import Standing
    from vigie.model.judgment import Judgment

_CELL = 300
_REFERENCES = {"base": "base rate", "own": "own rate", "previous": "previous"}
_SKILL = (
    "skill: what share of the reference's Brier loss was avoided; 1 is perfect, 0 as good as the reference, below 0 worse;"
    " in brackets how many questions it rests on"
)


def write_points(points: Sequence[Standpoint], judgments: Sequence[Judgment]) -> str:
    """Return the questions as JSON, each with where it stands and every judgment on it."""
    rows = [asdict(p) | {"judgments": [asdict(j) for j in judgments if j.question == p.question.key]} for p in points]
    return json.dumps(rows, ensure_ascii=True, indent=1)


def print_points(points: Sequence[Standpoint], realm: str, lang: str) -> None:
    """Return nothing; the questions are on the terminal, and what is overdue once more below them."""
    table = _table("question", "until", "state", "number", "word", "mean", "judges", "apart", "asks")
    for p in points:
        number = p.pooled.probability if p.pooled else None
        cells = (
            p.question.key, p.question.deadline[:16].replace("T", " "),
            p.state.upper() if p.state == "overdue" else p.state,
            "–" if number is None else f"{number:.2f}",
            "not judged" if number is None else name_word(find_word(number), lang),
            f"{p.pooled.mean:.2f}" if p.pooled else "–", str(len(p.last)),
            f"{p.pooled.low:.2f} to {p.pooled.high:.2f}" if p.pooled else "–", p.question.text,
        )  # fmt: skip
        _add(table, cells)
    _print(table)
    few = sum(p.pooled is not None and p.pooled.note is not None for p in points)
    if few:
        click.echo(f"{few} of {len(points)} with fewer than three judges: such a number is no crowd's")
    print_overdue(points)
    questions = "1 question" if len(points) == 1 else f"{len(points)} questions"
    click.echo(f"{questions}, realm {realm}{': EXERCISE' if realm == 'exercise' else ''}")


def print_overdue(points: Sequence[Standpoint]) -> None:
    """Return nothing; what is past its deadline without a resolution is on the terminal, one a line."""
    for p in points:
        if p.state == "overdue":
            line = f"OVERDUE {p.question.key}: its deadline was {p.question.deadline[:16].replace('T', ' ')} UTC; read"
            click.echo(
                as_line(f"{line} {p.question.resolution_source}, then vigie judge resolve {p.question.key}", 400)
            )


def print_question(points: Sequence[Standpoint], judgments: Sequence[Judgment], realm: str, lang: str) -> None:
    """Return nothing; one question is on the terminal, with every judgment on it, first to last."""
    print_points(points, realm, lang)
    for p in points:
        q = p.question
        click.echo(as_line(f"source: {q.resolution_source}; asked by {q.owner}, {_minute(q.made)}", _CELL))
        if p.resolution:
            r = p.resolution
            click.echo(as_line(f"{r.outcome}: {r.reason} ({r.source}; {r.owner}, {_minute(r.made)})", _CELL))
    table = _table("made", "owner", "number", "word", "confidence", "reason", "rests on")
    for j in judgments:
        word = name_word(j.word, lang)
        _add(table, (_minute(j.made), j.owner, f"{j.probability:g}", word, j.confidence, j.reason, ", ".join(j.inputs)))
    _print(table)


def print_record(record: Record) -> None:
    """Return nothing; the standings are on the terminal, by owner, problem and course."""
    for title, standings in (
        ("by owner", record.owners), ("by problem, pooled", record.problems), ("by course, pooled", record.courses),
    ):  # fmt: skip
        if standings:
            _print_standings(title, standings)
    void = sum(p.state == "void" for p in record.points)
    still = sum(p.state == "open" for p in record.points)
    done = sum(p.state in ("yes", "no") for p in record.points)
    if not record.entries:
        click.echo("nothing to score: no question that was judged is resolved yes or no")
    if any(s.skill for s in (*record.owners, *record.problems, *record.courses)):
        click.echo(_SKILL)
    for line in sorted({f"{s.name}: {s.claim}" for s in record.owners}):
        click.echo(as_line(line, _CELL))
    if record.exponent.fitted is not None:
        e = record.exponent
        click.echo(f"pooled odds to the power {e.value:.2f} [{e.low or e.value:.2f}, {e.high or e.value:.2f}]")
    print_overdue(record.points)
    mark = "; EXERCISE: no skill in the real world follows" if record.realm == "exercise" else ""
    click.echo(f"{done} resolved, {void} void, {still} open, {len(record.overdue)} overdue; realm {record.realm}{mark}")


def _print_standings(title: str, standings: Sequence[Standing]) -> None:
    table = _table(title, "questions", "said", "came", "Brier", "over time", "log", "ECE", *(
        f"skill over {name}" for name in _REFERENCES.values()
    ))  # fmt: skip
    for s in standings:
        skills = (_interval(s.skill.get(name), counted=True) for name in _REFERENCES)
        cells = (s.name, str(s.count), f"{s.said:.2f}", f"{s.came:.2f}", _interval(s.brier), _interval(s.timed))
        _add(table, (*cells, _interval(s.log), "–" if s.ece is None else f"{s.ece:.3f}", *skills))
    _print(table)


def _interval(found: Interval | None, *, counted: bool = False) -> str:
    if found is None:
        return "–"
    bounds = "" if found.low is None or found.high is None else f" [{found.low:.2f}, {found.high:.2f}]"
    if counted:
        return f"{found.value:.2f}{bounds} ({found.count} question{'' if found.count == 1 else 's'})"
    return f"{found.value:.3f}{bounds}"


def write_record(record: Record) -> str:
    """Return the track record as JSON; what is infinite is null."""
    return json.dumps(_finite(asdict(record)), ensure_ascii=True, indent=1, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(part) for part in value]
    return None if isinstance(value, float) and value in (float("inf"), float("-inf")) else value


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")


def _table(*columns: str) -> Table:
    from rich.table import Table

    return Table(*columns, box=None)


def _add(table: Table, cells: Sequence[str]) -> None:
    from rich.markup import escape

    table.add_row(*(escape(as_line(cell, _CELL)) for cell in cells))


def _print(table: Table) -> None:
    from rich.console import Console

    Console(highlight=False, width=None if sys.stdout.isatty() else 240).print(table)
