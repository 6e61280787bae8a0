"""The heartbeat: silence, failure, emptiness and walls without dates are alarms; a quiet weekend is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from vigie.watch.collect.heartbeat import Seen, SourceAlarm, find_alarms
from vigie.watch.collect.roster import Source

START = dt.datetime(2022, 10, 1, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
DAILY = Source(id="port", address="https://port.example/feed", rhythm=DAY)


def visits(count: int, seen: Seen | None = None, start: dt.datetime = START) -> list[Seen]:
    """So many visits, six hours apart."""
    first = seen or Seen(at=start, outcome="items", items=20, new=1)
    return [replace(first, at=start + 6 * HOUR * n) for n in range(count)]


def alarms(history: list[Seen], source: Source = DAILY, later: dt.timedelta = HOUR) -> dict[str, SourceAlarm]:
    return {alarm.kind: alarm for alarm in find_alarms(source, history, now=history[-1].at + later)}


def test_a_source_that_speaks_in_its_rhythm_raises_nothing() -> None:
    assert alarms(visits(20)) == {}
    assert find_alarms(DAILY, [], now=START) == ()


def test_a_weekend_is_no_silence_and_a_week_is() -> None:
    quiet = Seen(at=START, outcome="unchanged")
    history = visits(4)
    assert alarms(history + visits(11, quiet, START + DAY)) == {}
    found = alarms(history + visits(20, quiet, START + DAY))
    assert set(found) == {"silent"} and found["silent"].since == history[-1].at
    assert "nothing new in" in found["silent"].seen and "1d" in found["silent"].expected


def test_a_source_that_speaks_when_it_pleases_is_never_silent() -> None:
    assert alarms(visits(400, Seen(at=START, outcome="unchanged")), replace(DAILY, rhythm=None)) == {}


def test_a_source_that_cannot_be_reached_is_failing_and_not_silent() -> None:
    down = Seen(at=START, outcome="failed", fault="port.example: no connection")
    assert alarms(visits(4) + visits(1, down, START + DAY)) == {}
    found = alarms(visits(4) + visits(40, down, START + DAY))
    assert set(found) == {"failing"} and "no connection" in found["failing"].seen
    assert found["failing"].since == START + DAY


def test_one_unreadable_answer_is_an_alarm_at_once_and_over_with_the_next_good_one() -> None:
    bad = Seen(at=START, outcome="unreadable", fault="an HTML page, no feed")
    assert set(alarms(visits(4) + visits(1, bad, START + DAY))) == {"unreadable"}
    assert alarms(visits(4) + visits(1, bad, START + DAY) + visits(1, start=START + DAY + 6 * HOUR)) == {}


def test_sudden_emptiness_is_an_alarm_and_a_feed_that_was_always_empty_is_none() -> None:
    empty = Seen(at=START, outcome="items")
    found = alarms(visits(4) + visits(1, empty, START + DAY))
    assert set(found) == {"empty"} and "20 items" in found["empty"].expected
    still = Seen(at=START, outcome="unchanged")
    assert "empty" in alarms(visits(4) + visits(1, empty, START + DAY) + visits(1, still, START + DAY + HOUR))
    assert alarms(visits(4, empty)) == {}


def test_a_wall_of_undated_items_is_an_alarm_unless_it_is_known() -> None:
    wall = Seen(at=START, outcome="items", items=20, undated=18, new=20)
    assert set(alarms(visits(4) + visits(1, wall, START + DAY))) == {"undated"}
    assert alarms(visits(5, wall), replace(DAILY, undated=True)) == {}
    few = replace(wall, items=20, undated=5)
    assert alarms(visits(4) + visits(1, few, START + DAY)) == {}


def test_visits_that_have_stopped_are_an_alarm_on_ourselves() -> None:
    assert set(alarms(visits(4), later=3 * DAY)) == {"unvisited"}
    assert "unvisited" not in alarms(visits(4), later=20 * HOUR)


def test_an_alarm_reads_as_one_line_and_the_function_is_pure() -> None:
    history = visits(4) + visits(40, Seen(at=START, outcome="unchanged"), START + DAY)
    first = alarms(history)["silent"]
    assert "\n" not in str(first) and str(first).startswith("port: silent: expected")
    assert first == alarms(list(history))["silent"]
