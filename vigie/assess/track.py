"""The track record: what was judged, what came, and how good that was, from what the ledger knew at a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vigie.assess.pool import Exponent, Pooled, pool
from vigie.assess.questions import find_standing
from vigie.assess.track_entries import DESK, Entry, find_entries, find_exponent, find_last
from vigie.assess.track_standing import Standing, find_standing_of
from vigie.model.judgment import COURSES, Judgment, Question, Resolution
from vigie.store import Ledger
from vigie.store.forms import read_time

Moment = dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """A question as it stands at a moment: open, overdue, yes, no or void; with each owner's last judgment.

    `overdue` means that the deadline has passed and nobody has resolved it: it counts in no score until somebody does.
    """

    question: Question
    state: str
    last: dict[str, Judgment]
    pooled: Pooled | None
    resolution: Resolution | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A track record. Standings are by owner, by problem and by course; the last two are of the desk's pooled number."""

    at: str
    realm: str
    points: tuple[Standpoint, ...]
    entries: tuple[Entry, ...]
    owners: tuple[Standing, ...]
    problems: tuple[Standing, ...]
    courses: tuple[Standing, ...]
    exponent: Exponent

    @property
    def overdue(self) -> tuple[Standpoint, ...]:
        """Return the questions whose deadline has passed and that nobody has resolved."""
        return tuple(p for p in self.points if p.state == "overdue")

    @property
    def desk(self) -> Standing | None:
        """Return the standing of the desk's pooled number, or None while nothing is resolved."""
        return next((s for s in self.owners if s.name == DESK), None)


def find_points(ledger: Ledger, *, at: Moment, as_known_at: Moment | None = None) -> tuple[Standpoint, ...]:
    """Return every question as it stood at the moment, by deadline."""
    questions = ledger.questions(as_known_at=as_known_at)
    judgments = ledger.judgments(as_known_at=as_known_at)
    resolutions = ledger.resolutions(as_known_at=as_known_at)
    exponent = find_exponent(questions, judgments, resolutions)
    return _make_points(questions, judgments, resolutions, exponent, at)


def _make_points(
    questions: Iterable[Question], judgments: list[Judgment], resolutions: list[Resolution], exponent: Exponent,
    at: Moment,
) -> tuple[Standpoint, ...]:  # fmt: skip
    found = []
    for question in sorted(questions, key=lambda q: (read_time(q.deadline), q.key)):
        resolution = find_standing(resolutions, question.key)
        last = find_last(question, [j for j in judgments if j.question == question.key])
        pooled = pool([j.probability for j in last.values()], exponent=exponent) if last else None
        due = "overdue" if read_time(question.deadline) <= at else "open"
        state = resolution.outcome if resolution else due
        found.append(Standpoint(question=question, state=state, last=last, pooled=pooled, resolution=resolution))
    return tuple(found)


def score_record(
    ledger: Ledger, *, at: Moment, as_known_at: Moment | None = None, owner: str | None = None,
    problem: str | None = None, seed: int = 1,
) -> Record:  # fmt: skip
    """Return the track record at a moment, of all or of one owner or one problem.

    `as_known_at` bounds what is read: nothing that the ledger learned later counts. References are always what was on
    record when the judgment was made, even where more questions are resolved by now.
    """
    questions = ledger.questions(as_known_at=as_known_at)
    judgments = ledger.judgments(as_known_at=as_known_at)
    resolutions = ledger.resolutions(as_known_at=as_known_at)
    exponent = find_exponent(questions, judgments, resolutions)
    points = _make_points(questions, judgments, resolutions, exponent, at)
    entries = find_entries(questions, judgments, resolutions)
    kept = [e for e in entries if owner in (None, e.owner) and problem in (None, e.problem)]
    desk = [e for e in kept if e.owner == (owner or DESK)]
    return Record(
        at=at.astimezone(dt.UTC).isoformat(), realm=ledger.realm,
        points=tuple(p for p in points if problem in (None, p.question.problem)), entries=tuple(kept),
        owners=_stand(kept, lambda e: e.owner, seed), problems=_stand(desk, lambda e: e.problem, seed),
        courses=tuple(s for s in _stand(desk, lambda e: e.course, seed) if s.name in COURSES), exponent=exponent,
    )  # fmt: skip


def _stand(entries: Iterable[Entry], name: Callable[[Entry], str | None], seed: int) -> tuple[Standing, ...]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        label = name(entry)
        if label is not None:
            groups.setdefault(label, []).append(entry)
    return tuple(find_standing_of(label, held, seed=seed) for label, held in sorted(groups.items()))
