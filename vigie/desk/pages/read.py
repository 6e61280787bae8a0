"""Read: a text or an address, and what Vigie reads in it. Nothing of it is kept."""

from __future__ import annotations

import threading
from dataclasses import replace

from fastapi import APIRouter
from starlette.responses import Response

from vigie.desk.cards import make_read_cards
from vigie.desk.highlight import Mark, cut_text
from vigie.desk.settings import TEXT_CHARS
from vigie.desk.shown import line
from vigie.desk.visit import Form, Visit, Visited
from vigie.errors import InputError, TooLarge
from vigie.model import Document, Reading
from vigie.watch.collect.fetch import fetch
from vigie.watch.collect.item import Origin
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.page import is_page, parse_page, parse_text

router = APIRouter()
LIMITS = Limits(text_bytes=TEXT_CHARS, page_bytes=5_000_000, total_seconds=20.0)
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_turn = threading.Lock()  # one reading at a time: each takes a whole core


@router.get("/read")
def show_form(visit: Visited) -> Response:
    """Return the page that takes a text or an address."""
    return visit.page("read", fault=None, given={}, reading=None)


@router.post("/read")
def read(visit: Visited, form: Form) -> Response:
    """Return the reading of what was given, or why there is none."""
    try:
        reading = _read(_find_document(form, visit.desk.ledger().realm))
    except InputError as fault:
        return visit.page("read", status=422, fault=str(fault), given=form, reading=None)
    return _show(visit, form, reading)


def _find_document(form: dict[str, str], realm: str) -> Document:
    url, text = form.get("url", "").strip(), form.get("text", "")
    if url:
        return replace(_fetch(url), realm=realm)
    if len(text) > TEXT_CHARS:
        raise TooLarge(f"{len(text):,} characters; the desk reads up to {TEXT_CHARS:,}, `vigie read` reads more")
    day = form.get("published", "").strip() or None
    return Document("desk", text.replace("\r\n", "\n"), None, None, day, realm)


def _fetch(url: str) -> Document:
    """Return the article at a public address; any other address is refused before it is connected to."""
    got = fetch(url, limits=LIMITS)
    origin = Origin(place=got.final_url, charset=got.charset, limits=LIMITS)
    is_html = got.content_type in _PAGE_TYPES or is_page(got.data)
    item = (parse_page if is_html else parse_text)(got.data, origin).items[0]
    if len(item.text or "") > TEXT_CHARS:
        raise TooLarge(f"{line(url, 80)}: longer than {TEXT_CHARS:,} characters; `vigie read` reads more")
    return Document(got.final_url, item.text or "", item.lang, item.title, item.day, "real")


def _read(document: Document) -> Reading:
    from vigie.lang.language import packs
    from vigie.read import read_document

    held = document if document.lang in packs() else replace(document, lang=None)
    with _turn:
        return read_document(held)


def _show(visit: Visit, form: dict[str, str], reading: Reading) -> Response:
    cards = make_read_cards(reading, visit.words)
    flags = [Mark(flag.span, "flagged", f"f{n}") for n, flag in enumerate(reading.flags, 1)]
    marks = [mark for card in cards for mark in card.marks] + flags
    return visit.page(
        "read", fault=None, given=form, reading=reading, cards=cards, pieces=cut_text(reading.document.text, marks)
    )
