"""A whole ledger as lines of JSON, and such lines back into one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection

from vigie.errors import UnsoundRecord
from vigie.model import Reading, Unread
from vigie.model.codec import decode_record, encode_reading, encode_unread
from vigie.store.current import ask
from vigie.store.forms import read_time, write_time
from vigie.store.judged_rows import JudgedRecord, iter_judged, read_judged
from vigie.store.query import find_amendments, find_sources, find_unread
from vigie.store.records import UNSTATED, Amendment, Origin, Source, Stamp
from vigie.store.shape import find_misfit
from vigie.store.unpack import unpack_reading
from vigie.store.watch_lines import WatchRecord, iter_watch, read_watch

SOURCE = "vigie-source/1"
AMENDMENT = "vigie-amendment/1"
ACTIONS = ("correct", "retract", "restore")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an export or of `vigie read --format jsonl`: what it holds, who read it, where it came from, of which realm it is
    and, if so, of which exercise."""

    record: Reading | Unread | Source | Amendment | WatchRecord | JudgedRecord
    stamp: Stamp = Stamp()
    origin: Origin = Origin()
    realm: str | None = None
    exercise: str | None = None


def write_lines(connection: Connection, realm: str, at: str, exercise: str | None = None) -> Iterator[str]:
    """Yield everything that was known, one line a record: sources, readings, unread documents, corrections, then
    the watch's own and what was judged.

    All readings of all versions are in it, not only the current ones, so that a new ledger answers as this one. With
    `exercise` every line bears that identifier.
    """
    mark = {"exercise": exercise} if exercise else {}
    for record in _iter_records(connection, realm, at):
        yield _write(record | mark)


def _iter_records(connection: Connection, realm: str, at: str) -> Iterator[dict[str, Any]]:
    for source in find_sources(connection, None, at):
        yield {"schema": SOURCE, "realm": realm, **asdict(source)}
    numbers = ask(connection, "SELECT id FROM readings WHERE known <= :at ORDER BY known, hash", {"at": at})
    for number in numbers:
        yield from _write_reading(connection, number["id"], at)
    for unread in reversed(find_unread(connection, None, at, None)):
        data = encode_unread(Unread(unread.id, unread.reason, unread.kind))
        origin = {"source": unread.source, "url": unread.url, "fetched": unread.fetched}
        yield data | {"ledger": origin | {"realm": realm, "known": unread.known}}
    for amendment in find_amendments(connection, None, None, at):
        yield {"schema": AMENDMENT, "realm": realm, **asdict(amendment)}
    for kept in iter_watch(connection, at):
        yield {"realm": realm} | kept
    yield from iter_judged(connection, at)


def _write_reading(connection: Connection, number: int, at: str) -> Iterator[dict[str, Any]]:
    """Yield the reading, once for every time that its version of the document was seen."""
    row = ask(
        connection,
        "SELECT r.*, d.key, d.source, d.url, d.fetched, t.body AS text_body FROM readings r"
        " JOIN documents d ON d.id = r.document JOIN texts t ON t.id = d.text WHERE r.id = :id",
        {"id": number},
    )[0]
    sightings = ask(
        connection,
        "SELECT fetched FROM sightings WHERE document = :document AND known <= :at ORDER BY turn",
        {"document": row["document"], "at": at},
    )
    data = encode_reading(unpack_reading(row["body"], row["text_body"]))
    data["reader"] = {"code": row["code"], "pack": row["pack"]}
    for sighting in sightings:
        origin = {"key": row["key"], "source": row["source"], "url": row["url"], "fetched": sighting["fetched"]}
        yield data | {"ledger": origin | {"known": row["known"]}}


def _write(record: Mapping[str, Any]) -> str:
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return line if line.isprintable() else json.dumps(record, allow_nan=False)


def read_line(line: str) -> Line:
    """Return what the line holds; UnsoundRecord when it is no line of ours."""
    try:
        data = json.loads(line)
        if not isinstance(data, dict):
            raise ValueError("no object")
        found = replace(_read_record(data), exercise=data.get("exercise"))
        misfit = find_misfit(found, Line, "line")
        if misfit:
            raise ValueError(f"{misfit.removeprefix('line.')} is not of its form")
        return found
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        reason = f"no {error} in it" if isinstance(error, KeyError) else str(error)
        raise UnsoundRecord(f"{reason}; give lines of `vigie read --format jsonl` or `vigie ledger export`") from error


def _read_record(data: Mapping[str, Any]) -> Line:
    if data.get("schema") == SOURCE:
        source = Source(data["key"], **{f.name: data.get(f.name) for f in fields(Source)[1:]})
        return Line(source, realm=data.get("realm"))
    if data.get("schema") == AMENDMENT:
        amendment = Amendment(**{f.name: data[f.name] for f in fields(Amendment)})
        if amendment.action not in ACTIONS:
            raise ValueError(f"action {amendment.action!r}; use one of {', '.join(ACTIONS)}")
        return Line(replace(amendment, known=write_time(read_time(amendment.known))), realm=data.get("realm"))
    kept = read_watch(data) or read_judged(data)
    if kept is not None:
        return Line(kept, realm=data.get("realm"))
    reader, origin = data.get("reader") or {}, data.get("ledger") or {}
    fetched = origin.get("fetched")
    return Line(
        decode_record(data),
        Stamp(reader.get("code", UNSTATED), reader.get("pack", UNSTATED)),
        Origin(origin.get("source"), origin.get("url"), read_time(fetched) if fetched else None),
        origin.get("realm"),
    )
