"""The side of a ledger that analysts write: questions, judgments, resolutions, and alerts taken in hand."""

from __future__ import annotations

import datetime as dt

from vigie.model.judgment import Acknowledgement, Judgment, Question, Resolution
from vigie.store import judged_rows
from vigie.store.db import Database
from vigie.store.forms import until_when, write_time

Moment = dt.datetime


class Judgedbook:
    """What a ledger keeps of its analysts' judgments; `Ledger` is one of these.

    Nothing is ever changed: a judgment that is revised is a later one, a resolution that was wrong too. What is asked
    for comes in the order in which it became known.
    """

    _db: Database
    _realm: str

    def append_question(self, question: Question, *, now: Moment) -> bool:
        """Return whether the question was new; UnsoundRecord when its key has another wording, deadline or owner."""
        return self._append(question, now)

    def append_judgment(self, judgment: Judgment, *, now: Moment) -> bool:
        """Return whether the judgment was new; NoSuchRecord when its question is not in the ledger."""
        return self._append(judgment, now)

    def append_resolution(self, resolution: Resolution, *, now: Moment) -> bool:
        """Return whether the resolution was new; NoSuchRecord when its question is not in the ledger."""
        return self._append(resolution, now)

    def append_acknowledgement(self, acknowledgement: Acknowledgement, *, now: Moment) -> bool:
        """Return whether the acknowledgement was new; NoSuchRecord when the alert has no such message."""
        return self._append(acknowledgement, now)

    def _append(self, record: judged_rows.JudgedRecord, now: Moment) -> bool:
        with self._db.writing() as connection:
            return judged_rows.file_judged(connection, record, self._realm, write_time(now))

    def questions(self, *, question: str | None = None, as_known_at: Moment | None = None) -> list[Question]:
        """Return the questions, or the one of that key."""
        with self._db.reading() as connection:
            return judged_rows.find_questions(connection, question, until_when(as_known_at))

    def judgments(self, *, question: str | None = None, as_known_at: Moment | None = None) -> list[Judgment]:
        """Return the judgments, on one question or on all; the last one of an owner is what it holds now."""
        with self._db.reading() as connection:
            return judged_rows.find_judgments(connection, question, until_when(as_known_at))

    def resolutions(self, *, question: str | None = None, as_known_at: Moment | None = None) -> list[Resolution]:
        """Return how questions came out; the last one made on a question stands."""
        with self._db.reading() as connection:
            return judged_rows.find_resolutions(connection, question, until_when(as_known_at))

    def acknowledgements(self, *, alert: str | None = None, as_known_at: Moment | None = None) -> list[Acknowledgement]:
        """Return who took which alert in hand."""
        with self._db.reading() as connection:
            return judged_rows.find_acknowledgements(connection, alert, until_when(as_known_at))
