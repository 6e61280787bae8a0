"""Items whose feed gives a summary: the page behind them is read in its place, or the feed's words stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.watch.serving import PAGE, serve
from vigie.errors import FetchError
from vigie.watch.collect.fetch import Fetched, Known
from vigie.watch.collect.follow import follow
from vigie.watch.collect.item import Item
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.roster import Roster, Source
from vigie.watch.collect.visit import make_ask

FEED = Source(id="port", address="https://port.example/feed.xml", follow=True)
ITEM = Item(
    id="n1", basis="stated", title="EXERCISE: harbour quiet", link="https://port.example/news/1", text="No ship."
)
DATED = PAGE.replace("<title>", '<meta property="article:published_time" content="2031-05-02T08:00:00Z"><title>')


def go(page: str | FetchError, item: Item = ITEM, source: Source = FEED, asked: list[Source] | None = None) -> object:
    def ask(to: Source, known: Known) -> Fetched:
        assert known == Known()
        if asked is not None:
            asked.append(to)
        if isinstance(page, FetchError):
            raise page
        return Fetched(page.encode(), "text/html", "utf-8", to.address)

    return follow(item, ask, source, Limits())


def test_the_article_takes_the_place_of_the_summary() -> None:
    made = go(DATED)
    assert made.note is None and "We watch every hull" in made.item.text  # type: ignore[attr-defined]
    assert (made.item.id, made.item.title, made.item.link) == (ITEM.id, ITEM.title, ITEM.link)  # type: ignore[attr-defined]
    span = made.item.offsets.find_raw((0, 13))  # type: ignore[attr-defined]
    assert span is not None and made.item.html[slice(*span)] == "Harbour quiet"  # type: ignore[attr-defined]


def test_the_page_states_what_the_feed_does_not_and_nothing_else() -> None:
    assert go(DATED).item.published == "2031-05-02"  # type: ignore[attr-defined]
    assert go(PAGE).item.published is None  # type: ignore[attr-defined]
    assert go(DATED, replace(ITEM, published="2031-05-01")).item.published == "2031-05-01"  # type: ignore[attr-defined]
    assert go(DATED, replace(ITEM, updated="2031-05-01")).item.dated == "2031-05-01"  # type: ignore[attr-defined]


def test_a_longer_account_of_the_feed_stays() -> None:
    item = replace(ITEM, text="EXERCISE. The harbour was quiet. " * 50)
    assert go(PAGE, item) == type(go(PAGE))(item, None)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (FetchError("https://port.example/news/1: the server answers 403", "http_status"), "answers 403"),
        ("<html><body></body></html>", "no article"),
        ("", "no text"),
        (PAGE.replace("arbour", "our consent").replace("quiet", "needed"), "speaks of something else"),
    ],
)
def test_what_cannot_be_followed_keeps_the_feeds_words_and_says_why(page: str | FetchError, why: str) -> None:
    made = go(page)
    assert made.item == ITEM  # type: ignore[attr-defined]
    assert made.note is not None and why in made.note  # type: ignore[attr-defined]


def test_an_item_without_a_link_is_not_followed() -> None:
    asked: list[Source] = []
    assert go(PAGE, replace(ITEM, link=None), asked=asked).item.text == "No ship."  # type: ignore[attr-defined]
    assert asked == []


@pytest.mark.parametrize(
    ("link", "private"),
    [
        ("https://port.example/news/1", True),
        ("https://port.example:443/news/1", True),
        ("https://port.example:8443/news/1", False),
        ("http://port.example/news/1", False),
        ("http://169.254.169.254/latest", False),
        ("https://port.example:x/", False),
    ],
)
def test_a_private_feed_may_not_send_its_reader_to_other_hosts(link: str, private: bool) -> None:
    asked: list[Source] = []
    go(PAGE, replace(ITEM, link=link), replace(FEED, private=True), asked)
    assert [to.private for to in asked] == [private]


def test_a_public_feed_that_links_into_the_own_network_is_refused() -> None:
    with serve() as web:
        item = replace(ITEM, link=f"http://127.0.0.1:{web.server_port}/page")
        made = follow(item, make_ask(Roster(sources=(), delay=0)), FEED, Limits())
    assert made.item == item and "not a public address" in (made.note or "")
