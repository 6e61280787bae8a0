"""Feeds made to waste our time: each is read or refused in a time that grows with its length and no faster."""

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


@pytest.mark.parametrize("case", CASES)
def test_no_feed_takes_longer_than_its_length_warrants(case: str) -> None:
    start = time.process_time()
    try:
        parse_bytes("feed", CASES[case].encode(), Origin(place="https://port.example/feed"))
    except InputError as fault:
        assert len(str(fault)) < 1_000
    assert time.process_time() - start < SECONDS
