"""Tables of figures: ours beside the rival's, the floor, the aim, and whether they are met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `form` formats numbers; `less` says that less is better; without floor or aim it only informs."""

    what: str
    ours: float | None
    rival: float | None = None
    floor: float | None = None
    aim: float | None = None
    form: str = "{:.1f}"
    less: bool = False

    def verdict(self) -> str:
        """Return "aim met", "floor met", "not met", or nothing for a row that only informs."""
        if self.floor is None or self.aim is None:
            return ""
        if self.ours is None:
            return "not met"
        if self._reaches(self.aim):
            return "aim met"
        return "floor met" if self._reaches(self.floor) else "not met"

    def _reaches(self, mark: float) -> bool:
        assert self.ours is not None
        return self.ours <= mark if self.less else self.ours >= mark

    def cells(self) -> tuple[str, ...]:
        """Return the row as text."""
        numbers = (self.ours, self.rival, self.floor, self.aim)
        return (self.what, *("–" if n is None else self.form.format(n) for n in numbers), self.verdict())


@dataclass(slots=True)
class Table:
    """A measure: title, rows, what the rival is, and notes a reader needs to trust it."""

    title: str
    rival: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def header(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return ("", "Vigie", "rival", "floor", "aim", "")

    def lines(self) -> Iterator[str]:
        """Yield the table for a terminal."""
        rows = [self.header(), *(row.cells() for row in self.rows)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        yield f"{self.title}   (rival: {self.rival})"
        for row in rows:
            yield (
                "  "
                + "  ".join(
                    cell.ljust(w) if i in (0, 5) else cell.rjust(w)
                    for i, (cell, w) in enumerate(zip(row, widths, strict=True))
                ).rstrip()
            )
        for note in self.notes:
            yield f"  · {note}"
        yield ""

    def markdown(self) -> Iterator[str]:
        """Yield the table for docs/benchmarks.md."""
        yield f"## {self.title}"
        yield ""
        yield f"Rival: {self.rival}."
        yield ""
        yield "| " + " | ".join(self.header()) + " |"
        yield "|---|--:|--:|--:|--:|---|"
        for row in self.rows:
            yield "| " + " | ".join(row.cells()) + " |"
        yield ""
        for note in self.notes:
            yield f"- {note}"
        yield ""
