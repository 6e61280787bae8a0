"""The scalar driver: one scenario, one day at a time, with what a script does that day; for live drills."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from vigie.exercise.simulate.state import (
    CONVENTIONAL,
    NUCLEAR,
    STABILITY,
    SUNDAY,
    TOPS,
    Move,
    State,
    find_will,
    rest_tension,
)
from vigie.exercise.simulate.table import BANDS, HOLD, ROWS, SCALE, Table

MASK = SCALE - 1


@dataclass(slots=True)
class Driver:
    """Steps a state through days by a table. It holds no state of its own: what it needs to go on is the last `State`."""

    table: Table
    _any: list[int] = field(init=False)
    _moves: dict[int, list[int]] = field(default_factory=dict)
    _at: dict[tuple[int, int], int] = field(init=False)

    def __post_init__(self) -> None:
        """Lay the table out as plain lists, which are quicker one at a time."""
        self._any = self.table.any.tolist()
        self._at = {pair: n for n, pair in enumerate(self.table.pairs)}

    def step(
        self,
        state: State,
        rng: random.Random,
        *,
        weekday: int,
        scripted: Sequence[Move] = (),
        late: Sequence[Move] = (),
    ) -> tuple[State, list[Move]]:
        """Return the state of the evening and what the simulator did that day; 0 is a Monday.

        All decide from how things stood in the morning. Where a script has two parties do something to each other
        they do nothing else that day; `late` moves, which a controller adds, change nothing that was done before.
        Both take effect, and are not returned. Each pair has its own bits, so that no pair moves another's dice.
        """
        bound = {pair for move in scripted if (pair := self.find_pair(move)) is not None}
        moves = list(self._decide(state, rng, weekday >= SUNDAY - 1, bound))
        return self._end_day(state, [*scripted, *late, *moves], weekday), moves

    def find_pair(self, move: Move) -> int | None:
        """Return the number of the pair that a move is between, None where it is between no pair of the table."""
        if move.recipient is None:
            return None
        return self._at.get((min(move.actor, move.recipient), max(move.actor, move.recipient)))

    def _decide(self, state: State, rng: random.Random, weekend: bool, bound: set[int]) -> list[Move]:
        found = []
        for n, (rung, tension, channel) in enumerate(state.pairs):
            row = n * ROWS + ((rung * BANDS + (tension >> 4)) * 2 + channel) * 2 + weekend
            bits = rng.getrandbits(64)
            if bits & MASK < self._any[row] and n not in bound:
                move = self._choose(state, n, row, *((bits >> part) & MASK for part in (16, 32, 48)))
                if move is not None:
                    found.append(move)
        return found

    def _choose(self, state: State, pair: int, row: int, which: int, whether: int, where: int) -> Move | None:
        """Return what is done, or None where who would do it has not the will, or nothing to lower."""
        table = self.table
        if row not in self._moves:
            self._moves[row] = table.moves[row].tolist()
        at = bisect_right(self._moves[row], which)
        side, action = divmod(at, len(table.keys))
        actor, recipient = table.pairs[pair] if side == 0 else table.pairs[pair][::-1]
        who = state.actors[actor]
        if table.actions[action][2] > 1 and whether * 100 >= find_will(who) * SCALE:
            return None
        if table.effects[action][CONVENTIONAL] < 0 and who[CONVENTIONAL] <= table.base[actor][CONVENTIONAL]:
            return None
        sites = table.places[action][actor if table.at[action] == "actor" else recipient]
        return Move(
            actor=actor, action=action, recipient=recipient, site=sites[where * len(sites) >> 16] if sites else None
        )

    def _end_day(self, state: State, moves: Sequence[Move], weekday: int) -> State:
        actors = [list(a) for a in state.actors]
        pairs = [list(p) for p in state.pairs]
        sites = list(state.sites)
        for move in moves:
            self._apply(move, actors, pairs, sites)
        for n, pair in enumerate(pairs):
            pair[1] = rest_tension(min(100, max(0, pair[1])), self.table.rest[n])
            if pair[0] and pair[1] < self.table.rest[n] + HOLD[pair[0]]:
                pair[0] -= 1
        for actor, base, holds in zip(actors, self.table.base, self.table.holds, strict=True):
            for k, top in enumerate(TOPS):
                actor[k] = min(top, max(0, actor[k]))
                if k > NUCLEAR or (weekday == SUNDAY and not holds):
                    actor[k] += (actor[k] < base[k]) - (actor[k] > base[k])
        if weekday == SUNDAY:
            sites = [max(0, site - 1) for site in sites]
        return State(actors=tuple(map(tuple, actors)), pairs=tuple((r, t, c) for r, t, c in pairs), sites=tuple(sites))

    def _apply(self, move: Move, actors: list[list[int]], pairs: list[list[int]], sites: list[int]) -> None:
        tension, channel, _, rung, hurts, site = self.table.actions[move.action]
        for k, change in enumerate(self.table.effects[move.action]):
            actors[move.actor][k] += change
        if move.recipient is not None:
            actors[move.recipient][STABILITY] += hurts
        n = self.find_pair(move)
        if n is not None:
            pairs[n][0] = max(pairs[n][0], rung)
            pairs[n][1] += tension
            pairs[n][2] = pairs[n][2] if channel < 0 else channel
        if site >= 0 and move.site is not None:
            sites[move.site] = site
