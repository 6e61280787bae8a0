"""XML from outside, made harmless first: no DTD, no entity but characters, no network, a bounded tree."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vigie.errors import EmptyInput, InputError
from vigie.text.decode import decode, find_codec
from vigie.watch.collect.markup import drop_controls

MAX_ENTITY_CHARS = 200
"""Values of entities that a feed declares itself; longer ones are for bombs, not for dashes and accents."""

_KEPT = frozenset({"lt", "gt", "amp", "quot", "apos"})
_NAMES = {name.rstrip(";"): text for name, text in html.entities.html5.items() if name.endswith(";")}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_START = re.compile(r"<[A-Za-z_]")
_PROLOG = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE)
_SIMPLE_ENTITY = re.compile(
    r"""<!ENTITY\s+([\w.-]{1,60})\s+(?:"([^"<&%]*|&\#\w{1,8};)"|'([^'<&%]*|&\#\w{1,8};)')\s*>"""
)
_REFERENCE = re.compile(r"&(?:#([0-9]{1,9})|#[xX]([0-9a-fA-F]{1,8})|([A-Za-z][\w.-]{0,59}));|&")
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKS = (
    (b"\x4c\x6f\xa7\x94", "cp037"),
    (b"\0<\0?", "utf-16-be"), (b"<\0?\0", "utf-16-le"),
    (b"\0\0\0<", "utf-32-be"), (b"<\0\0\0", "utf-32-le"),
)  # fmt: skip
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or "\ufffd" for code in range(0x80, 0xA0) if code != 0x85}


@dataclass(frozen=True, slots=True)
class Tree:
    """The root of an XML document, and in words what was wrong with it."""

    root: Any
    note: str | None = None


def parse_xml(data: bytes, *, charset: str | None = None, where: str) -> Tree:
    """Return the tree of an XML document; one that is broken is read as far as it can be, and says so.

    The document type is cut off before parsing, so that nothing is ever expanded, fetched or looked up; entities of
    HTML, and short ones that the document declares without others inside, become their characters beforehand.

    Raises:
        InputError: there is nothing in it, or nothing that is XML.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise EmptyInput(f"{where}: there is nothing in it; check the address")
    text, note = decode_xml(data, charset, where)
    source = _harmless(text).encode("utf-8", "replace")
    root, fault = _parse(source)
    if root is None:
        raise InputError(f"{where}: not XML ({fault or 'no element in it'}); check that the address is a feed's")
    return Tree(root, "; ".join(filter(None, (note, fault and f"not well-formed: {fault}"))) or None)


def decode_xml(data: bytes, charset: str | None, where: str) -> tuple[str, str | None]:
    """Return the characters of an XML document and what was odd about its encoding."""
    if charset and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and _is_surely(data, charset):
        return data.decode(charset), None
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, name)
    data = drop_controls(data)
    declared = _DECLARED.search(data[:1024])
    decoded = decode(data, charset or (declared.group(1).decode("ascii") if declared else None), where=where)
    return decoded.text, decoded.note


def _is_surely(data: bytes, charset: str) -> bool:
    """Return whether a multi-byte encoding that the server names, and that ASCII text could hide, fits the bytes."""
    name = find_codec(charset)
    if name is None or not name.startswith(("utf-16", "utf-32", "cp037", "cp500", "cp1140")):
        return False
    try:
        return data.decode(name).lstrip("\ufeff \r\n\t").startswith("<")
    except UnicodeError:
        return False


def _decode_marked(data: bytes, name: str) -> tuple[str, str | None]:
    if name == "cp037":
        head = data[:400].decode(name, "replace").encode("utf-8", "replace")
        declared = _DECLARED.search(head)
        found = find_codec(declared.group(1).decode("ascii")) if declared else None
        name = found or name
    text = data.decode(name, "replace")
    return text, f"some characters could not be read as {name}" if "\ufffd" in text else None


def _harmless(text: str) -> str:
    """Return the document without its declaration and document type, all entities but XML's five read."""
    prolog = _PROLOG.match(text)
    start = _START.search(text, prolog.end() if prolog else 0)  # what follows starts with an element: no DTD gets by
    head, body = (text[: start.start()], text[start.start() :]) if start else (text, "")
    own = {m.group(1): (m.group(2) or m.group(3) or "")[:MAX_ENTITY_CHARS] for m in _SIMPLE_ENTITY.finditer(head)}
    own = {name: html.unescape(value) for name, value in own.items()}
    body = _ILLEGAL.sub("", body.translate(_C1))
    return "".join(part if is_literal else _read_references(part, own) for part, is_literal in _split_literal(body))


def _split_literal(body: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a document, and whether each is a CDATA section, in which an ampersand is itself."""
    at = 0
    while (start := body.find("<![CDATA[", at)) >= 0 and (end := body.find("]]>", start)) >= 0:
        yield body[at:start], False
        yield body[start : end + 3], True
        at = end + 3
    yield body[at:], False


def _read_references(part: str, own: dict[str, str]) -> str:
    if "&" not in part:
        return part

    def read(found: re.Match[str]) -> str:
        decimal, hexadecimal, name = found.groups()
        if decimal or hexadecimal:
            return _read_number(int(decimal) if decimal else int(hexadecimal, 16))
        if name in _KEPT:
            return found.group()
        value = own.get(name) or _NAMES.get(name) if name else None
        return _escape(value) if value is not None else f"&amp;{found.group()[1:]}"

    return _REFERENCE.sub(read, part)


def _read_number(code: int) -> str:
    if 0x80 <= code < 0xA0 and code in _C1:
        return _C1[code]
    if code > 0x10FFFF or _ILLEGAL.match(chr(code)):
        return "\ufffd"
    return f"&#{code};"


def _escape(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _parse(source: bytes) -> tuple[Any | None, str | None]:
    """Return the root and the first fault found; the recovering parser is asked only when the strict one refuses."""
    from lxml import etree

    safe = {
        "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False,
        "remove_comments": True, "remove_pis": True, "encoding": "utf-8",
    }  # fmt: skip
    try:
        return etree.fromstring(source, etree.XMLParser(**safe)), None
    except etree.XMLSyntaxError as fault:
        reason = str(fault)[:200]
    try:
        return etree.fromstring(source, etree.XMLParser(recover=True, **safe)), reason
    except etree.XMLSyntaxError:
        return None, reason
