"""Captions, controls and links around an article, and the prose of two readings."""

from __future__ import annotations

import time

import pytest
from lxml import html

from vigie.text.clean import clean_html
from vigie.text.frame import drop_frame
from vigie.text.prose import merge_prose

PROSE = (
    "<p>EXERCISE. The port captain said on Monday that no ship had left the bay and that patrols would go on.</p>" * 3
)


def left(body: str) -> str:
    return " ".join(drop_frame(html.fromstring(f"<html><body>{body}</body></html>")).text_content().split())


@pytest.mark.parametrize(
    "block",
    [
        "<p>See: <a href=/a>What the harbour says of the convoy</a></p>",
        "<h3><a href=/a>Another story</a></h3>",
        "<ul><li><a href=/a>One</a></li><li><a href=/b>Two</a></li></ul>",
        "<figure><img src=x><figcaption>The bay. Photo: nobody</figcaption></figure>",
        "<label>Subscribe</label>",
        "<button>Share</button>",
    ],
)
def test_frames_go(block: str) -> None:
    assert left(f"<p>Kept.</p>{block}<p>Kept too.</p>") == "Kept.Kept too."


@pytest.mark.parametrize(
    "block",
    [
        "<p>The captain <a href=/a>said on Monday</a> that all was quiet in the bay.</p>",
        "<h1><a href=/a>The headline</a></h1>",
        "<figure><blockquote>We watch every hull</blockquote></figure>",
        "<figure><table><tr><td>12 ships</td></tr></table></figure>",
    ],
)
def test_what_says_something_stays(block: str) -> None:
    assert left(block) == " ".join(html.fromstring(f"<div>{block}</div>").text_content().split())


def test_text_after_a_dropped_block_stays() -> None:
    assert left("<div><p><a href=/a>More</a></p>after it</div>") == "after it"


def test_deep_pages_of_links_are_counted_once() -> None:
    page = "<html><body>" + "<ul>" * 240 + "<a>word word</a> and words that are no link. " * 10_000 + "</body></html>"
    start = time.process_time()
    drop_frame(html.fromstring(page))
    assert time.process_time() - start < 2.0


def test_a_paragraph_with_a_link_is_not_lost_to_strictness() -> None:
    strict = "The first line stands here.\nThe last line stands here."
    wide = "Menu\nThe first line stands here.\nBetween them a sentence that holds a link stands.\nShare\nThe last line stands here.\nLike us."
    assert merge_prose(strict, wide).split("\n") == [
        "The first line stands here.",
        "Between them a sentence that holds a link stands.",
        "The last line stands here.",
    ]


def test_a_strict_reading_that_missed_the_article_gives_way() -> None:
    wide = "\n".join(f"Sentence {n} of the article that is long enough to count as prose." for n in range(9))
    assert merge_prose("Read our rules.", wide) == wide
    assert merge_prose("", wide) == wide


def test_a_long_end_is_kept_and_a_short_one_dropped() -> None:
    strict = "The only line that the strict reading kept of all, and it is as long as it must be here."
    plea = "If you liked this text, give us something for the next one."
    assert merge_prose(strict, f"{strict}\n{plea}") == strict
    end = "\n".join(
        f"Paragraph {n} of an end that goes on, with sentences worth reading, for a good while." for n in range(8)
    )
    assert merge_prose(strict, f"{strict}\n{end}") == f"{strict}\n{end}"


LEAD = "The port captain says that patrols go on and that nobody has seen a ship leave the bay since the storms of the spring came to an end."


def test_a_lead_that_the_page_shows_stands_above_the_text() -> None:
    head = f'<title>Harbour quiet</title><meta name="description" content="{LEAD}">'
    page = clean_html(
        f"<html><head>{head}</head><body><h1>Harbour quiet</h1><header>{LEAD}</header><article>{PROSE}</article></body></html>"
    )
    assert page is not None
    assert page.text.startswith(f"Harbour quiet\n\n{LEAD}\n\nEXERCISE.")
    start = page.text.index(LEAD)
    assert page.offsets.find_raw((start, start + len(LEAD))) is not None


def test_a_description_that_the_page_does_not_show_is_no_text() -> None:
    head = f'<title>Harbour quiet</title><meta name="description" content="{LEAD}">'
    page = clean_html(f"<html><head>{head}</head><body><h1>Harbour quiet</h1><article>{PROSE}</article></body></html>")
    assert page is not None and LEAD not in page.text


def test_a_headline_is_said_once() -> None:
    page = clean_html(
        f"<html><head><title>Harbour quiet now</title></head><body><article><h1>Harbour quiet now</h1>{PROSE}</article></body></html>"
    )
    assert page is not None and page.text.count("Harbour quiet now") == 1
