"""All signals of a view. Each family is one line of the register; a new one is added there and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from vigie.model.signal import Signal
from vigie.watch.collect.roster import Roster, Source
from vigie.watch.post import Post
from vigie.watch.signals.baselines import ALARM_DAYS, find_alarm_signals
from vigie.watch.signals.contradictions import find_contradictions
from vigie.watch.signals.cutquotes import find_cut_quotes
from vigie.watch.signals.numbers import find_number_conflicts
from vigie.watch.signals.posture import posture_signals
from vigie.watch.signals.routine import CalendarEntry, load_calendar, load_packaged, routine_signals
from vigie.watch.signals.shifts import find_shifts
from vigie.watch.signals.sources import find_source_signals
from vigie.watch.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator decides: alarm-days a year, the sources listened to, and what events in the calendar are known
    to add, as a factor by ISO day, and the routine calendar."""

    alarm_days: float = ALARM_DAYS
    sources: tuple[Source, ...] = ()
    known: Mapping[str, float] = field(default_factory=dict)
    calendar: tuple[CalendarEntry, ...] = field(default_factory=load_packaged)


Texts = Mapping[str, str]
FAMILIES: tuple[Callable[[View, Settings, Texts], tuple[Signal, ...]], ...] = (
    lambda view, settings, _: find_alarm_signals(view, alarm_days=settings.alarm_days, known=settings.known),
    lambda view, _, texts: posture_signals(view, texts),
    lambda view, settings, texts: routine_signals(view, settings.calendar, texts),
    lambda view, *_: find_shifts(view),
    lambda view, *_: find_contradictions(view),
    lambda view, *_: find_cut_quotes(view),
    lambda view, _, texts: find_number_conflicts(view, texts),
    lambda view, settings, _: find_source_signals(view, settings.sources),
)


def find_signals(view: View, *, settings: Settings | None = None, texts: Texts | None = None) -> tuple[Signal, ...]:
    """Return everything the watch finds in a view, newest first. The same view gives the same signals.

    `texts` holds the texts of the view's documents by key; without them less is known of the words around a record.
    """
    chosen, given = settings or Settings(), texts or {}
    found = [signal for family in FAMILIES for signal in family(view, chosen, given)]
    return tuple(sorted(found, key=lambda s: (s.since, s.key), reverse=True))


def load_settings(post: Post, roster: Roster | None) -> Settings:
    """Return what the files of a desk decide; a ledger that stands alone has no sources to look after.

    Raises:
        CalendarError: the desk's own calendar has faults; all of them are told, each with its line.
    """
    return Settings(sources=roster.sources if roster else (), calendar=load_calendar(post.calendar))
