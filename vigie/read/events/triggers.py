"""Triggers: words that may name an act, found by lexicon before parsing and checked against the tree after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from vigie.lang.lexicon import Entry, Hit, Lexicon, load_lexicon
from vigie.model import Span
from vigie.read.layers import Layers, Unit, Word

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words [first, last] of a unit that may name an act; `at` is their head word."""

    unit: Unit
    at: int
    first: int
    last: int
    entry: Entry
    frame: str

    @property
    def span(self) -> Span:
        """Return the characters of the trigger."""
        return Span(self.unit.words[self.first].start, self.unit.words[self.last].end)

    @property
    def word(self) -> Word:
        """Return the head word of the trigger."""
        return self.unit.words[self.at]


def lemmas_of(unit: Unit) -> list[str]:
    """Return the lemmas a lexicon may match, context-free and contextual ones together."""
    return [w.base if w.lemma in ("", w.base) else f"{w.base}|{w.lemma}" for w in unit.words]


@lru_cache(maxsize=None)
def load_triggers(lang: str) -> Lexicon:
    """Return the event triggers of a language."""
    return load_lexicon(lang, "triggers")


def units_to_parse(layers: Layers, among: Iterable[Unit] | None = None) -> list[Unit]:
    """Return the units, of the document or of those given, that hold a trigger and so need a tree."""
    lexicon = load_triggers(layers.lang)
    return [u for u in (layers.units if among is None else among) if u.hits(lexicon)]


def find_triggers(layers: Layers) -> list[list[Trigger]]:
    """Return, for each place in the parsed units, the triggers that may stand there, best first."""
    lexicon = load_triggers(layers.lang)
    found: list[list[Trigger]] = []
    for unit in layers.units:
        if unit.parsed:
            found += _rank(_find_in(unit, lexicon.find_all(unit.lows, lemmas_of(unit))))
    return found


def _find_in(unit: Unit, hits: Iterable[Hit]) -> list[Trigger]:
    found = []
    for hit in hits:
        frame = hit.entry.get("frame", "verb")
        for name in ("verb", "noun") if frame == "either" else (frame,):
            at = _head_of(unit, hit, name)
            if at is not None:
                found.append(Trigger(unit, at, hit.start, hit.end - 1, hit.entry, name))
                break
    return found


def _head_of(unit: Unit, hit: Hit, frame: str) -> int | None:
    """Return the word of the hit that carries the act: the verb or noun, the highest in the tree when several do."""
    inside = range(hit.start, hit.end)
    if frame == "verb":
        fit = [i for i in inside if _is_verbal(unit.words[i])]
        return (
            next((i for i in fit if unit.words[i].head not in fit or unit.words[i].head == i), fit[0]) if fit else None
        )
    fit = [i for i in inside if unit.words[i].pos in _NOMINAL]
    if not fit:
        return None
    return next((i for i in fit if unit.words[i].head not in inside or unit.words[i].head == i), fit[-1])


def _is_verbal(word: Word) -> bool:
    if word.pos in _VERBAL:
        return not word.dep.startswith("aux") and word.dep != "cop"
    return word.pos == "ADJ" and "VerbForm=Part" in word.morph


def _rank(triggers: list[Trigger]) -> list[list[Trigger]]:
    """Return the triggers grouped by overlapping place, longest first in each group."""
    groups: list[list[Trigger]] = []
    for trigger in sorted(triggers, key=lambda t: (t.first, -t.last)):
        last = groups[-1] if groups else None
        if (
            last is not None
            and trigger.first <= max(t.last for t in last if t.at == last[0].at)
            and (trigger.at == last[0].at or trigger.last <= last[0].last)
        ):
            last.append(trigger)
        else:
            groups.append([trigger])
    for group in groups:
        group.sort(key=lambda t: (t.first - t.last, -len(t.entry.all("needs"))))
    return groups
