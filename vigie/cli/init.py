"""vigie init: a desk of one's own, beginning with whom it listens to."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init", short_help="Begin a desk: write its list of sources.")
@click.argument(
    "folder", required=False, default=".", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--empty", is_flag=True, help="A list without sources, for a desk that brings its own.")
def command(folder: Path, empty: bool) -> None:
    """Begin a desk in DIR (default: here): write vigie.yaml, its list of sources.

    The list starts with public feeds of governments, organisations of states and public broadcasters. None of their
    addresses was tried when the list was packed, and each says so; `vigie sources test` tries them.

    \b
    Examples
      vigie init
      vigie init desk/
      vigie init desk/ --empty

    \b
    Exit codes: 0 written, 1 a list is there already or the folder cannot be written.
    """
    from vigie.watch.collect.roster import FILE
    from vigie.watch.collect.starter import load_starter

    path = folder / FILE
    if path.exists():
        click.echo(f"{path}: is there already and stays as it is; give another folder", err=True)
        raise SystemExit(1)
    text, count = load_starter(empty=empty)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as fault:
        click.echo(f"{path}: {fault.strerror or fault}; give a folder that you may write to", err=True)
        raise SystemExit(1) from None
    click.echo(f"{path}: {count} sources, none tried yet; next: vigie sources test --file {path}")
