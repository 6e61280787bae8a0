"""The codes of actors, taken apart: a country or what stands in its place, an organisation, sectors."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vigie.model.ontology import Ontology

_CODE = re.compile(r"(?:[A-Z]{3})+")


@dataclass(frozen=True, slots=True)
class ActorCode:
    """One actor code in its parts. `top` is PLOVER's three-letter code; `country` is `top` where that is a country."""

    code: str
    top: str | None = None
    country: str | None = None
    organisation: str | None = None
    sector: str | None = None


def parse_actor(code: str, ontology: Ontology) -> ActorCode:
    """Return the parts of an actor code; what is no code of three-letter parts has none.

    >>> from vigie.model.ontology import load_ontology
    >>> parse_actor("RUSMIL", load_ontology())
    ActorCode(code='RUSMIL', top='RUS', country='RUS', organisation=None, sector='MIL')
    >>> parse_actor("IGONATMIL", load_ontology())
    ActorCode(code='IGONATMIL', top='IGO', country=None, organisation='NAT', sector='MIL')
    """
    if not _CODE.fullmatch(code):
        return ActorCode(code)
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    top = None if parts[0] in ontology.sectors else parts.pop(0)
    first = next((i for i in range(len(parts)) if all(p in ontology.sectors for p in parts[i:])), len(parts))
    return ActorCode(
        code,
        top,
        None if top in ontology.outside else top,
        "".join(parts[:first]) or None,
        "".join(parts[first:]) or None,
    )
