"""The routine calendar of a scenario: what its players know beforehand of the exercises held in it, in iCalendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vigie.exercise.cast import Drill, Scenario
from vigie.exercise.scenario.names import find_countries
from vigie.lang.gazetteer.tables import LANGUAGES

YEARS_BACK = 3
"""The first run stands so many years before the scenario, so that the season is known from several."""
TOLERANCE, NOTICE = 7, 7
"""Days off the season, and of notice, that are usual in an invented setting."""
_UNITS = {"troops": "people"}
FOLD_AT = 70


def make_calendar(scenario: Scenario) -> str:
    """Return an iCalendar text of the drills that stand in the calendar, with their usual sizes and seasons.

    What is held differently this year is not in it: that is for the players to see. Lines end as iCalendar wants.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vigie//Exercise//EN"]
    lines.append(f"X-WR-CALNAME:EXERCISE - invented yearly exercises of {scenario.key}")
    for drill in scenario.drills:
        if drill.calendar:
            lines += _event(drill, scenario)
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _fold(line))


def _event(drill: Drill, scenario: Scenario) -> list[str]:
    codes = {party.key: party.code if party.code.startswith("IGO") else party.code[:3] for party in scenario.cast}
    organiser = codes[drill.organiser]
    place = find_countries(scenario).get(drill.site or "", organiser)
    begins, ends = (scenario.start + moment for moment in (drill.begins, drill.ends))
    first = _years_before(begins.date(), YEARS_BACK)
    days = (ends.date() - begins.date()).days + 1
    names = [name for lang in LANGUAGES if (name := drill.names.get(lang))]
    found = [
        "BEGIN:VEVENT", f"UID:{drill.key}@{scenario.key}.exercise", f"DTSTAMP:{scenario.start:%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{_escape(names[0])}", "CATEGORIES:EXERCISE", f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{first + dt.timedelta(days=days):%Y%m%d}",
    ]  # fmt: skip
    if drill.yearly:
        found.append("RRULE:FREQ=YEARLY")
    found += [f"X-VIGIE-TOLERANCE-DAYS:{TOLERANCE}", f"X-VIGIE-ORGANISER:{organiser}"]
    found += [f"X-VIGIE-ALIAS;LANGUAGE={lang}:{_escape(name)}" for lang, name in drill.names.items()][1:]
    found += [f"X-VIGIE-DOMAIN:{drill.domain}"]
    found += [f"X-VIGIE-PLACE:{place}"]
    found += [
        f"X-VIGIE-SIZE;UNIT={_UNITS.get(unit, unit)}:{low}-{high}" if low != high else
        f"X-VIGIE-SIZE;UNIT={_UNITS.get(unit, unit)}:{low}"
        for unit, (low, high) in drill.usual.items()
    ]  # fmt: skip
    found += [
        "X-VIGIE-SIZE-BASIS:other years of the scenario\\, invented", f"X-VIGIE-NOTICE-DAYS:{NOTICE}",
        f"X-VIGIE-SOURCE:Invented for the exercise {scenario.key}", "X-VIGIE-CHECKED:no", "END:VEVENT",
    ]  # fmt: skip
    return found


def _years_before(day: dt.date, years: int) -> dt.date:
    """Return the same day in an earlier year, so that a yearly rule falls on the scenario's own."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Yield a line in pieces that are short enough, each but the first after a space."""
    while len(line) > FOLD_AT:
        yield line[:FOLD_AT]
        line = " " + line[FOLD_AT:]
    yield line
