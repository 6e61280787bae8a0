"""Streams and their alarms over views made by hand: what counts, what is too little, and what an alarm says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.watch.signals.reporting import make_document, make_event, make_statement
from vigie.model.signal import Grouping
from vigie.store import FiledEvent, FiledStatement
from vigie.watch.signals.baseline import find_surprise
from vigie.watch.signals.baseline_streams import find_kind, find_streams
from vigie.watch.signals.baselines import find_alarm_signals, find_baselines
from vigie.watch.signals.tell import tell
from vigie.watch.view import View

LAST = dt.date(2031, 5, 31)
AT = dt.datetime(2031, 5, 31, 20, tzinfo=dt.UTC)


def day(back: int) -> str:
    return (LAST - dt.timedelta(days=back)).isoformat()


def view_of_days(
    days: int, threats: Callable[[int], int], items: int = 10, lang: Callable[[int], str] = lambda n: "en"
) -> View:
    """So many days with so many items; the first few of each day hold a threat, as many as the function says."""
    documents, statements = {}, []
    for back in range(days):
        for n in range(items):
            key = f"d{back}-{n}"
            documents[key] = make_document(key, day(back), lang(n))
            if n < threats(back):
                statements.append(make_statement(f"{key}.s", key, day(back), ("threat",)))
    return View(at=AT, realm="exercise", documents=documents, statements=tuple(statements))


def test_an_item_counts_once_however_much_it_holds_and_its_copies_not_at_all() -> None:
    documents = {k: make_document(k, "2031-05-30") for k in ("a", "b", "c")}
    statements = tuple(make_statement(f"{k}{n}", k, "2031-05-30", ("threat",)) for k in "abc" for n in range(3))
    copies = {"b": Grouping(document="b", origin="a", relation="near", overlap=1, story="a", score=1)}
    view = View(at=AT, realm="exercise", documents=documents, statements=statements, groupings=copies)
    threat = next(s for s in find_streams(view).streams if s.name == "threat")
    assert (threat.counts, threat.items) == ([2, 0], [2.0, 0.0])
    assert sorted(threat.records[0]) == ["a0", "a1", "a2", "c0", "c1", "c2"]


def test_an_item_without_a_day_or_of_a_day_to_come_is_counted_on_none() -> None:
    documents = {"a": make_document("a", None), "b": make_document("b", "2031-06-09"), "c": make_document("c", day(0))}
    found = find_streams(View(at=AT, realm="exercise", documents=documents))
    assert (found.days, found.undated) == ((LAST,), 1)
    assert find_streams(View(at=AT, realm="exercise")).days == ()


def test_threats_acts_and_posture_are_apart() -> None:
    def kind(**options: object) -> str | None:
        return find_kind(make_event("e", "d", day(0), **options))  # type: ignore[arg-type]

    assert kind() == "act" and kind(type="THREATEN", quad=3) == "threat" and kind(type="MOBILIZE") == "posture"
    assert kind(polarity="negative") is None and kind(status="planned") is None
    assert kind(type=None, quad=None, vigie_type="posture_unchanged") is None and kind(type="CONSULT", quad=1) is None


def test_pairs_and_languages_have_streams_where_there_is_enough() -> None:
    view = view_of_days(30, lambda back: 3, lang=lambda n: "fr" if n == 0 else "en")
    events: tuple[FiledEvent, ...] = tuple(
        make_event(f"e{back}", f"d{back}-5", day(back), actor=("VELMIL",), recipient=("OSTGOV",)) for back in range(25)
    )
    few = tuple(make_event(f"f{n}", f"d{n}-6", day(n), actor=("AAA",), recipient=("BBB",)) for n in range(5))
    streams = {s.name: s for s in find_streams(View(at=AT, realm="exercise", documents=view.documents,
                                                    statements=view.statements, events=events + few)).streams}  # fmt: skip
    assert set(streams) == {"threat", "act", "posture", "threat en", "threat fr", "act en", "act VEL>OST"}
    assert streams["threat fr"].items == [1.0] * 30 and streams["threat en"].items == [9.0] * 30


def test_too_little_history_gives_no_alarm_and_says_how_much_is_needed() -> None:
    found = find_alarm_signals(view_of_days(40, lambda back: 9 if back == 0 else 1), alarm_days=12)
    assert [s.form for s in found] == ["too_short"] and found[0].level == "notice"
    assert (found[0].value("days"), found[0].value("needed"), found[0].value("lacking")) == ("40", "94", "54")
    assert "94" in tell(found[0], "fr") and "94" in tell(found[0], "en")
    assert find_alarm_signals(View(at=AT, realm="exercise")) == ()


def test_a_day_of_many_threats_is_an_alarm_that_opens_into_them() -> None:
    view = view_of_days(100, lambda back: 8 if back == 0 else back % 3)
    found = find_alarm_signals(view, alarm_days=12)
    assert [(s.form, s.day, s.level) for s in found] == [("threat", day(0), "alarm")]
    alarm = found[0]
    assert alarm.inputs == tuple(sorted(f"d0-{n}.s" for n in range(8)))
    assert (alarm.value("count"), alarm.value("items"), alarm.value("mean")) == ("8", "10", "1.0")
    assert float(alarm.value("rank") or 1) <= 12 / 365.25
    assert alarm.value("achieved") is not None and alarm.value("placebo") is not None


def test_the_numbers_of_an_alarm_can_be_worked_out_again() -> None:
    alarm = find_alarm_signals(view_of_days(100, lambda back: 8 if back == 0 else back % 3), alarm_days=12)[0]
    n = {name: float(value) for name, value in alarm.values if value.replace(".", "").isdigit()}
    assert n["exposure"] == pytest.approx(n["items"] * n["weekday_factor"] * n["known_factor"], abs=0.01)
    assert n["surprise"] == pytest.approx(find_surprise(int(n["count"]), n["mean"], n["dispersion"]), abs=0.3)
    assert n["per_year"] == pytest.approx(n["rank"] * 365.25, abs=1)


def test_a_known_exercise_raises_what_is_expected() -> None:
    view = view_of_days(100, lambda back: 8 if back == 0 else back % 3)
    assert find_alarm_signals(view, known={day(0): 8.0}) == ()
    streams = find_baselines(view, known={day(0): 8.0}).streams.streams
    assert next(s for s in streams if s.name == "threat").counts[-1] == 8, "its day stays"


def test_quiet_days_give_no_alarm() -> None:
    assert find_alarm_signals(view_of_days(100, lambda back: back % 3)) == ()


def test_the_order_of_the_records_changes_nothing() -> None:
    view = view_of_days(100, lambda back: 8 if back == 0 else back % 3)
    turned: tuple[FiledStatement, ...] = view.statements[::-1]
    again = View(at=AT, realm="exercise", documents=dict(reversed(view.documents.items())), statements=turned)
    assert find_alarm_signals(view) == find_alarm_signals(again)
