"""The names of a scenario for the reader: `names.yaml`, in the form of docs/scenario.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from vigie.exercise.cast import Cast, Person, Scenario, Site
from vigie.lang.gazetteer.tables import LANGUAGES

_HEAD = (
    "# EXERCISE - EXERCICE. Names of the invented setting of the scenario {key!r}, for the reader of this drill alone.\n"
    "# Made by Vigie from the scenario; docs/scenario.md explains the form.\n"
)
_GROUPS = {"alliance": "organisation", "organisation": "organisation", "group": "armed_group"}


def make_names(scenario: Scenario) -> str:
    """Return the text of a names.yaml: states with demonyms, organisations with short names, places, people.

    Names stand in every language that the reader has. Where the scenario has none in one, another's is taken: a name is
    a name. The order is that of the scenario, so that equal scenarios give equal bytes.
    """
    codes = {party.key: party.code for party in scenario.cast}
    where = find_countries(scenario)
    capitals = {party.capital for party in scenario.cast}
    content = {
        "realm": "exercise",
        "countries": [_country(party) for party in scenario.cast if party.kind == "state"],
        "organisations": [_organisation(party) for party in scenario.cast if party.kind != "state"],
        "places": [_place(s, where[s.key], s.key in capitals) for s in scenario.sites if s.key in where],
        "persons": [_person(person, codes) for person in scenario.persons],
    }
    return _HEAD.format(key=scenario.key) + yaml.dump(content, allow_unicode=True, sort_keys=False, width=120)


def find_countries(scenario: Scenario) -> dict[str, str]:
    """Return the country code of each place: its owner's where that is a state or a group of one, else its neighbour's.

    A place of an alliance that is near no place of a state has none, and is left out.
    """
    codes = {party.key: party.code[:3] for party in scenario.cast if party.kind in ("state", "group")}
    owners = {site.key: site.actor for site in scenario.sites}
    found = {site.key: codes.get(site.actor) or codes.get(owners.get(site.near or "", "")) for site in scenario.sites}
    return {key: code for key, code in found.items() if code}


def _country(party: Cast) -> dict[str, Any]:
    demonyms = {lang: list(words) for lang, words in _both(party.adjectives)}
    return {"code": party.code, "names": {lang: [name] for lang, name in _both(party.names)}, "demonyms": demonyms}


def _organisation(party: Cast) -> dict[str, Any]:
    short = dict(_both(party.adjectives)) if party.adjectives else {}
    names = {lang: list(dict.fromkeys([name, *short.get(lang, ())])) for lang, name in _both(party.names)}
    return {"code": party.code, "kind": _GROUPS[party.kind], "names": names}


def _place(site: Site, country: str, is_capital: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "names": {lang: [name] for lang, name in _both(site.names)},
        "country": country,
        "kind": "city" if site.kind == "city" else "site",
        "lat": str(site.lat),
        "lon": str(site.lon),
    }
    return found | ({"capital": "yes"} if is_capital else {})


def _person(person: Person, codes: Mapping[str, str]) -> dict[str, Any]:
    office = dict(_both(person.office))
    return {"name": person.name, "code": codes[person.actor], "office": office, "gender": person.gender}


def _both(words: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the words in each language of the reader, another language's where there are none in one."""
    some: Iterable[Any] = list(words.values())
    for lang in LANGUAGES:
        yield lang, words.get(lang) or next(iter(some), "")
