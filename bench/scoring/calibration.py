"""How well confidence is calibrated: of the records said to be right with 80 %, how many are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.scoring.pairs import by_words, is_right_speaker, pair_statements

Json = dict[str, Any]
Rated = tuple[float, bool]
"""A confidence, and whether the record was right."""
BINS = 10
DRAWS = 200


@dataclass(slots=True)
class Judged:
    """The confidences of one or more readings beside what gold says; speakers only of right statements that have one."""

    statements: list[Rated] = field(default_factory=list)
    speakers: list[Rated] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of like confidence: how many, what is said of them on average, and the share that is right."""

    low: float
    high: float
    count: int
    said: float
    right: float


def judge(gold: Json, reading: Json) -> Judged:
    """Return each statement's confidence with whether half its words or more are a gold statement's, optional or not.

    A speaker is judged where the statement is right: the confidence is the speaker's, given the statement.
    """
    found: dict[int, list[int]] = {}
    for i, j in pair_statements(gold["statements"], reading["statements"], by_words(gold["text"])).items():
        found.setdefault(j, []).append(i)
    judged = Judged()
    for j, statement in enumerate(reading["statements"]):
        judged.statements.append((statement["confidence"], j in found))
        if j in found and statement["speaker"] is not None:
            wanted = (gold["statements"][i] for i in found[j])
            right = any(is_right_speaker(w, statement, gold, reading) for w in wanted)
            judged.speakers.append((statement["speaker"]["confidence"], right))
    return judged


def reliability(rated: Sequence[Rated], bins: int = BINS) -> list[Bin]:
    """Return the records in so many groups of equal size, by confidence; fewer groups than asked when there are fewer records."""
    ordered = sorted(rated, key=lambda r: r[0])
    bins = min(bins, len(ordered))
    cuts = [round(k * len(ordered) / bins) for k in range(bins + 1)] if bins else []
    groups = [ordered[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
    return [Bin(g[0][0], g[-1][0], len(g), _mean([c for c, _ in g]), _mean([r for _, r in g])) for g in groups]


def ece(rated: Sequence[Rated], bins: int = BINS) -> float | None:
    """Return the expected calibration error: how far what is said lies from what is right, over groups of equal size.

    >>> ece([(0.5, True), (0.5, False), (1.0, True), (1.0, True)], bins=2), ece([])
    (0.0, None)
    """
    if not rated:
        return None
    return sum(b.count * abs(b.said - b.right) for b in reliability(rated, bins)) / len(rated)


def brier(rated: Sequence[Rated]) -> float | None:
    """Return the mean squared distance of what is said from what is; 0 is perfect, 0.25 a coin's.

    >>> brier([(0.5, True), (0.5, False)])
    0.25
    """
    return _mean([(c - r) ** 2 for c, r in rated]) if rated else None


def ece_by_chance(rated: Sequence[Rated], seed: int = 5) -> float | None:
    """Return the error that perfectly calibrated confidences of this number show on average, by chance alone."""
    rng = random.Random(seed)
    drawn = [ece([(c, rng.random() < c) for c, _ in rated]) for _ in range(DRAWS)]
    return _mean([d for d in drawn if d is not None]) if rated else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
