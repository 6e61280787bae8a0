"""Readings in the product's form from what a rival finds: pieces of content, a cue, a source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Range = tuple[int, int]
Json = dict[str, Any]
_PRONOUNS = frozenset("he she they it we i who il elle ils elles on nous je qui lui celui-ci celle-ci".split())
_EDGE = " \t\n\u00a0\u202f,;:«»“”„\"'‘’`–—-"


@dataclass(slots=True)
class Found:
    """One attribution as a rival finds it."""

    content: list[Range]
    cue: list[Range] = field(default_factory=list)
    source: list[Range] = field(default_factory=list)


def make_reading(doc_id: str, text: str, lang: str, found: Iterable[Found]) -> Json:
    """Return a reading. The speaker is the source's own words; a pronoun or no source at all is the last named source."""
    statements: list[Json] = []
    last: str | None = None
    for number, one in enumerate(sorted(found, key=lambda f: f.content), 1):
        phrase = " ".join(text[s:e] for s, e in one.source)
        named = _is_named(phrase)
        name = phrase if named else last if not phrase or _is_pronoun(phrase) else None
        last = phrase if named else last
        statements.append(
            {
                "id": f"s{number}",
                "kind": "indirect",
                "content": [list(trim(text, piece)) for piece in one.content],
                "cue": [list(piece) for piece in one.cue],
                "source": [list(piece) for piece in one.source],
                "speaker": name and {"entity": None, "name": name},
                "modality": ["assertion"],
            }
        )
    document = {"id": doc_id, "lang": lang, "title": None, "published": None, "realm": "real", "text": text}
    empty: Json = {key: [] for key in ("entities", "events", "quantities", "links", "flags")}
    return {"schema": "vigie-reading/1", "document": document, "statements": statements, **empty}


def trim(text: str, piece: Range) -> Range:
    """Return the piece without the marks, spaces and commas at its edges."""
    start, end = piece
    while start < end - 1 and text[start] in _EDGE:
        start += 1
    while end > start + 1 and text[end - 1] in _EDGE + ".":
        end -= 1
    return start, end


def _is_pronoun(phrase: str) -> bool:
    return phrase.lower().strip("-").removeprefix("t-") in _PRONOUNS


def _is_named(phrase: str) -> bool:
    """Return whether a source has a word with a capital that is not merely its first."""
    words = phrase.split()
    inner = any(w[:1].isupper() for w in words[1:])
    return not _is_pronoun(phrase) and (inner or (len(words) == 1 and phrase[:1].isupper()))
