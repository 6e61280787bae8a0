"""Our scores against those of scoringrules, which is written by others: 10,000 random cases, the largest difference."""

from __future__ import annotations

import decimal
from collections.abc import Iterator

import numpy as np

from bench.table import Row, Table
from vigie.assess.scores import score_brier, score_crps, score_interval, score_log, score_quantile

CASES, QUICK = 10_000, 1_000
FLOOR, AIM = 1e-9, 1e-12


def measure_scores(*, quick: bool = False) -> list[Table]:
    """Return the table of largest differences, score by score."""
    try:
        found = compare_scores(QUICK if quick else CASES)
    except ImportError as error:
        return [Table("Scores: could not be measured", "–", notes=[f"{error}; pip install -e '.[dev]' brings it"])]
    rows = [Row(f"largest difference, {CASES:,} cases", max(found.values()), None, FLOOR, AIM, "{:.1e}", less=True)]
    rows += [Row(f"… {name}", value, form="{:.1e}") for name, value in found.items()]
    rows.append(Row("log score down to 1e-12, against exact arithmetic", compare_log(1000), form="{:.1e}"))
    return [Table("Scores against scoringrules", "none: it is the oracle", rows, NOTES)]


NOTES = [
    "Relative where the score is above 1: numbers reach 1,000 and an interval's penalty 100 times that.",
    "Probabilities lie in [0.001, 0.999]. Nearer to 0 the oracle's own formula, −ln|p + o − 1|, loses digits (2e-6 at"
    " 1e-12); there our log score is held against decimal arithmetic of 50 digits instead.",
]


def compare_log(cases: int, *, seed: int = 1) -> float:
    """Return the largest relative difference between our log score and its value in 50 digits, for tiny numbers too."""
    rng, worst = np.random.default_rng(seed), 0.0
    with decimal.localcontext() as context:
        context.prec = 50
        for p in 10.0 ** rng.uniform(-12, 0, cases):
            for outcome in (0, 1):
                exact = -(decimal.Decimal(float(p)) if outcome else 1 - decimal.Decimal(float(p))).ln()
                worst = max(worst, float(abs(decimal.Decimal(score_log([p], [outcome])) / exact - 1)))
    return worst


def compare_scores(cases: int, *, seed: int = 1) -> dict[str, float]:
    """Return the largest difference of each score over so many random cases."""
    found: dict[str, float] = {}
    for name, ours, theirs in _make_cases(np.random.default_rng(seed), cases):
        assert np.isfinite(ours) and np.isfinite(theirs), name
        found[name] = max(found.get(name, 0.0), abs(ours - theirs) / max(1.0, abs(theirs)))
    return found


def _make_cases(rng: np.random.Generator, cases: int) -> Iterator[tuple[str, float, float]]:
    """Yield the name of a score, what we say and what they say; every case is scored in all ways."""
    import scoringrules as theirs

    for _ in range(cases):
        count = int(rng.integers(1, 30))
        p = rng.beta(rng.choice([0.3, 1.0, 5.0]), rng.choice([0.3, 1.0, 5.0]), count).clip(1e-3, 1 - 1e-3)
        o = rng.integers(0, 2, count)
        yield "Brier", score_brier(p, o), float(np.mean(theirs.brier_score(o, p)))
        yield "log", score_log(p, o), float(np.mean(theirs.log_score(o, p)))
        scale = float(10.0 ** rng.uniform(-3, 3))
        x, y = rng.normal(rng.normal(), 1.0, count).round(rng.choice([1, 12])) * scale, float(rng.normal()) * scale
        yield "CRPS", score_crps(x, y), float(theirs.crps_ensemble(y, x, estimator="nrg"))
        if count > 1:
            yield "CRPS, fair", score_crps(x, y, fair=True), float(theirs.crps_ensemble(y, x, estimator="fair"))
        level = float(rng.uniform(0.01, 0.99))
        yield "quantile", score_quantile(x[0], y, level=level), float(theirs.quantile_score(y, x[0], level))
        low, high = float(x.min()), float(x.max())
        expected = float(theirs.interval_score(y, low, high, 1.0 - level))
        yield "interval", score_interval(low, high, y, level=level), expected
