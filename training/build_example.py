"""Build the snapshots of the example replay: python -m training.build_example

The items stand in `training/example/`, authored by hand; the sources in `vigie/watch/example/vigie.yaml`. What is built
is what each address would have answered three times a day. A few answers are faulty on purpose, as they are in the wild:
one feed writes another encoding than it declares, some accents are entities that XML does not know, one item has no date,
two visits fail.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from html import escape
from html.entities import codepoint2name
from pathlib import Path

from training.example_items import Authored, load_items
from vigie.watch.collect.roster import FILE, Source, load_roster

TARGET = Path(__file__).parents[1] / "vigie" / "watch" / "example"
FIRST, LAST, HOURS = dt.date(2031, 5, 1), dt.date(2031, 5, 21), (6, 12, 18)
HELD = 8
"""So many items a feed holds, the newest."""
FAILS = {("agence-meridienne", "2031-05-08T12-00Z"): "503\n", ("radio-fjord", "2031-05-11T18-00Z"): "timeout\n"}
ATOM = frozenset({"baltic-courier", "ministere-armees"})
JSON = frozenset({"radio-fjord", "harbour-institute"})
MISLABELLED = "quotidien-nord"
"""Says UTF-8 and writes Windows-1252."""


def build() -> dict[str, bytes]:
    """Return every file of the snapshots by its path below the folder of the replay."""
    sources = load_roster(TARGET / FILE).sources
    items = load_items({source.id: source.language or "" for source in sources})
    return {name: data for source in sources for name, data in _build_source(source, items)}


def _build_source(source: Source, items: Sequence[Authored]) -> Iterator[tuple[str, bytes]]:
    last = b""
    for moment in iter_moments():
        name = f"{moment:%Y-%m-%dT%H-%MZ}"
        fail = FAILS.get((source.id, name))
        if fail is not None:
            last = b""
            yield f"{name}/{source.id}.fail", fail.encode()
            continue
        known = [item for item in items if item.source == source.id and item.at <= moment]
        if known or source.kind == "feed":  # a feed without items is there all the same
            suffix, data = write_answer(source, known)
            if data != last:
                yield f"{name}/{source.id}.{suffix}", data
            last = data


def iter_moments() -> Iterator[dt.datetime]:
    """Yield the moments at which somebody looked."""
    for day in range((LAST - FIRST).days + 1):
        for hour in HOURS:
            yield dt.datetime.combine(FIRST + dt.timedelta(days=day), dt.time(hour), dt.UTC)


def write_answer(source: Source, known: Sequence[Authored]) -> tuple[str, bytes]:
    """Return the suffix and the bytes of what the address answers when these items are out, oldest first."""
    newest = list(reversed(known))[:HELD]
    if source.kind == "page":
        return "html", _write_page(source, newest[0]).encode()
    if source.kind == "lines":
        return "jsonl", _write_lines(known).encode()
    if source.id in JSON:
        return "json", _write_json(source, newest).encode()
    text = _write_atom(source, newest) if source.id in ATOM else _write_rss(source, newest)
    return "xml", text.encode("cp1252" if source.id == MISLABELLED else "utf-8", "xmlcharrefreplace")


def _link(source: Source, item: Authored) -> str:
    return f"{source.address.rsplit('/', 1)[0]}/{item.at:%Y/%m/%d}/{item.id}"


def _paragraphs(item: Authored) -> str:
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in item.text.split("\n\n"))


def _title(item: Authored) -> str:
    return f"{item.text.split(chr(10))[0]} – {item.title}"


def _write_rss(source: Source, items: Sequence[Authored]) -> str:
    rows = "".join(
        f"<item><title>{_name_accents(item, escape(_title(item)))}</title><link>{_link(source, item)}</link>"
        f'<guid isPermaLink="false">{item.id}</guid><pubDate>{format_datetime(item.at)}</pubDate>'
        f"<description>{escape(_paragraphs(item))}</description></item>\n"
        for item in items
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{escape(source.name or "")}</title>\n'
        f"<link>{source.address}</link><language>{source.language}</language>\n{rows}</channel></rss>\n"
    )


def _name_accents(item: Authored, text: str) -> str:
    """Return a text with its accents as names of HTML, which XML does not know, where the item says so."""
    if not item.entities:
        return text
    return "".join(f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name and ord(c) > 127 else c for c in text)


def _write_atom(source: Source, items: Sequence[Authored]) -> str:
    rows = "".join(
        f"<entry><id>tag:{source.id}.example,2031:{item.id}</id><title>{escape(_title(item))}</title>"
        f'<link rel="alternate" href="{_link(source, item)}"/>{_write_dates(item)}'
        f'<content type="html">{escape(_paragraphs(item))}</content></entry>\n'
        for item in items
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{source.language}">'
        f"<id>tag:{source.id}.example,2031:feed</id><title>{escape(source.name or '')}</title>\n{rows}</feed>\n"
    )


def _write_dates(item: Authored) -> str:
    if item.undated:
        return ""
    stamp = f"{item.at:%Y-%m-%dT%H:%M:%SZ}"
    return f"<published>{stamp}</published><updated>{stamp}</updated>"


def _write_json(source: Source, items: Sequence[Authored]) -> str:
    rows = [
        {
            "id": item.id,
            "url": _link(source, item),
            "title": _title(item),
            "date_published": f"{item.at:%Y-%m-%dT%H:%M:%SZ}",
            "content_text": item.text,
        }
        for item in items
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": source.name, "language": source.language, "items": rows,
    }  # fmt: skip
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _write_lines(items: Sequence[Authored]) -> str:
    rows = (
        {"id": item.id, "title": _title(item), "published": f"{item.at:%Y-%m-%d}", "lang": item.lang, "text": item.text}
        for item in items
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write_page(source: Source, item: Authored) -> str:
    heading, _, body = item.text.partition("\n\n")
    paragraphs = "".join(f"<p>{escape(part, quote=False)}</p>\n" for part in body.split("\n\n"))
    return (
        f'<!doctype html>\n<html lang="{item.lang}"><head><meta charset="utf-8"><title>{escape(_title(item))}</title>\n'
        f'<meta property="article:published_time" content="{item.at:%Y-%m-%dT%H:%M:%SZ}"></head>\n<body><nav><a href="/">'
        f'{escape(source.name or "")}</a> <a href="/contact">Contact</a></nav>\n<main><article>\n<h1>{heading}</h1>\n'
        f"<h2>{escape(item.title)}</h2>\n{paragraphs}</article></main>\n<footer>Invented for an exercise</footer></body></html>\n"
    )


def write(files: dict[str, bytes], folder: Path = TARGET) -> None:
    """Return nothing; the folder then holds these snapshots and no others."""
    for old in folder.glob("2031-*"):
        shutil.rmtree(old)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    write(build())
