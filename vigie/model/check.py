"""What every reading owes its reader: spans inside the text, and no record that points to nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from vigie.model.event import Event
from vigie.model.reading import Reading
from vigie.model.span import Span
from vigie.model.statement import Statement


def check_reading(reading: Reading) -> list[str]:
    """Return what is wrong with the reading, one sentence a fault; an empty list means that it is sound."""
    faults = list(_repeated_ids(reading))
    length = len(reading.document.text)
    for owner, span in _all_spans(reading):
        if not 0 <= span.start < span.end <= length:
            faults.append(
                f"{owner}: span [{span.start}:{span.end}] is empty or outside the text of {length} characters"
            )
    faults += _unordered(reading)
    faults += _unresolved(reading)
    faults += _circles(reading.statements)
    return faults


def _repeated_ids(reading: Reading) -> Iterator[str]:
    ids = [e.id for e in reading.entities] + [s.id for s in reading.statements]
    ids += [e.id for e in reading.events] + [q.id for q in reading.quantities]
    yield from (f"{name}: {count} records have this id" for name, count in Counter(ids).items() if count > 1)


def _pieces(reading: Reading) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield every list of pieces with the name of its record."""
    for entity in reading.entities:
        yield f"{entity.id}.mentions", entity.mentions
    for s in reading.statements:
        yield from (
            (f"{s.id}.content", s.content), (f"{s.id}.cue", s.cue), (f"{s.id}.source", s.source),
            (f"{s.id}.hedges", s.hedges), (f"{s.id}.condition", s.condition),
        )  # fmt: skip
    for e in reading.events:
        yield f"{e.id}.anchor", e.anchor
        yield f"{e.id}.mentions", e.mentions
        if e.actor:
            yield f"{e.id}.actor", e.actor.span
        if e.recipient:
            yield f"{e.id}.recipient", e.recipient.span


def _all_spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    for owner, pieces in _pieces(reading):
        yield from ((owner, span) for span in pieces)
    for s in reading.statements:
        if s.likelihood:
            yield f"{s.id}.likelihood", s.likelihood.span
        if s.date:
            yield f"{s.id}.date", s.date.span
    for e in reading.events:
        if e.place:
            yield f"{e.id}.place", e.place.span
        if e.date:
            yield f"{e.id}.date", e.date.span
    yield from ((q.id, q.span) for q in reading.quantities)
    yield from ((f"link {k.a} {k.b}", k.marker) for k in reading.links if k.marker)
    yield from ((f"flag {f.kind}", f.span) for f in reading.flags)


def _unordered(reading: Reading) -> Iterator[str]:
    """Yield lists of pieces that are out of reading order or overlap, and records that rest on no words."""
    for owner, pieces in _pieces(reading):
        if any(a.end > b.start for a, b in zip(pieces, pieces[1:], strict=False)):
            yield f"{owner}: the pieces overlap or are out of reading order"
    for s in reading.statements:
        if not s.content:
            yield f"{s.id}: a statement without words"
    for e in reading.events:
        if not e.anchor:
            yield f"{e.id}: an event without words"


def _unresolved(reading: Reading) -> Iterator[str]:
    entities = {e.id for e in reading.entities}
    statements = {s.id for s in reading.statements}
    quantities = {q.id for q in reading.quantities}
    for owner, wanted in _references(reading.statements, reading.events):
        if wanted not in (statements if owner.endswith(("parent", "attributed_to")) else entities):
            yield f"{owner}: no record {wanted}"
    for e in reading.events:
        yield from (f"{e.id}.quantities: no record {q}" for q in e.quantities if q not in quantities)
    for q in reading.quantities:
        if q.of is not None and q.of not in entities:
            yield f"{q.id}.of: no record {q.of}"
    for k in reading.links:
        yield from (f"link {k.a} {k.b}: no statement {end}" for end in (k.a, k.b) if end not in statements)


def _references(statements: Iterable[Statement], events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    for s in statements:
        if s.speaker and s.speaker.entity:
            yield f"{s.id}.speaker", s.speaker.entity
        if s.parent:
            yield f"{s.id}.parent", s.parent
    for e in events:
        for role, actor in (("actor", e.actor), ("recipient", e.recipient)):
            if actor and actor.entity:
                yield f"{e.id}.{role}", actor.entity
        if e.attributed_to:
            yield f"{e.id}.attributed_to", e.attributed_to


def _circles(statements: tuple[Statement, ...]) -> Iterator[str]:
    parents = {s.id: s.parent for s in statements}
    for start in parents:
        seen, at = {start}, parents[start]
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at == start:
            yield f"{start}: it is its own parent"
