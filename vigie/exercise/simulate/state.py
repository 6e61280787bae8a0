"""How parties stand at the end of a day, in whole numbers, and the rules that lead from one day to the next."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.exercise.simulate.actions import ACTOR_FIELDS
from vigie.exercise.simulate.table import TOP, Table

CONVENTIONAL, NUCLEAR, READINESS, RESOLVE, STABILITY = range(len(ACTOR_FIELDS))
TOPS = tuple(TOP[name] for name in ACTOR_FIELDS)
SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Actors (conventional, nuclear, readiness, resolve, stability), pairs (rung, tension, channel), sites (0 to 2)."""

    actors: tuple[tuple[int, ...], ...]
    pairs: tuple[tuple[int, int, int], ...]
    sites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One act by the numbers of a table; recipient and site may be missing, where a script has none."""

    actor: int
    action: int
    recipient: int | None = None
    site: int | None = None


def begin(table: Table) -> State:
    """Return the state of a first morning: all at rest, channels open, sites intact."""
    return State(
        actors=table.base,
        pairs=tuple((0, rest, 1) for rest in table.rest),
        sites=(0,) * len(table.sites),
    )


def find_will(actor: tuple[int, ...]) -> int:
    """Return how many times in a hundred a party does what it is about to do, from 5 to 100.

    60 + (resolve - 50) + (readiness - 50) / 2 + (60 - stability) / 4, each division rounded down.

    >>> find_will((1, 0, 60, 70, 60))     # 60 + 20 + 5 + 0
    85
    """
    will = 10 + actor[RESOLVE] + ((actor[READINESS] - 50) >> 1) + ((60 - actor[STABILITY]) >> 2)
    return min(100, max(5, will))


def rest_tension(tension: int, rest: int) -> int:
    """Return tension a day later: an eighth of the way back to rest, rounded up, so at least 1.

    >>> rest_tension(41, 25), rest_tension(26, 25), rest_tension(25, 25), rest_tension(17, 25)     # 16/8, 1, 0, -1
    (39, 25, 25, 18)
    """
    off = tension - rest
    back = (abs(off) + 7) >> 3
    return tension - back if off > 0 else tension + back
