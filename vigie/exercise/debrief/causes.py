"""Why a false alarm went up: what the reports are that it rests on.

Every report behind the alarm is asked in this order, and has the first cause that fits:

    rumour       a fault `rumour`, or all that it tells was said and is not so
    translation  the scar of a translation or of careless editing: translated, wrong office, lost mark, cut quotation,
                 tense, lost negation
    duplicate    a copy or translation of a report that is counted for the alarm too
    routine      its main subject belongs to an exercise of the calendar
    other        none of these

The alarm has the commonest cause of its reports, the first of the list on a tie, and `other` without any report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from vigie.exercise.cast import Scenario
from vigie.exercise.debrief.records import CAUSES
from vigie.exercise.records import Report, Saying, Truth

SCARS = frozenset({"translated", "wrong_office", "lost_mark", "cut_quote", "tense", "lost_negation"})


class Causes:
    """What each report of a drill would be as the cause of a false alarm."""

    def __init__(self, scenario: Scenario, truth: Truth, reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._sayings = {s.key: s for s in truth.sayings}
        routine = {d.key for d in scenario.drills if d.calendar}
        acts = {a.key for a in truth.acts if a.exercise in routine}
        self._routine = acts | {s.key for s in truth.sayings if s.act in acts}

    def find(self, told: Sequence[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return the cause of an alarm that rests on these reports, and the cause of each report."""
        held = [key for key in dict.fromkeys(told) if key in self._reports]
        each = tuple((key, self._find_one(self._reports[key], set(held))) for key in held)
        return find_commonest(cause for _, cause in each), each

    def _find_one(self, report: Report, others: set[str]) -> str:
        if "rumour" in report.faults or self._is_untrue(report):
            return "rumour"
        if SCARS & set(report.faults):
            return "translation"
        if report.of in others:
            return "duplicate"
        return "routine" if report.refs and report.refs[0] in self._routine else "other"

    def _is_untrue(self, report: Report) -> bool:
        said = [self._sayings.get(ref) for ref in report.refs]
        return bool(said) and all(isinstance(s, Saying) and s.is_true is False for s in said)


def find_commonest(causes: Iterable[str]) -> str:
    """Return the commonest cause, on a tie the first of the list; `other` where there is none.

    >>> find_commonest(["routine", "rumour", "routine"]), find_commonest(["other", "rumour"]), find_commonest([])
    ('routine', 'rumour', 'other')
    """
    counted = Counter(causes)
    if not counted:
        return "other"
    return max(counted, key=lambda cause: (counted[cause], -CAUSES.index(cause)))
