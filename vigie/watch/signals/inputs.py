"""What a signal was computed from, opened: every record with its words, its document, its source and its offsets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vigie.model import Spans
from vigie.model.signal import Signal
from vigie.store import FiledEvent, FiledStatement
from vigie.watch.view import View

SOURCE = "source:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One record that a signal rests on.

    `kind` is statement, event, document, source, or missing where the view no longer holds it. `at` are the places of
    its words in the text of its document; `who` is the speaker or the actor, `what` what the statement does or the
    act is.
    """

    key: str
    kind: str
    words: str = ""
    who: str | None = None
    what: str | None = None
    day: str | None = None
    at: Spans = ()
    document: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None


def find_inputs(view: View, signal: Signal) -> tuple[Input, ...]:
    """Return the records of a signal, in its order, each found in the view."""
    wanted = set(signal.inputs)
    held = {s.key: _open_statement(view, s) for s in view.statements if s.key in wanted}
    held |= {e.key: _open_event(view, e) for e in view.events if e.key in wanted}
    return tuple(held.get(key) or _open_other(view, key) for key in signal.inputs)


def _open_statement(view: View, record: FiledStatement) -> Input:
    found = Input(
        key=record.key, kind="statement", words=record.words, who=record.speaker or record.phrase, what=", ".join(record.modality),
        day=view.day(record), at=record.content,
    )  # fmt: skip
    return _place(view, found, record.document)


def _open_event(view: View, record: FiledEvent) -> Input:
    what = record.vigie_type or record.type or "?"
    found = Input(
        key=record.key, kind="event", words=record.words, who=record.actor,
        what=f"{what}, {record.status}" if record.polarity == "positive" else f"{what}, not {record.status}",
        day=view.day(record), at=record.anchor,
    )  # fmt: skip
    return _place(view, found, record.document)


def _open_other(view: View, key: str) -> Input:
    document = view.documents.get(key)
    if document is not None:
        return _place(view, Input(key=key, kind="document", day=document.day), key)
    if key.startswith(SOURCE):
        source = view.sources.get(key.removeprefix(SOURCE))
        name = source.name if source else None
        return Input(
            key=key, kind="source", who=name, source=key.removeprefix(SOURCE), url=source.url if source else None
        )
    return Input(key=key, kind="missing")


def _place(view: View, found: Input, key: str) -> Input:
    """Return the record with the document it stands in."""
    document = view.documents.get(key)
    if document is None:
        return replace(found, document=key)
    title = document.title or document.id
    return replace(found, document=key, title=title, source=document.source, url=document.url)
