"""WARC archives: the pages and texts in them; a record that is cut or lies about its length costs only itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Protocol

from vigie.errors import EmptyInput, InputError
from vigie.model import Unread
from vigie.watch.collect.dates import parse_date
from vigie.watch.collect.item import Item, Origin, Parsed
from vigie.watch.collect.page import is_page, parse_page, parse_text
from vigie.watch.collect.window import Window, iter_windows

HEADER_BYTES = 65_536
_TYPES = frozenset({"response", "resource", "conversion"})
_NEXT = re.compile(rb"(?:^|\n)(?=WARC/1\.\d\r?\n)")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)


class Source(Protocol):
    """Bytes that can be read once."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an archive: its headers, names in small letters, and its body."""

    headers: dict[str, str]
    body: bytes

    @property
    def address(self) -> str | None:
        """Return the address that was archived."""
        return self.headers.get("warc-target-uri", "").strip("<> ") or None


def parse_warc(data: bytes, origin: Origin) -> Parsed:
    """Return the pages and texts of an archive held in memory.

    Raises:
        EmptyInput: there is nothing in it.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise EmptyInput(f"{origin.place}: there is nothing in it; check the file")
    found = list(iter_warc_items(BytesIO(data), origin))
    return Parsed(
        items=tuple(i for i in found if isinstance(i, Item)),
        unread=tuple(i for i in found if isinstance(i, Unread)),
        form="warc",
    )


def iter_warc_items(stream: Source, origin: Origin) -> Iterator[Item | Unread]:
    """Yield an item for each page or text; requests, pictures and answers other than 200 are passed over."""
    for record in iter_records(stream, where=origin.place, record_bytes=origin.limits.page_bytes):
        if isinstance(record, Unread):
            yield record
        elif record.headers.get("warc-type") in _TYPES and record.address:
            yield from _read_record(record, record.address, origin)


def iter_records(stream: Source, *, where: str, record_bytes: int) -> Iterator[Record | Unread]:
    """Yield the records of an archive, plain or gzipped in one or many members, no more than one held in memory."""
    number, is_reported = 0, False
    for window in iter_windows(stream, where):
        if isinstance(window, Unread):
            yield from () if is_reported else (window,)
            is_reported = True  # once for all the damage in one place
            continue
        while window.skip_space():
            number, is_reported = number + 1, False
            place = f"{where}, record {number}"
            found = _read_one(window, place, record_bytes)
            if window.damage is None:
                yield found
                continue
            # the checksum does not hold: any word of what was unpacked may be another than was archived
            yield Unread(place, f"{place}: damaged gzip data ({window.damage}); the rest is read on", "broken")
            is_reported = True
            break
        if window.damage is not None and not is_reported:
            is_reported = True
            yield Unread(where, f"{where}: damaged gzip data after record {number}; the rest is read on", "broken")


def _read_one(window: Window, place: str, limit: int) -> Record | Unread:
    headers = _read_headers(window)
    if headers is None:
        window.drop_to(_NEXT)
        return Unread(place, f"{place}: bytes that are no record; passed over to the next one", "broken")
    stated = headers.get("content-length", "")
    if not re.fullmatch(r"\d{1,15}", stated):
        window.drop_to(_NEXT)
        return Unread(place, f"{place}: no length is stated ({stated[:20]!r}); passed over to the next one", "broken")
    length = int(stated)
    if length > limit:
        window.drop_to(_NEXT, at_least=0)
        return Unread(place, f"{place}: {length:,} bytes stated, at most {limit:,} read; raise the limit", "too_large")
    return _read_body(window, headers, length, place)


def _read_body(window: Window, headers: dict[str, str], length: int, place: str) -> Record | Unread:
    """Return the record if its stated length is true: after it stands the next record or nothing."""
    if window.is_boundary(length):
        body = window.peek(length)
        window.drop(length)
        return Record(headers, body)
    # nothing is copied before the length is known to be true: an archive of lies would cost its length squared
    there = window.count(length)
    if there < length and window.find(_NEXT, length) < 0:
        window.drop(there)
        return Unread(place, f"{place}: cut off, {there:,} of {length:,} bytes are there; fetch it again", "broken")
    window.drop_to(_NEXT)
    return Unread(place, f"{place}: its stated length of {length:,} bytes is wrong; passed over to the next", "broken")


def _read_headers(window: Window) -> dict[str, str] | None:
    head = window.peek(HEADER_BYTES)
    if not head.startswith(b"WARC/"):
        return None
    end = re.search(rb"\r?\n\r?\n", head)
    if end is None:
        return None
    window.drop(end.end())
    return parse_headers(head[: end.start()])


def parse_headers(head: bytes) -> dict[str, str]:
    """Return header lines after the first as names in small letters and values; folded lines are joined."""
    text = re.sub(r"\r?\n[ \t]+", " ", head.decode("utf-8", "replace"))
    found: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _read_record(record: Record, address: str, origin: Origin) -> Iterator[Item | Unread]:
    place = f"{origin.place}: {address}"
    body, kind = record.body, record.headers.get("content-type", "")
    try:
        if record.headers["warc-type"] == "response":
            answer = _read_answer(record, place, origin.limits.page_bytes)
            if answer is None:
                return
            body, kind = answer
        found = _parse_body(body, kind, replace(origin, place=address))
    except InputError as fault:
        yield Unread(place, f"{origin.place}: {fault}", fault.kind)
        return
    captured = parse_date(record.headers.get("warc-date"))
    yield from (replace(item, captured=captured) for item in found)


def _parse_body(body: bytes, kind: str, origin: Origin) -> tuple[Item, ...]:
    name = kind.split(";")[0].strip().lower()
    charset = _CHARSET.search(kind)
    origin = replace(origin, charset=charset.group(1) if charset else None)
    if name in {"text/html", "application/xhtml+xml"} or (name in {"", "application/octet-stream"} and is_page(body)):
        return parse_page(body, origin).items
    return parse_text(body, origin).items if name == "text/plain" else ()


def _read_answer(record: Record, place: str, limit: int) -> tuple[bytes, str] | None:
    """Return the body of an HTTP answer, unpacked, and its type; None for answers that hold no page."""
    end = re.search(rb"\r?\n\r?\n", record.body[:HEADER_BYTES])
    status = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})", record.body)
    if end is None or status is None or status.group(1) != b"200":
        return None
    headers = parse_headers(record.body[: end.start()])
    kind = headers.get("content-type", "")
    if not kind.lower().startswith(("text/html", "text/plain", "application/xhtml")):
        return None
    body = record.body[end.end() :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = join_chunks(body)
    return _unpack(body, headers.get("content-encoding", "").lower(), place, limit), kind


def join_chunks(body: bytes) -> bytes:
    """Return a body sent in chunks as one; archives often keep the header and not the chunks, so else as it is."""
    parts: list[bytes] = []
    at = 0
    while head := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n").match(body, at):
        size = int(head.group(1), 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(parts) if parts and at >= len(body) else body


def _unpack(body: bytes, encoding: str, place: str, limit: int) -> bytes:
    """Return a compressed body unpacked, no more of it than the limit allows."""
    if encoding in {"", "identity"} or (encoding.endswith("gzip") and not body.startswith(b"\x1f\x8b")):
        return body
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise InputError(f"{place}: packed as {encoding[:20]!r}, which is not read; unpack the archive")
    for bits in (47, -15):
        try:
            unpacker = zlib.decompressobj(bits)
            found = unpacker.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(found) > limit:
            raise InputError(f"{place}: more than {limit:,} bytes when unpacked; raise the limit")
        return found
    raise InputError(f"{place}: its {encoding} data is damaged; fetch it again")
