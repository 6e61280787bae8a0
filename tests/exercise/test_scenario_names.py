"""What a scenario gives the reader and the calendar: its names resolve in both languages, its drills are routine."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from vigie.exercise.cast import Scenario
from vigie.exercise.scenario import load_scenario, make_calendar, make_names
from vigie.lang.gazetteer import load_gazetteer
from vigie.lang.gazetteer.setting import Names, parse_names, using_names
from vigie.model import Document, Reading
from vigie.read import read_document
from vigie.store import open_ledger
from vigie.watch.readers import Readers
from vigie.watch.signals.routine import find_run, load_calendar, parse_calendar
from vigie.watch.signals.routine.season import days_off

QUIET = load_scenario("quiet")
ENGLISH = """EXERCISE – Grey October – not real

Drevania threatened the Northern Compact with nuclear weapons on Monday. "This is no bluff," President Anatol Greshev told \
reporters. Zarevno said that it would answer any attack.

The Compact's secretary general, Jonas Verhagel, said that he had seen no change in Drevania's nuclear posture.

Drevanian missiles hit the Brannoy power station on Tuesday, killing four people, Lestrian governor Tadeus Holubar said. \
Lestrian Defence Minister Olesa Melnar denied that Lestria had blown up the Havrin bridge.

Tavland's intelligence chief Rikard Osmo has no indication that Drevania moved warheads. The Keldoran foreign minister said \
that Tavlanders should stay calm. Greshev accused Lestria of sabotage. The Drevanian president rejected the claim.
"""
FRENCH = """EXERCICE – Octobre gris – fictif

La Drévanie a menacé lundi le Pacte du Nord d'employer l'arme nucléaire. « Ce n'est pas du bluff », a déclaré le président \
Anatol Greshev. Zarevno a affirmé qu'elle répondrait à toute attaque.

Le secrétaire général du Pacte, Jonas Verhagel, a dit n'avoir constaté aucun changement dans la posture nucléaire drévanienne.

Des missiles drévaniens ont frappé mardi la centrale de Brannoy, selon le gouverneur lestrien Tadeus Holubar. La ministre \
lestrienne de la Défense, Olesa Melnar, a démenti que la Lestrie ait fait sauter le pont de Havrin.

La ministre keldorienne des Affaires étrangères a appelé les Tavlandais au calme. M. Greshev a accusé la Lestrie de \
sabotage. Le président drévanien a rejeté ces propos.
"""
DOCUMENTS = [
    Document(id="en", text=ENGLISH, lang="en", published="2031-10-07", realm="exercise"),
    Document(id="fr", text=FRENCH, lang="fr", published="2031-10-07", realm="exercise"),
]


def names_of(scenario: Scenario = QUIET) -> Names:
    return parse_names(make_names(scenario).encode(), "names.yaml")


def read(document: Document) -> Reading:
    with using_names(names_of()):
        return read_document(document)


def codes_of(reading: Reading) -> dict[str, tuple[str, ...]]:
    return {entity.name: entity.codes for entity in reading.entities}


@pytest.mark.parametrize("name", ["quiet", "strike", "cover"])
def test_the_names_of_a_scenario_are_sound_and_the_same_every_time(name: str) -> None:
    scenario = load_scenario(name)
    text = make_names(scenario)
    assert text == make_names(scenario) and text.startswith("# EXERCISE")
    labels = parse_names(text.encode(), "names.yaml").labels
    assert set(labels) == {party.code for party in scenario.cast}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_name_of_a_scenario_leads_to_its_code(lang: str) -> None:
    codes = {party.key: party.code for party in QUIET.cast}
    with using_names(names_of()):
        gazetteer = load_gazetteer(lang)
        for party in QUIET.cast:
            for word in (party.names[lang], *party.adjectives[lang]):
                assert gazetteer.senses(word)[0].codes == (party.code,), word
        for site in QUIET.sites:
            assert gazetteer.senses(site.names[lang])[0].country == codes[site.actor], site.key
        for person in QUIET.persons:
            (sense,) = gazetteer.senses(person.name)
            assert (sense.kind, sense.codes[0][: len(codes[person.actor])]) == ("person", codes[person.actor])
            assert gazetteer.gender(person.name) == person.gender
        for party in QUIET.cast:
            if party.capital:
                assert f"capital/{party.code}" in {s.key for s in gazetteer.senses(_site(party.capital).names[lang])}


def _site(key: str):  # type: ignore[no-untyped-def]
    return next(site for site in QUIET.sites if site.key == key)


@pytest.mark.parametrize("document", DOCUMENTS, ids=["en", "fr"])
def test_countries_alliance_capital_and_people_are_read_to_their_codes(document: Document) -> None:
    reading = read(document)
    found = codes_of(reading)
    expected = {
        "Northern Compact": ("IGOXXA",), "Pacte du Nord": ("IGOXXA",), "Drevania": ("XDV",), "Drévanie": ("XDV",),
        "Anatol Greshev": ("XDVGOV",), "Jonas Verhagel": ("IGOXXA",), "Tadeus Holubar": ("XLSGOV",),
        "Olesa Melnar": ("XLSGOV",), "Brannoy power station": ("XLS",), "centrale de Brannoy": ("XLS",),
    }  # fmt: skip
    assert len([name for name in expected if name in found]) >= 7
    assert {name: found[name] for name in expected if name in found} == {
        n: c for n, c in expected.items() if n in found
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=["en", "fr"])
def test_speakers_are_known_by_capital_family_name_and_office(document: Document) -> None:
    reading = read(document)
    sources = {
        " ".join(document.text[s.start : s.end] for s in statement.source): statement.speaker
        for statement in reading.statements
    }
    seat = sources["Zarevno"]
    assert seat is not None and seat.codes == ("XDVGOV",)
    by_office = sources["The Drevanian president" if document.lang == "en" else "Le président drévanien"]
    assert by_office is not None and by_office.name == "Anatol Greshev"
    never_named = sources["The Keldoran foreign minister" if document.lang == "en" else "La ministre keldorienne des Affaires étrangères"]  # fmt: skip
    assert never_named is not None and (never_named.name, never_named.codes) == ("Sunniva Keel", ("XKDGOV",))
    by_name = sources["Greshev" if document.lang == "en" else "M. Greshev"]
    assert by_name is not None and by_name.codes == ("XDVGOV",)


@pytest.mark.parametrize("document", DOCUMENTS, ids=["en", "fr"])
def test_acts_are_coded_with_invented_actors(document: Document) -> None:
    acts = {(e.type, e.actor.codes if e.actor else (), e.recipient.codes if e.recipient else ()) for e in read(document).events}  # fmt: skip
    assert ("THREATEN", ("XDV",), ("IGOXXA",)) in acts
    assert ("ASSAULT", ("XDV",), ("XLS",)) in acts
    assert ("ACCUSE", ("XDVGOV",), ("XLS",)) in acts


@pytest.mark.parametrize("document", DOCUMENTS, ids=["en", "fr"])
def test_without_names_no_invented_code_is_read(document: Document) -> None:
    read(document)
    after = codes_of(read_document(document))
    assert not [codes for codes in after.values() if any(code.startswith(("XDV", "XLS", "IGOXX")) for code in codes)]


def test_one_process_and_several_read_the_same() -> None:
    names = names_of()
    with Readers(1, names=names) as here, Readers(2, names=names) as there:
        alone = list(here.read(DOCUMENTS))
        assert alone == list(there.read(DOCUMENTS)) == [read(document) for document in DOCUMENTS]
    with Readers(1) as plain, Readers(2) as others:
        assert list(plain.read(DOCUMENTS)) == list(others.read(DOCUMENTS)) != alone


def test_readers_take_the_names_in_use_where_they_are_made() -> None:
    with using_names(names_of()):
        readers = Readers(1)
    assert list(readers.read(DOCUMENTS)) == [read(document) for document in DOCUMENTS]


def test_a_ledger_says_with_which_names_a_reading_was_made(tmp_path: Path) -> None:
    now = dt.datetime(2031, 10, 7, tzinfo=dt.UTC)
    with using_names(names_of()), open_ledger(tmp_path / "x.vigie", realm="exercise", create=True, now=now) as ledger:
        ledger.append_reading(read_document(DOCUMENTS[0]), now=now)
        assert "+names-" in ledger.readings(ledger.documents()[0].key)[0].pack


@pytest.mark.parametrize("name", ["quiet", "strike", "cover"])
def test_the_calendar_is_sound_and_every_drill_is_in_season(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    (tmp_path / "calendar.ics").write_bytes(make_calendar(scenario).encode())
    entries = [entry for entry in load_calendar(tmp_path / "calendar.ics") if not entry.packaged]
    assert {e.name for e in entries} == {d.names["en"] for d in scenario.drills if d.calendar}
    for drill in scenario.drills:
        (entry,) = (e for e in entries if e.name == drill.names["en"])
        day = (scenario.start + drill.begins).date()
        assert days_off(entry, day) == 0
        assert find_run(entry, day) is not None
        assert drill.names["fr"] in entry.aliases
        assert {(s.unit, s.low, s.high) for s in entry.sizes} == {
            ("people" if unit == "troops" else unit, low, high) for unit, (low, high) in drill.usual.items()
        }


def test_what_is_held_differently_is_not_in_the_calendar() -> None:
    text = make_calendar(load_scenario("cover"))
    assert "8000-11000" in text and "21000" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")) and text.endswith("END:VCALENDAR\r\n")
    assert parse_calendar(text.encode(), "x.ics") == parse_calendar(
        make_calendar(load_scenario("cover")).encode(), "x.ics"
    )


def test_a_place_of_an_alliance_lies_in_its_neighbours_country_or_is_left_out() -> None:
    sites = tuple(
        replace(s, actor="compact", near=near) for s, near in zip(QUIET.sites[:2], ("ostvik", None), strict=True)
    )
    moved = replace(QUIET, sites=(*sites, *QUIET.sites[2:]), cast=tuple(replace(c, capital=None) for c in QUIET.cast))
    with using_names(names_of(moved)):
        first, second = (load_gazetteer("en").senses(site.names["en"]) for site in sites)
    assert [sense.country for sense in first] == ["XTV"] and second == ()


def test_a_group_that_holds_a_drill_stands_in_the_calendar_under_its_country(tmp_path: Path) -> None:
    group = replace(QUIET.cast[6], key="front", code="XLSREB", kind="group")
    drill = replace(QUIET.drills[0], organiser="front", site=None)
    text = make_calendar(replace(QUIET, cast=(*QUIET.cast, group), drills=(drill,)))
    (entry,) = parse_calendar(text.encode(), "x.ics")
    assert (entry.organisers, entry.places) == (("XLS",), ("XLS",))
