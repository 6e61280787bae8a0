"""Which place of a name is meant: Paris of France, of Texas or of Ontario. One text, one place a name.

Each place of a name is weighed by its inhabitants, by what the text names besides (its country, its region, places
around it) and by what stands beside the name itself ("Paris, Texas", "Idlib province").
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vigie.lang.gazetteer import KNOWN_BY_SIZE, Gazetteer, Named
from vigie.lang.gazetteer.keys import make_key
from vigie.lang.gazetteer.tables import WATCHED
from vigie.read.layers import Layers, Word
from vigie.read.mention import Mention

CELL = 1.5
"""Degrees of latitude and longitude; places in the same or the next cell are neighbours."""
SMALL = 15_000
"""A town of fewer people, outside the watched states, counts only where the text names its country, region or neighbours."""
WORLD_CITY = 1_500_000
"""A city of so many stays meant whatever region is named, unless a namesake of a fortieth of it says which it is."""
BESIDE, IN_REGION, IN_COUNTRY, NEIGHBOUR, NEIGHBOURS = 6.0, 2.5, 1.0, 1.5, 2.2
COUNTRY, STATE, CAPITAL, HOME_CAPITAL, ALTERNATE = 11.0, 2.0, 2.0, 1.5, 0.7
"""Weights, all in powers of ten of inhabitants, set by hand."""
_PLACES = frozenset({"city", "region", "country"})
_REGION_WORDS = frozenset(
    "province provinces oblast region governorate county state prefecture voivodeship krai district raion région "
    "préfecture gouvernorat kraï voïvodie raïon état etat département canton".split()
)
_OF = frozenset({"of", "de", "d'", "d’", "du"})

Key = tuple[str, str]
Places = tuple[tuple[Named, bool], ...]
"""The places of a name, each with whether it is a main name of it."""


@dataclass(slots=True)
class _Text:
    """What the text tells: countries and first-level regions by the names for them, cells, what stands beside a name."""

    countries: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    capitals: dict[str, dict[str, str]] = field(default_factory=dict)
    regions: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    cells: dict[tuple[int, int], dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    beside: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))
    worded: set[tuple[int, int]] = field(default_factory=set)
    namesakes: dict[str, set[Key]] = field(default_factory=dict)
    homes: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))


def settle_places(layers: Layers, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions with the place that is meant as the sense of each name of a place, None where none is sure."""
    names = {make_key(m.name): gazetteer.places(m.name) for m in mentions if _is_placed(m)}
    if not names:
        return list(mentions)
    text = _look_around(layers, mentions)
    for name, found in names.items():
        governed = {s.country for s in gazetteer.senses(name) if s.kind == "capital_metonym"}
        cities = sorted((p for p, _ in found if p.kind == "city"), key=lambda p: p.population)
        text.capitals[name] = {home: p.key for p in cities if (home := p.country) and home in governed}
        text.namesakes[name] = {_state(p) for p, main in found if p.kind == "city" and main}
    chosen: dict[str, Named | None] = {name: found[0][0] if found else None for name, found in names.items()}
    for _ in range(2):
        _place_names(text, names, chosen)
        chosen = {name: _choose(name, places, text) for name, places in names.items()}
    return [_settle(m, chosen, names, text) for m in mentions]


def _settle(mention: Mention, chosen: Mapping[str, Named | None], names: Mapping[str, Places], text: _Text) -> Mention:
    name = make_key(mention.name)
    if not _is_placed(mention) or name not in chosen:
        return mention
    sense = chosen[name]
    if (mention.sentence, mention.first) in text.worded:
        home = sense.country if sense is not None else None
        sense = next((p for p, _ in names[name] if p.kind == "region" and home in {None, p.country}), sense)
    if sense is None:
        return replace(mention, sense=None, type="LOC")
    return replace(mention, sense=sense, type=sense.type)


def _is_placed(mention: Mention) -> bool:
    """Return whether the name is a place's that others may share; a short form ("Fla.") is known for what it is."""
    sense = mention.sense
    if sense is None or sense.kind not in _PLACES:
        return False
    return sense.kind != "region" or len(mention.name) > 5 or make_key(sense.name) == make_key(mention.name)


def _look_around(layers: Layers, mentions: Sequence[Mention]) -> _Text:
    text = _Text()
    for mention in mentions:
        sense = mention.sense
        if sense is None:
            continue
        if sense.country and sense.kind in {"country", "demonym", "region"}:
            text.countries[sense.country][make_key(mention.name)] += 1
        if sense.kind == "region" and sense.country and sense.admin1 and sense.key.startswith("region/"):
            text.regions[(sense.country, sense.admin1)].add(make_key(mention.name))
    _look_beside(layers, mentions, text)
    return text


def _look_beside(layers: Layers, mentions: Sequence[Mention], text: _Text) -> None:
    """Keep what stands beside the names: a larger place behind a comma or in brackets, a word for a region."""
    after = {
        (m.sentence, m.first): m for m in mentions if m.sense is not None and m.sense.kind in {"country", "region"}
    }
    for mention in mentions:
        if not _is_placed(mention):
            continue
        words = layers.sentences[mention.sentence].words
        name = make_key(mention.name)
        larger = after.get((mention.sentence, _skip_joint(words, mention.last)))
        if larger is not None and larger.sense is not None:
            if larger.sense.country and not _is_listed(words, larger, after):
                text.beside[name].add((larger.sense.country, larger.sense.admin1 or ""))
        if _is_worded(words, mention):
            text.worded.add((mention.sentence, mention.first))


def _skip_joint(words: Sequence[Word], at: int) -> int:
    """Return where a larger place would begin behind a name: after a comma, a bracket, "in" or ", au"; else -1."""
    joint = words[at].low if at < len(words) else ""
    if joint not in {",", "(", "in"}:
        return -1
    at += 1
    while joint != "(" and at < len(words) and words[at].low in _INTO:
        at += 1
    return at


_INTO = frozenset({"in", "the", "en", "au", "aux", "dans", "le", "la", "l'", "l’"})


def _is_listed(words: Sequence[Word], larger: Mention, after: Mapping[tuple[int, int], Mention]) -> bool:
    """Return whether a country behind a comma is one of a list ("London, Canada and Mexico") and tells nothing."""
    if larger.sense is None or larger.sense.kind != "country" or larger.last >= len(words):
        return False
    return words[larger.last].low in _LISTING and (larger.sentence, larger.last + 1) in after


_LISTING = frozenset({",", "and", "or", "et", "ou"})


def _is_worded(words: Sequence[Word], mention: Mention) -> bool:
    if mention.last < len(words) and words[mention.last].low in _REGION_WORDS:
        return True
    before = [w.low for w in words[max(0, mention.first - 2) : mention.first]]
    return len(before) == 2 and before[0] in _REGION_WORDS and before[1] in _OF


def _place_names(text: _Text, names: Mapping[str, Places], chosen: Mapping[str, Named | None]) -> None:
    """Note in which cells the names may lie, the chosen place of each more surely, and the states of the chosen."""
    text.cells.clear()
    text.homes.clear()
    for name, places in names.items():
        first = chosen[name]
        if first is not None and first.country and first.kind != "country":
            for home in {(first.country, ""), _state(first)}:
                text.homes[home].add(name)
        for place, _ in places:
            if place.lat is not None and place.lon is not None:
                here = text.cells[_cell(place.lat, place.lon)]
                here[name] = max(here.get(name, 0.0), 1.0 if place is first else 0.5)


def _state(place: Named) -> Key:
    return place.country or "", place.admin1 or ""


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // CELL), int(lon // CELL)


def _choose(name: str, places: Places, text: _Text) -> Named | None:
    """Return the place of the name that the text speaks for most, or None when that is too little."""
    largest = max((p.population for p, _ in places if p.kind == "city"), default=0)
    told = [_is_told(name, place, text) for place, _ in places]
    elsewhere = not any(told) and any(first for _, first in text.beside[name])
    elsewhere = elsewhere or any(_is_country(p) for p, _ in places)
    best: tuple[float, Named] | None = None
    for (place, main), is_told in zip(places, told, strict=True):
        if place.kind == "city" and not is_told:
            if elsewhere or largest >= max(WORLD_CITY, place.population * KNOWN_BY_SIZE):
                continue
        support = _support(name, place, text)
        if not is_told and _is_small(place) and support < _needed(place, places):
            continue
        weight = _weigh(name, place, text) + support + (BESIDE if is_told else 0.0) - (0.0 if main else ALTERNATE)
        if best is None or weight > best[0]:
            best = (weight, place)
    return best[1] if best is not None else None


def _is_country(place: Named) -> bool:
    return place.key.startswith("country/")


def _is_small(place: Named) -> bool:
    return place.kind == "city" and place.population < SMALL and place.country not in WATCHED


def _needed(place: Named, places: Places) -> float:
    """Return how much must speak for a small town: its country, or more where that has several of the name."""
    several = sum(p.country == place.country for p, _ in places) > 1
    return IN_COUNTRY + NEIGHBOUR if several else IN_COUNTRY


def _is_told(name: str, place: Named, text: _Text) -> bool:
    """Return whether a larger place beside the name says that it is this one."""
    return any(
        place.country == country and (not first or place.admin1 == first) for country, first in text.beside[name]
    )


def _weigh(name: str, place: Named, text: _Text) -> float:
    """Return what speaks for a place before the text is read: the power of ten of its inhabitants, more or less.

    A region counts a quarter of its own where a town of its own has its name: Aleppo and Kyiv are the cities.
    """
    if _is_country(place) or place.country is None:
        return COUNTRY
    people = math.log10(max(place.population, 500))
    if place.kind == "region":
        alone = place.key.startswith("region/") and _state(place) not in text.namesakes[name]
        return people + STATE if alone else people - ALTERNATE
    if text.capitals[name].get(place.country) != place.key:
        return people
    return people + CAPITAL + (HOME_CAPITAL if _count(text.countries.get(place.country), name) else 0.0)


def _support(name: str, place: Named, text: _Text) -> float:
    """Return what the rest of the text says for a place: its country, its region, its neighbours, a word for a region."""
    found = 0.0
    named = _count(text.countries.get(place.country or ""), name)
    if named:
        found += IN_COUNTRY + named / sum(_count(c, name) for c in text.countries.values())
    if _is_country(place):
        return found + (NEIGHBOUR if text.homes.get((place.country or "", ""), set()) - {name} else 0.0)
    if place.country and place.admin1 and text.regions.get(_state(place), set()) - {name}:
        found += IN_REGION
    if place.kind == "region":
        return found + (IN_REGION if text.homes.get(_state(place), set()) - {name} else 0.0)
    near = _neighbours(name, place, text)
    return found + (NEIGHBOURS if near >= 2 else NEIGHBOUR if near >= 1 else 0.0)


def _count(names: Counter[str] | None, but: str) -> int:
    """Return how often a country is named, one name left out: it does not speak for itself."""
    return names.total() - names[but] if names else 0


def _neighbours(name: str, place: Named, text: _Text) -> float:
    if place.lat is None or place.lon is None:
        return 0.0
    row, column = _cell(place.lat, place.lon)
    found: dict[str, float] = {}
    for i in (row - 1, row, row + 1):
        for j in (column - 1, column, column + 1):
            for other, weight in text.cells.get((i, j), {}).items():
                if other != name:
                    found[other] = max(found.get(other, 0.0), weight)
    return sum(found.values())
