"""What one source gives: items as stated, what could not be read of it, and nothing made up."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urljoin, urlsplit

from vigie.model import Unread
from vigie.text.offsets import OffsetMap
from vigie.watch.collect.limits import Limits

TITLE_CHARS = 1_000
"""Titles are cut here, and say so with an ellipsis; the longest headline we know has a quarter of it."""

Basis = Literal["stated", "link", "content", "place"]
_UNSHOWN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that a source published.

    `id` is the same on every fetch; `basis` tells where it comes from: stated by the source, the item's link, the
    item's own words, or its place in a file. `published` and `updated` are what the source states and None where it
    states nothing that can be read: `2022-10-11`, `2022-10-11T08:00:00Z`, without the Z where no zone is stated,
    or only `2022-10`. `captured` is when an archive took the item, which is no date of publication.
    `text` is for reading, `html` the source's own markup, `offsets` the way from the one to the other (where it is
    known), `link` always http or https.
    """

    id: str
    basis: Basis
    title: str | None = None
    link: str | None = None
    published: str | None = None
    updated: str | None = None
    captured: str | None = None
    lang: str | None = None
    author: str | None = None
    text: str | None = None
    html: str | None = None
    offsets: OffsetMap | None = None

    @property
    def dated(self) -> str | None:
        """Return when the item was published, else when it was last changed, else None; never a guess."""
        return self.published or self.updated

    @property
    def day(self) -> str | None:
        """Return the day of `dated`, or None when no whole day is stated."""
        return self.dated[:10] if self.dated and len(self.dated) >= 10 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where bytes come from: an address or file name, what the server said of them, and how much is read."""

    place: str
    charset: str | None = None
    lang: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The items of one source, what could not be read of it, and its own name, language and oddities."""

    items: tuple[Item, ...]
    unread: tuple[Unread, ...] = ()
    form: str
    title: str | None = None
    lang: str | None = None
    note: str | None = None


def make_id(stated: str | None, link: str | None, parts: Iterable[str | None]) -> tuple[str, Basis]:
    """Return an id that will be the same on the next fetch, and its basis."""
    if stated:
        return stated, "stated"
    if link:
        return link, "link"
    return f"sha256:{_digest(parts)}", "content"


def make_distinct(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with ids that differ where the items do: some feeds give all their items one id."""
    first: dict[str, Item] = {}
    found: list[Item] = []
    for item in items:
        known = first.setdefault(item.id, item)
        if (known.link, known.title) != (item.link, item.title):
            item = replace(item, id=f"{item.id}#{_digest((item.link, item.title))[:12]}")
        found.append(item)
    return tuple(found)


def _digest(parts: Iterable[str | None]) -> str:
    joined = "\0".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()


def shown_line(value: str | None) -> str | None:
    """Return a title or name as one line that can be shown: no control or turning characters, not endless."""
    line = " ".join(_UNSHOWN.sub("", value).split()) if value else ""
    if len(line) > TITLE_CHARS:
        line = line[: TITLE_CHARS - 1].rstrip() + "…"
    return line or None


def join_link(base: str, link: str | None) -> str | None:
    """Return the whole address of a link, or None when it does not lead into the web."""
    if not link:
        return None
    try:
        whole = urljoin(base, link.strip()) if base else link.strip()
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def is_absolute(address: str) -> bool:
    """Return whether an address names its scheme."""
    return _SCHEME.match(address) is not None


def primary(lang: str | None) -> str | None:
    """Return a language without its region, or None for what is no language tag: fr of fr-CA."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", lang) if lang else None
    return found.group(1).lower() if found else None
