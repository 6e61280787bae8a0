"""Links without a marker: two speakers about the same thing, found through the rare words and names that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from vigie.model import Link, Quantity, Statement, When
from vigie.read.layers import Layers, Word
from vigie.read.statements.links.claims import Claim, find_stems, make_claim
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
    """One sentence of a statement: its words, and the stems by which it is compared."""

    statement: Statement
    words: list[Word]
    stems: frozenset[str]


def find_shared(
    layers: Layers, statements: Sequence[Statement], quantities: Sequence[Quantity] = (), dates: Sequence[When] = ()
) -> list[Link]:
    """Return links between statements of different speakers that say the same thing, or the opposite of it."""
    said = [p for s in statements if s.parent is None for p in _find_said(layers, s)]
    weights = _find_weights(said)
    make = cache(lambda number: make_claim(layers.lang, said[number].words, quantities, dates))
    found: dict[tuple[str, str], Link] = {}
    for i, j in _find_candidates(said):
        a, b = said[i], said[j]
        pair = (b.statement.id, a.statement.id)
        if pair not in found and not is_same_voice(a.statement, b.statement):
            link = _link(layers.lang, (a, make(i)), (b, make(j)), weights)
            if link is not None:
                found[pair] = link
    return list(found.values())


def _find_said(layers: Layers, statement: Statement) -> Iterable[_Said]:
    by_sentence: dict[int, list[Word]] = {}
    for word in words_of(layers, statement):
        sentence = layers.sentence_at(word.start)
        by_sentence.setdefault(sentence.index if sentence is not None else -1, []).append(word)
    for words in by_sentence.values():
        stems = find_stems(layers.lang, words)
        if len(stems) >= MIN_SHARED:
            yield _Said(statement, words, stems)


def _find_weights(said: Sequence[_Said]) -> dict[str, float]:
    """Return how much each stem tells: the more, the fewer claims have it; one that two share tells no less."""
    having = Counter(stem for p in said for stem in p.stems)
    return {stem: 1.0 + math.log(len(said) / max(2, count)) if len(said) > 1 else 1.0 for stem, count in having.items()}


def _find_candidates(said: Sequence[_Said]) -> Iterable[tuple[int, int]]:
    """Yield the numbers of the pairs that share stems few claims have, earlier before later."""
    index: dict[str, list[int]] = {}
    for number, item in enumerate(said):
        for stem in item.stems:
            index.setdefault(stem, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in index.values():
        if len(numbers) <= COMMON:
            shared.update(combinations(numbers, 2))
    for (i, j), count in sorted(shared.items()):
        if count >= MIN_SHARED:
            yield i, j


def _link(pack: str, one: tuple[_Said, Claim], other: tuple[_Said, Claim], weights: dict[str, float]) -> Link | None:
    (a, claim), (b, answer) = one, other
    both, either = a.stems & b.stems, a.stems | b.stems
    overlap = sum(weights[s] for s in both) / sum(weights[s] for s in either)
    judged = judge_contradiction(claim, answer, pack)
    what = ", ".join(sorted(both)[:4])
    if overlap >= CONTRADICTS and judged.is_contradiction and _is_strong(judged):
        return Link("contradicts", b.statement.id, a.statement.id, None, f"{judged.reasons[0]}; both: {what}")
    if overlap >= SUPPORTS and len(both) > MIN_SHARED and not judged.signs:
        return Link("supports", b.statement.id, a.statement.id, None, f"the same claim: {what}")
    return None


def _is_strong(judged: Judgement) -> bool:
    return any(s.kind in _STRONG for s in judged.signs)
