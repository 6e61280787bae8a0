"""Weights of named traits that turn into probabilities: a ridge logistic fit by Newton's method, and its two corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Traits = Sequence[str]
ALWAYS = "always"
SELDOM = 5
"""A trait that fewer records have gets no weight."""
RIDGE = 3.0
"""How strongly a weight is drawn to nothing: as three records would that speak against it."""
SLOPE_RIDGE = 20.0
"""How strongly the stretch of a scale is drawn to one, that is, to leaving it as it is."""
_FREE = 1e-6
_STEPS, _STILL = 50, 1e-9


def fit_scale(traits: Sequence[Traits], right: Sequence[bool]) -> dict[str, float]:
    """Return a weight for each trait that is common enough, and one that all records have.

    >>> sorted(fit_scale([["a"]] * 6 + [["b"]], [True] * 3 + [False] * 4))
    ['a', 'always']
    """
    seen = Counter(t for row in traits for t in row)
    names = [ALWAYS, *sorted(t for t, n in seen.items() if n >= SELDOM)]
    at = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(traits), len(names)))
    table[:, 0] = 1.0
    for row, own in zip(table, traits, strict=True):
        row[[at[t] for t in own if t in at]] = 1.0
    pull = np.full(len(names), RIDGE)
    pull[0] = _FREE
    weights = _fit(table, np.array(right, dtype=float), np.zeros(len(names)), pull)
    return dict(zip(names, map(float, weights), strict=True))


def correct_scale(scale: dict[str, float], traits: Sequence[Traits], right: Sequence[bool]) -> dict[str, float]:
    """Return the scale shifted and stretched to what other texts show; the order of any two records stays as it is."""
    sums = np.array([scale[ALWAYS] + sum(scale.get(t, 0.0) for t in row) for row in traits])
    table = np.stack([np.ones(len(sums)), sums], axis=1)
    start, pull = np.array([0.0, 1.0]), np.array([_FREE, SLOPE_RIDGE])
    shift, slope = map(float, _fit(table, np.array(right, dtype=float), start, pull))
    return {name: weight * slope + (shift if name == ALWAYS else 0.0) for name, weight in scale.items()}


def _fit(table: Array, right: Array, start: Array, pull: Array) -> Array:
    """Return the weights that make the right most likely, each drawn to its start by its pull."""
    weights = start.copy()
    for _ in range(_STEPS):
        said = 1.0 / (1.0 + np.exp(-table @ weights))
        slope = table.T @ (said - right) + pull * (weights - start)
        bend = (table * (said * (1.0 - said))[:, None]).T @ table + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if float(np.abs(step).max()) < _STILL:
            break
    return weights
