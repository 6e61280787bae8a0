"""vigie read: articles in, sourced readings out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

EXIT_SOME_UNREAD = 1
EXIT_NONE_READ = 3
FORMATS = ("table", "jsonl", "html", "csv", "webanno")


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


@click.command("read")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the output."
)
@click.option("--lang", default="auto", show_default=True, metavar="auto|fr|en", help="Language of the texts.")
@click.option(
    "--date",
    "published",
    callback=_check_date,
    metavar="YYYY-MM-DD",
    help="Day of publication, against which “yesterday” is resolved. Unknown stays unknown.",
)
@click.option(
    "--realm",
    type=click.Choice(["real", "exercise"]),
    default="real",
    show_default=True,
    help="Realm the texts belong to; exercise texts are marked on every output.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write (a folder for html and webanno of several texts). Default: the terminal.",
)
@click.option("--jobs", type=click.IntRange(1), help="Processes to use. Default: one for one text, else all cores.")
@click.option(
    "--max-bytes",
    type=click.IntRange(1),
    default=2_500_000,
    show_default=True,
    help="Largest input read; larger ones are reported and left out.",
)
def command(
    inputs: tuple[str, ...], form: str, lang: str, published: str | None, realm: str, out: Path | None,
    jobs: int | None, max_bytes: int,
) -> None:  # fmt: skip
    """Read articles: who said what, who did what, on which words it rests.

    INPUT is a text or HTML file, a folder, an http(s) address, “-” for standard input, or a .jsonl file with one
    {"id", "text", "lang"?, "title"?, "published"?} a line. Inputs are read in the order given.

    \b
    Examples
      vigie read article.txt --date 2022-10-13
      vigie read article.html --format html --out reading.html
      vigie read archive.jsonl --format jsonl --jobs 2 > readings.jsonl
      pbpaste | vigie read - --lang fr

    What cannot be read is reported with its reason, and the rest goes on.
    Exit codes: 0 all read, 1 some unread, 2 wrong usage, 3 nothing could be read.
    """
    from vigie.cli import batch, render

    job = batch.Job(lang=None if lang == "auto" else lang, published=published, realm=realm, max_bytes=max_bytes)
    _check_language(job.lang)
    results = batch.read_all(inputs, job, jobs=jobs)
    counts = {"read": 0, "unread": 0}
    try:
        render.write(_count(results, counts, form), form, out)
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        click.echo("stopped; what was written so far is whole", err=True)
        raise SystemExit(130) from None
    if counts["unread"]:
        raise SystemExit(EXIT_SOME_UNREAD if counts["read"] else EXIT_NONE_READ)


def _check_language(lang: str | None) -> None:
    from vigie.lang.language import packs

    if lang is not None and lang not in packs():
        raise click.BadParameter(f"no pack for {lang!r}; packs: {', '.join(packs())}", param_hint="--lang")


def _count(results: Iterator[object], counts: dict[str, int], form: str) -> Iterator[object]:
    """Pass the results on, counting them and saying on standard error what could not be read."""
    from vigie.model import Unread

    for result in results:
        if isinstance(result, Unread):
            counts["unread"] += 1
            click.echo(f"not read: {result.reason}", err=True)
        else:
            counts["read"] += 1
        yield result
