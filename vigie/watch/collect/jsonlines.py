"""JSON Lines as items: the reader of `vigie read`, one object a line, bad lines accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from vigie.errors import EmptyInput
from vigie.model import Document, Unread
from vigie.watch.collect.item import Item, Origin, Parsed, primary, shown_line
from vigie.watch.collect.lines import Stream, iter_lines


def iter_line_items(stream: Stream, origin: Origin) -> Iterator[Item | Unread]:
    """Yield an item or an Unread for each line; no more than one line is held in memory."""
    place = origin.place
    for found in iter_lines(stream, where=place, text_bytes=origin.limits.text_bytes, realm="real"):
        yield _read_item(found, origin) if isinstance(found, Document) else found


def parse_lines(data: bytes, origin: Origin) -> Parsed:
    """Return the items of JSON Lines.

    Raises:
        EmptyInput: there is no line in it.
    """
    found = list(iter_line_items(BytesIO(data), origin))
    if not found or not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise EmptyInput(f"{origin.place}: there is no line in it; write one object a line")
    return Parsed(
        items=tuple(i for i in found if isinstance(i, Item)),
        unread=tuple(i for i in found if isinstance(i, Unread)),
        form="jsonl",
    )


def _read_item(document: Document, origin: Origin) -> Item:
    is_placed = document.id.startswith(f"{origin.place}:")
    return Item(
        id=document.id,
        basis="place" if is_placed else "stated",
        title=shown_line(document.title),
        published=document.published,
        lang=primary(document.lang) or origin.lang,
        text=document.text,
    )
