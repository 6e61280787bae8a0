"""Each judge on each resolved question: what was said last, and what somebody who knew less would have said then."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vigie.assess.pool import NEEDED, PLAIN, Exponent, fit_exponent, pool
from vigie.assess.questions import find_standing
from vigie.assess.scores import score_log
from vigie.model.judgment import Judgment, Question, Resolution
from vigie.store.forms import read_time

DESK = "(desk)"
"""Whose number the pooled one is. Nobody else can be called so: an owner's name does not begin with a bracket."""
_WEIGHT = 4.0  # questions that a rate is shrunk by


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One judge on one resolved question.

    `probability` is the last judgment before the deadline and before the outcome was on record, and `brier` and `log`
    are its scores; `timed` is the Brier score averaged over the time that each judgment stood. `base`, `own` and
    `previous` are what three others would have said at that moment: the rate of yes over all questions, the rate of
    the same hypothesis (None when the question names none), and the judge's own judgment before (None when there was
    none). `pooled` counts the judges behind the desk's number.
    """

    question: str
    problem: str | None
    course: str | None
    owner: str
    made: str
    probability: float
    outcome: int
    brier: float
    log: float
    timed: float
    base: float
    own: float | None
    previous: float | None
    pooled: int = 1


@dataclass(frozen=True, slots=True)
class _Came:
    """How a question came out, and since when that is on record."""

    question: Question
    outcome: int
    since: float
    panel: tuple[float, ...]


def find_entries(
    questions: Sequence[Question], judgments: Sequence[Judgment], resolutions: Sequence[Resolution]
) -> list[Entry]:
    """Return an entry for every judge of every resolved question, and one for the desk's pooled number.

    What is void has none. A judgment counts when it was made before the deadline and not after the first resolution.
    """
    said = _group(judgments)
    told = defaultdict(list)
    for resolution in resolutions:
        told[resolution.question].append(resolution)
    came = [c for q in questions if (c := _find_outcome(q, told[q.key], said)) is not None]
    found: list[Entry] = []
    for one in came:
        end = _find_end(one.question, told[one.question.key])
        owners = _find_owners(one.question, said, end)
        found += [_make_entry(one, owner, held, end, came) for owner, held in owners.items()]
        if owners:
            found.append(_make_desk_entry(one, owners, end, came))
    return found


def _group(judgments: Iterable[Judgment]) -> dict[str, list[Judgment]]:
    found: dict[str, list[Judgment]] = defaultdict(list)
    for judgment in sorted(judgments, key=lambda j: read_time(j.made)):  # stable: of one moment, the one filed last
        found[judgment.question].append(judgment)
    return found


def _find_outcome(
    question: Question, told: Sequence[Resolution], said: Mapping[str, Sequence[Judgment]]
) -> _Came | None:
    standing = find_standing(told, question.key)
    if standing is None or standing.outcome == "void":
        return None
    owners = _find_owners(question, said, _find_end(question, told))
    panel = tuple(held[-1].probability for held in owners.values())
    return _Came(question, int(standing.outcome == "yes"), _seconds(standing.made), panel)


def _seconds(moment: str) -> float:
    return read_time(moment).timestamp()


def _find_end(question: Question, told: Sequence[Resolution]) -> float:
    """Return when judging ended: at the deadline, or when somebody first put an outcome on record."""
    return min([_seconds(question.deadline), *(_seconds(r.made) for r in told)])


def _find_owners(question: Question, said: Mapping[str, Sequence[Judgment]], end: float) -> dict[str, list[Judgment]]:
    """Return each owner's judgments that count, first to last."""
    found: dict[str, list[Judgment]] = {}
    for judgment in said.get(question.key, ()):
        if _seconds(judgment.made) <= end and _seconds(judgment.made) < _seconds(question.deadline):
            found.setdefault(judgment.owner, []).append(judgment)
    return found


def find_last(question: Question, judgments: Iterable[Judgment]) -> dict[str, Judgment]:
    """Return each owner's last judgment on a question, made before its deadline."""
    owners = _find_owners(question, _group(judgments), math.inf)
    return {owner: held[-1] for owner, held in owners.items()}


def _make_entry(one: _Came, owner: str, held: Sequence[Judgment], end: float, came: Sequence[_Came]) -> Entry:
    steps = [(_seconds(j.made), j.probability) for j in held]
    return _score(one, owner, steps, held[-1].made, end, came)


def _score(
    one: _Came, owner: str, steps: Sequence[tuple[float, float]], made: str, end: float, came: Sequence[_Came],
    pooled: int = 1,
) -> Entry:  # fmt: skip
    probability, moment = steps[-1][1], steps[-1][0]
    base, own = find_rates(one.question, came, moment)
    return Entry(
        question=one.question.key, problem=one.question.problem, course=one.question.course, owner=owner, made=made,
        probability=probability, outcome=one.outcome, brier=(probability - one.outcome) ** 2,
        log=score_log([probability], [one.outcome]), timed=average(steps, end, one.outcome),
        base=base, own=own, previous=steps[-2][1] if len(steps) > 1 else None, pooled=pooled,
    )  # fmt: skip


def average(steps: Sequence[tuple[float, float]], end: float, outcome: int) -> float:
    """Return the Brier score averaged over the time that each number stood, from the first one to the end.

    (1 / (T − t_1)) Σ (t_(i+1) − t_i) (p_i − o)²     t_(n+1) = T

    >>> round(average([(0.0, 0.4), (30.0, 0.9)], 40.0, 1), 4)     # (30 · 0.36 + 10 · 0.01) / 40
    0.2725
    """
    whole = end - steps[0][0]
    if whole <= 0.0:
        return (steps[-1][1] - outcome) ** 2
    ends = [*(t for t, _ in steps[1:]), end]
    return sum((until - t) * (p - outcome) ** 2 for (t, p), until in zip(steps, ends, strict=True)) / whole


def find_rates(question: Question, came: Iterable[_Came], moment: float) -> tuple[float, float | None]:
    """Return the base rate and the hypothesis's own rate, as they were on record at the moment.

    base = (k + 4 · 0.5) / (n + 4) over the resolved questions of the same course
    own  = (k + 4 · base) / (n + 4) over those of the same hypothesis of the same problem; None when none is named
    """
    before = [c for c in came if c.since < moment and c.question.course == question.course]
    base = _rate([c.outcome for c in before], 0.5)
    if question.problem is None:
        return base, None
    same = [c.outcome for c in before if (c.question.problem, c.question.hypothesis) == _hypothesis(question)]
    return base, _rate(same, base)


def _hypothesis(question: Question) -> tuple[str | None, str | None]:
    return question.problem, question.hypothesis


def _rate(outcomes: Sequence[int], prior: float) -> float:
    return (sum(outcomes) + _WEIGHT * prior) / (len(outcomes) + _WEIGHT)


def _make_desk_entry(one: _Came, owners: Mapping[str, Sequence[Judgment]], end: float, came: Sequence[_Came]) -> Entry:
    """Return the entry of the pooled number, which changes whenever a judge says something new."""
    said = sorted((j for held in owners.values() for j in held), key=lambda j: _seconds(j.made))
    exponent = _find_exponent(came, _seconds(said[-1].made))
    standing: dict[str, float] = {}
    steps: list[tuple[float, float]] = []
    for judgment in said:
        standing[judgment.owner] = judgment.probability
        number = (
            pool(list(standing.values()), exponent=exponent).probability if len(standing) > 1 else judgment.probability
        )
        steps.append((_seconds(judgment.made), number))
    return _score(one, DESK, steps, said[-1].made, end, came, pooled=len(owners))


def _find_exponent(came: Sequence[_Came], moment: float) -> Exponent:
    """Return the exponent that the questions resolved before the moment give."""
    before = [c for c in came if c.since < moment and c.panel]
    if len(before) < NEEDED:
        return PLAIN
    return fit_exponent([c.panel for c in before], [c.outcome for c in before])


def find_exponent(
    questions: Sequence[Question], judgments: Sequence[Judgment], resolutions: Sequence[Resolution]
) -> Exponent:
    """Return the exponent that all resolved questions give now."""
    said = _group(judgments)
    told = defaultdict(list)
    for resolution in resolutions:
        told[resolution.question].append(resolution)
    came = [c for q in questions if (c := _find_outcome(q, told[q.key], said)) is not None]
    return _find_exponent(came, math.inf)


__all__ = ["DESK", "Entry", "average", "find_entries", "find_exponent", "find_last", "find_rates"]
