"""The vectorised driver: many runs of a scenario side by side, by the same table, as arrays of runs by pairs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from vigie.exercise.cast import Scenario
from vigie.exercise.simulate.actions import GRAVEST
from vigie.exercise.simulate.state import CONVENTIONAL, READINESS, RESOLVE, STABILITY, SUNDAY, TOPS
from vigie.exercise.simulate.table import BANDS, HOLD, ROWS, SCALE, Table, make_table

Ints = np.ndarray[Any, np.dtype[np.int64]]
Small = np.ndarray[Any, np.dtype[np.int16]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summaries:
    """What many runs came to, a row a run. `entropy` and `spawn_key` say which seed they grew from.

    `counts` are acts by action; `rungs` the last rung and `peaks` the highest of each pair; `tension` the mean over
    pairs and days; `actors` and `sites` as they stand at the end.
    """

    counts: Ints
    rungs: Ints
    peaks: Ints
    tension: np.ndarray[Any, np.dtype[np.float64]]
    actors: Ints
    sites: Ints
    dyad_days: int
    entropy: tuple[int, ...]
    spawn_key: tuple[int, ...]


def run_many(
    scenario: Scenario, *, runs: int, days: int, seed: int | np.random.SeedSequence = 0, cap: int = GRAVEST, calm: bool = False
) -> Summaries:  # fmt: skip
    """Return what `runs` runs of `days` days come to, without a script, from a Monday on; the same for the same seed."""
    return run_table(make_table(scenario, cap=cap, calm=calm), runs=runs, days=days, seed=seed)


def run_table(table: Table, *, runs: int, days: int, seed: int | np.random.SeedSequence = 0) -> Summaries:
    """Return what many runs by a table come to."""
    sequence = seed if isinstance(seed, np.random.SeedSequence) else np.random.SeedSequence(seed)
    (child,) = sequence.spawn(1)
    crowd = Crowd(table, runs, np.random.Generator(np.random.SFC64(child)))
    total = np.zeros(runs)
    peaks = np.zeros((runs, len(table.pairs)), np.int16)
    for day in range(days):
        crowd.step(day % 7)
        total += crowd.tension.sum(axis=1)
        np.maximum(peaks, crowd.rung, out=peaks)
    return Summaries(
        counts=crowd.counts.reshape(runs, -1).astype(np.int64),
        rungs=crowd.rung.astype(np.int64),
        peaks=peaks.astype(np.int64),
        tension=total / max(1, days * len(table.pairs)),
        actors=crowd.actors.astype(np.int64),
        sites=crowd.sites.astype(np.int64),
        dyad_days=runs * days * len(table.pairs),
        entropy=tuple(np.atleast_1d(np.asarray(child.entropy, object)).tolist()),
        spawn_key=tuple(child.spawn_key),
    )


@dataclass(slots=True)
class Crowd:
    """The states of many runs. `rung`, `tension` and `channel` are runs by pairs, `actors` runs by parties by fields."""

    table: Table
    runs: int
    rng: np.random.Generator
    rung: Small = field(init=False)
    tension: Small = field(init=False)
    channel: Small = field(init=False)
    actors: Small = field(init=False)
    sites: Small = field(init=False)
    counts: Small = field(init=False)
    _lay: _Laid = field(init=False)

    def __post_init__(self) -> None:
        """Put all runs at rest."""
        table, runs = self.table, self.runs
        shape = (runs, len(table.pairs))
        self.rung = np.zeros(shape, np.int16)
        self.tension = np.tile(np.array(table.rest, np.int16), (runs, 1))
        self.channel = np.ones(shape, np.int16)
        self.actors = np.tile(np.array(table.base, np.int16), (runs, 1, 1))
        self.sites = np.zeros((runs, len(table.sites)), np.int16)
        self.counts = np.zeros(runs * len(table.keys), np.int16)
        self._lay = _Laid.of(table, runs)

    def step(self, weekday: int) -> None:
        """Go on by one day; 0 is a Monday. The rules are those of the scalar driver."""
        lay = self._lay
        code = ((self.rung * BANDS + (self.tension >> 4)) * 2 + self.channel) * 2
        row = code.reshape(-1).astype(np.int64) + lay.first
        if weekday >= SUNDAY - 1:
            row += 1
        draw = self.rng.integers(0, SCALE, row.size, dtype=np.uint16)
        found = np.flatnonzero(draw < lay.any[row])
        if found.size:
            self._act(found, row[found])
        self._end_day(weekday)

    def _act(self, found: Ints, row: Ints) -> None:
        lay, n = self._lay, len(self.table.keys)
        which, whether, where = self.rng.integers(0, SCALE, (3, found.size), dtype=np.uint16).astype(np.int64)
        at = (lay.moves[row] <= which[:, None]).sum(axis=1)
        side, action = at // n, at % n
        run, pair = found // len(self.table.pairs), found % len(self.table.pairs)
        actor, other = lay.pairs[pair, side], lay.pairs[pair, 1 - side]
        who = self.actors[run, actor].astype(np.int64)
        will = 10 + who[:, RESOLVE] + ((who[:, READINESS] - 50) >> 1) + ((60 - who[:, STABILITY]) >> 2)
        does = (lay.actions[action, 2] <= 1) | (whether * 100 < np.clip(will, 5, 100) * SCALE)
        does &= (lay.effects[action, CONVENTIONAL] >= 0) | (who[:, CONVENTIONAL] > lay.base[actor, CONVENTIONAL])
        kept = np.flatnonzero(does)
        self._apply(found[kept], run[kept], actor[kept], other[kept], action[kept], where[kept])

    def _apply(self, found: Ints, run: Ints, actor: Ints, other: Ints, action: Ints, where: Ints) -> None:
        lay = self._lay
        tension, channel, _, rung, hurts, site = lay.actions[action].T
        flat = self.rung.reshape(-1)
        flat[found] = np.maximum(flat[found], rung)
        self.tension.reshape(-1)[found] += tension.astype(np.int16)
        moved = channel >= 0
        self.channel.reshape(-1)[found[moved]] = channel[moved]
        np.add.at(self.actors, (run, actor), lay.effects[action].astype(np.int16))
        hit = hurts != 0
        np.add.at(self.actors[:, :, STABILITY], (run[hit], other[hit]), hurts[hit].astype(np.int16))
        np.add.at(self.counts, run * len(self.table.keys) + action, 1)
        left = np.flatnonzero(site >= 0)
        owner = np.where(lay.at_actor[action[left]], actor[left], other[left])
        count = lay.place_counts[action[left], owner]
        chosen = lay.places[action[left], owner, where[left] * count >> 16]
        self.sites[run[left], chosen] = site[left]

    def _end_day(self, weekday: int) -> None:
        lay = self._lay
        np.clip(self.tension, 0, 100, out=self.tension)
        off = self.tension - lay.rest
        self.tension -= np.sign(off) * ((np.abs(off) + 7) >> 3)
        self.rung -= (self.rung > 0) & (self.tension < lay.rest + lay.hold[self.rung])
        np.clip(self.actors, 0, lay.tops, out=self.actors)
        back = np.sign(lay.base - self.actors)
        back[:, :, :READINESS] *= lay.relaxes if weekday == SUNDAY else 0
        self.actors += back
        if weekday == SUNDAY:
            np.maximum(self.sites - 1, 0, out=self.sites)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A table laid out as arrays."""

    any: Ints
    moves: Ints
    first: Ints
    pairs: Ints
    actions: Ints
    effects: Ints
    base: Small
    rest: Small
    hold: Small
    tops: Small
    relaxes: Small
    at_actor: np.ndarray[Any, np.dtype[np.bool_]]
    places: Ints
    place_counts: Ints

    @classmethod
    def of(cls, table: Table, runs: int) -> _Laid:
        """Return the arrays of a table."""
        counts = np.array([[len(own) for own in row] for row in table.places], np.int64)
        places = np.zeros((*counts.shape, max(1, int(counts.max(initial=0)))), np.int64)
        for k, row in enumerate(table.places):
            for a, own in enumerate(row):
                places[k, a, : len(own)] = own
        return cls(
            any=table.any,
            moves=table.moves,
            first=np.tile(np.arange(len(table.pairs), dtype=np.int64) * ROWS, runs),
            pairs=np.array(table.pairs, np.int64).reshape(-1, 2),
            actions=np.array(table.actions, np.int64),
            effects=np.array(table.effects, np.int64),
            base=np.array(table.base, np.int16),
            rest=np.array(table.rest, np.int16),
            hold=np.array(HOLD, np.int16),
            tops=np.array(TOPS, np.int16),
            relaxes=np.array([[0 if holds else 1] for holds in table.holds], np.int16),
            at_actor=np.array([at == "actor" for at in table.at]),
            places=places,
            place_counts=counts,
        )
