"""Scores of probabilities against yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vigie.assess.scores.given import Array, Numbers, take_pairs


def score_brier(probabilities: Numbers, outcomes: Sequence[int] | Array) -> float:
    """Return the mean squared distance between probabilities and outcomes.

    BS = (1/n) Σ (p_i − o_i)²     0 is perfect, always saying 0.5 gives 0.25, 1 is always wrong

    >>> round(score_brier([0.9, 0.2], [1, 0]), 6)     # (0.01 + 0.04) / 2
    0.025

    Brier (1950), Monthly Weather Review 78, 1-3.
    """
    held, came = take_pairs(probabilities, outcomes)
    return float(np.mean((held - came) ** 2))


def score_log(probabilities: Numbers, outcomes: Sequence[int] | Array) -> float:
    """Return the mean surprise at what came, in nats; infinite when something held impossible came.

    LS = −(1/n) Σ ln(p_i if o_i = 1 else 1 − p_i)     0 is perfect, always saying 0.5 gives 0.693

    >>> round(score_log([0.5, 0.75], [1, 1]), 6)     # (0.693147 + 0.287682) / 2
    0.490415

    Good (1952), Journal of the Royal Statistical Society B 14, 107-114.
    """
    held, came = take_pairs(probabilities, outcomes)
    with np.errstate(divide="ignore"):
        return float(np.mean(np.where(came == 1.0, -np.log(held), -np.log1p(-held)))) + 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a Brier score is made of: reliability − resolution + uncertainty + `within` is the score, exactly.

    Reliability: how far what was said is from what came (less is better). Resolution: how far the groups are from the
    base rate (more is better). Uncertainty: what the base rate alone would score. `within` is what is lost by grouping;
    it is 0 when every group holds one number.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float


def split_brier(probabilities: Numbers, outcomes: Sequence[int] | Array, *, bins: int | None = None) -> Parts:
    """Return the parts of the Brier score: groups of one number each, or with `bins` groups of equal count.

    REL = (1/n) Σ n_k (p̄_k − ō_k)²     RES = (1/n) Σ n_k (ō_k − ō)²     UNC = ō (1 − ō)
    BS = REL − RES + UNC + within

    >>> found = split_brier([0.2, 0.2, 0.8, 0.8], [0, 1, 1, 1])
    >>> [round(x, 4) for x in (found.reliability, found.resolution, found.uncertainty, found.within)]
    [0.065, 0.0625, 0.1875, 0.0]
    >>> round(score_brier([0.2, 0.2, 0.8, 0.8], [0, 1, 1, 1]), 4)     # 0.065 − 0.0625 + 0.1875
    0.19

    Murphy (1973), Journal of Applied Meteorology 12, 595-600; Stephenson et al. (2008), Weather and Forecasting 23,
    752-757, for the part within groups.
    """
    held, came = take_pairs(probabilities, outcomes)
    base, n = float(came.mean()), held.size
    reliability = resolution = 0.0
    for rows in _group(held, bins):
        said, seen = float(held[rows].mean()), float(came[rows].mean())
        reliability += len(rows) / n * (said - seen) ** 2
        resolution += len(rows) / n * (seen - base) ** 2
    uncertainty = base * (1.0 - base)
    within = 0.0 if bins is None else float(np.mean((held - came) ** 2)) - (reliability - resolution + uncertainty)
    return Parts(reliability=reliability, resolution=resolution, uncertainty=uncertainty, within=within)


def _group(held: Array, bins: int | None) -> list[npt.NDArray[np.intp]]:
    order = np.argsort(held, kind="stable")
    if bins is not None:
        return [rows for rows in np.array_split(order, min(bins, held.size)) if rows.size]
    cuts = np.flatnonzero(np.diff(held[order])) + 1
    return list(np.split(order, cuts))
