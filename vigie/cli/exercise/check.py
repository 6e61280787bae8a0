"""vigie exercise check: is a scenario sound?"""

from __future__ import annotations

import click

EXIT_FAULTS = 3


@click.command("check", short_help="Check scenarios: every fault with its line, or a summary.")
@click.argument("names", nargs=-1, required=True, metavar="NAME|FILE...")
def command(names: tuple[str, ...]) -> None:
    """Check scenarios: a file, or the name of one that comes with Vigie.

    \b
    Exit codes: 0 sound, 2 wrong usage, 3 faults found.
    """
    from vigie.exercise.scenario import check_scenario

    faults = [fault for name in names for fault in check_scenario(name)]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise SystemExit(EXIT_FAULTS)
