"""What holds at a known time, as conditions in SQL. `:at` is the bound on known times in every one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, text

# Of all versions of an item the one that was seen last.
_VERSION = """{document} = (SELECT g.document FROM sightings g
    WHERE g.item = (SELECT i.item FROM documents i WHERE i.id = {document}) AND g.known <= :at
    ORDER BY g.turn DESC LIMIT 1)"""

# Of all readings of a version the one by the best reader, and of that reader's the latest.
_READING = """{reading} = (SELECT r.id FROM readings r
    WHERE r.document = {document} AND r.known <= :at ORDER BY r.merit DESC LIMIT 1)"""

# Taken back, and not restored since.
_RETRACTED = """EXISTS (SELECT 1 FROM amendments a WHERE a.key = {key} AND a.action = 'retract' AND a.known <= :at
    AND NOT EXISTS (SELECT 1 FROM amendments b WHERE b.key = a.key AND b.action = 'restore' AND b.known <= :at
        AND (b.known, b.hash) > (a.known, a.hash)))"""

# Corrected since.
_SUPERSEDED = """EXISTS (SELECT 1 FROM {table} n WHERE n.reading = x.reading AND n.key = x.key AND n.known <= :at
    AND (n.known, n.seq) > (x.known, x.seq))"""

CORRECTIONS = "(SELECT count(*) FROM amendments c WHERE c.key = x.key AND c.action = 'correct' AND c.known <= :at)"


def version_holds(document: str) -> str:
    """Return the condition that this is the current version of its item."""
    return _VERSION.format(document=document)


def reading_holds(reading: str, document: str) -> str:
    """Return the condition that this is the current reading of its document."""
    return _READING.format(reading=reading, document=document)


def is_retracted(key: str) -> str:
    """Return the condition that the record of this key was taken back."""
    return _RETRACTED.format(key=key)


def filed_holds(table: str, *, keyed: bool, versions: str) -> list[str]:
    """Return the conditions that a row `x` of the table stands: read best, seen last, not taken back, not corrected."""
    found = ["x.known <= :at", reading_holds("x.reading", "x.document")]
    if versions == "current":
        found.append(version_holds("x.document"))
    if keyed:
        found.append(f"NOT {_SUPERSEDED.format(table=table)}")
        found.append(f"NOT {is_retracted('x.key')}")
    owner = "substr(x.key, 1, 24)" if keyed else "(SELECT o.key FROM documents o WHERE o.id = x.document)"
    return [*found, f"NOT {is_retracted(owner)}"]


def ask(connection: Connection, sql: str, values: Mapping[str, Any]) -> list[RowMapping]:
    """Return the rows that answer."""
    return list(connection.execute(text(sql), values).mappings())


def all_of(conditions: Iterable[str]) -> str:
    """Return the conditions as one."""
    return " AND ".join(f"({c})" for c in conditions) or "1"
