"""The reference tables: every row can be used, sources and days stand beside them, and the two lists of exercises agree."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from training.gazetteer_names import parse_rows
from vigie.lang.reference import (
    find_contested,
    find_members,
    load_exercises,
    load_memberships,
    load_sides,
    load_table,
    load_warheads,
    load_words,
)

TABLES = ("warheads", "members", "exercises")


@pytest.mark.parametrize("name", TABLES)
def test_every_table_names_its_source_and_its_last_day(name: str) -> None:
    table = load_table(name)
    assert len(table.source) > 20 and date.fromisoformat(table.known_until) and table.rows


def test_warheads_are_told_for_every_year_and_every_nuclear_armed_state() -> None:
    years = {state: sorted(rows) for state, rows in load_warheads().items()}
    assert set(years) | {"PRK"} == set(load_table("warheads").content["nuclear_armed"])
    assert all(found == list(range(2015, 2026)) for found in years.values())
    assert all(0 < low <= high for rows in load_warheads().values() for low, high in rows.values())


@pytest.mark.parametrize(
    ("body", "day", "many"),
    [
        ("nato", "1990-01-01", 16),
        ("nato", "2004-03-29", 26),
        ("nato", "2022-10-13", 30),
        ("nato", "2023-04-04", 31),
        ("nato", "2024-03-07", 32),
        ("eu", "1995-01-01", 15),
        ("eu", "2013-07-01", 28),
        ("eu", "2020-02-01", 27),
        ("csto", "2022-10-13", 6),
        ("aukus", "2022-10-13", 3),
        ("g7", "2022-10-13", 7),
        ("brics", "2023-10-13", 5),
        ("brics", "2025-02-01", 10),
        ("sco", "2024-10-13", 10),
        ("asean", "2022-10-13", 10),
    ],
)
def test_members_are_counted_by_day(body: str, day: str, many: int) -> None:
    assert len(find_members(body, day)) == many


def test_bodies_and_owners_are_organisations_the_gazetteer_knows() -> None:
    known = {row[0] for row in parse_rows("organisations.yaml")}
    assert {m.body for m in load_memberships()} <= known
    assert "SAU" in find_contested("brics")
    named = {o for e in load_exercises() for o in e.owners} | set(load_sides())
    assert {o for o in named if o.islower()} <= known and all(len(o) == 3 for o in named if o.isupper())


def test_the_routine_calendar_has_the_same_owners() -> None:
    text = (files("vigie.watch.signals") / "exercises.ics").read_text(encoding="utf-8")
    calendar = {}
    for event in text.split("BEGIN:VEVENT")[1:]:
        fields = dict(line.split(":", 1) for line in event.splitlines() if ":" in line)
        calendar[fields["SUMMARY"].lower()] = set(fields["X-VIGIE-ORGANISER"].replace("IGONAT", "nato").split(","))
    both = {e.name.lower(): set(e.owners) for e in load_exercises() if e.name.lower() in calendar}
    assert len(both) > 20 and both == {name: calendar[name] for name in both}


def test_both_languages_have_the_same_lists_of_words() -> None:
    assert set(load_words("en")) == set(load_words("fr")) and load_words("uk") == {}
