"""Cues set inside the marks: « Le pont tient, a-t-elle tranché, et la route aussi. »"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.model import Span
from vigie.read.layers import Layers, Unit
from vigie.read.spoken import DASH
from vigie.read.statements.anyverb import any_verb
from vigie.read.statements.aside import skip_circumstance
from vigie.read.statements.cues import Cue
from vigie.read.statements.draft import trim
from vigie.read.statements.openings import without_when_and_where
from vigie.read.statements.sources import find_run

_OPENERS = frozenset({",", "?", "!", "…"})
_OBJECTS = frozenset({"lui", "leur", "nous", "me", "m'", "s'", "se"})
_CLITICS = frozenset({"-t-il", "-t-elle", "-il", "-elle", "-t-on", "-on", "-ils", "-elles"})
_AUXILIARIES = frozenset({"a", "ont", "avait", "avaient", "aurait", "est", "s'", "has", "had"})
_BEFORE = _AUXILIARIES | _CLITICS | _OBJECTS
_FIRST = frozenset({"je", "nous", "-je", "-nous", "tu", "vous", "-vous", "-tu", "i", "we", "you", "-on", "-t-on", "me"})
MAX_OFFICE = 12
"""An office without an article behind a speaker has at most so many words (« répond Ada Hale, [lamineuse] »)."""
MAX_INCISE = 40
"""An aside holds at most so many words, its apposition included."""


@dataclass(frozen=True, slots=True)
class Incise:
    """An aside inside a quotation: its cue, its source words, and the characters that are not the speaker's."""

    cue: Cue
    source: list[int]
    cut: Span


def find_incise(layers: Layers, units: Sequence[Unit], cues: dict[int, list[Cue]]) -> Incise | None:
    """Return the first aside in the words of one quotation, or None.

    Between or behind commas, a verb with its subject after it: « …, raconte Ada Hale, 71 ans, qui vend du miel. »
    """
    for unit in units:
        by_word = {c.at: c for c in cues.get(id(unit), []) if c.kind == "verb"}
        for i, word in enumerate(unit.words[:-1]):
            if word.low in _OPENERS and i >= 1:
                found = _read(layers, unit, i + 1, by_word)
                if found is not None:
                    return found
    return None


def _read(layers: Layers, unit: Unit, start: int, cues: dict[int, Cue]) -> Incise | None:
    words = unit.words
    at, clitic = start, None
    while at < len(words) and (words[at].low in _BEFORE or words[at].pos == "AUX"):
        clitic = at if words[at].low in _CLITICS else clitic
        at += 1
    if at >= len(words):
        return None
    if clitic is None and at + 1 < len(words) and words[at + 1].low in _CLITICS:
        clitic = at + 1
    if clitic is not None:
        if words[clitic].low in _FIRST:
            return None
        own = cues.get(at) or Cue(unit, at, at, at, any_verb(), "verb")
        return _make(layers, unit, start, max(at, clitic), own, [clitic])
    cue = next((cues[i] for i in (at, at + 1) if i in cues), None) or _find_turned(layers, unit, at)
    run = sorted(find_run(unit, cue.last + 1, 1)) if cue is not None else []
    run = without_when_and_where(unit, run)
    if (
        cue is None
        or cue.first > at + 1
        or not run
        or words[run[0]].low in _FIRST
        or words[run[0]].pos in {"ADP", "NUM"}
    ):
        return None
    if not any(words[i].pos in {"NOUN", "PROPN", "X"} or words[i].text[0].isupper() for i in run):
        return None
    return _make(layers, unit, start, run[-1], cue, run)


def _find_turned(layers: Layers, unit: Unit, at: int) -> Cue | None:
    """Return any verb before a name or noun phrase in the turn of a dialogue: what is set off there tells who speaks."""
    spoken = unit.quote is not None and layers.quotes[unit.quote].opener == DASH
    if not spoken or unit.words[at].tag != "VERB" or at + 1 >= len(unit.words):
        return None
    return Cue(unit, at, at, at, any_verb(), "verb") if unit.words[at + 1].pos in {"DET", "PROPN"} else None


def _make(layers: Layers, unit: Unit, start: int, last: int, cue: Cue, source: list[int]) -> Incise | None:
    """Return the aside up to the mark that closes it: its second comma, or the end of the sentence."""
    words = unit.words
    end = min(skip_circumstance(unit, last + 1), start + MAX_INCISE)
    if end < len(words) and words[end].low == "," and _is_apposition(unit, end + 1):
        end = _to_sentence_end(unit, end)
    if end < len(words) and words[end].pos != "PUNCT":
        return None
    stop = words[end].start if end < len(words) else words[-1].end
    return Incise(cue, source, Span(words[start - 1].start, stop))


def _is_apposition(unit: Unit, i: int) -> bool:
    """Return whether what follows the source is still about the speaker: an age, a relative clause, an office."""
    if i + 1 >= len(unit.words):
        return False
    first, second = unit.words[i], unit.words[i + 1]
    if first.low in {"qui", "who"} or (first.pos == "NUM" and second.low in {"ans", "years"}):
        return True
    end = next((k for k in range(i, len(unit.words)) if unit.words[k].pos == "PUNCT"), len(unit.words))
    bare = not any(unit.words[k].pos in {"VERB", "AUX", "PRON"} for k in range(i, end))
    if first.pos == "DET" and bare and end < len(unit.words) and unit.words[end].low in {".", "!", "?"}:
        return True
    office = unit.words[i : _to_sentence_end(unit, i)]
    told = any(w.pos in {"VERB", "AUX", "PRON"} and "VerbForm=Part" not in w.morph for w in office)
    return first.pos == "NOUN" and first.text[0].islower() and not told and len(office) <= MAX_OFFICE


def _to_sentence_end(unit: Unit, start: int) -> int:
    end = start
    while end < len(unit.words) and unit.words[end].low not in {".", "!", "?", ";"}:
        end += 1
    return end


def carve(layers: Layers, content: Span, cut: Span) -> list[Span]:
    """Return the content without the aside, as up to two pieces."""
    pieces = [trim(layers.text, content.start, cut.start), trim(layers.text, cut.end, content.end)]
    return [p for p in pieces if p is not None]
