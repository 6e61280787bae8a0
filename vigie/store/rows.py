"""Adding rows: numbered by us, so that the index of words can be told which words are whose."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, func, select

from vigie.store.flatten import Row
from vigie.store.schema import METADATA

# What the index of words is given of a row: its own words, and the kind of act in words one would look for.
_STATEMENT_WORDS = "SELECT id, words, speaker FROM statements"
_EVENT_WORDS = """SELECT id, context, coalesce(place, '') || ' ' || replace(coalesce(vigie_type, ''), '_', ' ')
    || ' ' || coalesce(type, '') FROM events"""
_INDEXED = {
    "statements": f"INSERT INTO statement_words (rowid, words, speaker) {_STATEMENT_WORDS}",
    "events": f"INSERT INTO event_words (rowid, words, named) {_EVENT_WORDS}",
}


def file_rows(connection: Connection, name: str, rows: list[Row]) -> None:
    """Return nothing; add the rows to their table, and their words to the index."""
    if not rows:
        return
    table: Table = METADATA.tables[name]
    first = next_number(connection, table)
    numbered = [row | {"id": first + n} for n, row in enumerate(rows)]
    if "seq" in table.c:
        numbered = [{"seq": 0, "same_as": None} | row for row in numbered]
    connection.execute(table.insert(), numbered)
    if name in _INDEXED:
        connection.exec_driver_sql(f"{_INDEXED[name]} WHERE id >= ?", (first,))


def next_number(connection: Connection, table: Table) -> int:
    """Return the number of the next row; nobody else can take it, since the writer holds the lock."""
    highest: int = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    return highest + 1


def insert(connection: Connection, table: Table, **values: Any) -> int:
    """Return the number of the row, now added."""
    number = next_number(connection, table)
    connection.execute(table.insert().values(id=number, **values))
    return number
