"""How times, texts and lists are written down in a ledger, and read back the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import zlib
from collections.abc import Iterable
from typing import Any

from vigie.model import Span, Spans
from vigie.text.fold import make_whole

ALWAYS = "9999"  # later than any time a ledger can hold
KEY_CHARS = 24
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_RELEASE = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?")


def write_time(moment: dt.datetime) -> str:
    """Return the moment in UTC with microseconds, so that the order of the letters is the order in time."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()}: a time without a zone; give it one, such as UTC")
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_time(written: str) -> dt.datetime:
    """Return the moment that `write_time` wrote."""
    return dt.datetime.fromisoformat(written)


def until_when(as_known_at: dt.datetime | None) -> str:
    """Return the bound on known times that a question sets; none sets no bound."""
    return ALWAYS if as_known_at is None else write_time(as_known_at)


def find_day(published: str | None) -> str | None:
    """Return the day of a date or time in ISO form; anything else stays unknown."""
    found = _DAY.match(published or "")
    return found.group() if found else None


def pack_text(text: str) -> bytes:
    """Return the text compressed; halves of surrogate pairs survive."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack_text(body: bytes) -> str:
    """Return the text that was packed."""
    return zlib.decompress(body).decode("utf-8", "surrogatepass")


def hash_text(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_values(*values: Any) -> str:
    """Return the SHA-256 of the values, told apart whatever they hold."""
    return hash_text(json.dumps(values, ensure_ascii=True, sort_keys=True))


def write_list(values: Iterable[str]) -> str:
    """Return the words between spaces, so that ` word ` finds exactly one.

    >>> write_list(["threat", "denial"])
    ' threat denial '
    """
    return "".join(f" {value}" for value in values) + " "


def read_list(written: str) -> tuple[str, ...]:
    """Return the words of such a list."""
    return tuple(written.split())


def write_spans(phrase: str | None = None, **spans: Spans) -> str:
    """Return lists of spans as short JSON, with the words of a source that nobody's name could be given for."""
    held: dict[str, object] = {name: [list(s) for s in found] for name, found in spans.items()}
    return json.dumps(held | ({"phrase": phrase} if phrase else {}), separators=(",", ":"), ensure_ascii=False)


def read_statement_spans(written: str) -> dict[str, Any]:
    """Return a statement's lists of spans, and as `phrase` the words of such a source or None."""
    held = json.loads(written)
    spans = {name: tuple(Span(*s) for s in held[name]) for name in ("content", "cue", "source")}
    return spans | {"phrase": held.get("phrase")}


def read_spans(written: str, name: str) -> Spans:
    """Return one of those lists."""
    return tuple(Span(*s) for s in json.loads(written)[name])


def whole(text: str | None) -> str | None:
    """Return the text as a database can hold it, character for character; None stays None."""
    return None if text is None else make_whole(text)


def rank(code: str) -> str:
    """Return a release so that later ones sort after earlier ones; a version that names none sorts first.

    >>> rank("0.10.0+abc") > rank("0.9.1")
    True
    """
    found = _RELEASE.match(code)
    return ".".join(f"{int(n or 0):06d}" for n in (found.groups() if found else (0, 0, 0)))
