"""The next-event ranking: a score for every answer to "s does r to whom next?", each the sum of dated acts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from vigie.assess.forecast.history import ACTOR, DAY, KIND, RECIPIENT, Floats, History
from vigie.assess.forecast.near import Nearness, find_closeness, find_nearness, find_shared
from vigie.assess.forecast.rules import Rules

HALF_LIFE = 150.0
"""Days after which an act of somebody else is worth half."""


@dataclass(frozen=True, slots=True)
class Part:
    """One dated act in a score: its row in the history, what it adds, why, and through whom it counts.

    `why` is "same" (the very kind, within the pair), "answered" (the same kind the other way), "rule" (another kind
    within the pair) or "others" (the same kind on the same actor, by somebody close to the one asked about).
    """

    row: int
    amount: float
    why: str
    through: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score and the dated acts it sums, the heaviest first: `sum(part.amount) == score`."""

    score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place of a ranking. The score orders; it is no probability."""

    rank: int
    actor: int
    score: float


class Ranker:
    """A history with its rules and who is close to whom, ready to be asked."""

    def __init__(self, history: History, rules: Rules) -> None:
        self.history = history
        self.rules = rules
        self._closeness: dict[int, Floats] = {}

    @cached_property
    def near(self) -> Nearness:
        """Return the ties of the history's actors."""
        return find_nearness(self.history)

    def closeness(self, actor: int) -> Floats:
        """Return what acts of others are worth for the actor."""
        if actor not in self._closeness:
            self._closeness[actor] = find_closeness(self.near, actor)
        return self._closeness[actor]


def score_all(ranker: Ranker, actor: int, kind: int, *, day: int) -> Floats:
    """Return the score of every actor as the one to whom `actor` does `kind` on the day.

    score(o) = sum over past acts e between s and o: K[r_e, r, age]                            (rules.py)
             + sum over past acts e of kind r on o by another s': w(s, s') 2^(-age / 150)      (near.py)
    """
    rows = ranker.history.rows
    own = rows[ranker.history.of_actor(actor)]
    scores = np.bincount(
        own[:, RECIPIENT], ranker.rules.of(own[:, KIND], kind, day - own[:, DAY]), ranker.history.actors
    ).astype(float)
    others = rows[ranker.history.of_kind(kind)]
    worth = ranker.closeness(actor)[others[:, ACTOR]] * _fade(day - others[:, DAY])
    scores += np.bincount(others[:, RECIPIENT], worth, ranker.history.actors)
    return scores


def rank_next(ranker: Ranker, actor: int, kind: int, *, day: int, top: int = 10) -> list[Ranked]:
    """Return the first places of the ranking; actors without any dated act behind them have none, ties share one."""
    scores = score_all(ranker, actor, kind, day=day)
    scores[actor] = 0.0
    order = np.lexsort((np.arange(len(scores)), -scores))[:top]
    return [Ranked(1 + int((scores > scores[o]).sum()), int(o), float(scores[o])) for o in order if scores[o] > 0]


def explain(ranker: Ranker, actor: int, kind: int, other: int, *, day: int) -> Explanation:
    """Return the score of one answer with every dated act that it sums."""
    rows, held = ranker.history.rows, ranker.history.of_actor(actor)
    mine = np.arange(held.start, held.stop)[rows[held, RECIPIENT] == other]
    amounts = ranker.rules.of(rows[mine, KIND], kind, day - rows[mine, DAY])
    parts = [
        Part(row, amount, _name_rule(int(rows[row, KIND]), kind, ranker.history.kinds))
        for row, amount in zip(mine.tolist(), amounts.tolist(), strict=True)
    ]
    parts += _explain_others(ranker, actor, kind, other, day)
    parts = sorted((part for part in parts if part.amount > 0), key=lambda part: (-part.amount, -part.row))
    return Explanation(sum(part.amount for part in parts), tuple(parts))


def _explain_others(ranker: Ranker, actor: int, kind: int, other: int, day: int) -> list[Part]:
    rows, theirs = ranker.history.rows, ranker.history.of_kind(kind)
    theirs = theirs[rows[theirs, RECIPIENT] == other]
    amounts = ranker.closeness(actor)[rows[theirs, ACTOR]] * _fade(day - rows[theirs, DAY])
    through = {
        who: tuple(x for x, _ in find_shared(ranker.near, actor, who)[:3])
        for who in {int(who) for who in rows[theirs, ACTOR]}
    }
    return [
        Part(row, amount, "others", through[int(rows[row, ACTOR])])
        for row, amount in zip(theirs.tolist(), amounts.tolist(), strict=True)
    ]


def _fade(ages: np.typing.NDArray[np.int64]) -> Floats:
    faded: Floats = 0.5 ** (ages / HALF_LIFE)
    return faded


def _name_rule(before: int, now: int, kinds: int) -> str:
    if before == now:
        return "same"
    return "answered" if (before + kinds) % (2 * kinds) == now else "rule"
