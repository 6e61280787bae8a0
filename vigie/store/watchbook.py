"""The side of a ledger that the watch writes: visits, waiting items, copies and stories, alerts, deliveries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from vigie.model.signal import Alert, Delivery, Grouping
from vigie.store import watch_open, watch_rows
from vigie.store.db import Database
from vigie.store.forms import read_time, until_when, write_time
from vigie.store.watched import FiledVisit, Incoming, Waiting

Moment = dt.datetime


class Watchbook:
    """What a ledger keeps of the watch itself; `Ledger` is one of these."""

    _db: Database
    _realm: str

    def append_visit(self, visit: FiledVisit, items: Sequence[Incoming] = (), *, now: Moment) -> int:
        """Return how many items were new or had changed; they wait to be read.

        The visit and its items are kept together or not at all, so that a kill between them loses nothing: what was
        not kept was not remembered as seen, and comes again.
        """
        with self._db.writing() as connection:
            return watch_rows.file_visit(connection, visit, items, self._realm, write_time(now))

    def waiting(self, *, limit: int | None = None) -> list[Waiting]:
        """Return the items that came in and were not read yet, oldest first."""
        with self._db.reading() as connection:
            return watch_rows.find_waiting(connection, limit)

    def visits(
        self, *, source: str | None = None, as_known_at: Moment | None = None, limit: int | None = None,
        since: str | None = None,
    ) -> list[FiledVisit]:  # fmt: skip
        """Return the visits, latest first; with `since` those made on that day or later."""
        with self._db.reading() as connection:
            return watch_rows.find_visits(connection, source, until_when(as_known_at), limit, since)

    def heads(self, source: str, refs: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """Return the title and the day of those of a source's items that are held, as they came last, by their ids."""
        with self._db.reading() as connection:
            return watch_open.find_heads(connection, source, refs)

    def last_visits(self, *, as_known_at: Moment | None = None) -> dict[str, FiledVisit]:
        """Return the last visit to each source, by the source's key."""
        with self._db.reading() as connection:
            return {v.source: v for v in watch_rows.find_last_visits(connection, until_when(as_known_at))}

    def last_known(self) -> Moment | None:
        """Return when the ledger last learned anything from outside, or None when it never did."""
        with self._db.reading() as connection:
            known = watch_rows.find_last_known(connection)
        return read_time(known) if known else None

    def append_grouping(self, *groupings: Grouping, now: Moment) -> None:
        """Return nothing; from now on each document belongs where its grouping says."""
        with self._db.writing() as connection:
            for grouping in groupings:
                watch_rows.file_grouping(connection, grouping, write_time(now))

    def groupings(
        self, *, document: str | None = None, story: str | None = None, as_known_at: Moment | None = None,
        reported_since: str | None = None,
    ) -> dict[str, Grouping]:  # fmt: skip
        """Return how documents are grouped, by their keys."""
        with self._db.reading() as connection:
            return watch_rows.find_groupings(connection, until_when(as_known_at), document, story, reported_since)

    def ungrouped(self, *, as_known_at: Moment | None = None) -> list[str]:
        """Return the keys of documents that were not grouped yet, in the order in which they became known."""
        with self._db.reading() as connection:
            return watch_rows.find_ungrouped(connection, until_when(as_known_at))

    def append_alert(self, alert: Alert, *, now: Moment) -> bool:
        """Return whether the message was new; WrongRealm when it is of the other realm."""
        with self._db.writing() as connection:
            return watch_rows.file_alert(connection, alert, self._realm, write_time(now))

    def alerts(
        self, *, alert: str | None = None, rule: str | None = None, signal_key: str | None = None,
        as_known_at: Moment | None = None,
    ) -> list[Alert]:  # fmt: skip
        """Return the messages of alerts, latest first."""
        asked = {"alert": alert, "rule": rule, "signal_key": signal_key}
        with self._db.reading() as connection:
            return watch_rows.find_alerts(connection, asked, until_when(as_known_at))

    def append_delivery(self, delivery: Delivery, *, now: Moment) -> bool:
        """Return whether the attempt was new."""
        with self._db.writing() as connection:
            return watch_rows.file_delivery(connection, delivery, self._realm, write_time(now))

    def deliveries(self, *, message: str | None = None, as_known_at: Moment | None = None) -> list[Delivery]:
        """Return the attempts to deliver, latest first."""
        with self._db.reading() as connection:
            return watch_rows.find_deliveries(connection, message, until_when(as_known_at))

    def telling(self, keys: Iterable[str], *, since: Moment) -> list[Alert]:
        """Return the messages that count for what is told next, latest first.

        These are all on signals of those keys, all on signals of which something was told since, and those that make
        a rule's highest level.
        """
        with self._db.reading() as connection:
            return watch_open.find_telling(connection, keys, write_time(since))

    def undelivered(self) -> tuple[list[Alert], list[Delivery]]:
        """Return the messages that are neither delivered nor given up on all of their channels, and what was tried."""
        with self._db.reading() as connection:
            return watch_open.find_undelivered(connection)

    def latest_told(self, channel: str, *, most: int) -> list[Alert]:
        """Return so many messages for a channel, latest first."""
        with self._db.reading() as connection:
            return watch_open.find_latest_told(connection, channel, most)
