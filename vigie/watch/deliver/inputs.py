"""The records that a signal rests on, in their own words: who said or did what, where it stands, of which day."""

from __future__ import annotations

from collections.abc import Iterable

from vigie.store import FiledDocument, FiledEvent, FiledStatement
from vigie.watch.view import View

WORDS_CHARS = 280


def describe_inputs(view: View, keys: Iterable[str]) -> dict[str, str]:
    """Return one line for each key that the view holds; keys of `source:ID` form name the source."""
    wanted = set(keys)
    found = {s.key: _describe_statement(view, s) for s in view.statements if s.key in wanted}
    found |= {e.key: _describe_event(view, e) for e in view.events if e.key in wanted}
    found |= {k: _describe_document(d) for k, d in view.documents.items() if k in wanted}
    sources = {f"source:{key}": source for key, source in view.sources.items()}
    return found | {k: f"{s.name or s.key} [{k}]" for k, s in sources.items() if k in wanted}


def _describe_statement(view: View, record: FiledStatement) -> str:
    who = ", ".join(filter(None, (record.speaker or record.phrase or "?", record.role)))
    return f"{who}: “{_cut(record.words)}” ({_place(view, record)}) [{record.key}]"


def _describe_event(view: View, record: FiledEvent) -> str:
    what = record.vigie_type or record.type or "?"
    return f"{what}: “{_cut(record.words)}” ({_place(view, record)}) [{record.key}]"


def _describe_document(document: FiledDocument) -> str:
    where = ", ".join(filter(None, (document.source, document.day)))
    return f"“{_cut(document.title or document.id)}”{f' ({where})' if where else ''} [{document.key}]"


def _place(view: View, record: FiledStatement | FiledEvent) -> str:
    document = view.documents.get(record.document)
    source = (document.source or document.id) if document else record.document
    return ", ".join(filter(None, (source, view.day(record))))


def _cut(words: str) -> str:
    return words if len(words) <= WORDS_CHARS else words[: WORDS_CHARS - 1].rstrip() + "…"
