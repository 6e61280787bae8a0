"""Whether two samples are of one distribution: Kolmogorov-Smirnov, chi-square, and the difference of means."""

from __future__ import annotations

import math

import numpy as np


def find_ks(one, other) -> float:
    """Return the asymptotic p of the two-sample Kolmogorov-Smirnov test: 2 sum (-1)^(k-1) exp(-2 k^2 t^2)."""
    one, other = np.sort(one), np.sort(other)
    both = np.concatenate([one, other])
    gap = np.abs(
        np.searchsorted(one, both, "right") / len(one) - np.searchsorted(other, both, "right") / len(other)
    ).max()
    t = gap * math.sqrt(len(one) * len(other) / (len(one) + len(other)))
    return (
        1.0
        if t < 0.2
        else min(1.0, max(0.0, 2 * sum((-1) ** (k - 1) * math.exp(-2 * k * k * t * t) for k in range(1, 101))))
    )


def find_chi(one, other) -> float:
    """Return the p of chi-square that counts by class are of one distribution, classes below ten taken together.

    Wilson and Hilferty (1931): (chi2/d)^(1/3) is normal with mean 1 - 2/(9 d) and variance 2/(9 d).
    """
    table = np.array([one, other], float)
    rare = table.sum(axis=0) < 20
    if rare.any():
        table = np.column_stack([table[:, ~rare], table[:, rare].sum(axis=1)])
    table = table[:, table.sum(axis=0) > 0]
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    d = table.shape[1] - 1
    if d < 1:
        return 1.0
    chi = ((table - expected) ** 2 / expected).sum()
    z = ((chi / d) ** (1 / 3) - (1 - 2 / (9 * d))) / math.sqrt(2 / (9 * d))
    return 0.5 * math.erfc(z / math.sqrt(2))


def find_means(one, other) -> float:
    """Return the two-sided p that two means are one, by Welch's z of large samples."""
    spread = math.sqrt(np.var(one, ddof=1) / len(one) + np.var(other, ddof=1) / len(other))
    return 1.0 if spread == 0 else math.erfc(abs(np.mean(one) - np.mean(other)) / spread / math.sqrt(2))
