"""Visits: polite, patient, and remembering only what could be read. Servers are on the loopback address."""

from __future__ import annotations

import datetime as dt
import http.server
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.watch.samples import Entry, build_page
from tests.watch.serving import serve
from vigie.errors import FetchError
from vigie.watch.collect import Limits, fetch
from vigie.watch.collect.courtesy import Courtesy, find_check, find_due, parse_retry_after
from vigie.watch.collect.fetch import Known
from vigie.watch.collect.roster import Roster, Source
from vigie.watch.collect.visit import Ask, Memory, Visit, is_due, make_ask, visit

NOW = dt.datetime(2022, 10, 11, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SHORT = Limits(connect_seconds=0.5, read_seconds=0.5, total_seconds=1.0, page_bytes=1_000_000)


@pytest.fixture
def web() -> Iterator[http.server.ThreadingHTTPServer]:
    with serve() as server:
        yield server


def source(web: http.server.ThreadingHTTPServer, path: str, **more: object) -> Source:
    address = f"http://127.0.0.1:{web.server_port}/{path}"
    return Source(id="port", address=address, **{"private": True, "rhythm": dt.timedelta(days=1), **more})  # type: ignore[arg-type]


def go(to: Source, memory: Memory | None = None, now: dt.datetime = NOW, ask: Ask | None = None) -> Visit:
    ask = ask or make_ask(Roster(sources=(), delay=0), limits=SHORT)
    return visit(to, memory, now=now, rng=random.Random("visit"), ask=ask, limits=SHORT)


def test_a_feed_is_read_and_asked_again_only_for_changes(web: http.server.ThreadingHTTPServer) -> None:
    to = source(web, "feed/v1")
    first = go(to)
    assert (first.outcome, len(first.items), first.undated, first.title) == ("items", 1, 0, "Port")
    assert first.items[0].link == f"http://127.0.0.1:{web.server_port}/news/1"
    second = go(to, first.memory)
    assert (second.outcome, second.items, second.memory.known) == ("unchanged", (), first.memory.known)
    asked = web.asked[-1]  # type: ignore[attr-defined]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"v1"', "Tue, 11 Oct 2022 08:30:00 GMT")
    assert "vigie" in asked["User-Agent"]


def test_a_server_that_knows_no_versions_is_compared_by_content(web: http.server.ThreadingHTTPServer) -> None:
    to = source(web, "feed/")
    assert go(to, go(to).memory).outcome == "unchanged"


def test_what_could_not_be_read_is_not_remembered_as_known(web: http.server.ThreadingHTTPServer) -> None:
    to = source(web, "garbage")
    first = go(to)
    assert first.outcome == "unreadable" and "an HTML page, no feed" in (first.fault or "")
    assert (first.memory.known, first.memory.digest, first.memory.failures) == (Known(), None, 1)
    assert go(to, first.memory).outcome == "unreadable"


def test_a_changed_address_starts_anew(web: http.server.ThreadingHTTPServer) -> None:
    old = go(source(web, "feed/v1")).memory
    assert go(source(web, "feed/v2"), old).outcome == "items"
    assert is_due(source(web, "feed/v2"), old, NOW)


def test_a_lasting_move_is_told_and_a_passing_one_is_not(web: http.server.ThreadingHTTPServer) -> None:
    assert go(source(web, "moved/feed/")).moved_to == f"http://127.0.0.1:{web.server_port}/feed/"
    assert go(source(web, "to//feed/")).moved_to is None


def test_failures_wait_longer_each_time_and_a_success_forgives_them(web: http.server.ThreadingHTTPServer) -> None:
    to, memory, waits = source(web, "nothing", check=HOUR), None, []
    for _ in range(8):
        made = go(to, memory)
        memory = made.memory
        assert made.outcome == "failed" and memory.due is not None
        waits.append((memory.due - NOW) / HOUR)
    assert waits[0] == pytest.approx(2, rel=0.11) and waits[2] == pytest.approx(8, rel=0.11)
    assert max(waits) <= 24 * 1.1 and sorted(waits[:4]) == waits[:4]
    well = go(source(web, "feed/", check=HOUR))
    assert well.memory.failures == 0 and well.memory.due is not None
    assert abs((well.memory.due - NOW) / HOUR - 1) < 0.11


def test_a_busy_server_is_left_alone_as_long_as_it_asks(web: http.server.ThreadingHTTPServer) -> None:
    made = go(source(web, "busy/100000", check=HOUR))
    assert made.memory.due is not None and made.memory.due >= NOW + dt.timedelta(seconds=100_000)
    assert not is_due(source(web, "busy/100000"), made.memory, NOW + 20 * HOUR)
    assert go(source(web, "busy/99999999999", check=HOUR)).memory.due is not None


@pytest.mark.parametrize("path", ["silence", "drip", "flood", "bomb", "notgzip", "loop/1", "circle", "nothing"])
def test_a_hostile_server_costs_its_time_and_no_more(web: http.server.ThreadingHTTPServer, path: str) -> None:
    made = go(source(web, path))
    assert made.outcome == "failed" and made.memory.failures == 1 and made.fault


def test_a_private_address_is_refused_unless_the_list_allows_it(web: http.server.ThreadingHTTPServer) -> None:
    made = go(source(web, "feed/", private=False))
    assert made.outcome == "failed" and "not a public address" in (made.fault or "")
    assert web.asked == []  # type: ignore[attr-defined]


def test_a_tag_with_line_ends_is_not_sent_back(web: http.server.ThreadingHTTPServer) -> None:
    at = source(web, "feed/v1").address
    fetch(at, allow_private=True, known=Known('"x"\r\nCookie: a', "é"))
    asked = web.asked[-1]  # type: ignore[attr-defined]
    assert not {"Cookie", "If-None-Match", "If-Modified-Since"} & set(asked)


def test_each_hop_takes_its_hosts_turn(web: http.server.ThreadingHTTPServer) -> None:
    taken: list[str] = []

    @contextmanager
    def turn(host: str) -> Iterator[None]:
        taken.append(host)
        yield

    fetch(source(web, f"to/http://localhost:{web.server_port}/feed/").address, allow_private=True, turn=turn)
    assert taken == ["127.0.0.1", "localhost"]


def test_a_host_is_asked_by_one_at_a_time_with_a_pause_between() -> None:
    now, slept, inside, most = [100.0], [], [0], [0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    courtesy = Courtesy(2.0, clock=lambda: now[0], sleep=sleep)

    def work() -> None:
        with courtesy.turn("Port.example"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] and slept == [2.0] * 4
    with courtesy.turn("other.example"):
        assert len(slept) == 4


def test_a_turn_is_given_back_after_a_fault() -> None:
    courtesy = Courtesy(0.0)
    with pytest.raises(FetchError), courtesy.turn("port.example"):
        raise FetchError("x", "timeout")
    with courtesy.turn("port.example"):
        pass


def test_due_times_are_the_same_for_the_same_dice() -> None:
    made = [find_due(NOW, HOUR, failures=2, asked=None, rng=random.Random("a")) for _ in range(2)]
    assert made[0] == made[1]


def test_the_check_follows_the_rhythm_within_bounds() -> None:
    assert find_check(None, None) == HOUR
    assert find_check(dt.timedelta(minutes=5), None) == dt.timedelta(minutes=10)
    assert find_check(dt.timedelta(days=30), None) == 6 * HOUR
    assert find_check(dt.timedelta(days=30), dt.timedelta(minutes=1)) == dt.timedelta(minutes=1)


def test_retry_after_is_seconds_or_a_date_or_nothing() -> None:
    assert parse_retry_after("120", NOW) == dt.timedelta(seconds=120)
    assert parse_retry_after("Tue, 11 Oct 2022 13:00:00 GMT", NOW) == HOUR
    assert [parse_retry_after(v, NOW) for v in (None, "", "soon", "-5", "9" * 40, "Tue, 11 Oct 2021 13:00:00 GMT")] == [
        None
    ] * 6


def test_files_and_folders_are_visited_like_feeds(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(build_page([Entry()]))
    folder = Source(id="drop", address=str(tmp_path), kind="folder")
    assert [item.id for item in go(folder).items] == ["a.html"]
    page = Source(id="one", address=str(tmp_path / "a.html"), kind="page")
    assert [item.id for item in go(page).items] == ["one"]
    gone = go(Source(id="gone", address=str(tmp_path / "none"), kind="folder"))
    assert gone.outcome == "failed" and gone.memory.failures == 1
    (tmp_path / "b.xml").write_bytes(b"{")
    assert go(Source(id="bad", address=str(tmp_path / "b.xml"))).outcome == "unreadable"
    assert go(Source(id="wrong", address=str(tmp_path), kind="feed")).outcome in {"items", "unreadable"}
