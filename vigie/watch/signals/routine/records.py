"""What the routine calendar holds, and what it is matched to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

DEPARTURES = ("season", "size", "place", "no_notice_said", "no_notice_seen", "new")
STAGES = ("planned", "begun", "ended", "mentioned")
UNITS = ("people", "aircraft", "ships", "countries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The usual size in one unit, both ends included."""

    unit: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One recurring exercise or event. What is not known is left out: no rule means that no season is known.

    `tolerance` is in days on either side of the season. `notice_days` is how long beforehand it is customarily announced.
    `exposure` is by how much its days are expected to multiply what is reported. `checked` says whether somebody compared the entry with its source. `line` is where it begins in its file.
    """

    uid: str
    name: str
    first: dt.date
    days: int
    rule: str | None = None
    tolerance: int = 0
    aliases: tuple[str, ...] = ()
    organisers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    sizes: tuple[Size, ...] = ()
    size_basis: str | None = None
    places: tuple[str, ...] = ()
    location: str | None = None
    notice_days: int | None = None
    notice: str | None = None
    exposure: float | None = None
    source: str | None = None
    category: str | None = None
    checked: bool = False
    packaged: bool = False
    line: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name and all aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One document's word of an exercise: `keys` are its records, `sentences` what they rest on.

    `name` is as written, or None. `stage` is planned, begun, ended or mentioned; `day` the day it begins, None when not told.
    `by` are the organisers' codes that the words give. `snap` is the phrase that says there was no notice,
    `announced` whether the words call it yearly, routine or announced.
    """

    document: str
    keys: tuple[str, ...]
    name: str | None
    uid: str | None
    how: str
    stage: str
    day: str | None
    reported: str | None
    by: tuple[str, ...] = ()
    place: str | None = None
    sizes: tuple[tuple[str, float, str], ...] = ()
    snap: str | None = None
    announced: bool = False
    sentences: tuple[str, ...] = ()
    known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """One way in which an exercise differs from its calendar entry: what was found, what is usual, on which records.

    `off` is by how many days, `unit` what a size counts.
    """

    kind: str
    found: str
    usual: str
    keys: tuple[str, ...]
    off: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineMatch:
    """One run of an exercise as the ledger tells it, and the calendar entry that explains it; None when none does.

    `run` names it in every round: the entry and the year of its season, or the name and the year. `day` is the first
    day told, `season` the usual days nearest to it. Nothing is deleted or hidden for being routine.
    """

    run: str
    name: str
    entry: CalendarEntry | None
    how: str
    stage: str
    day: str | None
    season: tuple[str, str] | None
    organisers: tuple[str, ...]
    mentions: tuple[Mention, ...]
    departures: tuple[Departure, ...] = ()
    inputs: tuple[str, ...] = ()
    since: str = ""
