"""Feeds and pages made to waste our time: each is read or refused in a time that grows with its length and no faster."""

from __future__ import annotations

import time

import pytest

from vigie.errors import InputError
from vigie.watch.collect.item import Origin
from vigie.watch.collect.kinds import parse_bytes

SIZE = 400_000
SECONDS = 6.0


def fill(part: str) -> str:
    return (part * (SIZE // len(part) + 1))[:SIZE]


def within(body: str) -> str:
    return f"<rss><channel><item><title>t</title><description>{body}</description></item></channel></rss>"


CASES = {
    "open sections": fill("<![CDATA["),
    "ampersands": within(fill("&")),
    "half names": within(fill("&aaaaaaaa")),
    "open comments": within(fill("<!-- ")),
    "endless type": "<!DOCTYPE r [" + fill("] ") + "<r/>",
    "half entities": "<!DOCTYPE r [" + fill("<!ENTITY ") + "]><r/>",
    "open tags": fill("<a "),
    "nested items": "<rss>" + fill("<item>"),
    "attributes": "<rss><item " + "".join(f'a{n}="x" ' for n in range(SIZE // 12)) + "/></rss>",
    "attributes inside": within("<b " + "".join(f'a{n}="x" ' for n in range(SIZE // 12)) + "/>"),
    "escaped nests": within(fill("&lt;div&gt;")),
    "escaped anchors": within(fill("&lt;a&gt;")),
    "one id": "<rss>" + fill("<item><guid>1</guid></item>") + "</rss>",
    "deep bases": "<rss>" + '<a xml:base="b/" xml:lang="fr">' * 240 + fill("<item><link>x</link></item>"),
    "dates": "<rss><item>" + fill(f"<pubDate>{'1 jan ' * 18}</pubDate>") + "</item></rss>",
}

JSON_CASES = {
    "open lists": '{"version": "https://jsonfeed.org/version/1.1", "items": ' + fill("["),
    "open objects": '{"version": "https://jsonfeed.org/version/1.1", "items": ' + fill('{"a":'),
    "long number": '{"version": "https://jsonfeed.org/version/1.1", "items": [' + fill("9") + "]}",
    "half signs": '{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "' + fill("\\ud800") + '"}]}',
    "no items": '{"version": "https://jsonfeed.org/version/1.1", "items": [' + fill("null,") + "0]}",
}
PAGES = {
    "headings": fill("<h1>EXERCISE: harbour quiet</h1>"),
    "nested headings": fill("<h1>x"),
    "links": fill("<p><a href=x>EXERCISE</a></p>"),
    "open links": fill("<a href=x>y"),
    "nested lists": fill("<ul><li><a>x</a>"),
    "figures": fill("<figure><figcaption>x</figcaption>"),
    "metas": fill("<meta name=description content='A lead that is long enough to be one, and stands nowhere.'>"),
    "articles": '<script type="application/ld+json">['
    + fill('{"@type":"Article","headline":"x"},')
    + "0]</script><p>x",
    "nested data": '<script type="application/ld+json">' + fill('{"@graph":[') + "</script><p>x",
    "titles": "<title>" + fill("a | ") + "</title><p>EXERCISE",
    "prose": fill("<p>EXERCISE. The captain said that the harbour <a href=x>was quiet</a> on this day.</p>"),
}


@pytest.mark.parametrize("case", PAGES)
def test_no_page_takes_longer_than_its_length_warrants(case: str) -> None:
    start = time.process_time()
    try:
        parse_bytes("page", f"<html><body>{PAGES[case]}".encode(), Origin(place="https://port.example/page"))
    except InputError as fault:
        assert len(str(fault)) < 1_000
    assert time.process_time() - start < 3 * SECONDS


@pytest.mark.parametrize("case", [*CASES, *JSON_CASES])
def test_no_feed_takes_longer_than_its_length_warrants(case: str) -> None:
    start = time.process_time()
    try:
        parse_bytes("feed", (CASES | JSON_CASES)[case].encode(), Origin(place="https://port.example/feed"))
    except InputError as fault:
        assert len(str(fault)) < 1_000
    assert time.process_time() - start < SECONDS
