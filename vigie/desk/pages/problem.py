"""Problems: the evidence table and the matrix of a warning problem, every cell with its records."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from vigie.assess.evidence import SETTING, Table, find_matrix, is_alarm, weigh_problem
from vigie.assess.problems import Problem, ask, find_deadline, find_problems, load_problem
from vigie.desk.board import Board
from vigie.desk.visit import Visit, Visited
from vigie.errors import ProblemError

router = APIRouter()
ROLE = "role_"
SHOWN = 6
CODES_CHARS = 200


@router.get("/problem")
def show_problem(visit: Visited, name: str = "") -> Response:
    """Return the page; a problem is weighed once every role has a code."""
    folder = visit.desk.settings.path.parent
    names = find_problems(folder)
    context: dict[str, Any] = {"names": names, "name": "", "problem": None, "table": None, "faults": []}
    if name not in names:
        return visit.page("problem", **context)
    try:
        problem = load_problem(name, roles=_read_roles(visit), beside=folder)
    except ProblemError as fault:
        return visit.page("problem", status=400, **context | {"faults": str(fault).splitlines()})
    context |= {"name": name, "problem": problem}
    if not all(role.codes for role in problem.roles):
        return visit.page("problem", **context)
    board = visit.desk.board(visit.at)
    if board is None:
        return visit.page("later", where=visit.go("/problem", name=name, **_asked(visit)))
    return visit.page("problem", **context | _weigh(visit, problem, board))


def _asked(visit: Visit) -> dict[str, str]:
    return {key: value for key, value in visit.request.query_params.items() if key.startswith(ROLE)}


def _read_roles(visit: Visit) -> dict[str, tuple[str, ...]]:
    """Return the codes by role that were asked for; an empty field leaves what the file says."""
    found = {
        key.removeprefix(ROLE): tuple(value[:CODES_CHARS].upper().replace(",", " ").split())
        for key, value in _asked(visit).items()
    }
    return {key: codes for key, codes in found.items() if codes}


def _weigh(visit: Visit, problem: Problem, board: Board) -> dict[str, Any]:
    table = weigh_problem(problem, board.view, board.signals, at=board.view.at)
    return {
        "table": table,
        "question": ask(problem, visit.lang, deadline=find_deadline(problem, table.at)),
        "rows": _order(table),
        "silent": [row for row in table.rows if not row.pieces],
        "matrix": find_matrix(table),
        "alarms": is_alarm(table),
        "setting": SETTING,
        "signs": {indicator.key: indicator for indicator in problem.indicators},
        "answers": {hypothesis.key: hypothesis for hypothesis in problem.hypotheses},
        "shown": SHOWN,
    }


def _order(table: Table) -> list[Any]:
    """Return the rows that hold something, those that move the alarm most first."""
    return [*table.moves_most, *(row for row in table.rows if row.pieces and not row.moves)]
