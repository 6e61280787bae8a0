"""What the watch keeps beside readings: visits to sources, and items that came in and wait to be read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledVisit:
    """One visit to a source. `fresh` counts the items never seen before; the last five are kept for the next visit."""

    source: str
    address: str
    at: str
    outcome: str
    items: int = 0
    undated: int = 0
    fresh: int = 0
    fault: str | None = None
    note: str | None = None
    moved_to: str | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    failures: int = 0
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One item as its source gave it. `ref` is its id at the source; `text` what is to be read."""

    source: str
    ref: str
    text: str
    title: str | None = None
    link: str | None = None
    published: str | None = None
    captured: str | None = None
    lang: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An item that came in and was not read yet, with the number that its reading is filed under."""

    number: int
    fetched: str
    item: Incoming
