"""Readings of our own short texts, filed in a ledger, and the brief of everything in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.make import make_reading
from vigie.model import Document, Entity, Reading, Span, Speaker, Statement
from vigie.store import Ledger, Origin
from vigie.watch.deliver.brief import Brief, Ground, find_needed, lay_ground, make_brief
from vigie.watch.view import View, load_view

START = dt.datetime(2031, 5, 15, 10, tzinfo=dt.UTC)
AFTER = START + dt.timedelta(hours=1)


def file(ledger: Ledger, reading: Reading, *, source: str = "herald", hours: float = 0.5) -> str:
    """Return the key of the reading's document, filed so many hours after the start."""
    known = START + dt.timedelta(hours=hours)
    return ledger.append_reading(reading, now=known, origin=Origin(source)).document


def said(
    words: str, *, speaker: str = "Kjell Arden", title: str = "Ports", id: str = "a.txt", lang: str = "en",
    modality: tuple[str, ...] = ("assertion",),
) -> Reading:  # fmt: skip
    """Return a reading of a short text in which somebody says these words."""
    text = f"EXERCISE\n\nThe mayor, {speaker}, said: “{words}”.\n"
    start = text.index("“") + 1
    who = text.index(speaker)
    statement = Statement(
        "s1", "direct", (Span(start, start + len(words)),), (Span(start - 7, start - 3),), (Span(who, who + len(speaker)),),
        Speaker(speaker, "e1", "mayor", "OST", ("OSTGOV",), 0.9), modality, confidence=0.95,
    )  # fmt: skip
    named = Entity("e1", speaker, "PER", (Span(who, who + len(speaker)),))
    return Reading(Document(id, text, lang, title, "2031-05-14", "exercise"), (named,), (statement,))


def look(ledger: Ledger, *, at: dt.datetime = AFTER) -> tuple[View, dict[str, str]]:
    """Return the view at that moment, and the texts that its brief needs."""
    view = load_view(ledger, at=at)
    needed = find_needed(view, (), since=START, until=at)
    return view, {key: ledger.reading(key).document.text for key in needed}


def brief_of(ledger: Ledger, *, lang: str = "en", at: dt.datetime = AFTER, top: int | None = None) -> Brief:
    """Return the brief of everything since the start."""
    view, texts = look(ledger, at=at)
    changes = ledger.amendments(as_known_at=at)
    return make_brief(view, (), since=START, until=at, lang=lang, texts=texts, amendments=changes, top=top)


def ground_of(ledger: Ledger, *, at: dt.datetime = AFTER) -> Ground:
    """Return what sentences are held against at that moment."""
    view, texts = look(ledger, at=at)
    return lay_ground(view, texts)


def full_reading(**changes: str) -> Reading:
    """Return the reading with one record of every kind, its document changed so."""
    reading = make_reading()
    return replace(reading, document=replace(reading.document, **changes))
