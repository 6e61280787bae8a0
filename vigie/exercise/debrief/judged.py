"""The numbers that players gave, scored by how it came out."""

from __future__ import annotations

import datetime as dt

from vigie.exercise.debrief.records import Known, Scored
from vigie.exercise.records import Truth
from vigie.model.judgment import Question

OUTCOMES = {"yes": 1, "no": 0}


def score_judgments(truth: Truth, known: Known) -> tuple[Scored, ...]:
    """Return every judgment whose question came out, with its Brier score (p − o)²; 0.7 on a yes gives 0.09.

    The last resolution of a question counts. Where there is none, the truth of the drill resolves a question that puts
    a hypothesis which alarms are about: yes when a crisis began between its making and its deadline, and no once the
    deadline lies within the drill. Others stay open. A question that was resolved void is not scored.
    """
    found = []
    questions = {q.key: q for q in known.questions}
    stated = {r.question: r.outcome for r in sorted(known.resolutions, key=lambda r: r.made)}
    for judgment in known.judgments:
        question = questions.get(judgment.question)
        outcome = OUTCOMES.get(stated.get(judgment.question, ""))
        from_truth = judgment.question not in stated
        if from_truth and question is not None:
            outcome = find_outcome(question, truth, known.alarms)
        if outcome is not None:
            found.append(
                Scored(
                    question=question.text if question else judgment.question, owner=judgment.owner, made=judgment.made,
                    probability=judgment.probability, outcome=outcome, brier=(judgment.probability - outcome) ** 2,
                    from_truth=from_truth,
                )
            )  # fmt: skip
    return tuple(found)


def find_outcome(question: Question, truth: Truth, alarms: tuple[str, ...]) -> int | None:
    """Return how the truth resolves a question: 1, 0, or None where it cannot."""
    if question.hypothesis not in alarms:
        return None
    made, deadline = _read(question.made), _read(question.deadline)
    if any(made <= (c.before or c.at) <= deadline for c in truth.crises):
        return 1
    return 0 if deadline <= truth.end else None


def _read(moment: str) -> dt.datetime:
    found = dt.datetime.fromisoformat(moment)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
