"""Alarms against crises: what was found and when, and what went up while nothing was there to find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vigie.exercise.debrief.records import CAP_DAYS, Found, Rise
from vigie.exercise.records import Crisis

DAY = dt.timedelta(days=1)
Up = tuple[dt.datetime, float, tuple[str, ...]]
"""A moment, how strongly the alarm was up (its posterior), and the records it rested on."""


def find_rises(moments: Sequence[Up], *, setting: float) -> tuple[Rise, ...]:
    """Return the alarms: each begins at a moment at or over the setting that follows one under it.

    >>> day = dt.datetime(2031, 5, 1, tzinfo=dt.UTC)
    >>> [(r.at.day, r.moments) for r in find_rises([(day + n * DAY, p, ()) for n, p in enumerate([.1, .6, .7, .2, .5])], setting=.5)]
    [(2, 2), (5, 1)]
    """
    found: list[Rise] = []
    held: list[Up] = []
    for moment in [*moments, (dt.datetime.max.replace(tzinfo=dt.UTC), -1.0, ())]:
        if moment[1] >= setting:
            held.append(moment)
        elif held:
            at, posterior, inputs = held[0]
            found.append(Rise(at=at, moments=len(held), posterior=posterior, inputs=inputs))
            held = []
    return tuple(found)


def find_crisis(crisis: Crisis, moments: Sequence[Up], *, setting: float, end: dt.datetime) -> Found:
    """Return whether and when a crisis was found.

    It is found by the first moment from its beginning on at which an alarm is up; a departure before the act, other
    crises within `CAP_DAYS`. delay = alarm − beginning in days; what was not found has the cap.
    """
    until = min(end, crisis.at + CAP_DAYS * DAY)
    seen = [(at, p >= setting) for at, p, _ in moments]
    in_time = [
        (at, up) for at, up in seen if crisis.at <= at and (at < crisis.before if crisis.before else at <= until)
    ]
    alarm = next((at for at, up in in_time if up), None)
    earlier = [up for at, up in seen if at < crisis.at]
    delay = CAP_DAYS if alarm is None else min(CAP_DAYS, (alarm - crisis.at) / DAY)
    return Found(
        crisis=crisis.key, kind=crisis.kind, at=crisis.at, before=crisis.before, alarm=alarm, delay=delay,
        was_up=bool(earlier and earlier[-1]),
    )  # fmt: skip


def find_quiet(crises: Sequence[Crisis], start: dt.datetime, end: dt.datetime) -> tuple[dt.datetime, float]:
    """Return until when it was quiet, which is until the first crisis began, and how many days that were."""
    until = min((c.at for c in crises), default=end)
    return until, max(0.0, (until - start) / DAY)
