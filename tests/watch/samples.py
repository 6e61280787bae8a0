"""Small sources of every kind, built from entries, so that one checklist can run over all of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from vigie.errors import InputError
from vigie.model import Unread
from vigie.watch.collect.folder import iter_folder
from vigie.watch.collect.item import Item, Origin, Parsed
from vigie.watch.collect.kinds import parse_bytes

TEXT = (
    "EXERCISE. Port captain Ida Brenn said that the harbour of Vessel Bay was quiet and that no ship had left it. "
    "She added that the patrols would go on through the night and that every hull was being watched."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one item should say. `date` is written as each kind writes dates unless `raw_date` is given."""

    number: int = 1
    title: str = "EXERCISE: harbour quiet"
    text: str = TEXT
    date: str | None = "2022-10-11T08:30:00Z"
    raw_date: str | None = None

    @property
    def link(self) -> str:
        return f"https://port.example/news/{self.number}"


Build = Callable[[Sequence[Entry]], bytes]


@dataclass(frozen=True, slots=True)
class Sample:
    """One kind's builder, and what that kind can hold."""

    name: str
    kind: str
    build: Build
    is_xml: bool = False
    has_dates: bool = True
    has_free_dates: bool = False
    has_titles: bool = True
    has_many: bool = True

    def parse(self, data: bytes, origin: Origin) -> Parsed:
        return parse_bytes(self.kind, data, origin) if self.kind != "folder" else parse_folder(data, origin)


def parse_folder(data: bytes, origin: Origin) -> Parsed:
    """A folder with the bytes as its one file."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.xml").write_bytes(data)
        found = list(iter_folder(folder, origin))
    unread = tuple(i for i in found if isinstance(i, Unread))
    if len(unread) == len(found) and unread:
        raise InputError(unread[0].reason)
    return Parsed(items=tuple(i for i in found if isinstance(i, Item)), unread=unread, form="folder")


def rfc822(entry: Entry) -> str | None:
    return entry.raw_date or (entry.date and "Tue, 11 Oct 2022 08:30:00 GMT")


def tag(name: str, value: str | None) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value is not None else ""


def build_rss(entries: Sequence[Entry]) -> bytes:
    items = "".join(
        f"<item>{tag('title', e.title)}{tag('link', e.link)}{tag('guid', e.link)}{tag('pubDate', rfc822(e))}"
        f"{tag('description', f'<p>{escape(e.text)}</p>')}</item>"
        for e in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Port</title>{items}</channel></rss>'.encode()


def build_rdf(entries: Sequence[Entry]) -> bytes:
    items = "".join(
        f'<item rdf:about="{e.link}">{tag("title", e.title)}{tag("link", e.link)}'
        f"{tag('dc:date', e.raw_date or e.date)}{tag('description', e.text)}</item>"
        for e in entries
    )
    spaces = (
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    return f"<rdf:RDF {spaces}><channel><title>Port</title></channel>{items}</rdf:RDF>".encode()


def build_atom(entries: Sequence[Entry]) -> bytes:
    items = "".join(
        f'<entry>{tag("title", e.title)}<link href="{e.link}"/>{tag("id", e.link)}'
        f'{tag("published", e.raw_date or e.date)}<content type="html">{escape(escape(e.text))}</content></entry>'
        for e in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title>{items}</feed>'.encode()


def build_jsonfeed(entries: Sequence[Entry]) -> bytes:
    items = [
        {"id": e.link, "url": e.link, "title": escape(e.title), "content_text": e.text}
        | ({"date_published": e.raw_date or e.date} if e.raw_date or e.date else {})
        for e in entries
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Port", "items": items}).encode()


def build_page(entries: Sequence[Entry]) -> bytes:
    entry = entries[0]
    meta = f'<meta property="article:published_time" content="{entry.date}">' if entry.date else ""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in entry.text.split("\n"))
    return (
        f"<!doctype html><html><head><meta charset='utf-8'>{tag('title', entry.title)}{meta}</head>"
        f"<body><article>{tag('h1', entry.title)}{paragraphs}</article></body></html>"
    ).encode()


def build_text(entries: Sequence[Entry]) -> bytes:
    return entries[0].text.encode()


def build_lines(entries: Sequence[Entry]) -> bytes:
    rows = [
        {"id": e.link, "text": e.text, "title": e.title} | ({"published": e.date[:10]} if e.date else {})
        for e in entries
    ]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def build_telegram(entries: Sequence[Entry]) -> bytes:
    messages = [
        {"id": e.number, "type": "message", "from": e.title, "text": [{"type": "bold", "text": "! "}, e.text]}
        | ({"date": "2022-10-11T10:30:00", "date_unixtime": "1665477000"} if e.date else {})
        for e in entries
    ]
    service = {"id": 0, "type": "service", "action": "pin_message", "text": ""}
    return json.dumps({"name": "Port", "type": "public_channel", "id": 77, "messages": [service, *messages]}).encode()


def build_telegram_html(entries: Sequence[Entry]) -> bytes:
    messages = "".join(
        f'<div class="message default clearfix" id="message{e.number}"><div class="body">'
        + ('<div class="pull_right date details" title="11.10.2022 10:30:00 UTC+02:00">10:30</div>' if e.date else "")
        + f'<div class="from_name">{escape(e.title)}</div><div class="text">{escape(e.text)}</div></div></div>'
        for e in entries
    )
    head = '<div class="page_header"><div class="content"><div class="text bold">Port</div></div></div>'
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'/></head><body><div class=\"page_wrap\">{head}"
        f'<div class="history">{messages}</div></div></body></html>'
    ).encode()


def warc_record(entry: Entry, body: bytes, kind: str = "text/html", length: int | None = None) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {entry.link}\r\nWARC-Date: 2022-11-01T00:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(answer) if length is None else length}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def build_warc(entries: Sequence[Entry]) -> bytes:
    if len(entries) > 100:  # pages take their time
        return b"".join(warc_record(e, e.text.encode(), "text/plain") for e in entries)
    return b"".join(warc_record(e, build_page([e])) for e in entries)


def build_warc_gz(entries: Sequence[Entry]) -> bytes:
    return b"".join(gzip.compress(build_warc([e]), 1) for e in entries)


SAMPLES = (
    Sample("rss", "feed", build_rss, is_xml=True, has_free_dates=True),
    Sample("rdf", "feed", build_rdf, is_xml=True, has_free_dates=True),
    Sample("atom", "feed", build_atom, is_xml=True, has_free_dates=True),
    Sample("jsonfeed", "feed", build_jsonfeed, has_free_dates=True),
    Sample("page", "page", build_page, has_many=False),
    Sample("lines", "lines", build_lines),
    Sample("telegram", "telegram", build_telegram, has_titles=False),
    Sample("telegram_html", "telegram", build_telegram_html, has_titles=False),
    Sample("warc", "warc", build_warc),
    Sample("warc_gz", "warc", build_warc_gz, has_titles=False),
    Sample("text", "text", build_text, has_dates=False, has_titles=False, has_many=False),
    Sample("folder", "folder", build_rss, is_xml=True, has_free_dates=True),
)


def number(entry: Entry, count: int) -> list[Entry]:
    """So many entries that differ in their number."""
    return [replace(entry, number=n) for n in range(1, count + 1)]
