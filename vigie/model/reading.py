"""Everything one document says, as records with offsets."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.model.document import Document
from vigie.model.event import Event, Quantity
from vigie.model.span import Span, Spans
from vigie.model.statement import Link, Statement

ENTITY_TYPES = ("PER", "ORG", "LOC", "GPE")


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map with how precise it is; a country has no point."""

    lat: float | None
    lon: float | None
    precision: str = "unknown"
    geonameid: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or somewhere named in the text, with every mention."""

    id: str
    name: str
    type: str
    mentions: Spans
    country: str | None = None
    codes: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should know about the text itself."""

    kind: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read: who said what, who did what, and on which words each record rests."""

    document: Document
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    links: tuple[Link, ...] = ()
    flags: tuple[Flag, ...] = ()
