"""Readings to JSON and back, in the form `vigie-reading/1`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from vigie.model.document import Document, Unread
from vigie.model.event import Actor, Event, EventPlace, Quantity
from vigie.model.reading import Entity, Flag, Place, Reading
from vigie.model.sift import Sifted
from vigie.model.span import Span, Spans
from vigie.model.statement import Likelihood, Link, Speaker, Statement, When

SCHEMA = "vigie-reading/1"
Json = dict[str, Any]


def dump_reading(reading: Reading, *, reader: Mapping[str, str] | None = None) -> str:
    """Return the reading as one line of JSON; the same reading gives the same bytes. `reader` says who made it."""
    encoded = encode_reading(reading)
    if isinstance(reading, Sifted) and reading.left_out is not None:
        encoded["left_out"] = asdict(reading.left_out)
    return _dump(encoded if reader is None else encoded | {"reader": dict(reader)})


def dump_unread(unread: Unread) -> str:
    """Return the unread record as one line of JSON."""
    return _dump(encode_unread(unread))


def load_schema(form: str = SCHEMA) -> Json:
    """Return the published JSON Schema of a form: `vigie-reading/1`, `vigie-plover/1` or `vigie-geojson/1`."""
    path = files("vigie.model") / "schema" / f"{form.replace('/', '-')}.schema.json"
    schema: Json = json.loads(path.read_text(encoding="utf-8"))
    return schema


def encode_unread(unread: Unread) -> Json:
    """Return the unread record as plain JSON values."""
    return {"schema": SCHEMA, "document": {"id": unread.id}, "unread": {"kind": unread.kind, "reason": unread.reason}}


def decode_record(data: Mapping[str, Any]) -> Reading | Unread:
    """Return what one line of output holds: a reading, or why there is none."""
    if data.get("schema") == SCHEMA and "unread" in data:
        return Unread(data["document"]["id"], data["unread"]["reason"], data["unread"]["kind"])
    return decode_reading(data)


def _dump(record: Json) -> str:
    """Return one line of JSON. Half characters, which UTF-8 cannot hold, are written as escapes."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(record, allow_nan=False)
    return line


def encode_reading(reading: Reading) -> Json:
    """Return the reading as plain JSON values in the contract's order of keys."""
    doc = reading.document
    return {
        "schema": SCHEMA,
        "document": {
            "id": doc.id, "lang": doc.lang, "title": doc.title, "published": doc.published, "realm": doc.realm,
            "text": doc.text,
        },
        "entities": [_encode_entity(e) for e in reading.entities],
        "statements": [_encode_statement(s) for s in reading.statements],
        "events": [_encode_event(e) for e in reading.events],
        "quantities": [
            {
                "id": q.id, "span": list(q.span), "value": _round(q.value, 6), "low": _round(q.low, 6),
                "high": _round(q.high, 6), "unit": q.unit, "of": q.of,
            }
            for q in reading.quantities
        ],
        "links": [
            {"relation": k.relation, "a": k.a, "b": k.b, "marker": _opt(k.marker), "why": k.why} for k in reading.links
        ],
        "flags": [{"kind": f.kind, "span": list(f.span), "message": f.message} for f in reading.flags],
    }  # fmt: skip


def decode_reading(data: Mapping[str, Any]) -> Reading:
    """Return the reading that `encode_reading` wrote; ValueError on another schema."""
    if data.get("schema") != SCHEMA:
        raise ValueError(f"schema {data.get('schema')!r}; this reads {SCHEMA}")
    doc = data["document"]
    return Reading(
        Document(doc["id"], doc["text"], doc["lang"], doc["title"], doc["published"], doc["realm"]),
        tuple(_decode_entity(e) for e in data["entities"]),
        tuple(_decode_statement(s) for s in data["statements"]),
        tuple(_decode_event(e) for e in data["events"]),
        tuple(
            Quantity(
                q["id"],
                Span(*q["span"]),
                _number(q["value"]),
                _number(q["low"]),
                _number(q["high"]),
                q["unit"],
                q["of"],
            )
            for q in data["quantities"]
        ),
        tuple(
            Link(k["relation"], k["a"], k["b"], Span(*k["marker"]) if k["marker"] else None, k["why"])
            for k in data["links"]
        ),
        tuple(Flag(f["kind"], Span(*f["span"]), f["message"]) for f in data["flags"]),
    )


def _round(value: float | None, digits: int) -> float | int | None:
    """Return the number with so many decimals, a whole one as an integer, so that bytes do not depend on noise."""
    if value is None or not math.isfinite(value):
        return None
    rounded = round(value, digits)
    return int(rounded) if abs(rounded) < 1e15 and rounded == int(rounded) else rounded


def _share(value: float) -> float:
    """Return a probability or confidence with three decimals."""
    return round(float(value), 3)


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _all(spans: Spans) -> list[list[int]]:
    return [list(s) for s in spans]


def _spans(raw: Sequence[Sequence[int]]) -> Spans:
    return tuple(Span(*s) for s in raw)


def _opt(span: Span | None) -> list[int] | None:
    return list(span) if span is not None else None


def _encode_entity(entity: Entity) -> Json:
    place = entity.place
    return {
        "id": entity.id, "name": entity.name, "type": entity.type, "country": entity.country,
        "codes": list(entity.codes), "mentions": _all(entity.mentions),
        "place": None if place is None else {
            "lat": _round(place.lat, 5), "lon": _round(place.lon, 5), "precision": place.precision,
            "geonameid": place.geonameid,
        },
    }  # fmt: skip


def _decode_entity(raw: Mapping[str, Any]) -> Entity:
    place = raw["place"]
    return Entity(
        raw["id"], raw["name"], raw["type"], _spans(raw["mentions"]), raw["country"], tuple(raw["codes"]),
        Place(_number(place["lat"]), _number(place["lon"]), place["precision"], place["geonameid"]) if place else None,
    )  # fmt: skip


def _encode_when(when: When | None) -> Json | None:
    return None if when is None else {"span": list(when.span), "from": when.start, "to": when.end}


def _decode_when(raw: Mapping[str, Any] | None) -> When | None:
    return When(Span(*raw["span"]), raw["from"], raw["to"]) if raw else None


def _encode_speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    return {
        "entity": speaker.entity, "name": speaker.name, "role": speaker.role, "country": speaker.country,
        "codes": list(speaker.codes), "confidence": _share(speaker.confidence),
    }  # fmt: skip


def _decode_speaker(raw: Mapping[str, Any] | None) -> Speaker | None:
    if not raw:
        return None
    return Speaker(raw["name"], raw["entity"], raw["role"], raw["country"], tuple(raw["codes"]), raw["confidence"])


def _encode_statement(s: Statement) -> Json:
    likely = s.likelihood
    return {
        "id": s.id, "kind": s.kind, "content": _all(s.content), "cue": _all(s.cue), "source": _all(s.source),
        "speaker": _encode_speaker(s.speaker), "modality": list(s.modality), "scope": s.scope,
        "negative_evidence": s.negative_evidence,
        "likelihood": None if likely is None else {
            "span": list(likely.span), "low": _share(likely.low), "high": _share(likely.high),
        },
        "hedges": _all(s.hedges), "condition": _all(s.condition), "venue": s.venue, "date": _encode_when(s.date),
        "parent": s.parent, "confidence": _share(s.confidence),
    }  # fmt: skip


def _decode_statement(raw: Mapping[str, Any]) -> Statement:
    likely = raw["likelihood"]
    return Statement(
        raw["id"], raw["kind"], _spans(raw["content"]), _spans(raw["cue"]), _spans(raw["source"]),
        _decode_speaker(raw["speaker"]), tuple(raw["modality"]), raw["scope"], raw["negative_evidence"],
        Likelihood(Span(*likely["span"]), likely["low"], likely["high"]) if likely else None,
        _spans(raw["hedges"]), _spans(raw["condition"]), raw["venue"], _decode_when(raw["date"]), raw["parent"],
        raw["confidence"],
    )  # fmt: skip


def _encode_actor(actor: Actor | None) -> Json | None:
    return None if actor is None else {"span": _all(actor.span), "entity": actor.entity, "codes": list(actor.codes)}


def _decode_actor(raw: Mapping[str, Any] | None) -> Actor | None:
    return Actor(_spans(raw["span"]), raw["entity"], tuple(raw["codes"])) if raw else None


def _encode_place(place: EventPlace | None) -> Json | None:
    if place is None:
        return None
    return {
        "span": list(place.span), "name": place.name, "country": place.country,
        "lat": _round(place.lat, 5), "lon": _round(place.lon, 5), "precision": place.precision,
    }  # fmt: skip


def _decode_place(raw: Mapping[str, Any] | None) -> EventPlace | None:
    if not raw:
        return None
    return EventPlace(
        Span(*raw["span"]), raw["name"], raw["country"], _number(raw["lat"]), _number(raw["lon"]), raw["precision"]
    )


def _encode_event(e: Event) -> Json:
    return {
        "id": e.id, "type": e.type, "vigie_type": e.vigie_type, "mode": e.mode, "contexts": list(e.contexts),
        "cameo": e.cameo, "quad": e.quad, "goldstein": None if e.goldstein is None else round(float(e.goldstein), 2),
        "anchor": _all(e.anchor),
        "mentions": _all(e.mentions), "actor": _encode_actor(e.actor), "recipient": _encode_actor(e.recipient),
        "status": e.status, "polarity": e.polarity, "place": _encode_place(e.place), "date": _encode_when(e.date),
        "quantities": list(e.quantities), "attributed_to": e.attributed_to, "confidence": _share(e.confidence),
    }  # fmt: skip


def _decode_event(raw: Mapping[str, Any]) -> Event:
    return Event(
        raw["id"], raw["type"], _spans(raw["anchor"]), _spans(raw["mentions"]), raw["vigie_type"], raw["mode"],
        tuple(raw["contexts"]), raw["cameo"], raw["quad"], raw["goldstein"], _decode_actor(raw["actor"]),
        _decode_actor(raw["recipient"]), raw["status"], raw["polarity"], _decode_place(raw["place"]),
        _decode_when(raw["date"]), tuple(raw["quantities"]), raw["attributed_to"], raw["confidence"],
    )  # fmt: skip
