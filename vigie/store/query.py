"""Questions to a ledger and their answers, newest day first. Every one is asked as known at some time."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any

from sqlalchemy import Connection, RowMapping

from vigie.errors import InputError, NoSuchRecord
from vigie.model import Reading, Span
from vigie.store.current import CORRECTIONS, all_of, ask, filed_holds, is_retracted, reading_holds, version_holds
from vigie.store.filters import REPORTED_SINCE, VERSIONS, Filters, check_day, find_conditions
from vigie.store.forms import read_list, read_spans, read_statement_spans, unpack_text
from vigie.store.reach import FEW, bound_rows, find_reach, has_many_documents, has_more
from vigie.store.records import (
    Amendment,
    FiledDocument,
    FiledEntity,
    FiledEvent,
    FiledFlag,
    FiledLink,
    FiledQuantity,
    FiledReading,
    FiledStatement,
    FiledUnread,
    Source,
)
from vigie.store.unpack import unpack_changes, unpack_reading

_LISTS = frozenset({"codes", "modality", "contexts", "actor_codes", "recipient_codes"})
_DOCUMENT = f"""d.id AS number, d.*, t.hash AS text_hash, t.chars AS chars, {version_holds("d.id")} AS current,
    r.code AS code, r.pack AS pack, r.lang AS read_as,
    (SELECT min(g.fetched) FROM sightings g WHERE g.document = d.id AND g.known <= :at) AS first_fetched,
    (SELECT min(g.known) FROM sightings g WHERE g.document = d.id) AS first_known"""
_DOCUMENTS = f"""documents d JOIN texts t ON t.id = d.text JOIN readings r ON r.document = d.id
    AND {reading_holds("r.id", "d.id")}"""


def _page(limit: int | None, offset: int) -> dict[str, int]:
    return {"limit": -1 if limit is None else limit, "offset": offset}


def check_versions(versions: str) -> str:
    """Return the word; InputError on another than the two that mean something."""
    if versions not in VERSIONS:
        raise InputError(f"versions {versions!r}; use one of {', '.join(VERSIONS)}")
    return versions


def find_records(
    connection: Connection, table: str, filters: Filters, at: str, versions: str, limit: int | None, offset: int
) -> list[RowMapping]:
    """Return the rows of statements or events that stand and fit, newest day first, those without a day last."""
    asked, values = find_conditions(
        table, filters, is_common=partial(has_more, connection, "statement_words", than=FEW),
        is_large=partial(has_many_documents, connection),
    )  # fmt: skip
    asked = [*bound_rows(find_reach(connection, table, at), "x.id"), *asked]
    holds = filed_holds(table, keyed=True, versions=check_versions(versions))
    merged = [] if filters.key else ["x.same_as IS NULL"]
    return ask(
        connection,
        f"SELECT x.*, {CORRECTIONS} AS corrections FROM {table} x WHERE {all_of([*asked, *holds, *merged])}"
        " ORDER BY x.day DESC, x.key DESC LIMIT :limit OFFSET :offset",
        values | {"at": at} | _page(limit, offset),
    )


def read_statement(row: RowMapping) -> FiledStatement:
    """Return the statement that the row holds."""
    low = row["likelihood_low"]
    special = {
        "id": row["sid"], "likelihood": None if low is None else (low, row["likelihood_high"]),
        **read_statement_spans(row["spans"]),
    }  # fmt: skip
    return FiledStatement(**_values(FiledStatement, row, special))


def read_event(row: RowMapping) -> FiledEvent:
    """Return the event that the row holds."""
    spans = {name: read_spans(row["spans"], name) for name in ("anchor", "mentions")}
    return FiledEvent(**_values(FiledEvent, row, {"id": row["eid"], **spans}))


def _values(kind: type[Any], row: RowMapping, special: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record; those of the same name as a column are taken as they are, lists opened."""
    found = {"document": str(row["key"])[:24]} | special
    for name in (f.name for f in fields(kind) if f.name not in found):
        found[name] = read_list(row[name]) if name in _LISTS else row[name]
    return found


def find_entities(connection: Connection, asked: dict[str, Any], at: str, limit: int | None) -> list[FiledEntity]:
    """Return the entities of a document, or those of one name or key, merged ones too."""
    conditions = {
        "document": "x.document = (SELECT id FROM documents WHERE key = :document)",
        "name": "x.name = :name", "key": "x.key = :key",
    }  # fmt: skip
    given = {name: value for name, value in asked.items() if value is not None}
    holds = filed_holds("entities", keyed=True, versions="all" if "document" in given else "current")
    rows = ask(
        connection,
        f"SELECT x.*, {CORRECTIONS} AS corrections FROM entities x"
        f" WHERE {all_of([*(conditions[n] for n in given), *holds])} ORDER BY x.key LIMIT :limit OFFSET :offset",
        given | {"at": at} | _page(limit, 0),
    )
    return [
        FiledEntity(**_values(FiledEntity, row, {"id": row["eid"], "mentions": read_spans(row["spans"], "mentions")}))
        for row in rows
    ]


def _of_document(
    connection: Connection, table: str, document: str | None, kind: str | None, at: str, since: str | None
) -> list[Any]:
    conditions = [*filed_holds(table, keyed=False, versions="all" if document else "current")]
    conditions += ["o.key = :document"] if document else []
    conditions += [f"x.{'relation' if table == 'links' else 'kind'} = :kind"] if kind else []
    conditions += [REPORTED_SINCE.format(at="o")] if since else []
    return ask(
        connection,
        f"SELECT x.*, o.key AS of_document FROM {table} x JOIN documents o ON o.id = x.document"
        f" WHERE {all_of(conditions)} ORDER BY x.day DESC, o.key, x.id",
        {"document": document, "kind": kind, "at": at, "reported_since": since},
    )


def find_quantities(connection: Connection, document: str | None, at: str, since: str | None) -> list[FiledQuantity]:
    """Return the numbers of a document, or of all."""
    return [
        FiledQuantity(
            row["of_document"], row["qid"], row["words"], Span(row["start"], row["end"]), row["value"], row["low"],
            row["high"], row["unit"], row["of"], row["valid_from"], row["valid_to"], row["known"],
        )
        for row in _of_document(connection, "quantities", document, None, at, since)
    ]  # fmt: skip


def find_links(
    connection: Connection, document: str | None, relation: str | None, at: str, since: str | None
) -> list[FiledLink]:
    """Return the links of a document, or of all."""
    return [
        FiledLink(
            row["of_document"], row["relation"], row["a"], row["b"],
            None if row["marker_start"] is None else Span(row["marker_start"], row["marker_end"]), row["why"],
            row["valid_from"], row["valid_to"], row["known"],
        )
        for row in _of_document(connection, "links", document, relation, at, since)
    ]  # fmt: skip


def find_flags(
    connection: Connection, document: str | None, kind: str | None, at: str, since: str | None
) -> list[FiledFlag]:
    """Return the flags of a document, or of all."""
    return [
        FiledFlag(
            row["of_document"], row["kind"], Span(row["start"], row["end"]), row["message"], row["valid_from"],
            row["valid_to"], row["known"],
        )
        for row in _of_document(connection, "flags", document, kind, at, since)
    ]  # fmt: skip


_DOCUMENT_CONDITIONS = {
    "key": "d.key = :key", "id": "d.ref = :id", "item": "d.item = :item", "source": "d.source = :source",
    "url": "d.url = :url", "text_hash": "t.hash = :text_hash", "since": "d.day >= :since", "until": "d.day <= :until",
    "reported_since": REPORTED_SINCE.format(at="d"),
}  # fmt: skip


def find_documents(
    connection: Connection, asked: dict[str, Any], at: str, versions: str, limit: int | None, offset: int
) -> list[FiledDocument]:
    """Return the documents, newest day first; one asked for by its key is given whatever became of it."""
    given = {
        name: check_day(name, value) if name in ("since", "until", "reported_since") else value
        for name, value in asked.items()
        if value is not None
    }
    conditions = [_DOCUMENT_CONDITIONS[name] for name in given]
    if "key" not in given:
        conditions.append(f"NOT {is_retracted('d.key')}")
        if check_versions(versions) == "current":
            conditions.append(version_holds("d.id"))
    conditions = [*bound_rows(find_reach(connection, "documents", at), "d.id"), *conditions]
    rows = ask(
        connection,
        f"SELECT {_DOCUMENT} FROM {_DOCUMENTS} WHERE {all_of(conditions)}"
        " ORDER BY d.day DESC, d.key DESC LIMIT :limit OFFSET :offset",
        given | {"at": at} | _page(limit, offset),
    )
    return [read_document(row) for row in rows]


def read_document(row: RowMapping) -> FiledDocument:
    """Return the document that the row holds."""
    special = {
        "document": None,
        "id": row["ref"],
        "current": bool(row["current"]),
        "lang": row["read_as"],
        "fetched": row["first_fetched"],
        "known": row["first_known"],
    }
    values = _values(FiledDocument, row, special)
    del values["document"]
    return FiledDocument(**values)


def find_readings(connection: Connection, document: str, at: str) -> list[FiledReading]:
    """Return all readings of a document, the best first."""
    rows = ask(
        connection,
        f"SELECT x.code, x.pack, x.lang, x.hash, x.known, {reading_holds('x.id', 'x.document')} AS current FROM readings x"
        " WHERE x.document = (SELECT id FROM documents WHERE key = :document) AND +x.known <= :at ORDER BY x.merit DESC",
        {"document": document, "at": at},
    )
    return [
        FiledReading(document, r["code"], r["pack"], r["lang"], r["hash"], bool(r["current"]), r["known"]) for r in rows
    ]


def load_reading(connection: Connection, document: str, hash: str | None, at: str) -> Reading:
    """Return the reading as its reader made it: the best one, or the one of that hash; corrections are not in it."""
    which = "r.hash = :hash" if hash else reading_holds("r.id", "d.id")
    rows = ask(
        connection,
        "SELECT r.body AS reading, t.body AS text FROM readings r JOIN documents d ON d.id = r.document"
        f" JOIN texts t ON t.id = d.text WHERE d.key = :document AND r.known <= :at AND {which}",
        {"document": document, "hash": hash, "at": at},
    )
    if not rows:
        raise NoSuchRecord(f"{document}: no such reading; the keys are in `vigie search` and `vigie ledger export`")
    return unpack_reading(rows[0]["reading"], rows[0]["text"])


def find_sources(connection: Connection, key: str | None, at: str) -> list[Source]:
    """Return every source as it was last described."""
    rows = ask(
        connection,
        f"SELECT * FROM sources s WHERE s.known <= :at {'AND s.key = :key' if key else ''} AND NOT EXISTS (SELECT 1"
        " FROM sources n WHERE n.key = s.key AND n.known <= :at AND (n.known, n.id) > (s.known, s.id)) ORDER BY s.key",
        {"key": key, "at": at},
    )
    return [Source(**{f.name: row[f.name] for f in fields(Source)}) for row in rows]


def find_unread(connection: Connection, source: str | None, at: str, limit: int | None) -> list[FiledUnread]:
    """Return what could not be read, latest first."""
    rows = ask(
        connection,
        f"SELECT * FROM unread u WHERE u.known <= :at {'AND u.source = :source' if source else ''}"
        " ORDER BY u.known DESC, u.hash LIMIT :limit OFFSET :offset",
        {"source": source, "at": at} | _page(limit, 0),
    )
    return [
        FiledUnread(u["ref"], u["kind"], u["reason"], u["source"], u["url"], u["fetched"], u["known"]) for u in rows
    ]


def find_amendments(connection: Connection, key: str | None, document: str | None, at: str) -> list[Amendment]:
    """Return the history of a record, of a document with its records, or of all, in the order it was known."""
    conditions = ["a.known <= :at"] + ["a.key = :key"] * (key is not None)
    conditions += ["a.document = (SELECT id FROM documents WHERE key = :document)"] * (document is not None)
    rows = ask(
        connection,
        f"SELECT * FROM amendments a WHERE {all_of(conditions)} ORDER BY a.known, a.hash",
        {"key": key, "document": document, "at": at},
    )
    return [
        Amendment(a["key"], a["kind"], a["action"], unpack_changes(a["changes"]), a["author"], a["reason"], a["known"])
        for a in rows
    ]


def load_text(connection: Connection, document: str) -> str:
    """Return the text of a document."""
    rows = ask(
        connection,
        "SELECT t.body AS text FROM documents d JOIN texts t ON t.id = d.text WHERE d.key = :document",
        {"document": document},
    )
    if not rows:
        raise NoSuchRecord(f"{document}: no such document; the keys are in `vigie search` and `vigie ledger export`")
    return unpack_text(rows[0]["text"])
