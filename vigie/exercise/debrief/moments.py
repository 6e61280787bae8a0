"""What a desk knew at a moment, from its ledger: signals, the posteriors of the scenario's problem, the posture board."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from vigie.assess.evidence import Table, weigh_problem
from vigie.assess.problems import Problem, load_problem
from vigie.exercise.cast import Scenario
from vigie.exercise.debrief.records import Moment
from vigie.exercise.scenario import find_roles
from vigie.watch.signals.posture import find_posture
from vigie.watch.weigh import Weighed


def fill_problem(scenario: Scenario, *, beside: Path | None = None) -> Problem:
    """Return the scenario's warning problem, with the codes of its cast in the roles.

    Raises:
        ProblemError: there is no such problem, or a role that it does not have.
    """
    return load_problem(scenario.problem, roles=find_roles(scenario), beside=beside)


def make_moment(weighed: Weighed, problem: Problem, *, at: dt.datetime, has_board: bool = True) -> Moment:
    """Return what a desk knew at a moment; without the board where nobody asks for it, since it takes as long again."""
    table = weigh_problem(problem, weighed, at=at)
    lines = find_posture(weighed.view, weighed.texts) if has_board else ()
    return Moment(
        at=at,
        signals=weighed.signals,
        posteriors=table.posteriors,
        inputs=find_inputs(table),
        board=tuple((line.actor, line.domain, line.state) for line in lines),
    )


def find_inputs(table: Table) -> tuple[str, ...]:
    """Return the keys of the records that speak for an alarm: those of every row without which it would be less likely."""
    return tuple(dict.fromkeys(key for row in table.moves_most if row.moves > 0 for key in row.inputs))
