"""The setting of a scenario: parties, people, places, outlets and the exercises they hold, read from their sections."""

from __future__ import annotations

import re

from vigie.exercise.cast import ACTOR_KINDS, SITE_KINDS, Cast, Drill, Outlet, Person, Site
from vigie.exercise.records import FORMS
from vigie.exercise.scenario.fields import Book, Fields, find_entries
from vigie.exercise.scenario.times import parse_at
from vigie.lang.lines import Line

SIDES = ("own", "adversary", "between")
INTENTS = ("calm", "bluff", "strike", "cover")
DOMAINS = ("nuclear", "ground", "naval", "air", "missile", "space", "cyber")
UNITS = ("troops", "aircraft", "ships", "countries")
"""What the size of an exercise is counted in."""
CODES = {
    "state": re.compile(r"X[A-Z]{2}"),
    "alliance": re.compile(r"IGOXX[A-Z]"),
    "organisation": re.compile(r"IGOXX[A-Z]"),
    "group": re.compile(r"X[A-Z]{2}[A-Z]{3}"),
}
_FORMS = {
    "state": "XAA to XZZ",
    "alliance": "IGOXXA to IGOXXZ",
    "organisation": "IGOXXA to IGOXXZ",
    "group": "the code of its country and three letters, such as XAAREB",
}
TAKEN = frozenset({"XKX"})
"""Codes of the user-assigned range that the world uses all the same: Kosovo's."""
_RANGE = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_HOURS = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)(?:-(\d{1,4}(?:\.\d{1,2})?))?")


def read_cast(book: Book, top: Line | None) -> tuple[Cast, ...]:
    """Return the parties of a section."""
    return tuple(_read_party(key, fields, book) for key, fields in find_entries(book, top, "cast"))


def _read_party(key: str, fields: Fields, book: Book) -> Cast:
    kind = fields.choice("kind", ACTOR_KINDS)
    code = fields.word("code")
    if code and kind in CODES and (not CODES[kind].fullmatch(code) or code in TAKEN):
        fields.fault("code", f"code {code!r} of {fields.what} is not of the range kept for what is invented; use {_FORMS[kind]}")  # fmt: skip
    party = Cast(
        key=key,
        code=code,
        kind=kind,
        names=fields.texts("names"),
        adjectives=_read_adjectives(fields, book, needed=kind == "state"),
        side=fields.choice("side", SIDES),
        capital=fields.ref("capital", "sites", needed=kind == "state"),
        members=fields.refs("members", "cast"),
        conventional=fields.whole("conventional", 0, 5, 1),
        nuclear=fields.whole("nuclear", 0, 5, 0),
        has_nuclear=fields.yes("has_nuclear"),
        readiness=fields.whole("readiness", 0, 100, 50),
        resolve=fields.whole("resolve", 0, 100, 50),
        stability=fields.whole("stability", 0, 100, 60),
        intent=fields.choice("intent", INTENTS, "calm"),
    )
    fields.end()
    return party


def _read_adjectives(fields: Fields, book: Book, *, needed: bool) -> dict[str, tuple[str, ...]]:
    """Return the adjectives and demonyms of a party by language; a state must have them."""
    found = fields.line("adjectives")
    if found is None:
        if needed:
            book.faults.add(fields.at, f"{fields.what} has no adjectives; add its forms in {', '.join(book.langs)}")
        return {}
    inner = Fields(found, book, f"adjectives of {fields.what}")
    missing = [lang for lang in book.langs if lang not in inner.at.fields]
    if missing:
        book.faults.add(found, f"adjectives of {fields.what} lack the language {', '.join(missing)}; add it")
    return {lang: inner.words(lang) for lang in inner.at.fields}


def read_persons(book: Book, top: Line | None) -> tuple[Person, ...]:
    """Return the people of a section."""
    return tuple(_read_person(key, fields) for key, fields in find_entries(book, top, "persons"))


def _read_person(key: str, fields: Fields) -> Person:
    person = Person(
        key=key,
        name=fields.word("name"),
        actor=fields.ref("actor", "cast", needed=True) or "",
        office=fields.texts("office"),
        gender=fields.choice("gender", ("f", "m")),
    )
    if person.name and len(person.name.split()) < 2:
        fields.fault("name", f"name of {fields.what} is one word; give a first and a family name")
    fields.end()
    return person


def read_sites(book: Book, top: Line | None) -> tuple[Site, ...]:
    """Return the places of a section."""
    return tuple(_read_site(key, fields) for key, fields in find_entries(book, top, "sites"))


def _read_site(key: str, fields: Fields) -> Site:
    site = Site(
        key=key,
        actor=fields.ref("actor", "cast", needed=True) or "",
        kind=fields.choice("kind", SITE_KINDS),
        names=fields.texts("names"),
        lat=fields.number("lat", -90, 90),
        lon=fields.number("lon", -180, 180),
        near=fields.ref("near", "sites"),
    )
    fields.end()
    return site


def read_outlets(book: Book, top: Line | None) -> tuple[Outlet, ...]:
    """Return the outlets of a section."""
    return tuple(_read_outlet(key, fields, book) for key, fields in find_entries(book, top, "outlets"))


def _read_outlet(key: str, fields: Fields, book: Book) -> Outlet:
    outlet = Outlet(
        key=key,
        name=fields.word("name"),
        lang=fields.choice("lang", book.langs),
        actor=fields.ref("actor", "cast"),
        forms=fields.words("forms"),
        delay=fields.parse("delay", _parse_hours, "hours such as 0.5-3", (0.0, 0.0)),
        reliability=fields.number("reliability", 0, 1),
        thinning=fields.number("thinning", 0, 1),
        slant=fields.ref("slant", "cast"),
        syndicates=fields.refs("syndicates", "outlets"),
    )
    if not outlet.forms:
        fields.fault("forms", f"{fields.what} has no forms; write some of {', '.join(FORMS)}")
    for form in outlet.forms:
        if form not in FORMS:
            fields.fault("forms", f"form {form!r} of {fields.what} is unknown; known: {', '.join(FORMS)}")
    if key in outlet.syndicates:
        fields.fault("syndicates", f"{fields.what} takes over its own items; leave it out")
    fields.end()
    return outlet


def _parse_hours(text: str) -> tuple[float, float]:
    found = _HOURS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    low = float(found[1])
    high = float(found[2]) if found[2] else low
    if high < low:
        raise ValueError(text)
    return low, high


def read_drills(book: Book, top: Line | None) -> tuple[Drill, ...]:
    """Return the exercises of a section, which are held inside the scenario."""
    return tuple(_read_drill(key, fields, book) for key, fields in find_entries(book, top, "drills"))


def _read_drill(key: str, fields: Fields, book: Book) -> Drill:
    drill = Drill(
        key=key,
        names=fields.texts("names"),
        organiser=fields.ref("organiser", "cast", needed=True) or "",
        site=fields.ref("site", "sites"),
        begins=fields.long("begins", parse_at, "D+1 06:00"),
        ends=fields.long("ends", parse_at, "D+9 18:00"),
        domain=fields.choice("domain", DOMAINS),
        yearly=fields.yes("yearly"),
        calendar=fields.yes("calendar"),
        usual={unit: value for unit, value in _read_sizes(fields, book, "usual")},
        held={unit: value[0] for unit, value in _read_sizes(fields, book, "held")},
    )
    if drill.ends <= drill.begins:
        fields.fault("ends", f"{fields.what} ends before it begins; mend one of the two")
    if drill.calendar and not drill.usual:
        fields.fault("calendar", f"{fields.what} stands in the calendar without a usual size; add usual")
    fields.end()
    return drill


def _read_sizes(fields: Fields, book: Book, key: str) -> list[tuple[str, tuple[int, int]]]:
    found = fields.line(key)
    if found is None:
        return []
    inner = Fields(found, book, f"{key} of {fields.what}")
    for unit in inner.at.fields:
        if unit not in UNITS:
            inner.fault(unit, f"unit {unit!r} in {inner.what} is unknown; known: {', '.join(UNITS)}")
    return [(unit, inner.parse(unit, _parse_range, "a number, or 2000-3000", (0, 0))) for unit in inner.at.fields]


def _parse_range(text: str) -> tuple[int, int]:
    found = _RANGE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    low = int(found[1])
    high = int(found[2]) if found[2] else low
    if high < low:
        raise ValueError(text)
    return low, high
