"""JSON Lines: one document a line, ids kept; a bad line is accounted for and the rest goes on."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any, Protocol

from vigie.errors import EmptyInput, InputError, TooLarge
from vigie.model import Document, Unread

_HALF_PAIR = re.compile("[\ud800-\udfff]")
_SHAPE = '{"id", "text", "lang"?, "title"?, "published"?}'


class Stream(Protocol):
    """Bytes that can be read once."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""

    def readline(self, size: int, /) -> bytes:
        """Return the next line, up to `size` bytes of it."""


def iter_lines(stream: Stream, *, where: str, text_bytes: int, realm: str) -> Iterator[Document | Unread]:
    """Yield a document or an Unread for each line that is not blank; no more than one line is held in memory."""
    for number, line in enumerate(_iter_raw(stream, text_bytes), start=1):
        place = f"{where}:{number}"
        if line is None:
            fault = TooLarge(f"{place}: a line of more than {text_bytes:,} bytes; split it")
            yield Unread(place, str(fault), fault.kind)
        elif line.strip():
            yield parse_line(line, place=place, realm=realm)


def _iter_raw(stream: Stream, limit: int) -> Iterator[bytes | None]:
    """Yield lines; one that is longer than the limit is passed over and given as None."""
    is_passing = False
    while piece := stream.readline(limit + 1):
        is_whole = piece.endswith(b"\n")
        if not is_passing and (is_whole or len(piece) <= limit):
            yield piece
        elif not is_passing:
            yield None
        is_passing = not is_whole


def parse_line(line: bytes, *, place: str, realm: str) -> Document | Unread:
    """Return the document of one JSON line, or why there is none."""
    known = place
    try:
        record = _load(line, place)
        known = _read_id(record, place)
        return Document(
            id=known,
            text=_read_text(record, place),
            lang=_read_lang(record, place),
            title=_read_string(record, "title", place),
            published=_read_day(record, place),
            realm=realm,
        )
    except InputError as fault:
        return Unread(known, str(fault), fault.kind)


def _load(line: bytes, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        reason = str(fault)[:120] or "nested too deeply"
        raise InputError(f"{place}: not JSON in UTF-8 ({reason}); write one object a line: {_SHAPE}") from fault
    if not isinstance(record, dict):
        raise InputError(f"{place}: not an object; write one object a line: {_SHAPE}")
    return record


def _read_id(record: dict[str, Any], place: str) -> str:
    value = record.get("id")
    if value is None:
        return place
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
        raise InputError(f"{place}: the id must be a string or a whole number, not {str(value)[:40]!r}")
    return _whole(str(value))


def _read_text(record: dict[str, Any], place: str) -> str:
    value = record.get("text")
    if not isinstance(value, str):
        raise InputError(f'{place}: no "text"; write one object a line: {_SHAPE}')
    if not value.strip():
        raise EmptyInput(f"{place}: the text is empty; leave the line out or give its text")
    return _whole(value)


def _read_lang(record: dict[str, Any], place: str) -> str | None:
    """Return the language without its region: fr of fr-CA."""
    value = _read_string(record, "lang", place)
    return re.split("[-_]", value.strip())[0].lower() or None if value else None


def _read_string(record: dict[str, Any], key: str, place: str) -> str | None:
    value = record.get(key)
    if value is None or isinstance(value, str):
        return _whole(value) if value else None
    raise InputError(f'{place}: "{key}" must be a string, not {str(value)[:40]!r}')


def _read_day(record: dict[str, Any], place: str) -> str | None:
    """Return the publication day; a date that is none is a fault, never a default."""
    value = _read_string(record, "published", place)
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value[:10]).isoformat()
    except ValueError as fault:
        raise InputError(f'{place}: "published" is {value[:40]!r}; write a day as 2022-10-13') from fault


def _whole(value: str) -> str:
    """Return the string with halves of surrogate pairs, which no file can hold, replaced one for one."""
    return _HALF_PAIR.sub("\ufffd", value)
