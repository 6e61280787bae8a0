"""The watch over time: one round, rounds for ever, or a replay of dated snapshots through the same rounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from vigie.watch.release import release_memory
from vigie.watch.replay import Replay, make_replay_ask
from vigie.watch.round import Counts, Step, Watch, collect, find_due_sources, find_next_due, read_waiting

LONGEST_NAP = 30.0
"""Seconds; so long a sleep may be, so that a stop, or an alert to be sent again, is seen soon."""

After = Callable[[Watch, dt.datetime, Counts], None]
Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did, when, and whether it was cut short by a stop."""

    at: dt.datetime
    counts: Counts
    is_whole: bool


def run_round(watch: Watch, after: After, *, force: bool = False) -> Round:
    """Return what one round did: due sources visited, all that waits read, then grouped, weighed and told.

    With `force` every source is visited, due or not. What waits from an earlier round that was cut off comes first.
    """
    now = watch.clock()
    counts = Counts()
    read_waiting(watch, counts)
    if not watch.stop():
        collect(watch, watch.roster.sources if force else find_due_sources(watch, now), counts)
    read_waiting(watch, counts)
    after(watch, now, counts)  # also when stopping: what was read is told, and what waits stays waiting
    release_memory()
    return Round(at=now, counts=counts, is_whole=not watch.stop())


def run_for_ever(watch: Watch, after: After, *, sleep: Sleep) -> Iterator[Round]:
    """Yield rounds until the watch is stopped; between them sleep until a source is due."""
    while not watch.stop():
        yield run_round(watch, after)
        while not watch.stop():
            now = watch.clock()
            due = find_next_due(watch, now)
            if due is not None and due <= now:
                break
            nap = LONGEST_NAP if due is None else min(LONGEST_NAP, (due - now).total_seconds())
            watch.look(Step(what="asleep", detail=due.isoformat() if due else ""))
            sleep(max(0.1, nap))
            if not watch.stop() and nap >= LONGEST_NAP:
                after(watch, watch.clock(), Counts())  # deliveries that failed come due without a source


def run_replay(watch: Watch, after: After, replay: Replay) -> Iterator[Round]:
    """Yield the rounds of a replay, each at the moment of its snapshot; one that was cut off goes on where it was.

    Every source is visited at every moment, once: a snapshot is there because somebody looked.
    """
    for moment in replay.moments:
        at = replace(watch, ask=make_replay_ask(replay, moment), clock=lambda moment=moment: moment, follows=False)  # type: ignore[misc]
        visited = {s: dt.datetime.fromisoformat(v.at) for s, v in watch.ledger.last_visits().items()}
        if any(v > moment for v in visited.values()):
            continue  # a later moment was begun, so this one was finished
        left = tuple(s for s in watch.roster.sources if s.id not in visited or visited[s.id] < moment)
        yield run_round(replace(at, roster=replace(at.roster, sources=left)), after, force=True)
        if watch.stop():
            return
