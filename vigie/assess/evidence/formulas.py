"""The arithmetic of evidence: ratios of likelihoods, what caps, age and dependence leave of them, and posteriors."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Logs = Mapping[str, float]
"""Natural logarithms of P(E|H) by hypothesis; only their differences matter."""


def find_logs(chances: Mapping[str, float]) -> dict[str, float]:
    """Return the natural logarithms of the chances."""
    return {key: math.log(value) for key, value in chances.items()}


def cap_logs(logs: Logs, cap: float) -> tuple[dict[str, float], bool]:
    """Return the logarithms drawn together so that no two hypotheses differ by more than the cap, and whether they were.

        k = min(1, ln cap / (max l − min l)),   l' = k·l

    Hand check: chances .8 and .02 stand 40 to 1; at a cap of 10 they stand 10 to 1.

    >>> found, was = cap_logs(find_logs({"a": 0.8, "b": 0.02}), 10)
    >>> round(math.exp(found["a"] - found["b"]), 6), was
    (10.0, True)
    """
    spread = find_spread(logs)
    if spread <= math.log(cap) + 1e-12:
        return dict(logs), False
    k = math.log(cap) / spread
    return {key: k * value for key, value in logs.items()}, True


def find_spread(logs: Logs) -> float:
    """Return how far apart a piece holds the hypotheses: the largest difference of its logarithms."""
    return max(logs.values()) - min(logs.values()) if logs else 0.0


def find_decay(age: int, window: int) -> float:
    """Return what age leaves of a piece, as an exponent of its ratio: all of it today, nothing at the window's end.

        d = max(0, 1 − age / window)

    so that nothing drops out with a jump. Hand check: 3 days of 12 leave 0.75, and a ratio of 16 becomes 8.

    >>> find_decay(3, 12), 16 ** find_decay(3, 12)
    (0.75, 8.0)
    """
    return max(0.0, 1.0 - age / window)


def find_shares(strengths: Sequence[float]) -> list[float]:
    """Return what dependence leaves of each piece of a group, as exponents: 1 for the strongest, then 1/2, 1/4, …

    Pieces of one group would appear together anyway, so that the second tells little that the first did not. All
    together never count more than twice the strongest. Equal ones go in the order given.

    Hand check: strengths 1, 3, 2 are third, first and second.

    >>> find_shares([1, 3, 2])
    [0.25, 1.0, 0.5]
    """
    order = sorted(range(len(strengths)), key=lambda i: (-strengths[i], i))
    shares = [0.0] * len(strengths)
    for rank, i in enumerate(order):
        shares[i] = 0.5**rank
    return shares


def find_unseen(chance: float | None, false_reports: float | None) -> float:
    """Return the likelihood ratio of "looked and saw no change": how much rarer that is if there was one.

        LR = (1 − π) / (1 − f)

    π is the stated chance that the source would have seen the change, f that it reports one where there is none. Where
    they are not stated the look tells nothing, and LR is 1.

    Hand check: a source that sees 6 changes in 10 and cries wolf once in 20 leaves 0.4 / 0.95.

    >>> round(find_unseen(0.6, 0.05), 6), find_unseen(None, None)
    (0.421053, 1.0)

    Reference: Good (1950), Probability and the Weighing of Evidence, chapter 6 (Bayes factors).
    """
    if chance is None or false_reports is None:
        return 1.0
    return (1.0 - chance) / (1.0 - false_reports)


def find_posteriors(priors: Mapping[str, float], pieces: Sequence[Logs], *, power: float = 1.0) -> dict[str, float]:
    """Return the probabilities of the hypotheses after the evidence; they sum to 1.

        P(H|E) ∝ P(H) · Π P(E_i|H)^power

    which for two hypotheses is posterior odds = prior odds × the product of the ratios. A power of 1/2 halves every
    logarithm: how much of the answer hangs on how strong the ratios were stated.

    Hand check: prior odds 1 to 9, ratios 6 and 3: odds 18 to 9, two thirds. Halved: √18 to 9, 0.320377.

    >>> two = [{"a": math.log(6), "b": 0.0}, {"a": math.log(3), "b": 0.0}]
    >>> round(find_posteriors({"a": 0.1, "b": 0.9}, two)["a"], 6)
    0.666667
    >>> round(find_posteriors({"a": 0.1, "b": 0.9}, two, power=0.5)["a"], 6)
    0.320377

    Reference: Good (1950), Probability and the Weighing of Evidence, chapter 6.
    """
    logs = {key: math.log(prior) + power * sum(piece[key] for piece in pieces) for key, prior in priors.items()}
    top = max(logs.values())
    odds = {key: math.exp(value - top) for key, value in logs.items()}
    total = sum(odds.values())
    return {key: value / total for key, value in odds.items()}
