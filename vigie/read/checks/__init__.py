"""What does not fit a dated table: numbers of warheads and members, memberships, exercises, services, offices.

Silent about invented settings, undated texts, texts newer than the table, and sentences that speak of another time, a plan or a no.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vigie.lang.reference import load_words
from vigie.model import Flag, Quantity
from vigie.read.checks.agencies import find_agency_mismatches
from vigie.read.checks.exercises import find_exercise_mismatches
from vigie.read.checks.members import find_count_mismatches, find_member_mismatches
from vigie.read.checks.offices import find_role_mismatches
from vigie.read.checks.passage import Passage, find_day
from vigie.read.checks.warheads import find_warhead_mismatches
from vigie.read.entities import EntityTable
from vigie.read.layers import Layers

__all__ = ["find_mismatches", "find_role_mismatches"]
_CHECKS = (
    find_warhead_mismatches,
    find_count_mismatches,
    find_member_mismatches,
    find_exercise_mismatches,
    find_agency_mismatches,
)


def find_mismatches(
    layers: Layers, table: EntityTable, quantities: Sequence[Quantity], *, invented: bool
) -> list[Flag]:
    """Return a flag for each number, membership, exercise, service and office that a dated table speaks against."""
    flags = find_role_mismatches(table)
    day = find_day(layers.document.published)
    if invented or day is None:
        return flags
    for passage in _find_passages(layers, table, quantities, day):
        for check in _CHECKS:
            flags += check(passage)
    return flags


def _find_passages(layers: Layers, table: EntityTable, quantities: Sequence[Quantity], day: str) -> Iterator[Passage]:
    """Yield the sentences that hold a word one of the checks asks for."""
    words = load_words(layers.lang)
    asked = {w for key in ("exercise", "member", "service") for w in words.get(key, ())}
    asked |= {phrase.split()[-1] for key in ("members", "armed") for phrase in words.get(key, ())}
    counted = [q for q in quantities if q.unit == "warhead"]
    for sentence in layers.sentences:
        inside = [q for q in quantities if q.span.is_inside(sentence.span)]
        if not asked.isdisjoint(w.low for w in sentence.words) or any(q in counted for q in inside):
            yield Passage(sentence.words, table.gazetteer, layers.lang, day, inside)
