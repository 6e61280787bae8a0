"""The gazetteer's tables, read once: countries, demonyms, metonyms, organisations, regions, offices, cities."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from vigie.lang.gazetteer.records import Named, Office
from vigie.text.fold import fold

_ROW = struct.Struct("<ffII3s4s")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FRENCH_FORMS = {
    "ien": ("ien", "ienne", "iens", "iennes"), "éen": ("éen", "éenne", "éens", "éennes"),
    "en": ("en", "enne", "ens", "ennes"), "ois": ("ois", "oise", "ois", "oises"),
    "ais": ("ais", "aise", "ais", "aises"), "ain": ("ain", "aine", "ains", "aines"), "in": ("in", "ine", "ins", "ines"),
    "an": ("an", "ane", "ans", "anes"), "ol": ("ol", "ole", "ols", "oles"), "and": ("and", "ande", "ands", "andes"),
    "al": ("al", "ale", "aux", "ales"), "ar": ("ar", "are", "ars", "ares"),
}  # fmt: skip


def data_path(name: str) -> Path:
    """Return the path of a packaged data file."""
    return Path(str(files("vigie.lang.gazetteer") / "data" / name))


def _rows(name: str) -> list[list[str]]:
    data = yaml.load(data_path(name).read_text(encoding="utf-8"), Loader=_LOADER)
    return [str(row).split("|") for row in data["rows"]]


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def find_french_forms(word: str) -> tuple[str, ...]:
    """Return the four forms of a French demonym; "x:a,b" lists irregular ones."""
    if ":" in word:
        return tuple(_list(word.split(":", 1)[1]))
    for ending in sorted(_FRENCH_FORMS, key=len, reverse=True):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            return tuple(stem + e for e in _FRENCH_FORMS[ending])
    return (word, word + "e", word + "s", word + "es") if not word.endswith("e") else (word, word + "s")


@lru_cache(maxsize=1)
def load_names() -> dict[str, list[Named]]:
    """Return the senses of every name that is not a city, by its exact spelling."""
    found: dict[str, list[Named]] = {}
    for named, spelling in _all_named():
        senses = found.setdefault(spelling.replace("’", "'"), [])
        if all(s.key != named.key for s in senses):
            senses.append(named)
    return found


def _all_named() -> Iterator[tuple[Named, str]]:
    yield from _countries()
    yield from _metonyms()
    for key, kind, country, code, names in _rows("organisations.yaml"):
        spellings = _list(names)
        for name in spellings:
            codes = (code,) if code else ()
            yield Named(f"org/{key}", spellings[0], kind, "ORG", country or None, codes), name
    for country, names in _rows("regions.yaml"):
        spellings = _list(names)
        for name in spellings:
            yield Named(f"region/{spellings[0]}", spellings[0], "region", "LOC", country, (country,), precision="region"), name


def _countries() -> Iterator[tuple[Named, str]]:
    names: dict[str, list[str]] = {}
    for line in data_path("cldr.tsv").read_text(encoding="utf-8").splitlines():
        code, *found = line.split("\t")
        names.setdefault(code, []).extend(n for n in found if n and "(" not in n)
    for row in _rows("countries.yaml"):
        names.setdefault(row[0], []).extend(_list(row[3]) + _list(row[4]))
    for code, found in names.items():
        for name in found:
            yield Named(f"country/{code}", name, "country", "GPE", code, (code,), precision="country"), name


def _metonyms() -> Iterator[tuple[Named, str]]:
    data: Any = yaml.load(data_path("metonyms.yaml").read_text(encoding="utf-8"), Loader=_LOADER)
    for entry in data["entries"]:
        for name in entry["names"]:
            yield Named(
                f"body/{entry['key']}", entry["names"][0], "body", "ORG", entry["country"], tuple(entry["codes"])
            ), name


@lru_cache(maxsize=None)
def load_demonyms(lang: str) -> dict[str, str]:
    """Return the country of each folded demonym of a language."""
    found: dict[str, str] = {}
    for code, english, french, *_ in _rows("countries.yaml"):
        if lang == "fr":
            groups, rest = _split_groups(french)
            for word in rest:
                found.update(dict.fromkeys((fold(f) for f in find_french_forms(word)), code))
            found.update(dict.fromkeys((fold(f) for f in groups), code))
        else:
            for word in _list(english):
                found[fold(word)] = code
                found[fold(word) + "s"] = code
    return found


def _split_groups(cell: str) -> tuple[list[str], list[str]]:
    """Return (all listed irregular forms, regular words) of a French demonym cell."""
    if ":" not in cell:
        return [], _list(cell)
    before, forms = cell.split(":", 1)
    return _list(forms), _list(before)[:-1]


@lru_cache(maxsize=1)
def load_offices() -> tuple[Office, ...]:
    """Return all dated offices."""
    return tuple(
        Office(key, country, None, holder, tuple(_list(aliases)), start or None, end or None)
        for key, country, holder, aliases, start, end in _rows("offices.yaml")
    )


class Cities:
    """Cities by folded name, mapped from disk and read row by row."""

    @cached_property
    def _trie(self) -> Any:
        import marisa_trie

        return marisa_trie.RecordTrie("<I").mmap(str(data_path("cities.marisa")))

    @cached_property
    def _map(self) -> mmap.mmap:
        with data_path("cities.bin").open("rb") as handle:
            return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)

    def find(self, name: str) -> tuple[Named, ...]:
        """Return the cities of that name, most populous first."""
        rows = self._trie.get(fold(name)) or []
        found = [self._read(name, row[0]) for row in rows]
        return tuple(sorted(found, key=lambda n: -n.population))

    def _read(self, name: str, row: int) -> Named:
        lat, lon, population, number, country, _ = _ROW.unpack_from(self._map, row * _ROW.size)
        code = country.decode()
        return Named(
            f"city/{number}", name, "city", "GPE", code, (code,), round(lat, 4), round(lon, 4), "city", str(number),
            population,
        )  # fmt: skip
