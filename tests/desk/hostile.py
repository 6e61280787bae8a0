"""What hostile texts, names and requests hold, and what a page may never hold whatever came in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

PAYLOADS = (
    "<script>alert({n})</script>",
    '"><script>alert({n})</script>',
    "'><img src=x onerror=alert({n})>",
    "<svg/onload=alert({n})>",
    '" autofocus onfocus="alert({n})',
    "' onmouseover='alert({n})",
    "</textarea><script>alert({n})</script>",
    "</title><script>alert({n})</script>",
    "</script><script>alert({n})//",
    "<iframe src=javascript:alert({n})>",
    "javascript:alert({n})",
    "data:text/html,<script>alert({n})</script>",
    "<a href='javascript:alert({n})'>x</a>",
    "<div hx-get='/ledger' hx-trigger=load data-n={n}>",
    "<meta http-equiv=refresh content='0;url=//evil.example/{n}'>",
    "<base href=//evil.example/{n}/>",
    "{{{{7*{n}}}}} {{% for x in y %}}",
    "\u202eevil{n}\u2066\u200f",
    "<!--{n}--><style>@import'//evil.example'</style>",
    "&lt;script&gt;alert({n})&lt;/script&gt;",
    "%3Cscript%3Ealert({n})%3C/script%3E",
    "x{n}" + "A" * 10_000,
    "x{n}\r\nSet-Cookie: a=b\r\n\r\n<script>alert({n})</script>",
    "<<SCRIPT>alert({n});//<</SCRIPT>",
)  # fmt: skip
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BANNED = ("iframe", "object", "embed", "base", "style", "img", "svg", "frame", "applet", "video", "audio", "math")
_DRAWN = ("title", "desc", "rect", "circle", "path", "line", "polyline", "text")
_ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "data-from", "data-world")


def find_breaches(page: str, *, drawn: bool = False) -> list[str]:
    """Return what of a page could run, load or lead where the desk does not mean it to; `drawn` pages hold pictures."""
    found = [f"turning mark {m.group()!a}" for m in _TURNING.finditer(page)]
    tree = html.document_fromstring(page)
    for node in tree.iter():
        if not isinstance(node.tag, str):
            found.append(f"comment or instruction: {node!r}")
            continue
        found += _find_in(node, drawn)
    return found


def _find_misplaced(node: html.HtmlElement, drawn: bool) -> Iterator[str]:
    if node.tag in _BANNED and not (drawn and node.tag == "svg"):
        yield f"<{node.tag}>"
    if any(up.tag == "svg" for up in node.iterancestors()) and node.tag not in _DRAWN:
        yield f"<{node.tag}> in a picture"


def _find_in(node: html.HtmlElement, drawn: bool) -> Iterator[str]:
    yield from _find_misplaced(node, drawn)
    if node.tag == "script" and ((node.text or "").strip() or not node.get("src", "").startswith("/assets/")):
        yield "a script of its own"
    if node.tag == "meta" and node.get("http-equiv"):
        yield "<meta http-equiv>"
    for name, value in node.items():
        if name.startswith("on") or name in ("style", "srcdoc", "hx-on", "ping") or name.startswith("hx-on"):
            yield f"{name}={value[:40]!r}"
        if name in _ADDRESSES and not _is_sound(value):
            yield f"{name} leads to {value[:60]!r}"
        if name.startswith("hx-") and name not in _KNOWN:
            yield f"{name} is not the desk's"


_KNOWN = {"hx-get", "hx-target", "hx-select", "hx-swap", "hx-push-url", "hx-trigger"}


def _is_sound(value: str) -> bool:
    if value.startswith("/") and not value.startswith(("//", "/\\")):
        return True
    return value.startswith(("#", "http://", "https://"))
