"""Events as PLOVER JSON: one line an event, in the record layout of PLOVER's manual of 2021, with Vigie's own keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from vigie.cli.render.acts import Act, Party, Where, dump_line
from vigie.model import Span, Spans
from vigie.model.ontology import load_ontology
from vigie.model.ontology.actor import parse_actor

SCHEMA = "vigie-plover/1"


def write_plover(acts: Iterable[Act], stream: IO[str], *, realm: str) -> None:
    """Write one line of JSON for every event; each bears its own realm."""
    for act in acts:
        stream.write(dump_line(encode_plover(act)) + "\n")


def encode_plover(act: Act) -> dict[str, Any]:
    """Return the event in PLOVER's fields, then in Vigie's own."""
    first, last = act.days
    return {
        "schema": SCHEMA, "realm": act.origin.realm, "exercise": act.origin.exercise, "id": act.id,
        "has_event": act.type is not None, "date": first, "enddate": last if last != first else None,
        "actor": _parties(act.actor), "recipient": _parties(act.recipient),
        "event": [act.type] if act.type else [], "mode": [act.mode] if act.mode else [],
        "context": list(act.contexts), "quad_code": act.quad, "event_scale": act.goldstein,
        "event_loc": _place(act.place), "event_text": [act.words],
        "text_info": {"start": act.reach.start, "end": act.reach.end}, "cite_info": _citation(act),
        **_own(act),
    }  # fmt: skip


def _parties(party: Party | None) -> list[dict[str, Any]]:
    """Return one entity for each code, as PLOVER lists actors that act together; without a code still the words."""
    if party is None:
        return []
    codes = [parse_actor(code, load_ontology()) for code in party.codes or ("",)]
    return [
        {
            "code": code.top, "sector": code.sector, "organisation": code.organisation, "actor_code": code.code or None,
            "entity_text": party.words, "identifier_text": party.name, "spans": _spans(party.spans),
        }
        for code in codes
    ]  # fmt: skip


def _place(place: Where | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "resolved_place": place.name, "country_code": place.country, "resolution": place.precision, "lat": place.lat,
        "lon": place.lon, "geonameid": place.geonameid, "span": _span(place.span),
    }  # fmt: skip


def _citation(act: Act) -> dict[str, Any]:
    of = act.origin
    return {
        "citation": of.id, "url": of.url, "title": of.title, "language": of.lang, "publication": of.source,
        "published": of.published, "coder": of.coder, "codebook": f"PLOVER {load_ontology().version}",
    }  # fmt: skip


def _own(act: Act) -> dict[str, Any]:
    return {
        "record": act.record, "vigie_type": act.vigie_type, "cameo": act.cameo, "status": act.status,
        "polarity": act.polarity, "auxiliary_modes": _auxiliary(act), "attributed_to": act.attributed_to,
        "attributed_name": act.attributed_name, "anchor": _spans(act.anchor), "mentions": _spans(act.mentions),
        "date_span": _span(act.day_span),
        "quantities": [
            {"span": list(q.span), "value": q.value, "low": q.low, "high": q.high, "unit": q.unit}
            for q in act.quantities
        ],
        "confidence": round(act.confidence, 3),
    }  # fmt: skip


def _auxiliary(act: Act) -> list[str]:
    """Return PLOVER's auxiliary modes for what is not, or not yet, so."""
    status = {"planned": ["future"], "hypothetical": ["hypothetical"]}.get(act.status, [])
    return status + (["negation"] if act.polarity == "negative" else [])


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _spans(spans: Spans) -> list[list[int]]:
    return [list(s) for s in spans]
