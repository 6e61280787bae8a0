"""How sure a statement and its speaker are: the share of the like that was right in annotated texts.

Two scales of weights, one a trait, fitted by `python -m training.confidence`; a sum of weights is turned into a share.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from math import tanh
from types import MappingProxyType
from typing import Any

from vigie.model import Statement
from vigie.read.entities import EntityTable
from vigie.read.layers import Layers
from vigie.read.statements.draft import Draft
from vigie.read.statements.traits import speaker_traits, statement_traits

WEIGHTS = "confidence.json"
ALWAYS = "always"
"""The weight that every record has."""
LEAST, MOST = 0.02, 0.98
"""Beyond these nothing was ever measured: no record is called certain, and none impossible."""
Scale = Mapping[str, float]


def rate_statements(
    layers: Layers, table: EntityTable, drafts: Sequence[Draft], statements: Sequence[Statement]
) -> list[Statement]:
    """Return the statements, each and its speaker with its confidence; `drafts` are what they were numbered by."""
    scales = load_scales()
    out = []
    for draft, statement in pair_drafts(drafts, statements):
        sure = share(statement_traits(layers, table, draft, statement), scales["statement"])
        speaker = statement.speaker
        if speaker is not None:
            traits = speaker_traits(layers, table, draft, statement)
            speaker = replace(speaker, confidence=share(traits, scales["speaker"]))
        out.append(replace(statement, speaker=speaker, confidence=sure))
    return out


def pair_drafts(drafts: Sequence[Draft], statements: Iterable[Statement]) -> Iterator[tuple[Draft, Statement]]:
    """Yield each statement with the draft that it was made from and numbered by."""
    made_from = {f"s{n}": draft for n, draft in enumerate(drafts, 1)}
    return ((made_from[statement.id], statement) for statement in statements)


def share(traits: Iterable[str], scale: Scale) -> float:
    """Return the probability that a record with these traits is right; a trait without a weight says nothing.

    >>> share(["short"], {"always": 0.0, "short": -1.0}), share(["long"], {"always": 0.0, "short": -1.0})
    (0.269, 0.5)
    """
    total = scale.get(ALWAYS, 0.0) + sum(scale.get(trait, 0.0) for trait in traits)
    return round(min(MOST, max(LEAST, 0.5 + 0.5 * tanh(total / 2.0))), 3)


@lru_cache(maxsize=1)
def load_scales() -> Mapping[str, Scale]:
    """Return the weights of traits for "statement" and "speaker"."""
    raw: dict[str, Any] = json.loads((resources.files(__package__) / WEIGHTS).read_text(encoding="utf-8"))
    return MappingProxyType({name: MappingProxyType(raw[name]) for name in ("statement", "speaker")})
