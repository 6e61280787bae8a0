"""Many scored judgments as one line: scores with intervals, skill against three references, and what may be said."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from vigie.assess.scores import Interval, Parts, bootstrap, score_ece, score_skill, split_brier
from vigie.assess.scores.given import Array
from vigie.assess.track_entries import Entry

CLAIMABLE = 100
"""Resolved questions below which nothing is said about calibration."""
_BINNED = 20  # below that groups of equal count hold one or two questions
REFERENCES = ("base", "own", "previous")
"""Whom a judge is held against: the rate of yes known then, the hypothesis's own rate then, its own judgment before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a judge, a problem or a course stands. Less is better, but for skill, where 0 is as good as the reference.

    `skill` has the references that could be held against it; each interval counts its own questions, since not every
    question has a previous judgment. `ece` and `parts` are None below twenty questions. `claim` is the sentence about
    calibration that goes with every figure.
    """

    name: str
    count: int
    said: float
    came: float
    brier: Interval
    log: Interval
    timed: Interval
    skill: dict[str, Interval] = field(default_factory=dict)
    ece: float | None = None
    parts: Parts | None = None
    claim: str = ""


def find_standing_of(name: str, entries: Sequence[Entry], *, seed: int) -> Standing:
    """Return the standing over those entries, one a question; the same seed gives the same intervals."""
    said, came = [e.probability for e in entries], [e.outcome for e in entries]
    many = len(entries) >= _BINNED
    ece = score_ece(said, came) if many else None
    return Standing(
        name=name, count=len(entries), said=float(np.mean(said)), came=float(np.mean(came)),
        brier=_mean([e.brier for e in entries], f"{seed}/{name}/brier"),
        log=_mean([e.log for e in entries], f"{seed}/{name}/log"),
        timed=_mean([e.timed for e in entries], f"{seed}/{name}/timed"),
        skill=_find_skills(name, entries, seed), ece=ece, parts=split_brier(said, came, bins=10) if many else None,
        claim=find_claim(len(entries), ece),
    )  # fmt: skip


def make_rng(stream: str) -> np.random.Generator:
    """Return the dice of a named stream: a new stream does not shift the others."""
    return np.random.default_rng(random.Random(stream).getrandbits(64))


def _mean(scores: Sequence[float], stream: str) -> Interval:
    return bootstrap(_average, list(scores), rng=make_rng(stream))


def _average(scores: Array) -> float:
    return float(scores.mean())


def _find_skills(name: str, entries: Sequence[Entry], seed: int) -> dict[str, Interval]:
    found = {}
    for reference in REFERENCES:
        held = [(e.brier, (said - e.outcome) ** 2) for e in entries if (said := getattr(e, reference)) is not None]
        if held:
            ours, theirs = zip(*held, strict=True)
            found[reference] = bootstrap(score_skill, ours, theirs, rng=make_rng(f"{seed}/{name}/{reference}"))
    return found


def find_claim(count: int, ece: float | None) -> str:
    """Return what may be said about calibration: nothing below a hundred resolved questions.

    >>> find_claim(12, None)
    '12 resolved questions: too few to say anything about calibration, which takes 100'
    """
    if count < CLAIMABLE or ece is None:
        questions = "1 resolved question" if count == 1 else f"{count} resolved questions"
        return f"{questions}: too few to say anything about calibration, which takes {CLAIMABLE}"
    return f"calibration error {ece:.3f} in ten groups of equal count, over {count} resolved questions"
