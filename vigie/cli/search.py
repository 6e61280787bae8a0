"""vigie search: words in statements, events and texts of a ledger."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from vigie.cli.faults import as_known_at, explained, ledger_option

if TYPE_CHECKING:
    from vigie.store import Hit

EXIT_NOTHING = 1


@click.command("search", short_help="Search a ledger: statements, events, texts.")
@click.argument("words")
@ledger_option
@click.option(
    "--in",
    "kinds",
    multiple=True,
    type=click.Choice(["statement", "event", "document"]),
    help="Kinds to search; may be repeated. Default: all.",
)
@click.option("--speaker", metavar="NAME", help="Statements by this speaker; part of the name is enough.")
@click.option("--modality", metavar="WORD", help="Statements that do this: threat, warning, denial, reassurance …")
@click.option(
    "--seen",
    "negative_evidence",
    type=click.Choice(["no_change", "no_indication", "no_evidence"]),
    help="Looked for and not seen.",
)
@click.option("--type", "type_", metavar="TYPE", help="Events of this type, PLOVER's or Vigie's: ASSAULT, exercise …")
@click.option("--actor", metavar="CODE", help="Events whose actor's code begins so: RUS, RUSMIL …")
@click.option("--country", metavar="CODE", help="Country of the speaker, or of the place of the event.")
@click.option("--source", metavar="KEY", help="Documents of this source.")
@click.option(
    "--from", "since", metavar="YYYY-MM-DD", help="From this day on: the day stated, else the day of the report."
)
@click.option("--to", "until", metavar="YYYY-MM-DD", help="Up to this day.")
@as_known_at
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Most hits of each kind.")
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True, help="Form."
)
def command(
    words: str, path: str, kinds: tuple[str, ...], as_known_at: dt.datetime | None, limit: int, form: str, type_: str | None,
    **asked: Any,
) -> None:  # fmt: skip
    """Search a ledger for WORDS, in statements, events and texts; accents and capitals do not matter.

    All words must be there. “"words in quotation marks"” stand together, “word*” begins so, “-word” is not there, and
    “OR” stands between two of which one is enough.

    \b
    Examples
      vigie search "bridge" --ledger watch.vigie
      vigie search "exerci* -cyber" --ledger watch.vigie --speaker Brenn --from 2024-11-01
      vigie search "navires" --ledger watch.vigie --type exercise --as-known-at 2024-11-13T10:00

    Exit codes: 0 found, 1 nothing found, 2 wrong usage, 3 refused.
    """
    from vigie.store import open_ledger
    from vigie.store.search import KINDS

    with explained(), open_ledger(path) as ledger:
        hits = ledger.search(
            words, kinds=kinds or KINDS, as_known_at=as_known_at, limit=limit, type=type_, **asked
        )  # fmt: skip
        realm = ledger.realm
    if form == "jsonl":
        for hit in hits:
            sys.stdout.write(json.dumps(asdict(hit), ensure_ascii=True) + "\n")
    else:
        _print_table(hits, realm)
    if not hits:
        click.echo("nothing found", err=True)
        raise SystemExit(EXIT_NOTHING)


def _print_table(hits: list[Hit], realm: str) -> None:
    from rich.console import Console
    from rich.text import Text

    from vigie.cli.render.words import squeeze

    console = Console(highlight=False, soft_wrap=True)
    for hit in hits:
        where = f"{hit.document.day or 'undated'}  {squeeze(hit.document.title or hit.document.id)}"
        head = Text.assemble((f"{hit.kind:<10}", "bold"), " ", squeeze(_about(hit)), "  ", (where, "dim"))
        key = hit.record.key if hit.record else hit.document.key
        console.print(head)
        console.print(Text.assemble("           ", squeeze(hit.words), "  ", (key, "dim")))
    if hits and realm == "exercise":
        console.print(Text("EXERCISE", style="bold black on yellow"))


def _about(hit: Hit) -> str:
    """Return who speaks and what the statement does, or who acts and what the act is."""
    record: Any = hit.record
    if record is None:
        return hit.document.source or ""
    if hit.kind == "statement":
        return f"{record.speaker or '[not named]'}: {', '.join(record.modality)}"
    status = record.status if record.polarity == "positive" else f"not {record.status}"
    return f"{record.actor or '[no actor]'}: {record.vigie_type or record.type}, {status}"
