"""Warning problems: what is asked, what may be so, and what would tell."""

from vigie.assess.problems.ask import ask, find_deadline
from vigie.assess.problems.load import FOLDER, fill_roles, find_packaged, find_problems, load_problem
from vigie.assess.problems.records import LANGUAGES, Hypothesis, Indicator, Problem, Rate, Role, Seeing, Stated, When

__all__ = [
    "FOLDER", "LANGUAGES", "Hypothesis", "Indicator", "Problem", "Rate", "Role", "Seeing", "Stated", "When", "ask", "fill_roles",
    "find_deadline", "find_packaged", "find_problems", "load_problem",
]  # fmt: skip
