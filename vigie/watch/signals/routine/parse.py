"""iCalendar to calendar entries; every fault with its line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from icalendar import vDDDTypes, vDuration, vRecur

from vigie.errors import CalendarError
from vigie.watch.signals.routine.lines import MAX_FAULTS, Block, Faults, Property, cut_events
from vigie.watch.signals.routine.records import UNITS, CalendarEntry, Size
from vigie.watch.signals.routine.season import LONGEST, count_runs

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY")
MAX_DAYS = 400
MAX_RUNS = 60
"""So many runs a year are a season; a rule of every day is none."""
MAX_DEAD = 3
"""So many rules that fall on no day are looked for in vain, each up to the year 9999; then the file is given up."""
YEARS = (1900, 2200)
FACTORS = (0.1, 20.0)
"""What an event may multiply the reports by: more, or in a news-free week less."""
_REFUSED = ("RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")
_CODE = re.compile(r"[A-Z]{3}|IGO[A-Z]{3}")
_SIZE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


def load_calendar(own: Path | None = None) -> tuple[CalendarEntry, ...]:
    """Return the packaged entries, with those of an own file added; an own entry replaces the packaged one of its UID.

    Raises:
        CalendarError: the own file cannot be read or has faults; all of them are told, each with its line.
    """
    packaged = load_packaged()
    if own is None:
        return packaged
    try:
        data = own.read_bytes()
    except OSError as error:
        raise CalendarError(f"{own}: cannot be read ({error.strerror}); name a calendar file") from None
    mine = parse_calendar(data, str(own))
    return (*(e for e in packaged if e.uid not in {m.uid for m in mine}), *mine)


@lru_cache(maxsize=1)
def load_packaged() -> tuple[CalendarEntry, ...]:
    """Return the entries that come with Vigie."""
    data = (files("vigie.watch.signals") / "exercises.ics").read_bytes()
    return tuple(replace(entry, packaged=True) for entry in parse_calendar(data, "exercises.ics"))


def parse_calendar(data: bytes, where: str) -> tuple[CalendarEntry, ...]:
    """Return the entries of an iCalendar file.

    Raises:
        CalendarError: what is wrong, a fault a line, each `where:line: what; what to do`.
    """
    faults = Faults(where)
    found: dict[str, CalendarEntry] = {}
    for block in cut_events(data, faults):
        if len(faults.found) >= MAX_FAULTS:
            break
        entry = _read_event(block, faults)
        if entry is None:
            continue
        if entry.uid in found:
            faults.add(block.line, f"UID {entry.uid} is also at line {found[entry.uid].line}; give each its own")
        found[entry.uid] = entry
    if faults.found:
        raise CalendarError("\n".join(faults.found))
    return tuple(found.values())


def _read_event(block: Block, faults: Faults) -> CalendarEntry | None:
    before = len(faults.found)
    for prop in block.properties:
        if prop.name in _REFUSED:
            faults.add(prop.line, f"{prop.name} is not read here; write another VEVENT instead")
    uid, name, first = (_one(block, wanted) for wanted in ("UID", "SUMMARY", "DTSTART"))
    for needed, wanted in ((uid, "UID"), (name, "SUMMARY"), (first, "DTSTART")):
        if needed is None or not needed.value:
            faults.add(block.line, f"this event has no {wanted}; add it")
    if uid is None or name is None or first is None:
        return None
    start = _read_date(first, faults)
    days = _read_days(block, start, faults)
    entry = CalendarEntry(
        uid=uid.value,
        name=name.value,
        first=start or dt.date(YEARS[0], 1, 1),
        days=days,
        rule=_read_rule(_one(block, "RRULE"), faults),
        tolerance=_read_number(_one(block, "X-VIGIE-TOLERANCE-DAYS"), faults) or 0,
        aliases=tuple(p.value for p in _all(block, "X-VIGIE-ALIAS") if p.value),
        organisers=_read_codes(block, "X-VIGIE-ORGANISER", faults),
        domains=_listed(block, "X-VIGIE-DOMAIN"),
        sizes=tuple(s for p in _all(block, "X-VIGIE-SIZE") if (s := _read_size(p, faults))),
        size_basis=_text(block, "X-VIGIE-SIZE-BASIS"),
        places=_read_codes(block, "X-VIGIE-PLACE", faults),
        location=_text(block, "LOCATION"),
        notice_days=_read_number(_one(block, "X-VIGIE-NOTICE-DAYS"), faults),
        notice=_text(block, "X-VIGIE-NOTICE"),
        exposure=_read_factor(_one(block, "X-VIGIE-EXPOSURE"), faults),
        source=_text(block, "X-VIGIE-SOURCE"),
        category=_text(block, "CATEGORIES"),
        checked=(_text(block, "X-VIGIE-CHECKED") or "no").lower() == "yes",
        line=block.line,
    )
    return entry if len(faults.found) == before and _is_due(entry, block, faults) else None


def _all(block: Block, name: str) -> Iterable[Property]:
    return (p for p in block.properties if p.name == name)


def _one(block: Block, name: str) -> Property | None:
    return next(iter(_all(block, name)), None)


def _text(block: Block, name: str) -> str | None:
    found = _one(block, name)
    return found.value if found and found.value else None


def _listed(block: Block, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (_text(block, name) or "").split(",") if part.strip())


def _read_codes(block: Block, name: str, faults: Faults) -> tuple[str, ...]:
    codes = _listed(block, name)
    for code in codes:
        prop = _one(block, name)
        if not _CODE.fullmatch(code) and prop is not None:
            faults.add(prop.line, f"{name}: {code!r} is no code; write RUS, USA or IGONAT, with commas between")
    return codes


def _try(prop: Property, parse: Callable[[str], object], faults: Faults, hint: str) -> object | None:
    try:
        return parse(prop.value)
    except (ValueError, TypeError, OverflowError, KeyError, IndexError, AttributeError):
        faults.add(prop.line, f"{prop.name}: cannot understand {prop.value[:60]!r}; {hint}")
        return None


def _read_date(prop: Property, faults: Faults) -> dt.date | None:
    found = _try(prop, vDDDTypes.from_ical, faults, "write a day as 20310502")
    day = found.date() if isinstance(found, dt.datetime) else found
    if not isinstance(day, dt.date):
        if found is not None:
            faults.add(prop.line, f"{prop.name}: {prop.value[:60]!r} is no day; write 20310502")
        return None
    if not YEARS[0] <= day.year <= YEARS[1]:
        faults.add(prop.line, f"{prop.name}: the year {day.year} is not between {YEARS[0]} and {YEARS[1]}")
    return day


def _read_days(block: Block, start: dt.date | None, faults: Faults) -> int:
    """Return how many days one run takes; one when the event tells neither an end nor a duration."""
    end, duration = _one(block, "DTEND"), _one(block, "DURATION")
    if end is not None:
        day = _read_date(end, faults)
        days = (day - start).days if day and start else 1
    elif duration is not None:
        found = _try(duration, vDuration.from_ical, faults, "write P14D")
        days = found.days if isinstance(found, dt.timedelta) else 1
    else:
        return 1
    if end is not None and len(end.value) > len("20310502") and days == 0:
        return 1
    if not 1 <= days <= MAX_DAYS:
        faults.add((end or duration or block.properties[0]).line, f"it lasts {days} days; 1 to {MAX_DAYS} are allowed")
    return max(days, 1)


def _read_rule(prop: Property | None, faults: Faults) -> str | None:
    """Return a rule that has a season. Finer ones than a week, and endless small steps, are refused."""
    if prop is None:
        return None
    found = _try(prop, vRecur.from_ical, faults, "write FREQ=YEARLY;BYMONTH=10;BYDAY=3MO")
    if not isinstance(found, vRecur):
        return None
    frequency = str((found.get("FREQ") or [""])[0]).upper()
    if not frequency:
        faults.add(prop.line, f"RRULE: {prop.value[:60]!r} has no FREQ; write FREQ=YEARLY;BYMONTH=10;BYDAY=3MO")
    elif frequency not in FREQUENCIES:
        faults.add(prop.line, f"RRULE: FREQ={frequency} is no season; use {', '.join(FREQUENCIES)}")
    if any(name in found for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
        faults.add(prop.line, "RRULE: hours, minutes and seconds are no season; leave them out")
    if "COUNT" in found:
        faults.add(prop.line, "RRULE: COUNT is not read here; write UNTIL=20351231 instead")
    interval = int((found.get("INTERVAL") or [1])[0])
    if not 1 <= interval <= LONGEST:
        faults.add(prop.line, f"RRULE: INTERVAL={interval}; 1 to {LONGEST} are allowed")
    return prop.value


def _is_due(entry: CalendarEntry, block: Block, faults: Faults) -> bool:
    """Return whether the rule, if there is one, has a season; only rules without other faults are tried."""
    prop = _one(block, "RRULE")
    if entry.rule is None or prop is None:
        return True
    if faults.dead >= MAX_DEAD:
        return False
    try:
        runs, years = count_runs(entry.rule, entry.first, entry.days)
    except (ValueError, TypeError, OverflowError, KeyError, IndexError, AttributeError):
        runs, years = 0, 1
    if runs <= 1:
        faults.dead += 1
        faults.add(prop.line, f"RRULE: {prop.value[:60]!r} falls on no day but the first; correct it or leave it out")
    elif runs > MAX_RUNS * years:
        faults.add(prop.line, f"RRULE: {runs} runs in {years} years are no season; {MAX_RUNS} a year are allowed")
    return 1 < runs <= MAX_RUNS * years


def _read_number(prop: Property | None, faults: Faults) -> int | None:
    if prop is None:
        return None
    if not re.fullmatch(r"\d{1,3}", prop.value):
        faults.add(prop.line, f"{prop.name}: {prop.value[:20]!r} is no number of days; write 0 to 999")
        return None
    return int(prop.value)


def _read_factor(prop: Property | None, faults: Faults) -> float | None:
    if prop is None:
        return None
    factor = float(prop.value) if re.fullmatch(r"\d{1,2}(\.\d{1,3})?", prop.value) else 0.0
    if not FACTORS[0] <= factor <= FACTORS[1]:
        faults.add(
            prop.line, f"{prop.name}: {prop.value[:20]!r} is no factor; write 1.5; {FACTORS[0]} to {FACTORS[1]:g}"
        )
        return None
    return factor


def _read_size(prop: Property, faults: Faults) -> Size | None:
    unit, found = prop.params.get("UNIT", ""), _SIZE.fullmatch(prop.value)
    if unit not in UNITS or found is None:
        faults.add(
            prop.line, f"X-VIGIE-SIZE: write it as X-VIGIE-SIZE;UNIT=people:2000-3000; units: {', '.join(UNITS)}"
        )
        return None
    low, high = float(found[1]), float(found[2] or found[1])
    if low > high:
        faults.add(prop.line, f"X-VIGIE-SIZE: {prop.value} runs backwards; write the smaller number first")
        return None
    return Size(unit=unit, low=low, high=high)
