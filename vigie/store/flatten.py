"""A reading as rows to be asked and searched; its full form is kept beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vigie.model import Actor, Entity, Event, Reading, Span, Spans, Statement, When, cover, slice_all
from vigie.store.forms import find_day, hash_values, whole, write_list, write_spans

Row = dict[str, Any]
_CONTEXT = 400


@dataclass(frozen=True, slots=True)
class Flat:
    """The rows of one reading by table, all without the numbers that the ledger gives them."""

    statements: list[Row]
    events: list[Row]
    entities: list[Row]
    quantities: list[Row]
    links: list[Row]
    flags: list[Row]


def flatten(reading: Reading, document_key: str) -> Flat:
    """Return the rows of the reading.

    A record's key is made of its document and its words, so that it is the same record in the next reading too.
    """
    text, day = reading.document.text, find_day(reading.document.published)
    keys = _Keys(document_key)
    statements = [_statement(s, text, day, keys) for s in reading.statements]
    by_id = {row["sid"]: row["key"] for row in statements}
    return Flat(
        statements,
        [_event(e, text, day, keys) for e in reading.events],
        [_entity(e, day, keys) for e in reading.entities],
        [
            {
                "qid": q.id, "words": whole(q.span.slice(text)), "start": q.span.start, "end": q.span.end,
                "value": q.value, "low": q.low, "high": q.high, "unit": whole(q.unit), "of": q.of, **_reported(day),
            }
            for q in reading.quantities
        ],
        [
            {
                "relation": k.relation, "a": by_id[k.a], "b": by_id[k.b], "why": whole(k.why),
                "marker_start": k.marker.start if k.marker else None,
                "marker_end": k.marker.end if k.marker else None, **_reported(day),
            }
            for k in reading.links
        ],
        [
            {
                "kind": f.kind, "start": f.span.start, "end": f.span.end, "message": whole(f.message),
                **_reported(day),
            }
            for f in reading.flags
        ],
    )  # fmt: skip


class _Keys:
    """Gives every record of a reading its key."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._seen: Counter[str] = Counter()

    def make(self, letter: str, *rests_on: Any) -> str:
        """Return the key of the next record that rests on these words; a second one on the same words differs."""
        stem = f"{self._document}.{letter}.{hash_values(*rests_on)[:12]}"
        self._seen[stem] += 1
        return stem if self._seen[stem] == 1 else f"{stem}-{self._seen[stem]}"


def _reported(day: str | None) -> Row:
    return {"valid_from": day, "valid_to": day, "dated": "reported" if day else None, "day": day}


def _dated(when: When | None, day: str | None) -> Row:
    """Return the valid time: the days that the text states, else the day of the report, else unknown."""
    if when is None or (when.start is None and when.end is None):
        return _reported(day)
    return {"valid_from": when.start, "valid_to": when.end, "dated": "stated", "day": when.end or when.start}


def _reach(spans: Spans) -> Row:
    reach = cover(spans)
    return {"start": reach.start if reach else None, "end": reach.end if reach else None}


def _statement(s: Statement, text: str, day: str | None, keys: _Keys) -> Row:
    speaker, likely = s.speaker, s.likelihood
    return {
        "key": keys.make("s", s.content), "sid": s.id, "kind": s.kind, "speaker": whole(speaker.name) if speaker else None,
        "entity": speaker.entity if speaker else None, "role": whole(speaker.role) if speaker else None,
        "country": speaker.country if speaker else None, "codes": write_list(speaker.codes if speaker else ()),
        "modality": write_list(s.modality), "scope": s.scope, "negative_evidence": s.negative_evidence,
        "likelihood_low": likely.low if likely else None, "likelihood_high": likely.high if likely else None,
        "venue": whole(s.venue), "parent": s.parent, "words": whole(slice_all(text, s.content)), **_reach(s.content),
        "spans": write_spans(
            None if speaker else whole(slice_all(text, s.source)), content=s.content, cue=s.cue, source=s.source
        ), "confidence": s.confidence,
        **_dated(s.date, day),
    }  # fmt: skip


def _event(e: Event, text: str, day: str | None, keys: _Keys) -> Row:
    place = e.place
    return {
        "key": keys.make("e", e.anchor), "eid": e.id, "type": e.type, "vigie_type": e.vigie_type, "mode": e.mode,
        "contexts": write_list(e.contexts), "cameo": e.cameo, "quad": e.quad, "goldstein": e.goldstein,
        **_party("actor", e.actor, text), **_party("recipient", e.recipient, text),
        "status": e.status, "polarity": e.polarity, "place": whole(place.name) if place else None,
        "place_country": place.country if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "precision": place.precision if place else None,
        "attributed_to": e.attributed_to, "words": whole(slice_all(text, e.anchor)), "context": whole(_context(e, text)),
        **_reach(e.anchor), "spans": write_spans(anchor=e.anchor, mentions=e.mentions), "confidence": e.confidence,
        **_dated(e.date, day),
    }  # fmt: skip


def _party(role: str, actor: Actor | None, text: str) -> Row:
    return {
        role: whole(slice_all(text, actor.span)) if actor else None,
        f"{role}_entity": actor.entity if actor else None,
        f"{role}_codes": write_list(actor.codes if actor else ()),
    }


def _context(e: Event, text: str) -> str:
    """Return the words of the act and its parties, with what stands between them unless that is long."""
    pieces = [*e.anchor, *(e.actor.span if e.actor else ()), *(e.recipient.span if e.recipient else ())]
    pieces += [e.place.span] if e.place else []
    reach = cover(pieces) or Span(0, 0)
    return reach.slice(text) if reach.end - reach.start <= _CONTEXT else slice_all(text, sorted(pieces))


def _entity(e: Entity, day: str | None, keys: _Keys) -> Row:
    place = e.place
    return {
        "key": keys.make("n", e.name, e.type), "eid": e.id, "name": whole(e.name), "type": e.type,
        "country": e.country, "codes": write_list(e.codes), "lat": place.lat if place else None,
        "lon": place.lon if place else None, "precision": place.precision if place else None,
        "geonameid": place.geonameid if place else None, **_reach(e.mentions), "spans": write_spans(mentions=e.mentions),
        **_reported(day),
    }  # fmt: skip


def find_rows(flat: Flat) -> Iterator[tuple[str, list[Row]]]:
    """Yield the name of every table with its rows."""
    yield "statements", flat.statements
    yield "events", flat.events
    yield "entities", flat.entities
    yield "quantities", flat.quantities
    yield "links", flat.links
    yield "flags", flat.flags
