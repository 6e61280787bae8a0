"""How unusual a day's count is against its own past: exposure, mean, dispersion and tail of one stream of counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WINDOW, GAP = 56, 8
"""The mean is of so many days, ending so many days back, so that a rise does not raise its own yardstick."""
NEEDED = WINDOW + GAP
"""So many days of history before the first day that can be judged."""
MIN_MEAN = 0.1
"""A stream that was never seen is expected once in ten days: one count after silence is no proof of anything."""
WEEKDAY_DAYS, WEEKDAY_PRIOR = 730, 20.0
LEVEL_WEIGHT = 0.4
_EXACT = 1e-12
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One day of a stream: what was counted, what was expected, and −log10 of the chance of so many or more.

    `level` is the smoothed ratio of counted to expected, `weekday` the factor of its day of the week, `known` that of
    events announced before.
    """

    count: int
    items: float
    weekday: float
    known: float
    mean: float
    dispersion: float
    surprise: float
    level: float


def find_surprise(count: int, mean: float, dispersion: float) -> float:
    """Return −log10 P(N ≥ count) for N negative-binomial with that mean and variance dispersion · mean.

    With k = mean / (dispersion − 1) and p = 1 / dispersion,
        P(N = n) = Γ(n + k) / (Γ(k) n!) · p^k · (1 − p)^n,
    and terms follow one another by P(n + 1) / P(n) = (n + k) / (n + 1) · (1 − p). A dispersion of 1 or less is taken
    as Poisson's, P(n + 1) / P(n) = mean / (n + 1). The far tail is summed from `count` upwards in logarithms, so that
    it does not vanish in 1 − P(N < count).

    Hand check: mean 2, dispersion 2 has k = 2, p = ½: P(0) = ¼, P(1) = ¼, so P(N ≥ 2) = ½ and the surprise .30103.
    Poisson, mean 1: P(N ≥ 1) = 1 − 1/e = .63212, surprise .19920.

    Reference: Hilbe, J. M. (2011), Negative Binomial Regression, 2nd ed., ch. 8. doi:10.1017/CBO9780511973420
    """
    if count <= 0:
        return 0.0
    pooled = dispersion <= 1.0 + 1e-4
    k = math.inf if pooled else mean / (dispersion - 1)
    if count > mean:
        return -(_log_chance(count, mean, dispersion, k) + _log_rest(count, mean, dispersion, k)) / math.log(10)
    return -math.log10(1 - _sum_below(count, mean, dispersion, k))


def _log_chance(n: int, mean: float, dispersion: float, k: float) -> float:
    """Return the logarithm of P(N = n)."""
    if math.isinf(k):
        return n * math.log(mean) - mean - math.lgamma(n + 1)
    shape = math.lgamma(n + k) - math.lgamma(k) - math.lgamma(n + 1)
    return shape - k * math.log(dispersion) + n * math.log((dispersion - 1) / dispersion)


def _ratio(n: int, mean: float, dispersion: float, k: float) -> float:
    """Return P(N = n + 1) / P(N = n)."""
    if math.isinf(k):
        return mean / (n + 1)
    return (n + k) / (n + 1) * (dispersion - 1) / dispersion


def _log_rest(count: int, mean: float, dispersion: float, k: float) -> float:
    """Return the logarithm of P(N ≥ count) / P(N = count), summed until what is left cannot matter."""
    total = term = 1.0
    n = count
    while True:
        ratio = _ratio(n, mean, dispersion, k)
        term *= ratio
        total += term
        n += 1
        if ratio < 1 and term * ratio / (1 - ratio) < _EXACT * total:
            return math.log(total)


def _sum_below(count: int, mean: float, dispersion: float, k: float) -> float:
    """Return P(N < count), summed downwards from its largest term."""
    term = total = math.exp(_log_chance(count - 1, mean, dispersion, k))
    for n in range(count - 2, -1, -1):
        term /= _ratio(n, mean, dispersion, k)
        total += term
        if term < _EXACT * total:
            break
    return total


def find_weekdays(counts: Floats, items: Floats, weekdays: Sequence[int] | NDArray[np.int64]) -> Floats:
    """Return the factor of each day of the week, Monday first: its rate over the rate of all days, mean 1.

        factor_d = (Σ_d c + a) / (r · Σ_d n + a),   r = Σ c / Σ n,   a = 20 counts

    then divided by the mean of the seven. The a counts draw a day of which little was seen towards 1, as a gamma
    prior of mean 1 does.

    Hand check: 30 counts on Mondays, 10 on each other day, 10 items each: r = 90/70, expected 12.857 each; Monday
    (30 + 20) / 32.857 = 1.5217, others 30 / 32.857 = .9130, mean 1.0000.

    Reference: Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 2.6 (Poisson with exposure).
    """
    day = np.asarray(weekdays)
    c = np.array([counts[day == d].sum() for d in range(7)])
    n = np.array([items[day == d].sum() for d in range(7)])
    if n.sum() == 0 or c.sum() == 0:
        return np.ones(7)
    factors = (c + WEEKDAY_PRIOR) / (c.sum() / n.sum() * n + WEEKDAY_PRIOR)
    return np.asarray(factors / factors.mean())


def find_expected(counts: Floats, exposure: Floats, today: float) -> tuple[float, float]:
    """Return the mean expected today and the dispersion, from past counts and their exposure.

        mean = today · Σ c / Σ e,   μ_s = e_s · Σ c / Σ e,   dispersion = mean((c_s − μ_s)² / μ_s)

    Days without exposure, on which nothing was read, say nothing and are left out.

    Hand check: counts 2, 4 at exposures 1, 1: μ = 3 and 3, dispersion (1/3 + 1/3) / 2 = 1/3; today, at exposure 2, 6.

    Reference: McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., section 4.5 (Pearson's estimate).
    """
    seen = exposure > 0
    c, e = counts[seen], exposure[seen]
    if not e.sum():
        return MIN_MEAN, 1.0
    rate = c.sum() / e.sum()
    usual = np.maximum(rate * e, MIN_MEAN)
    return max(float(rate * today), MIN_MEAN), float(((c - rate * e) ** 2 / usual).mean())


def judge_stream(
    counts: Sequence[int],
    items: Sequence[float],
    weekdays: Sequence[int],
    *,
    known: Sequence[float] | None = None,
) -> list[Judged | None]:
    """Return every day of a stream judged by the days before it; None where there is too little history.

    `counts` and `items` are one number a day without gaps, `weekdays` 0 for Monday; `known` multiplies the exposure
    of a day by what an event announced before is expected to bring, and 1 where there is none. Exposure = items ×
    weekday × known. The mean is of `WINDOW` days ending `GAP` days back; nothing later than `GAP` days back is used.
    The level is an exponentially weighted mean, level = .4 · count / mean + .6 · level of the day before.

    Reference: Roberts, S. W. (1959), Control chart tests based on geometric moving averages. Technometrics 1, 239-250.
    """
    c, n = np.asarray(counts, dtype=float), np.asarray(items, dtype=float)
    day = np.asarray(weekdays)
    expected = np.ones(len(c)) if known is None else np.asarray(known, dtype=float)
    found: list[Judged | None] = [None] * len(c)
    level = 1.0
    for t in range(NEEDED - 1, len(c)):
        end = t - GAP + 1
        if not n[t] or not n[end - WINDOW : end].any():
            continue
        past = slice(max(0, end - WEEKDAY_DAYS), end)
        factor = find_weekdays(c[past], n[past] * expected[past], day[past])
        window = slice(end - WINDOW, end)
        exposure = n[window] * factor[day[window]] * expected[window]
        mean, dispersion = find_expected(c[window], exposure, float(n[t] * factor[day[t]] * expected[t]))
        level = LEVEL_WEIGHT * counts[t] / mean + (1 - LEVEL_WEIGHT) * level
        found[t] = Judged(
            count=counts[t], items=float(n[t]), weekday=float(factor[day[t]]), known=float(expected[t]), mean=mean,
            dispersion=dispersion, surprise=find_surprise(counts[t], mean, dispersion), level=level,
        )  # fmt: skip
    return found
