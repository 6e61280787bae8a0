"""vigie exercise check: is a scenario sound, and what is in it?"""

from __future__ import annotations

import click

EXIT_FAULTS = 3


@click.command("check", short_help="Check scenarios: every fault with its line, or what is in them.")
@click.argument("names", nargs=-1, required=True, metavar="NAME|FILE...")
@click.option("--quiet", is_flag=True, help="Only faults.")
@click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the titles."
)
def command(names: tuple[str, ...], quiet: bool, lang: str) -> None:
    """Check scenarios, each a file of YAML or one that comes with Vigie by its name.

    All faults are told at once, each with its line and what to do about it. A sound scenario is shown in short: its
    storylines, and what happens on each day; an asterisk marks where a crisis begins.

    \b
    Examples
      vigie exercise check quiet strike cover
      vigie exercise check own.yaml --quiet

    Exit codes: 0 sound, 2 wrong usage, 3 faults found.
    """
    from vigie.errors import ScenarioError
    from vigie.exercise.scenario import load_scenario, show_summary

    faulty = False
    for number, name in enumerate(names):
        try:
            scenario = load_scenario(name)
        except ScenarioError as error:
            faulty = True
            click.echo(str(error), err=True)
            continue
        if not quiet:
            click.echo(("\n" if number else "") + show_summary(scenario, lang=lang))
    if faulty:
        raise SystemExit(EXIT_FAULTS)
