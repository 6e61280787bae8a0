"""Who did what: coded events, the quantities in them, and the places they happened at."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.model.span import Span, Spans
from vigie.model.statement import When

STATUSES = ("past", "ongoing", "planned", "hypothetical")
POLARITIES = ("positive", "negative")
PRECISIONS = ("city", "region", "country", "unknown")


@dataclass(frozen=True, slots=True)
class Actor:
    """A party to an event: the words, the entity they refer to, and country + sector codes."""

    span: Spans
    entity: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where the clause says it happened; a country or an unknown place has no point."""

    span: Span
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = "unknown"


@dataclass(frozen=True, slots=True)
class Event:
    """One act. `type` is a PLOVER type, or None where PLOVER has none and `vigie_type` says it."""

    id: str
    type: str | None
    anchor: Spans
    mentions: Spans
    vigie_type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    goldstein: float | None = None
    actor: Actor | None = None
    recipient: Actor | None = None
    status: str = "past"
    polarity: str = "positive"
    place: EventPlace | None = None
    date: When | None = None
    quantities: tuple[str, ...] = ()
    attributed_to: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text. `low` and `high` are its bounds (None = open); `value` None when only bounded."""

    id: str
    span: Span
    value: float | None
    low: float | None
    high: float | None
    unit: str | None = None
    of: str | None = None
