"""Telegram Desktop's exports, as JSON (result.json) and as HTML (messages.html)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vigie.errors import EmptyInput, InputError
from vigie.model import Unread
from vigie.text.decode import decode, find_meta_charset
from vigie.watch.collect.dates import parse_date, parse_moment
from vigie.watch.collect.item import Item, Origin, Parsed, make_id, shown_line
from vigie.watch.collect.jsonfeed import as_text, load_json
from vigie.watch.collect.markup import drop_controls

Json = dict[str, Any]


def parse_telegram(data: bytes, origin: Origin) -> Parsed:
    """Return the messages of an export that have words; joins, pins and pictures alone are passed over.

    Raises:
        InputError: the bytes are no export of Telegram Desktop.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise EmptyInput(f"{origin.place}: there is nothing in it; export the chat again")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _parse_html(data, origin)
    return _parse_json(data, origin)


def _parse_json(data: bytes, origin: Origin) -> Parsed:
    record, note = load_json(data, origin)
    chats = list(_iter_chats(record))
    if not chats:
        raise InputError(f'{origin.place}: JSON without "messages" or "chats", no export of Telegram; check the file')
    items: list[Item] = []
    unread: list[Unread] = []
    for chat in chats:
        for number, message in enumerate(chat["messages"], start=1):
            found = _read_message(message, chat, number, origin)
            if isinstance(found, Item):
                items.append(found)
            elif found is not None:
                unread.append(found)
    title = _name(chats[0].get("name")) if len(chats) == 1 else None
    return Parsed(items=tuple(items), unread=tuple(unread), form="telegram", title=title, note=note)


def _iter_chats(record: Any) -> Iterator[Json]:
    """Yield the chats of an export of one chat, or of a whole account."""
    if not isinstance(record, dict):
        return
    if isinstance(record.get("messages"), list):
        yield record
    for part in ("chats", "left_chats"):
        listed = record.get(part)
        chats = listed.get("list") if isinstance(listed, dict) else None
        for chat in chats if isinstance(chats, list) else ():
            if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
                yield chat


def _read_message(message: Any, chat: Json, number: int, origin: Origin) -> Item | Unread | None:
    if not isinstance(message, dict):
        place = f"{origin.place}, message {number}"
        return Unread(place, f"{place}: not an object; export the chat again", "input")
    text = _read_text(message.get("text"))
    if message.get("type") != "message" or not text:
        return None
    chat_id, own = chat.get("id") or _name(chat.get("name")), message.get("id")
    published = parse_moment(message.get("date_unixtime")) or parse_date(_string(message.get("date")))
    stated = f"telegram:{chat_id}/{own}" if isinstance(own, int) and chat_id else None
    key, basis = make_id(stated, None, (text, published))
    return Item(
        id=key,
        basis=basis,
        published=published,
        updated=parse_moment(message.get("edited_unixtime")) or parse_date(_string(message.get("edited"))),
        lang=origin.lang,
        author=_name(message.get("forwarded_from")) or _name(message.get("from")) or _name(chat.get("name")),
        text=text[: origin.limits.text_bytes],
    )


def _read_text(value: Any) -> str:
    """Return the words of a message: a string, or pieces that are strings and marked-up strings."""
    pieces = value if isinstance(value, list) else [value]
    words = [p.get("text") if isinstance(p, dict) else p for p in pieces]
    return as_text("".join(w for w in words if isinstance(w, str))).strip()


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    return shown_line(as_text(value)) if isinstance(value, str) else None


def _parse_html(data: bytes, origin: Origin) -> Parsed:
    from lxml import etree

    decoded = decode(drop_controls(data), find_meta_charset(data), where=origin.place)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(decoded.text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or not _find(root, "page_wrap"):
        raise InputError(f"{origin.place}: an HTML page, but no export of Telegram; check the file")
    header = _find(root, "page_header")
    chat = shown_line(_words(_find(header[0], "text")[0])) if header and _find(header[0], "text") else None
    items = tuple(_iter_html(root, chat, origin))
    return Parsed(items=items, form="telegram", title=chat, note=decoded.note)


def _iter_html(root: Any, chat: str | None, origin: Origin) -> Iterator[Item]:
    """Yield the messages; one that is joined to the one before has that one's sender."""
    sender: str | None = None
    for node in _find(root, "message"):
        if "service" in node.get("class", "").split():
            continue
        names, texts, dates = _find(node, "from_name"), _find(node, "text"), _find(node, "date")
        if "joined" not in node.get("class", "").split():
            sender = shown_line(_own_words(names[0])) if names else None
        if not texts or not _words(texts[0]):
            continue
        text = _words(texts[0])[: origin.limits.text_bytes]
        published = parse_date(dates[0].get("title")) if dates else None
        forwarded = [n for part in _find(node, "forwarded") for n in _find(part, "from_name")]
        own = node.get("id", "").removeprefix("message")
        stated = f"telegram:{chat or origin.place}/{own}" if own.isdigit() else None
        key, basis = make_id(stated, None, (text, published))
        yield Item(
            id=key,
            basis=basis,
            published=published,
            lang=origin.lang,
            author=(shown_line(_own_words(forwarded[0])) if forwarded else None) or sender or chat,
            text=text,
        )


def _find(node: Any, name: str) -> list[Any]:
    """Return the elements inside `node` that have a class."""
    found: list[Any] = node.xpath(
        ".//div[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} "
    )
    return found


def _own_words(node: Any) -> str:
    return " ".join((node.text or "").split())


def _words(node: Any) -> str:
    """Return the text of an element with its line breaks."""
    parts = [
        ("\n" if part.tag == "br" else (part.text or "")) + (part.tail or "" if part is not node else "")
        for part in node.iter()
    ]
    return "\n".join(" ".join(line.split()) for line in "".join(parts).strip().split("\n"))
