"""What the text of CAP 1.2 asks for and its schema cannot say. OASIS, Common Alerting Protocol 1.2, section 3.2."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

_CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
_NAME = re.compile(r"[^\s,<&]+")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|[xi](-[A-Za-z0-9]{1,8})+")
_NUMBER = r"[-+]?\d{1,3}(?:\.\d{1,15})?"
_POINT = re.compile(rf"({_NUMBER}),({_NUMBER})")
_DIGEST = re.compile(r"[0-9A-Fa-f]{40}")
_FOLLOWS = frozenset({"Update", "Cancel", "Ack", "Error"})
HEADLINE_CHARS = 160


def find_faults(root: Any) -> list[str]:
    """Return every rule of the text that the alert breaks; the alert is valid by the schema."""
    faults = [*_check_head(root), *_check_distribution(root), *_check_references(root)]
    for number, info in enumerate(root.findall(f"{_CAP}info"), start=1):
        faults += [f"info {number}: {fault}" for fault in _check_info(info, root)]
    return faults


def find_notes(root: Any) -> list[str]:
    """Return what the text advises against without forbidding it."""
    notes = []
    if _text(root, "status") == "Exercise" and not _text(root, "note"):
        notes.append("an exercise whose note does not name it")
    if _text(root, "msgType") == "Error" and not _text(root, "note"):
        notes.append("an error whose note does not explain it")
    if _text(root, "sent").endswith("+00:00"):
        notes.append("UTC is written +00:00; the text asks for -00:00")
    if any(not (e.text or "").strip() for name in ("code", "incidents") for e in root.findall(f"{_CAP}{name}")):
        notes.append("an empty code or incidents, which could be left out")
    long = [e for e in root.iter(f"{_CAP}headline") if len(e.text or "") > HEADLINE_CHARS]
    return notes + [f"a headline of more than {HEADLINE_CHARS} characters"] * bool(long)


def _text(parent: Any, name: str) -> str:
    return (parent.findtext(f"{_CAP}{name}") or "").strip()


def _raw(parent: Any, name: str) -> str:
    return parent.findtext(f"{_CAP}{name}") or ""


def _has(parent: Any, name: str) -> bool:
    return parent.find(f"{_CAP}{name}") is not None


def _check_head(root: Any) -> Iterator[str]:
    for name in ("identifier", "sender"):
        if not _NAME.fullmatch(_raw(root, name)):
            yield f"{name} {_raw(root, name)[:60]!r} is empty or has spaces, commas, < or &"
    if not _is_moment(_text(root, "sent")):
        yield f"sent {_text(root, 'sent')[:40]!r} is no moment with its zone"


def _check_distribution(root: Any) -> Iterator[str]:
    scope = _text(root, "scope")
    if scope == "Restricted" and not _text(root, "restriction"):
        yield "scope Restricted without a restriction that says to whom"
    if scope == "Private" and not _text(root, "addresses"):
        yield "scope Private without addresses"
    if scope == "Public" and _text(root, "restriction"):
        yield "a restriction on a public alert"


def _check_references(root: Any) -> Iterator[str]:
    parts = _text(root, "references").split()
    if _text(root, "msgType") in _FOLLOWS and not parts:
        yield f"msgType {_text(root, 'msgType')} without references to what it is about"
    elif _has(root, "references") and not parts:
        yield "references is empty; leave it out"
    for part in parts:
        triple = part.split(",")
        if len(triple) != 3 or not all(triple) or not _is_moment(triple[2]):
            yield f"reference {part[:120]!r} is not sender,identifier,sent"


def _is_moment(value: str) -> bool:
    return _MOMENT.fullmatch(value) is not None and _read_moment(value) is not None


def _read_moment(value: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError:
        return None


def _check_info(info: Any, root: Any) -> Iterator[str]:
    language = _text(info, "language")
    if _has(info, "language") and not _LANGUAGE.fullmatch(language):
        yield f"language {language[:40]!r} is no language tag"
    if not _text(info, "event"):
        yield "event is empty"
    yield from _check_times(info, root)
    yield from _check_pairs(info)
    web = _text(info, "web")
    if _has(info, "web") and not _is_absolute(web):
        yield f"web {web[:80]!r} is no full address"
    for resource in info.findall(f"{_CAP}resource"):
        yield from _check_resource(resource)
    for area in info.findall(f"{_CAP}area"):
        yield from _check_area(area)


def _check_times(info: Any, root: Any) -> Iterator[str]:
    stated = {name: _read_moment(_text(info, name)) for name in ("effective", "onset", "expires") if _has(info, name)}
    for name, moment in stated.items():
        if moment is None:
            yield f"{name} {_text(info, name)[:40]!r} is no moment"
    expires = stated.get("expires")
    starts = [
        ("effective", stated.get("effective") or _read_moment(_text(root, "sent"))),
        ("onset", stated.get("onset")),
    ]
    for name, start in starts:
        if expires is not None and start is not None and expires < start:
            yield f"expires before it is {name}"


def _check_pairs(info: Any) -> Iterator[str]:
    for name in ("eventCode", "parameter", f"area/{_CAP}geocode"):
        for pair in info.findall(f"{_CAP}{name}"):
            if not _text(pair, "valueName"):
                yield f"{name.rpartition('}')[2]} without a valueName"


def _is_absolute(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path))


def _check_resource(resource: Any) -> Iterator[str]:
    if not _text(resource, "resourceDesc") or not _text(resource, "mimeType"):
        yield "a resource without its description or type"
    if _has(resource, "size") and int(_text(resource, "size") or "-1") < 0:
        yield "a resource of less than no size"
    digest = _text(resource, "digest")
    if digest and not _DIGEST.fullmatch(digest):
        yield f"digest {digest[:60]!r} is no SHA-1 in hexadecimal"


def _check_area(area: Any) -> Iterator[str]:
    if not _text(area, "areaDesc"):
        yield "areaDesc is empty"
    for polygon in area.findall(f"{_CAP}polygon"):
        yield from _check_polygon((polygon.text or "").split())
    for circle in area.findall(f"{_CAP}circle"):
        yield from _check_circle((circle.text or "").split())
    if _has(area, "ceiling") and not _has(area, "altitude"):
        yield "a ceiling without an altitude"
    elif _has(area, "ceiling") and float(_text(area, "ceiling")) < float(_text(area, "altitude")):
        yield "a ceiling below its altitude"


def _check_polygon(points: list[str]) -> Iterator[str]:
    if wrong := next((p for p in points if not _is_point(p)), None):
        yield f"polygon: {wrong[:40]!r} is no latitude,longitude"
    elif len(points) < 4:
        yield f"a polygon of {len(points)} points; three corners and the first again make four"
    elif _numbers(points[0]) != _numbers(points[-1]):
        yield "a polygon that is not closed: its first and last points differ"


def _numbers(point: str) -> list[float]:
    return [float(part) for part in point.split(",")]


def _is_point(value: str) -> bool:
    found = _POINT.fullmatch(value)
    return found is not None and abs(float(found.group(1))) <= 90 and abs(float(found.group(2))) <= 180


def _check_circle(parts: list[str]) -> Iterator[str]:
    if len(parts) != 2 or not _is_point(parts[0]):
        yield f"circle {' '.join(parts)[:60]!r} is not latitude,longitude and a radius"
    elif not re.fullmatch(r"\d{1,6}(\.\d{1,15})?", parts[1]):
        yield f"circle: {parts[1][:20]!r} is no radius in kilometres"
