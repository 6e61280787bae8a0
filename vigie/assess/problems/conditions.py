"""What a record or signal must be like: the `when` of an indicator, checked against what Vigie can know."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vigie.assess.problems.fields import ANY, WORD
from vigie.assess.problems.records import ANYBODY, OVER, TOLD_BY, UNNAMED, When
from vigie.model.event import POLARITIES, STATUSES
from vigie.model.ontology import load_ontology
from vigie.model.signal import KINDS, LEVELS
from vigie.model.statement import MODALITIES, NEGATIVE_EVIDENCE
from vigie.watch.deliver.stated import Stated as Entry
from vigie.watch.signals.posture.words import load_domains

_ASKED = {
    "signal": ("over", "kinds", "forms", "levels", "domains", "about", "origins"),
    "event": (
        "over", "kinds", "not_kinds", "types", "modes", "contexts", "actor", "recipient", "where", "status", "polarity", "told_by", "origins",
    ),
    "statement": ("over", "modality", "negative_evidence", "domains", "speaker", "about", "words", "origins"),
}  # fmt: skip
_ROLES = ("about", "actor", "recipient", "where", "speaker")


def read_when(entry: Entry, roles: Collection[str]) -> When:
    """Return the conditions; what no record could ever meet is a fault."""
    over = entry.choice("over", OVER, None)
    if over not in _ASKED:
        return When(over="signal")
    entry.check_keys(_ASKED[over])
    known = _known(over)
    found = {
        key: entry.words(key, known.get(key), None if key in known else (WORD if key == "words" else ANY))
        for key in _ASKED[over]
        if key not in {"over", "origins", *_ROLES}
    }
    found |= {key: _read_roles(entry, key, roles) for key in _ROLES if key in _ASKED[over]}
    if over == "event":
        found = _default_event(found)
    if not any(found[key] for key in _NEEDED[over]):
        entry.fault(f"it would match every {over}; give {' or '.join(_NEEDED[over])}")
    return When(over=over, origins=entry.number("origins", 1, 1, 9) or 1, **found)


_NEEDED = {"signal": ("kinds",), "event": ("kinds", "types"), "statement": ("modality", "negative_evidence")}


def _default_event(found: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the conditions with what is left out: things that happened, told as a fact or owned up to."""
    return {
        **found,
        "status": found["status"] or ("past", "ongoing"),
        "polarity": found["polarity"] or ("positive",),
        "told_by": found["told_by"] or ("report", "actor"),
    }


def _read_roles(entry: Entry, key: str, roles: Collection[str]) -> tuple[str, ...]:
    special = ("*", UNNAMED) if key == "actor" else ("*",)
    found = entry.words(key, (*roles, *special))
    return () if found == ANYBODY else found


def _known(over: str) -> dict[str, tuple[str, ...]]:
    """Return the closed lists of values by key."""
    ontology = load_ontology()
    closed = {
        "kinds": KINDS if over == "signal" else tuple(ontology.own),
        "not_kinds": tuple(ontology.own),
        "levels": LEVELS,
        "domains": tuple(load_domains()),
        "types": tuple(ontology.types),
        "contexts": tuple(ontology.contexts),
        "status": STATUSES,
        "polarity": POLARITIES,
        "modality": MODALITIES,
        "negative_evidence": NEGATIVE_EVIDENCE,
        "told_by": TOLD_BY,
    }
    return closed
