"""vigie signals: what the watch finds in a ledger, and what each finding was computed from."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import as_known_at, explained, ledger_option, parse_moment
from vigie.model.signal import KINDS

if TYPE_CHECKING:
    from vigie.model.signal import Signal
    from vigie.watch.signals.inputs import Input
    from vigie.watch.view import View

EXIT_NOTHING = 1


@click.command("signals", short_help="What the watch finds: contradictions, shifts, numbers in conflict, alarms.")
@ledger_option
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Kinds to show; may be repeated.")
@click.option(
    "--since", callback=parse_moment, metavar="TIME", help="Only what the ledger knew enough for after this moment."
)
@as_known_at
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of sentences.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form."
)
@click.option("--open", "key", metavar="KEY", help="Open one signal: every record and number it was computed from.")
def command(
    path: str, kinds: tuple[str, ...], since: dt.datetime | None, as_known_at: dt.datetime | None, lang: str, form: str,
    key: str | None,
) -> None:  # fmt: skip
    """What the watch finds in a ledger, newest first; the same ledger and moment give the same signals.

    The list of sources is taken from vigie.yaml beside the ledger, for the alarms on sources.

    \b
    Examples
      vigie signals --ledger watch.vigie
      vigie signals --ledger watch.vigie --kind contradiction --kind shift --since 2031-05-01
      vigie signals --ledger watch.vigie --as-known-at 2031-05-08T06:00 --format json
      vigie signals --ledger watch.vigie --open contradiction:0a1b2c3d4e5f6071

    Exit codes: 0 found, 1 nothing found, 2 wrong usage, 3 refused.
    """
    with explained():
        view, found = _load(Path(path), as_known_at)
        chosen = [s for s in found if _is_chosen(s, kinds, since, key)]
        if key is not None and chosen:
            _print_opened(view, chosen[0], lang, form)
        elif form == "json":
            sys.stdout.write(json.dumps([_encode(s) for s in chosen], ensure_ascii=False, indent=1) + "\n")
        elif chosen:
            _print_table(chosen, view.realm, lang)
    if not chosen:
        click.echo(f"{key}: no such signal" if key else "nothing found", err=True)
        raise SystemExit(EXIT_NOTHING)


def _load(path: Path, at: dt.datetime | None) -> tuple[View, Sequence[Signal]]:
    from vigie import clock
    from vigie.store import open_ledger
    from vigie.watch.weigh import find_now, find_settings, weigh

    with open_ledger(path) as ledger:
        weighed = weigh(ledger, find_settings(path), at=at or find_now(ledger, clock.now()))
        return weighed.view, weighed.signals


def _is_chosen(signal: Signal, kinds: tuple[str, ...], since: dt.datetime | None, key: str | None) -> bool:
    if key is not None:
        return signal.key == key
    if kinds and signal.kind not in kinds:
        return False
    return since is None or dt.datetime.fromisoformat(signal.since) >= since


def _encode(signal: Signal) -> dict[str, object]:
    """Return the signal as JSON takes it, with its sentence in every language."""
    from vigie.watch.signals.tell import LANGUAGES, tell

    return asdict(signal) | {"values": dict(signal.values), "told": {lang: tell(signal, lang) for lang in LANGUAGES}}


def _print_table(signals: Sequence[Signal], realm: str, lang: str) -> None:
    from rich.console import Console
    from rich.text import Text

    from vigie.cli.render.words import squeeze
    from vigie.watch.signals.tell import tell

    console = Console(highlight=False, soft_wrap=True)
    for signal in signals:
        head = (f"{signal.kind:<13}", "bold"), " ", (f"{signal.level:<6}", _STYLES[signal.level]), " "
        console.print(Text.assemble(*head, signal.since[:16].replace("T", " "), "  ", (signal.key, "dim")))
        console.print(Text.assemble("              ", squeeze(tell(signal, lang))))
    _print_realm(realm)


_STYLES = {"notice": "dim", "watch": "yellow", "alarm": "bold red"}


def _print_realm(realm: str) -> None:
    from rich.console import Console
    from rich.text import Text

    if realm == "exercise":
        Console(highlight=False).print(Text("EXERCISE", style="bold black on yellow"))


def _print_opened(view: View, signal: Signal, lang: str, form: str) -> None:
    from vigie.watch.signals.inputs import find_inputs

    inputs = find_inputs(view, signal)
    if form == "json":
        opened = _encode(signal) | {"records": [asdict(record) for record in inputs]}
        sys.stdout.write(json.dumps(opened, ensure_ascii=False, indent=1) + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    from vigie.cli.render.words import squeeze

    _print_table([signal], "", lang)
    console = Console(highlight=False, soft_wrap=True)
    console.print(Text("computed from", style="bold"))
    for name, value in (("state", signal.state), ("about", ", ".join(signal.about) or "–"), *signal.values):
        console.print(Text.assemble((f"  {name:<14}", "dim"), " ", squeeze(value)))
    console.print(Text("records", style="bold"))
    for record in inputs:
        for line in _show_input(record):
            console.print(Text(squeeze(line)) if not line.startswith(" ") else Text("    " + squeeze(line)))
    _print_realm(view.realm)


def _show_input(record: Input) -> list[str]:
    """Return a record in lines: what it is, its words with where they stand, and the document they stand in."""
    at = " ".join(f"{span.start}:{span.end}" for span in record.at)
    lines = [" ".join(filter(None, (f"{record.kind} {record.key}", record.day, record.who, record.what)))]
    if record.words:
        lines.append(f" “{record.words}” [{at}]")
    where = " · ".join(filter(None, (record.title, record.source, record.url, record.document)))
    return [*lines, f" {where}"] if where else lines
