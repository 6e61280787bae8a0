"""Tables with several rivals side by side, intervals, and people where somebody measured them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.table import Row

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """One reader's figure; None was not measured or does not apply."""

    value: float | None = None
    interval: Interval | None = None

    def text(self, form: str) -> str:
        """Return the figure as written, its interval in brackets."""
        if self.value is None:
            return "–"
        shown = form.format(self.value)
        if self.interval is None:
            return shown
        return f"{shown} [{form.format(self.interval[0])}, {form.format(self.interval[1])}]"


@dataclass(frozen=True, slots=True)
class WideRow:
    """One measure of all readers, ours first; `people` is what two annotators reach."""

    what: str
    cells: Sequence[Cell]
    floor: float | None = None
    aim: float | None = None
    people: float | None = None
    form: str = "{:.1f}"
    less: bool = False
    """Less is better."""

    def texts(self) -> tuple[str, ...]:
        """Return the row as text."""
        marks = (self.people, self.floor, self.aim)
        verdict = Row(self.what, self.cells[0].value, None, self.floor, self.aim, less=self.less).verdict()
        numbers = ("–" if n is None else self.form.format(n) for n in marks)
        return (self.what, *(cell.text(self.form) for cell in self.cells), *numbers, verdict)


@dataclass(slots=True)
class WideTable:
    """A measure with its readers by name, ours first, and notes a reader needs to trust it."""

    title: str
    readers: Sequence[str]
    rows: list[WideRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def header(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return ("", *self.readers, "people", "floor", "aim", "")

    def lines(self) -> Iterator[str]:
        """Yield the table for a terminal."""
        rows = [self.header(), *(row.texts() for row in self.rows)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        yield self.title
        for row in rows:
            cells = [
                cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
            ]
            yield ("  " + "  ".join(cells)).rstrip()
        yield from (f"  · {note}" for note in self.notes)
        yield ""

    def markdown(self) -> Iterator[str]:
        """Yield the table for docs/benchmarks.md."""
        yield f"## {self.title}"
        yield ""
        yield "| " + " | ".join(self.header()) + " |"
        yield "|---|" + "--:|" * (len(self.readers) + 3) + "---|"
        yield from ("| " + " | ".join(row.texts()) + " |" for row in self.rows)
        yield ""
        yield from (f"- {note}" for note in self.notes)
        yield ""
