"""Who fills a role: a code as readings have it, or the name of a country or organisation in either language."""

from __future__ import annotations

import difflib
from functools import lru_cache

from vigie.errors import ProblemError
from vigie.lang.gazetteer import load_gazetteer
from vigie.lang.gazetteer.overlay import name_code
from vigie.lang.gazetteer.tables import load_curated
from vigie.model.ontology import load_ontology

_KINDS = frozenset({"country", "organisation", "body"})
_LANGS = ("en", "fr")
COUNTRY = 3
"""Letters of a country's code, which the sector follows."""


def find_code(given: str) -> str:
    """Return the code of a party; a mistyped one would be watched for in vain, and quietly.

    >>> find_code("rus"), find_code("Russie"), find_code("NATO"), find_code("RUSMIL")
    ('RUS', 'RUS', 'IGONAT', 'RUSMIL')

    Raises:
        ProblemError: no reading could have that code, and nothing is called so.
    """
    wanted = given.strip()
    code = wanted.upper()
    if code in _codes() or _is_invented(code) or _has_sector(code):
        return code
    for lang in _LANGS:
        named = next((s for s in load_gazetteer(lang).senses(wanted) if s.kind in _KINDS and s.codes), None)
        if named is not None:
            return named.codes[0]
    swapped = [held for held in sorted(_countries()) if sorted(held) == sorted(code)]
    near = swapped or difflib.get_close_matches(code, sorted(_countries()), n=1, cutoff=0.7)
    hint = f"did you mean {' or '.join(near)}?" if near else "write a code such as RUS or IGONAT, or a country's name"
    raise ProblemError(f"{given[:40]!r} is no code that a reading can have, and nothing is called so; {hint}")


def _has_sector(code: str) -> bool:
    """Return whether a country's code is followed by sectors, three letters each: RUSMIL."""
    parts = [code[n : n + COUNTRY] for n in range(0, len(code), COUNTRY)]
    return len(parts) > 1 and parts[0] in _countries() and all(part in load_ontology().sectors for part in parts[1:])


def _is_invented(code: str) -> bool:
    return any(name_code(part, "en") for part in (code, code[:COUNTRY]))


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(str(row[5]) for row in load_curated()["names"] if row[3] == "country")


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return _countries() | {str(code) for row in load_curated()["names"] for code in row[6]}
