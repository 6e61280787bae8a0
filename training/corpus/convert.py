"""Annotation files as records of gold, one JSON object a text (`vigie-gold/0.1`), the heading EXERCISE taken off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from training.corpus.check import strip_heading
from training.corpus.lines import GoldFile, Line, Range, load_file
from vigie.text.quotes import find_quotes
from vigie.text.segment import find_paragraphs

Json = dict[str, Any]
FORM = "vigie-gold/0.1"


def load_records(folder: Path) -> list[Json]:
    """Return the records of all texts of a folder, by name."""
    return [convert(load_file(path)) for path in sorted(folder.rglob("*.gold"))]


def convert(gold: GoldFile, *, keep_heading: bool = False) -> Json:
    """Return the file as one record whose offsets count from the body's first character."""
    body = gold.text if keep_heading else strip_heading(gold.text)
    shift = len(gold.text) - len(body)
    head = next(gold.of_kind("document"))
    parts = _Parts(gold, shift)
    lang = head.values["lang"]
    quotes = [q.inner for q in find_quotes(body, find_paragraphs(body), lang)]
    return {
        "schema": FORM,
        "id": gold.name,
        "lang": lang,
        "published": head.get("published"),
        "text": body,
        "length": len(body),
        "entities": [_entity(line, parts) for line in gold.of_kind("name") if line.id],
        "statements": [_statement(line, parts, quotes) for line in gold.of_kind("content")],
        "events": [_event(line, parts) for line in gold.of_kind("act")],
        "quantities": [_quantity(line, parts) for line in gold.of_kind("quantity")],
        "links": [_link(line, parts) for line in gold.of_kind("link")],
        "flags": [{"kind": line.get("kind"), "span": parts.move(line)} for line in gold.of_kind("flag")],
        "non_quotes": [parts.move(line) for line in gold.of_kind("not_quote")],
    }


class _Parts:
    """The lines of a file by the record that they are part of, with offsets moved."""

    def __init__(self, gold: GoldFile, shift: int) -> None:
        self._shift, self._text = shift, gold.text
        self._owned: dict[tuple[str, str], list[Line]] = {}
        for line in sorted(gold.lines, key=lambda line: line.at):
            if line.of:
                self._owned.setdefault((line.of, line.kind), []).append(line)

    def move(self, line: Line) -> list[int]:
        """Return the span of a line in the text without heading."""
        return [line.at[0] - self._shift, line.at[1] - self._shift]

    def is_named(self, line: Line) -> bool:
        """Return whether a mention has a capital that is not only that of its sentence's first word."""
        start, end = line.at
        words, before = self._text[start:end], self._text[:start].rstrip(" \u00a0«“\"'‘`")
        opens = not before or before[-1] in ".!?…:\n–—•·-"
        return _has_capital(words.partition(" ")[2] if opens and line.get("type") != "PER" else words)

    def lines(self, head: Line, kind: str) -> list[Line]:
        """Return the lines of a kind that belong to a record."""
        return self._owned.get((head.id or "", kind), [])

    def spans(self, head: Line, kind: str) -> list[list[int]]:
        """Return the spans of the lines of a kind that belong to a record."""
        return [self.move(line) for line in self.lines(head, kind)]


def _entity(line: Line, parts: _Parts) -> Json:
    """Return the entity; `described` says that the text only describes it ("the customs office") and never names it.

    Nobody can tell from such a text that the office is the Irish one: the words it has are as good a name.
    """
    values = {key: line.get(key) for key in ("id", "name", "type", "country", "role", "gender")}
    aliases = [alias.strip() for alias in (line.get("aliases") or "").split(";") if alias.strip()]
    places = [line, *parts.lines(line, "name")]
    named = any(map(_has_capital, aliases)) or any(parts.is_named(place) for place in places)
    values |= {"described": values["type"] != "GPE" and not named}
    return values | {"aliases": aliases, "mentions": sorted(map(parts.move, places))}


_ARTICLES = frozenset("the a an its his her their le la les un une son sa ses leur".split())


def _has_capital(words: str) -> bool:
    """Return whether a word is written with a capital, an article aside."""
    return any(w.lstrip("«“\"'‘").removeprefix("l'")[:1].isupper() for w in words.split() if w.lower() not in _ARTICLES)


def _statement(line: Line, parts: _Parts, quotes: Sequence[Range]) -> Json:
    content = sorted([parts.move(line), *parts.spans(line, "more")])
    return {
        "id": line.id,
        "kind": line.get("kind"),
        "scope": line.get("scope") or "speech",
        "speaker": _or_none(line.get("speaker")),
        "content": content,
        "cue": parts.spans(line, "cue"),
        "source": parts.spans(line, "source"),
        "quoted": content if line.get("kind") == "direct" else _marked(content, quotes),
        "modality": line.all("modality"),
        "negative_evidence": line.get("negative_evidence") is not None,
        "negative_evidence_type": line.get("negative_evidence"),
        "likelihood": [
            {"span": parts.move(part), "low": float(part.values["low"]), "high": float(part.values["high"])}
            for part in parts.lines(line, "likelihood")
        ],
        "hedges": parts.spans(line, "hedge"),
        "condition": parts.spans(line, "condition"),
        "venue": line.get("venue"),
        "date": _date(line, parts),
        "parent": line.get("parent"),
        "optional": line.get("optional") == "yes",
        "accept_kinds": line.all("accept_kinds"),
        "accept_speakers": [_or_none(part) for part in line.all("accept_speakers")],
        "accept_content": [],
        "quote_group": line.get("group"),
        "tags": line.all("tags"),
    }


def _event(line: Line, parts: _Parts) -> Json:
    place = next(iter(parts.lines(line, "place")), None)
    return {
        "id": line.id,
        "plover": _or_none(line.get("type")),
        "vigie_type": line.get("vigie_type"),
        "mode": line.get("mode"),
        "mentions": [parts.move(line), *parts.spans(line, "mention")],
        "actor": [part.get("entity") for part in parts.lines(line, "actor")],
        "actor_spans": parts.spans(line, "actor"),
        "recipient": [part.get("entity") for part in parts.lines(line, "recipient")],
        "recipient_spans": parts.spans(line, "recipient"),
        "status": line.get("status"),
        "accept_status": line.all("accept_status"),
        "polarity": line.get("polarity") or "positive",
        "accept": [_or_none(part) for part in line.all("accept")],
        "optional": line.get("optional") == "yes",
        "attributed_to": line.all("attributed_to"),
        "place": place and {"span": parts.move(place), "name": place.get("name"), "country": place.get("country")},
        "date": _date(line, parts),
        "quantities": [part.id for part in parts.lines(line, "quantity")],
        "tags": line.all("tags"),
    }


def _quantity(line: Line, parts: _Parts) -> Json:
    numbers = {key: None if line.get(key) is None else float(line.values[key]) for key in ("value", "low", "high")}
    return {"id": line.id, "span": parts.move(line), **numbers, "unit": line.get("unit"), "of": line.of}


def _link(line: Line, parts: _Parts) -> Json:
    return {key: line.get(key) for key in ("relation", "a", "b", "basis")} | {"span": parts.move(line)}


def _date(line: Line, parts: _Parts) -> Json | None:
    part = next(iter(parts.lines(line, "date")), None)
    return None if part is None else {"span": parts.move(part), "from": part.get("from"), "to": part.get("to")}


def _or_none(value: str | None) -> str | None:
    return None if value in (None, "none") else value


def _marked(content: Iterable[Sequence[int]], quotes: Sequence[Range]) -> list[list[int]]:
    """Return the quotations that stand inside the content."""
    return [[a, b] for start, end in content for a, b in quotes if start <= a and b <= end]
