"""vigie sources: whom the desk listens to."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from vigie.watch.collect.roster import Roster, Source
    from vigie.watch.collect.visit import Visit

KINDS = ("feed", "page", "lines", "telegram", "warc", "text", "folder")

_file = click.option(
    "--file",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("vigie.yaml"),
    show_default=True,
    help="The list of sources.",
)


@click.group("sources", short_help="Whom the desk listens to: list, add, test, remove, import, export.")
def command() -> None:
    """Whom the desk listens to, in vigie.yaml (docs/sources.md).

    \b
    Examples
      vigie sources list
      vigie sources add https://example.org/feed.xml --owner "Port authority" --country NO --language en --rhythm 1d
      vigie sources test nato-news bbc-world
      vigie sources remove bbc-world
      vigie sources import subscriptions.opml
      vigie sources export > subscriptions.opml
    """


def _refuse(fault: Exception) -> None:
    click.echo(str(fault), err=True)
    raise SystemExit(1)


def _load(path: Path) -> Roster:
    from vigie.errors import SourcesError
    from vigie.watch.collect.roster import load_roster

    try:
        return load_roster(path)
    except SourcesError as fault:
        _refuse(fault)
        raise


@command.command("list")
@_file
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form."
)
def show(path: Path, form: str) -> None:
    """Show the sources: owner, country, language, rhythm, reliability, and whether anybody saw the address work.

    Exit codes: 0 shown, 1 the list has faults, all of them named.
    """
    roster = _load(path)
    rows = [_row(source) for source in roster.sources]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    columns = ("id", "name", "owner", "country", "language", "kind", "rhythm", "reliability", "checked")
    table = Table(*columns, box=None)
    for row in rows:
        table.add_row(*(escape(str(row[column] or "–")) for column in columns))
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)
    click.echo(f"{len(rows)} sources, realm {roster.realm}")


def _row(source: Source) -> dict[str, Any]:
    from vigie.watch.collect.roster import show_rhythm

    stated = {name: getattr(source, name) for name in ("id", "name", "address", "kind", "owner", "country", "language")}
    rest = {name: getattr(source, name) for name in ("reliability", "undated", "private", "follow", "checked")}
    return {**stated, "rhythm": show_rhythm(source.rhythm), **rest}


@command.command("add")
@click.argument("address")
@click.option("--id", "key", help="Short name, small letters and dashes. Default: made of the name or host.")
@click.option("--name", help="Name as people know it.")
@click.option("--owner", help="Who answers for it.")
@click.option("--country", help="Two letters of its owner's country, INT for organisations of states.")
@click.option("--language", help="Language of its items, such as fr.")
@click.option("--kind", type=click.Choice(KINDS), default="feed", show_default=True, help="What the address holds.")
@click.option("--rhythm", default="irregular", show_default=True, help="Longest usual time between items: 6h, 1d, 2w.")
@click.option("--reliability", default="F", show_default=True, help="Admiralty code, A to F; F cannot be judged.")
@click.option("--private", is_flag=True, help="The address may lie in your own network.")
@click.option("--follow", is_flag=True, help="Read the page behind each new item in the place of its summary.")
@click.option("--undated", is_flag=True, help="Its items have no dates, and that is known.")
@_file
def add(address: str, path: Path, **stated: Any) -> None:
    """Add a source at ADDRESS: an http(s) address, or the name of a file or folder.

    It is written at the end of the list; the rest of the file, comments too, stays as it is. Nothing is fetched:
    `vigie sources test` does that.

    Exit codes: 0 added, 1 it is there already or something about it is wrong.
    """
    from vigie.errors import SourcesError
    from vigie.watch.collect.roster import Source, parse_rhythm
    from vigie.watch.collect.roster_edit import add_sources, clean_name, make_key

    taken = [source.id for source in _load(path).sources]
    try:
        rhythm = parse_rhythm(stated.pop("rhythm"))
    except ValueError as fault:
        raise click.BadParameter(f"{fault}: write 6h, 1d, 2w or irregular", param_hint="--rhythm") from None
    key = stated.pop("key") or make_key(stated["name"], address, taken)
    for name in ("name", "owner"):
        stated[name] = clean_name(stated[name])
    source = Source(id=key, address=address, rhythm=rhythm, **stated)
    _change(path, lambda text: add_sources(text, [source], str(path)), SourcesError)
    click.echo(f"{key}: added; next: vigie sources test {key}")


def _change(path: Path, change: Callable[[str], str], fault_type: type[Exception]) -> None:
    from vigie.watch.collect.roster_edit import save_text

    try:
        save_text(path, change(path.read_text("utf-8")))
    except (fault_type, OSError) as fault:
        _refuse(fault)


@command.command("remove")
@click.argument("key", metavar="ID")
@_file
def remove(key: str, path: Path) -> None:
    """Remove a source from the list. What was collected from it stays.

    Exit codes: 0 removed, 1 there is no such source.
    """
    from vigie.errors import SourcesError
    from vigie.watch.collect.roster_edit import remove_source

    _load(path)
    _change(path, lambda text: remove_source(text, key, str(path)), SourcesError)
    click.echo(f"{key}: removed")


@command.command("import")
@click.argument("opml", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_file
def import_opml(opml: Path, path: Path) -> None:
    """Add the feeds of an OPML file, such as another reader exports. Those already in the list stay as they are.

    What the file does not say stays open: reliability F, no rhythm.

    Exit codes: 0 added, 1 it is no OPML or cannot be read.
    """
    from vigie.errors import InputError, SourcesError
    from vigie.watch.collect.opml import parse_opml
    from vigie.watch.collect.roster_edit import add_sources

    known = _load(path)
    try:
        found = parse_opml(opml.read_bytes(), where=str(opml), taken=[source.id for source in known.sources])
    except (InputError, OSError) as fault:
        _refuse(fault)
        return
    there = {source.address for source in known.sources}
    fresh = [source for source in found if source.address not in there]
    if fresh:
        _change(path, lambda text: add_sources(text, fresh, str(path)), SourcesError)
    click.echo(f"{len(fresh)} sources added, {len(found) - len(fresh)} were there already")


@command.command("export")
@_file
def export(path: Path) -> None:
    """Print the feeds as OPML 2.0, for other readers or another desk.

    Exit codes: 0 printed, 1 the list has faults.
    """
    from vigie.watch.collect.opml import write_opml

    click.echo(write_opml(_load(path)), nl=False)


@command.command("test")
@click.argument("keys", nargs=-1, metavar="[ID]...")
@_file
def test(keys: tuple[str, ...], path: Path) -> None:
    """Visit sources now, all of them or those named, and say what they hold. Nothing is kept.

    For each: how many items, how many of them without a date, the newest, and what is wrong.

    Exit codes: 0 all can be read, 1 some cannot, or there is no such source.
    """
    roster = _load(path)
    missing = [key for key in keys if roster.find(key) is None]
    if missing:
        click.echo(f"{path}: no source {', '.join(missing)}; `vigie sources list` shows them", err=True)
        raise SystemExit(1)
    chosen = [source for source in roster.sources if not keys or source.id in keys]
    visits = list(_visit_all(roster, chosen))
    bad = sum(visit.fault is not None for visit in visits)
    click.echo(f"{len(visits) - bad} of {len(visits)} can be read")
    raise SystemExit(1 if bad else 0)


def _visit_all(roster: Roster, chosen: Iterable[Source]) -> Iterable[Visit]:
    import random

    from vigie import clock
    from vigie.watch.collect.visit import make_ask, visit

    ask, rng = make_ask(roster), random.Random("sources/test")
    for source in chosen:
        made = visit(source, None, now=clock.now(), rng=rng, ask=ask)
        click.echo(f"{source.id}: {_describe(made)}")
        yield made


def _describe(made: Visit) -> str:
    if made.fault is not None:
        return f"{made.outcome}: {made.fault}"
    newest = max((item for item in made.items if item.dated), key=lambda item: item.dated or "", default=None)
    parts = [f"{len(made.items)} items", f"{made.undated} undated" if made.undated else ""]
    parts.append(f"newest {newest.dated} {newest.title or ''}".rstrip() if newest else "")
    parts.append(f"{len(made.unread)} unread, first: {made.unread[0].reason}" if made.unread else "")
    parts += [f"moved to {made.moved_to}" if made.moved_to else "", made.note or ""]
    return "; ".join(filter(None, parts))
