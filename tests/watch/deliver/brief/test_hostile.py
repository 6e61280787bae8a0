"""Titles, names and quotations that try to be more than text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from tests.watch.deliver.brief.building import AFTER, brief_of, file, full_reading, look, said
from vigie.store import Ledger
from vigie.watch.deliver.brief import render_html, render_json, render_md
from vigie.watch.deliver.brief.plain import escape_md

HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[click](javascript:alert(1))", "![x](https://evil.example/x)",
    "<https://evil.example>", "https://evil.example/a", "www.evil.example", "**bold** _it_ `code` ~~gone~~", "a | b\n| - | - |",
    "# heading\n\n---\n\n- item", "&lt;b&gt;&#60;", "\u202eabc\u2066def", "a\x00b\x1b[31mc\x07", "x" * 10_000,
    "</a></mark></style><svg onload=alert(1)>", "[a]: https://evil.example", "$x$ \\ <!-- -->", "1. one\n2. two",
]  # fmt: skip


class Page(HTMLParser):
    """Collects what a browser would see: the elements, their attributes, and the text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def fill(ledger: Ledger, hostile: str) -> None:
    words = " ".join(hostile.replace("”", "").split()) or "x"
    file(ledger, said(words, title=hostile, speaker="Kjell Arden"))
    file(ledger, said("the ports stay open", speaker=f"Arden {words}", id="b.txt", title="Ports"), source=hostile[:200])


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda h: repr(h[:20]))
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_title_name_or_quotation_breaks_out_of_the_page(ledger: Ledger, hostile: str, lang: str) -> None:
    fill(ledger, hostile)
    brief = brief_of(ledger, lang=lang)
    page = Page(render_html(brief, look(ledger)[1]))
    allowed = {
        "html", "head", "meta", "title", "style", "body", "div", "main", "header", "h1", "h2", "h3", "ul", "li", "nav", "a",
        "section", "small", "bdi", "article", "p", "mark",
    }  # fmt: skip
    assert {tag for tag, _ in page.tags} <= allowed
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on")]
    assert all((attrs["href"] or "").startswith("#") for tag, attrs in page.tags if tag == "a")
    policy = next(a["content"] for tag, a in page.tags if tag == "meta" and a.get("http-equiv"))
    assert policy and policy.startswith("default-src 'none'") and "script-src" not in policy


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda h: repr(h[:20]))
def test_no_title_name_or_quotation_becomes_markup_in_markdown(ledger: Ledger, hostile: str) -> None:
    fill(ledger, hostile)
    written = render_md(brief_of(ledger))
    made = Page(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(written))
    assert {tag for tag, _ in made.tags} <= {"h1", "h2", "h3", "ul", "li", "p"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", written)


@pytest.mark.parametrize(
    "address", ["https://evil.example/a", "HTTP://evil.example", "www.evil.example", "ftp://evil.example"]
)
def test_addresses_are_broken_for_readers_that_link_bare_ones(address: str) -> None:
    assert not re.search(r"(?i)(?:https?|ftp)://|www\.", escape_md(f"see {address} now"))


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda h: repr(h[:20]))
def test_json_keeps_every_character_and_is_ascii(ledger: Ledger, hostile: str) -> None:
    fill(ledger, hostile)
    written = render_json(brief_of(ledger))
    assert written.isascii()
    raw = json.loads(written)
    assert hostile in [g["title"] for s in raw["sections"] for g in s["groups"]] or "\x00" in hostile


def test_every_sentence_leads_to_its_words_and_back(ledger: Ledger) -> None:
    fill(ledger, "plain words")
    page = Page(render_html(brief_of(ledger), look(ledger)[1]))
    names = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    links = {(attrs["href"] or "")[1:] for tag, attrs in page.tags if tag == "a"}
    assert links <= names and {"s1", "w1", "s2", "w2"} <= names


def test_every_name_on_the_page_is_there_once(ledger: Ledger) -> None:
    key = file(ledger, full_reading())
    ledger.correct(
        next(s.key for s in ledger.statements(document=key)),
        {"role": "minister"},
        author="A. Officer",
        reason="x",
        now=AFTER,
    )
    names = [attrs["id"] for _, attrs in Page(render_html(brief_of(ledger), look(ledger)[1])).tags if "id" in attrs]
    assert len(names) == len(set(names))


def test_a_long_title_is_cut_and_a_long_quotation_is_not(ledger: Ledger) -> None:
    file(ledger, said("y" * 10_000, title="x" * 10_000))
    written = render_md(brief_of(ledger))
    assert "x" * 160 + " …" in written and "x" * 161 not in written
    assert "y" * 10_000 in written
