"""What people look at: nothing of a text may act, hide or go astray in it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import TEXT, make_reading, readings
from vigie.cli.render.csv import COLUMNS, write_csv
from vigie.cli.render.html import render_html
from vigie.cli.render.table import write_table
from vigie.cli.render.webanno import render_webanno
from vigie.model import Document, EventPlace, Flag, Reading, Span, Speaker, Statement, Unread

HOSTILE = (
    "</title></style><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & \u202egpj.exe\u202c \u2066x\u2069"
)
VOID = frozenset(["meta", "br", "img", "link", "input", "hr"])


class Page(HTMLParser):
    """The elements of a page, its scripts and the words a reader sees."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self.article = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"stray </{tag}>")

    def handle_data(self, data: str) -> None:
        if "script" in self.open:
            self.scripts.append(data)
        elif "style" not in self.open:
            self.words.append(data)
            self.article += data if "article" in self.open else ""


def hostile_reading() -> Reading:
    text = f"{HOSTILE} said the mayor.\n\n{HOSTILE}"
    said = Statement(
        "s1", "direct", (Span(0, len(HOSTILE)),), (Span(len(HOSTILE) + 1, len(HOSTILE) + 5),), (),
        Speaker(HOSTILE, None, HOSTILE), venue=HOSTILE,
    )  # fmt: skip
    flags = (Flag("unclosed_quote", Span(0, 3), HOSTILE),)
    return Reading(Document(HOSTILE, text, "en", HOSTILE, None, "real"), statements=(said,), flags=flags)


def check_page(page: str) -> Page:
    """Check that the page is whole, runs only our script and asks the network for nothing."""
    found = Page(page)
    assert found.faults == [] and found.open == []
    assert [tag for tag, _ in found.tags].count("script") == len(found.scripts) == 1
    assert not {tag for tag, _ in found.tags} & {"img", "iframe", "link", "object", "embed", "form", "base", "video"}
    for tag, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "srcdoc", "formaction"}], (
            tag
        )
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"@import|url\(|https?://", "".join(re.findall(r"<style>.*?</style>", page, re.S)))
    assert "default-src 'none'" in page
    return found


def test_a_hostile_text_is_shown_and_does_nothing() -> None:
    page = check_page(render_html(hostile_reading()))
    assert "alert(1)" not in "".join(page.scripts)
    assert "<script>alert(1)</script>" in page.article


def test_marks_that_turn_the_reading_direction_do_not_reach_titles_and_records() -> None:
    page = render_html(hostile_reading())
    outside = re.sub(r"<article.*?</article>", "", page, flags=re.S)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", outside)


def test_the_page_shows_the_text_whole_and_every_record_leads_to_its_words() -> None:
    page = check_page(render_html(make_reading()))
    assert TEXT.strip() in page.article
    assert "EXERCISE" in "".join(page.words).replace(page.article, "")
    marked = {i for tag, a in page.tags if tag in {"span", "mark"} for i in (a.get("data-r") or "").split()}
    assert {"s1", "s2", "s3", "s4", "v1", "v2", "v3"} <= {i.split("-")[-1].split(".")[-1] for i in marked}


def shown(text: str) -> str:
    """Return what must be left of a text on a page: white space may change, what cannot be shown may be a dot."""
    return "".join(c for c in text if c.isprintable() and c not in " ·")


@settings(max_examples=40, deadline=None)
@given(readings())
def test_any_reading_gives_a_whole_page_of_the_whole_text(reading: Reading) -> None:
    page = check_page(render_html(reading))
    assert shown(reading.document.text) in shown(page.article)


def rows_of(*results: Reading | Unread) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv(results, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline="")))


def test_a_spreadsheet_has_a_row_for_each_statement_event_and_unread_text() -> None:
    rows = rows_of(make_reading(), Unread("b.txt", "b.txt: there is no text in it", "empty"))
    assert [row["id"] for row in rows if row["record"] in {"statement", "event"}] == [
        "s1",
        "s2",
        "s3",
        "s4",
        "v1",
        "v2",
        "v3",
    ]
    assert rows[0]["speaker_or_actor"] == "Kjell Arden" and rows[0]["words"] == "les ports resteront ouverts"
    assert (rows[1]["negative_evidence"], rows[3]["likelihood_low"]) == ("no_change", "0.2")
    assert rows[-1]["record"] == "unread" and "no text in it" in rows[-1]["words"]
    assert {row["realm"] for row in rows[:-1]} == {"exercise"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\u00a0=", "\ufeff=", "＝"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    words = f"{start}cmd|' /C calc'!A0"
    said = Statement("s1", "direct", (Span(0, len(words)),), speaker=Speaker(words))
    row = rows_of(Reading(Document(words, words), statements=(said,)))[0]
    for name in ("document", "speaker_or_actor", "words"):
        assert not re.match(r"[\s\ufeff·]*[=+\-@＝＋－＠]", row[name]), (name, row[name])
        assert "cmd|" in row[name]


@settings(max_examples=40, deadline=None)
@given(readings())
def test_any_reading_gives_even_rows_without_formulas(reading: Reading) -> None:
    rows = rows_of(reading)
    acts = [row for row in rows if row["record"] in {"statement", "event"}]
    assert len(acts) == len(reading.statements) + len(reading.events)
    for row in rows:
        assert set(row) == set(COLUMNS) and None not in row.values()
        said = [cell for name, cell in row.items() if name not in {"latitude", "longitude"}]
        assert not any(re.match(r"\s*[=+\-@]", cell) for cell in said)


def test_a_place_in_the_south_or_west_has_its_numbers_as_they_are() -> None:
    event = replace(make_reading().events[0], place=EventPlace(Span(0, 1), "-x", None, -33.9, -70.6, "city"))
    row = next(r for r in rows_of(replace(make_reading(), events=(event,))) if r["record"] == "event")
    assert (row["latitude"], row["longitude"], row["place"]) == ("-33.9", "-70.6", "'-x")


def test_annotations_point_to_their_tokens_in_utf16_units() -> None:
    text = "\U0001f6f0 The mayor said: “We stay.”"
    start = text.index("We")
    said = Statement("s1", "direct", (Span(start, start + 7),), speaker=Speaker("The mayor"))
    lines = render_webanno(Reading(Document("a", text, "en"), statements=(said,))).splitlines()
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3" and lines[1].startswith("#T_SP=webanno.custom.Statement|")
    tokens = [line.split("\t") for line in lines if re.match(r"\d+-\d+\t", line)]
    assert [t[2] for t in tokens if t[3].startswith("content")] == ["We", "stay"]
    for token in tokens:
        low, high = map(int, token[1].split("-"))
        assert text.encode("utf-16-le")[2 * low : 2 * high].decode("utf-16-le") == token[2]


@settings(max_examples=40, deadline=None)
@given(readings())
def test_any_reading_gives_annotations_of_even_columns(reading: Reading) -> None:
    page = render_webanno(reading)
    columns = 3 + sum(line.count("|") for line in page.split("\n")[1:3]) + 1
    for line in page.split("\n")[3:]:
        if line and not line.startswith("#"):
            assert re.match(r"\d+-\d+\t\d+-\d+\t", line), line
            assert line.count("\t") == columns - 1, line


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(max_size=20))
def test_no_control_character_of_a_text_reaches_the_terminal(text: str, name: str) -> None:
    said = Statement("s1", "direct", (Span(0, len(text)),), speaker=Speaker(name, None, name), venue=name)
    reading = Reading(Document(name, text, "en", name), statements=(said,), flags=(Flag("x", Span(0, 1), name),))
    stream = io.StringIO()
    write_table([reading, Unread(name, f"no \x1b]0;words\x07 {name}", "empty")], stream)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", stream.getvalue())


def test_the_table_names_speakers_offices_and_acts_and_marks_the_realm() -> None:
    stream = io.StringIO()
    write_table([make_reading(), replace(make_reading(realm="real"), statements=(), links=(), flags=())], stream)
    shown = stream.getvalue()
    for words in (
        "Kjell Arden",
        "ministre de la Défense",
        "les ports resteront",
        "EXERCISE",
        "contradicts",
        "unclosed quote",
    ):
        assert words in shown
