"""Places: which one is meant, where it lies, how exactly, and what is no place."""

from __future__ import annotations

import pytest

from vigie.model import Place
from vigie.read.reader import read_text


def _places(text: str, lang: str) -> dict[str, Place]:
    """Return the places of a text by each of their mentions."""
    entities = read_text(text, lang=lang).entities
    return {text[m.start : m.end]: e.place for e in entities if e.place is not None for m in e.mentions}


MEANT = [
    ("en", "A man was held in Oxford, North Carolina, on Friday.", "Oxford", "4483745"),
    ("en", "Crews flew from Paris, Texas, at noon.", "Paris", "4717560"),
    ("en", "The minister spoke in Paris on Friday.", "Paris", "2988507"),
    ("en", "Ontario's premier met firefighters. A shelter opened in London.", "London", "6058560"),
    ("en", "EDMONTON, Ky. (WXYZ) – Two trucks collided.", "EDMONTON", "4290886"),
    ("en", "Two trucks collided in Edmonton, Alberta.", "Edmonton", "5946768"),
    ("en", "Floods reached Atlanta, and the rest of Georgia waited.", "Georgia", "4197000"),
    ("en", "Georgia's parliament met in Tbilisi.", "Georgia", "614540"),
    ("en", "Texas sent crews. They slept in Odessa on Monday.", "Odessa", "5527554"),
    ("en", "Ukraine sent crews. They slept in Odessa on Monday.", "Odessa", "698740"),
    ("en", "WASHINGTON — The American president spoke.", "WASHINGTON", "4140963"),
    ("en", "Shells fell on Idlib province.", "Idlib", "169387"),
    ("en", "Shells fell on Idlib.", "Idlib", "169389"),
    ("en", "The drone fell in New York, officials said.", "New York", "5128581"),
    ("en", "Rain fell in N.C. on Monday.", "N.C.", "4482348"),
    ("en", "LOUISVILLE, KY – The mayor spoke.", "KY", "6254925"),
    ("en", "Turkish troops left.", "Turkish", "298795"),
    ("en", "The Kentucky State Police answered.", "Kentucky", "6254925"),
    ("en", "Russia-Turkey ties froze.", "Turkey", "298795"),
    ("en", "Crowds filled Far North Queensland.", "Queensland", "2152274"),
    ("en", "Scotland voted.", "Scotland", "2638360"),
    ("fr", "Un homme est détenu à London, en Ontario, depuis mardi.", "London", "6058560"),
    ("fr", "Le ministre a parlé à Paris vendredi.", "Paris", "2988507"),
    ("fr", "Le Sénat américain a voté à Washington.", "Washington", "4140963"),
    ("fr", "Les soldats turcs sont partis.", "turcs", "298795"),
    ("fr", "Des obus sont tombés dans la région de Zaporijjia.", "région de Zaporijjia", "687699"),
    ("fr", "Des obus sont tombés sur Zaporijjia.", "Zaporijjia", "687700"),
    ("fr", "Des secours sont partis de Normandie.", "Normandie", "11071621"),
    ("fr", "Le Parlement géorgien siège à Tbilissi, en Géorgie.", "Géorgie", "614540"),
    ("fr", "Un homme a été blessé à Paris, au Texas.", "Paris", "4717560"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "name", "number"), MEANT)
def test_the_place_that_the_text_speaks_for_is_meant(lang: str, text: str, name: str, number: str) -> None:
    place = _places(text, lang)[name]
    assert place.geonameid == number


NONE = [
    ("en", "Anna Jordan met Jack London and Paris Hilton."),
    ("en", "The agency IRNA said so, and MENA repeated it."),
    ("en", "He said it in Turkish, and then again in French."),
    ("en", "The Cubans waited, and so did many Americans."),
    ("en", "John Smith, MD, answered."),
    ("en", "He left Kadro, spoke of Kadro and asked for Kadro."),
    ("fr", "Il l'a dit en russe, puis en turc."),
    ("fr", "Les paris sont ouverts et la nuit sera longue."),
]


@pytest.mark.parametrize(("lang", "text"), NONE)
def test_people_tongues_and_letters_are_no_places(lang: str, text: str) -> None:
    assert _places(text, lang) == {}


def test_what_is_larger_than_a_country_and_a_country_have_no_point() -> None:
    for name, place in _places(
        "Europe and Africa met Germany, and the Sahel was quiet in the Middle East.", "en"
    ).items():
        assert place.lat is None and place.lon is None, name
        assert place.precision == ("country" if name == "Germany" else "unknown"), name


def test_a_sea_and_a_region_lie_where_their_middle_is() -> None:
    places = _places("A frigate left the Black Sea. Queensland flooded.", "en")
    assert places["Black Sea"].precision == places["Queensland"].precision == "region"
    assert places["Black Sea"].lat == pytest.approx(43, abs=1.5)
    assert places["Queensland"].lat == pytest.approx(-20, abs=2)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "A truck burned on Blackwater Road.", "Blackwater Road"),
        ("en", "They fled the villages of Qorvane and Tell Ahmin.", "Qorvane"),
    ],
)
def test_a_place_by_its_form_is_of_unknown_whereabouts(lang: str, text: str, name: str) -> None:
    assert _places(text, lang)[name] == Place(None, None, "unknown", None)


def test_a_small_town_far_away_needs_its_country() -> None:
    assert _places("Two trucks collided in Hinton.", "en")["Hinton"].lat is None
    assert _places("Alberta flooded. Two trucks collided in Hinton.", "en")["Hinton"].geonameid == "5975503"
