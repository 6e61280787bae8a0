"""The ranking of what an actor may do next, in names and dates: every place with the acts that its score sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.assess.forecast.acts import Act, keep_known
from vigie.assess.forecast.history import Names, make_history
from vigie.assess.forecast.rank import Explanation, Ranker, explain, rank_next
from vigie.assess.forecast.rules import learn_rules


@dataclass(frozen=True, slots=True)
class Summed:
    """One dated act in a score: what it adds, why, and through whom an act of somebody else counts."""

    act: Act
    amount: float
    why: str
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One place: a kind of act and its recipient, the score that orders it, and all acts that the score sums."""

    rank: int
    actor: str
    kind: str
    recipient: str
    score: float
    summed: tuple[Summed, ...]


def rank_places(
    acts: Sequence[Act], *, actor: str, day: dt.date, kinds: Sequence[str] = (), top: int = 10
) -> list[Place]:
    """Return the first places among what the actor may do, of some kinds or of all; `day` is the first not known.

    A score is a rate in acts a day under the rules learned on the acts known; it orders and is no probability. Equal
    scores share a rank. An actor that the acts do not name has no places.
    """
    history, names = make_history(keep_known(acts, day))
    if actor not in names.actors:
        return []
    ranker = Ranker(history, learn_rules(history, until=day.toordinal()))
    number, at = names.actors.index(actor), day.toordinal()
    asked = [i for i, kind in enumerate(names.kinds) if not kinds or kind in kinds]
    held = [(found, kind) for kind in asked for found in rank_next(ranker, number, kind, day=at, top=top)]
    held.sort(key=lambda item: (-item[0].score, item[1], item[0].actor))
    return [
        Place(
            1 + sum(other.score > found.score for other, _ in held), actor, names.kinds[kind], names.actors[found.actor],
            found.score, _name(explain(ranker, number, kind, found.actor, day=at), ranker, names),
        )
        for found, kind in held[:top]
    ]  # fmt: skip


def _name(told: Explanation, ranker: Ranker, names: Names) -> tuple[Summed, ...]:
    return tuple(
        Summed(
            names.acts[int(ranker.history.of[part.row])], part.amount, part.why,
            tuple(names.actors[i] for i in part.through),
        )
        for part in told.parts
    )  # fmt: skip
