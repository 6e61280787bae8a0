"""Names the world knows: countries, regions, cities, organisations, seats of power, offices and their holders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from vigie.lang.gazetteer.records import Hit, Named, Office
from vigie.lang.gazetteer.tables import Cities, load_demonyms, load_names, load_offices
from vigie.text.fold import fold

__all__ = ["Gazetteer", "Hit", "Named", "Office", "load_gazetteer"]

MAX_WORDS = 7
_SINGLE_CITY = 40_000
"""A city of fewer inhabitants is found by its name alone only when the caller asks for that very name."""
_NOT_PLACES = frozenset(
    "nice tours march of as many most man bath reading sale split deal orange bar are can mobile un une le la les au "
    "est son pont roman pau sur police chief bay union general mission san los santa victoria florence paris_ young "
    "central eastern western northern southern north south east west media lens vienne troyes apt angers brest_ "
    "monday mardi mars mai lundi jeudi may june august april homs_ same this that other we he she it they i in on at "
    "for but and not our your their his her will has had was were been being new old big university church".split()
)


class Gazetteer:
    """Lookups for one language; tables are loaded when first asked."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._cities = Cities()

    @cached_property
    def _first(self) -> dict[str, list[tuple[tuple[str, ...], tuple[Named, ...]]]]:
        """Return the non-city names by their first word, longest first."""
        index: dict[str, list[tuple[tuple[str, ...], tuple[Named, ...]]]] = {}
        for name, senses in load_names().items():
            words = tuple(_split(name))
            index.setdefault(words[0], []).append((words, tuple(senses)))
        for rows in index.values():
            rows.sort(key=lambda row: -len(row[0]))
        return index

    @cached_property
    def _demonyms(self) -> dict[str, str]:
        return load_demonyms(self.lang)

    def find_names(self, words: Sequence[str], *, lowered: Sequence[str] | None = None) -> list[Hit]:
        """Return the names in a token sequence, longest first at each place; demonyms have kind "demonym"."""
        lows = list(lowered) if lowered is not None else [fold(w) for w in words]
        hits: list[Hit] = []
        i = 0
        while i < len(words):
            hit = self._at(i, words, lows)
            if hit is None:
                i += 1
            else:
                hits.append(hit)
                i = hit.end
        return hits

    def _at(self, i: int, words: Sequence[str], lows: Sequence[str]) -> Hit | None:
        word = words[i].replace("’", "'")
        for name, senses in self._first.get(word, ()):
            end = i + len(name)
            if tuple(w.replace("’", "'") for w in words[i:end]) == name:
                return Hit(i, end, senses)
        code = self._demonyms.get(lows[i])
        if code is not None and (self.lang == "fr" or word[:1].isupper()):
            return Hit(i, i + 1, (Named(f"demonym/{code}", word, "demonym", "GPE", code, (code,)),))
        return self._city_at(i, words) if word[:1].isupper() else None

    def _city_at(self, i: int, words: Sequence[str]) -> Hit | None:
        for size in (4, 3, 2, 1):
            if i + size > len(words) or not words[i + size - 1][:1].isupper():
                continue
            name = _join(words[i : i + size])
            found = self._cities.find(name)
            if found and (size > 1 or self._is_plain_city(name, found[0])):
                return Hit(i, i + size, found)
        return None

    def _is_plain_city(self, name: str, best: Named) -> bool:
        near = best.country in {"UKR", "RUS", "BLR", "MDA"}
        return fold(name) not in _NOT_PLACES and (best.population >= _SINGLE_CITY or near) and len(name) > 2

    def senses(self, name: str) -> tuple[Named, ...]:
        """Return all senses of a whole name, non-cities first."""
        known = tuple(load_names().get(name.replace("’", "'"), ()))
        return known + self._cities.find(name)

    def choose_place(self, name: str, *, countries: Sequence[str]) -> Named | None:
        """Return the place of that name in the first of the countries that has one, else the most populous."""
        found = [s for s in self.senses(name) if s.type in {"GPE", "LOC"}]
        for country in countries:
            for sense in found:
                if sense.country == country and sense.kind == "city":
                    return sense
        return found[0] if found else None

    def demonym(self, word: str) -> str | None:
        """Return the country of a demonym in any form, or None."""
        return self._demonyms.get(fold(word))

    def holders(self, office: str, place: str, on: str | None) -> list[Office]:
        """Return who held the office of a country or group on an ISO date; all holders when the date is None."""
        found = [o for o in load_offices() if o.key == office and o.country == place]
        if on is None:
            return found
        return [o for o in found if (o.start or "") <= on and (o.end is None or on < o.end)]

    def person(self, name: str) -> list[Office]:
        """Return the offices of the person of that full name or surname."""
        wanted = fold(name)
        return [o for o in load_offices() if any(_is_name(wanted, fold(n)) for n in (o.holder, *o.aliases))]


def _is_name(wanted: str, full: str) -> bool:
    return wanted == full or wanted == full.split(" ", 1)[-1]


def _split(name: str) -> list[str]:
    """Return the words of a name as the tokenizers cut them: elisions apart."""
    out: list[str] = []
    for part in name.split():
        if len(part) > 2 and part[1] == "'" and part[0] in "dlDL":
            out += [part[:2], part[2:]]
        else:
            out.append(part)
    return out


def _join(words: Sequence[str]) -> str:
    text = ""
    for word in words:
        glue = "" if not text or text.endswith(("-", "'")) or word == "-" else " "
        text += glue + word
    return text


@lru_cache(maxsize=None)
def load_gazetteer(lang: str) -> Gazetteer:
    """Return the gazetteer of a language."""
    return Gazetteer(lang)
