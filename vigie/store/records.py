"""What the ledger takes and gives: frozen records, each with the time it was known from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from vigie.model import Span, Spans

UNSTATED = "unstated"
RELIABILITY = ("A", "B", "C", "D", "E", "F")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which reader made a reading. A file that does not say so is `unstated`, and gives way to any that does."""

    code: str = UNSTATED
    pack: str = UNSTATED


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from: the source's key, its address, and when it was fetched (None = unknown)."""

    source: str | None = None
    url: str | None = None
    fetched: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who publishes. `reliability` is the letter of the Admiralty code, A to F; None = not judged."""

    key: str
    name: str | None = None
    kind: str | None = None
    url: str | None = None
    owner: str | None = None
    country: str | None = None
    lang: str | None = None
    reliability: str | None = None
    valid_from: str | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a reading: the key of its document, and what of it was new to the ledger."""

    document: str
    new_document: bool
    new_reading: bool


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """One version of a document. `item` is what its versions share; `current` is false for an older version."""

    key: str
    item: str
    id: str
    title: str | None
    lang: str | None
    published: str | None
    day: str | None
    source: str | None
    url: str | None
    fetched: str | None
    text_hash: str
    chars: int
    realm: str
    current: bool
    code: str
    pack: str
    known: str


@dataclass(frozen=True, slots=True)
class FiledReading:
    """One reading of a document; `current` marks the one whose records answer questions."""

    document: str
    code: str
    pack: str
    lang: str | None
    hash: str
    current: bool
    known: str


@dataclass(frozen=True, slots=True)
class FiledStatement:
    """A statement as it stands, corrections included.

    `dated` says whether its day is `stated` or that of the report. `phrase` are the words of a source whose name is not
    told ("two officials"), for a statement without a speaker.
    """

    key: str
    document: str
    id: str
    kind: str
    speaker: str | None
    entity: str | None
    role: str | None
    country: str | None
    codes: tuple[str, ...]
    modality: tuple[str, ...]
    scope: str
    negative_evidence: str | None
    likelihood: tuple[float, float] | None
    venue: str | None
    parent: str | None
    words: str
    content: Spans
    cue: Spans
    source: Spans
    valid_from: str | None
    valid_to: str | None
    dated: str | None
    confidence: float
    same_as: str | None
    corrections: int
    known: str
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class FiledEvent:
    """An event as it stands, corrections included."""

    key: str
    document: str
    id: str
    type: str | None
    vigie_type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int | None
    goldstein: float | None
    actor: str | None
    actor_entity: str | None
    actor_codes: tuple[str, ...]
    recipient: str | None
    recipient_entity: str | None
    recipient_codes: tuple[str, ...]
    status: str
    polarity: str
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    attributed_to: str | None
    words: str
    anchor: Spans
    valid_from: str | None
    valid_to: str | None
    dated: str | None
    confidence: float
    same_as: str | None
    corrections: int
    known: str
    mentions: Spans = ()


@dataclass(frozen=True, slots=True)
class FiledEntity:
    """An entity of one document as it stands. `same_as` is the key of the one it was merged into."""

    key: str
    document: str
    id: str
    name: str
    type: str
    country: str | None
    codes: tuple[str, ...]
    lat: float | None
    lon: float | None
    precision: str | None
    geonameid: str | None
    mentions: Spans
    valid_from: str | None
    valid_to: str | None
    same_as: str | None
    corrections: int
    known: str


@dataclass(frozen=True, slots=True)
class FiledQuantity:
    """A number in a document."""

    document: str
    id: str
    words: str
    span: Span
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    of: str | None
    valid_from: str | None
    valid_to: str | None
    known: str


@dataclass(frozen=True, slots=True)
class FiledLink:
    """A relation between two statements of a document, named by their keys."""

    document: str
    relation: str
    a: str
    b: str
    marker: Span | None
    why: str
    valid_from: str | None
    valid_to: str | None
    known: str


@dataclass(frozen=True, slots=True)
class FiledFlag:
    """A remark on a document's text."""

    document: str
    kind: str
    span: Span
    message: str
    valid_from: str | None
    valid_to: str | None
    known: str


@dataclass(frozen=True, slots=True)
class FiledUnread:
    """A document that could not be read."""

    id: str
    kind: str
    reason: str
    source: str | None
    url: str | None
    fetched: str | None
    known: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """What somebody changed, and why. `action` is correct, retract or restore; nothing is ever overwritten."""

    key: str
    kind: str
    action: str
    changes: dict[str, Any]
    author: str
    reason: str
    known: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, best first: a statement, an event, or a document with the words around the match."""

    kind: str
    words: str
    document: FiledDocument
    record: FiledStatement | FiledEvent | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """How much a ledger holds: rows by table, characters of text, bytes on the disk, first and last known time."""

    rows: dict[str, int]
    chars: int
    bytes: int
    first_known: str | None
    last_known: str | None
