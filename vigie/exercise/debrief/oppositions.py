"""Contradictory sayings of the truth, and which of them the desk set against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from vigie.exercise.debrief.match import Matched
from vigie.exercise.debrief.records import Contradictions, Known, Opposition, Share
from vigie.exercise.records import Saying, Truth

OPPOSED = (
    ({"accusation", "claim", "assertion"}, {"denial"}),
    ({"accusation"}, {"doubt"}),
    ({"warning", "threat", "accusation"}, {"no_change", "no_indication", "reassurance"}),
)
"""Stances that cannot both be so when they are about the same thing."""


def find_opposed(sayings: Sequence[Saying]) -> tuple[tuple[Saying, Saying], ...]:
    """Return the pairs of sayings, by different speakers, that cannot both be so.

    They are about the same act, or without an act about the same actor in the same domain.
    """
    return tuple((a, b) for a, b in combinations(sayings, 2) if a.speaker != b.speaker and _is_opposed(a, b))


def _is_opposed(a: Saying, b: Saying) -> bool:
    about = (a.act, b.act) if a.act or b.act else ((a.accused, a.domain), (b.accused, b.domain))
    if about[0] != about[1] or about[0] in (None, (None, None)):
        return False
    stances = OPPOSED[:2] if a.act else OPPOSED[2:]
    return any((a.stance in x and b.stance in y) or (b.stance in x and a.stance in y) for x, y in stances)


def score_contradictions(truth: Truth, matched: Sequence[Matched], known: Known) -> Contradictions:
    """Return which contradictions were found of those of which both sides were told.

    A contradiction found is right when it sets statements labelled with the two sides against each other; one whose
    statements have no label is not judged.
    """
    told, refs = _find_refs(matched)
    found = {s.key: s for m in known.moments for s in m.signals if s.kind == "contradiction"}.values()
    pairs = [(a, b) for a, b in find_opposed(truth.sayings) if told[a.key] and told[b.key]]
    wanted = {frozenset((a.key, b.key)) for a, b in pairs}
    met = [_sides(signal.inputs, refs) for signal in found]
    judged = [sides for sides in met if sides]
    shown = set().union(*judged) if judged else set()
    rows = tuple(
        Opposition(a=a.key, b=b.key, told=(told[a.key][0], told[b.key][0]), found=frozenset((a.key, b.key)) in shown)
        for a, b in pairs
    )
    return Contradictions(
        pairs=rows,
        found=Share(hits=sum(r.found for r in rows), of=len(rows)),
        right=Share(hits=sum(bool(sides & wanted) for sides in judged), of=len(judged)),
    )


def _find_refs(matched: Sequence[Matched]) -> tuple[Mapping[str, list[str]], Mapping[str, str]]:
    """Return the reports that tell each saying, and the saying of each statement by the statement's key."""
    told: dict[str, list[str]] = defaultdict(list)
    refs: dict[str, str] = {}
    for m in matched:
        for label, statement in m.said:
            if label.ref is None:
                continue
            told[label.ref].append(m.report.key)
            if statement is not None:
                refs[f"{m.document}/{statement.id}"] = label.ref
    return told, refs


def _sides(inputs: Iterable[str], refs: Mapping[str, str]) -> set[frozenset[str]]:
    said = sorted({refs[key] for key in inputs if key in refs})
    return {frozenset(pair) for pair in combinations(said, 2)}
