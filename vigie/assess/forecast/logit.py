"""A logistic regression of our own: Newton's method with a penalty, numpy only."""

from __future__ import annotations

import numpy as np

from vigie.assess.forecast.history import Floats

ROUNDS, CLOSE = 50, 1e-10


def fit_logit(features: Floats, outcomes: Floats, *, penalty: float) -> Floats:
    """Return the weights, the constant first, that make the outcomes likeliest under a penalty on their squares.

    minimise  -sum log p(y_i) + (penalty / 2) sum_{j >= 1} w_j^2,     p = 1 / (1 + exp(-w0 - x w))
    by Newton's steps  w <- w - H^-1 g; the constant is not penalised.

    >>> fit_logit(np.zeros((4, 1)), np.array([1.0, 0.0, 0.0, 0.0]), penalty=1.0).round(4).tolist()   # log(1/3), 0
    [-1.0986, 0.0]

    Cox (1958), JRSS B 20, 215-242.
    """
    x = np.column_stack([np.ones(len(features)), features])
    ridge = np.diag([1e-9] + [penalty] * features.shape[1])
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = _squash(x @ weights)
        slope = x.T @ (p - outcomes) + ridge @ weights
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
        size = float(np.abs(step).max())
        weights -= step / max(1.0, size / 4)
        if size < CLOSE:
            break
    return weights


def predict(features: Floats, weights: Floats) -> Floats:
    """Return the probability for every row of features."""
    return _squash(weights[0] + features @ weights[1:])


def _squash(z: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
    return found
