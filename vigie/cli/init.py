"""vigie init: a desk of one's own: whom it listens to, what it is told of, and its ledger."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init", short_help="Begin a desk: its sources, its rules, its ledger.")
@click.argument(
    "folder", required=False, default=".", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--empty", is_flag=True, help="A list without sources, for a desk that brings its own.")
@click.option(
    "--realm",
    type=click.Choice(["real", "exercise"]),
    default="real",
    show_default=True,
    help="Realm of the desk; it can never be changed. A desk of the exercise realm begins without sources.",
)
def command(folder: Path, empty: bool, realm: str) -> None:
    """Begin a desk in DIR (default: here).

    \b
    vigie.yaml    whom it listens to: public feeds to begin with
    rules.yaml    what it is told of, and where: watchlists, rules, channels
    watch.vigie   its ledger, empty

    The sources are public feeds of governments, organisations of states and public broadcasters. None of their
    addresses was tried when the list was packed, and each says so; `vigie sources test` tries them.

    \b
    Examples
      vigie init
      vigie init desk/ && vigie watch desk/
      vigie init drill/ --realm exercise

    \b
    Exit codes: 0 written, 1 a desk is there already or the folder cannot be written.
    """
    from vigie import clock
    from vigie.errors import VigieError
    from vigie.store import open_ledger
    from vigie.watch.collect.roster import FILE
    from vigie.watch.collect.starter import load_starter
    from vigie.watch.deliver.rules_file import load_starter_rules
    from vigie.watch.post import LEDGER, RULES

    held = [folder / name for name in (FILE, RULES, LEDGER) if (folder / name).exists()]
    if held:
        click.echo(f"{held[0]}: is there already and stays as it is; give another folder", err=True)
        raise SystemExit(1)
    text, count = load_starter(empty=empty or realm == "exercise")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / FILE, text.replace("realm: real", f"realm: {realm}", 1))
        _write(folder / RULES, load_starter_rules())
        open_ledger(folder / LEDGER, realm=realm, create=True, now=clock.now()).close()
    except (OSError, VigieError) as fault:
        reason = f"{folder}: {fault.strerror or fault}" if isinstance(fault, OSError) else str(fault)
        click.echo(f"{reason}; give a folder that you may write to", err=True)
        raise SystemExit(1) from None
    click.echo(f"{folder / FILE}: {count} sources, none tried yet; {folder / RULES}; {folder / LEDGER}")
    click.echo(f"next: vigie sources test --file {folder / FILE}, then: vigie watch {folder}")


def _write(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8") as stream:
        stream.write(text)
