"""Markup in feeds to plain text: tags out, entities read, paragraphs kept apart."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from typing import Any

_TAGS = re.compile(r"<[^<>]{0,2000}>")
_CLOSED = re.compile(r"</\w+\s*>|<\w+[^<>]{0,2000}/?>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_HIDDEN = frozenset(("script style template noscript head title applet svg math noembed noframes").split())
_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote section article header footer pre hr dt dd dl figure "
    "figcaption address aside form fieldset main nav".split()
)
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")


def drop_controls(data: bytes) -> bytes:
    """Return markup in a one-byte encoding without control bytes, which no markup may hold.

    One of them in one title would otherwise make a whole feed look like no text. Escape stays: Japanese needs it.
    """
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:2]
    return data.translate(None, _CONTROLS) if start[:1] == b"<" and start[1:] != b"\0" else data


def is_markup(value: str) -> bool:
    """Return whether a value that should be plain has tags or entities of HTML in it, as many feeds' titles do."""
    return _CLOSED.search(value) is not None or _ENTITY.search(value) is not None


def plain_text(markup: str) -> str:
    """Return the visible text of HTML, one line a paragraph.

    >>> plain_text("<p>Calm &amp; clear</p><p>No <b>change</b></p><script>x</script>")
    'Calm & clear\\nNo change'
    """
    if "<" not in markup:
        return _tidy(entities.unescape(markup) if "&" in markup else markup)
    root = _parse(markup)
    return _tidy("".join(_iter_text(root)) if root is not None else entities.unescape(_TAGS.sub(" ", markup)))


def _parse(markup: str) -> Any | None:
    from lxml import etree

    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        return etree.fromstring(f"<div>{markup}</div>".replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _iter_text(root: Any) -> Iterator[str]:
    """Yield the visible text in order; what scripts, styles and embedded things hold is not visible."""
    from lxml import etree

    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            hidden += name in _HIDDEN
            if not hidden:
                yield "\n" if name in _BLOCKS else ""
                yield node.text or ""
            continue
        hidden -= name in _HIDDEN
        if not hidden:
            yield "\n" if name in _BLOCKS else ""
            yield node.tail or ""


def _tidy(text: str) -> str:
    return _BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()
