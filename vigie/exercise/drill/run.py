"""A drill run from where it stands to its end: as fast as the wall clock times its speed, or as fast as it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vigie.exercise.drill.history import feed_history, keep_shared, take_shared
from vigie.exercise.drill.inbox import Message
from vigie.exercise.drill.play import Player, Surroundings, open_player
from vigie.exercise.drill.state import State
from vigie.watch.run import Round

NAP = 0.5
"""Seconds; so long a sleep may be, so that what a controller asks for is seen soon."""
Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a run has just done: history read (day of so many), or a tick played with what it brought."""

    at: dt.datetime | None
    end: dt.datetime
    round: Round | None = None
    messages: tuple[Message, ...] = ()
    history: tuple[int, int, int] | None = None


def run_drill(
    folder: Path, around: Surroundings, *, sleep: Sleep, speed: float | None = None, shared: Path | None = None,
    is_paused: bool = False, tell_history: Callable[[int, int, int], None] = lambda *_: None,
) -> Iterator[Step]:  # fmt: skip
    """Yield the ticks of a drill as they are played, from where its journal says that it stands, until it is over.

    It can be stopped or killed at any moment; the next run goes on there. `shared` is a folder in which drills of one
    scenario share their history. `speed` is how many times faster than the wall clock, None for as fast as it goes.
    """
    if shared is not None:
        _take_history(folder, around, shared)
    with open_player(folder, around) as player:
        player.note("resumed")
        player.note("speed", value="max" if speed is None else f"{speed}x")
        if is_paused:
            player.note("pause")
        if player.look_up().has_history or _feed(player, shared, tell_history):
            yield from _play(player, sleep)
        if around.stop():
            player.note("stopped")


def _take_history(folder: Path, around: Surroundings, shared: Path) -> None:
    """Return nothing; a history that others made before is taken over where the drill has none yet."""
    from vigie.exercise.drill.folder import load_drill, load_own_scenario, only_run
    from vigie.exercise.drill.journal import Entry, append, read_journal
    from vigie.exercise.drill.state import find_state

    scenario = load_own_scenario(folder, load_drill(folder))
    with only_run(folder):
        state = find_state(read_journal(folder), start=scenario.start)
        if not state.has_history and take_shared(folder, shared, scenario):
            wall = around.now().astimezone(dt.UTC).isoformat()
            append(folder, Entry(what="history", wall=wall, value="shared", by="run"))


def _feed(player: Player, shared: Path | None, tell: Callable[[int, int, int], None]) -> bool:
    """Return whether the history is in the ledger, whole."""
    documents = feed_history(player.watch, player.scenario, player.around.makers, tell)
    if player.around.stop():
        return False
    if shared is not None:
        keep_shared(player.folder, shared, player.scenario)
    player.note("history", value=str(documents))
    player.look_up()
    return True


def _play(player: Player, sleep: Sleep) -> Iterator[Step]:
    if player.state.is_open and player.state.at is not None:
        yield _play_tick(player, player.state.at)  # the last one may have been cut off
    pace = _Pace(player)
    while not player.around.stop():
        state = player.look_up()
        at = player.find_next()
        if at is None:
            if not state.is_over:
                player.note("ended", at=state.at)
            return
        wait = pace.find_wait(state, at)
        if wait > 0:
            sleep(min(wait, NAP))
            continue
        player.note("tick", at=at, is_urgent=False)
        player.look_up()
        yield _play_tick(player, at)


def _play_tick(player: Player, at: dt.datetime) -> Step:
    made = player.play(at)
    return Step(at=at, end=player.end, round=made, messages=player.new_messages(at))


class _Pace:
    """How far the wall clock has carried the drill; it begins anew whenever speed or pause change."""

    def __init__(self, player: Player) -> None:
        self._now = player.around.now
        self._start = player.scenario.start
        self._key: tuple[object, ...] = ()
        self._wall = self._now()
        self._from = player.state.at

    def find_wait(self, state: State, at: dt.datetime) -> float:
        """Return how many seconds of the wall clock are left until a tick is due; 0 for now."""
        if state.goal is not None and at <= state.goal:
            self._key = ()
            return 0.0
        if state.is_paused:
            self._key = ()
            return NAP
        if state.speed is None:
            return 0.0
        if self._key != (state.speed,):
            self._key, self._wall, self._from = (state.speed,), self._now(), state.at or self._start
        passed = (self._now() - self._wall).total_seconds() * state.speed
        due = ((at - (self._from or self._start)).total_seconds() - passed) / state.speed
        return max(0.0, due)
