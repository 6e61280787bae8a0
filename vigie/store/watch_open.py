"""What a round of the watch needs of all that was told and came in: as much as is open, not as much as is held."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection

from vigie.model.signal import LEVELS, Alert, Delivery
from vigie.store.current import ask
from vigie.store.forms import whole
from vigie.store.watch_rows import read_alert, read_delivery

_IN = "(SELECT value FROM json_each(:{name}))"
_TOLD = "SELECT a.told FROM alerts a WHERE {where} ORDER BY a.known DESC, a.id DESC"
_UNSETTLED = """EXISTS (SELECT 1 FROM json_each(a.told, '$.channels') c WHERE NOT EXISTS (SELECT 1 FROM deliveries d
    WHERE d.message = a.message AND d.channel = c.value AND d.outcome != 'failed'))"""
_STANDING = """SELECT a.rule, json_extract(a.told, '$.level') AS level, min(a.signal_key) AS signal_key FROM alerts a
    WHERE NOT EXISTS (SELECT 1 FROM alerts c WHERE c.alert = a.alert AND c.msg_type = 'Cancel') GROUP BY a.rule, level"""


def find_telling(connection: Connection, keys: Iterable[str], since: str) -> list[Alert]:
    """Return the messages, latest first, on any signal of those keys, of those told since, and of each rule's highest.

    The highest is one of a rule's alerts of the highest level that were not withdrawn.
    """
    late = ask(connection, "SELECT DISTINCT a.signal_key FROM alerts a WHERE a.known >= :since", {"since": since})
    wanted = {*keys, *(str(row["signal_key"]) for row in late), *_find_highest(connection)}
    rows = ask(
        connection, _TOLD.format(where=f"a.signal_key IN {_IN.format(name='keys')}"), {"keys": json.dumps(list(wanted))}
    )
    return [read_alert(json.loads(row["told"])) for row in rows]


def _find_highest(connection: Connection) -> list[str]:
    """Return the keys of signals whose alerts are the highest of their rules that stand."""
    rows = sorted(ask(connection, _STANDING, {}), key=lambda row: LEVELS.index(row["level"]))
    return list({str(row["rule"]): str(row["signal_key"]) for row in rows}.values())


def find_undelivered(connection: Connection) -> tuple[list[Alert], list[Delivery]]:
    """Return the messages that are neither delivered nor given up on all of their channels, and what was tried."""
    alerts = [read_alert(json.loads(row["told"])) for row in ask(connection, _TOLD.format(where=_UNSETTLED), {})]
    rows = ask(
        connection,
        f"SELECT * FROM deliveries x WHERE x.message IN {_IN.format(name='messages')} ORDER BY x.known DESC, x.id DESC",
        {"messages": json.dumps([a.message for a in alerts])},
    )
    return alerts, [read_delivery(row) for row in rows]


def find_latest_told(connection: Connection, channel: str, most: int) -> list[Alert]:
    """Return so many messages for a channel, latest first."""
    rows = ask(
        connection,
        "SELECT a.told FROM alerts a WHERE EXISTS (SELECT 1 FROM json_each(a.told, '$.channels') c"
        " WHERE c.value = :channel) ORDER BY a.known DESC, a.id DESC LIMIT :most",
        {"channel": channel, "most": most},
    )
    return [read_alert(json.loads(row["told"])) for row in rows]


def find_heads(connection: Connection, source: str, refs: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
    """Return the title and the day of those of a source's items that are held, as they came last, by their ids."""
    named = {whole(ref): ref for ref in refs}
    rows = ask(
        connection,
        "SELECT i.ref, i.title, i.published FROM incoming i WHERE i.source = :source"
        f" AND i.ref IN {_IN.format(name='refs')} ORDER BY i.id",
        {"source": whole(source), "refs": json.dumps(list(named))},
    )
    return {named[row["ref"]]: (row["title"], row["published"]) for row in rows}
