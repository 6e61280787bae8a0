"""How far a question must look: a large ledger is not read through for a small answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from vigie.store.current import ask
from vigie.store.forms import ALWAYS

FEW = 5_000
"""So many rows are quickly looked at and sorted; for more the order of the index is followed until the page is full."""
MANY_DOCUMENTS = 500
"""So many documents hold more records than are quickly sorted."""
MANY = 20_000
"""So many matches say nothing by their rank any more, and are given newest first."""


def find_reach(connection: Connection, table: str, at: str) -> int | None:
    """Return the highest number a row known at that time can have, or None when all rows may be known."""
    if at == ALWAYS:
        return None
    if table == "documents":  # a document may have been read before it says it was known, by filing of earlier times
        sql = "SELECT max(document) AS reach FROM readings INDEXED BY readings_by_known_document WHERE known <= :at"
        return int(ask(connection, sql, {"at": at})[0]["reach"] or 0)
    newest = f"(SELECT id, known FROM {table} ORDER BY id DESC LIMIT {FEW})"
    for rows in (newest, f"{table} INDEXED BY {table}_by_known"):  # of late, or long ago: each looks at few rows
        reach = ask(connection, f"SELECT max(+id) AS reach FROM {rows} WHERE known <= :at", {"at": at})[0]["reach"]
        if reach is not None:
            return int(reach)
    return 0


def bound_rows(reach: int | None, column: str) -> list[str]:
    """Return the condition on the row's number; the plus keeps a wide bound from being used as an index."""
    if reach is None:
        return []
    return [f"{'' if reach <= FEW else '+'}{column} <= {reach}"]


def has_more(connection: Connection, index: str, words: str, than: int) -> bool:
    """Return whether more rows than so many match the words."""
    sql = f"SELECT count(*) AS held FROM (SELECT 1 FROM {index} WHERE {index} MATCH :words LIMIT :most)"
    values: dict[str, Any] = {"words": words, "most": than + 1}
    return int(ask(connection, sql, values)[0]["held"]) > than


def has_many_documents(connection: Connection, source: str) -> bool:
    """Return whether a source has so many documents that the order of days is the shorter way to its records."""
    sql = "SELECT count(*) AS held FROM (SELECT 1 FROM documents WHERE source = :source LIMIT :most)"
    return int(ask(connection, sql, {"source": source, "most": MANY_DOCUMENTS})[0]["held"]) == MANY_DOCUMENTS
