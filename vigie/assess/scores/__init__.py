"""Scores of probabilities against what came: formula, hand check and reference stand with each."""

from __future__ import annotations

from vigie.assess.scores.binary import Parts, score_brier, score_log, split_brier
from vigie.assess.scores.calibration import Bin, find_bins, score_ece
from vigie.assess.scores.ranged import score_crps, score_interval, score_quantile
from vigie.assess.scores.skill import Interval, bootstrap, score_skill

__all__ = [
    "Bin", "Interval", "Parts", "bootstrap", "find_bins", "score_brier", "score_crps", "score_ece", "score_interval",
    "score_log", "score_quantile", "score_skill", "split_brier",
]  # fmt: skip
