"""All signals of a view. Each family is one line of the register; a new one is added there and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from vigie.model.signal import Signal
from vigie.watch.collect.roster import Source
from vigie.watch.signals.baselines import ALARM_DAYS, find_alarm_signals
from vigie.watch.signals.contradictions import find_contradictions
from vigie.watch.signals.cutquotes import find_cut_quotes
from vigie.watch.signals.numbers import find_number_conflicts
from vigie.watch.signals.posture import posture_signals
from vigie.watch.signals.routine import CalendarEntry, load_packaged, routine_signals
from vigie.watch.signals.shifts import find_shifts
from vigie.watch.signals.sources import find_source_signals
from vigie.watch.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator decides: alarm-days a year, the sources listened to, what is routine, and what events in the
    calendar are known to add, as a factor by ISO day. `texts` are the texts of documents by key: without them the
    posture board and the calendar know only what statements, events and titles tell."""

    alarm_days: float = ALARM_DAYS
    sources: tuple[Source, ...] = ()
    known: Mapping[str, float] = field(default_factory=dict)
    calendar: tuple[CalendarEntry, ...] = field(default_factory=load_packaged)
    texts: Mapping[str, str] = field(default_factory=dict)


FAMILIES: tuple[Callable[[View, Settings], tuple[Signal, ...]], ...] = (
    lambda view, settings: find_alarm_signals(view, alarm_days=settings.alarm_days, known=settings.known),
    lambda view, _: find_shifts(view),
    lambda view, _: find_contradictions(view),
    lambda view, _: find_cut_quotes(view),
    lambda view, _: find_number_conflicts(view),
    lambda view, settings: find_source_signals(view, settings.sources),
    lambda view, settings: posture_signals(view, settings.texts),
    lambda view, settings: routine_signals(view, settings.calendar, settings.texts),
)


def find_signals(view: View, *, settings: Settings | None = None) -> tuple[Signal, ...]:
    """Return everything the watch finds in a view, newest first. The same view gives the same signals."""
    chosen = settings or Settings()
    found = [signal for family in FAMILIES for signal in family(view, chosen)]
    return tuple(sorted(found, key=lambda s: (s.since, s.key), reverse=True))
