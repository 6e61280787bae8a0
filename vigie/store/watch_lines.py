"""What the watch keeps, as lines of an export and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection, select

from vigie.model.signal import Alert, Delivery, Grouping
from vigie.store.current import ask
from vigie.store.schema import VISITS
from vigie.store.watch_rows import (
    file_alert,
    file_delivery,
    file_grouping,
    file_visit,
    find_alerts,
    find_deliveries,
    find_groupings,
    find_visits,
    find_waiting_of,
    read_alert,
)
from vigie.store.watched import FiledVisit, Incoming

VISIT, GROUPING, ALERT, DELIVERY = "vigie-visit/1", "vigie-grouping/1", "vigie-alert/1", "vigie-delivery/1"


@dataclass(frozen=True, slots=True)
class VisitWith:
    """A visit with those of its items that still wait to be read."""

    visit: FiledVisit
    items: tuple[Incoming, ...] = ()


WatchRecord = VisitWith | Grouping | Alert | Delivery


def iter_watch(connection: Connection, at: str) -> Iterator[dict[str, Any]]:
    """Yield everything that was known of the watch, oldest first, each with its schema."""
    numbers = ask(connection, "SELECT id FROM visits WHERE known <= :at ORDER BY known, id", {"at": at})
    visits = reversed(find_visits(connection, None, at, None))
    for row, visit in zip(numbers, visits, strict=True):
        items = [asdict(item) for item in find_waiting_of(connection, row["id"], at)]
        yield {"schema": VISIT, **asdict(visit), "waiting": items}
    for grouping in find_groupings(connection, at, None, None).values():
        yield {"schema": GROUPING, **asdict(grouping)}
    for alert in reversed(find_alerts(connection, {}, at)):
        yield {"schema": ALERT, **asdict(alert)}
    for delivery in reversed(find_deliveries(connection, None, at)):
        yield {"schema": DELIVERY, **asdict(delivery)}


def read_watch(data: Mapping[str, Any]) -> WatchRecord | None:
    """Return what a line holds of the watch, or None when it is about something else."""
    schema = data.get("schema")
    if schema == VISIT:
        items = tuple(Incoming(**{f.name: item.get(f.name) for f in fields(Incoming)}) for item in data["waiting"])
        return VisitWith(FiledVisit(**_own(FiledVisit, data)), items)
    if schema == GROUPING:
        return Grouping(**_own(Grouping, data) | {"why": tuple(data["why"])})
    if schema == ALERT:
        return read_alert(_own(Alert, data))
    return Delivery(**_own(Delivery, data)) if schema == DELIVERY else None


def _own(kind: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    return {f.name: data[f.name] for f in fields(kind)}


def file_watch(connection: Connection, record: WatchRecord, realm: str, known: str) -> bool:
    """Return whether it was new."""
    if isinstance(record, VisitWith):
        return _file_visit(connection, record, realm, known)
    if isinstance(record, Alert):
        return file_alert(connection, record, realm, known)
    if isinstance(record, Delivery):
        return file_delivery(connection, record, realm, known)
    if find_groupings(connection, known, record.document, None).get(record.document) == record:
        return False
    file_grouping(connection, record, known)
    return True


def _file_visit(connection: Connection, record: VisitWith, realm: str, known: str) -> bool:
    same = select(VISITS.c.id).where(VISITS.c.source == record.visit.source, VISITS.c.at == record.visit.at)
    if connection.execute(same).first() is not None:
        return False
    file_visit(connection, record.visit, record.items, realm, known, fresh=record.visit.fresh)
    return True
