"""Evidence for and against: the table, the matrix, and when to call."""

from vigie.assess.evidence.alarm import SETTING, is_alarm
from vigie.assess.evidence.matrix import find_matrix
from vigie.assess.evidence.records import MARKS, STATES, Cell, Line, Matrix, Row, Table
from vigie.assess.evidence.weigh import weigh_problem

__all__ = [
    "MARKS", "SETTING", "STATES", "Cell", "Line", "Matrix", "Row", "Table", "find_matrix", "is_alarm", "weigh_problem",
]  # fmt: skip
