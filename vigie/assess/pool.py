"""Several judgments of one question as one number, with what it hides beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vigie.errors import JudgmentError

Array = npt.NDArray[np.float64]
CLIP = 0.005
"""Judgments count as no surer than this and its counterpart: one careless 0.0001 must not outweigh ten others."""
NEEDED = 100
"""Resolved questions before the exponent is fitted; until then it is 1."""
ENOUGH = 3
"""Judges from which on a pooled number is more than its parts."""
_ROUNDS = 1000
_STEPS = 60
_RANGE = (0.25, 4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exponent:
    """How far pooled odds are sharpened: 1 leaves them as they are, more makes them surer, less more cautious.

    `fitted` is what the resolved questions alone would give, `value` what is used after shrinking; `low` and `high`
    bound the value at 95 %. Below 100 resolved questions the value is 1 and nothing was fitted.
    """

    value: float = 1.0
    low: float | None = None
    high: float | None = None
    resolved: int = 0
    fitted: float | None = None


PLAIN = Exponent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """Several judgments as one: the pooled number, and beside it their mean and how far apart they are.

    `low` and `high` are the lowest and the highest judgment, `spread` their standard deviation. `note` says what a
    reader must know: that there are fewer than three judges.
    """

    probability: float
    mean: float
    low: float
    high: float
    spread: float
    judges: int
    exponent: Exponent
    note: str | None = None


def pool(probabilities: Sequence[float], *, exponent: Exponent = PLAIN) -> Pooled:
    """Return the geometric mean of the odds, to the power of the exponent, as a probability.

    logit P = a · (1/n) Σ logit p_i     p_i clipped to [.005, .995]; a = 1 until 100 questions are resolved

    >>> found = pool([0.2, 0.5, 0.8])     # odds 1/4, 1, 4: their geometric mean is 1
    >>> round(found.probability, 12), round(found.mean, 12), found.note
    (0.5, 0.5, None)
    >>> round(pool([0.1, 0.1, 0.5]).probability, 4)     # (1/9 · 1/9 · 1) ** (1/3) = 0.2311 : 1
    0.1877

    Satopää et al. (2014), International Journal of Forecasting 30, 344-356.

    Raises:
        JudgmentError: there is no judgment, or one is outside [0, 1].
    """
    held = np.asarray(probabilities, dtype=np.float64)
    if held.size == 0:
        raise JudgmentError("pooling: there is no judgment; the question needs one first")
    if not bool(np.all((held >= 0.0) & (held <= 1.0))):
        raise JudgmentError("pooling: a probability is outside 0 to 1; look at the judgments")
    few = f"only {held.size} of {ENOUGH} judges: one view more or less, not a crowd's" if held.size < ENOUGH else None
    return Pooled(
        probability=float(_expit(exponent.value * mean_logit(held))), mean=float(held.mean()), low=float(held.min()),
        high=float(held.max()), spread=float(held.std()), judges=int(held.size), exponent=exponent, note=few,
    )  # fmt: skip


def mean_logit(probabilities: Sequence[float] | Array) -> float:
    """Return the mean of the log odds, each probability clipped to [.005, .995].

    >>> round(mean_logit([0.2, 0.8]), 12) + 0.0
    0.0
    """
    held = np.clip(np.asarray(probabilities, dtype=np.float64), CLIP, 1.0 - CLIP)
    return float(np.mean(np.log(held / (1.0 - held))))


def fit_exponent(
    panels: Sequence[Sequence[float]], outcomes: Sequence[int], *, rng: np.random.Generator | None = None
) -> Exponent:
    """Return the exponent that would have served best on questions that are resolved, shrunk towards 1.

    â = argmin Σ ln(1 + exp(−(2o_i − 1) a l_i)) in [1/4, 4]     l_i the mean log odds of question i
    a = 1 + (â − 1) · n / (n + 100)

    The interval is that of the shrunk value over 1,000 bootstrap samples of the questions, drawn with `rng`; without
    it there is none. Below 100 questions a is 1.

    >>> fit_exponent([[0.7]] * 99, [1] * 99).value
    1.0
    >>> panels, outcomes = [[0.6]] * 100, [1] * 69 + [0] * 31     # 69 of 100 came true: odds 2.2 = 1.5 ** 1.97
    >>> found = fit_exponent(panels, outcomes)
    >>> round(found.fitted or 0.0, 2), round(found.value, 2)     # half way to 1
    (1.97, 1.49)
    """
    if len(panels) != len(outcomes):
        raise JudgmentError(f"exponent: {len(panels)} panels and {len(outcomes)} outcomes; give one outcome a panel")
    count = len(panels)
    if count < NEEDED:
        return Exponent(resolved=count)
    signed = np.array([mean_logit(p) for p in panels]) * (2.0 * np.asarray(outcomes, dtype=np.float64) - 1.0)
    fitted = float(_fit(signed[None, :])[0])
    value = float(_shrink(np.array([fitted]), count)[0])
    if rng is None:
        return Exponent(value=value, resolved=count, fitted=fitted)
    drawn = _fit(signed[rng.integers(0, count, (_ROUNDS, count))])
    low, high = np.quantile(_shrink(drawn, count), [0.025, 0.975])
    return Exponent(value=value, low=float(low), high=float(high), resolved=count, fitted=fitted)


def _shrink(fitted: Array, count: int) -> Array:
    weight = count / (count + NEEDED)
    return np.asarray(1.0 + (fitted - 1.0) * weight, dtype=np.float64)


def _fit(signed: Array) -> Array:
    """Return the best exponent of each row: the loss is convex, so that halving the range finds where it turns."""
    low, high = (np.full(signed.shape[0], end) for end in _RANGE)
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        rising = np.sum(-signed * _expit(-middle[:, None] * signed), axis=1) > 0.0
        high, low = np.where(rising, middle, high), np.where(rising, low, middle)
        if float(np.max(high - low)) < 1e-9:
            break
    return np.asarray((low + high) / 2.0, dtype=np.float64)


def _expit(x: float | Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(x, dtype=np.float64))), dtype=np.float64)
