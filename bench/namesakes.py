"""Places by a rule of a few minutes: every run of capitalised words that is a place's name, as its largest namesake.

The names are those of Vigie's own gazetteer, so that only what is done with them differs. A country counts as larger
than any town; nothing is asked about the words around a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bench.drafts import Range, make_reading
from vigie.lang.gazetteer import Named, load_gazetteer

Json = dict[str, Any]
_CAPITALISED = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ]\w*(?:[-'’](?!s\b)\w+)*)"
_WORD = re.compile(_CAPITALISED)
_RUN = re.compile(rf"{_CAPITALISED}(?:[ \u00a0]{_CAPITALISED})*")
_COUNTRY, _PLACES = ("country", "demonym"), ("city", "region")


def read_by_namesakes(doc_id: str, text: str, lang: str) -> Json:
    """Return a reading whose entities are the places found."""
    entities = [_entity(span, named) for span, named in find_namesakes(text, lang, (0, len(text)))]
    return make_reading(doc_id, text, lang, []) | {"entities": entities}


def find_namesakes(text: str, lang: str, where: Range) -> Iterator[tuple[Range, Named]]:
    """Yield the places named in a stretch of text, in reading order, the longest name at each word."""
    for run in _RUN.finditer(text, *where):
        words = [m.span() for m in _WORD.finditer(text, *run.span())]
        at = 0
        while at < len(words):
            ends = range(len(words), at, -1)
            found = next(
                ((end, n) for end in ends if (n := largest(text[words[at][0] : words[end - 1][1]], lang))), None
            )
            if found is not None:
                yield (words[at][0], words[found[0] - 1][1]), found[1]
            at = found[0] if found else at + 1


@lru_cache(maxsize=1 << 15)
def largest(name: str, lang: str) -> Named | None:
    """Return the country of that name, else the most populous place that has a number in GeoNames, or None.

    Regions without a number hold the sum of their towns and would always win over them.
    """
    senses = load_gazetteer(lang).senses(name)
    countries = [s for s in senses if s.kind in _COUNTRY]
    places = sorted((s for s in senses if s.kind in _PLACES), key=lambda s: (s.geonameid is None, -s.population))
    return next(iter(countries + places), None)


def _entity(span: Range, named: Named) -> Json:
    """Return a place in the product's form; a country is no point."""
    point = named.kind in _PLACES
    place = {"geonameid": named.geonameid, "lat": named.lat if point else None, "lon": named.lon if point else None}
    return {
        "name": named.name,
        "type": named.type,
        "mentions": [list(span)],
        "country": named.country,
        "place": place | {"precision": named.precision},
    }
