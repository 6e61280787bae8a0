"""vigie read: articles in, sourced readings out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from vigie.cli.formats import FORMATS, explain_formats

EXIT_SOME_UNREAD = 1
EXIT_NONE_READ = 3

_HELP = """\
Read articles: who said what, who did what, and on which words it rests.

INPUT is a text or HTML file, a folder, an http(s) address, “-” for standard input, or a .jsonl file with one
{"id", "text", "lang"?, "title"?, "published"?} a line. Several inputs are read in the order given.

\b
Formats
FORMATS

\b
Examples
  vigie read article.txt --date 2022-10-13
  vigie read article.html --format html --out reading.html
  vigie read monday/ --format csv --out monday.csv
  vigie read monday/ --format html --out pages/
  vigie read article.txt --min-confidence 0.8
  vigie read archive.jsonl --format jsonl --jobs 2 > readings.jsonl
  vigie read monday/ --format geojson --out monday.geojson
  pbpaste | vigie read - --lang fr

\b
Exit codes: 0 all read, 1 some unread, 2 wrong usage, 3 nothing could be read.
What cannot be read is named with its reason on standard error, and the rest goes on.
"""


def _check_date(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from datetime import date

    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError(value)
        date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it as 2022-10-13") from None
    return value


def _check_confidence(_: click.Context, __: click.Parameter, value: str | None) -> float | None:
    if value is None:
        return None
    try:
        least = float(value.replace(",", "."))
    except ValueError:
        least = -1.0
    if not 0.0 <= least <= 1.0:
        raise click.BadParameter(f"{value!r} is no confidence; write a number from 0 to 1, such as 0.8")
    return least


@click.command(
    "read", short_help="Read articles: who said what, who did what.", help=_HELP.replace("FORMATS", explain_formats())
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    default="table",
    show_default=True,
    help="Form of the output, see above.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="File to write, or for html and webanno a folder: one page a text. Default: the terminal.",
)
@click.option("--lang", default="auto", show_default=True, metavar="auto|fr|en", help="Language of the texts.")
@click.option(
    "--date",
    "published",
    callback=_check_date,
    metavar="YYYY-MM-DD",
    help="Day of publication where the text has none; “yesterday” is counted from it. Unknown stays unknown.",
)
@click.option(
    "--realm",
    type=click.Choice(["real", "exercise"]),
    default="real",
    show_default=True,
    help="Realm of the texts; exercise is marked on every output.",
)
@click.option(
    "--names",
    "names",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Names of an invented setting (names.yaml) to read with; for texts of the realm exercise.",
)
@click.option(
    "--min-confidence",
    "least",
    callback=_check_confidence,
    metavar="0..1",
    help="Leave out statements that are less sure than this, and what rests on them; how many is said.",
)
@click.option("--no-color", is_flag=True, help="A table without colours. The variable NO_COLOR does the same.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes to use. Default: one for one text, else all cores."
)
@click.option(
    "--max-bytes",
    type=click.IntRange(1),
    default=2_500_000,
    show_default=True,
    metavar="N",
    help="Largest input read; larger ones are reported and left out.",
)
def command(
    inputs: tuple[str, ...], form: str, out: Path | None, lang: str, published: str | None, realm: str,
    names: Path | None, least: float | None, no_color: bool, jobs: int | None, max_bytes: int,
) -> None:  # fmt: skip
    """Read the inputs and write what is in them."""
    from vigie.cli import batch, render
    from vigie.cli.faults import explained
    from vigie.lang.gazetteer.setting import load_names, using_names

    if names is not None and realm != "exercise":
        raise click.UsageError("names of an invented setting are for invented texts; add --realm exercise")
    with explained():
        invented = load_names(names) if names is not None else None
    job = batch.Job(lang=None if lang == "auto" else lang, published=published, realm=realm, max_bytes=max_bytes)
    _check_language(job.lang)
    results = batch.read_all(inputs, job, jobs=jobs)
    counts = {"read": 0, "unread": 0, "left out": 0}
    try:
        with using_names(invented):
            render.write(_sift(_count(results, counts), least, counts), form, out, color=not no_color, realm=realm)
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        click.echo("stopped; what was written so far is whole", err=True)
        raise SystemExit(130) from None
    if form != "table":  # a table says it text by text
        _say_left_out(counts, least)
    if counts["unread"]:
        raise SystemExit(EXIT_SOME_UNREAD if counts["read"] else EXIT_NONE_READ)


def _check_language(lang: str | None) -> None:
    from vigie.lang.language import packs

    if lang is not None and lang not in packs():
        raise click.BadParameter(f"no pack for {lang!r}; packs: {', '.join(packs())}", param_hint="--lang")


def _sift(results: Iterator[object], least: float | None, counts: dict[str, int]) -> Iterator[object]:
    """Pass the results on without what is less sure than asked, counting the statements left out."""
    from vigie.model import Reading
    from vigie.model.sift import sift_reading

    for result in results:
        if least is None or not isinstance(result, Reading):
            yield result
            continue
        sifted = sift_reading(result, least)
        counts["left out"] += sifted.left_out.statements if sifted.left_out else 0
        yield sifted


def _say_left_out(counts: dict[str, int], least: float | None) -> None:
    """Say on standard error how many statements of all texts were left out, so that no file is thinned in silence."""
    if counts["left out"]:
        plural = "" if counts["left out"] == 1 else "s"
        click.echo(f"left out below a confidence of {least:g}: {counts['left out']} statement{plural}", err=True)


def _count(results: Iterator[object], counts: dict[str, int]) -> Iterator[object]:
    """Pass the results on, counting them and saying on standard error what could not be read."""
    from vigie.model import Unread

    for result in results:
        if isinstance(result, Unread):
            counts["unread"] += 1
            click.echo(f"not read: {result.reason}", err=True)
        else:
            counts["read"] += 1
        yield result
