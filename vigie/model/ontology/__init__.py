"""PLOVER and CAMEO as data, and Vigie's own kinds of acts.

`plover.json` is under CC BY-SA 4.0 (see NOTICE); `extension.json` documents what PLOVER lacks or what Vigie says finer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Mode:
    """A way an act of one type is done, with its intensity."""

    code: str
    definition: str
    score: float | None


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type. `quad` is 1 verbal or 2 material cooperation, 3 verbal or 4 material conflict."""

    code: str
    quad: int
    score: float
    definition: str
    requires_recipient: bool
    modes: tuple[Mode, ...]
    rules: tuple[str, ...] = ()

    def mode(self, code: str | None) -> Mode | None:
        """Return the mode of that code, or None."""
        return next((m for m in self.modes if m.code == code), None)


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One CAMEO code, the PLOVER type and mode it becomes, and its Goldstein value."""

    code: str
    name: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float | None


@dataclass(frozen=True, slots=True)
class OwnType:
    """A kind of act of Vigie's own; `type` is None where PLOVER has no type for it."""

    code: str
    type: str | None
    definition: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """All codes, by name.

    `outside` are the codes that stand where a country does and are none; `roots` the names of CAMEO's two-digit classes;
    `goldsteins` the value of every CAMEO code, also of those that PLOVER dropped.
    """

    version: str
    types: Mapping[str, EventType]
    own: Mapping[str, OwnType]
    cameo: Mapping[str, CameoCode]
    contexts: Mapping[str, str]
    sectors: Mapping[str, str]
    quads: Mapping[int, str]
    legacy: Mapping[str, tuple[str, ...]]
    outside: Mapping[str, str]
    roots: Mapping[str, str]
    goldsteins: Mapping[str, float]
    licence: str

    def types_of(self, code: str) -> tuple[str, ...]:
        """Return the current types of a code, legacy names resolved (YIELD -> CONCEDE, RETREAT); () when unknown."""
        if code in self.types:
            return (code,)
        return self.legacy.get(code, ())

    def cameo_of(self, type_: str | None, mode: str | None) -> str | None:
        """Return the shortest CAMEO code that becomes this type and mode, or None when none does."""
        found = [c.code for c in self.cameo.values() if c.type == type_ and c.mode == mode]
        return min(found, key=lambda c: (len(c), c)) if found and type_ else None

    def goldstein_of(self, type_: str | None, mode: str | None, cameo: str | None) -> float | None:
        """Return the CAMEO code's Goldstein value, else the mode's or the type's score, else None."""
        known = self.cameo.get(cameo or "")
        if known is not None and known.goldstein is not None:
            return known.goldstein
        kind = self.types.get(type_ or "")
        if kind is None:
            return None
        found = kind.mode(mode)
        return found.score if found is not None and found.score is not None else kind.score


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """Return the packaged ontology."""
    raw, own = _load("plover.json"), _load("extension.json")
    return Ontology(
        version=str(raw["version"]),
        types={code: _read_type(code, row) for code, row in raw["types"].items()},
        own={code: OwnType(code, row["type"], row["definition"]) for code, row in own["types"].items()},
        cameo={code: _read_cameo(code, row) for code, row in raw["cameo"].items()},
        contexts=dict(raw["contexts"]),
        sectors=dict(raw["sectors"]),
        quads={int(k): str(v) for k, v in raw["quads"].items()},
        legacy={code: _listed(value) for code, value in raw["legacy_types"].items()},
        outside=dict(raw["non_state_countries"]),
        roots={code: str(row["name"]) for code, row in raw["cameo_roots"].items()},
        goldsteins={code: float(value) for code, value in raw["cameo_goldstein"].items()},
        licence=(files("vigie.model.ontology") / "NOTICE").read_text(encoding="utf-8").strip(),
    )


def _load(name: str) -> dict[str, Any]:
    text = (files("vigie.model.ontology") / name).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _listed(value: str | list[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _read_type(code: str, row: Mapping[str, Any]) -> EventType:
    modes = tuple(Mode(m["code"], m["definition"], m["score"]) for m in row["modes"])
    return EventType(
        code, int(row["quad"]), float(row["score"]), row["definition"], bool(row["requires_recipient"]), modes,
        tuple(row["coding_rules"]),
    )  # fmt: skip


def _read_cameo(code: str, row: Mapping[str, Any]) -> CameoCode:
    return CameoCode(code, row["cameo_name"], row["type"], row["mode"], tuple(row["contexts"]), row.get("goldstein"))
