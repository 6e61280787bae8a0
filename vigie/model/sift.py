"""Only what is sure enough: a reading without the statements below a confidence, and without what rests on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace

from vigie.model.event import Event
from vigie.model.reading import Reading
from vigie.model.statement import Statement


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records were left out below which confidence: statements, and what rested on them alone."""

    below: float
    statements: int
    events: int
    links: int


@dataclass(frozen=True, slots=True)
class Sifted(Reading):
    """A reading without its less sure statements, which says how many were left out."""

    left_out: LeftOut | None = None


def sift_reading(reading: Reading, least: float) -> Sifted:
    """Return the reading with the statements whose confidence is `least` or more; they keep their identifiers.

    What was said or told inside a statement left out goes to the statement around it. Where there is none, a statement
    stands alone, and an event goes too: kept without its teller it would read as told by the text itself. Links with an
    end left out go.
    """
    kept = frozenset(s.id for s in reading.statements if s.confidence >= least)
    parents = {s.id: s.parent for s in reading.statements}
    statements = tuple(_move_up(s, parents, kept) for s in reading.statements if s.id in kept)
    events = tuple(e for e in (_tell_by(e, parents, kept) for e in reading.events) if e is not None)
    links = tuple(k for k in reading.links if k.a in kept and k.b in kept)
    left_out = LeftOut(
        least,
        len(reading.statements) - len(statements),
        len(reading.events) - len(events),
        len(reading.links) - len(links),
    )
    own = {f.name: getattr(reading, f.name) for f in fields(Reading)}
    return Sifted(**own | {"statements": statements, "events": events, "links": links, "left_out": left_out})


def _around(name: str | None, parents: Mapping[str, str | None], kept: Collection[str]) -> str | None:
    """Return the statement itself if it is kept, else the nearest around it that is, or None."""
    while name is not None and name not in kept:
        name = parents.get(name)
    return name


def _move_up(statement: Statement, parents: Mapping[str, str | None], kept: Collection[str]) -> Statement:
    around = _around(statement.parent, parents, kept)
    return statement if around == statement.parent else replace(statement, parent=around)


def _tell_by(event: Event, parents: Mapping[str, str | None], kept: Collection[str]) -> Event | None:
    """Return the event with the statement that still tells it, or None when the one that did is left out."""
    teller = _around(event.attributed_to, parents, kept)
    if teller == event.attributed_to:
        return event
    return None if teller is None else replace(event, attributed_to=teller)
