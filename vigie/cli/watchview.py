"""What `vigie watch` shows while it works: a live table in a terminal, lines everywhere else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from vigie.watch.round import Step
    from vigie.watch.run import Round

_MARKS = {"items": "✓", "unchanged": "·", "failed": "✗", "unreadable": "✗"}
_SHOWN = 8


class View(Protocol):
    """What a watch shows itself on."""

    def __enter__(self) -> View: ...
    def __exit__(self, *_: object) -> None: ...
    def look(self, step: Step) -> None:
        """Return nothing; show one thing that happened."""

    def finish(self, round_: Round) -> None:
        """Return nothing; show what a round did."""


def make_view(*, plain: bool, quiet: bool) -> View:
    """Return the view that fits: live before a terminal, else lines."""
    return Lines(quiet=quiet) if plain or not sys.stderr.isatty() else Live()


def tell_round(round_: Round) -> str:
    """Return what a round did as one line."""
    counts = round_.counts
    failed = f", {counts.failed} failed" if counts.failed else ""
    unread = f", {counts.unread} not read" if counts.unread else ""
    told = f", {counts.signals} signals, {counts.alerts} alert messages" if counts.signals or counts.alerts else ""
    undelivered = f", {counts.undelivered} not delivered" if counts.undelivered else ""
    return (
        f"{round_.at:%Y-%m-%d %H:%M}Z  {counts.visits} visits{failed}, {counts.fresh} new, {counts.read} read"
        f"{unread}{told}{undelivered}"
    )


class Lines:
    """A line for each thing that happens, on standard error."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def look(self, step: Step) -> None:
        """Return nothing; write the step, if it is a fault or everything is asked for."""
        is_fault = step.what in {"failed", "unreadable", "unread", "undelivered"}
        if is_fault or (not self._quiet and step.what not in {"unchanged", "asleep"}):
            click.echo(f"{step.what}: {' '.join(part for part in (step.source, step.detail) if part)}", err=True)

    def finish(self, round_: Round) -> None:
        """Return nothing; write what the round did."""
        click.echo(tell_round(round_), err=True)


class Live:
    """A table of the sources with what happened last, redrawn in place."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.live import Live as Screen

        self._sources: dict[str, tuple[str, str, int]] = {}
        self._recent: list[str] = []
        self._last = "first round"
        self._screen = Screen(console=Console(stderr=True), refresh_per_second=4, transient=True)

    def __enter__(self) -> Live:
        self._screen.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._screen.stop()
        click.echo(self._last, err=True)

    def look(self, step: Step) -> None:
        """Return nothing; draw the step into the table."""
        if step.what in _MARKS and step.source:
            self._sources[step.source] = (step.what, step.detail, step.count)
        elif step.what == "asleep":
            self._recent = [*self._recent, f"asleep until {step.detail[:16]}" if step.detail else "asleep"][-_SHOWN:]
        else:
            line = f"{step.what}  {step.source or ''}  {step.detail}"
            self._recent = [*self._recent, line][-_SHOWN:]
        self._draw()

    def finish(self, round_: Round) -> None:
        """Return nothing; draw what the round did."""
        self._last = tell_round(round_)
        self._draw()

    def _draw(self) -> None:
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, expand=True)
        for column in ("", "source", "new", "note"):
            table.add_column(column, overflow="ellipsis", no_wrap=True)
        for name, (what, note, count) in sorted(self._sources.items()):
            style = "red" if what in {"failed", "unreadable"} else ""
            cells = (_MARKS[what], name, str(count or ""), note)
            table.add_row(*(Text(cell, style=style) for cell in cells))
        recent = [Text(line, style="dim", no_wrap=True, overflow="ellipsis") for line in self._recent]
        self._screen.update(Group(table, Text(self._last, style="bold"), *recent))
