"""Scores of judgments about a number: an ensemble, quantiles, an interval."""

from __future__ import annotations

import numpy as np

from vigie.assess.scores.given import Numbers, take_finite
from vigie.errors import JudgmentError


def score_crps(ensemble: Numbers, came: float, *, fair: bool = False) -> float:
    """Return the continuous ranked probability score of an ensemble, in the unit of what came.

    CRPS = (1/m) Σ |x_i − y| − (1 / 2m²) Σ Σ |x_i − x_j|     0 is perfect; of one member it is the absolute error

    With `fair` the second sum is divided by 2m(m − 1), so that small ensembles are not punished for being small.

    >>> round(score_crps([1.0, 3.0], 2.0), 6)     # (1 + 1) / 2 − (2 + 2) / 8
    0.5
    >>> score_crps([1.0, 3.0], 2.0, fair=True)     # 1 − 4 / 4
    0.0

    Gneiting and Raftery (2007), Journal of the American Statistical Association 102, 359-378; fair: Ferro (2014),
    Quarterly Journal of the Royal Meteorological Society 140, 1917-1923.
    """
    held = np.sort(take_finite(ensemble, "the members of an ensemble"))
    count = held.size
    if fair and count < 2:
        raise JudgmentError("scores: a fair CRPS needs two members at least; give more, or fair=False")
    ranks = 2.0 * np.arange(1, count + 1) - count - 1.0
    apart = float(np.sum(ranks * held)) / (count * (count - 1 if fair else count))
    return float(np.mean(np.abs(held - float(take_finite([came], "what came")[0])))) - apart


def score_quantile(stated: float, came: float, *, level: float) -> float:
    """Return the pinball loss of a quantile that was stated for that level.

    QS = (1{y ≤ q} − α)(q − y)

    >>> round(score_quantile(10.0, 12.0, level=0.9), 6)     # too low: 0.9 · 2
    1.8
    >>> round(score_quantile(14.0, 12.0, level=0.9), 6)     # too high: 0.1 · 2
    0.2

    Gneiting (2011), International Journal of Forecasting 27, 197-207.
    """
    if not 0.0 < level < 1.0:
        raise JudgmentError(f"level {level}: give a number between 0 and 1, such as 0.9")
    q, y = take_finite([stated, came], "a quantile and what came")
    return float(((1.0 if y <= q else 0.0) - level) * (q - y))


def score_interval(low: float, high: float, came: float, *, level: float) -> float:
    """Return the score of a central interval that was stated to hold the number with that probability.

    IS = (u − l) + (2 / α)(l − y)⁺ + (2 / α)(y − u)⁺     α = 1 − level

    >>> round(score_interval(10.0, 20.0, 21.0, level=0.8), 6)     # 10 wide, and 1 outside: 2 / 0.2
    20.0

    Winkler (1972), Journal of the American Statistical Association 67, 187-191.
    """
    if not 0.0 < level < 1.0:
        raise JudgmentError(f"level {level}: give a number between 0 and 1, such as 0.8")
    lower, upper, y = take_finite([low, high, came], "an interval and what came")
    if lower > upper:
        raise JudgmentError(f"interval {low} to {high}: give the lower end first")
    alpha = 1.0 - level
    return float((upper - lower) + 2.0 / alpha * (max(lower - y, 0.0) + max(y - upper, 0.0)))
