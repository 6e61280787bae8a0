"""Events as the forms for events tell them: each with its document, its parties and on whose word it rests."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from vigie.model import Actor, EventPlace, Quantity, Reading, Span, Spans, When, cover, slice_all

_POINTED = ("city", "region")
"""Precisions that may have a point: a whole country has none, and an unknown place neither."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The document of an event: what it is called, where it came from, and who read it."""

    id: str
    realm: str
    lang: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    coder: str | None = None
    exercise: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or is acted upon: the words, the name they stand for where that is known, and the codes."""

    words: str
    name: str | None = None
    codes: tuple[str, ...] = ()
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event; `lat` and `lon` only where its precision allows a point."""

    name: str
    country: str | None
    precision: str
    lat: float | None = None
    lon: float | None = None
    geonameid: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One event. `days` are the first and last day it may have been, as the text says; never those of the report."""

    id: str
    record: str
    origin: Origin
    type: str | None
    vigie_type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int | None
    goldstein: float | None
    actor: Party | None
    recipient: Party | None
    status: str
    polarity: str
    attributed_to: str | None
    attributed_name: str | None
    place: Where | None
    days: tuple[str | None, str | None]
    words: str
    anchor: Spans
    mentions: Spans
    confidence: float
    day_span: Span | None = None
    quantities: tuple[Quantity, ...] = ()

    @property
    def reach(self) -> Span:
        """Return the characters from the first to the last of the anchor."""
        return cover(self.anchor) or Span(0, 0)


def read_acts(results: Iterable[Any]) -> Iterator[Act]:
    """Yield the events of the readings among the results, in their order."""
    from vigie.lang.version import code_version

    for result in results:
        if isinstance(result, Reading):
            doc = result.document
            url = doc.id if doc.id.startswith(("http://", "https://")) else None
            coder = f"vigie {code_version()}"
            origin = Origin(doc.id, doc.realm, doc.lang, doc.title, doc.published, None, url, coder)
            yield from _acts_of(result, origin)


def _acts_of(reading: Reading, origin: Origin) -> Iterator[Act]:
    speakers = {s.id: s.speaker.name if s.speaker else None for s in reading.statements}
    names = {e.id: e.name for e in reading.entities}
    numbers = {q.id: q for q in reading.quantities}
    geonames = find_geonames((e.name, e.place.geonameid) for e in reading.entities if e.place is not None)
    keys = Keys(origin, reading.document.text)
    for event in reading.events:
        yield Act(
            keys.make(event.anchor), event.id, origin, event.type, event.vigie_type, event.mode, event.contexts,
            event.cameo, event.quad, event.goldstein, _party(reading, event.actor, names),
            _party(reading, event.recipient, names), event.status, event.polarity, event.attributed_to,
            speakers.get(event.attributed_to or ""), _where(event.place, geonames), _days(event.date),
            slice_all(reading.document.text, event.anchor), event.anchor, event.mentions, event.confidence,
            event.date.span if event.date else None, tuple(numbers[q] for q in event.quantities if q in numbers),
        )  # fmt: skip


def _party(reading: Reading, actor: Actor | None, names: Mapping[str, str]) -> Party | None:
    if actor is None:
        return None
    words = slice_all(reading.document.text, actor.span)
    return Party(words, names.get(actor.entity or ""), actor.codes, actor.span)


def _where(place: EventPlace | None, geonames: Mapping[str, str]) -> Where | None:
    if place is None:
        return None
    lat, lon = find_point(place.precision, place.lat, place.lon)
    return Where(place.name, place.country, place.precision, lat, lon, geonames.get(place.name), place.span)


def _days(when: When | None) -> tuple[str | None, str | None]:
    return (None, None) if when is None else (when.start, when.end)


def find_point(precision: str | None, lat: float | None, lon: float | None) -> tuple[float | None, float | None]:
    """Return latitude and longitude of a town or region where both are on the globe, else neither."""
    if precision not in _POINTED or lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return None, None
    return (round(lat, 5), round(lon, 5)) if abs(lat) <= 90 and abs(lon) <= 180 else (None, None)


def find_geonames(named: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return the number that GeoNames gives to each name; a name with two numbers has none."""
    found: dict[str, set[str]] = {}
    for name, number in named:
        if number:
            found.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


class Keys:
    """Gives every event of a document its key: the same document and words have the same key in the next reading."""

    def __init__(self, origin: Origin, text: str) -> None:
        self._document = _hash([origin.realm, origin.id, origin.title, origin.published, text])[:24]
        self._seen: Counter[str] = Counter()

    def make(self, anchor: Spans) -> str:
        """Return the key of the next event on these words; a second one on the same words differs."""
        stem = f"{self._document}.e.{_hash([list(s) for s in anchor])[:12]}"
        self._seen[stem] += 1
        return stem if self._seen[stem] == 1 else f"{stem}-{self._seen[stem]}"


def _hash(values: Any) -> str:
    return sha256(json.dumps(values, ensure_ascii=True).encode()).hexdigest()


def encode_flat(act: Act) -> dict[str, Any]:
    """Return the event as one flat row of plain values, in the order of the columns; what is not known is None."""
    of, actor, recipient, place = act.origin, act.actor, act.recipient, act.place
    return {
        "realm": of.realm, "exercise": of.exercise, "id": act.id, "document": of.id, "record": act.record,
        "source": of.source, "url": of.url, "title": of.title, "lang": of.lang, "published": of.published,
        "type": act.type, "vigie_type": act.vigie_type, "mode": act.mode, "contexts": list(act.contexts),
        "cameo": act.cameo, "quad": act.quad, "goldstein": act.goldstein,
        "actor": actor.words if actor else None, "actor_name": actor.name if actor else None,
        "actor_codes": list(actor.codes) if actor else [],
        "recipient": recipient.words if recipient else None, "recipient_name": recipient.name if recipient else None,
        "recipient_codes": list(recipient.codes) if recipient else [],
        "status": act.status, "polarity": act.polarity, "attributed_to": act.attributed_to,
        "attributed_name": act.attributed_name,
        "place": place.name if place else None, "place_country": place.country if place else None,
        "precision": place.precision if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "geonameid": place.geonameid if place else None,
        "date_from": act.days[0], "date_to": act.days[1], "words": act.words, "start": act.reach.start,
        "end": act.reach.end, "anchor": [list(s) for s in act.anchor], "mentions": [list(s) for s in act.mentions],
        "confidence": round(act.confidence, 3),
    }  # fmt: skip


def dump_line(record: Mapping[str, Any]) -> str:
    """Return the record as one line of JSON; what a line or UTF-8 cannot hold is written as escapes."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return line if line.replace("\u00a0", " ").isprintable() else json.dumps(record, allow_nan=False)
