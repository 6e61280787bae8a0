"""Web pages and plain texts: one item each, the article without the page around it."""

from __future__ import annotations

from vigie.errors import EmptyInput, NoText, TooLarge
from vigie.text.clean import clean_html, clean_text
from vigie.text.decode import decode, find_meta_charset
from vigie.watch.collect.item import Item, Origin, Parsed, is_absolute, join_link, primary, shown_line
from vigie.watch.collect.markup import drop_controls

_PAGE_STARTS = (b"<!doctype html", b"<html")


def parse_page(data: bytes, origin: Origin) -> Parsed:
    """Return the article of an HTML page as one item, dated only if the page states its date.

    Raises:
        InputError: the page is empty, has no article, or an article longer than the limit.
    """
    decoded = decode(drop_controls(data), origin.charset or find_meta_charset(data), where=origin.place)
    if not decoded.text.strip():
        raise EmptyInput(f"{origin.place}: there is no text in it; check the address")
    page = clean_html(decoded.text, origin.place if is_absolute(origin.place) else None)
    if page is None:
        raise NoText(f"{origin.place}: no article was found in the page; give the address of an article or a feed")
    if len(page.text) > origin.limits.text_bytes:
        raise TooLarge(f"{origin.place}: an article of more than {origin.limits.text_bytes:,} characters; split it")
    link = join_link("", origin.place)
    item = Item(
        id=origin.place,
        basis="link" if link else "place",
        title=shown_line(page.title),
        link=link,
        published=page.published,
        lang=primary(page.lang) or origin.lang,
        author=shown_line(page.author),
        text=page.text,
        html=decoded.text,
        offsets=page.offsets,
    )
    return Parsed(items=(item,), form="html", title=shown_line(page.site), lang=primary(page.lang), note=decoded.note)


def parse_text(data: bytes, origin: Origin) -> Parsed:
    """Return a plain text as one item without a date.

    Raises:
        InputError: it is empty or no text.
    """
    decoded = decode(data, origin.charset, where=origin.place)
    cleaned = clean_text(decoded.text)
    if not cleaned.text.strip():
        raise EmptyInput(f"{origin.place}: there is no text in it; give a text with words")
    link = join_link("", origin.place)
    item = Item(
        id=origin.place,
        basis="link" if link else "place",
        link=link,
        lang=origin.lang,
        text=cleaned.text,
        offsets=cleaned.offsets,
    )
    return Parsed(items=(item,), form="text", note=decoded.note)


def is_page(data: bytes) -> bool:
    """Return whether bytes begin as an HTML page does."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_PAGE_STARTS) or (start.startswith(b"<?xml") and b"<html" in start)
