"""A sentence as the checks see it: its words, the names it holds, its numbers, and whether it speaks of what is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

from vigie.lang.gazetteer import Gazetteer, Named
from vigie.lang.gazetteer import Hit as NamedHit
from vigie.lang.reference import Table, load_words
from vigie.model import Quantity, Span
from vigie.read.layers import Word

_YEAR = re.compile(r"(1[6-9]|20)\d\d(s|-.*)?")
APOSTROPHES = frozenset({"'s", "’s"})
ARTICLES = frozenset({"the", "a", "an", "l'", "l’", "le", "la", "les", "un", "une"})
_LINKED = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PART"})


class Passage:
    """One sentence of a dated text."""

    def __init__(
        self, words: Sequence[Word], gazetteer: Gazetteer, lang: str, day: str, quantities: Sequence[Quantity]
    ) -> None:
        self.words, self.lang, self.day, self.quantities = words, lang, day, quantities
        self.lows = [w.low.replace("’", "'") for w in words]
        self.gazetteer = gazetteer
        self._lists = load_words(lang)

    @cached_property
    def hits(self) -> list[NamedHit]:
        """Return the known names of the sentence."""
        return self.gazetteer.find_names([w.text for w in self.words])

    @cached_property
    def bare(self) -> frozenset[str]:
        """Return the folded words outside the names."""
        named = {i for h in self.hits for i in range(h.start, h.end)}
        return frozenset(low for i, low in enumerate(self.lows) if i not in named)

    @cached_property
    def is_of_now(self) -> bool:
        """Return whether the sentence asks nothing and names no other time, plan, wish or doubt."""
        year = int(self.day[:4])
        years = {int(low[:4]) for low in self.lows if _YEAR.fullmatch(low)}
        return years <= {year, year - 1} and "?" not in self.lows and not self.has("other")

    def has(self, key: str) -> bool:
        """Return whether a word of the list stands outside the names."""
        return not self.bare.isdisjoint(self._lists.get(key, ()))

    def is_one_of(self, i: int, key: str) -> bool:
        """Return whether the word at the index is in the list."""
        return 0 <= i < len(self.lows) and self.lows[i] in self._lists.get(key, ())

    def end_of(self, i: int, key: str) -> int:
        """Return the index behind the longest phrase of the list that begins at the index; the index itself for none."""
        phrases = sorted((p.split() for p in self._lists.get(key, ())), key=len, reverse=True)
        return next((i + len(p) for p in phrases if self.lows[i : i + len(p)] == p), i)

    def is_denied(self, start: int, end: int) -> bool:
        """Return whether a no stands in the stretch or in the four words before it."""
        near = self.lows[max(0, start - 4) : end]
        return any(low in self._lists.get("denied", ()) or low.startswith("non-") for low in near)

    def low(self, i: int) -> str:
        """Return the folded word at the index, empty outside the sentence."""
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def is_linked(self, start: int, end: int) -> bool:
        """Return whether the words between belong to one noun phrase: nouns and adjectives only."""
        return all(self.words[i].pos in _LINKED or self.lows[i] in {"-", "'s"} for i in range(start, end))

    def span(self, start: int, end: int) -> Span:
        """Return the characters of words [start, end)."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def index(self, position: int) -> int:
        """Return the index of the first word that ends behind a position."""
        return next((i for i, w in enumerate(self.words) if w.end > position), len(self.words))

    def is_known(self, table: Table) -> bool:
        """Return whether the table reaches the day of the text."""
        return self.day <= table.known_until

    def around(self, days: int) -> tuple[str, str, str]:
        """Return the days so long before, on and so long after the day of the text."""
        here = date.fromisoformat(self.day)
        gap = timedelta(days=days)
        return ((here - gap).isoformat(), self.day, (here + gap).isoformat())


def find_day(published: str | None) -> str | None:
    """Return the ISO day of publication, or None when there is none or it is no day."""
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def is_state(sense: Named) -> bool:
    """Return whether a name is that of a state itself."""
    return sense.kind == "country" and sense.country is not None


def owner_of(sense: Named) -> str | None:
    """Return the state or the organisation that a name or a demonym means, or None."""
    if sense.kind in {"country", "demonym"}:
        return sense.country
    return sense.key.removeprefix("org/") if sense.kind == "organisation" else None
