"""What a judgment rests on: keys of records, which must be in the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vigie.errors import JudgmentError
from vigie.store import Ledger

_DOCUMENT_CHARS = 24


def check_inputs(ledger: Ledger, keys: Iterable[str], *, as_known_at: dt.datetime | None = None) -> tuple[str, ...]:
    """Return the keys, each once.

    Raises:
        JudgmentError: the ledger holds no such document, statement, event, entity or alert, or it was retracted; all
            such keys are named.
    """
    wanted = tuple(dict.fromkeys(keys))
    missing = [key for key in wanted if not is_held(ledger, key, as_known_at=as_known_at)]
    if missing:
        raise JudgmentError(
            f"{', '.join(missing)}: no such record stands in {ledger.path}; `vigie search` and `vigie signals --open`"
            " show keys of documents, statements, events and entities, `vigie alerts list` of alerts"
        )
    return wanted


def is_held(ledger: Ledger, key: str, *, as_known_at: dt.datetime | None = None) -> bool:
    """Return whether a record of that key stands in the ledger."""
    kind = key[_DOCUMENT_CHARS : _DOCUMENT_CHARS + 3]
    if kind == ".s.":
        return bool(ledger.statements(key=key, as_known_at=as_known_at, versions="all"))
    if kind == ".e.":
        return bool(ledger.events(key=key, as_known_at=as_known_at, versions="all"))
    if kind == ".n.":
        return bool(ledger.entities(key=key, as_known_at=as_known_at))
    if ledger.documents(key=key, as_known_at=as_known_at, versions="all"):
        return True
    alerts = ledger.alerts(as_known_at=as_known_at)
    return any(key in (alert.message, alert.alert) for alert in alerts)
