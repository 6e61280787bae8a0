"""Offices given to known persons, against the dated table of offices."""

from __future__ import annotations

import re
from datetime import date, timedelta

from vigie.lang.gazetteer.records import Office
from vigie.model import Flag
from vigie.read.checks.passage import find_day
from vigie.read.entities import EntityTable, Known
from vigie.text.fold import fold

_CHECKED = frozenset(
    {"president", "prime_minister", "chancellor", "minister", "foreign_minister", "defence_minister"}
    | {"interior_minister", "finance_minister", "secretary_general", "vice_president"}
)
_SAME = {
    "president": {"leader", "supreme_leader"},
    "prime_minister": {"chancellor"},
    "chancellor": {"prime_minister", "finance_minister"},
    "secretary_general": {"president", "leader"},
}
"""What else an office may be called: a party's secretary general leads some states, the treasury has a chancellor in one."""
_GRACE = timedelta(days=45)
_OTHER = (
    "former ancien ex- then alors futur candidat elect élu deputy vice adjoint acting interim intérim shadow conseil council party "
    "parti assembl parliament parlement senat sénat chamber chambre group board bank banque fédération federation"
).split()
"""Parts of a role's words that make it another office than the table's."""
_PAST = frozenset("then former formerly time when ancien ancienne alors époque autrefois lorsque quand ex".split())
_YEAR = re.compile(r"\b(1[6-9]|20)\d\d")


def find_role_mismatches(table: EntityTable) -> list[Flag]:
    """Return a flag for each office given to a known person when the dated table has him in another one and its holder is somebody else.

    Silent about undated texts, former and acting holders, changes less than 45 days off, sentences that name another time, and days
    past the table's own.
    """
    flags: list[Flag] = []
    day = find_day(table.layers.document.published)
    if day is None:
        return flags
    for known in table.known:
        if known.type != "PER" or known.office not in _CHECKED or known.role_span is None or " " not in known.name:
            continue
        if _is_other(known) or len(_find_titles(table, known)) != 1 or _is_of_another_time(table, known, day):
            continue
        message = _find_other_office(table, known, day)
        if message:
            flags.append(Flag("role_mismatch", known.role_span, message))
    return flags


def _is_other(known: Known) -> bool:
    role = fold(known.role or "")
    return known.office != "vice_president" and any(word in role for word in _OTHER)


def _find_titles(table: EntityTable, known: Known) -> set[str]:
    """Return the offices that the words of the role name; of several ("secretary under President X") none is surely his."""
    words = table.words_in(known.role_span) if known.role_span else []
    hits = table.titles.find([w.low for w in words], [w.base for w in words])
    return {h.entry.key for h in hits if h.entry.key in _CHECKED}


def _is_of_another_time(table: EntityTable, known: Known, day: str) -> bool:
    """Return whether the sentence of the role names a year before, or a time past."""
    sentence = table.layers.sentence_at(known.role_span.start) if known.role_span else None
    if sentence is None:
        return True
    text = table.layers.text[sentence.span.start : sentence.span.end]
    years = {int(found[0]) for found in _YEAR.finditer(text)}
    return bool(years - {int(day[:4])}) or any(w.low in _PAST for w in sentence.words)


def _find_other_office(table: EntityTable, known: Known, day: str) -> str | None:
    """Return what the table has instead, or None where it has nothing that speaks against the office."""
    offices = table.gazetteer.person(known.name)
    until = table.gazetteer.known_until()
    held = [o for o in offices if (o.start or "") <= day < (o.end or until)]
    here = date.fromisoformat(day)
    before, after = (here - _GRACE).isoformat(), (here + _GRACE).isoformat()
    near = [o for o in offices if (o.start or "") <= after and before < (o.end or "9999")]
    office = known.office or ""
    if not held or any(_is_same_office(office, o.key) for o in near):
        return None
    country = held[0].country or ""
    others = [o for o in table.gazetteer.holders(office, country, day) if o.organisation == held[0].organisation]
    if office == "minister" or not others:
        return None
    return (
        f"{known.name} is called {known.role} here; the table of offices, known until {until}, has {_name(held[0])}, "
        f"and {others[0].holder} as {_name(others[0])}"
    )


def _name(office: Office) -> str:
    where = f" of {office.organisation or office.country}" if office.organisation or office.country else ""
    return f"{office.key.replace('_', ' ')}{where} ({office.start or '?'} to {office.end or 'now'})"


def _is_same_office(said: str, held: str) -> bool:
    return said == held or held in _SAME.get(said, ()) or (said == "minister" and held.endswith("_minister"))
