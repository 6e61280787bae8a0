"""The ontology asked by any name it goes by: a type, a name it once had, a kind of Vigie's own, a CAMEO code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from vigie.model.ontology import CameoCode, EventType, Ontology, OwnType

DROPPED = "dropped"
_NEAR = 3
_LIKE = 0.66


@dataclass(frozen=True, slots=True)
class Answer:
    """What a name means. `alias` says why another name answers, or that nothing does any more."""

    name: str
    alias: str | None = None
    types: tuple[EventType, ...] = ()
    own: tuple[OwnType, ...] = ()
    codes: tuple[CameoCode, ...] = ()


def find_answer(ontology: Ontology, name: str) -> Answer | None:
    """Return what the name means, whatever its capitals, or None when the ontology does not know it.

    >>> from vigie.model.ontology import load_ontology
    >>> [kind.code for kind in find_answer(load_ontology(), "yield").types]
    ['CONCEDE', 'RETREAT']
    """
    asked = name.strip()
    upper, lower = asked.upper(), re.sub(r"[\s-]+", "_", asked.lower())
    if upper in ontology.types:
        return Answer(upper, types=(ontology.types[upper],))
    if upper in ontology.legacy:
        now = ontology.legacy[upper]
        return Answer(upper, " and ".join(now) or DROPPED, types=tuple(ontology.types[code] for code in now))
    if lower in ontology.own:
        return Answer(lower, own=(ontology.own[lower],))
    return _find_code(ontology, asked)


def _find_code(ontology: Ontology, asked: str) -> Answer | None:
    if asked in ontology.roots:
        found = tuple(code for code in ontology.cameo.values() if code.code.startswith(asked))
        return Answer(asked, None if found else DROPPED, codes=found)
    if asked in ontology.cameo:
        return Answer(asked, codes=(ontology.cameo[asked],))
    return Answer(asked, DROPPED) if asked in ontology.goldsteins else None


def find_near(ontology: Ontology, name: str) -> list[str]:
    """Return names of the ontology that somebody may have meant, with what a mode, context or sector belongs to."""
    asked = name.strip().lower()
    said = [*_find_elsewhere(ontology, asked)]
    names = {known.lower(): known for known in (*ontology.cameo, *ontology.own, *ontology.legacy, *ontology.types)}
    if asked.isdigit():
        return said + sorted(code for code in names if code.startswith(asked[:2]))[:_NEAR]
    return said + [names[near] for near in get_close_matches(asked.replace(" ", "_"), names, _NEAR, _LIKE)]


def _find_elsewhere(ontology: Ontology, asked: str) -> Iterator[str]:
    """Yield where a name that is no type stands: a mode, a context, a sector of actors."""
    of = [kind.code for kind in ontology.types.values() if kind.mode(asked) is not None]
    if of:
        yield f"{' and '.join(of)}, of which it is a mode"
    if asked in ontology.contexts:
        yield f"no type but a context ({ontology.contexts[asked]})"
    if asked.upper() in ontology.sectors:
        yield f"no type but a sector of actors ({ontology.sectors[asked.upper()]})"


def codes_of(ontology: Ontology, type_: str) -> list[CameoCode]:
    """Return the CAMEO codes that become the type, in their order."""
    return sorted((code for code in ontology.cameo.values() if code.type == type_), key=lambda code: code.code)


def contexts_of(ontology: Ontology, type_: str) -> list[str]:
    """Return the contexts that CAMEO codes bring along when they become the type."""
    return list(dict.fromkeys(context for code in codes_of(ontology, type_) for context in code.contexts))


def own_of(ontology: Ontology, type_: str) -> list[OwnType]:
    """Return Vigie's finer kinds of the type."""
    return [own for own in ontology.own.values() if own.type == type_]
