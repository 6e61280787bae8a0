"""A folder as a source: each file by its kind, in order of name."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from vigie.errors import InputError, TooLarge
from vigie.model import Unread
from vigie.watch.collect.item import Item, Origin
from vigie.watch.collect.kinds import KINDS, Kind, parse_bytes

_JSON, _PAGE = ".json", (".html", ".htm")
_TELEGRAM = (b'class="page_wrap', b"class='page_wrap")


def iter_folder(path: str, origin: Origin) -> Iterator[Item | Unread]:
    """Yield the items of all files below a folder; hidden ones and links are passed over.

    An item that has no id of its own is known by the name of its file below the folder, so that the folder may move.

    Raises:
        InputError: the folder cannot be opened.
    """
    try:
        names = list(_iter_names(path, ""))
    except OSError as fault:
        raise InputError(f"{path}: {fault.strerror or fault}; check the name") from fault
    for name in names:
        yield from iter_file(os.path.join(path, name), replace(origin, place=_shown(name)))


def iter_file(path: str, origin: Origin) -> Iterator[Item | Unread]:
    """Yield the items of one file by what its name and its first bytes say it is."""
    try:
        with open(path, "rb") as stream:
            yield from _iter_stream(stream, path, origin)
    except InputError as fault:
        yield Unread(origin.place, str(fault), fault.kind)
    except OSError as fault:
        yield Unread(origin.place, f"{origin.place}: {fault.strerror or fault}; check the file", "input")


def _iter_stream(stream: BinaryIO, path: str, origin: Origin) -> Iterator[Item | Unread]:
    head = stream.read(4096)
    stream.seek(0)
    kind = find_kind(path, head)
    if kind is None:
        raise InputError(f"{origin.place}: not a kind of file that is read; give {', '.join(_suffixes())}")
    if kind.iter_items is not None:
        yield from kind.iter_items(stream, origin)
        return
    limit: int = getattr(origin.limits, kind.limit)
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"{origin.place}: more than {limit:,} bytes; split it or raise the limit")
    parsed = parse_bytes(kind.name, data, origin)
    yield from parsed.items
    yield from parsed.unread


def find_kind(name: str, head: bytes) -> Kind | None:
    """Return the kind of a file by its name, and by its first bytes where names do not tell."""
    lower = name.lower()
    if lower.endswith(_PAGE) and any(mark in head for mark in _TELEGRAM):
        return KINDS["telegram"]
    if lower.endswith(_JSON):
        return KINDS["feed" if b"jsonfeed.org" in head else "telegram"]
    return next((kind for kind in KINDS.values() if lower.endswith(kind.suffixes) and kind.suffixes), None)


def _suffixes() -> list[str]:
    return [*(suffix for kind in KINDS.values() for suffix in kind.suffixes), _JSON]


def _iter_names(path: str, below: str) -> Iterator[str]:
    with os.scandir(os.path.join(path, below)) as entries:
        found = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    for entry in found:
        name = os.path.join(below, entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _iter_names(path, name)
        elif stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            yield name


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace").replace(os.sep, "/")
