"""The watch's own rows: filed once, read back as records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from vigie.errors import NoSuchRecord, WrongRealm
from vigie.model.signal import Alert, Delivery, Grouping
from vigie.store.current import all_of, ask
from vigie.store.file import check_words, file_text
from vigie.store.filters import REPORTED_SINCE
from vigie.store.forms import hash_text, hash_values, unpack_text, whole
from vigie.store.rows import insert, next_number
from vigie.store.schema import ALERTS, DEALT, DELIVERIES, DOCUMENTS, GROUPINGS, INCOMING, VISITS
from vigie.store.watched import FiledVisit, Incoming, Waiting

EXERCISE_NAME = "vigie-exercise-"
"""How the names of all alerts of an exercise begin."""
_DEALT_WITH = "EXISTS (SELECT 1 FROM dealt x WHERE x.incoming = i.id)"


def file_visit(
    connection: Connection, visit: FiledVisit, items: Sequence[Incoming], realm: str, known: str,
    fresh: int | None = None,
) -> int:  # fmt: skip
    """Return how many of the items are new or have changed; those wait to be read. All is kept, or nothing.

    `fresh` is given where that was counted before, by the ledger that the visit comes from.
    """
    for item in items:
        check_words(realm, f"{visit.source}: {item.ref}", item.text)
    number = next_number(connection, VISITS)
    new = []
    for item in items:
        digest = _hash_item(item)
        last = (
            select(INCOMING.c.hash)
            .where(INCOMING.c.source == whole(item.source), INCOMING.c.ref == whole(item.ref))
            .order_by(INCOMING.c.id.desc())
            .limit(1)
        )
        if connection.execute(last).scalar() != digest:
            new.append((digest, item))
    row = asdict(visit) | {"fresh": len({item.ref for _, item in new}) if fresh is None else fresh}
    values = {name: whole(value) if isinstance(value, str) else value for name, value in row.items()}
    insert(connection, VISITS, **values, realm=realm, known=known)
    for digest, item in new:
        _file_item(connection, item, digest, number, visit.at, realm, known)
    return int(row["fresh"])


def _hash_item(item: Incoming) -> str:
    """Return what tells one version of an item from another; when an archive took it, and who wrote it, do not."""
    return hash_values(item.title, item.link, item.published, item.lang, hash_text(item.text))


def _file_item(
    connection: Connection, item: Incoming, digest: str, visit: int, fetched: str, realm: str, known: str
) -> None:
    values = {name: whole(value) for name, value in asdict(item).items() if name != "text"}
    text = file_text(connection, item.text, hash_text(item.text), known)
    insert(
        connection, INCOMING, hash=digest, text=text, visit=visit, fetched=fetched, realm=realm, known=known, **values
    )


def find_waiting(connection: Connection, limit: int | None) -> list[Waiting]:
    """Return the items that came in and were not dealt with, oldest first."""
    rows = ask(
        connection,
        "SELECT i.*, t.body AS words FROM incoming i JOIN texts t ON t.id = i.text"
        f" WHERE NOT {_DEALT_WITH} ORDER BY i.id LIMIT :limit",
        {"limit": -1 if limit is None else limit},
    )
    return [Waiting(number=row["id"], fetched=row["fetched"], item=_read_item(row)) for row in rows]


def find_waiting_of(connection: Connection, visit: int, at: str) -> list[Incoming]:
    """Return the items of a visit that were still waiting."""
    rows = ask(
        connection,
        "SELECT i.*, t.body AS words FROM incoming i JOIN texts t ON t.id = i.text WHERE i.visit = :visit AND NOT EXISTS"
        " (SELECT 1 FROM dealt x WHERE x.incoming = i.id AND x.known <= :at) ORDER BY i.id",
        {"visit": visit, "at": at},
    )
    return [_read_item(row) for row in rows]


def _read_item(row: RowMapping) -> Incoming:
    return Incoming(
        **{f.name: row[f.name] for f in fields(Incoming) if f.name != "text"}, text=unpack_text(row["words"])
    )


def file_dealt(connection: Connection, incoming: int | None, document: str | None, known: str) -> None:
    """Return nothing; an item that was read, or could not be, no longer waits."""
    if incoming is None:
        return
    if connection.execute(select(DEALT.c.id).where(DEALT.c.incoming == incoming)).first() is not None:
        return
    number = None if document is None else _find_document(connection, document)
    insert(connection, DEALT, incoming=incoming, document=number, known=known)


def _find_document(connection: Connection, key: str) -> int:
    number = connection.execute(select(DOCUMENTS.c.id).where(DOCUMENTS.c.key == key)).scalar()
    if number is None:
        raise NoSuchRecord(f"{key}: no such document; the keys are in `vigie search` and `vigie ledger export`")
    return int(number)


def find_visits(
    connection: Connection, source: str | None, at: str, limit: int | None, since: str | None = None
) -> list[FiledVisit]:
    """Return the visits, latest first; with `since` those made at that time or later."""
    conditions = ["v.known <= :at"] + ["v.source = :source"] * (source is not None)
    conditions += ["v.at >= :since"] * (since is not None)
    rows = ask(
        connection,
        f"SELECT * FROM visits v WHERE {all_of(conditions)} ORDER BY v.known DESC, v.id DESC LIMIT :limit",
        {"source": source, "at": at, "since": since, "limit": -1 if limit is None else limit},
    )
    return [FiledVisit(**{f.name: row[f.name] for f in fields(FiledVisit)}) for row in rows]


def find_last_visits(connection: Connection, at: str) -> list[FiledVisit]:
    """Return the last visit to each source."""
    rows = ask(
        connection,
        "SELECT * FROM visits v WHERE v.id = (SELECT n.id FROM visits n WHERE n.source = v.source AND n.known <= :at"
        " ORDER BY n.known DESC, n.id DESC LIMIT 1) ORDER BY v.source",
        {"at": at},
    )
    return [FiledVisit(**{f.name: row[f.name] for f in fields(FiledVisit)}) for row in rows]


def file_grouping(connection: Connection, grouping: Grouping, known: str) -> None:
    """Return nothing; the latest grouping of a document is the one that holds."""
    values = asdict(grouping) | {
        "document": _find_document(connection, grouping.document),
        "why": json.dumps(list(grouping.why)),
    }
    insert(connection, GROUPINGS, **values, known=known)


def find_groupings(
    connection: Connection, at: str, document: str | None, story: str | None, since: str | None = None
) -> dict[str, Grouping]:
    """Return how each document is grouped, by its key; with `since` those reported, or undated come in, from then on."""
    conditions = [
        "g.known <= :at",
        "g.id = (SELECT n.id FROM groupings n WHERE n.document = g.document AND n.known <= :at"
        " ORDER BY n.known DESC, n.id DESC LIMIT 1)",
    ]
    conditions += ["d.key = :document"] * (document is not None) + ["g.story = :story"] * (story is not None)
    conditions += [f"+g.document IN (SELECT f.id FROM documents f WHERE {REPORTED_SINCE.format(at='f')})"] * (
        since is not None
    )
    rows = ask(
        connection,
        "SELECT g.*, d.key AS of_document FROM groupings g JOIN documents d ON d.id = g.document"
        f" WHERE {all_of(conditions)} ORDER BY g.document",
        {"at": at, "document": document, "story": story, "reported_since": since},
    )
    return {
        row["of_document"]: Grouping(
            document=row["of_document"], origin=row["origin"], relation=row["relation"], overlap=row["overlap"],
            story=row["story"], score=row["score"], why=tuple(json.loads(row["why"])),
        )
        for row in rows
    }  # fmt: skip


def find_ungrouped(connection: Connection, at: str) -> list[str]:
    """Return the keys of documents without a grouping, in the order in which they became known."""
    rows = ask(
        connection,
        "SELECT d.key FROM documents d WHERE d.known <= :at AND NOT EXISTS (SELECT 1 FROM groupings g"
        " WHERE g.document = d.id) ORDER BY d.id",
        {"at": at},
    )
    return [str(row["key"]) for row in rows]


def file_alert(connection: Connection, alert: Alert, realm: str, known: str) -> bool:
    """Return whether the message was new."""
    if alert.realm != realm:
        raise WrongRealm(f"{alert.message}: an alert of the {alert.realm} realm in a ledger of the {realm} realm")
    check_words(realm, alert.message, *(words for _, head, body in alert.texts for words in (head, body)))
    _check_name(realm, alert.message)
    if connection.execute(select(ALERTS.c.id).where(ALERTS.c.message == alert.message)).first() is not None:
        return False
    insert(
        connection, ALERTS, alert=alert.alert, message=alert.message, msg_type=alert.msg_type, rule=alert.rule,
        signal_key=alert.signal_key, told=json.dumps(asdict(alert), sort_keys=True), realm=realm, known=known,
    )  # fmt: skip
    return True


_ALERT_CONDITIONS = {"alert": "a.alert = :alert", "rule": "a.rule = :rule", "signal_key": "a.signal_key = :signal_key"}


def find_alerts(connection: Connection, asked: dict[str, str | None], at: str) -> list[Alert]:
    """Return the messages, latest first."""
    given = {name: value for name, value in asked.items() if value is not None}
    rows = ask(
        connection,
        f"SELECT a.told FROM alerts a WHERE {all_of(['a.known <= :at', *(_ALERT_CONDITIONS[n] for n in given)])}"
        " ORDER BY a.known DESC, a.id DESC",
        given | {"at": at},
    )
    return [read_alert(json.loads(row["told"])) for row in rows]


def read_alert(told: dict[str, Any]) -> Alert:
    """Return the message whose fields were written down as JSON."""
    rows = {name: tuple(tuple(row) for row in told[name]) for name in ("texts", "references")}
    lists = {name: tuple(told[name]) for name in ("inputs", "about", "channels")}
    return Alert(**told | rows | lists)


def _check_name(realm: str, message: str) -> None:
    """Return nothing; WrongRealm when a message's name says that it is of an exercise, and the ledger is real."""
    if realm == "real" and message.startswith(EXERCISE_NAME):
        raise WrongRealm(f"{message}: a message of an exercise; keep it in a ledger made with --realm exercise")


def file_delivery(connection: Connection, delivery: Delivery, realm: str, known: str) -> bool:
    """Return whether the attempt was new."""
    _check_name(realm, delivery.message)
    same = select(DELIVERIES.c.id).where(
        DELIVERIES.c.message == delivery.message,
        DELIVERIES.c.channel == delivery.channel,
        DELIVERIES.c.attempt == delivery.attempt,
    )
    if connection.execute(same).first() is not None:
        return False
    insert(connection, DELIVERIES, **asdict(delivery) | {"fault": whole(delivery.fault)}, known=known)
    return True


def find_deliveries(connection: Connection, message: str | None, at: str) -> list[Delivery]:
    """Return the attempts, latest first."""
    rows = ask(
        connection,
        f"SELECT * FROM deliveries x WHERE x.known <= :at {'AND x.message = :message' if message else ''}"
        " ORDER BY x.known DESC, x.id DESC",
        {"message": message, "at": at},
    )
    return [read_delivery(row) for row in rows]


def read_delivery(row: RowMapping) -> Delivery:
    """Return the attempt that a row holds."""
    return Delivery(**{f.name: row[f.name] for f in fields(Delivery)})


def find_last_known(connection: Connection) -> str | None:
    """Return when the ledger last learned anything from outside, or None when it never did."""
    last = "SELECT max(known) AS known FROM (SELECT max(known) AS known FROM readings UNION ALL SELECT max(known) FROM visits)"
    known: str | None = ask(connection, last, {})[0]["known"]
    return known
