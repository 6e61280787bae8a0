"""What a page states of itself, and how its titles are weighed."""

from __future__ import annotations

import json

import pytest
from lxml import html

from vigie.text.stated import choose_title, read_stated


def state(head: str, body: str = "<p>EXERCISE</p>", **linked: object) -> object:
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    return read_stated(html.fromstring(f"<html><head>{head}{script}</head><body>{body}</body></html>"))


def title(head: str, body: str = "<p>EXERCISE</p>", **linked: object) -> str | None:
    return choose_title(state(head, body, **linked))  # type: ignore[arg-type]


SITE = '<meta property="og:site_name" content="Harbour Post">'


@pytest.mark.parametrize(
    "tab",
    [
        "Convoy leaves the bay | Harbour Post",
        "Convoy leaves the bay - Harbour Post",
        "Harbour Post – Convoy leaves the bay",
        "Convoy leaves the bay｜harbour post",
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(tab: str) -> None:
    assert title(f"{SITE}<title>{tab}</title>") == "Convoy leaves the bay"


def test_what_follows_a_wording_used_elsewhere_is_the_sites() -> None:
    assert (
        title("<title>Convoy leaves the bay - News</title>", "<h1>Convoy leaves the bay</h1>")
        == "Convoy leaves the bay"
    )


def test_a_dash_in_a_headline_is_kept() -> None:
    assert title(f"{SITE}<title>Convoy leaves - and returns | Harbour Post</title>") == "Convoy leaves - and returns"


def test_the_wording_that_most_places_use_wins() -> None:
    head = '<meta property="og:title" content="Convoy gone"><title>Convoy leaves the bay</title>'
    found = title(
        head, "<h1>Convoy leaves the bay</h1>", **{"@type": "NewsArticle", "headline": "Convoy leaves the bay"}
    )
    assert found == "Convoy leaves the bay"


def test_a_heading_that_nothing_else_repeats_is_not_the_title() -> None:
    assert title("<title>Convoy leaves the bay</title>", "<h1>Log in</h1>") == "Convoy leaves the bay"


def test_a_page_without_a_title_has_none() -> None:
    assert title("") is None


def test_the_day_is_the_articles_own() -> None:
    day = state("", **{"@type": "NewsArticle", "datePublished": "2031-05-02T23:30:00+02:00"})
    assert day.published == "2031-05-02"  # type: ignore[attr-defined]


def test_two_articles_with_two_days_state_none() -> None:
    graph = [{"@type": "NewsArticle", "datePublished": f"2031-05-0{n}"} for n in (2, 3)]
    assert state("", **{"@graph": graph}).published is None  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", ["soon", "02/05/2031", "20310502T0800", 20310502, None, ["2031-05-02"]])
def test_what_is_no_iso_day_is_no_day(value: object) -> None:
    assert state("", **{"@type": "NewsArticle", "datePublished": value}).published is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "script", ["{", "[" * 50_000, '"x"', "null", '{"@type": [1, null]}', '{"@graph": {"@graph": {}}}']
)
def test_broken_json_is_passed_over(script: str) -> None:
    tree = html.fromstring(
        f'<html><head><script type="application/ld+json">{script}</script></head><body>x</body></html>'
    )
    assert read_stated(tree).titles == ()
