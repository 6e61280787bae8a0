"""The tables of offices and organisations: every row can be used, and no common word becomes a name."""

from __future__ import annotations

import re

import pytest

from training.gazetteer_names import parse_rows, read_source
from vigie.lang.gazetteer import load_gazetteer
from vigie.lang.gazetteer.tables import load_offices, surnames

_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def test_every_office_is_told_with_days_in_order() -> None:
    bodies = {row[0] for row in parse_rows("organisations.yaml")}
    for key, place, holder, _, start, end in parse_rows("offices.yaml"):
        assert key and holder and _DAY.fullmatch(start), holder
        assert not end or (_DAY.fullmatch(end) and start < end), holder
        country, _, body = place.partition(":")
        assert len(country) == 3 and (not body or body in bodies), place


def test_no_office_of_a_state_has_two_holders_begin_on_one_day() -> None:
    begun = [(o.key, o.country, o.organisation, o.start) for o in load_offices()]
    assert len(begun) == len(set(begun))


def test_the_packed_table_holds_every_row() -> None:
    assert len(load_offices()) == len(parse_rows("offices.yaml")) > 1500
    assert load_gazetteer("en").known_until() == read_source("offices.yaml")["known_until"]


@pytest.mark.parametrize(
    ("office", "place", "day", "holder"),
    [
        ("prime_minister", "FRA", "1985-06-01", "Laurent Fabius"),
        ("president", "UKR", "2014-03-15", "Oleksandr Turchynov"),
        ("prime_minister", "CAN", "2025-05-01", "Mark Carney"),
        ("defence_minister", "RUS", "2024-06-01", "Andrei Belousov"),
        ("leader", "SDN", "2023-04-20", "Abdel Fattah al-Burhan"),
        ("secretary_general", "UNO", "2003-03-20", "Kofi Annan"),
    ],
)
def test_who_held_an_office_on_a_day(office: str, place: str, day: str, holder: str) -> None:
    found = {o.holder for o in load_gazetteer("fr").holders(office, place, day)}
    assert found == {holder}


def test_several_bodies_of_states_have_secretaries_general_at_once() -> None:
    found = {o.organisation: o.holder for o in load_gazetteer("en").holders("secretary_general", "IGO", "2022-10-13")}
    assert found["nato"] == "Jens Stoltenberg" and found["osce"] == "Helga Schmid"


@pytest.mark.parametrize("surname", ["Baker", "Martin", "Reynolds", "Powell", "Clark"])
def test_a_surname_that_may_be_anyone_tells_no_office(surname: str) -> None:
    assert load_gazetteer("en").person(surname) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Major works in May began on the Hill ; Park rangers and Brown bears saw Blair street ."),
        ("en", "Sana and Ansa bought Fox shares ; Rice prices and a Key clause ."),
        ("fr", "Le Major a vu la Banda et le Grand Castillo ; Sall n' est pas venue , Roh non plus ."),
    ],
)
def test_common_words_and_surnames_are_no_persons_and_no_agencies(lang: str, text: str) -> None:
    hits = load_gazetteer(lang).find_names(text.split())
    assert [h for h in hits if h.senses[0].type in {"PER", "ORG"}] == []


@pytest.mark.parametrize(
    ("lang", "text", "key"),
    [
        ("en", "The Khmer Rouge fled .", "org/khmer_rouge"),
        ("fr", "Les Tigres tamouls ont fui .", "org/tamil_tigers"),
        ("fr", "La Finul compte dix mille soldats .", "org/unifil"),
        ("en", "The OPCW sent a team .", "org/opcw"),
        ("en", "Al-Shabaab said nothing .", "org/al_shabaab"),
        ("fr", "Les houthistes se taisent .", "org/houthis"),
        ("fr", "Le Front Polisario se tait .", "org/polisario"),
    ],
)
def test_groups_and_bodies_are_found_in_both_languages(lang: str, text: str, key: str) -> None:
    assert key in [h.senses[0].key for h in load_gazetteer(lang).find_names(text.split())]


def test_a_number_behind_a_ruler_or_a_son_is_no_surname() -> None:
    assert surnames("Felipe VI") == () and surnames("Ferdinand Marcos Jr") == ("Marcos",)
