"""A problem's question as it is put: with names for roles, and the deadline as a day."""

from __future__ import annotations

import datetime as dt

from vigie.assess.problems.records import Problem
from vigie.watch.signals.posture.words import name_actor


def ask(problem: Problem, lang: str, *, deadline: str) -> str:
    """Return the question in a language; a role that nobody fills stands in brackets."""
    roles = {
        role.key: ", ".join(name_actor(code, lang) for code in role.codes) or f"[{role.key}]" for role in problem.roles
    }
    return problem.question[lang].format(deadline=deadline, **roles)


def find_deadline(problem: Problem, at: dt.datetime) -> str:
    """Return the last day of the question when it is put at a moment."""
    return (at.date() + dt.timedelta(days=problem.horizon)).isoformat()
