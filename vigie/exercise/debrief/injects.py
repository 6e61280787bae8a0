"""What players should have done, and whether they had done it by its expiry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from vigie.exercise.cast import Expected, Inject, Scenario
from vigie.exercise.debrief.records import Known, Met
from vigie.exercise.records import Report, Truth
from vigie.exercise.scenario.times import put_dates

Doings = Iterable[dt.datetime]


def score_injects(
    scenario: Scenario, truth: Truth, reports: Mapping[str, Report], known: Known, times: Mapping[str, dt.datetime]
) -> tuple[Met, ...]:
    """Return a line for each thing expected of an inject that happened; `times` says when injects did.

    acknowledge  an alert was taken in hand that rests on a report of the inject, or of its incident
    judge        a number was given to the question that was asked, or to a question of the scenario's problem
    brief        a brief was made; report: a report or a brief was, since either puts words before somebody

    Each between the inject and its expiry.
    """
    desk = _Desk(scenario, truth, reports, known)
    return tuple(
        _judge(inject, expected, times[inject.key], desk.find(inject, expected))
        for inject in scenario.injects
        if inject.key in times
        for expected in inject.expected
    )


def _judge(inject: Inject, expected: Expected, at: dt.datetime, doings: Doings) -> Met:
    due = at + expected.within
    after = sorted(done for done in doings if done >= at)
    return Met(
        inject=inject.key, key=expected.key, kind=expected.kind, weight=expected.weight, due=due,
        moment=next((done for done in after if done <= due), None), late=next((done for done in after if done > due), None),
    )  # fmt: skip


class _Desk:
    """What players did, found by what it was about."""

    def __init__(self, scenario: Scenario, truth: Truth, reports: Mapping[str, Report], known: Known) -> None:
        self._known = known
        self._incident = {i.key: (i.storyline, i.incident) for i in scenario.injects}
        self._problem = scenario.problem
        self._start = scenario.start
        refs = {a.key: a.inject for a in truth.acts} | {s.key: s.inject for s in truth.sayings}
        of = {
            key: {inject for inject in (r.inject, *(refs.get(ref) for ref in r.refs)) if inject}
            for key, r in reports.items()
        }
        self._injects = {h.document: of.get(h.told, set()) for h in known.heard}

    def find(self, inject: Inject, expected: Expected) -> Doings:
        """Return the moments at which players did what could answer it."""
        if expected.kind == "acknowledge":
            return self._find_acknowledged(inject)
        if expected.kind == "judge":
            return self._find_judged(expected)
        kinds = ("brief",) if expected.kind == "brief" else ("brief", "report")
        return [m.at for m in self._known.made if m.kind in kinds and m.inject in (None, inject.key)]

    def _find_acknowledged(self, inject: Inject) -> Doings:
        about = {a.alert for a in self._known.alerts if self._is_about(a.inputs, inject)}
        return [_read(a.made) for a in self._known.acknowledgements if a.alert in about]

    def _is_about(self, inputs: Sequence[str], inject: Inject) -> bool:
        held = {i for key in inputs for i in self._injects.get(key[:24], ())}
        return any(self._incident.get(i) == (inject.storyline, inject.incident) for i in held)

    def _find_judged(self, expected: Expected) -> Doings:
        words = {expected.question, put_dates(expected.question or "", self._start)} - {"", None}
        asked = {q.key for q in self._known.questions if q.text in words or q.problem == self._problem}
        return [_read(j.made) for j in self._known.judgments if j.question in asked]


def _read(moment: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(moment)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
