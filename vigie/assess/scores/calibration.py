"""How far what was said is from what came, group by group."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vigie.assess.scores.given import Array, Numbers, take_pairs

BINS = 10
_LEAST = 5  # questions a group, or its share says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """A group of judgments: the mean of what was said, the share that came, and Wilson's 95 % interval of that share."""

    said: float
    came: float
    count: int
    low: float
    high: float


def score_ece(probabilities: Numbers, outcomes: Sequence[int] | Array, *, bins: int = BINS) -> float:
    """Return the expected calibration error over groups of equal count.

    ECE = Σ (n_k / n) |p̄_k − ō_k|     p̄_k, ō_k the means of group k after sorting by p

    Equal counts, since groups of equal width leave most of them empty where judgments crowd together. It is biased
    upwards: even a perfect judge scores 0.08 to 0.10 on 100 questions in ten groups.

    >>> round(score_ece([0.1, 0.3, 0.7, 0.9], [0, 1, 1, 1], bins=2), 4)     # (|0.2 − 0.5| + |0.8 − 1|) / 2
    0.25

    Naeini, Cooper and Hauskrecht (2015), AAAI 29, 2901-2907; equal counts: Nixon et al. (2019), CVPR Workshops, 38-41.
    """
    held, came = take_pairs(probabilities, outcomes)
    order = np.argsort(held, kind="stable")
    groups = np.array_split(order, min(bins, held.size))
    return float(sum(len(g) * abs(held[g].mean() - came[g].mean()) for g in groups) / held.size)


def find_bins(probabilities: Numbers, outcomes: Sequence[int] | Array, *, bins: int = BINS) -> list[Bin]:
    """Return groups of equal count, lowest first: as many as leave five judgments in each, at most `bins`."""
    held, came = take_pairs(probabilities, outcomes)
    groups = np.array_split(np.argsort(held, kind="stable"), max(1, min(bins, held.size // _LEAST)))
    return [_make_bin(held[g], came[g]) for g in groups]


def _make_bin(held: Array, came: Array) -> Bin:
    low, high = find_share_interval(int(came.sum()), came.size)
    return Bin(said=float(held.mean()), came=float(came.mean()), count=came.size, low=low, high=high)


def find_share_interval(hits: int, of: int, *, z: float = 1.959963984540054) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share.

    >>> [round(x, 3) for x in find_share_interval(26, 29)]
    [0.736, 0.964]

    Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    p, n = hits / of, of
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
