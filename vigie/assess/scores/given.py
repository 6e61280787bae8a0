"""What scores are given, looked over before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vigie.errors import JudgmentError

Array = npt.NDArray[np.float64]
Numbers = Sequence[float] | Array


def take_pairs(probabilities: Numbers, outcomes: Sequence[int] | Array) -> tuple[Array, Array]:
    """Return probabilities and outcomes as arrays of one length.

    Raises:
        JudgmentError: there are none, not as many of one as of the other, a probability is outside [0, 1], or an
            outcome is neither 0 nor 1.
    """
    held, came = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    if held.size == 0 or held.shape != came.shape or held.ndim != 1:
        raise JudgmentError(
            f"scores: {held.size} probabilities and {came.size} outcomes; give as many of both, one at least"
        )
    if not bool(np.all((held >= 0.0) & (held <= 1.0))):
        raise JudgmentError("scores: a probability is outside 0 to 1; look at the judgments")
    if not bool(np.all((came == 0.0) | (came == 1.0))):
        raise JudgmentError("scores: an outcome is neither 0 nor 1; leave out what is void")
    return held, came


def take_finite(values: Numbers, what: str) -> Array:
    """Return the numbers as an array; JudgmentError when there are none or one is not finite."""
    held = np.asarray(values, dtype=np.float64)
    if held.size == 0 or not bool(np.all(np.isfinite(held))):
        raise JudgmentError(f"scores: {what} must be numbers, one at least; look at what was given")
    return held
