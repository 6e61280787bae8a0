"""Events as one Parquet table, with the columns of the flat row; needs pyarrow, the extra `parquet`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import IO, Any

import click

from vigie.cli.render.acts import Act, encode_flat
from vigie.text.fold import make_whole

SCHEMA = "vigie-events/1"
_ROWS = 5_000
"""Rows held at once."""
COLUMNS = {
    "realm": "text", "exercise": "text", "id": "text", "document": "text", "record": "text", "source": "text",
    "url": "text", "title": "text", "lang": "text", "published": "day", "type": "text", "vigie_type": "text",
    "mode": "text", "contexts": "texts", "cameo": "text", "quad": "integer", "goldstein": "float", "actor": "text",
    "actor_name": "text", "actor_codes": "texts", "recipient": "text", "recipient_name": "text",
    "recipient_codes": "texts", "status": "text", "polarity": "text", "attributed_to": "text",
    "attributed_name": "text", "place": "text", "place_country": "text", "precision": "text", "lat": "float",
    "lon": "float", "geonameid": "text", "date_from": "day", "date_to": "day", "words": "text", "start": "integer",
    "end": "integer", "anchor": "spans", "mentions": "spans", "confidence": "float",
}  # fmt: skip
"""The columns in the order of the flat row, each with its type."""


def write_parquet(acts: Iterable[Act], stream: IO[bytes], *, realm: str) -> None:
    """Write one table of all events; the realm is in its metadata and in every row."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise click.UsageError(
            "--format parquet needs pyarrow, which is not installed; install the extra: pip install 'vigie[parquet]'"
        ) from None
    schema = make_schema(pa).with_metadata({"vigie.schema": SCHEMA, "vigie.realm": realm})
    rows = iter(acts)
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while held := [encode_row(act) for act in islice(rows, _ROWS)]:
            writer.write_table(pa.Table.from_pylist(held, schema=schema))


def make_schema(pa: Any) -> Any:
    """Return the schema of the table."""
    kinds = {
        "text": pa.string(), "texts": pa.list_(pa.string()), "integer": pa.int32(), "float": pa.float64(),
        "day": pa.date32(), "spans": pa.list_(pa.list_(pa.int32())),
    }  # fmt: skip
    return pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])


def encode_row(act: Act) -> dict[str, Any]:
    """Return the event's row in the types of the table; half characters, which UTF-8 cannot hold, are replaced."""
    return {name: _cell(COLUMNS[name], value) for name, value in encode_flat(act).items()}


def _cell(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "day":
        return _day(value)
    if kind == "texts":
        return [make_whole(word) for word in value]
    return make_whole(value) if kind == "text" else value


def _day(written: str) -> dt.date | None:
    """Return the day; anything but a day in ISO form stays unknown."""
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError:
        return None
