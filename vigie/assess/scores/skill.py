"""Whether a score is better than that of somebody who knows less, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vigie.assess.scores.given import Array, Numbers, take_finite
from vigie.errors import JudgmentError

ROUNDS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure, the 95 % bootstrap interval around it, and over how many questions; no interval below two."""

    value: float
    low: float | None
    high: float | None
    count: int


def score_skill(scores: Numbers, reference: Numbers) -> float:
    """Return the share of the reference's loss that was avoided, question by question the same.

    SS = 1 − Σ s_i / Σ r_i     1 is perfect, 0 no better than the reference, below 0 worse

    A reference without any loss cannot be beaten: 0 when it is matched, else minus infinity.

    >>> round(score_skill([0.04, 0.16], [0.25, 0.25]), 6)     # 1 − 0.2 / 0.5
    0.6

    Murphy (1988), Monthly Weather Review 116, 2417-2424.
    """
    ours, theirs = take_finite(scores, "scores"), take_finite(reference, "scores of the reference")
    if ours.shape != theirs.shape:
        raise JudgmentError(f"skill: {ours.size} scores and {theirs.size} of the reference; give one for each question")
    return _skill(ours, theirs)


def _skill(ours: Array, theirs: Array) -> float:
    total, held = float(theirs.sum()), float(ours.sum())
    if total == 0.0:
        return 0.0 if held == 0.0 else float("-inf")
    return 1.0 - held / total


def bootstrap(
    statistic: Callable[..., float], *columns: Numbers, rng: np.random.Generator, rounds: int = ROUNDS
) -> Interval:
    """Return a figure with its 95 % percentile interval over samples of the questions.

    Questions are drawn with replacement, and every column is drawn alike, so that a judgment stays with its outcome
    and with its reference. One row a question: several rows on one question would make the interval too narrow.

    >>> found = bootstrap(lambda s: float(s.mean()), [0.1, 0.3, 0.2, 0.4], rng=np.random.default_rng(1))
    >>> round(found.value, 2), found.count, found.low < 0.25 < found.high
    (0.25, 4, True)

    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    held = [np.asarray(column, dtype=np.float64) for column in columns]
    count = held[0].size
    if count == 0 or any(column.size != count for column in held):
        raise JudgmentError("bootstrap: give columns of one length, one question at least")
    value = float(statistic(*held))
    if count < 2:
        return Interval(value=value, low=None, high=None, count=count)
    drawn = [statistic(*(column[rows] for column in held)) for rows in rng.integers(0, count, (rounds, count))]
    low, high = np.quantile(drawn, [0.025, 0.975], method="inverted_cdf")
    return Interval(value=value, low=float(low), high=float(high), count=count)
