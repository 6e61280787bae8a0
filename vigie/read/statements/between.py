"""What stands between a cue and what it introduces: when, where and to whom it was said, and asides between commas."""

from __future__ import annotations

from vigie.read.layers import Unit
from vigie.read.statements.cues import Cue
from vigie.read.statements.days import DAYS, MONTHS, skip_day
from vigie.read.statements.sources import has_addressee
from vigie.read.statements.surface import skip_aside, skip_linking

MIN_SET_OFF = 4
"""A subject and what commas set off behind it have so many words and marks or more."""
_OPENERS = frozenset(
    "on at in during after before from by since throughout outside inside through under via to within lors dans à au "
    "aux devant pendant après avant depuis dès par sur chez en auprès durant via ce cet cette last this".split()
)
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "X"})
_OF = frozenset({"of", "de", "du", "d'", "des"})
_TIMES = frozenset(
    "year years week weeks month months day days hour hours night morning an ans semaine mois fois".split()
)
_WHEN = frozenset({"early", "late", "earlier", "last", "this", "next", "week", "month", "year", "spring", "summer"})
_DATED = frozenset({"on", "in", "at", "en", "le", "early", "late", "last", "this", "earlier", "by"})


def skip_between(unit: Unit, start: int) -> int:
    """Return where the words go on behind adverbs, days, asides and phrases of place and time, at an article.

    "denied [at a packed meeting on Friday] any gap" · « a démenti [lundi, lors d'une réunion,] toute vente »
    """
    at = first = skip_linking(unit, skip_aside(unit, start))
    moved = False
    while at < len(unit.words):
        after = _skip_phrase(unit, skip_day(unit, at))
        moved = moved or after > at
        after = skip_linking(unit, skip_aside(unit, after))
        if after == at:
            break
        at = after
    return at if not moved or _opens_object(unit, at) else first


def _opens_object(unit: Unit, at: int) -> bool:
    """Return whether an article stands at the word and no span of time follows it ("denied on Monday [any gap]")."""
    if at + 1 >= len(unit.words) or unit.words[at].pos != "DET":
        return False
    return _TIMES.isdisjoint(w.low for w in unit.words[at + 1 : at + 3])


def _skip_phrase(unit: Unit, start: int) -> int:
    """Return where the words go on behind a preposition and its noun phrase; `start` where there is none."""
    if start >= len(unit.words) or unit.words[start].low not in _OPENERS or unit.words[start].pos == "DET":
        return start
    at = start + 1
    while at < len(unit.words):
        word, before = unit.words[at], unit.words[at - 1]
        opens = word.pos == "DET" and (before.pos == "ADP" or before.low in _OPENERS | _OF)
        participle = word.pos == "VERB" and "VerbForm=Part" in word.morph
        if not (opens or participle or word.pos in _INSIDE or word.low in _OF):
            break
        at += 1
    return at if at > start + 1 else start


def skip_date(unit: Unit, start: int) -> int:
    """Return where the words go on behind a date and its preposition ("told the board [on 3 March] of a leak")."""
    at = start
    while at < len(unit.words) and unit.words[at].low in _DATED:
        at += 1
    end = at
    while end < len(unit.words) and _is_date(unit, end):
        end += 1
    return end if end > at or (at > start and unit.words[at - 1].low in _WHEN) else start


def _is_date(unit: Unit, at: int) -> bool:
    word = unit.words[at]
    return word.low in DAYS | MONTHS | _WHEN or (word.pos == "NUM" and word.text.isdigit())


def with_subject(cue: Cue, content: list[int]) -> list[int]:
    """Return a clause with its subject and what commas set off behind it ("say [the law, drafted in haste,] will not hold")."""
    unit, start = cue.unit, skip_day(cue.unit, cue.last + 1)
    between = unit.words[start : content[0]] if content and content[0] > start else []
    if len(between) < MIN_SET_OFF or unit.words[content[0]].pos not in {"AUX", "VERB"} or not cue.bare_clause:
        return content
    if has_addressee(cue.entry):
        return content
    commas = [w.i for w in between if w.low == ","]
    told = any("VerbForm=Fin" in w.morph or w.low in {"that", "to"} for w in between)
    opens = between[0].pos in {"DET", "NOUN", "PROPN", "NUM", "ADJ"}
    return [*range(start, content[0]), *content] if opens and len(commas) == 2 and not told else content
