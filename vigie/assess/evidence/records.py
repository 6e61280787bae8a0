"""An evidence table: what is held against what, piece by piece, and what comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vigie.assess.problems import Problem

STATES = ("seen", "silent", "unconfirmed", "looked", "not_informative", "overtaken", "nobody_looked")
"""Of a sign: seen, silent, or told by too few outlets. Of a look: somebody looked and saw nothing, the same without a
stated chance of seeing, the same before the sign was seen after all, or nobody looked, which tells nothing."""
MARKS = ("--", "-", "0", "+", "++")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record or signal that an indicator found. `key` opens it; `inputs` are the records it rests on.

    `outlets` told it first, copies folded.
    """

    key: str
    day: str
    inputs: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator in the table.

    `ratios` are P(E|H) / P(E|reference) as they are used: capped, decayed, discounted. `stated` are they as stated.
    `decay` is what its age leaves of it and `share` what its dependence leaves, both exponents from 0 to 1; `depends_on`
    names the stronger indicator of its group. `same_records` are indicators of other groups that rest on a record of this
    one: a dependence that nobody declared, which is warned of and not corrected. `inputs` are keys of records, `signals` keys of signals. `without` is the
    posterior without this row, and `moves` how much the row adds to the probability of an alarm hypothesis.
    """

    indicator: str
    state: str
    look: bool
    ratios: Mapping[str, float]
    stated: Mapping[str, float]
    capped: bool
    day: str | None
    age: int | None
    decay: float
    group: str
    share: float
    depends_on: str | None
    same_records: tuple[str, ...]
    inputs: tuple[str, ...]
    signals: tuple[str, ...]
    outlets: tuple[str, ...]
    pieces: int
    ratio: float
    without: Mapping[str, float]
    moves: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A problem weighed at a moment. `halved` are the posteriors if every ratio were only its square root."""

    problem: Problem
    at: dt.datetime
    realm: str
    reference: str
    priors: Mapping[str, float]
    posteriors: Mapping[str, float]
    halved: Mapping[str, float]
    rows: tuple[Row, ...]

    @property
    def moves_most(self) -> tuple[Row, ...]:
        """Return the rows that move the alarm's probability, the one that moves it most first."""
        moving = (row for row in self.rows if row.moves)
        return tuple(sorted(moving, key=lambda row: (-abs(row.moves), row.indicator)))

    @property
    def alarm_probability(self) -> float:
        """Return the posterior of all hypotheses that an alarm is about, together."""
        return sum(self.posteriors[key] for key in self.problem.alarms)

    def row(self, indicator: str) -> Row:
        """Return the row of an indicator."""
        return next(row for row in self.rows if row.indicator == indicator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one piece of evidence sits with one hypothesis. `mark` is one of MARKS, `log10` is what it was read from."""

    hypothesis: str
    mark: str
    log10: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the matrix. `diagnosticity` is how far it tells the hypotheses apart at all."""

    indicator: str
    state: str
    cells: tuple[Cell, ...]
    diagnosticity: float
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Competing hypotheses against the evidence. `against` sums what speaks against each; the least is the best."""

    lines: tuple[Line, ...]
    against: Mapping[str, float]
    order: tuple[str, ...]
