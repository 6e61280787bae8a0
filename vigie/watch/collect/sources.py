"""Whatever a user names, as documents in the order given, one at a time."""

from __future__ import annotations

import logging
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from vigie.errors import EmptyInput, InputError, NoText, TooLarge
from vigie.model import Document, Unread
from vigie.text.clean import clean_html, clean_text
from vigie.text.decode import decode, find_meta_charset
from vigie.text.offsets import OffsetMap
from vigie.watch.collect.fetch import Fetched, fetch
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.lines import Stream, iter_lines, parse_line

STDIN = "stdin"
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PAGES = (".html", ".htm", ".xhtml")
_LINES = (".jsonl", ".ndjson")
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<?xml")

logger = logging.getLogger(__name__)
Fetch = Callable[[str], Fetched]


@dataclass(frozen=True, slots=True)
class Raw:
    """A document as collected. `declared_lang` is a page's own word for its language, a hint and no more.

    `offsets` maps the text to the decoded input; `note` says what was odd about its encoding.
    """

    document: Document
    offsets: OffsetMap | None = None
    declared_lang: str | None = None
    note: str | None = None


Item = Raw | Unread


def iter_inputs(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    fetch_page: Fetch | None = None,
    limits: Limits | None = None,
    realm: str = "real",
) -> Iterator[Item]:
    """Yield what each input holds: a file, a folder (its files in order of name), `-`, an address or JSON Lines.

    An input that cannot be read becomes an Unread with the reason, and the rest goes on.
    """
    bounds = limits or Limits()
    reader = _Reader(stdin, fetch_page or (lambda url: fetch(url, limits=bounds)), bounds, realm)
    for name in inputs:
        yield from reader.iter_items(name)


class _Reader:
    def __init__(self, stdin: BinaryIO | None, fetch_page: Fetch, limits: Limits, realm: str) -> None:
        self._stdin = stdin
        self._fetch = fetch_page
        self._limits = limits
        self._realm = realm

    def iter_items(self, name: str) -> Iterator[Item]:
        """Yield the items of one input as the user named it."""
        try:
            if name == "-":
                yield from self._iter_stdin()
            elif name.lower().startswith(("http://", "https://")):
                yield self._read_address(name)
            elif _OTHER_SCHEME.match(name):
                raise InputError(f"{name}: only http and https are read; save the page and give the file")
            elif os.path.isdir(name):
                yield from self._iter_folder(name)
            else:
                yield from self._iter_file(name)
        except InputError as fault:
            yield Unread(_shown(name), str(fault), fault.kind)
        except (OSError, ValueError) as fault:
            reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
            yield Unread(_shown(name), f"{_shown(name)}: {reason}; check the name", "input")

    def _iter_folder(self, folder: str) -> Iterator[Item]:
        """Yield the items of all files below, by name; hidden ones are passed over, links to folders not followed."""
        with os.scandir(folder) as entries:
            found = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
        kept = [entry for entry in found if entry.is_dir(follow_symlinks=False) or _is_regular(entry)]
        if not kept:
            raise InputError(f"{_shown(folder)}: no files in this folder; name one that has articles in it")
        for entry in kept:
            yield from self.iter_items(entry.path)

    def _iter_file(self, path: str) -> Iterator[Item]:
        if path.lower().endswith(_LINES):
            with open(path, "rb") as stream:
                yield from self._iter_json(stream, _shown(path))
            return
        is_page = path.lower().endswith(_PAGES)
        with open(path, "rb") as stream:
            first = stream.readline(self._limits.text_bytes + 1)
            if not is_page and _is_record(first):
                yield from self._iter_json(_Rest(first, stream), _shown(path))
                return
            data = self._read_bounded(_Rest(first, stream), _shown(path), is_page=is_page)
        yield self._read_page(data, _shown(path)) if is_page else self._read_plain(data, _shown(path))

    def _iter_stdin(self) -> Iterator[Item]:
        if self._stdin is None:
            raise InputError("-: there is no standard input; name a file, a folder or an address")
        first = self._stdin.readline(self._limits.text_bytes + 1)
        if _is_record(first):
            yield from self._iter_json(_Rest(first, self._stdin), STDIN)
            return
        data = self._read_bounded(_Rest(first, self._stdin), STDIN, is_page=False)
        yield self._read_page(data, STDIN) if _is_page(data) else self._read_plain(data, STDIN)

    def _iter_json(self, stream: Stream, where: str) -> Iterator[Item]:
        for item in iter_lines(stream, where=where, text_bytes=self._limits.text_bytes, realm=self._realm):
            yield Raw(item) if isinstance(item, Document) else item

    def _read_bounded(self, stream: Stream, where: str, *, is_page: bool) -> bytes:
        limit = self._limits.page_bytes if is_page else self._limits.text_bytes
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise TooLarge(f"{where}: more than {limit:,} bytes; split it or raise the limit")
        return data

    def _read_address(self, url: str) -> Item:
        page = self._fetch(url)
        if page.content_type in _PAGE_TYPES or _is_page(page.data):
            return self._read_page(page.data, url, declared=page.charset, at=page.final_url)
        return self._read_plain(page.data, url, declared=page.charset)

    def _read_plain(self, data: bytes, where: str, declared: str | None = None) -> Raw:
        decoded = decode(data, declared, where=where)
        cleaned = clean_text(decoded.text)
        if not cleaned.text.strip():
            raise EmptyInput(f"{where}: there is no text in it; give a text with words")
        return Raw(Document(where, cleaned.text, realm=self._realm), cleaned.offsets, None, _noted(decoded.note, where))

    def _read_page(self, data: bytes, where: str, declared: str | None = None, at: str | None = None) -> Raw:
        decoded = decode(data, declared or find_meta_charset(data), where=where)
        if not decoded.text.strip():
            raise EmptyInput(f"{where}: there is no text in it; give a page with words")
        page = clean_html(decoded.text, at)
        if page is None:
            raise NoText(f"{where}: no article was found in the page; save its text and give that")
        if len(page.text) > self._limits.text_bytes:
            raise TooLarge(f"{where}: an article of more than {self._limits.text_bytes:,} characters; split it")
        document = Document(where, page.text, title=page.title, published=page.published, realm=self._realm)
        return Raw(document, page.offsets, page.lang, _noted(decoded.note, where))


class _Rest:
    """A stream with its first line, already read, put back."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first = first
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""
        first, self._first = self._first[:size], self._first[size:]
        return first + self._stream.read(size - len(first))

    def readline(self, size: int, /) -> bytes:
        """Return the next line, up to `size` bytes of it."""
        if self._first:
            first, self._first = self._first[:size], self._first[size:]
            return first
        return self._stream.readline(size)


def _is_record(line: bytes) -> bool:
    """Return whether a line is a JSON Lines document, so that the stream is read as such."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    return isinstance(parse_line(line, place=STDIN, realm="real"), Document)


def _is_page(data: bytes) -> bool:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_PAGE_STARTS[:2]) or (start.startswith(_PAGE_STARTS[2]) and b"<html" in start)


def _is_regular(entry: os.DirEntry[str]) -> bool:
    """Return whether a folder's entry is a file with an end; a pipe or a device would wait or flow for ever."""
    try:
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return entry.is_symlink()


def _noted(note: str | None, where: str) -> str | None:
    if note is not None:
        logger.warning("%s: %s", where, note)
    return note


def _shown(path: str) -> str:
    """Return a file's name as it can be written down, whatever bytes it has."""
    return os.fsencode(path).decode("utf-8", "replace")
