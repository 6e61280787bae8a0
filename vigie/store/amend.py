"""Corrections and retractions: new rows with an author and a reason, beside the old ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, select

from vigie.errors import AmendedMeanwhile, NoSuchRecord, UnsoundRecord
from vigie.model.event import POLARITIES, PRECISIONS, STATUSES
from vigie.model.reading import ENTITY_TYPES
from vigie.model.statement import KINDS, MODALITIES, NEGATIVE_EVIDENCE, SCOPES
from vigie.store.flatten import Row
from vigie.store.forms import find_day, hash_values, whole, write_list
from vigie.store.records import Amendment
from vigie.store.rows import file_rows
from vigie.store.schema import AMENDMENTS, DOCUMENTS, FILED
from vigie.text.fold import make_whole

_KINDS = {"s": "statement", "e": "event", "n": "entity"}
_WORDS = frozenset({"any text"})
_DATE = frozenset({"a day"})
_NUMBER = frozenset({"a number"})
LISTS = frozenset({"codes", "modality", "actor_codes", "recipient_codes"})
_MANDATORY = frozenset({"kind", "scope", "status", "polarity", "name", "modality"}) | LISTS
NUMBERS = frozenset({"lat", "lon"})

CORRECTABLE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "statement": {
        "speaker": _WORDS, "entity": _WORDS, "role": _WORDS, "country": _WORDS, "codes": _WORDS,
        "modality": frozenset(MODALITIES), "kind": frozenset(KINDS), "scope": frozenset(SCOPES),
        "negative_evidence": frozenset(NEGATIVE_EVIDENCE), "valid_from": _DATE, "valid_to": _DATE, "same_as": _WORDS,
    },
    "event": {
        "type": _WORDS, "vigie_type": _WORDS, "mode": _WORDS, "actor": _WORDS, "actor_codes": _WORDS,
        "recipient": _WORDS, "recipient_codes": _WORDS, "status": frozenset(STATUSES),
        "polarity": frozenset(POLARITIES), "place": _WORDS, "place_country": _WORDS, "lat": _NUMBER, "lon": _NUMBER,
        "precision": frozenset(PRECISIONS), "attributed_to": _WORDS, "valid_from": _DATE, "valid_to": _DATE,
        "same_as": _WORDS,
    },
    "entity": {
        "name": _WORDS, "type": frozenset(ENTITY_TYPES), "country": _WORDS, "codes": _WORDS, "same_as": _WORDS,
    },
}  # fmt: skip


def amend(connection: Connection, wanted: Amendment, realm: str, seen: int | None) -> Amendment:
    """Return the amendment as it was filed; the same one twice is filed once."""
    document, kind = _find_target(connection, wanted.key)
    _check_signed(wanted)
    changes = check_changes(connection, kind, wanted) if wanted.action == "correct" else {}
    filed = Amendment(
        wanted.key, kind, wanted.action, changes, make_whole(wanted.author), make_whole(wanted.reason), wanted.known
    )
    digest = hash_values(filed.key, filed.action, changes, filed.author, filed.reason, filed.known)
    if connection.execute(select(AMENDMENTS.c.id).where(AMENDMENTS.c.hash == digest)).first() is not None:
        return filed
    _check_seen(connection, wanted.key, seen)
    number = connection.execute(select(func.coalesce(func.max(AMENDMENTS.c.id), 0) + 1)).scalar_one()
    row = {
        "id": number, "hash": digest, "key": filed.key, "kind": kind, "action": filed.action,
        "changes": json.dumps(changes, sort_keys=True), "author": filed.author, "reason": filed.reason,
        "document": document, "realm": realm, "known": filed.known,
    }  # fmt: skip
    connection.execute(AMENDMENTS.insert(), [row])
    if filed.action == "correct":
        table = FILED[kind]
        readings = select(table.c.reading).where(table.c.key == filed.key).distinct().order_by(table.c.reading)
        for reading in connection.execute(readings).scalars().all():
            _correct_rows(connection, table, int(reading), filed.key)
    return filed


def carry_over(connection: Connection, document: int, reading: int) -> None:
    """Return nothing; apply to a new reading what was corrected in earlier readings of its document."""
    corrected = (
        select(AMENDMENTS.c.kind, AMENDMENTS.c.key)
        .where(AMENDMENTS.c.document == document, AMENDMENTS.c.action == "correct")
        .distinct()
        .order_by(AMENDMENTS.c.key)
    )
    for kind, key in connection.execute(corrected).all():
        _correct_rows(connection, FILED[kind], reading, key)


def _correct_rows(connection: Connection, table: Table, reading: int, key: str) -> None:
    """Write the record anew after each of its corrections, in the order in which they were known.

    Rows from before stay. A correction that comes in late but was known earlier is put in its place by writing the
    ones after it again: of two rows known at the same time the one with the higher `seq` holds.
    """
    versions = connection.execute(
        select(table).where(table.c.reading == reading, table.c.key == key).order_by(table.c.seq)
    )
    rows: list[Row] = [dict(row) for row in versions.mappings()]
    if not rows:
        return
    corrections = connection.execute(
        select(AMENDMENTS)
        .where(AMENDMENTS.c.key == key, AMENDMENTS.c.action == "correct")
        .order_by(AMENDMENTS.c.known, AMENDMENTS.c.hash)
    )
    at, seq, written = rows[0], rows[-1]["seq"], []
    since = rows[0]["known"]
    for one in corrections.mappings():
        seq += 1
        at = _apply(at, json.loads(one["changes"])) | {"seq": seq, "known": max(since, one["known"])}
        written.append(at)
    file_rows(connection, table.name, written)


def _apply(row: Row, changes: Mapping[str, Any]) -> Row:
    changed = row | {name: write_list(value) if name in LISTS else value for name, value in changes.items()}
    if "valid_from" in changes or "valid_to" in changes:
        day = changed["valid_to"] or changed["valid_from"]
        changed |= {"dated": "stated" if day else None, "day": day}
    return changed


def _find_target(connection: Connection, key: str) -> tuple[int, str]:
    """Return the document's number and what kind of record the key names."""
    stem, _, rest = key.partition(".")
    document = connection.execute(select(DOCUMENTS.c.id).where(DOCUMENTS.c.key == stem)).scalar()
    kind = _KINDS.get(rest[:1], "") if "." in key else "document"
    if document is not None and (kind == "document" or kind in FILED and _is_held(connection, FILED[kind], key)):
        return int(document), kind
    raise NoSuchRecord(f"{key}: no such record; the keys are in `vigie search` and `vigie ledger export`")


def _is_held(connection: Connection, table: Table, key: str) -> bool:
    return connection.execute(select(table.c.id).where(table.c.key == key).limit(1)).first() is not None


def _check_signed(wanted: Amendment) -> None:
    for name, value in (("author", wanted.author), ("reason", wanted.reason)):
        if not value.strip():
            raise UnsoundRecord(f"{wanted.key}: a change without {name}; say who changes it and why")


def _check_seen(connection: Connection, key: str, seen: int | None) -> None:
    if seen is None:
        return
    held = connection.execute(select(func.count()).where(AMENDMENTS.c.key == key)).scalar_one()
    if held != seen:
        raise AmendedMeanwhile(f"{key}: somebody changed it meanwhile ({held} changes, you saw {seen}); look again")


def check_changes(connection: Connection, kind: str, wanted: Amendment) -> dict[str, Any]:
    """Return the changes as they will be kept; UnsoundRecord names the first that cannot be."""
    allowed = CORRECTABLE.get(kind)
    if allowed is None:
        raise UnsoundRecord(f"{wanted.key}: a document's text never changes; retract it, or file its new version")
    if not wanted.changes:
        raise UnsoundRecord(f"{wanted.key}: nothing to correct; name one of {', '.join(allowed)}")
    for name, value in wanted.changes.items():
        if name not in allowed:
            raise UnsoundRecord(f"{wanted.key}: {name!r} cannot be corrected; use one of {', '.join(allowed)}")
        _check_value(f"{wanted.key}: {name}", name, value, allowed[name])
    other = wanted.changes.get("same_as")
    if other is not None and (other == wanted.key or not _is_held(connection, FILED[kind], other)):
        raise NoSuchRecord(f"{wanted.key}: cannot be the same as {other}; name another {kind} of this ledger")
    return {name: whole(v) if isinstance(v, str) else v for name, v in sorted(wanted.changes.items())}


def _check_value(owner: str, name: str, value: Any, allowed: frozenset[str]) -> None:
    if value is None and name not in _MANDATORY:
        return
    if name in LISTS:
        values = value if isinstance(value, (list, tuple)) else [None]
        sound = all(isinstance(v, str) and v.split() == [v] for v in values) and (bool(values) or name != "modality")
    elif allowed is _NUMBER:
        values, sound = [], isinstance(value, (int, float)) and not isinstance(value, bool)
    else:
        values, sound = [value], isinstance(value, str) and bool(value.strip())
    if sound and allowed is _DATE:
        sound = find_day(value) == value
    if sound and allowed not in (_WORDS, _DATE, _NUMBER):
        sound = set(values) <= allowed
    if not sound:
        choice = ", ".join(sorted(allowed))
        raise UnsoundRecord(f"{owner} {value!r}; use {'a list of ' if name in LISTS else ''}{choice}")
