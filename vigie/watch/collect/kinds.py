"""The kinds of source: one name, one pure function from bytes to items. To add a kind, add a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from vigie.errors import InputError, TooLarge
from vigie.model import Unread
from vigie.watch.collect.feed import parse_feed
from vigie.watch.collect.item import Item, Origin, Parsed
from vigie.watch.collect.jsonfeed import parse_jsonfeed
from vigie.watch.collect.jsonlines import iter_line_items, parse_lines
from vigie.watch.collect.page import parse_page, parse_text
from vigie.watch.collect.telegram import parse_telegram
from vigie.watch.collect.warc import iter_warc_items, parse_warc

Parse = Callable[[bytes, Origin], Parsed]
IterItems = Callable[[BinaryIO, Origin], Iterator[Item | Unread]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of source. `limit` names the bound in Limits that its bytes are held to; `iter_items` reads a long
    file record by record, for kinds whose files may be longer than memory."""

    name: str
    what: str
    parse: Parse
    limit: str = "page_bytes"
    suffixes: tuple[str, ...] = ()
    iter_items: IterItems | None = None


def parse_any_feed(data: bytes, origin: Origin) -> Parsed:
    """Return the items of a feed, whether XML or JSON: addresses of feeds do not say which."""
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    return parse_jsonfeed(data, origin) if is_json else parse_feed(data, origin)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="feed",
            what="RSS, RDF, Atom or JSON Feed",
            parse=parse_any_feed,
            suffixes=(".rss", ".atom", ".rdf", ".xml"),
        ),
        Kind(name="page", what="a web page", parse=parse_page, suffixes=(".html", ".htm", ".xhtml")),
        Kind(
            name="lines",
            what="JSON Lines",
            parse=parse_lines,
            limit="export_bytes",
            suffixes=(".jsonl", ".ndjson"),
            iter_items=iter_line_items,
        ),
        Kind(name="telegram", what="an export of Telegram Desktop", parse=parse_telegram, limit="export_bytes"),
        Kind(
            name="warc",
            what="a WARC archive",
            parse=parse_warc,
            limit="export_bytes",
            suffixes=(".warc", ".warc.gz", ".wet", ".wet.gz"),
            iter_items=iter_warc_items,
        ),
        Kind(name="text", what="plain text", parse=parse_text, limit="text_bytes", suffixes=(".txt", ".md")),
    )
}


def parse_bytes(kind: str, data: bytes, origin: Origin) -> Parsed:
    """Return what bytes of a kind hold.

    Raises:
        InputError: they cannot be read at all, or are too many; the message says why and what to do.
    """
    found = KINDS.get(kind)
    if found is None:
        raise InputError(f"{origin.place}: no kind {kind!r}; kinds: {', '.join(KINDS)}")
    limit: int = getattr(origin.limits, found.limit)
    if len(data) > limit:
        raise TooLarge(f"{origin.place}: more than {limit:,} bytes; split it or raise the limit")
    return found.parse(data, origin)
