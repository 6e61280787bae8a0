"""Links between the statements of one document, each with the words that justify it."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.model import Link, Quantity, Statement, When
from vigie.read.layers import Layers
from vigie.read.statements.links.claims import Claim, make_claim, read_claim
from vigie.read.statements.links.judge import Judgement, judge_contradiction
from vigie.read.statements.links.marked import find_marked
from vigie.read.statements.links.quoted import find_same_quotes
from vigie.read.statements.links.shared import find_shared

__all__ = ["Claim", "Judgement", "find_links", "judge_contradiction", "make_claim", "read_claim"]


def find_links(
    layers: Layers, statements: Sequence[Statement], quantities: Sequence[Quantity] = (), dates: Sequence[When] = ()
) -> tuple[Link, ...]:
    """Return the links that a marker, the same words, or a shared proposition shows.

    Numbers and days are compared only where the caller gives those it has found.
    """
    found = find_marked(layers, statements)
    tied = {frozenset((k.a, k.b)) for k in found}
    for link in (*find_same_quotes(layers, statements), *find_shared(layers, statements, quantities, dates)):
        pair = frozenset((link.a, link.b))
        if pair not in tied:
            tied.add(pair)
            found.append(link)
    return tuple(found)
