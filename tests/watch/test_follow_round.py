"""A source that asks for it has the pages behind its items read: the new ones, few at once, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.watch.replaying import write_replay
from tests.watch.serving import PAGE, serve
from vigie.model import Document, Unread
from vigie.store import Ledger, open_ledger
from vigie.store.watched import FiledVisit, Incoming
from vigie.watch.collect.follow import MOST_A_VISIT
from vigie.watch.collect.roster import Roster, Source
from vigie.watch.collect.visit import make_ask
from vigie.watch.readers import Readers
from vigie.watch.replay import load_replay
from vigie.watch.round import Counts, Watch, collect, read_waiting
from vigie.watch.run import run_replay

NOW = dt.datetime(2031, 5, 2, 6, tzinfo=dt.UTC)


class NoReaders(Readers):
    """Readers that can read nothing, which is all that these tests need of them."""

    def __init__(self) -> None:
        pass

    def read(self, documents: Iterable[Document]) -> Iterator[Unread]:  # type: ignore[override]
        return (Unread(document.id, "not read here", "refused") for document in documents)


@pytest.fixture
def web() -> Iterator[ThreadingHTTPServer]:
    with serve() as found:
        yield found


@pytest.fixture
def watch(web: ThreadingHTTPServer, tmp_path: Path) -> Iterator[Watch]:
    source = Source(id="port", address=f"http://127.0.0.1:{web.server_port}/list", private=True, follow=True)
    roster = Roster(sources=(source,), delay=0, realm="exercise")
    with open_ledger(tmp_path / "watch.vigie", realm="exercise", create=True, now=NOW) as ledger:
        yield Watch(ledger=ledger, roster=roster, readers=NoReaders(), ask=make_ask(roster), clock=lambda: NOW)


def tell(web: ThreadingHTTPServer, *numbers: int, title: str = "EXERCISE: harbour quiet", without: int = -1) -> None:
    """Have the feed list these items, each with its page unless it is the one without."""
    items = "".join(
        f"<item><title>{title} {n}</title><link>/news/{n}</link><guid isPermaLink='false'>n{n}</guid>"
        f"<description>EXERCISE. No ship {n}.</description></item>"
        for n in numbers
    )
    web.pages["/list"] = f"<rss version='2.0'><channel><title>Port</title>{items}</channel></rss>"  # type: ignore[attr-defined]
    for n in set(numbers) - {without}:
        web.pages[f"/news/{n}"] = PAGE.replace("quiet", f"quiet {n}")  # type: ignore[attr-defined]


def go(watch: Watch) -> FiledVisit:
    """Return the visit that was made."""
    collect(watch, watch.roster.sources, Counts())
    return watch.ledger.visits()[0]


def asked(web: ThreadingHTTPServer) -> list[str]:
    """Return the pages that were asked for since this was asked last."""
    found = [path for path in web.paths if path != "/list"]  # type: ignore[attr-defined]
    web.paths.clear()  # type: ignore[attr-defined]
    return found


def waiting(ledger: Ledger) -> list[Incoming]:
    return [held.item for held in ledger.waiting()]


def test_a_new_item_is_followed_once(watch: Watch, web: ThreadingHTTPServer) -> None:
    tell(web, 1)
    assert go(watch).fresh == 1 and asked(web) == ["/news/1"]
    tell(web, 2, 1)
    assert go(watch).fresh == 1 and asked(web) == ["/news/2"]
    assert ["We watch every hull" in item.text for item in waiting(watch.ledger)] == [True, True]
    assert [item.ref for item in waiting(watch.ledger)] == ["n1", "n2"]


def test_a_source_that_does_not_ask_for_it_is_not_followed(watch: Watch, web: ThreadingHTTPServer) -> None:
    tell(web, 1)
    plain = tuple(replace(source, follow=False) for source in watch.roster.sources)
    collect(watch, plain, Counts())
    assert asked(web) == [] and "No ship 1." in waiting(watch.ledger)[0].text


def test_a_long_feed_is_followed_so_far_and_says_so(watch: Watch, web: ThreadingHTTPServer) -> None:
    tell(web, *range(MOST_A_VISIT + 5))
    made = go(watch)
    assert made.fresh == MOST_A_VISIT + 5 and len(asked(web)) == MOST_A_VISIT
    assert made.note == "5 items keep their summaries: 20 pages a visit"
    tell(web, *range(MOST_A_VISIT + 6))
    assert go(watch).note is None and asked(web) == [f"/news/{MOST_A_VISIT + 5}"], "those left stay as they were kept"


def test_a_page_that_cannot_be_read_is_told_and_its_summary_kept(watch: Watch, web: ThreadingHTTPServer) -> None:
    tell(web, 1, 2, without=2)
    made = go(watch)
    assert made.outcome == "items" and made.fault is None
    assert made.note is not None and made.note.startswith("1 of 2 pages not read, first: ") and "404" in made.note
    assert "No ship 2." in waiting(watch.ledger)[1].text


def test_an_item_that_its_feed_states_anew_is_followed_anew(watch: Watch, web: ThreadingHTTPServer) -> None:
    tell(web, 1)
    go(watch)
    asked(web)
    tell(web, 1, title="EXERCISE: harbour quiet again")
    assert go(watch).fresh == 1 and asked(web) == ["/news/1"]


def test_a_kill_before_the_visit_is_kept_has_the_page_asked_for_again(
    watch: Watch, web: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    tell(web, 1)
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(Ledger, "append_visit", die)
        go(watch)
    assert waiting(watch.ledger) == [] and asked(web) == ["/news/1"]
    assert go(watch).fresh == 1 and asked(web) == ["/news/1"] and len(waiting(watch.ledger)) == 1


def test_what_was_read_is_no_new_version_however_often_the_feed_comes(watch: Watch, web: ThreadingHTTPServer) -> None:
    tell(web, 1)
    go(watch)
    read_waiting(watch, Counts())
    for n in (2, 3):  # each time another feed, so that it is not passed over as unchanged
        tell(web, n, 1)
        web.pages["/news/1"] = PAGE.replace("quiet", f"quiet, said {n}")  # type: ignore[attr-defined]
        go(watch)
    assert [item.ref for item in waiting(watch.ledger)] == ["n2", "n3"]


def test_a_stop_ends_the_following(watch: Watch, web: ThreadingHTTPServer) -> None:
    tell(web, 1, 2, 3)
    stopping = replace(watch, stop=lambda: len(web.paths) > 1)  # type: ignore[attr-defined]
    assert go(stopping).fresh == 3 and asked(web) == ["/news/1"]


def test_a_replay_follows_nothing(watch: Watch, tmp_path: Path) -> None:
    replay = load_replay(write_replay(tmp_path / "replay"))
    listed = tuple(
        Source(id=key, address=f"https://{key}.example/", kind=kind, follow=True)
        for key, kind in (("herald", "feed"), ("messager", "page"), ("lines", "lines"))
    )
    seen: list[bool] = []
    replayed = replace(watch, roster=replace(watch.roster, sources=listed))
    for made in run_replay(replayed, lambda at, _, __: seen.append(at.follows), replay):
        assert made.counts.visits == 3
    assert seen and not any(seen)
    assert not any("pages not read" in (visit.note or "") for visit in watch.ledger.visits())
