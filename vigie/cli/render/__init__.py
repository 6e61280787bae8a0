"""Readings to what people look at: one module a format."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any, TextIO

import click

from vigie.cli.render import words
from vigie.cli.render.files import Entry, Whole, free_name
from vigie.model import Reading, Unread
from vigie.model.codec import dump_reading, dump_unread

FOLDER_FORMATS = {"html": ".html", "webanno": ".tsv"}
BYTE_ORDER_MARK = "\ufeff"


def write(results: Iterator[Any], form: str, out: Path | None, *, color: bool = True) -> None:
    """Write the results in the format to the terminal, a file (whole or not at all) or a folder."""
    if out is None:
        _speak_utf8(sys.stdout)
    if form == "html" and (out is None or out.suffix.lower() in (".html", ".htm")):
        _write_one_page(results, out)
    elif form in FOLDER_FORMATS:
        _write_pages(results, form, out)
    elif out is None:
        _write_stream(results, form, sys.stdout, color)
    else:
        with Whole(out) as stream:
            if form == "csv":  # spreadsheets take a file without the mark for the old encoding of the machine
                stream.write(BYTE_ORDER_MARK)
            _write_stream(results, form, stream, color)


def _speak_utf8(stream: TextIO) -> None:
    """Make a pipe carry every character, whatever the encoding of the machine."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8" and not stream.isatty():
        reconfigure(encoding="utf-8")


def _write_stream(results: Iterator[Any], form: str, stream: IO[str], color: bool) -> None:
    if form == "jsonl":
        for result in results:
            stream.write(_line(result) + "\n")
            stream.flush()
    elif form == "csv":
        from vigie.cli.render.csv import write_csv

        write_csv(results, stream)
    else:
        from vigie.cli.render.table import write_table

        write_table(results, stream, color=color)


def _line(result: Reading | Unread) -> str:
    if isinstance(result, Unread):
        return dump_unread(result)
    from vigie.lang.version import code_version, pack_version

    lang = result.document.lang
    return dump_reading(result, reader={"code": code_version(), "pack": pack_version(lang)} if lang else None)


def _write_one_page(results: Iterator[Any], out: Path | None) -> None:
    """Write one page that holds every reading."""
    from vigie.cli.render.html import render_html

    readings = [r for r in results if isinstance(r, Reading)]
    if not readings:
        return
    if out is None:
        sys.stdout.write(render_html(*readings))
        return
    with Whole(out) as stream:
        stream.write(render_html(*readings))


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
        _write_single(_page(first, form), out)
        return
    if out is None or out.is_file():
        raise click.UsageError(f"several texts: name a folder with --out for --format {form}")
    out.mkdir(parents=True, exist_ok=True)
    taken = {"index"}
    entries = []
    for reading in chain([first, *([second] if second else [])], readings):
        name = free_name(reading.document.id, taken) + FOLDER_FORMATS[form]
        _write_single(_page(reading, form), out / name)
        entries.append(Entry(name, words.title_words(reading), words.counts_words(reading), reading.document.realm))
    if form == "html":
        from vigie.cli.render.html import render_index

        _write_single(render_index(entries), out / "index.html")


def _write_single(page: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(page)
        return
    with Whole(out) as stream:
        stream.write(page)
