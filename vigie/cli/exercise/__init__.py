"""vigie exercise: drill the watch. Each command stands in the table, and has a module of its own beside this one."""

from __future__ import annotations

import click

from vigie.cli.lazy import LazyGroup

_COMMANDS = {
    "check": "vigie.cli.exercise.check",
    "control": "vigie.cli.exercise.control",
    "debrief": "vigie.cli.exercise.debrief",
    "grid": "vigie.cli.exercise.grid",
    "msel": "vigie.cli.exercise.msel",
    "no-duff": "vigie.cli.exercise.noduff",
    "run": "vigie.cli.exercise.run",
}


@click.group("exercise", cls=LazyGroup, table=_COMMANDS, short_help="Drill the watch: scenarios, drills, debriefs.")
def command() -> None:
    """Drill the watch with an invented crisis, in a ledger of its own realm.

    A scenario is one file of YAML: an invented setting, and what happens in it. Three come with Vigie: quiet (nothing
    but a yearly exercise under threats), strike (energy hit, and who did it is disputed), cover (an exercise from which
    forces do not go home). How to write one: docs/scenario.md.

    \b
    Examples
      vigie exercise check quiet strike cover
      vigie exercise check own.yaml
      vigie exercise run quiet --speed max
      vigie exercise run strike --desk
    """
