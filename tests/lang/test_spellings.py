"""One place has one number, however it is spelt and in whichever language."""

from __future__ import annotations

import pytest

from training.gazetteer_names import parse_rows, read_source, split_cell
from vigie.lang.gazetteer import Gazetteer, load_gazetteer

WATCHED = ("UKR", "RUS", "ISR", "PSE", "IRN", "KOR", "PRK", "TWN", "EST", "LVA", "LTU")
SHARED = frozenset({"Bethlehem", "Prypiat", "Pripyat", "Pripiat", "Galicia", "Galicie"})
"""Names of several places of a size, or of a town that GeoNames counts nobody in."""


def _numbers(gazetteer: Gazetteer, name: str, kinds: tuple[str, ...], country: str) -> set[str | None]:
    places = [p for p, _ in gazetteer.places(name) if p.kind in kinds and p.country == country]
    return {(places[0].geonameid or places[0].key) if places else None}


@pytest.mark.parametrize("country", WATCHED)
def test_a_city_has_one_number_in_both_languages(country: str) -> None:
    rows = [(en, fr) for code, en, fr, *_ in parse_rows("cities.yaml") if code == country]
    wrong = {}
    for cells in rows:
        spelt = [n for cell in cells for n in split_cell(cell) if n not in SHARED]
        found = {n: _numbers(load_gazetteer(g), n, ("city",), country) for n in spelt for g in ("en", "fr")}
        if spelt and len(set().union(*found.values())) != 1:
            wrong[spelt[0]] = found
    assert not wrong


@pytest.mark.parametrize("country", ["UKR", "RUS"])
def test_sixty_cities_and_every_oblast_are_spelt_in_both_languages(country: str) -> None:
    assert sum(code == country for code, *_ in parse_rows("cities.yaml")) >= 60
    for code, english, french, *_ in parse_rows("regions.yaml"):
        names = [n for n in [*split_cell(english), *split_cell(french)] if n not in SHARED]
        if code == country and "blast" in english:
            numbers = set().union(
                *(_numbers(load_gazetteer(g), n, ("region",), code) for n in names for g in ("en", "fr"))
            )
            assert len(numbers) == 1 and None not in numbers, (names[0], numbers)


PAIRS = [
    ("Kyiv", "Kiev"), ("Kharkov", "Kharkiv"), ("Lvov", "Lviv"), ("Zaporozhye", "Zaporijia"), ("Zaporizhzhia", "Zaporijjia"),
    ("Dnepropetrovsk", "Dnipro"), ("Dnipro", "Dniepr"), ("Odesa", "Odessa"), ("Nikolaev", "Mykolaïv"), ("Artemivsk", "Bakhmout"),
    ("Chernihiv", "Tchernihiv"), ("Luhansk", "Lougansk"), ("Kursk", "Koursk"), ("Voronezh", "Voronej"), ("Grozny", "Grozny"),
    ("Khan Younis", "Khan Younès"), ("Isfahan", "Ispahan"), ("Busan", "Pusan"), ("Teheran", "Téhéran"), ("Siauliai", "Šiauliai"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "french"), PAIRS)
def test_the_english_and_the_french_name_are_one_city(english: str, french: str) -> None:
    assert load_gazetteer("en").places(english)[0][0].geonameid == load_gazetteer("fr").places(french)[0][0].geonameid


@pytest.mark.parametrize("source", ["abbreviations.yaml", "centres.yaml", "cities.yaml", "regions.yaml"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_source_finds_its_match_and_leaves_its_skip(source: str, lang: str) -> None:
    gazetteer, content = load_gazetteer(lang), read_source(source)

    def places(sentence: str) -> list[str]:
        words = sentence.replace("'", "' ").replace(",", " ,").replace("–", " – ").split()
        words = [
            w for word in words for w in ([word[:-1], "."] if word.endswith(".") and "." not in word[:-1] else [word])
        ]
        return [h.senses[0].name for h in gazetteer.find_names(words) if h.senses[0].kind in {"city", "region"}]

    assert all(places(sentence) for sentence in content["match"][lang])
    assert not any(places(sentence) for sentence in content["skip"][lang])
