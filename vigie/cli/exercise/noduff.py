"""vigie exercise no-duff: a real message while an exercise is on."""

from __future__ import annotations

from pathlib import Path

import click

from vigie.cli.faults import explained

EXIT_UNDELIVERED = 1


@click.command("no-duff", short_help="Pass on a real message during a drill, loud and without any mark of it.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.argument("text", metavar="TEXT")
@click.option("--from", "sender", default="exercise control", show_default=True, metavar="NAME", help="Who says so.")
@click.option("--pause", is_flag=True, help="Stop the drill's clock too.")
def command(folder: Path, text: str, sender: str, pause: bool) -> None:
    """Pass on TEXT, which is real, during the drill in DIR. (“No duff” on a radio: this is no exercise.)

    It is kept in noduff.jsonl, never in the drill's ledger; it stands above every page of the drill's desk; it is
    printed here; and it goes out over all channels of rules.yaml as CAP of status Actual. What went wrong on a channel
    is said, and no other channel waits for it: then pass the message on by voice.

    \b
    Examples
      vigie exercise no-duff drill-strike-1 "Smoke in the server room, building B. Leave it now." --from "duty officer"
      vigie exercise no-duff drill-strike-1 "Real air-raid warning for the county." --pause

    Exit codes: 0 passed on, 1 some channel did not take it, 2 wrong usage, 3 refused.
    """
    import os

    from vigie import clock
    from vigie.exercise.drill.folder import load_drill
    from vigie.exercise.drill.noduff import MARK, keep_noduff, make_noduff, send_noduff

    with explained():
        load_drill(folder)
        message = make_noduff(text, sender=sender, now=clock.now())
        keep_noduff(folder, message)
        click.echo(f"\a{MARK}\n{message.text}\n– {message.sender}, {message.at}\n{MARK}")
        try:
            taken, faults = send_noduff(folder, message, echo=click.echo, environ=os.environ)
        finally:
            if pause:
                _pause(folder, message.sender)
    click.echo(f"kept beside the drill, on the desk, and sent over: {', '.join(taken) or 'no channel'}", err=True)
    if not pause:
        click.echo(f"the drill goes on; stop its clock with: vigie exercise control {folder} pause", err=True)
    for fault in faults:
        click.echo(f"not sent: {fault}", err=True)
    if faults:
        raise SystemExit(EXIT_UNDELIVERED)


def _pause(folder: Path, sender: str) -> None:
    """Return nothing; the message is out already, so that a clock which cannot be stopped is said and no more."""
    from vigie import clock
    from vigie.errors import VigieError
    from vigie.exercise.drill.control import ask

    try:
        ask(folder, "pause", now=clock.now(), by=sender)
    except (VigieError, OSError) as fault:
        click.echo(f"passed on; the clock was not stopped: {' '.join(str(fault).split())}", err=True)
