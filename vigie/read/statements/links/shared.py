"""Links without a marker: two speakers about the same thing, found through the rare words and names that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from vigie.model import Link, Quantity, Statement, When
from vigie.read.layers import Layers, Word
from vigie.read.statements.links.claims import Claim, make_claim
from vigie.read.statements.links.content import is_same_voice, words_of
from vigie.read.statements.links.judge import Judgement, judge_contradiction

COMMON = 6
"""A stem that more claims than these have brings nobody together."""
MIN_SHARED = 2
CONTRADICTS, SUPPORTS = 0.40, 0.55
"""The share of the weight of two claims' stems that must be common to both."""
_STRONG = frozenset({"negation", "denial", "opposites", "number"})


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence of a statement as a claim."""

    statement: Statement
    claim: Claim


def find_shared(
    layers: Layers, statements: Sequence[Statement], quantities: Sequence[Quantity] = (), dates: Sequence[When] = ()
) -> list[Link]:
    """Return links between statements of different speakers that say the same thing, or the opposite of it."""
    said = [p for s in statements if s.parent is None for p in _find_said(layers, s, quantities, dates)]
    weights = _find_weights(said)
    found: dict[tuple[str, str], Link] = {}
    for a, b in _find_candidates(said):
        pair = (b.statement.id, a.statement.id)
        if pair not in found and not is_same_voice(a.statement, b.statement):
            link = _link(layers.lang, a, b, weights)
            if link is not None:
                found[pair] = link
    return list(found.values())


def _find_said(
    layers: Layers, statement: Statement, quantities: Sequence[Quantity], dates: Sequence[When]
) -> Iterable[_Said]:
    by_sentence: dict[int, list[Word]] = {}
    for word in words_of(layers, statement):
        sentence = layers.sentence_at(word.start)
        by_sentence.setdefault(sentence.index if sentence is not None else -1, []).append(word)
    for words in by_sentence.values():
        claim = make_claim(layers.lang, words, quantities, dates)
        if len(claim.stems) >= MIN_SHARED:
            yield _Said(statement, claim)


def _find_weights(said: Sequence[_Said]) -> dict[str, float]:
    """Return how much each stem tells: the more, the fewer claims have it; one that two share tells no less."""
    having = Counter(stem for p in said for stem in p.claim.stems)
    return {stem: 1.0 + math.log(len(said) / max(2, count)) if len(said) > 1 else 1.0 for stem, count in having.items()}


def _find_candidates(said: Sequence[_Said]) -> Iterable[tuple[_Said, _Said]]:
    """Yield the pairs that share stems few claims have, earlier before later."""
    index: dict[str, list[int]] = {}
    for number, item in enumerate(said):
        for stem in item.claim.stems:
            index.setdefault(stem, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in index.values():
        if len(numbers) <= COMMON:
            shared.update(combinations(numbers, 2))
    for (i, j), count in sorted(shared.items()):
        if count >= MIN_SHARED:
            yield said[i], said[j]


def _link(pack: str, a: _Said, b: _Said, weights: dict[str, float]) -> Link | None:
    both, either = a.claim.stems & b.claim.stems, a.claim.stems | b.claim.stems
    overlap = sum(weights[s] for s in both) / sum(weights[s] for s in either)
    judged = judge_contradiction(a.claim, b.claim, pack)
    what = ", ".join(sorted(both)[:4])
    if overlap >= CONTRADICTS and judged.is_contradiction and _is_strong(judged):
        return Link("contradicts", b.statement.id, a.statement.id, None, f"{judged.reasons[0]}; both: {what}")
    if overlap >= SUPPORTS and len(both) > MIN_SHARED and not judged.signs:
        return Link("supports", b.statement.id, a.statement.id, None, f"the same claim: {what}")
    return None


def _is_strong(judged: Judgement) -> bool:
    return any(s.kind in _STRONG for s in judged.signs)
