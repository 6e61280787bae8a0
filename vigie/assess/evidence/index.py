"""The records and signals of a view by what indicators ask for, looked through once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from vigie.assess.problems import Problem
from vigie.model.signal import Signal
from vigie.store import FiledEvent, FiledStatement
from vigie.watch.view import View


class Index:
    """What of a view may bear on a problem: young enough, and of a kind that one of its indicators asks for."""

    def __init__(self, problem: Problem, view: View, signals: Sequence[Signal], at: dt.datetime) -> None:
        self.view = view
        self.today = at.date().isoformat()
        longest = max((i.window for i in problem.indicators), default=1)
        self.oldest = (at.date() - dt.timedelta(days=longest)).isoformat()
        asked = [i.when for i in problem.indicators]
        self.signals: dict[str, list[Signal]] = _group_signals(
            signals, {k for w in asked if w.over == "signal" for k in w.kinds}
        )
        acts = {k for w in asked if w.over == "event" for k in (*w.kinds, *w.types)}
        said = {k for w in asked if w.over == "statement" for k in (*w.modality, *w.negative_evidence)}
        self.events = self._group_events(acts)
        self.statements = self._group_statements(said)
        self._numbered: dict[tuple[str, str], FiledStatement] | None = None
        self._documents: Mapping[str, str] | None = None

    def _group_events(self, acts: set[str]) -> dict[str, list[tuple[FiledEvent, str]]]:
        """Return the events by type and own type, each with the day that it counts from."""
        found: dict[str, list[tuple[FiledEvent, str]]] = defaultdict(list)
        for event in self.view.events if acts else ():
            if event.type not in acts and event.vigie_type not in acts:
                continue
            day = self._day_of(event)
            if day is None or day < self.oldest:
                continue
            for act in {event.type, event.vigie_type} & acts:
                found[str(act)].append((event, day))
        return found

    def _group_statements(self, said: set[str]) -> dict[str, list[tuple[FiledStatement, str]]]:
        """Return the statements by modality and negative evidence, each with the day of its report."""
        found: dict[str, list[tuple[FiledStatement, str]]] = defaultdict(list)
        for statement in self.view.statements if said else ():
            held = {*statement.modality, statement.negative_evidence} & said
            if not held:
                continue
            day = self.view.reported(statement.document)
            if day is not None and day >= self.oldest:
                for key in held:
                    found[str(key)].append((statement, min(day, self.today)))
        return found

    def _day_of(self, event: FiledEvent) -> str | None:
        """Return the day an event counts from: what is past, its own day; what is under way or to come, the report's."""
        reported = self.view.reported(event.document)
        if reported is None:
            return None
        day = event.valid_to or event.valid_from or reported
        return min(day if event.status == "past" else reported, reported, self.today)

    def outlet(self, document: str) -> str:
        """Return who told it first: the outlet of the document that a copy was made from."""
        held = self.view.groupings.get(document)
        origin = held.origin if held else document
        found = self.view.documents.get(origin)
        return (found.source if found else None) or origin

    def teller(self, event: FiledEvent) -> FiledStatement | None:
        """Return the statement that an event stands in, or None where the report tells it as its own or it is unknown."""
        if self._numbered is None:
            self._numbered = {(s.document, s.id): s for s in self.view.statements}
        return self._numbered.get((event.document, event.attributed_to or ""))

    def outlets(self, records: Sequence[str]) -> tuple[str, ...]:
        """Return who told the records first, each once."""
        documents = (self._document(key) for key in records)
        return tuple(sorted({self.outlet(document) for document in documents if document}))

    def _document(self, record: str) -> str | None:
        if self._documents is None:
            found = {e.key: e.document for e in self.view.events}
            found |= {s.key: s.document for s in self.view.statements}
            self._documents = found | {key: key for key in self.view.documents}
        return self._documents.get(record)


def _group_signals(signals: Sequence[Signal], kinds: set[str]) -> dict[str, list[Signal]]:
    found: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        if signal.kind in kinds:
            found[signal.kind].append(signal)
    return found
