"""Figures from summed counts, and how far they may vary with other texts of the same kind."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

SAMPLES = 1000
Figures = dict[str, float | None]


def figure(counts: Mapping[str, int]) -> Figures:
    """Return all figures in [0, 1]; None where there is nothing to measure."""
    found: Figures = {}
    for name in ("content", "sourced", "statement", "event", "joint event", "negative", "contradicts", "flag"):
        right = counts.get(f"{name}: right", counts.get(f"{name}: hit", 0))
        precision = share(right, counts.get(f"{name}: found", 0))
        recall = share(counts.get(f"{name}: hit", 0), counts.get(f"{name}: wanted", 0))
        found |= {f"{name} P": precision, f"{name} R": recall, f"{name} F1": f1(precision, recall)}
    statements, contents = counts.get("statement: hit", 0), counts.get("content: hit", 0)
    found["joint"] = share(counts.get("speaker right", 0), counts.get("statement: wanted", 0))
    found["speaker"] = share(counts.get("speaker right", 0), statements)
    found["source"] = share(counts.get("sourced: hit", 0), contents)
    found["modality first"] = share(counts.get("modality first", 0), statements)
    found["modality among"] = share(counts.get("modality among", 0), statements)
    for group in ("direct", "mixed", "indirect", "indirect and mixed", "headline", "short"):
        found[f"{group} R"] = share(counts.get(f"{group}: hit", 0), counts.get(f"{group}: wanted", 0))
    return found


def share(part: float, whole: float) -> float | None:
    """Return the share, None of nothing."""
    return part / whole if whole else None


def f1(precision: float | None, recall: float | None) -> float | None:
    """Return F1; where the gold has some and nothing was found, 0; where the gold has none, None."""
    if recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def total(counts: Sequence[Counter[str]]) -> Counter[str]:
    """Return the counts of all texts together."""
    found: Counter[str] = Counter()
    for part in counts:
        found.update(part)
    return found


def intervals(
    counts: Sequence[Counter[str]], seed: int = 5, *, make: Callable[[Mapping[str, int]], Figures] = figure
) -> dict[str, tuple[float, float]]:
    """Return for each figure the middle 95 % of what it is for as many texts drawn with replacement."""
    rng = random.Random(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(SAMPLES if counts else 0):
        for name, value in make(total(rng.choices(counts, k=len(counts)))).items():
            if value is not None:
                drawn.setdefault(name, []).append(value)
    return {name: _middle(sorted(values)) for name, values in drawn.items()}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]
