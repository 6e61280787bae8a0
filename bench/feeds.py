"""Feeds read by Vigie and by feedparser, field by field, on every feed file of the formats corpus.

A file counts where feedparser reads it without complaint. Both are given the same bytes and the same response
headers (the comments at the top of feedparser's own test files); titles are compared as plain text.
"""

from __future__ import annotations

import argparse
import calendar
import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from bench.shared import find_shared
from bench.table import Row, Table
from vigie.errors import InputError
from vigie.watch.collect.item import Item, Origin, Parsed
from vigie.watch.collect.kinds import parse_bytes

FIELDS = ("count", "title", "link", "id", "date")
FLOOR, AIM = 0.98, 0.998
_HEADER = re.compile(rb"^Header:\s*([\w-]+):[ \t]*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_HIDDEN = frozenset({"script", "style", "title", "head", "noscript", "template"})


class _Plain(HTMLParser):
    """Visible text of a fragment, written apart from the product's own so that neither vouches for itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, _: Any) -> None:
        self.hidden += tag in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in _HIDDEN))

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def find_files(folder: Path) -> list[Path]:
    """Return the feed files of the corpus."""
    return sorted(
        p
        for f in ("feeds_feedparser", "feeds_feed-rs")
        for p in (folder / f).rglob("*")
        if p.suffix in {".xml", ".json"}
    )


def find_headers(data: bytes) -> dict[str, str]:
    """Return the response headers that a test file says it is served with."""
    head = data[:4000]
    return {m.group(1).decode().lower(): m.group(2).decode("utf-8", "replace") for m in _HEADER.finditer(head)}


def read_ours(data: bytes, headers: dict[str, str]) -> Parsed | None:
    """Return Vigie's reading, or None when it refuses the file."""
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", headers.get("content-type", ""))
    place = headers.get("content-location", "feed")
    try:
        return parse_bytes("feed", data, Origin(place=place, charset=charset.group(1) if charset else None))
    except InputError:
        return None


def as_plain(entry: Any) -> str:
    """Return feedparser's title as plain text in one line."""
    title = entry.get("title") or ""
    if entry.get("title_detail", {}).get("type", "text/html") in {"text/html", "application/xhtml+xml"}:
        parser = _Plain()
        parser.feed(title)
        parser.close()
        title = "".join(parser.parts)
    return as_line(title)


def as_web(link: str | None) -> str | None:
    """Return feedparser's link if a browser can open it; Vigie knows no other links (urn:, mailto:, half ones)."""
    return link if link and re.match(r"https?://[^/]", link, re.IGNORECASE) else None


def as_line(value: str | None) -> str:
    """Return a value in one line, so that white space alone is no difference."""
    return " ".join((value or "").split())


def as_seconds(value: str | None) -> int | None:
    """Return the first second of what a date states, with UTC where it states no zone, as feedparser takes it."""
    if value is None:
        return None
    padded = value + "2000-01-01"[len(value) :] if len(value) < 10 else value
    moment = dt.datetime.fromisoformat(padded)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp())


def find_differences(entries: list[Any], parsed: Parsed | None) -> Iterator[tuple[str, str, str]]:
    """Yield field, feedparser's value and ours wherever they differ."""
    items = parsed.items if parsed else ()
    if len(entries) != len(items):
        yield "count", str(len(entries)), str(len(items))
        return
    for theirs, ours in zip(entries, items, strict=True):
        for field, a, b in compare(theirs, ours):
            if a != b:
                yield field, str(a), str(b)


def compare(theirs: Any, ours: Item) -> Iterator[tuple[str, object, object]]:
    """Yield each field with both values."""
    yield "title", as_plain(theirs), as_line(ours.title)
    yield "link", as_web(theirs.get("link")), ours.link
    yield "id", theirs.get("id") or None, ours.id if ours.basis == "stated" else None
    for key in ("published", "updated"):
        stated = dict.get(theirs, f"{key}_parsed")
        yield "date", calendar.timegm(stated) if stated else None, as_seconds(getattr(ours, key))


def measure_feeds(*, quick: bool, verbose: bool = False) -> list[Table]:
    """Return the table of agreement with feedparser, and of files that crash."""
    import feedparser

    files = find_files(find_shared() / "corpora" / "formats")[:: 10 if quick else 1]
    total, wrong, crashes, seconds = 0, Counter[str](), 0, Counter[str]()
    for path in files:
        data = path.read_bytes()
        headers = find_headers(data)
        start = time.process_time()
        theirs = feedparser.parse(data, response_headers=headers)
        middle = time.process_time()
        try:
            ours = read_ours(data, headers)
        except Exception as fault:  # what is counted here
            crashes += 1
            print(f"crash: {path}: {type(fault).__name__}: {fault}")
            continue
        seconds.update({"feedparser": middle - start, "vigie": time.process_time() - middle})  # type: ignore[arg-type]
        if not (theirs.version or theirs.entries):
            continue
        found = list(find_differences(theirs.entries, ours))
        if theirs.bozo:
            wrong.update({"broken": 1, "broken_wrong": bool(found)})
            continue
        total += 1
        wrong.update({field for field, _, _ in found})
        wrong["any"] += bool(found)
        if verbose:
            for field, a, b in found:
                print(f"{path.relative_to(find_shared())}: {field}: feedparser {a[:90]!r}, ours {b[:90]!r}")
    return [_table(len(files), total, wrong, crashes, seconds)]


def _table(files: int, total: int, wrong: Counter[str], crashes: int, seconds: Counter[str]) -> Table:
    table = Table("Feeds: fields equal to feedparser's", "feedparser, the same bytes and headers")
    for field in (*FIELDS, "any"):
        name = "all five" if field == "any" else field
        table.rows.append(Row(f"{name}, {total:,} files", 1 - wrong[field] / total, 1.0, FLOOR, AIM, "{:.2%}"))
    broken = wrong["broken"]
    what = f"all five, {broken} broken files that feedparser reads with complaints"
    table.rows.append(Row(what, 1 - wrong["broken_wrong"] / max(1, broken), 1.0, form="{:.2%}"))
    table.rows.append(Row(f"files read without a crash, {files:,}", 1 - crashes / files, 1.0, 1.0, 1.0, "{:.2%}"))
    table.notes.append(
        f"Processor seconds for all files: {seconds['vigie']:.1f}, feedparser {seconds['feedparser']:.1f}."
    )
    return table


def main() -> int:
    """Print the table, with --verbose every difference before it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    for table in measure_feeds(quick=options.quick, verbose=options.verbose):
        print("\n".join(table.lines()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
