"""Is a source alive? What it should do against what it did, as a pure function: silence is an alarm too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from vigie.watch.collect.courtesy import find_check
from vigie.watch.collect.roster import Source, show_rhythm
from vigie.watch.collect.visit import Outcome, Visit

SILENCE = 3
"""So many rhythms without anything new are silence: a daily source may rest over a weekend, not longer."""
FAILURES = 3
"""So many failures in a row are more than a server's bad hour."""
LATE = 4
"""So many usual pauses without a visit mean that collecting itself has stopped."""
WALL, WALL_SHARE = 5, 0.8
"""So many undated items, and such a share of all, are a wall; where most were undated before, it is known."""
USUAL_VISITS = 10

AlarmKind = Literal["unvisited", "failing", "unreadable", "empty", "silent", "undated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one visit saw: how many items, how many of them without date, how many never seen before."""

    at: dt.datetime
    outcome: Outcome
    items: int = 0
    undated: int = 0
    new: int = 0
    fault: str | None = None

    @classmethod
    def of(cls, visit: Visit, *, new: int) -> Seen:
        """Return what a visit saw; only the ledger knows how much of it was new."""
        return cls(
            at=visit.at,
            outcome=visit.outcome,
            items=len(visit.items),
            undated=visit.undated,
            new=new,
            fault=visit.fault,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAlarm:
    """An alarm on a source, with what was expected, what was seen instead, and since when."""

    source: str
    kind: AlarmKind
    since: dt.datetime
    expected: str
    seen: str

    def __str__(self) -> str:
        """Return the alarm as one line."""
        return f"{self.source}: {self.kind}: expected {self.expected}; {self.seen}, since {self.since:%Y-%m-%d %H:%M}"


def find_alarms(source: Source, history: Sequence[Seen], *, now: dt.datetime) -> tuple[SourceAlarm, ...]:
    """Return the alarms on a source from what its visits saw, oldest first; none means it is alive.

    Silence is only stated when the source was reached and had nothing new: one that could not be reached is failing,
    and what it would have said is not known.
    """
    if not history:
        return ()
    checks = (_find_unvisited, _find_failing, _find_unreadable, _find_empty, _find_silent, _find_undated)
    return tuple(alarm for check in checks if (alarm := check(source, history, now)) is not None)


def _alarm(source: Source, kind: AlarmKind, since: dt.datetime, expected: str, seen: str) -> SourceAlarm:
    return SourceAlarm(source=source.id, kind=kind, since=since, expected=expected, seen=seen)


def _find_unvisited(source: Source, history: Sequence[Seen], now: dt.datetime) -> SourceAlarm | None:
    """Visits that fail are further and further apart, up to a day; that is no fault of ours."""
    every = find_check(source.rhythm, source.check)
    longest = LATE * every if history[-1].outcome in {"items", "unchanged"} else max(LATE * every, dt.timedelta(days=8))
    last = history[-1].at
    if now - last <= longest:
        return None
    return _alarm(source, "unvisited", last, f"a visit every {show_rhythm(every)}", "collecting has stopped")


def _find_failing(source: Source, history: Sequence[Seen], now: dt.datetime) -> SourceAlarm | None:
    run = _last_run(history, {"failed"})
    if not run:
        return None
    is_long = source.rhythm is not None and now - run[0].at > source.rhythm and len(run) > 1
    if len(run) < FAILURES and not is_long:
        return None
    return _alarm(source, "failing", run[0].at, "an answer", f"{len(run)} visits failed, last: {run[-1].fault}")


def _find_unreadable(source: Source, history: Sequence[Seen], now: dt.datetime) -> SourceAlarm | None:
    run = _last_run(history, {"unreadable"})
    if not run:
        return None
    return _alarm(source, "unreadable", run[0].at, "what can be read", f"what came cannot be read: {run[-1].fault}")


def _find_empty(source: Source, history: Sequence[Seen], now: dt.datetime) -> SourceAlarm | None:
    full = [seen for seen in history if seen.outcome == "items"]
    run = _trailing(full, lambda seen: seen.items == 0)
    before = [seen.items for seen in full[: len(full) - len(run)]][-USUAL_VISITS:]
    if not run or not before:
        return None
    return _alarm(source, "empty", run[0].at, f"some {median(before):g} items", "there are none")


def _find_silent(source: Source, history: Sequence[Seen], now: dt.datetime) -> SourceAlarm | None:
    reached = [seen for seen in history if seen.outcome in {"items", "unchanged"}]
    if source.rhythm is None or not reached:
        return None
    last = next((seen.at for seen in reversed(reached) if seen.new), reached[0].at)
    if reached[-1].at - last <= SILENCE * source.rhythm:
        return None
    days = (reached[-1].at - last).total_seconds() / 86_400
    return _alarm(
        source, "silent", last, f"something new every {show_rhythm(source.rhythm)}", f"nothing new in {days:.1f} days"
    )


def _find_undated(source: Source, history: Sequence[Seen], now: dt.datetime) -> SourceAlarm | None:
    full = [seen for seen in history if seen.outcome == "items" and seen.items]
    run = _trailing(full, _is_wall)
    if source.undated or not run:
        return None
    return _alarm(
        source, "undated", run[0].at, "items with dates", f"{run[-1].undated} of {run[-1].items} items have none"
    )


def _is_wall(seen: Seen) -> bool:
    return seen.undated >= WALL and seen.undated >= WALL_SHARE * seen.items


def _last_run(history: Sequence[Seen], outcomes: set[Outcome]) -> Sequence[Seen]:
    return _trailing(history, lambda seen: seen.outcome in outcomes)


def _trailing(history: Sequence[Seen], fits: Callable[[Seen], bool]) -> Sequence[Seen]:
    """Return the visits at the end that all fit."""
    start = len(history)
    while start and fits(history[start - 1]):
        start -= 1
    return history[start:]
