"""The same words quoted twice: a headline's quotation and its full form, one line told by two speakers."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.model import Link, Statement
from vigie.read.layers import Layers
from vigie.read.statements.links.content import is_overlapping, words_of

LEAST = 4
"""Words that a quotation must have before its coming back means anything."""
_QUOTED = frozenset({"direct", "mixed", "headline"})


def find_same_quotes(layers: Layers, statements: Sequence[Statement]) -> list[Link]:
    """Return a link for each statement whose whole words another one has too, in the same order.

    The words are looked up by their first few, so the work grows with the text and not with its square.
    """
    said = {s.id: [w.low for w in words_of(layers, s) if w.pos != "PUNCT" and w.text[0].isalnum()] for s in statements}
    places: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    opening = {words[0] for words in said.values() if words}
    for key, words in said.items():
        for at, word in enumerate(words[: len(words) - LEAST + 1]):
            if word in opening:
                places.setdefault(tuple(words[at : at + LEAST]), []).append((key, at))
    known = {s.id: s for s in statements}
    found: dict[frozenset[str], Link] = {}
    for short, words in said.items():
        for long, at in places.get(tuple(words[:LEAST]), ())[:8]:
            pair = frozenset((short, long))
            if len(pair) == 1 or pair in found or said[long][at : at + len(words)] != words:
                continue
            a, b = known[short], known[long]
            if not {a.kind, b.kind} & _QUOTED or is_overlapping(a, b):
                continue
            found[pair] = Link("same_quote", short, long, None, f"same words: “{' '.join(words)[:60]}”")
    return list(found.values())
