"""Questions with judgments, by hand: what a desk might have put on record."""

from __future__ import annotations

import datetime as dt

from vigie.assess.questions import make_judgment, make_question, make_resolution
from vigie.model.judgment import Question
from vigie.store import Ledger

START = dt.datetime(2031, 5, 1, 8, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
Said = tuple[str, float, int]


def ask(ledger: Ledger, key: str, *, day: int = 0, deadline: int = 10, problem: str | None = None,
        course: str | None = None) -> Question:  # fmt: skip
    """Return a question asked on that day, now in the ledger; days count from the start."""
    now = START + day * DAY
    asked = make_question(
        f"Will {key} come about?", deadline=START + deadline * DAY, resolution_source="the notice board",
        owner="A. Officer", realm=ledger.realm, now=now, key=key, problem=problem, course=course,
    )  # fmt: skip
    ledger.append_question(asked, now=now)
    return asked


def say(ledger: Ledger, question: Question, *said: Said) -> None:
    """Return nothing; owner, number and day of each judgment are in the ledger."""
    for owner, probability, day in said:
        now = START + day * DAY
        made = make_judgment(question, probability, owner=owner, reason="a reason", confidence="low", now=now)
        ledger.append_judgment(made, now=now)


def resolve(ledger: Ledger, question: Question, outcome: str, *, day: int) -> None:
    """Return nothing; the outcome is in the ledger from that day on."""
    now = START + day * DAY
    made = make_resolution(question, outcome, owner="A. Officer", source="the board", reason="it says so", now=now)
    ledger.append_resolution(made, now=now)
