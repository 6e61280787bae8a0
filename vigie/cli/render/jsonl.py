"""Readings as lines of JSON, in the form `vigie-reading/1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from vigie.model import Reading, Unread
from vigie.model.codec import dump_reading, dump_unread


def write_jsonl(results: Iterable[Reading | Unread], stream: IO[str]) -> None:
    """Write one line for every result, each as soon as it is there."""
    for result in results:
        stream.write(_line(result) + "\n")
        stream.flush()


def _line(result: Reading | Unread) -> str:
    if isinstance(result, Unread):
        return dump_unread(result)
    from vigie.lang.version import code_version, pack_version

    lang = result.document.lang
    return dump_reading(result, reader={"code": code_version(), "pack": pack_version(lang)} if lang else None)
