"""Words looked for in statements, events and texts, blind to accents and capitals; the best matches first."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import Connection, RowMapping

from vigie.errors import InputError
from vigie.store.current import CORRECTIONS, all_of, ask, filed_holds, is_retracted, version_holds
from vigie.store.filters import EVENTS, STATEMENTS, Filters, check_day, find_conditions, is_about, parse_words
from vigie.store.forms import unpack_text
from vigie.store.query import check_versions, find_documents, read_event, read_statement
from vigie.store.reach import MANY, find_reach, has_more
from vigie.store.records import FiledDocument, Hit

KINDS = ("statement", "event", "document")
_AROUND = 90


def find_hits(
    connection: Connection, query: str, filters: Filters, kinds: tuple[str, ...], at: str, versions: str, limit: int
) -> list[Hit]:
    """Return up to `limit` hits of each kind: statements, then events, then documents.

    A filter that only statements or only events can meet leaves the other kinds out.
    """
    words = parse_words(query)
    found: list[Hit] = []
    for kind in choose_kinds(kinds, filters):
        if kind == "document":
            found += _find_in_texts(connection, query, words, filters, at, versions, limit)
        else:
            found += _find_in_records(connection, kind, words, filters, at, versions, limit)
    return found


def choose_kinds(kinds: tuple[str, ...], filters: Filters) -> tuple[str, ...]:
    """Return the kinds that can meet the filters; InputError when none can."""
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise InputError(f"{unknown[0]!r}: no kind of record to search; use some of {', '.join(KINDS)}")
    of_statements, of_events = is_about(filters, STATEMENTS), is_about(filters, EVENTS)
    left_out = {"event": of_statements, "statement": of_events, "document": of_statements or of_events}
    if not of_statements and not of_events and filters.country is not None:
        left_out["document"] = True
    left = tuple(kind for kind in KINDS if kind in kinds and not left_out[kind])
    if not left:
        raise InputError("no record can meet these filters together; ask for a statement or for an event")
    return left


def _find_in_records(
    connection: Connection, kind: str, words: str, filters: Filters, at: str, versions: str, limit: int
) -> list[Hit]:
    table, index = f"{kind}s", f"{kind}_words"
    asked, values = find_conditions(table, filters)
    reach = find_reach(connection, table, at)
    conditions = [*asked, *filed_holds(table, keyed=True, versions=check_versions(versions)), "x.same_as IS NULL"]
    conditions = [f"{index}.rowid <= {reach}"] * (reach is not None) + conditions
    # The index comes first and is read in the order asked for, so that the search ends with the limit.
    order = f"{index}.rowid DESC" if has_more(connection, index, words, MANY) else f"{index}.rank"
    rows = ask(
        connection,
        f"SELECT x.*, {CORRECTIONS} AS corrections FROM {index} CROSS JOIN {table} x ON x.id = {index}.rowid"
        f" WHERE {index} MATCH :words AND {all_of(conditions)} ORDER BY {order} LIMIT :limit",
        values | {"words": words, "at": at, "limit": limit},
    )
    documents: dict[str, FiledDocument] = {}
    return [_make_hit(connection, kind, row, documents, at) for row in rows]


def _make_hit(connection: Connection, kind: str, row: RowMapping, documents: dict[str, FiledDocument], at: str) -> Hit:
    key = str(row["key"])[:24]
    if key not in documents:
        documents[key] = find_documents(connection, {"key": key}, at, "all", 1, 0)[0]
    if kind == "statement":
        return Hit(kind, row["words"], documents[key], read_statement(row))
    return Hit(kind, row["context"], documents[key], read_event(row))


_DOCUMENT_FILTERS = {
    "source": "d.source = :source", "document": "d.key = :document", "since": "d.day >= :since",
    "until": "d.day <= :until",
}  # fmt: skip


def _find_in_texts(
    connection: Connection, query: str, words: str, filters: Filters, at: str, versions: str, limit: int
) -> list[Hit]:
    values: dict[str, Any] = {"words": words, "at": at, "limit": limit}
    reach = find_reach(connection, "documents", at)
    order = (
        "document_words.rowid DESC" if has_more(connection, "document_words", words, MANY) else "document_words.rank"
    )
    conditions = [
        *[f"document_words.rowid <= {reach}"] * (reach is not None),
        "EXISTS (SELECT 1 FROM readings r WHERE r.document = d.id AND r.known <= :at)",
        f"NOT {is_retracted('d.key')}",
    ]
    if check_versions(versions) == "current":
        conditions.append(version_holds("d.id"))
    for name, condition in _DOCUMENT_FILTERS.items():
        value = getattr(filters, name)
        if value is not None:
            conditions.append(condition)
            values[name] = check_day(name, value) if name in ("since", "until") else value
    rows = ask(
        connection,
        "SELECT d.key AS key, d.text AS text FROM document_words CROSS JOIN documents d ON d.id = document_words.rowid"
        f" WHERE document_words MATCH :words AND {all_of(conditions)} ORDER BY {order} LIMIT :limit",
        values,
    )
    hits = []
    for row in rows:
        body = ask(connection, "SELECT body FROM texts WHERE id = :id", {"id": row["text"]})[0]["body"]
        document = find_documents(connection, {"key": row["key"]}, at, "all", 1, 0)[0]
        hits.append(Hit("document", cut_around(unpack_text(body), query), document))
    return hits


def strip_accents(text: str) -> str:
    """Return the text in small letters without accents, one character for one.

    >>> strip_accents("Été À Kyïv")
    'ete a kyiv'
    """
    return "".join(unicodedata.normalize("NFD", ch)[0] for ch in text.translate({0x130: "i"}).lower())


def cut_around(text: str, query: str) -> str:
    """Return the part of the text around the first of the words that stands in it, its line breaks made spaces."""
    bare = strip_accents(text)
    positive = [term for term in query.split() if not term.startswith("-")]
    places = [
        found.start()
        for term in re.findall(r"\w+", strip_accents(" ".join(positive)))
        if (found := re.search(rf"\b{re.escape(term)}", bare))
    ]
    at = min(places, default=0)
    start, end = max(0, at - _AROUND), min(len(text), at + 2 * _AROUND)
    part = " ".join(text[start:end].split())
    return ("… " if start else "") + part + (" …" if end < len(text) else "")
