"""CAP alerts from outside: read where they are valid by schema and by the rules of the text, refused with reasons.

CAP 1.1 is read as 1.2, whose elements it shares. Nothing is expanded, fetched or followed; signatures are not checked.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from vigie.errors import CapError, InputError
from vigie.watch.collect.safexml import decode_xml, parse_xml
from vigie.watch.deliver.cap import NAMESPACE
from vigie.watch.deliver.cap_rules import find_faults, find_notes

MAX_BYTES = 5_000_000
MAX_REASONS = 20
_VERSIONS = {NAMESPACE: "1.2", "urn:oasis:names:tc:emergency:cap:1.1": "1.1"}
_SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
_ATOM = "http://www.w3.org/2005/Atom"
_HOLDERS = frozenset(
    {f"{{{_ATOM}}}content", "item", "description", "embeddedXMLContent", "xmlContent", "keyXMLContent"}
)
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_NAMESPACE = re.compile(r"\{[a-z]+:[^}]*\}")
_FIRST = re.compile(r"<[A-Za-z_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CapArea:
    """Where an alert is for; polygons and circles as CAP writes them."""

    description: str
    polygons: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    geocodes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapInfo:
    """What an alert says, in one language."""

    language: str
    categories: tuple[str, ...]
    event: str
    urgency: str
    severity: str
    certainty: str
    effective: str | None = None
    expires: str | None = None
    sender_name: str | None = None
    headline: str | None = None
    description: str | None = None
    areas: tuple[CapArea, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapAlert:
    """One alert. `references` are sender, identifier and sent of earlier ones; `notes` what is odd but no fault."""

    identifier: str
    sender: str
    sent: str
    status: str
    msg_type: str
    scope: str
    version: str
    references: tuple[tuple[str, str, str], ...] = ()
    note: str | None = None
    infos: tuple[CapInfo, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An alert that is not read, by its identifier if it has one, and every reason."""

    identifier: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapReading:
    """What a file holds: the alerts that are read, and those that are refused."""

    alerts: tuple[CapAlert, ...]
    refused: tuple[Refusal, ...]


def read_cap(data: bytes, *, where: str) -> CapReading:
    """Return the alerts of a CAP file, or of a feed or EDXL distribution with alerts inside.

    Raises:
        CapError: no alert is in it at all, or it is no sound XML, or it declares a document type.
    """
    root = _parse(data, where)
    found = [_judge(element, is_placed) for element, is_placed in _iter_alerts(root)]
    if not found:
        raise CapError(f"{where}: no CAP alert in it ({_describe(root)}); follow its links, or give the alert itself")
    return CapReading(
        alerts=tuple(f for f in found if isinstance(f, CapAlert)),
        refused=tuple(f for f in found if isinstance(f, Refusal)),
    )


def _parse(data: bytes, where: str) -> Any:
    if len(data) > MAX_BYTES:
        raise CapError(f"{where}: more than {MAX_BYTES:,} bytes; no alert is so long")
    try:
        text, _ = decode_xml(data, None, where)
        start = _FIRST.search(text)
        if _DOCTYPE.search(text, 0, start.start() if start else len(text)):
            raise CapError(f"{where}: declares a document type, which CAP has not and attacks use; ask for it without")
        tree = parse_xml(data, where=where)
    except CapError:
        raise
    except InputError as fault:
        raise CapError(str(fault)) from fault
    if tree.note and "not well-formed" in tree.note:
        raise CapError(f"{where}: {tree.note}; ask its sender for a sound one")
    return tree.root


def _iter_alerts(root: Any) -> Iterator[tuple[Any, bool]]:
    """Yield every alert, and whether it stands where an alert may: alone, in an entry's content, in a distribution."""
    from lxml import etree

    for element in root.iter():
        if not isinstance(element.tag, str) or etree.QName(element).localname != "alert":
            continue
        parent = element.getparent()
        yield element, parent is None or bool({parent.tag, etree.QName(parent).localname} & _HOLDERS)


def _describe(root: Any) -> str:
    from lxml import etree

    name = etree.QName(root).localname
    entries = sum(1 for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname in {"entry", "item"})
    return f"a {name} with {entries} entries that only point elsewhere" if entries else f"a {name}"


def _judge(element: Any, is_placed: bool) -> CapAlert | Refusal:
    from lxml import etree

    version = _VERSIONS.get(etree.QName(element).namespace or "")
    if version is None:
        held = etree.QName(element).namespace
        return Refusal(identifier=None, reasons=(f"its namespace is {held!r}; 1.1 and 1.2 of CAP are read",))
    root = _as_current(element)
    reasons = [] if is_placed else ["stands outside an entry of its feed"]
    reasons += _find_invalid(root)
    if not reasons:
        reasons += find_faults(root)
    if reasons:
        return Refusal(identifier=_text(root, "identifier"), reasons=tuple(reasons[:MAX_REASONS]))
    return _make(root, version)


def _as_current(element: Any) -> Any:
    """Return the alert as the root of a document of its own, in the names of 1.2."""
    from lxml import etree

    root = copy.deepcopy(element)
    root.tail = None
    old = etree.QName(root).namespace
    for part in root.iter():
        if isinstance(part.tag, str) and etree.QName(part).namespace == old:
            part.tag = f"{{{NAMESPACE}}}{etree.QName(part).localname}"
    return etree.fromstring(etree.tostring(root))


@lru_cache(maxsize=1)
def _schema() -> Any:
    from lxml import etree

    data = resources.files(__package__).joinpath("schema/CAP-v1.2.xsd").read_bytes()
    return etree.XMLSchema(etree.fromstring(data, etree.XMLParser(no_network=True)))


def _find_invalid(root: Any) -> list[str]:
    """Return what the schema of OASIS says against the alert, in its words without namespaces."""
    schema = _schema()
    if schema.validate(root):
        return []
    return [f"schema: {_NAMESPACE.sub('', e.message)}" for e in schema.error_log]


def _text(root: Any, name: str) -> str | None:
    held = root.findtext(f"{{{NAMESPACE}}}{name}")
    return held.strip() or None if held is not None else None


def _texts(root: Any, name: str) -> tuple[str, ...]:
    return tuple((e.text or "").strip() for e in root.findall(f"{{{NAMESPACE}}}{name}"))


def _pairs(root: Any, name: str) -> tuple[tuple[str, str], ...]:
    found = root.findall(f"{{{NAMESPACE}}}{name}")
    return tuple((_text(pair, "valueName") or "", _text(pair, "value") or "") for pair in found)


def _make(root: Any, version: str) -> CapAlert:
    must = {
        field: _text(root, name) or ""
        for field, name in (
            ("identifier", "identifier"), ("sender", "sender"), ("sent", "sent"), ("status", "status"),
            ("msg_type", "msgType"), ("scope", "scope"),
        )
    }  # fmt: skip
    triples = [part.split(",") for part in (_text(root, "references") or "").split()]
    notes = find_notes(root)
    if root.find(f"{{{_SIGNATURE}}}Signature") is not None:
        notes.append("its signature is not checked")
    return CapAlert(
        **must,
        version=version,
        references=tuple((a, b, c) for a, b, c in triples),
        note=_text(root, "note"),
        infos=tuple(_make_info(info) for info in root.findall(f"{{{NAMESPACE}}}info")),
        notes=tuple(notes),
    )


def _make_info(info: Any) -> CapInfo:
    return CapInfo(
        language=_text(info, "language") or "en-US",
        categories=_texts(info, "category"),
        event=_text(info, "event") or "",
        urgency=_text(info, "urgency") or "",
        severity=_text(info, "severity") or "",
        certainty=_text(info, "certainty") or "",
        effective=_text(info, "effective"),
        expires=_text(info, "expires"),
        sender_name=_text(info, "senderName"),
        headline=_text(info, "headline"),
        description=_text(info, "description"),
        areas=tuple(_make_area(area) for area in info.findall(f"{{{NAMESPACE}}}area")),
        parameters=_pairs(info, "parameter"),
    )


def _make_area(area: Any) -> CapArea:
    return CapArea(
        description=_text(area, "areaDesc") or "",
        polygons=_texts(area, "polygon"),
        circles=_texts(area, "circle"),
        geocodes=_pairs(area, "geocode"),
    )
