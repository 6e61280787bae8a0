"""Whether a ledger is sound: its file, its realm, every text, and every record on its words."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from vigie.model import Reading
from vigie.model.check import check_reading
from vigie.model.codec import dump_reading
from vigie.store.flatten import find_rows, flatten
from vigie.store.forms import hash_text, unpack_text
from vigie.store.unpack import unpack_reading

_INDEXES = {"document_words": "documents", "statement_words": "statements", "event_words": "events"}
_OF_ONE_REALM = (
    "documents", "sources", "unread", "amendments", "visits", "incoming", "alerts", "questions", "judgments",
    "resolutions", "acknowledgements",
)  # fmt: skip
_SPANNED = ("statements", "events", "entities", "quantities", "flags")


def find_faults(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the ledger, one sentence a fault."""
    damage = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    yield from (f"the file: {fault}" for fault in damage)
    if damage:
        return  # what stands in a broken file says nothing about what was written
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{row[0]} {row[1]}: points to a row of {row[2]} that is not there"
    yield from _realm_faults(connection)
    yield from _text_faults(connection)
    yield from _span_faults(connection)
    yield from _reading_faults(connection)
    for index, table in _INDEXES.items():
        held = connection.exec_driver_sql(
            f"SELECT (SELECT count(*) FROM {table}) - (SELECT count(*) FROM {index}_docsize)"
        ).scalar_one()
        if held:
            yield f"{index}: {abs(held)} rows too {'few' if held > 0 else 'many'} against {table}"


def _realm_faults(connection: Connection) -> Iterator[str]:
    realms = connection.exec_driver_sql("SELECT realm FROM ledger").scalars().all()
    if len(realms) != 1:
        yield f"the ledger names {len(realms)} realms, it must name one"
        return
    for table in _OF_ONE_REALM:
        for row in connection.execute(text(f"SELECT id, realm FROM {table} WHERE realm <> :r"), {"r": realms[0]}):
            yield f"{table} {row.id}: is of the {row.realm} realm in a ledger of the {realms[0]} realm"


def _text_faults(connection: Connection) -> Iterator[str]:
    for row in connection.exec_driver_sql("SELECT id, hash, chars, body FROM texts ORDER BY id"):
        try:
            found = unpack_text(row.body)
        except (zlib.error, UnicodeDecodeError) as error:
            yield f"text {row.id}: cannot be unpacked ({error})"
            continue
        if hash_text(found) != row.hash or len(found) != row.chars:
            yield f"text {row.id}: is not the text that was filed"


def _span_faults(connection: Connection) -> Iterator[str]:
    for table in _SPANNED:
        rows = connection.exec_driver_sql(
            f'SELECT x.id, x.start, x."end", t.chars FROM {table} x JOIN documents d ON d.id = x.document'
            f' JOIN texts t ON t.id = d.text WHERE x.start < 0 OR x.start >= x."end" OR x."end" > t.chars'
        )
        yield from (f"{table} {r[0]}: [{r[1]}:{r[2]}] is outside its text of {r[3]} characters" for r in rows)


def _reading_faults(connection: Connection) -> Iterator[str]:
    """Yield readings that are not what was filed, and rows that are not those of their reading."""
    rows = connection.execute(
        text(
            "SELECT r.id, r.hash, r.body AS reading, d.key, d.realm, t.body AS text FROM readings r"
            " JOIN documents d ON d.id = r.document JOIN texts t ON t.id = d.text ORDER BY r.id"
        )
    ).mappings()
    for row in rows:
        try:
            reading = unpack_reading(row["reading"], row["text"])
        except (zlib.error, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
            yield f"reading {row['id']}: cannot be unpacked ({error})"
            continue
        if hash_text(dump_reading(reading)) != row["hash"]:
            yield f"reading {row['id']}: is not the reading that was filed"
            continue
        yield from (f"reading {row['id']}: {fault}" for fault in check_reading(reading))
        if reading.document.realm != row["realm"]:
            yield f"reading {row['id']}: is of the {reading.document.realm} realm, its document of the other"
        yield from _row_faults(connection, row, reading)


def _row_faults(connection: Connection, row: RowMapping, reading: Reading) -> Iterator[str]:
    for table, wanted in find_rows(flatten(reading, row["key"])):
        columns = list(wanted[0]) if wanted else ["id"]
        first = "AND seq = 0" if table in ("statements", "events", "entities") else ""
        names = ", ".join(f'"{name}"' for name in columns)
        held = connection.execute(
            text(f"SELECT {names} FROM {table} WHERE reading = :reading {first} ORDER BY id"), {"reading": row["id"]}
        )
        if [tuple(r) for r in held] != [_values(w, columns) for w in wanted]:
            yield f"reading {row['id']}: its {table} are not those that were read"


def _values(row: dict[str, Any], columns: list[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in columns)
