"""The matrix of competing hypotheses, made from the evidence table; no cell of it is filled by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

from vigie.assess.evidence.records import Cell, Line, Matrix, Row, Table

WEAK, STRONG = math.log10(1.25), math.log10(3.0)


def find_matrix(table: Table) -> Matrix:
    """Return how every piece of evidence sits with every hypothesis, those that tell most apart first.

    Heuer looks for the hypothesis with least against it, not for the one with most in favour: `order` ranks by
    `against`, the sum over the pieces of how much likelier the best hypothesis made each:

        against(H) = Σ_i log10( max_K P(E_i|K) / P(E_i|H) )

    A cell compares one hypothesis with the mean of the others, c = log10 P(E|H) − log10 mean_{K≠H} P(E|K): `++` from a
    ratio of 3 on, `+` from 1.25, `-` and `--` likewise below, else `0`. Diagnosticity is log10(max P / min P).

    Reference: Heuer (1999), Psychology of Intelligence Analysis, chapter 8.
    """
    lines = tuple(_make_line(row) for row in table.rows if row.state in ("seen", "looked"))
    keys = [h.key for h in table.problem.hypotheses]
    against = {key: sum(_against(row.ratios, key) for row in table.rows) for key in keys}
    order = tuple(sorted(keys, key=lambda key: (against[key], keys.index(key))))
    return Matrix(
        lines=tuple(sorted(lines, key=lambda line: (-line.diagnosticity, line.indicator))), against=against, order=order
    )


def _make_line(row: Row) -> Line:
    cells = tuple(_make_cell(row.ratios, key) for key in row.ratios)
    spread = math.log10(max(row.ratios.values()) / min(row.ratios.values()))
    return Line(indicator=row.indicator, state=row.state, cells=cells, diagnosticity=spread, inputs=row.inputs)


def _make_cell(ratios: Mapping[str, float], key: str) -> Cell:
    others = [value for other, value in ratios.items() if other != key]
    found = math.log10(ratios[key] / (sum(others) / len(others)))
    return Cell(hypothesis=key, mark=find_mark(found), log10=found)


def _against(ratios: Mapping[str, float], key: str) -> float:
    return math.log10(max(ratios.values()) / ratios[key])


def find_mark(log10: float) -> str:
    """Return the mark of a cell.

    >>> [find_mark(math.log10(r)) for r in (4, 2, 1, 0.5, 0.25)]
    ['++', '+', '0', '-', '--']
    """
    size = abs(log10) + 1e-9
    if size < WEAK:
        return "0"
    sign = "+" if log10 > 0 else "-"
    return sign * (2 if size >= STRONG else 1)
