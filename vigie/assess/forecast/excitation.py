"""The second model of continuation: what a pair did lately, and what was done back, each fading at several speeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vigie.assess.forecast.continuation import STRENGTH
from vigie.assess.forecast.history import Floats, Ints
from vigie.assess.forecast.logit import fit_logit, predict
from vigie.assess.forecast.weeks import WEEK, WEEKS_BACK

DAYS_BACK = 90
OWN_FADES, BACK_FADES = (3.0, 10.0, 30.0, 90.0), (5.0, 30.0)
"""Half-lives in days."""
PENALTY = 10.0
FEATURES = (
    "weeks hit", "any week hit", *(f"own days fading in {int(h)}" for h in OWN_FADES), "own days per 90 since the first day known",
    "how recent", *(f"days of the other side fading in {int(h)}" for h in BACK_FADES),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Excitation:
    """Fitted weights, the constant first; those of the features, then those of their squares."""

    weights: Floats

    def predict(self, features: Floats) -> Floats:
        """Return the probability for every row of features."""
        return predict(_with_squares(features), self.weights)


def find_features(own: Sequence[int], back: Sequence[int], *, at: int, first: int) -> list[float]:
    """Return the features of a pair on a day from the days on which it acted, each counted once, and was acted on.

    Days at or after `at` are not read. The weeks are shrunk as in the first model but towards nothing: k / (n + 4).

    Hand check: one day, the day before: 1/16 of the weeks; log(1 + 2^(-1/3)) = 0.58 for the half-life of 3 days.
    """
    mine, theirs = (at - np.unique(np.asarray([d for d in days if d < at], np.int64)) for days in (own, back))
    near = mine[mine <= DAYS_BACK]
    weeks = len(np.unique((near[near <= WEEK * WEEKS_BACK] - 1) // WEEK)) / (WEEKS_BACK + STRENGTH)
    ever = np.log1p(len(mine) * DAYS_BACK / max(DAYS_BACK, at - first))
    recent = np.exp(-near.min(initial=9999) / WEEK)
    return [
        float(weeks),
        float(weeks > 0),
        *(_fade(near, half) for half in OWN_FADES),
        float(ever),
        float(recent),
        *(_fade(theirs[theirs <= DAYS_BACK], half) for half in BACK_FADES),
    ]


def fit_excitation(features: Floats, outcomes: Floats, *, penalty: float = PENALTY) -> Excitation:
    """Return the model fitted to past pairs and weeks: a penalised logistic regression on features and squares.

    logit p = w0 + sum_j w_j x_j + sum_j u_j x_j^2;  x are logs of fading counts, so that a pair's many days count ever less.

    Hawkes (1971), Biometrika 58, 83-90, for acts that raise the rate of further acts.
    """
    return Excitation(fit_logit(_with_squares(features), outcomes, penalty=penalty))


def _with_squares(features: Floats) -> Floats:
    return np.column_stack([features, features**2])


def _fade(ages: Ints, half: float) -> float:
    """Return log(1 + sum 2^(-age / half-life)), so that a pair with many days does not outweigh all else."""
    return float(np.log1p((0.5 ** (ages / half)).sum()))
