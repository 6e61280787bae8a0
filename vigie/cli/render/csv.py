"""Readings as a spreadsheet: one row a statement, event, link or flag, safe to open."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, Any

from vigie.cli.render import words
from vigie.model import Event, Reading, Statement, Unread, slice_all

COLUMNS = (
    "realm", "document", "published", "record", "id", "speaker_or_actor", "role", "country", "codes", "kind_or_type",
    "does_or_mode", "status", "polarity", "recipient", "place", "precision", "latitude", "longitude", "date_from",
    "date_to", "numbers", "negative_evidence", "likelihood_low", "likelihood_high", "hedges", "condition", "venue", "words",
    "cue_or_anchor", "source", "attributed_to_or_parent", "start", "end", "confidence",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write_csv(results: Iterable[Any], stream: IO[str]) -> None:
    """Write a header and one row for every statement, event, link, flag and unread document."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for result in results:
        for row in _rows(result):
            writer.writerow([safe_cell(row.get(name, "")) for name in COLUMNS])


def safe_cell(value: Any) -> str:
    """Return the cell so that no spreadsheet takes it for a formula; a number is one, also below zero."""
    if isinstance(value, int | float):
        return str(value)
    text = "" if value is None else words.clean(str(value))
    return "'" + text if text.lstrip(" ·").startswith(_FORMULA) else text


def _rows(result: Any) -> Iterable[dict[str, Any]]:
    if isinstance(result, Unread):
        yield {"document": result.id, "record": "unread", "words": result.reason, "kind_or_type": result.kind}
        return
    head = {"realm": result.document.realm, "document": result.document.id, "published": result.document.published}
    for s in result.statements:
        yield head | _statement_row(result, s)
    for e in result.events:
        yield head | _event_row(result, e)
    yield from (head | row for row in _link_and_flag_rows(result))


def _statement_row(reading: Reading, s: Statement) -> dict[str, Any]:
    text = reading.document.text
    speaker = s.speaker
    return {
        "record": "statement", "id": s.id, "speaker_or_actor": speaker.name if speaker else "",
        "role": speaker.role if speaker else "", "country": speaker.country if speaker else "",
        "codes": " ".join(speaker.codes) if speaker else "", "kind_or_type": s.kind,
        "does_or_mode": " ".join(s.modality), "date_from": s.date.start if s.date else "",
        "date_to": s.date.end if s.date else "", "negative_evidence": s.negative_evidence,
        "likelihood_low": s.likelihood.low if s.likelihood else "",
        "likelihood_high": s.likelihood.high if s.likelihood else "",
        "hedges": "; ".join(words.squeeze(h.slice(text)) for h in s.hedges), "condition": slice_all(text, s.condition),
        "venue": s.venue, "words": words.words_of(reading, s.content),
        "cue_or_anchor": slice_all(text, s.cue), "source": slice_all(text, s.source),
        "attributed_to_or_parent": s.parent, "start": s.content[0].start, "end": s.content[-1].end,
        "confidence": s.confidence,
    }  # fmt: skip


def _event_row(reading: Reading, e: Event) -> dict[str, Any]:
    text = reading.document.text
    return {
        "record": "event", "id": e.id, "speaker_or_actor": slice_all(text, e.actor.span) if e.actor else "",
        "codes": " ".join(e.actor.codes) if e.actor else "", "kind_or_type": e.type or e.vigie_type,
        "does_or_mode": " ".join(dict.fromkeys(k for k in (e.vigie_type, e.mode) if k)), "status": e.status, "polarity": e.polarity,
        "recipient": slice_all(text, e.recipient.span) if e.recipient else "",
        "place": e.place.name if e.place else "", "precision": e.place.precision if e.place else "",
        "country": e.place.country if e.place else "", "latitude": e.place.lat if e.place else "",
        "longitude": e.place.lon if e.place else "", "numbers": "; ".join(words.count_words(reading, e)),
        "date_from": e.date.start if e.date else "", "date_to": e.date.end if e.date else "",
        "words": words.words_of(reading, e.mentions), "cue_or_anchor": slice_all(text, e.anchor),
        "attributed_to_or_parent": e.attributed_to, "start": e.anchor[0].start, "end": e.anchor[-1].end,
        "confidence": e.confidence,
    }  # fmt: skip


def _link_and_flag_rows(reading: Reading) -> Iterable[dict[str, Any]]:
    text = reading.document.text
    for link in reading.links:
        at = {"start": link.marker.start, "end": link.marker.end} if link.marker else {}
        yield {
            "record": "link", "kind_or_type": link.relation, "words": link.why,
            "attributed_to_or_parent": f"{link.a} {link.b}", **at,
        }  # fmt: skip
    for n, flag in enumerate(reading.flags, 1):
        yield {
            "record": "flag", "id": f"f{n}", "kind_or_type": flag.kind, "does_or_mode": flag.message,
            "words": flag.span.slice(text), "start": flag.span.start, "end": flag.span.end,
        }  # fmt: skip
