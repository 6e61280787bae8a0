"""Alarms on unusual coverage: the day's most surprising stream against its own past, at the operator's budget.

An alarm means that more is reported than usual, never that something escalates; no alarm does not mean calm.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vigie.model.signal import Signal
from vigie.watch.signals.baseline import NEEDED, Judged, judge_stream
from vigie.watch.signals.baseline_alarm import (
    YEAR,
    Verdict,
    find_achieved,
    find_maxima,
    find_placebo,
    find_verdicts,
    needed_days,
)
from vigie.watch.signals.baseline_streams import Stream, Streams, find_streams
from vigie.watch.view import View

ALARM_DAYS = 12.0
"""One a month, unless the operator says otherwise."""
RECENT = 8
"""Alarms of so many days are told: older days are in the baselines by now."""
NOTHING_KNOWN: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Baselines:
    """All streams judged day by day, the verdicts on their maximum, and how the alarms kept to their budget.

    `judged` holds one list a stream, in the order of the streams; `lacking` is how many more days of history are
    needed before the last day can be judged, 0 when there are enough.
    """

    streams: Streams
    judged: tuple[tuple[Judged | None, ...], ...]
    verdicts: tuple[Verdict | None, ...]
    alarm_days: float
    achieved: float | None
    placebo: float | None
    lacking: int


def find_baselines(
    view: View, *, alarm_days: float = ALARM_DAYS, known: Mapping[str, float] = NOTHING_KNOWN
) -> Baselines:
    """Return the baselines of a view.

    `known` gives, by ISO day, by how much an event in the calendar is expected to multiply what is reported: it
    raises the exposure of its days, now and in the past, so that an exercise announced for a year is no surprise. No
    day is ever left out for it.
    """
    held = find_streams(view)
    weekdays = [day.weekday() for day in held.days]
    factors = [known.get(day.isoformat(), 1.0) for day in held.days]
    judged = tuple(tuple(judge_stream(s.counts, s.items, weekdays, known=factors)) for s in held.streams)
    maxima = find_maxima([[None if j is None else j.surprise for j in stream] for stream in judged])
    verdicts = tuple(find_verdicts(maxima, alarm_days=alarm_days))
    lacking = max(0, NEEDED + needed_days(alarm_days) - len(held.days))
    return Baselines(
        held, judged, verdicts, alarm_days, find_achieved(verdicts), find_placebo(verdicts), lacking
    )  # fmt: skip


def find_alarm_signals(
    view: View, *, alarm_days: float = ALARM_DAYS, known: Mapping[str, float] = NOTHING_KNOWN
) -> tuple[Signal, ...]:
    """Return the alarms of the last days, newest first; where history is too short, one notice that says so."""
    found = find_baselines(view, alarm_days=alarm_days, known=known)
    if not found.streams.days:
        return ()
    if found.lacking:
        return (_make_notice(view, found),)
    recent = range(len(found.streams.days) - 1, max(-1, len(found.streams.days) - 1 - RECENT), -1)
    return tuple(_make_alarm(view, found, t) for t in recent if (v := found.verdicts[t]) is not None and v.alarm)


def _make_notice(view: View, found: Baselines) -> Signal:
    first = min(view.documents.values(), key=lambda d: (d.known, d.key))
    return Signal(
        kind="alarm",
        form="too_short",
        key="alarm:too_short",
        state="too_short",
        level="notice",
        subject="baseline",
        since=first.known,
        inputs=(first.key,),
        values=(
            ("days", str(len(found.streams.days))),
            ("needed", str(len(found.streams.days) + found.lacking)),
            ("lacking", str(found.lacking)),
            ("alarm_days", f"{found.alarm_days:g}"),
            ("undated", str(found.streams.undated)),
        ),
    )


def _make_alarm(view: View, found: Baselines, t: int) -> Signal:
    at = max(range(len(found.judged)), key=lambda i: j.surprise if (j := found.judged[i][t]) is not None else -1.0)
    stream, judged, verdict = found.streams.streams[at], found.judged[at][t], found.verdicts[t]
    assert judged is not None and verdict is not None
    day = found.streams.days[t].isoformat()
    keys = tuple(sorted(stream.records[t]))
    return Signal(
        kind="alarm",
        form=_find_form(stream),
        key=f"alarm:{stream.name}:{day}",
        state=f"surprise {judged.surprise:.0f}",
        level="alarm",
        subject=stream.name,
        day=day,
        since=_known(view, keys),
        inputs=keys,
        about=_find_about(stream),
        values=_find_values(found, stream, judged, verdict, found.streams.days[t]),
    )


def _find_form(stream: Stream) -> str:
    if not stream.part:
        return stream.kind
    return f"{stream.kind}_{'pair' if '>' in stream.part else 'language'}"


def _find_about(stream: Stream) -> tuple[str, ...]:
    return (stream.kind, *(stream.part.split(">") if ">" in stream.part else ()))


def _known(view: View, keys: tuple[str, ...]) -> str:
    wanted = set(keys)
    held = [s.known for s in view.statements if s.key in wanted]
    held += [e.known for e in view.events if e.key in wanted]
    return max(held, default=view.at.isoformat())


def _find_values(
    found: Baselines, stream: Stream, judged: Judged, verdict: Verdict, day: dt.date
) -> tuple[tuple[str, str], ...]:
    """Return every number of the alarm, those it was computed from first."""
    return (
        ("part", stream.part.replace(">", " → ")),
        ("count", str(judged.count)),
        ("items", f"{judged.items:.0f}"),
        ("weekday", f"{day:%A}"),
        ("weekday_factor", f"{judged.weekday:.3f}"),
        ("known_factor", f"{judged.known:.3f}"),
        ("exposure", f"{judged.items * judged.weekday * judged.known:.3f}"),
        ("mean", f"{judged.mean:.1f}"),
        ("dispersion", f"{judged.dispersion:.3f}"),
        ("surprise", f"{judged.surprise:.2f}"),
        ("level", f"{judged.level:.2f}"),
        ("rank", f"{verdict.rank:.4f}"),
        ("past", str(verdict.past)),
        ("per_year", f"{verdict.rank * YEAR:.0f}"),
        ("alarm_days", f"{found.alarm_days:g}"),
        ("achieved", "?" if found.achieved is None else f"{found.achieved:.1f}"),
        ("placebo", "?" if found.placebo is None else f"{found.placebo:.3f}"),
        ("undated", str(found.streams.undated)),
    )
