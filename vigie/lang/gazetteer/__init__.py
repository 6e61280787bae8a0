"""Names the world knows: countries, regions, cities, organisations, seats of power, offices and their holders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from vigie.lang.gazetteer.finder import Finder
from vigie.lang.gazetteer.genders import find_gender
from vigie.lang.gazetteer.keys import make_key
from vigie.lang.gazetteer.overlay import Names, names_in_use
from vigie.lang.gazetteer.records import Hit, Named, Office
from vigie.lang.gazetteer.tables import ALTERNATE, Tables, load_curated, load_offices, load_people

__all__ = ["Gazetteer", "Hit", "Named", "Office", "load_gazetteer"]


KNOWN_BY_SIZE = 40


class Gazetteer:
    """Lookups for one language; tables are opened when first asked. The names of a setting, if any, count first."""

    def __init__(self, lang: str, names: Names | None = None) -> None:
        self.lang = lang
        self._names = names
        self._tables = Tables(lang, names)
        self._finder = Finder(self._tables)

    def find_names(self, words: Sequence[str], *, lowered: Sequence[str] | None = None) -> list[Hit]:
        """Return the names in a token sequence, longest first at each place, none overlapping another.

        Capitals count: "nice" and "us" are no names. A name that is also a common word or a person's name is found
        only where its neighbours show a place ("in Reading", "Clinton, Iowa"). `lowered` is taken for compatibility.
        """
        return self._finder.find(words)

    def senses(self, name: str) -> tuple[Named, ...]:
        """Return all senses of a whole name, best first."""
        return tuple(named for named, _ in self._tables.find(make_key(name)))

    def places(self, name: str) -> tuple[tuple[Named, bool], ...]:
        """Return all places of a name, best known first, each with whether it is a main name of the place."""
        found = self._tables.find(make_key(name))
        return tuple((s, not f & ALTERNATE) for s, f in found if s.type in {"GPE", "LOC"} and s.kind != "demonym")

    def country_of(self, demonym: Named) -> Named | None:
        """Return the country that a demonym's sense is of, or None where it has no name of its own."""
        own = self._names.countries(self.lang) if self._names else {}
        return own.get(demonym.key) or self._tables.countries().get(demonym.key)

    def demonym(self, word: str) -> str | None:
        """Return the country of a demonym in any form, or None.

        >>> load_gazetteer("fr").demonym("russes")
        'RUS'
        """
        own = self._names.demonyms.get(self.lang, {}).get(make_key(word)) if self._names else None
        found: str | None = own or load_curated()["demonyms"].get(self.lang, {}).get(make_key(word))
        return found

    def holders(self, office: str, place: str, on: str | None) -> list[Office]:
        """Return who held the office of a country or organisation on an ISO date; all holders when the date is None.

        After the day until which the table is known, an office without an end is not claimed: the list is empty.
        """
        offices = (*self._names.offices, *load_offices()) if self._names else load_offices()
        found = [o for o in offices if o.key == office and place in (o.country, o.organisation)]
        if on is None:
            return found
        known_until = str(load_curated()["offices_known_until"])
        return [o for o in found if (o.start or "") <= on and on < (o.end or known_until)]

    def known_until(self) -> str:
        """Return the ISO day until which the table of offices is known."""
        return str(load_curated()["offices_known_until"])

    def person(self, name: str) -> list[Office]:
        """Return the offices of the person of that full name or surname."""
        key = make_key(name)
        own = self._names.people.get(key, ()) if self._names else ()
        return list(own or load_people().get(key, ()))

    def gender(self, name: str) -> str | None:
        """Return "f" or "m" when the setting in use says it, or the name shows it; else None."""
        own = self._names.genders.get(make_key(name)) if self._names else None
        return own or find_gender(name, self.lang)


def load_gazetteer(lang: str) -> Gazetteer:
    """Return the gazetteer of a language, with the names in use in this process laid over it."""
    return _load(lang, names_in_use())


@lru_cache(maxsize=8)
def _load(lang: str, names: Names | None) -> Gazetteer:
    return Gazetteer(lang, names)
