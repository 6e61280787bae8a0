"""What one sentence's coded events have right, counted as the yardstick counts (score_events.py), for intervals.

Everything is a set per sentence, so that saying a thing twice never helps. The yardstick gives the figures; these
counts say how far each may vary with other sentences of the same kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.scoring.figures import Figures, f1, share

Json = dict[str, Any]
MEASURES = ("type", "quad", "triple")
BOTH_WAYS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose parties are compared without saying which of them acts."""
_YIELD = frozenset({"CONCEDE", "RETREAT"})
_QUAD = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT YIELD",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
QUADS = {kind: quad for quad, kinds in _QUAD.items() for kind in kinds.split()}


def tally(gold: Sequence[Json], found: Sequence[Json], *, merged: bool = False) -> Counter[str]:
    """Return the counts "measure:label:hit|false|missed" of one sentence; `merged` takes CONCEDE and RETREAT for one."""
    counts: Counter[str] = Counter()
    for measure, wanted, given in zip(MEASURES, _labels(gold, merged), _labels(found, merged), strict=True):
        for part, labels in (("hit", wanted & given), ("false", given - wanted), ("missed", wanted - given)):
            for label in labels:
                counts[f"{measure}:{label[0]}:{part}"] += 1
    return counts


def merge_yield(kind: str) -> str:
    """Return YIELD for the two types that PLV takes for one, else the type itself."""
    return "YIELD" if kind in _YIELD else kind


def _labels(events: Sequence[Json], merged: bool) -> tuple[set[tuple[str, ...]], ...]:
    """Return types, quad classes and triples; the first part of each is what macro averages go over."""
    kinds = [merge_yield(e["type"]) if merged else str(e["type"]) for e in events]
    quads: set[tuple[str, ...]] = {(str(e.get("quad") or QUADS[e["type"]]),) for e in events}
    triples = {triple for kind, e in zip(kinds, events, strict=True) for triple in _triples(kind, e)}
    return {(kind,) for kind in kinds}, quads, triples


def _triples(kind: str, event: Json) -> Iterable[tuple[str, ...]]:
    sources, targets = _countries(event.get("source")), _countries(event.get("target"))
    if kind in BOTH_WAYS:
        return [(kind, "+".join(sorted(sources | targets)))]
    return [(kind, a, b) for a in sources or {"---"} for b in targets or {"---"}]


def _countries(codes: Sequence[str] | None) -> set[str]:
    return {c[:3] for c in codes or () if len(c) >= 3 and c[:3].isupper() and c[:3] != "UNK"}


def event_figures(counts: Mapping[str, int]) -> Figures:
    """Return precision, recall, micro and macro F1 of each measure; macro goes over the labels that the gold has."""
    sums: dict[str, dict[str, Counter[str]]] = {measure: {} for measure in MEASURES}
    for key, number in counts.items():
        measure, label, part = key.split(":")
        sums[measure].setdefault(label, Counter())[part] += number
    found: Figures = {}
    for measure, labels in sums.items():
        whole: Counter[str] = sum(labels.values(), Counter())
        precision, recall, micro = _prf(whole)
        wanted = [parts for parts in labels.values() if parts["hit"] + parts["missed"]]
        macro = share(sum(_prf(parts)[2] or 0.0 for parts in wanted), len(wanted))
        found |= {f"{measure} P": precision, f"{measure} R": recall, f"{measure} F1": micro}
        found[f"{measure} macroF1"] = macro
    return found


def _prf(parts: Mapping[str, int]) -> tuple[float | None, float | None, float | None]:
    precision = share(parts["hit"], parts["hit"] + parts["false"])
    recall = share(parts["hit"], parts["hit"] + parts["missed"])
    return precision, recall, f1(precision, recall)


def chosen(pair: Json, found: Sequence[Json]) -> Json | None:
    """Return the event that stands for a gold pair: its parties overlap the pair's, the first by anchor.

    Of several with the same first word, the one whose parties share the most characters with the pair's.
    """
    likely: list[tuple[int, int, int, Json]] = []
    for event in found:
        shared = [_shared(pair.get(f"{role}_span"), event[f"{role}_spans"]) for role in ("source", "target")]
        if all(shared):
            likely.append((min((s for s, _ in event["event_spans"]), default=0), -sum(shared), len(likely), event))
    return min(likely)[3] if likely else None


def _shared(span: Sequence[int] | None, others: Iterable[Sequence[int]]) -> int:
    return sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in others) if span else 0
