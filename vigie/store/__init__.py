"""The ledger: what was read, who corrected it, and since when it is known; only ever added to.

from vigie.store import open_ledger

with open_ledger("watch.vigie", realm="real", create=True, now=now) as ledger:
    ledger.append_reading(reading, now=now)
    ledger.statements(speaker="Brenn", as_known_at=this_morning)
"""

from __future__ import annotations

from vigie.store.filters import Filters
from vigie.store.ledger import Ledger, open_ledger
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
    Hit,
    Origin,
    Receipt,
    Size,
    Source,
    Stamp,
)

__all__ = [
    "Amendment", "FiledDocument", "FiledEntity", "FiledEvent", "FiledFlag", "FiledLink", "FiledQuantity",
    "FiledReading", "FiledStatement", "FiledUnread", "Filters", "Hit", "Ledger", "Origin", "Receipt", "Size", "Source",
    "Stamp", "open_ledger",
]  # fmt: skip
