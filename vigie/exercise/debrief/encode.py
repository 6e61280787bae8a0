"""A debrief as JSON: every field by its name, times in ISO, shares and rates beside what they were counted from."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from vigie.exercise.debrief.records import Debrief, Retrieval, Share

SCHEMA = "vigie-debrief/1"
SENTENCE = "Exercise scores are not real-world skill."


def encode_debrief(debrief: Debrief) -> dict[str, Any]:
    """Return the debrief as JSON takes it."""
    head = {"schema": SCHEMA, "realm": "exercise", "note": SENTENCE}
    rates = {"false_per_100": debrief.false_per_100, "weight_met": debrief.weight_met, "brier": debrief.brier}
    shares = {
        "speakers_right": _share(debrief.attribution.speakers),
        "posture_right": _share(debrief.postures.right),
        "posture_changes_seen": _share(debrief.postures.changes_seen),
        "contradictions_found": _share(debrief.contradictions.found),
        "contradictions_right": _share(debrief.contradictions.right),
        **{f"statements_f1_{r.lang}": _f1(r.statements) for r in debrief.read},
        **{f"events_f1_{r.lang}": _f1(r.events) for r in debrief.read},
    }
    return {**head, **rates, **shares, **_plain(asdict(debrief))}


def _share(share: Share) -> float | None:
    return share.share


def _f1(retrieval: Retrieval) -> float | None:
    return retrieval.f1


def _plain(value: Any) -> Any:
    """Return a value with times as text and tuples as lists."""
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    return value
