"""Labels and readings of the same report, laid over each other: which record is the one that a label means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from os.path import commonprefix
from typing import TypeVar

from vigie.exercise.debrief.records import Known
from vigie.exercise.records import DoneLabel, Report, SaidLabel
from vigie.model import Reading, Span, Spans
from vigie.model.event import Event
from vigie.model.statement import Statement

L = TypeVar("L")
R = TypeVar("R")
OVERLAP = 0.5
"""A statement is the labelled one when intersection over union of their contents' characters is at least this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """One report as the desk read it: pairs of label and record, and what of either has no partner.

    Spans of labels are moved to where their words stand in the text that was read.
    """

    document: str
    report: Report
    reading: Reading
    said: tuple[tuple[SaidLabel, Statement | None], ...]
    done: tuple[tuple[DoneLabel, Event | None], ...]
    more_statements: tuple[Statement, ...]
    more_events: tuple[Event, ...]


def match_all(known: Known, reports: Mapping[str, Report]) -> tuple[Matched, ...]:
    """Return every report that the desk has and that is labelled, once, in the order in which it was heard."""
    found: dict[str, Matched] = {}
    for heard in sorted(known.heard, key=lambda h: (h.known, h.document)):
        report, reading = reports.get(heard.told), known.readings.get(heard.document)
        if report is not None and reading is not None and heard.told not in found:
            found[heard.told] = match_one(heard.document, report, reading)
    return tuple(found.values())


def match_one(document: str, report: Report, reading: Reading) -> Matched:
    """Return the labels of a report with the records that mean the same words."""
    move = make_move(report.text, reading.document.text)
    labels = [_move_said(label, move) for label in report.statements]
    said, more_said = _pair(labels, reading.statements, lambda x, s: score_overlap(x.content, s.content), OVERLAP)
    acts = [replace(label, anchor=_move(label.anchor, move)) for label in report.events]
    done, more_done = _pair(acts, reading.events, _is_event, OVERLAP)
    return Matched(
        document=document, report=report, reading=reading, said=said, done=done, more_statements=more_said,
        more_events=more_done,
    )  # fmt: skip


def make_move(told: str, held: str) -> Callable[[int], int]:
    """Return where a character of the report stands in the document: something may have been put in or stripped.

    >>> [make_move("EXERCISE\\nwords", "EXERCISE\\nTitle\\nwords")(n) for n in (0, 9)]
    [0, 15]
    """
    if told == held:
        return lambda at: at
    same = len(commonprefix([told, held]))
    more = len(held) - len(told.rstrip()) if told.rstrip()[same:] else 0
    return lambda at: at if at < same else at + more


def _move_said(label: SaidLabel, move: Callable[[int], int]) -> SaidLabel:
    content, source, cue = (_move(spans, move) for spans in (label.content, label.source, label.cue))
    return replace(label, content=content, source=source, cue=cue)


def _move(spans: Spans, move: Callable[[int], int]) -> Spans:
    return tuple(Span(move(s.start), move(s.end - 1) + 1) for s in spans if s.end > s.start)


def score_overlap(a: Spans, b: Spans) -> float:
    """Return the characters in both over those in either.

    >>> score_overlap((Span(0, 4),), (Span(2, 6),))     # 2 of 6
    0.3333333333333333
    """
    x, y = ({n for s in spans for n in range(s.start, s.end)} for spans in (a, b))
    return len(x & y) / len(x | y) if x | y else 0.0


def _is_event(label: DoneLabel, event: Event) -> float:
    """Return 1 where the event stands on a word of the label and is of its kind, else 0."""
    kinds = {(label.type, label.vigie_type)} if label.type is None else {label.type}
    held = (event.type, event.vigie_type) if label.type is None else event.type
    places = {*event.anchor, *event.mentions}
    return float(held in kinds and any(a.start < p.end and p.start < a.end for a in label.anchor for p in places))


def _pair(
    labels: Sequence[L], records: Sequence[R], score: Callable[[L, R], float], least: float
) -> tuple[tuple[tuple[L, R | None], ...], tuple[R, ...]]:  # fmt: skip
    """Return each label with its best free record, the best pairs first, and the records that are left."""
    scored = [(score(label, record), -i, -j) for i, label in enumerate(labels) for j, record in enumerate(records)]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in sorted(scored, reverse=True):
        if value >= least and -i not in partner and -j not in taken:
            partner[-i] = -j
            taken.add(-j)
    pairs = tuple((label, records[partner[i]] if i in partner else None) for i, label in enumerate(labels))
    return pairs, tuple(r for j, r in enumerate(records) if j not in taken)
