"""Strange texts made fit to be shown: what a page cannot show or would turn around becomes a middle dot."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

LINE_CHARS = 300
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def line(value: object, limit: int = LINE_CHARS) -> str:
    """Return a value on one line, not endless; None is nothing.

    >>> line("a\\u202eb\\n c")
    'a·b c'
    """
    said = " ".join(visible(str(value if value is not None else "")).split())
    return said if len(said) <= limit else said[: limit - 1].rstrip() + "…"


def visible(text: str) -> str:
    """Return the text, character for character, with dots for those that have no place in a page."""
    if text.isprintable():
        return text
    return "".join(c if _is_shown(c) else "·" for c in text)


def _is_shown(c: str) -> bool:
    if c.isprintable() or c in "\n\r\t":
        return True
    return c not in _TURNING and (c.isspace() or unicodedata.category(c) in ("Cf", "Co")) and ord(c) > 0x9F


def web_link(url: str | None) -> str | None:
    """Return the address when it leads into the web, else None: nothing else is made a link."""
    if not url or len(url) > 2_000 or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def moment(value: str | None) -> str:
    """Return a time of the ledger as minutes in UTC: `2031-05-02 06:00`."""
    return line((value or "")[:16].replace("T", " "))
