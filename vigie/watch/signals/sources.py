"""Alarms on the sources themselves, from the visits that the ledger keeps: a silent source is not a calm world."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import cast

from vigie.model.signal import Signal
from vigie.store.watched import FiledVisit
from vigie.watch.collect.heartbeat import Seen, SourceAlarm, find_alarms
from vigie.watch.collect.roster import Source, show_rhythm
from vigie.watch.collect.visit import Outcome
from vigie.watch.view import View


def find_source_signals(view: View, sources: Iterable[Source]) -> tuple[Signal, ...]:
    """Return the alarms on the sources of the roster, by source; one never visited has none."""
    history: dict[str, list[Seen]] = defaultdict(list)
    for visit in reversed(view.visits):
        history[visit.source].append(read_seen(visit))
    return tuple(
        _make_signal(source, alarm, history[source.id], view.at)
        for source in sources
        for alarm in find_alarms(source, history[source.id], now=view.at)
    )


def read_seen(visit: FiledVisit) -> Seen:
    """Return what a visit that was filed saw."""
    return Seen(
        at=dt.datetime.fromisoformat(visit.at),
        outcome=cast(Outcome, visit.outcome),
        items=visit.items,
        undated=visit.undated,
        new=visit.fresh,
        fault=visit.fault,
    )


def _make_signal(source: Source, alarm: SourceAlarm, history: Sequence[Seen], now: dt.datetime) -> Signal:
    run = [seen for seen in history if seen.at >= alarm.since]
    last = history[-1]
    return Signal(
        kind="source",
        form=alarm.kind,
        key=f"source:{source.id}:{alarm.kind}",
        state=_write(alarm.since),
        level="watch",
        subject=source.name or source.id,
        day=alarm.since.date().isoformat(),
        since=_write(_find_start(source, alarm, history)),
        inputs=(f"source:{source.id}",),
        about=tuple(x for x in (source.id, source.name, source.country) if x),
        values=(
            ("source", source.id),
            ("from", f"{alarm.since:%Y-%m-%d %H:%M}"),
            ("rhythm", "–" if source.rhythm is None else show_rhythm(source.rhythm)),
            ("days", f"{(now - alarm.since).total_seconds() / 86_400:.1f}"),
            ("visits", str(len(run))),
            ("items", str(last.items)),
            ("undated", str(last.undated)),
            ("fault", last.fault or "–"),
            ("expected", alarm.expected),
            ("seen", alarm.seen),
        ),
    )


def _find_start(source: Source, alarm: SourceAlarm, history: Sequence[Seen]) -> dt.datetime:
    """Return the visit after which the alarm was first due; where no visit shows it, since when it is so.

    An alarm stays due until its run ends, so that the first visit is found by halving.
    """

    def is_due(count: int) -> bool:
        found = find_alarms(source, history[:count], now=history[count - 1].at)
        return any(a.kind == alarm.kind and a.since == alarm.since for a in found)

    low, high = 1, len(history)
    if not is_due(high):
        return alarm.since
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_due(middle) else (middle + 1, high)
    return history[low - 1].at


def _write(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
