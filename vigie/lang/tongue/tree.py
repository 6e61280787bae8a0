"""What a parser gives for one unit of words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tree:
    """A dependency tree over the words of one unit; the root's head is itself."""

    pos: tuple[str, ...]
    lemmas: tuple[str, ...]
    morphs: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
