"""In which country an exercise is held, where the name of the place alone would fit several."""

from __future__ import annotations

from collections.abc import Iterable

from vigie.lang.gazetteer import KNOWN_BY_SIZE, load_gazetteer
from vigie.lang.gazetteer.records import Named
from vigie.store import FiledEvent
from vigie.watch.signals.posture.whose import code_of
from vigie.watch.signals.posture.words import cut_words

_COUNTRY = frozenset({"country", "demonym", "capital_metonym"})


def find_country(event: FiledEvent, told: Iterable[str], lang: str) -> str | None:
    """Return the country of an event's place; None where its name fits several and the document does not tell which.

    A small place that has namesakes abroad is in the country that the document names, if it names one of theirs and no
    other of theirs; the reader's first guess is as good as any and is not taken. A place so many times larger than its namesakes as
    `KNOWN_BY_SIZE` is meant whatever is named.
    """
    senses = [s for s in load_gazetteer(lang).senses(event.place or "") if s.country and s.type in {"GPE", "LOC"}]
    fitting = {s.country for s in senses}
    if len(fitting) < 2 or senses[0].kind == "country" or _is_known_by_size(senses):
        return event.place_country
    named = fitting & _name_countries(told, lang)
    return named.pop() if len(named) == 1 else None


def _is_known_by_size(senses: list[Named]) -> bool:
    first = senses[0]
    others = [s.population or 0 for s in senses if s.country != first.country]
    return (first.population or 0) > KNOWN_BY_SIZE * max(others, default=0)


def _name_countries(told: Iterable[str], lang: str) -> set[str | None]:
    """Return the countries that sentences name, by their own names, adjectives or capitals."""
    gazetteer = load_gazetteer(lang)
    return {
        code_of(sense.codes)
        for sentence in told
        for hit in gazetteer.find_names(cut_words(sentence, lang).words)
        for sense in hit.senses[:1]
        if sense.kind in _COUNTRY
    }
