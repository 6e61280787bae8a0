"""The codes that an annotation may use: those of the product, and some that only gold has."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from training.corpus.lines import Line
from vigie.lang.gazetteer.tables import data_path
from vigie.model.event import POLARITIES, STATUSES
from vigie.model.ontology import load_ontology
from vigie.model.statement import KINDS, MODALITIES, NEGATIVE_EVIDENCE, RELATIONS, SCOPES

FLAGS = ("unclosed_quote", "headline_quote_not_in_body", "role_mismatch")
VERBAL = ("THREATEN", "REQUEST", "ACCUSE", "REJECT", "AGREE", "CONCEDE", "CONSULT", "SUPPORT", "PROTEST")
"""Acts that may be about another act: a threat of a missile strike is no strike."""
_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("document", "lang"): ("fr", "en"),
    ("document", "realm"): ("exercise",),
    ("name", "type"): ("PER", "ORG", "GPE", "LOC", "DOC"),
    ("name", "gender"): ("f", "m", "n"),
    ("content", "kind"): KINDS,
    ("content", "scope"): SCOPES,
    ("content", "negative_evidence"): NEGATIVE_EVIDENCE,
    ("content", "optional"): ("yes", "no"),
    ("act", "status"): STATUSES,
    ("act", "polarity"): POLARITIES,
    ("act", "optional"): ("yes", "no"),
    ("not_quote", "reason"): ("name", "scare", "title", "other"),
    ("link", "relation"): RELATIONS,
    ("link", "basis"): ("marker", "shared"),
    ("flag", "kind"): FLAGS,
}
_LISTS = {
    ("content", "modality"): MODALITIES,
    ("content", "accept_kinds"): KINDS,
    ("act", "accept_status"): STATUSES,
}
NEEDED = {
    "document": "lang published realm",
    "content": "id kind speaker modality",
    "likelihood": "of low high",
    "act": "id type status",
    "quantity": "id",
    "place": "of name",
    "not_quote": "reason",
    "link": "relation a b basis",
    "flag": "kind",
    **{kind: "of" for kind in ("more", "cue", "source", "hedge", "condition", "date", "mention", "actor", "recipient")},
}


@cache
def countries() -> frozenset[str]:
    """Return the codes of states that the gazetteer knows, and those for bodies of several states."""
    curated = json.loads(data_path("curated.json").read_text(encoding="utf-8"))
    plover = json.loads((files("vigie.model.ontology") / "plover.json").read_text(encoding="utf-8"))
    states = [row for row in curated["names"] if row[0].startswith("country/")]
    own = {row[0].split("/")[1] for row in states} | {code for row in states for code in row[6]}
    return frozenset(own | set(plover["non_state_countries"]) | {"KOS", "PSE", "HKG", "ATA"})


def unknown_codes(line: Line) -> list[str]:
    """Return what is wrong with the values of a line whose kind and keys are known, one sentence a fault."""
    faults = []
    for key, value in line.values.items():
        one, many = _CHOICES.get((line.kind, key)), _LISTS.get((line.kind, key))
        if one and value not in one:
            faults.append(f"{key}={value}: one of {', '.join(one)}")
        wrong = [part for part in line.all(key) if many and part not in many]
        if many and (wrong or not line.all(key)):
            faults.append(f"{key}={value}: {', '.join(wrong) or 'empty'} is none of {', '.join(many)}")
    country = line.get("country")
    if country is not None and country not in countries():
        faults.append(f"country={country}: no country's three letters (IGO: an organisation of states)")
    return faults + (_wrong_act(line) if line.kind == "act" else [])


def _wrong_act(line: Line) -> list[str]:
    known = load_ontology()
    type_, own, mode = line.get("type"), line.get("vigie_type"), line.get("mode")
    types = [*known.types, "none"]
    faults = [
        f"{key}={code}: one of {', '.join(types)}"
        for key, codes in (("type", [type_ or ""]), ("accept", line.all("accept")))
        for code in codes
        if code not in types
    ]
    if own is not None and own not in known.own:
        faults.append(f"vigie_type={own}: one of {', '.join(known.own)}")
    elif type_ == "none" and own is None:
        faults.append("type=none needs a vigie_type")
    elif own is not None and type_ == "none" and known.own[own].type not in (None, *line.all("accept")):
        faults.append(f"vigie_type={own} has the type {known.own[own].type}, not none")
    if type_ is not None and type_ in known.types and mode is not None and known.types[type_].mode(mode) is None:
        modes = ", ".join(m.code for m in known.types[type_].modes) or "none"
        faults.append(f"mode={mode}: modes of {type_} are {modes}")
    return faults
