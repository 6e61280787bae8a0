"""A name as it stands in a text, before names become entities."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.lang.gazetteer import Named
from vigie.model import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `sense` is its gazetteer sense, `title` the honorific or office before it.

    `aside` is a place named in passing: by a demonym, or inside a longer name ("Kentucky State Police").
    """

    span: Span
    name: str
    type: str | None
    sense: Named | None
    gender: str | None
    sentence: int
    first: int
    last: int
    aside: bool = False
