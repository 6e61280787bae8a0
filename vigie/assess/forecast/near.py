"""Who is close to whom: actors that act on the same others, counted from the same dated acts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vigie.assess.forecast.history import ACTOR, RECIPIENT, Floats, History, Ints

PARTNERS = 40
"""So many of an actor's closest partners are followed one step further."""
DIRECT, SHARED, ANYBODY = 2e-4, 2e-3, 1e-8
"""What an act between the two, a shared partner, and being any actor at all are worth."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Ties of every pair, by actor: `tie[starts[a]:starts[a + 1]]` are those of a with `other[…]`."""

    starts: Ints
    other: Ints
    tie: Floats

    def of(self, actor: int) -> tuple[Ints, Floats]:
        """Return the partners of an actor and the ties with them."""
        held = slice(int(self.starts[actor]), int(self.starts[actor + 1]))
        return self.other[held], self.tie[held]

    @property
    def actors(self) -> int:
        """Return how many actors there are."""
        return len(self.starts) - 1


def find_nearness(history: History) -> Nearness:
    """Return how strongly every two actors are tied.

    v(s, x) = n(s, x) / sqrt(n(s) n(x))     n(s, x) the acts between them, both ways, n(s) all acts of s, both ways

    Hand check: s and x have 4 acts with each other, s 16 in all, x 4: v = 4 / sqrt(64) = 0.5.
    """
    pair, counts = np.unique(history.rows[:, ACTOR] * history.actors + history.rows[:, RECIPIENT], return_counts=True)
    actor, other = pair // history.actors, pair % history.actors
    total = np.bincount(actor, counts, history.actors)
    starts = np.searchsorted(actor, np.arange(history.actors + 1))
    return Nearness(starts, other, counts / np.sqrt(total[actor] * total[other]))


def find_closeness(near: Nearness, actor: int) -> Floats:
    """Return what an act of every other actor is worth for this one.

    w(s, s') = 1e-8 + 2e-4 v(s, s') + 2e-3 sum over the 40 closest partners x of s: v(s, x) v(x, s');  w(s, s) = 0
    """
    partners, ties = near.of(actor)
    direct = np.zeros(near.actors)
    direct[partners] = ties
    partners, ties = _keep_closest(partners, ties)
    many = near.starts[partners + 1] - near.starts[partners]
    at = np.repeat(near.starts[partners] - (np.cumsum(many) - many), many) + np.arange(many.sum())
    shared = np.bincount(near.other[at], np.repeat(ties, many) * near.tie[at], near.actors)
    worth = ANYBODY + DIRECT * direct + SHARED * shared
    worth[actor] = 0.0
    return worth


def find_shared(near: Nearness, actor: int, other: int) -> list[tuple[int, float]]:
    """Return the partners through which two actors are close, the strongest first."""
    partners, ties = _keep_closest(*near.of(actor))
    theirs = dict(zip(*(array.tolist() for array in near.of(other)), strict=True))
    found = [(x, tie * theirs[x]) for x, tie in zip(partners.tolist(), ties.tolist(), strict=True) if x in theirs]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _keep_closest(partners: Ints, ties: Floats) -> tuple[Ints, Floats]:
    order = np.lexsort((partners, -ties))[:PARTNERS]
    return partners[order], ties[order]
