"""The one object in front of a ledger. Everything that asks takes `as_known_at`; everything that adds takes `now`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Unpack

from vigie.errors import LedgerError, UnsoundRecord, WrongRealm
from vigie.lang.language import packs
from vigie.lang.version import code_version, pack_version
from vigie.model import Reading, Unread
from vigie.model.document import REALMS
from vigie.store import query
from vigie.store.amend import amend
from vigie.store.asked import Asked, DocumentsAsked
from vigie.store.check import find_faults
from vigie.store.db import Database
from vigie.store.export import Line, write_lines
from vigie.store.file import check_realm, check_sound, file_reading, file_source, file_unread
from vigie.store.filters import Filters
from vigie.store.forms import until_when, write_time
from vigie.store.judged import Judgedbook
from vigie.store.judged_rows import JudgedRecord, file_judged
from vigie.store.records import (
    UNSTATED,
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
    Hit,
    Origin,
    Receipt,
    Size,
    Source,
    Stamp,
)
from vigie.store.search import KINDS, find_hits
from vigie.store.sizes import measure
from vigie.store.watch_lines import file_watch
from vigie.store.watch_rows import file_dealt
from vigie.store.watchbook import Watchbook

Moment = dt.datetime


def open_ledger(
    path: str | Path,
    *,
    realm: str | None = None,
    create: bool = False,
    now: Moment | None = None,
    wait: float = 5.0,
) -> Ledger:
    """Return the ledger in the file.

    With `realm` a ledger of the other realm is refused. With `create` it is made where there is none, which needs
    `realm` and `now`. A writer waits up to `wait` seconds for another one.
    """
    if realm is not None and realm not in REALMS:
        raise WrongRealm(f"{path}: realm {realm!r}; use one of {', '.join(REALMS)}")
    database = Database(Path(path), wait)
    if create:
        if realm is None or now is None:
            raise LedgerError(f"{path}: a new ledger needs its realm, {' or '.join(REALMS)}, and the time it is made")
        database.make(realm, write_time(now), code_version())
    held = database.open()
    if realm is not None and realm != held:
        raise WrongRealm(f"{path}: is a ledger of the {held} realm, not of the {realm} one; name another file")
    return Ledger(database, held)


def read_stamp(lang: str | None) -> Stamp:
    """Return the stamp of the reader that is installed here, for a reading in that language."""
    return Stamp(code_version(), pack_version(lang) if lang in packs() else UNSTATED)


class Ledger(Watchbook, Judgedbook):
    """What is known and since when. Made by `open_ledger`; several threads may use one."""

    def __init__(self, database: Database, realm: str) -> None:
        self._db = database
        self._realm = realm

    @property
    def path(self) -> Path:
        """Return the file."""
        return self._db.path

    @property
    def realm(self) -> str:
        """Return the realm, which never changes: real or exercise."""
        return self._realm

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Return nothing; let go of the file."""
        self._db.close()

    def append_reading(
        self, reading: Reading, *, now: Moment, stamp: Stamp | None = None, origin: Origin | None = None,
        waiting: int | None = None,
    ) -> Receipt:  # fmt: skip
        """Return what was new. Document, text, reading and all its records are kept together, or nothing of them is.

        The same reading by the same code and pack is kept once, however often it is appended. Without `stamp` the
        reading is taken for one made here and now. With `waiting` the item of that number waits no longer.
        """
        check_realm(self._realm, reading)
        check_sound(reading)
        made = stamp or read_stamp(reading.document.lang)
        known = write_time(now)
        with self._db.writing() as connection:
            receipt = file_reading(connection, reading, made, origin or Origin(), known)
            file_dealt(connection, waiting, receipt.document, known)
            return receipt

    def append_unread(
        self, unread: Unread, *, now: Moment, origin: Origin | None = None, realm: str | None = None,
        waiting: int | None = None,
    ) -> bool:  # fmt: skip
        """Return whether it was new. The same fault of the same document at the same fetch is kept once."""
        with self._db.writing() as connection:
            file_dealt(connection, waiting, None, write_time(now))
            return file_unread(connection, unread, origin or Origin(), realm or self._realm, write_time(now))

    def append_source(self, source: Source, *, now: Moment, realm: str | None = None) -> bool:
        """Return whether the source is new or described anew; earlier descriptions are kept."""
        with self._db.writing() as connection:
            return file_source(connection, source, realm or self._realm, write_time(now))

    def append_line(self, line: Line, *, now: Moment) -> bool:
        """Return whether what the line holds was new: a reading, an unread document, a source, a correction, the
        watch's own or what was judged.

        Readings, unread documents and sources are known from `now` on. A correction keeps the time it was made.
        """
        record, known = line.record, write_time(now)
        self._check_line(line)
        if isinstance(record, Unread):
            return self.append_unread(record, now=now, origin=line.origin)
        if isinstance(record, Source):
            return self.append_source(record, now=now)
        if isinstance(record, Reading):
            receipt = self.append_reading(record, now=now, stamp=line.stamp, origin=line.origin)
            return receipt.new_document or receipt.new_reading
        if isinstance(record, JudgedRecord):
            with self._db.writing() as connection:
                return file_judged(connection, record, self._realm, known)
        if not isinstance(record, Amendment):
            with self._db.writing() as connection:
                return file_watch(connection, record, self._realm, known)
        if record.known > known:
            raise UnsoundRecord(f"{record.key}: changed at {record.known}, which is still to come")
        before = len(self.amendments(key=record.key))
        self._amend(record, None)
        return len(self.amendments(key=record.key)) > before

    def _check_line(self, line: Line) -> None:
        """Return nothing; WrongRealm for a line of the other realm, or one that bears an exercise's identifier."""
        if line.exercise is not None and self._realm != "exercise":
            raise WrongRealm(f"{self.path}: a line of the exercise {line.exercise} in a ledger of the real realm")
        if line.realm not in (None, self._realm):
            raise WrongRealm(f"{self.path}: a line of the {line.realm} realm in a ledger of the {self._realm} realm")

    def correct(
        self, key: str, changes: Mapping[str, Any], *, author: str, reason: str, now: Moment, seen: int | None = None
    ) -> Amendment:
        """Return the correction of a statement, event or entity, now filed beside what it corrects.

        With `seen`, the number of changes its author saw, it is refused when somebody was faster. A merge is the
        correction `{"same_as": key of the other}`. It holds for later readings too that find the same words.
        """
        return self._amend(Amendment(key, "", "correct", dict(changes), author, reason, write_time(now)), seen)

    def retract(self, key: str, *, author: str, reason: str, now: Moment, seen: int | None = None) -> Amendment:
        """Return the retraction of a record, or of a document with all its records; nothing is deleted."""
        return self._amend(Amendment(key, "", "retract", {}, author, reason, write_time(now)), seen)

    def restore(self, key: str, *, author: str, reason: str, now: Moment, seen: int | None = None) -> Amendment:
        """Return the restoration of what was retracted."""
        return self._amend(Amendment(key, "", "restore", {}, author, reason, write_time(now)), seen)

    def _amend(self, wanted: Amendment, seen: int | None) -> Amendment:
        with self._db.writing() as connection:
            return amend(connection, wanted, self._realm, seen)

    def statements(
        self, *, as_known_at: Moment | None = None, versions: str = "current", limit: int | None = None,
        offset: int = 0, **asked: Unpack[Asked],
    ) -> list[FiledStatement]:  # fmt: skip
        """Return the statements that stand and meet the filters, newest day first."""
        with self._db.reading() as connection:
            rows = query.find_records(
                connection, "statements", Filters(**asked), until_when(as_known_at), versions, limit, offset
            )
            return [query.read_statement(row) for row in rows]

    def events(
        self, *, as_known_at: Moment | None = None, versions: str = "current", limit: int | None = None,
        offset: int = 0, **asked: Unpack[Asked],
    ) -> list[FiledEvent]:  # fmt: skip
        """Return the events that stand and meet the filters, newest day first."""
        with self._db.reading() as connection:
            rows = query.find_records(
                connection, "events", Filters(**asked), until_when(as_known_at), versions, limit, offset
            )
            return [query.read_event(row) for row in rows]

    def documents(
        self, *, as_known_at: Moment | None = None, versions: str = "current", limit: int | None = None,
        offset: int = 0, **asked: Unpack[DocumentsAsked],
    ) -> list[FiledDocument]:  # fmt: skip
        """Return the documents, newest day first; with `versions="all"` older versions of them too."""
        with self._db.reading() as connection:
            return query.find_documents(connection, dict(asked), until_when(as_known_at), versions, limit, offset)

    def entities(
        self, *, document: str | None = None, name: str | None = None, key: str | None = None,
        as_known_at: Moment | None = None, limit: int | None = None,
    ) -> list[FiledEntity]:  # fmt: skip
        """Return the entities of a document, or those of one name or key."""
        asked = {"document": document, "name": name, "key": key}
        with self._db.reading() as connection:
            return query.find_entities(connection, asked, until_when(as_known_at), limit)

    def quantities(
        self, *, document: str | None = None, reported_since: str | None = None, as_known_at: Moment | None = None
    ) -> list[FiledQuantity]:
        """Return the numbers of a document, or of all."""
        with self._db.reading() as connection:
            return query.find_quantities(connection, document, until_when(as_known_at), reported_since)

    def links(
        self, *, document: str | None = None, relation: str | None = None, reported_since: str | None = None,
        as_known_at: Moment | None = None,
    ) -> list[FiledLink]:  # fmt: skip
        """Return the links between statements of a document, or of all."""
        with self._db.reading() as connection:
            return query.find_links(connection, document, relation, until_when(as_known_at), reported_since)

    def flags(
        self, *, document: str | None = None, kind: str | None = None, reported_since: str | None = None,
        as_known_at: Moment | None = None,
    ) -> list[FiledFlag]:  # fmt: skip
        """Return the flags on a document's text, or on all."""
        with self._db.reading() as connection:
            return query.find_flags(connection, document, kind, until_when(as_known_at), reported_since)

    def sources(self, *, key: str | None = None, as_known_at: Moment | None = None) -> list[Source]:
        """Return every source as it was last described."""
        with self._db.reading() as connection:
            return query.find_sources(connection, key, until_when(as_known_at))

    def unread(
        self, *, source: str | None = None, as_known_at: Moment | None = None, limit: int | None = None
    ) -> list[FiledUnread]:
        """Return what could not be read, latest first."""
        with self._db.reading() as connection:
            return query.find_unread(connection, source, until_when(as_known_at), limit)

    def amendments(
        self, *, key: str | None = None, document: str | None = None, as_known_at: Moment | None = None
    ) -> list[Amendment]:
        """Return what was changed about a record, a document with its records, or everything, and by whom and why."""
        with self._db.reading() as connection:
            return query.find_amendments(connection, key, document, until_when(as_known_at))

    def readings(self, document: str, *, as_known_at: Moment | None = None) -> list[FiledReading]:
        """Return all readings of a document, the best first."""
        with self._db.reading() as connection:
            return query.find_readings(connection, document, until_when(as_known_at))

    def reading(self, document: str, *, hash: str | None = None, as_known_at: Moment | None = None) -> Reading:
        """Return the best reading of a document, or the one of that hash, in full and as its reader made it."""
        with self._db.reading() as connection:
            return query.load_reading(connection, document, hash, until_when(as_known_at))

    def text(self, document: str) -> str:
        """Return the text of a document; NoSuchRecord when there is none."""
        with self._db.reading() as connection:
            return query.load_text(connection, document)

    def search(
        self, words: str, *, kinds: tuple[str, ...] = KINDS, as_known_at: Moment | None = None,
        versions: str = "current", limit: int = 20, **asked: Unpack[Asked],
    ) -> list[Hit]:  # fmt: skip
        """Return up to `limit` hits of each kind, best first; accents and capitals do not matter."""
        with self._db.reading() as connection:
            return find_hits(connection, words, Filters(**asked), kinds, until_when(as_known_at), versions, limit)

    def sizes(self, *, as_known_at: Moment | None = None) -> Size:
        """Return how much the ledger holds."""
        with self._db.reading() as connection:
            return measure(connection, self.path, until_when(as_known_at))

    def check(self) -> list[str]:
        """Return what is wrong with the ledger, one sentence a fault; an empty list means that it is sound."""
        with self._db.reading() as connection:
            return list(find_faults(connection))

    def backup(self, target: str | Path) -> None:
        """Return nothing; write the ledger as it is now into a new file, while others go on writing."""
        self._db.backup(Path(target))

    def export(self, *, as_known_at: Moment | None = None, exercise: str | None = None) -> Iterator[str]:
        """Yield everything known as lines of JSON, from which `append_line` makes the ledger again.

        In the exercise realm every line bears the exercise's identifier, where one is given.
        """
        named = exercise if self._realm == "exercise" else None
        with self._db.reading() as connection:
            yield from write_lines(connection, self._realm, until_when(as_known_at), named)
