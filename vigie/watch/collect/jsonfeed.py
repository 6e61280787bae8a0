"""JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

import json
from typing import Any

from vigie.errors import EmptyInput, InputError
from vigie.model import Unread
from vigie.text.decode import decode
from vigie.watch.collect.dates import parse_date
from vigie.watch.collect.item import (
    Item,
    Origin,
    Parsed,
    is_absolute,
    join_link,
    make_distinct,
    make_id,
    primary,
    shown_line,
)
from vigie.watch.collect.markup import plain_text

Json = dict[str, Any]


def parse_jsonfeed(data: bytes, origin: Origin) -> Parsed:
    """Return the items of a JSON feed; an item that is no object is accounted for and the rest goes on.

    Raises:
        InputError: the bytes are no JSON, or JSON that is no feed.
    """
    record, note = load_json(data, origin)
    listed = record.get("items") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(listed, list):
        raise InputError(f'{origin.place}: JSON without a list of "items", no JSON feed; check the address')
    lang = primary(_string(record, "language"))
    base = origin.place if is_absolute(origin.place) else ""
    items, unread = [], []
    for number, entry in enumerate(listed, start=1):
        if isinstance(entry, dict):
            items.append(_read_item(entry, base, lang or origin.lang, origin.limits.text_bytes))
        else:
            place = f"{origin.place}, item {number}"
            unread.append(Unread(place, f"{place}: not an object; tell the feed's owner", "input"))
    return Parsed(
        items=make_distinct(items),
        unread=tuple(unread),
        form="jsonfeed",
        title=shown_line(_string(record, "title")),
        lang=lang,
        note=note,
    )


def load_json(data: bytes, origin: Origin) -> tuple[Any, str | None]:
    """Return the value of a JSON text, and what was odd about its encoding.

    Raises:
        InputError: it is empty or no JSON.
    """
    if not data.strip():
        raise EmptyInput(f"{origin.place}: there is nothing in it; check the address")
    decoded = decode(data, None, where=origin.place)
    try:
        return json.loads(decoded.text), decoded.note
    except (ValueError, RecursionError) as fault:
        reason = str(fault)[:120] or "nested too deeply"
        raise InputError(f"{origin.place}: not JSON ({reason}); check the address or the file") from fault


def _read_item(entry: Json, base: str, lang: str | None, text_chars: int) -> Item:
    markup, title = _string(entry, "content_html"), _string(entry, "title")
    text = _string(entry, "content_text") or (plain_text(markup) if markup else _string(entry, "summary"))
    link = join_link(base, _string(entry, "url")) or join_link(base, _string(entry, "external_url"))
    lang = primary(_string(entry, "language")) or lang
    published = parse_date(_string(entry, "date_published"), lang=lang)
    key, basis = make_id(_read_id(entry), link, (title, text, published))
    return Item(
        id=key,
        basis=basis,
        title=shown_line(plain_text(title)) if title else None,
        link=link,
        published=published,
        updated=parse_date(_string(entry, "date_modified"), lang=lang),
        lang=lang,
        author=_read_author(entry),
        text=text[:text_chars] if text else None,
        html=markup,
    )


def _read_id(entry: Json) -> str | None:
    """Return the id; numbers are taken too, which version 1 asks readers to do."""
    value = entry.get("id")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return as_text(str(value)).strip() or None


def _read_author(entry: Json) -> str | None:
    listed = entry.get("authors")
    authors = [*(listed if isinstance(listed, list) else ()), entry.get("author")]
    names = [_string(a, "name") for a in authors if isinstance(a, dict)]
    return shown_line(", ".join(dict.fromkeys(filter(None, names))))


def _string(record: Json, key: str) -> str | None:
    value = record.get(key)
    return as_text(value).strip() or None if isinstance(value, str) else None


def as_text(value: str) -> str:
    """Return a string from JSON with halves of surrogate pairs, which no file can hold, replaced one for one."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
