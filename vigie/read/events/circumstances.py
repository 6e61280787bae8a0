"""Place, date, numbers and attribution of an act, from its own clause only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from vigie.model import EventPlace, Quantity, Span, Statement, When
from vigie.read.events import clauses
from vigie.read.events.arguments import Entities
from vigie.read.events.triggers import Trigger
from vigie.read.events.wordclasses import WordClasses
from vigie.read.layers import Unit
from vigie.read.near import Near

_SHORT = 3
"""A phrase of so few words is itself when the act was ("after dawn", « depuis mardi dernier »)."""
_BEHIND = 5
_LOCATIVE = frozenset(
    "in at near on over off around outside inside across within to into through along "
    "à en dans sur près vers au aux chez contre autour against".split()
)


def find_place(trigger: Trigger, actors: Sequence[int], entities: Entities, classes: WordClasses) -> EventPlace | None:
    """Return the place that a locative phrase of the clause names: the most precise, the nearest to the trigger.

    A "de" phrase is a place on a site or on the act itself ("le port d'Odessa", "le bombardement d'Odessa"), unless it acts.
    """
    unit = trigger.unit
    found: list[tuple[int, int, EventPlace]] = []
    for i in clauses.clause_of(unit, trigger.at):
        above = unit.words[unit.words[i].head]
        of_place = i not in actors and (above.i == trigger.at or classes.is_in(above, "site"))
        place = _read_place(unit, i, entities, of_place)
        if place is not None:
            found.append((_RANK.get(place.precision, 3), abs(i - trigger.at), place))
    return min(found, key=lambda f: f[:2])[2] if found else None


T = TypeVar("T")
_RANK = {"city": 0, "region": 1, "country": 2}


def _read_place(unit: Unit, i: int, entities: Entities, of_place: bool) -> EventPlace | None:
    word = unit.words[i]
    locative = _is_locative(unit, i) or (of_place and bool(clauses.cases(unit, i) & {"de", "of"}))
    if word.pos not in {"PROPN", "NOUN", "ADV", "X"} or not locative:
        return None
    known: Any = entities.at(word.start, word.end)
    sense = getattr(known, "sense", None) or getattr(known, "place", None)
    if known is None or known.type not in {"GPE", "LOC"} or sense is None:
        return None
    precision = getattr(sense, "precision", None) or "unknown"
    city = precision == "city"
    return EventPlace(
        word.span, known.name, known.country, sense.lat if city else None, sense.lon if city else None, precision
    )


def _is_locative(unit: Unit, i: int) -> bool:
    dep = clauses.relation(unit, i)
    if dep in {"obl", "nmod", "appos", "advmod"}:
        return bool(clauses.cases(unit, i) & _LOCATIVE) or dep == "advmod"
    if dep in {"conj", "flat", "compound"} and unit.words[i].head != i:
        return _is_locative(unit, unit.words[i].head)
    return False


def find_date(trigger: Trigger, dates: Near[tuple[Span, When]]) -> When | None:
    """Return the date expression in the clause, the nearest to the trigger."""
    inside = _spans_in(trigger, dates)
    return min(inside, key=lambda d: abs(d.span.start - trigger.span.start)) if inside else None


def find_numbers(trigger: Trigger, quantities: Near[tuple[Span, Quantity]]) -> tuple[str, ...]:
    """Return the ids of the quantities in the clause."""
    return tuple(q.id for q in _spans_in(trigger, quantities))


def _spans_in(trigger: Trigger, items: Near[tuple[Span, T]]) -> list[T]:
    unit = trigger.unit
    near = items.touching(unit.span)
    if not near:
        return []
    words = clauses.clause_of(unit, trigger.at) - _before_it(trigger)
    return [item for span, item in near if any(unit.words[w].span.is_inside(span) for w in words)]


def _before_it(trigger: Trigger) -> set[int]:
    """Return the words of phrases about what came before the act ("after the threat of last week"), which date that."""
    unit = trigger.unit
    found: set[int] = set()
    for word in unit.words:
        if clauses.relation(unit, word.i) in {"obl", "nmod", "advcl"} and word.pos in {"NOUN", "PROPN", "VERB"}:
            if clauses.cases(unit, word.i) & clauses.LATER and unit.children(word.i):
                below = set(unit.subtree(word.i))
                if trigger.at not in below and len(below) > _SHORT:
                    found |= below | _right_behind(unit, max(below))
    return found


def _right_behind(unit: Unit, last: int) -> set[int]:
    """Return the words between a phrase and the next mark or verb, which still tell of it ("the threat by Ory last week")."""
    found = set()
    for word in unit.words[last + 1 : last + 1 + _BEHIND]:
        if word.pos == "PUNCT" or (word.pos == "VERB" and word.low not in {"a", "ago"}):
            break
        found.add(word.i)
    return found


def find_attribution(anchor: Span, statements: Near[Statement]) -> str | None:
    """Return the id of the smallest statement whose content holds the anchor."""
    found = [(sum(s.end - s.start for s in one.content), one.id) for one in statements.holding(anchor)]
    return min(found)[1] if found else None
