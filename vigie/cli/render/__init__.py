"""Readings to what people look at: one module a format."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from vigie.model import Reading, Unread
from vigie.model.codec import dump_reading, dump_unread

FOLDER_FORMATS = {"html": ".html", "webanno": ".tsv"}


def write(results: Iterator[Any], form: str, out: Path | None) -> None:
    """Write the results in the format to the terminal, a file (whole or not at all) or a folder."""
    if form in FOLDER_FORMATS:
        _write_pages(results, form, out)
    elif out is None:
        _write_stream(results, form, sys.stdout)
    else:
        with _Whole(out) as stream:
            _write_stream(results, form, stream)


def _write_stream(results: Iterator[Any], form: str, stream: IO[str]) -> None:
    if form == "jsonl":
        for result in results:
            stream.write((dump_unread(result) if isinstance(result, Unread) else dump_reading(result)) + "\n")
            stream.flush()
    elif form == "csv":
        from vigie.cli.render.csv import write_csv

        write_csv(results, stream)
    else:
        from vigie.cli.render.table import write_table

        write_table(results, stream)


def _page(reading: Reading, form: str) -> str:
    if form == "html":
        from vigie.cli.render.html import render_html

        return render_html(reading)
    from vigie.cli.render.webanno import render_webanno

    return render_webanno(reading)


def _write_pages(results: Iterator[Any], form: str, out: Path | None) -> None:
    """Write one page to the terminal or a file; several pages each to a file of the folder `out`."""
    readings = (r for r in results if isinstance(r, Reading))
    first = next(readings, None)
    if first is None:
        return
    second = next(readings, None)
    if second is None and (out is None or not out.is_dir()):
        if out is None:
            sys.stdout.write(_page(first, form))
            return
        with _Whole(out) as stream:
            stream.write(_page(first, form))
        return
    if out is None or out.is_file():
        raise click.UsageError(f"several texts: name a folder with --out for --format {form}")
    out.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for reading in [first, *([second] if second else [])]:
        _write_page(reading, form, out, taken)
    for reading in readings:
        _write_page(reading, form, out, taken)


def _write_page(reading: Reading, form: str, out: Path, taken: set[str]) -> None:
    stem = "".join(c if c.isalnum() or c in "-_." else "-" for c in Path(reading.document.id).name)[:80] or "text"
    name, n = stem, 2
    while name in taken:
        name, n = f"{stem}-{n}", n + 1
    taken.add(name)
    with _Whole(out / (name + FOLDER_FORMATS[form])) as stream:
        stream.write(_page(reading, form))


class _Whole:
    """A file that appears under its name only when everything was written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> IO[str]:
        if not self.path.parent.is_dir():
            raise click.UsageError(f"--out {self.path}: the folder {self.path.parent} does not exist")
        handle, self._temporary = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        self._stream = os.fdopen(handle, "w", encoding="utf-8", newline="")
        return self._stream

    def __exit__(self, kind: object, *_: object) -> None:
        self._stream.close()
        if kind is None:
            os.replace(self._temporary, self.path)
        else:
            os.unlink(self._temporary)
