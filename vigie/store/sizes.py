"""How much a ledger holds."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, func, select

from vigie.store.records import Size
from vigie.store.schema import LEDGER, READINGS, SIGHTINGS, TABLES, TEXTS


def measure(connection: Connection, path: Path, at: str) -> Size:
    """Return rows by table, characters of text and the first and last known time; the bytes are those on the disk."""
    rows = {}
    for table in TABLES:
        if table is not LEDGER and table is not SIGHTINGS:
            count = select(func.count()).select_from(table).where(table.c.known <= at)
            if "seq" in table.c:
                count = count.where(table.c.seq == 0)  # a corrected record is still one
            rows[table.name] = connection.execute(count).scalar_one()
    chars = connection.execute(
        select(func.coalesce(func.sum(TEXTS.c.chars), 0)).where(TEXTS.c.known <= at)
    ).scalar_one()
    span = select(func.min(READINGS.c.known), func.max(READINGS.c.known)).where(READINGS.c.known <= at)
    first, last = connection.execute(span).one()
    files = (path, path.with_name(path.name + "-wal"))
    return Size(rows, chars, sum(file.stat().st_size for file in files if file.exists()), first, last)
