"""Prior probabilities of hypotheses: stated, from the base rate, or what is left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.assess.problems.fields import KEY, LINE, parse_share, read_texts
from vigie.assess.problems.records import Texts
from vigie.watch.collect.roster import Line
from vigie.watch.deliver.stated import Stated as Entry

BASE_RATE, REST = "base_rate", "rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """A hypothesis as it is stated: its prior is a number, `base_rate` or `rest`."""

    key: str
    names: Texts
    stated: str
    alarm: bool
    reason: str = ""


def read_prior(entry: Entry, _: Line) -> Prior:
    """Return one entry of the hypotheses."""
    entry.check_keys(("key", "names", "prior", "alarm", "reason"))
    found = entry.made("prior", _check, "base_rate, rest, or a probability above 0 and below 1")
    reason = entry.optional("reason", LINE) or ""
    if found not in (None, BASE_RATE, REST) and not reason:
        entry.fault("a prior that is stated needs its reason; write one, or base_rate, or rest", "prior")
    return Prior(
        key=entry.text("key", None, KEY),
        names=read_texts(entry, "names"),
        stated=found or REST,
        alarm=entry.yes("alarm"),
        reason=reason,
    )


def _check(value: str) -> str:
    if value not in (BASE_RATE, REST):
        parse_share(value, inside=True)
    return value


def scale_rate(probability: float, *, window: int, horizon: int) -> float:
    """Return the probability of at least one in `horizon` days from that of at least one in `window` days.

        p = 1 − (1 − r)^(horizon / window)

    as for events that come independently at a constant rate.

    >>> round(scale_rate(0.19, window=28, horizon=14), 6)      # (1 − 0.1)² = 0.81
    0.1

    Reference: Ross (2014), Introduction to Probability Models, section 5.3 (the Poisson process).
    """
    return 1.0 - math.pow(1.0 - probability, horizon / window)


def find_priors(priors: Sequence[Prior], rate: float, window: int, horizon: int) -> tuple[list[float], str]:
    """Return the priors, which sum to 1, and a fault in words ("" where there is none).

    Those that say `rest` share equally what the others leave.

    >>> a = Prior(key="a", names={}, stated="base_rate", alarm=True)
    >>> b = Prior(key="b", names={}, stated="rest", alarm=False)
    >>> [round(prior, 6) for prior in find_priors([a, b], 0.19, 14, 14)[0]]
    [0.19, 0.81]
    """
    if not priors:
        return [], "no hypotheses"
    fixed = [_fix(p.stated, scale_rate(rate, window=window, horizon=horizon)) for p in priors]
    taken = sum(value for value in fixed if value is not None)
    open_ = fixed.count(None)
    if open_ and taken >= 1 - 1e-9:
        return [1.0 / len(priors)] * len(priors), f"priors sum to {taken:.6g} and leave nothing for the rest; lower one"
    if not open_ and abs(taken - 1) > 1e-6:
        return [1.0 / len(priors)] * len(priors), f"priors sum to {taken:.6g}, not 1; give one of them as rest"
    rest = (1 - taken) / open_ if open_ else 0.0
    return [rest if value is None else value for value in fixed], ""


def _fix(stated: str, base_rate: float) -> float | None:
    if stated == REST:
        return None
    return base_rate if stated == BASE_RATE else float(stated)
