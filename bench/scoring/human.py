"""A second annotator's work in the form of a reading, so that people stand in the same table."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def as_reading(record: Json) -> Json:
    """Return a record of gold as a reading: what a reader would give that finds just this."""
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    return {
        "document": {"id": record["id"], "lang": record["lang"], "text": record["text"]},
        "entities": record["entities"],
        "statements": [_statement(s, names) for s in record["statements"]],
        "events": [_event(e) for e in record["events"]],
        "links": record["links"],
        "flags": record["flags"],
    }


def _statement(s: Json, names: dict[str, str]) -> Json:
    speaker = s["speaker"] and {"entity": s["speaker"], "name": names[s["speaker"]]}
    return s | {"speaker": speaker, "negative_evidence": s["negative_evidence_type"]}


def _event(e: Json) -> Json:
    return e | {"type": e["plover"], "anchor": e["mentions"][:1], "mentions": e["mentions"][1:]}
