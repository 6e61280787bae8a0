"""The MSEL as it stands: what waits, what is due, what was delivered or left out, and what players did about it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from vigie.desk.control.room import Standing
from vigie.exercise.cast import Expected, Inject, Scenario
from vigie.exercise.debrief import Known
from vigie.exercise.debrief.injects import score_injects
from vigie.exercise.debrief.records import Met

Marks = Mapping[tuple[str, str], Met]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing expected of players. `state` is open, met, late (done after its expiry) or missed; `left` until then."""

    expected: Expected
    state: str
    due: dt.datetime | None
    left: dt.timedelta | None
    done: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the MSEL. `state` is waiting (for a controller), due, delivered or skipped."""

    inject: Inject
    state: str
    at: dt.datetime | None
    reports: int
    asked: tuple[Asked, ...]

    @property
    def may_change(self) -> bool:
        """Return whether a controller can still send it or leave it out."""
        return self.state in {"waiting", "due"}


def find_rows(standing: Standing, stated: Scenario, known: Known) -> tuple[Row, ...]:
    """Return a row for each inject of the scenario as it was written, those without a time at the end."""
    story = standing.story
    reports = {r.key: r for r in story.reports if r.published <= standing.at}
    told = Counter(r.inject for r in reports.values() if r.inject)
    met = score_injects(story.scenario, story.truth, reports, known, story.times)
    marks = {(m.inject, m.key): m for m in met}
    rows = [_make_row(inject, standing, told, marks) for inject in stated.injects]
    return tuple(sorted(rows, key=lambda r: (r.at is None, r.at or standing.end, r.inject.key)))


def _make_row(inject: Inject, standing: Standing, told: Counter[str], marks: Marks) -> Row:
    held = next((i for i in standing.story.scenario.injects if i.key == inject.key), None)
    at = standing.story.times.get(inject.key) if held is not None and not held.contingency else None
    state = _find_state(held, at, standing)
    asked = tuple(_ask(expected, inject.key, state, standing.at, marks) for expected in inject.expected)
    return Row(inject=inject, state=state, at=at, reports=told.get(inject.key, 0), asked=asked)


def _find_state(held: Inject | None, at: dt.datetime | None, standing: Standing) -> str:
    if held is None:
        return "skipped"
    if held.contingency or at is None:
        return "waiting"
    return "delivered" if standing.state.at is not None and at <= standing.at else "due"


def _ask(expected: Expected, inject: str, state: str, now: dt.datetime, marks: Marks) -> Asked:
    mark = marks.get((inject, expected.key))
    if state != "delivered" or mark is None:
        return Asked(expected=expected, state="open", due=None, left=None, done=None)
    left = max(dt.timedelta(0), mark.due - now)
    if mark.moment is not None and mark.moment <= now:
        return Asked(expected=expected, state="met", due=mark.due, left=left, done=mark.moment)
    late = mark.late is not None and mark.late <= now
    name = "open" if left else "late" if late else "missed"
    return Asked(expected=expected, state=name, due=mark.due, left=left, done=mark.late if late else None)
