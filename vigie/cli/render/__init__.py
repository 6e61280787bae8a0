"""Readings to what people look at: one module a format."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO

import click

from vigie.cli.formats import FORMATS
from vigie.cli.render import words
from vigie.cli.render.files import Entry, Whole, free_name
from vigie.errors import WrongRealm
from vigie.model import Reading

if TYPE_CHECKING:
    from vigie.cli.render.acts import Act

BYTE_ORDER_MARK = "\ufeff"


def write(results: Iterator[Any], form: str, out: Path | None, *, color: bool = True, realm: str = "real") -> None:
    """Write the results in the format to the terminal, a file (whole or not at all) or a folder."""
    if FORMATS[form].shape == "events":
        from vigie.cli.render.acts import read_acts

        write_acts(read_acts(results), form, out, realm=realm)
        return
    if out is None:
        _speak_utf8(sys.stdout)
    if form == "html" and (out is None or out.suffix.lower() in (".html", ".htm")):
        _write_one_page(results, out)
    elif FORMATS[form].shape == "page":
        _write_pages(results, form, out)
    else:
        with _opened(form, out) as stream:
            FORMATS[form].load()(results, stream, **({"color": color} if form == "table" else {}))


def write_acts(acts: Iterator[Act], form: str, out: Path | None, *, realm: str) -> None:
    """Write the events, all of one realm, in the format to the terminal or to a file, whole or not at all."""
    if out is None:
        _speak_utf8(sys.stdout)
    with _opened(form, out) as stream:
        FORMATS[form].load()(_of_realm(acts, realm), stream, realm=realm)


def _of_realm(acts: Iterator[Act], realm: str) -> Iterator[Act]:
    """Pass the events on; one of another realm is a fault, since what is written is marked with one."""
    for act in acts:
        if act.origin.realm != realm:
            raise WrongRealm(
                f"{act.origin.id}: an event of the {act.origin.realm} realm in an export of the {realm} realm"
            )
        yield act


@contextmanager
def _opened(form: str, out: Path | None) -> Iterator[IO[Any]]:
    """Yield the file to write, or the terminal or pipe."""
    chosen = FORMATS[form]
    if out is not None:
        with Whole(out, is_binary=chosen.is_binary) as stream:
            if chosen.is_marked:
                stream.write(BYTE_ORDER_MARK)
            yield stream
    elif not chosen.is_binary:
        yield sys.stdout
    elif sys.stdout.isatty():
        raise click.UsageError(f"--format {form} is no text: name a file with --out")
    else:
        yield sys.stdout.buffer


def _speak_utf8(stream: TextIO) -> None:
    """Make a pipe carry every character, whatever the encoding of the machine."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8" and not stream.isatty():
        reconfigure(encoding="utf-8")


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


def _write_pages(results: Iterator[Any], form: str, out: Path | None) -> None:
    """Write one page to the terminal or a file; several pages each to a file of the folder `out`."""
    render = FORMATS[form].load()
    readings = (r for r in results if isinstance(r, Reading))
    first = next(readings, None)
    if first is None:
        return
    second = next(readings, None)
    if second is None and (out is None or not out.is_dir()):
        _write_single(render(first), out)
        return
    if out is None or out.is_file():
        raise click.UsageError(f"several texts: name a folder with --out for --format {form}")
    out.mkdir(parents=True, exist_ok=True)
    taken = {"index"}
    entries = []
    for reading in chain([first, *([second] if second else [])], readings):
        name = free_name(reading.document.id, taken) + FORMATS[form].suffix
        _write_single(render(reading), out / name)
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
