"""What the watch keeps: once, whole, of one realm, and as known at any time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.build import build
from tests.store.watched import ALERT, DELIVERY, ITEM, VISIT, group
from vigie.errors import LedgerError, NoSuchRecord, UnsoundRecord, WrongRealm
from vigie.model import Unread
from vigie.store import Ledger, open_ledger
from vigie.store.export import read_line

HOUR = dt.timedelta(hours=1)


def test_an_item_waits_once_until_it_is_dealt_with(ledger: Ledger, now: dt.datetime) -> None:
    assert ledger.append_visit(VISIT, [ITEM, replace(ITEM, ref="h-2")], now=now) == 2
    assert ledger.append_visit(VISIT, [ITEM], now=now + HOUR) == 0
    first, second = ledger.waiting()
    assert first.item == ITEM and first.fetched == VISIT.at
    ledger.append_reading(build(1), now=now, waiting=first.number)
    ledger.append_unread(Unread("h-2", "no words"), now=now, waiting=second.number)
    assert ledger.waiting() == []
    ledger.append_reading(build(1), now=now, waiting=first.number)
    assert [v.fresh for v in ledger.visits()] == [0, 2] and ledger.check() == []


def test_a_changed_item_waits_again_and_one_that_changes_back_too(ledger: Ledger, now: dt.datetime) -> None:
    changed = replace(ITEM, text="EXERCISE\n\nThe port is open.")
    fresh = [ledger.append_visit(VISIT, [item], now=now) for item in (ITEM, changed, changed, ITEM)]
    assert fresh == [1, 1, 0, 1] and [w.item for w in ledger.waiting()] == [ITEM, changed, ITEM]


def test_a_visit_whose_items_cannot_be_kept_is_not_kept(ledger: Ledger, now: dt.datetime) -> None:
    with pytest.raises(LedgerError):
        ledger.append_visit(VISIT, [ITEM, replace(ITEM, ref=None)], now=now)  # type: ignore[arg-type]
    assert ledger.visits() == [] and ledger.waiting() == []


def test_visits_are_known_from_when_they_were_filed(ledger: Ledger, now: dt.datetime) -> None:
    later = replace(VISIT, outcome="failed", fault="no answer", failures=1)
    ledger.append_visit(VISIT, now=now)
    ledger.append_visit(later, now=now + HOUR)
    assert ledger.last_visits() == {"herald": later} and ledger.visits(limit=1) == [later]
    assert ledger.last_visits(as_known_at=now) == {"herald": VISIT} and ledger.visits(source="other") == []


def test_the_latest_grouping_of_a_document_holds(ledger: Ledger, now: dt.datetime) -> None:
    one, two = (ledger.append_reading(build(n), now=now).document for n in (1, 2))
    assert ledger.ungrouped() == [one, two]
    ledger.append_grouping(group(one), group(two), now=now)
    ledger.append_grouping(group(two, one), now=now + HOUR)
    assert ledger.ungrouped() == [] and ledger.groupings(story=one) == {one: group(one), two: group(two, one)}
    assert ledger.groupings(document=two, as_known_at=now) == {two: group(two)}
    with pytest.raises(NoSuchRecord):
        ledger.append_grouping(group("0" * 24), now=now)


def test_visits_and_groupings_can_be_asked_for_from_a_day_on(ledger: Ledger, now: dt.datetime) -> None:
    early, late = (replace(VISIT, at=f"2031-05-{day}T06:00:00.000000Z") for day in ("01", "04"))
    for visit in (early, late):
        ledger.append_visit(visit, now=now)
    assert ledger.visits(since="2031-05-04") == [late] and ledger.visits(since="2031-05-01") == [late, early]
    keys = [ledger.append_reading(build(n), now=now).document for n in (1, 2, 3)]
    ledger.append_grouping(*map(group, keys), now=now)
    days = {d.key: d.day or d.known for d in ledger.documents()}
    for since in ("2000-01-01", max(days.values())[:10], "2999-01-01"):
        held = {d.key for d in ledger.documents(reported_since=since)}
        assert ledger.groupings(reported_since=since) == {key: group(key) for key in keys if key in held}


def test_the_heads_of_items_are_those_that_came_last(ledger: Ledger, now: dt.datetime) -> None:
    ledger.append_visit(VISIT, [ITEM, replace(ITEM, ref="h-2", title=None)], now=now)
    ledger.append_visit(VISIT, [replace(ITEM, title="EXERCISE: anew")], now=now)
    found = ledger.heads(ITEM.source, [ITEM.ref, "h-2", "never", "half \ud83d"])
    assert found == {ITEM.ref: ("EXERCISE: anew", ITEM.published), "h-2": (None, ITEM.published)}
    assert ledger.heads("other", [ITEM.ref]) == {}


def test_alerts_and_deliveries_are_kept_once_and_come_back_as_they_were(ledger: Ledger, now: dt.datetime) -> None:
    assert ledger.append_alert(ALERT, now=now) and not ledger.append_alert(ALERT, now=now)
    assert ledger.append_delivery(DELIVERY, now=now) and not ledger.append_delivery(DELIVERY, now=now)
    assert ledger.alerts() == ledger.alerts(rule="north") == [ALERT] and ledger.alerts(alert="b") == []
    assert ledger.deliveries() == ledger.deliveries(message="a1.1") == [DELIVERY]
    assert ledger.alerts(as_known_at=now - HOUR) == []


def test_an_alert_of_the_other_realm_is_refused(ledger: Ledger, now: dt.datetime) -> None:
    with pytest.raises(WrongRealm):
        ledger.append_alert(replace(ALERT, realm="real"), now=now)
    assert ledger.alerts() == []


def test_an_export_holds_the_watch_and_makes_it_again(ledger: Ledger, now: dt.datetime, tmp_path: Path) -> None:
    ledger.append_visit(VISIT, [ITEM, replace(ITEM, ref="h-2")], now=now)
    key = ledger.append_reading(build(1), now=now, waiting=ledger.waiting()[0].number).document
    ledger.append_grouping(group(key), now=now)
    ledger.append_alert(ALERT, now=now)
    ledger.append_delivery(DELIVERY, now=now)
    lines = list(ledger.export())
    with open_ledger(tmp_path / "again.vigie", realm="exercise", create=True, now=now) as again:
        assert all([again.append_line(read_line(line), now=now) for line in lines])
        assert not any([again.append_line(read_line(line), now=now) for line in lines])
        assert list(again.export()) == lines and again.check() == []
        assert [w.item.ref for w in again.waiting()] == ["h-2"] and again.visits() == [replace(VISIT, fresh=2)]
    with open_ledger(tmp_path / "real.vigie", realm="real", create=True, now=now) as real:
        for line in lines:
            with pytest.raises(WrongRealm):
                real.append_line(read_line(line), now=now)


@pytest.mark.parametrize("line", ['{"schema": "vigie-visit/1"}', '{"schema": "vigie-alert/1", "alert": 3}'])
def test_a_damaged_line_of_the_watch_is_refused(line: str) -> None:
    with pytest.raises(UnsoundRecord, match="give lines of"):
        read_line(line)
