"""Reports of our own, read for real and put into a ledger, and views made by hand. Nothing in them happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import vigie
from vigie.model import Span
from vigie.model.signal import Grouping
from vigie.store import FiledDocument, FiledEvent, FiledStatement, Ledger, Origin, open_ledger
from vigie.watch.view import View, load_view

AT = dt.datetime(2031, 6, 1, 12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Report:
    """One report: its language, its day, its words, and the source that carried it."""

    lang: str
    day: str
    text: str
    source: str = "herald"
    copy_of: int | None = None
    relation: str = "near"
    story: int | None = None


@contextmanager
def ledger_of(folder: Path, reports: Sequence[Report]) -> Iterator[Ledger]:
    """Yield a ledger that holds the reports, each known since noon of its day, with their copies and stories."""
    first = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
    folder.mkdir(parents=True, exist_ok=True)
    with open_ledger(folder / "watch.vigie", realm="exercise", create=True, now=first) as ledger:
        keys: list[str] = []
        for n, report in enumerate(reports):
            now = dt.datetime.fromisoformat(f"{report.day}T12:00:00+00:00")
            text = f"EXERCISE\n\n{report.text}\n"
            reading = vigie.read(text, lang=report.lang, published=report.day, realm="exercise", id=f"r{n}")
            keys.append(ledger.append_reading(reading, now=now, origin=Origin(report.source, None, now)).document)
            if report.copy_of is None and report.story is None:
                continue
            origin = keys[report.copy_of] if report.copy_of is not None else keys[n]
            story = keys[report.story] if report.story is not None else origin
            relation = report.relation if report.copy_of is not None else "origin"
            ledger.append_grouping(
                Grouping(document=keys[n], origin=origin, relation=relation, overlap=1, story=story, score=1), now=now
            )
        yield ledger


def view_of(folder: Path, *reports: Report) -> View:
    """Return the view of a ledger that holds the reports."""
    with ledger_of(folder, reports) as ledger:
        return load_view(ledger, at=AT)


def make_document(key: str, day: str | None, lang: str = "en") -> FiledDocument:
    """Return a document of that day."""
    known = f"{day or '2031-01-01'}T12:00:00.000000Z"
    return FiledDocument(
        key=key, item=key, id=key, title=None, lang=lang, published=day, day=day, source="herald", url=None, fetched=None,
        text_hash="", chars=0, realm="exercise", current=True, code="", pack="", known=known,
    )  # fmt: skip


def make_statement(key: str, document: str, day: str | None, modality: tuple[str, ...]) -> FiledStatement:
    """Return a statement of that document."""
    return FiledStatement(
        key=key, document=document, id=key, kind="direct", speaker=None, entity=None, role=None, country=None, codes=(),
        modality=modality, scope="speech", negative_evidence=None, likelihood=None, venue=None, parent=None, words="",
        content=(Span(0, 1),), cue=(), source=(), valid_from=day, valid_to=day, dated="reported", confidence=1.0,
        same_as=None, corrections=0, known=f"{day}T12:00:00.000000Z",
    )  # fmt: skip


def make_event(
    key: str, document: str, day: str | None, *, type: str | None = "ASSAULT", quad: int | None = 4,
    actor: tuple[str, ...] = (), recipient: tuple[str, ...] = (), polarity: str = "positive", vigie_type: str | None = None,
    status: str = "past",
) -> FiledEvent:  # fmt: skip
    """Return an event of that document."""
    return FiledEvent(
        key=key, document=document, id=key, type=type, vigie_type=vigie_type, mode=None, contexts=(), cameo=None, quad=quad,
        goldstein=None, actor=None, actor_entity=None, actor_codes=actor, recipient=None, recipient_entity=None,
        recipient_codes=recipient, status=status, polarity=polarity, place=None, place_country=None, lat=None, lon=None,
        precision=None, attributed_to=None, words="", anchor=(Span(0, 1),), valid_from=day, valid_to=day, dated="reported",
        confidence=1.0, same_as=None, corrections=0, known=f"{day}T12:00:00.000000Z",
    )  # fmt: skip
