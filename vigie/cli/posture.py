"""vigie posture: what can be said of each actor's forces, by whom, and how old it is."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import as_known_at, explained, ledger_option

if TYPE_CHECKING:
    from rich.console import Console

    from vigie.watch.signals.posture import PostureLine, Sighting

EXIT_NOTHING = 1
_STATES = {
    "en": {"changed": "changed", "unchanged": "no change seen or said", "contested": "contested", "unknown": "unknown"},
    "fr": {"changed": "changé", "unchanged": "pas de changement vu ou dit", "contested": "contesté", "unknown": "inconnu"},
}  # fmt: skip
_CLAIMS = {
    "en": {
        "raised": "raised", "lowered": "lowered", "moved": "moved", "changed": "changed", "present": "present",
        "same": "unchanged", "not_seen": "looked, saw nothing", "denied": "denied",
    },
    "fr": {
        "raised": "relevé", "lowered": "abaissé", "moved": "mouvement", "changed": "changement", "present": "présence",
        "same": "inchangé", "not_seen": "cherché, rien vu", "denied": "démenti",
    },
}  # fmt: skip
_ROWS = {
    "en": {"asserted": "last asserted", "unseen": "last looked for", "against": "against", "never": "never",
           "undated": "undated", "days": "d old", "until": "counts until", "records": "records"},
    "fr": {"asserted": "dernière affirmation", "unseen": "dernière recherche", "against": "contre", "never": "jamais",
           "undated": "sans date", "days": "j", "until": "vaut jusqu'au", "records": "fiches"},
}  # fmt: skip


@click.command("posture", short_help="Whose forces changed, who looked, how old it is.")
@ledger_option
@as_known_at
@click.option("--actor", metavar="CODE", help="Only this country or organisation: RUS, CHN, IGONAT …")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the table.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form."
)
def command(path: str, as_known_at: dt.datetime | None, actor: str | None, lang: str, form: str) -> None:
    """Show the posture board: for each actor and domain what was last said, and last looked for and not seen.

    A line is "changed" when somebody says that forces moved, were alerted or stood down; "no change seen or said" when
    somebody looked and saw nothing, or says that nothing changed; "contested" when voices disagree. A claim counts for
    a number of days that depends on the domain. After that the line is "unknown": silence is never calm.

    Whose forces are meant must be told by the words; a claim that does not tell is not on the board. Every line names
    the records that it rests on; look one up with vigie search, or in the JSON form with its words.

    \b
    Examples
      vigie posture --ledger watch.vigie
      vigie posture --ledger watch.vigie --actor RUS --lang fr
      vigie posture --ledger watch.vigie --as-known-at 2031-05-02T10:00 --format json

    Exit codes: 0 shown, 1 nothing to show, 2 wrong usage, 3 refused.
    """
    from vigie import clock
    from vigie.store import open_ledger
    from vigie.watch.signals.posture import find_posture
    from vigie.watch.view import Texts, load_view
    from vigie.watch.weigh import find_now

    with explained(), open_ledger(path) as ledger:
        view = load_view(ledger, at=as_known_at or find_now(ledger, clock.now()))
        lines = find_posture(view, Texts(ledger, view))
    shown = [line for line in lines if actor is None or line.actor == actor.upper()]
    if form == "json":
        sys.stdout.write(json.dumps([asdict(line) for line in shown], ensure_ascii=True, indent=1) + "\n")
    else:
        _print_table(shown, view.realm, lang)
    if not shown:
        click.echo("nothing to show: no record tells whose forces changed, or that somebody looked", err=True)
        raise SystemExit(EXIT_NOTHING)


def _print_table(lines: list[PostureLine], realm: str, lang: str) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        _print_line(console, line, lang)
    if lines and realm == "exercise":
        console.print(Text("EXERCISE", style="bold black on yellow"))


def _print_line(console: Console, line: PostureLine, lang: str) -> None:
    from rich.text import Text

    from vigie.watch.signals.posture import load_domains, name_actor

    rows = _ROWS[lang]
    head = Text.assemble(
        (f"{name_actor(line.actor, lang)}, {load_domains()[line.domain].names[lang]}", "bold"), "  ",
        (_STATES[lang][line.state], "bold red" if line.state in ("changed", "contested") else "bold"),
        f"  ({line.age} {rows['days']}, {rows['until']} {line.until})" if line.until else f"  ({rows['undated']})",
    )  # fmt: skip
    console.print(head)
    for name, sighting in (("asserted", line.asserted), ("unseen", line.unseen)):
        console.print(Text(_row(rows[name], sighting, lang)))
    for sighting in line.against if line.state == "contested" else ():
        console.print(Text(_row(rows["against"], sighting, lang)))
    console.print(Text(f"  {rows['records']:<21} {' '.join(line.inputs)}", style="dim"))


def _row(name: str, sighting: Sighting | None, lang: str) -> str:
    from vigie.cli.render.words import squeeze

    if sighting is None:
        return f"  {name:<21} {_ROWS[lang]['never']}"
    said = f"{sighting.day}  {_CLAIMS[lang][sighting.claim]}, {squeeze(sighting.by)}"
    return f"  {name:<21} {said}: {squeeze(sighting.words)}"
