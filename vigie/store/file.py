"""Filing: what came in becomes rows, once, however often it comes in."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict

from sqlalchemy import Connection, select

from vigie.errors import UnsoundRecord, WrongRealm
from vigie.model import Document, Reading, Unread
from vigie.model.check import check_reading
from vigie.model.codec import dump_reading, encode_reading
from vigie.store.amend import carry_over
from vigie.store.flatten import find_rows, flatten
from vigie.store.forms import KEY_CHARS, find_day, hash_text, hash_values, pack_text, rank, whole, write_time
from vigie.store.records import RELIABILITY, Origin, Receipt, Source, Stamp
from vigie.store.rows import file_rows, insert
from vigie.store.schema import DOCUMENTS, READINGS, SIGHTINGS, SOURCES, TEXTS, UNREAD
from vigie.text.heading import is_headed

_SHOWN_FAULTS = 3


def check_realm(realm: str, reading: Reading) -> None:
    """Return nothing; WrongRealm when the document is of another realm than the ledger, or is headed as if it were."""
    document = reading.document
    is_headed_so = document.realm == "real" and is_headed(document.text)
    if is_headed_so or any(flag.kind == "exercise_heading" for flag in reading.flags):
        raise WrongRealm(
            f"{document.id}: headed EXERCISE but read as real; read it with --realm exercise "
            f"and keep it in a ledger made with --realm exercise"
        )
    if document.realm != realm:
        raise WrongRealm(
            f"{document.id}: a document of the {document.realm} realm in a ledger of the {realm} realm; "
            f"keep it in a ledger made with --realm {document.realm}"
        )


def check_words(realm: str, what: str, *words: str | None) -> None:
    """Return nothing; WrongRealm when words that a real ledger is to keep are headed EXERCISE."""
    if realm == "real" and any(is_headed(held) for held in words if held):
        raise WrongRealm(f"{what}: headed EXERCISE; keep it in a ledger made with --realm exercise")


def check_sound(reading: Reading) -> None:
    """Return nothing; UnsoundRecord when a record of the reading does not rest on its text."""
    faults = check_reading(reading)
    if faults:
        more = f"; and {len(faults) - _SHOWN_FAULTS} more" if len(faults) > _SHOWN_FAULTS else ""
        raise UnsoundRecord(f"{reading.document.id}: {'; '.join(faults[:_SHOWN_FAULTS])}{more}; read the text again")


def file_reading(connection: Connection, reading: Reading, stamp: Stamp, origin: Origin, known: str) -> Receipt:
    """Return what of the reading was new; document, text, reading and all its rows are filed together."""
    document, key, is_new = _file_document(connection, reading.document, origin, known)
    digest = hash_text(dump_reading(reading))
    same = select(READINGS.c.id).where(
        READINGS.c.document == document, READINGS.c.code == stamp.code, READINGS.c.pack == stamp.pack,
        READINGS.c.hash == digest,
    )  # fmt: skip
    if connection.execute(same).first() is not None:
        return Receipt(key, is_new, False)
    number = insert(
        connection, READINGS, document=document, code=stamp.code, pack=stamp.pack, hash=digest,
        merit=f"{rank(stamp.code)}|{known}|{digest[:KEY_CHARS]}", lang=reading.document.lang, body=_pack(reading),
        known=known,
    )  # fmt: skip
    for name, rows in find_rows(flatten(reading, key)):
        file_rows(connection, name, [row | {"reading": number, "document": document, "known": known} for row in rows])
    carry_over(connection, document, number)
    return Receipt(key, is_new, True)


def _pack(reading: Reading) -> bytes:
    """Return the reading in full but for its text, which is kept once for all its readings."""
    encoded = encode_reading(reading)
    encoded["document"]["text"] = ""
    return zlib.compress(json.dumps(encoded, separators=(",", ":")).encode("ascii"), 6)


def _file_document(connection: Connection, document: Document, origin: Origin, known: str) -> tuple[int, str, bool]:
    """Return number and key of the document's row, and whether it is new."""
    text_hash = hash_text(document.text)
    digest = hash_values(document.id, origin.source, origin.url, document.title, document.published, text_hash)
    fetched = write_time(origin.fetched) if origin.fetched else None
    item = find_item(document, origin, text_hash)
    held = connection.execute(select(DOCUMENTS.c.id).where(DOCUMENTS.c.hash == digest)).first()
    key = digest[:KEY_CHARS]
    if held is None:
        number = insert(
            connection, DOCUMENTS, hash=digest, key=key, item=item, ref=whole(document.id), title=whole(document.title),
            lang=document.lang, published=document.published, day=find_day(document.published), source=origin.source,
            url=whole(origin.url), fetched=fetched, text=file_text(connection, document.text, text_hash, known),
            realm=document.realm, known=known,
        )  # fmt: skip
        connection.exec_driver_sql(
            "INSERT INTO document_words (rowid, title, body) VALUES (?, ?, ?)",
            (number, whole(document.title), whole(document.text)),
        )
    else:
        number = int(held.id)
    _file_sighting(connection, number, item, f"{fetched or document.published or ''}|{key}", fetched, known)
    return number, key, held is None


def find_item(document: Document, origin: Origin, text_hash: str) -> str:
    """Return what all versions of one document share.

    An address, or an id within a source, names the same article when its text changes. An id alone does not: two
    texts from standard input have the same.
    """
    if origin.url:
        return hash_values("url", origin.source, origin.url)[:KEY_CHARS]
    if origin.source:
        return hash_values("id", origin.source, document.id)[:KEY_CHARS]
    return hash_values("text", document.id, text_hash)[:KEY_CHARS]


def file_text(connection: Connection, text: str, digest: str, known: str) -> int:
    """Return the number of the text, which is kept once however many documents have it."""
    held = connection.execute(select(TEXTS.c.id).where(TEXTS.c.hash == digest)).first()
    if held is not None:
        return int(held.id)
    return insert(connection, TEXTS, hash=digest, chars=len(text), body=pack_text(text), known=known)


def _file_sighting(
    connection: Connection, document: int, item: str, turn: str, fetched: str | None, known: str
) -> None:
    """File that this version was the one to be seen at that time; a page may go back to what it said before."""
    same = select(SIGHTINGS.c.id).where(
        SIGHTINGS.c.document == document, SIGHTINGS.c.turn == turn, SIGHTINGS.c.known <= known
    )
    if connection.execute(same).first() is None:
        insert(connection, SIGHTINGS, document=document, item=item, turn=turn, fetched=fetched, known=known)


def file_source(connection: Connection, source: Source, realm: str, known: str) -> bool:
    """Return whether the source was new or had changed."""
    if source.reliability is not None and source.reliability not in RELIABILITY:
        raise UnsoundRecord(
            f"source {source.key}: reliability {source.reliability!r}; use a letter from A to F, or none"
        )
    check_words(realm, f"source {source.key}", source.name)
    if not source.key.strip():
        raise UnsoundRecord("a source without a key; give it a short name of its own")
    values = {name: whole(value) for name, value in asdict(source).items() if name != "known"}
    last = (
        select(SOURCES)
        .where(SOURCES.c.key == values["key"], SOURCES.c.known <= known)
        .order_by(SOURCES.c.known.desc(), SOURCES.c.id.desc())
    )
    held = connection.execute(last).mappings().first()
    if held is not None and all(held[name] == value for name, value in values.items()):
        return False
    insert(connection, SOURCES, **values, realm=realm, known=known)
    return True


def file_unread(connection: Connection, unread: Unread, origin: Origin, realm: str, known: str) -> bool:
    """Return whether it was new that this document could not be read."""
    fetched = write_time(origin.fetched) if origin.fetched else None
    digest = hash_values(unread.id, unread.kind, unread.reason, origin.source, origin.url, fetched)
    if connection.execute(select(UNREAD.c.id).where(UNREAD.c.hash == digest)).first() is not None:
        return False
    insert(
        connection, UNREAD, hash=digest, ref=whole(unread.id), kind=unread.kind, reason=whole(unread.reason),
        source=origin.source, url=whole(origin.url), fetched=fetched, realm=realm, known=known,
    )  # fmt: skip
    return True
