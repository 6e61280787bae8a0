"""Alarms on sources as signals, from the visits that a ledger keeps."""

from __future__ import annotations

import datetime as dt

from vigie.store.watched import FiledVisit
from vigie.watch.collect.roster import Source
from vigie.watch.signals.sources import find_source_signals
from vigie.watch.signals.tell import tell
from vigie.watch.view import View

START = dt.datetime(2031, 5, 1, tzinfo=dt.UTC)
DAILY = Source(id="port", address="https://port.example/feed", rhythm=dt.timedelta(days=1), name="Port of Harsk")


def view_of_visits(*visits: tuple[int, str, int, int]) -> View:
    """Visits as hour, outcome, items and how many of them are new."""
    held = [
        FiledVisit(source="port", address=DAILY.address, at=(START + dt.timedelta(hours=h)).isoformat(), outcome=outcome,
                   items=items, fresh=fresh, fault="503" if outcome == "failed" else None)
        for h, outcome, items, fresh in visits
    ]  # fmt: skip
    last = START + dt.timedelta(hours=visits[-1][0] + 1)
    return View(at=last, realm="exercise", visits=tuple(reversed(held)))


def test_a_source_that_speaks_gives_no_signal_and_one_never_visited_neither() -> None:
    assert find_source_signals(view_of_visits(*((6 * n, "items", 9, 1) for n in range(9))), [DAILY]) == ()
    assert find_source_signals(View(at=START, realm="exercise"), [DAILY]) == ()


def test_silence_is_a_signal_with_the_visit_after_which_it_was_due() -> None:
    view = view_of_visits((0, "items", 9, 2), *((6 * n, "unchanged", 0, 0) for n in range(1, 21)))
    (found,) = find_source_signals(view, [DAILY])
    assert (found.form, found.key, found.inputs) == ("silent", "source:port:silent", ("source:port",))
    assert found.day == "2031-05-01" and found.since.startswith("2031-05-04T06"), "three days and the next visit"
    assert "Port of Harsk" in tell(found, "fr") and "2031-05-01 00:00" in tell(found, "en")


def test_the_same_silence_keeps_its_state_and_the_next_one_has_another() -> None:
    quiet = [(6 * n, "unchanged", 0, 0) for n in range(1, 21)]
    first = find_source_signals(view_of_visits((0, "items", 9, 2), *quiet), [DAILY])[0]
    longer = find_source_signals(view_of_visits((0, "items", 9, 2), *quiet, (126, "unchanged", 0, 0)), [DAILY])[0]
    again = [(132 + 6 * n, "unchanged", 0, 0) for n in range(1, 21)]
    later = find_source_signals(view_of_visits((0, "items", 9, 2), *quiet, (132, "items", 9, 1), *again), [DAILY])[0]
    assert (first.key, first.state, first.since) == (longer.key, longer.state, longer.since)
    assert later.key == first.key and later.state != first.state


def test_a_source_that_fails_is_told_with_its_fault() -> None:
    view = view_of_visits((0, "items", 9, 2), *((6 * n, "failed", 0, 0) for n in range(1, 9)))
    (found,) = find_source_signals(view, [DAILY])
    assert found.form == "failing" and "503" in tell(found, "en") and found.value("visits") == "8"
