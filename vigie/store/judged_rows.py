"""What analysts put on record, as rows and as lines of an export: filed once, read back the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from vigie.errors import NoSuchRecord, UnsoundRecord, WrongRealm
from vigie.model.judgment import CONFIDENCES, COURSES, OUTCOMES, Acknowledgement, Judgment, Question, Resolution
from vigie.store.current import all_of, ask
from vigie.store.forms import hash_values, read_time, whole, write_time
from vigie.store.rows import insert
from vigie.store.schema import ACKNOWLEDGEMENTS, ALERTS, JUDGMENTS, QUESTIONS, RESOLUTIONS

JudgedRecord = Question | Judgment | Resolution | Acknowledgement

SCHEMAS: dict[str, type[Any]] = {
    "vigie-question/1": Question,
    "vigie-judgment/1": Judgment,
    "vigie-resolution/1": Resolution,
    "vigie-acknowledgement/1": Acknowledgement,
}
_TABLES: dict[type[Any], Table] = {
    Question: QUESTIONS,
    Judgment: JUDGMENTS,
    Resolution: RESOLUTIONS,
    Acknowledgement: ACKNOWLEDGEMENTS,
}
_COLUMNS = {"text": "wording", "confidence": "trust"}
"""Columns that are named otherwise than their field, since those names mean something else in a ledger."""


def file_judged(connection: Connection, record: JudgedRecord, realm: str, known: str) -> bool:
    """Return whether the record was new.

    Raises:
        WrongRealm: it is of the other realm.
        UnsoundRecord: it is not of its form, was made later than now, or changes a question that is on record.
        NoSuchRecord: what it is about is not in the ledger.
    """
    name = type(record).__name__.lower()
    if record.realm != realm:
        article = "an" if name[0] in "aeiou" else "a"
        raise WrongRealm(f"{article} {name} of the {record.realm} realm in a ledger of the {realm} realm")
    _check_form(record, name, known)
    if isinstance(record, Question):
        return _file_question(connection, record, known)
    if isinstance(record, Acknowledgement):
        _find_message(connection, record)
    else:
        find_question(connection, record.question)
    table = _TABLES[type(record)]
    digest = hash_values(asdict(record))
    if connection.execute(select(table.c.id).where(table.c.hash == digest)).first() is not None:
        return False
    insert(connection, table, **_values(record), hash=digest, known=known)
    return True


def _values(record: JudgedRecord) -> dict[str, Any]:
    """Return the columns of the record's row."""
    found = {_COLUMNS.get(name, name): value for name, value in asdict(record).items()}
    if isinstance(record, Judgment):
        found["inputs"] = json.dumps(list(record.inputs))
    return {name: whole(value) if isinstance(value, str) else value for name, value in found.items()}


def _check_form(record: JudgedRecord, name: str, known: str) -> None:
    made = _read_moment(record.made, f"{name}: made")
    if made > known:
        raise UnsoundRecord(
            f"{name} made at {record.made}, which is still to come; look at the clock, and give it anew"
        )
    if isinstance(record, Question):
        _read_moment(record.deadline, f"question {record.key}: deadline")
        _check_one_of(record.course, (None, *COURSES), "course")
    if isinstance(record, Judgment):
        _check_one_of(record.confidence, CONFIDENCES, "confidence")
        if not 0.0 <= record.probability <= 1.0:
            raise UnsoundRecord(f"probability {record.probability}; give a number between 0 and 1")
    if isinstance(record, Resolution):
        _check_one_of(record.outcome, OUTCOMES, "outcome")


def _check_one_of(value: str | None, allowed: tuple[str | None, ...], what: str) -> None:
    if value not in allowed:
        raise UnsoundRecord(f"{what} {value!r}; use one of {', '.join(a for a in allowed if a)}")


def _read_moment(written: str, what: str) -> str:
    """Return the moment as the ledger writes it."""
    try:
        return write_time(read_time(written))
    except ValueError:
        raise UnsoundRecord(f"{what} {written!r} is no moment; write it as 2031-05-14T08:00:00Z") from None


def _file_question(connection: Connection, question: Question, known: str) -> bool:
    held = find_questions(connection, question.key, "9999")
    if held and held[0] != question:
        raise UnsoundRecord(
            f"question {question.key}: is on record with another wording, deadline, source, owner or time;"
            " a question never changes, ask another one under another key"
        )
    if not held:
        insert(connection, QUESTIONS, **_values(question), known=known)
    return not held


def find_question(connection: Connection, key: str) -> int:
    """Return the number of the question's row; NoSuchRecord when there is none."""
    number = connection.execute(select(QUESTIONS.c.id).where(QUESTIONS.c.key == whole(key))).scalar()
    if number is None:
        raise NoSuchRecord(f"{key}: no such question; `vigie judge show` lists them, `vigie judge ask` makes one")
    return int(number)


def _find_message(connection: Connection, record: Acknowledgement) -> None:
    held = select(ALERTS.c.id).where(ALERTS.c.message == whole(record.message), ALERTS.c.alert == whole(record.alert))
    if connection.execute(held).first() is None:
        raise NoSuchRecord(f"{record.message}: no such message of alert {record.alert}; `vigie alerts list` shows them")


def _find(connection: Connection, kind: type[Any], asked: dict[str, str | None], at: str) -> list[Any]:
    """Return the records of that kind, in the order in which they became known."""
    given = {name: whole(value) for name, value in asked.items() if value is not None}
    conditions = all_of(["x.known <= :at", *(f"x.{name} = :{name}" for name in given)])
    table = _TABLES[kind].name
    rows = ask(connection, f"SELECT * FROM {table} x WHERE {conditions} ORDER BY x.known, x.id", given | {"at": at})
    return [_read_row(kind, row) for row in rows]


def _read_row(kind: type[Any], row: RowMapping) -> Any:
    values = {f.name: row[_COLUMNS.get(f.name, f.name)] for f in fields(kind)}
    if kind is Judgment:
        values["inputs"] = tuple(json.loads(values["inputs"]))
    return kind(**values)


def find_questions(connection: Connection, question: str | None, at: str) -> list[Question]:
    """Return the questions, or the one of that key."""
    return _find(connection, Question, {"key": question}, at)


def find_judgments(connection: Connection, question: str | None, at: str) -> list[Judgment]:
    """Return the judgments, of one question or of all."""
    return _find(connection, Judgment, {"question": question}, at)


def find_resolutions(connection: Connection, question: str | None, at: str) -> list[Resolution]:
    """Return how questions came out."""
    return _find(connection, Resolution, {"question": question}, at)


def find_acknowledgements(connection: Connection, alert: str | None, at: str) -> list[Acknowledgement]:
    """Return who took which alert in hand."""
    return _find(connection, Acknowledgement, {"alert": alert}, at)


def iter_judged(connection: Connection, at: str) -> Iterator[dict[str, Any]]:
    """Yield everything that was known, questions first, each with its schema."""
    for schema, kind in SCHEMAS.items():
        for record in _find(connection, kind, {}, at):
            yield {"schema": schema, **asdict(record)}


def read_judged(data: Mapping[str, Any]) -> JudgedRecord | None:
    """Return what a line holds of what was judged, or None when it is about something else."""
    kind = SCHEMAS.get(str(data.get("schema")))
    if kind is None:
        return None
    values = {f.name: data[f.name] for f in fields(kind)}
    if kind is Judgment:
        values["inputs"] = tuple(data["inputs"])
    found: JudgedRecord = kind(**values)
    return found
