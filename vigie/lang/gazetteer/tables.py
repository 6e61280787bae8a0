"""The gazetteer's packed tables: a trie of names, rows of places mapped from disk, and the curated entries.

`training/build_gazetteer.py` writes them from `sources/*.yaml` and GeoNames; nothing here parses YAML.

    names.marisa   key of a name -> (languages, row, flags), one record a sense
    places.bin     rows of cities and regions, fixed width
    places.txt     their names, addressed by byte offset
    curated.json   countries, demonyms, bodies, organisations, persons, offices
"""

from __future__ import annotations

import json
import mmap
import struct
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vigie.lang.gazetteer.genders import is_given_name
from vigie.lang.gazetteer.keys import make_key
from vigie.lang.gazetteer.records import Named, Office
from vigie.text.fold import fold

if TYPE_CHECKING:
    from vigie.lang.gazetteer.overlay import Names

NAME_FORMAT = "<BIB"
ROW = struct.Struct("<ffII3s3sBIBIB")
"""lat, lon, population, GeoNames number, country, admin1, kind, English name at, length, French name at, length."""
PLACE_ROWS = 1 << 20
"""Rows from this number on are places; those below it are curated entries."""
LANGUAGES = {"en": 1, "fr": 2}
WATCHED = frozenset("UKR RUS BLR MDA ISR PSE LBN SYR IRQ IRN YEM TWN PRK".split())
"""In these states a small town's name stands for itself; elsewhere it needs a word of place beside it."""

EXACT = 1
LOWER = 2
QUIET = 4
WEAK = 8
ALTERNATE = 16
ALONE = 32
BEHIND = 64
"""Flags: capitals exactly as written; lower case too; for lookups only; needs a place word before or a region after;
not the main name; a surname, which a given name before it makes someone else's; short, behind a town and a comma."""

_KINDS = (
    ("city", "city", "GPE", "city"),
    ("region", "region", "LOC", "region"),
    ("county", "region", "LOC", "region"),
    ("region", "region", "LOC", "unknown"),
)
"""What a row's kind says: how its key begins, its kind, type and precision. The last are larger than a state (Europe)."""


def data_path(name: str) -> Path:
    """Return the path of a packaged data file."""
    return Path(str(files("vigie.lang.gazetteer") / "data" / name))


class Tables:
    """The packed tables of one language, opened when first asked; the names of a setting, if any, lie over them."""

    def __init__(self, lang: str, names: Names | None = None) -> None:
        self.lang = lang
        self.names = names
        self._mask = LANGUAGES.get(lang, 1)
        self._read: dict[int, Named] = {}
        self._countries: dict[str, Named] = {}

    @cached_property
    def trie(self) -> Any:
        """Return the trie of names."""
        import marisa_trie

        return marisa_trie.RecordTrie(NAME_FORMAT).mmap(str(data_path("names.marisa")))

    @cached_property
    def _rows(self) -> mmap.mmap:
        with data_path("places.bin").open("rb") as handle:
            return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)

    @cached_property
    def _texts(self) -> mmap.mmap:
        with data_path("places.txt").open("rb") as handle:
            return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)

    def look_up(self, text: str) -> tuple[bool, bool]:
        """Return whether the text is the key of a name, and whether a longer key begins with it."""
        trie = self.trie
        is_name, goes_on = text in trie, any(len(key) > len(text) for key in trie.iterkeys(text))
        if self.names is None:
            return is_name, goes_on
        return is_name or bool(self.names.find(self.lang, text)), goes_on or self.names.goes_on(self.lang, text)

    def lower_starts(self) -> frozenset[str]:
        """Return the words in small letters with which a name may begin."""
        known = frozenset(load_curated()["lower_starts"].get(self.lang, ()))
        return known if self.names is None else known | self.names.lower_starts.get(self.lang, frozenset())

    def find(self, key: str) -> list[tuple[Named, int]]:
        """Return the senses of a key in this language with their flags, best first; a setting's count alone."""
        own = self.names.find(self.lang, key) if self.names is not None else ()
        if own:
            return sorted(own, key=_rank)
        rows = {row: flags for mask, row, flags in self.trie.get(key) or () if mask & self._mask}
        found = [(self.named(row), flags) for row, flags in rows.items()]
        return sorted(found, key=_rank)

    def named(self, row: int) -> Named:
        """Return the sense stored in a row."""
        found = self._read.get(row)
        if found is None:
            found = self._place(row - PLACE_ROWS) if row >= PLACE_ROWS else self._curated(row)
            self._read[row] = found
        return found

    def countries(self) -> dict[str, Named]:
        """Return the countries by key ("country/RUS")."""
        if not self._countries:
            rows = load_curated()["names"]
            self._countries = {
                r[0]: self.named(i)
                for i, r in enumerate(rows)
                if r[3] == "country" or r[0][:8] == "country/" and r[3] == "region"
            }
        return self._countries

    def _curated(self, row: int) -> Named:
        key, english, french, kind, type_, country, codes, number, precision = load_curated()["names"][row]
        name = french if self.lang == "fr" and french else english
        return Named(key, name, kind, type_, country, tuple(codes), None, None, precision, number)

    def _place(self, row: int) -> Named:
        lat, lon, population, number, country, admin1, kind, at, size, fr_at, fr_size = ROW.unpack_from(
            self._rows, row * ROW.size
        )
        if self.lang == "fr" and fr_size:
            at, size = fr_at, fr_size
        code = country.rstrip(b"\0").decode()
        head, name, type_, precision = _KINDS[kind]
        return Named(
            f"{head}/{number or f'r{row}'}", self._texts[at : at + size].decode(), name, type_, code or None,
            (code,) if code else (), round(lat, 4) if lat < 99 else None, round(lon, 4) if lat < 99 else None, precision,
            str(number) if number else None, population, admin1.rstrip(b"\0").decode() or None,
        )  # fmt: skip


def _rank(sense: tuple[Named, int]) -> tuple[int, float]:
    """Return the order of a sense: curated first, then by inhabitants; a region counts a quarter of its own.

    So "Aleppo" and "Ankara" are the cities, "Texas" and "Queensland" the states.
    """
    named, flags = sense
    if named.kind not in {"city", "region"}:
        return (_ORDER.get(named.kind, 2), 0.0)
    weight = named.population * (0.2 if flags & ALTERNATE else 1.0)
    if named.kind == "region":
        weight *= 0.25
    return (3, -weight)


_ORDER = {"country": 0, "demonym": 1, "capital_metonym": 8, "person": 2}


@lru_cache(maxsize=1)
def load_curated() -> Any:
    """Return the curated tables: names, demonyms by language, offices, the day until which offices are known."""
    return json.loads(data_path("curated.json").read_bytes())


@lru_cache(maxsize=1)
def load_offices() -> tuple[Office, ...]:
    """Return all dated offices."""
    return tuple(
        Office(key, country, organisation, holder, tuple(aliases), start or None, end or None, code)
        for key, country, organisation, holder, aliases, start, end, code in load_curated()["offices"]
    )


@lru_cache(maxsize=1)
def load_people() -> dict[str, list[Office]]:
    """Return the offices of each person, by the key of every full name and of the surnames that news use alone.

    These are the surnames of those who held an office lately, unless it is a given name too: "Baker" and "Martin" may be anyone.
    """
    found: dict[str, list[Office]] = {}
    lately = str(int(str(load_curated()["offices_known_until"])[:4]) - LATELY)
    recent = {o.holder for o in load_offices() if (o.end or "9999") >= lately}
    for office in load_offices():
        for full in (office.holder, *office.aliases):
            alone = surnames(full) if office.holder in recent else ()
            for name in (full, *(s for s in alone if not is_given_name(fold(s)))):
                rows = found.setdefault(make_key(name), [])
                if office not in rows:
                    rows.append(office)
    return found


LATELY = 12
"""So many years before the last day of the table an office may have ended for its holder's surname to tell who is meant."""
_PARTICLES = frozenset("von van der de del al el le la bin ben da di dos du ter".split())
_EASTERN = frozenset(
    "xi li wang mao kim moon yoon lee tsai nguyen hun hu wen yang qin dong phan pham to luong park roh chun jiang deng zhao zhu "
    "lai chen ma han cho choe chung jeong suh shin ban goh vo tran truong wei chang liang fang chiang chiu lin kang yun ng".split()
)
_SUFFIXES = frozenset("jr jr. sr sr. i ii iii iv v vi vii x xiv xvi".split())


def surnames(full: str) -> tuple[str, ...]:
    """Return the surname of a full name, with and without its particles.

    >>> surnames("Ursula von der Leyen"), surnames("Xi Jinping")
    (('von der Leyen', 'Leyen'), ('Xi',))
    """
    words = [w for w in full.split() if w.lower() not in _SUFFIXES]
    if len(words) < 2:
        return ()
    if words[0].lower() in _EASTERN:
        return (words[0],)
    at = next((i for i in range(1, len(words) - 1) if words[i].lower() in _PARTICLES), len(words) - 1)
    return tuple(dict.fromkeys((" ".join(words[at:]), words[-1])))
