"""The `vigie` command."""

from __future__ import annotations

import importlib
from typing import Any

import click

import vigie

_COMMANDS = {
    "alerts": "vigie.cli.alerts",
    "brief": "vigie.cli.brief",
    "calendar": "vigie.cli.calendar",
    "correct": "vigie.cli.correct:correct",
    "desk": "vigie.cli.desk",
    "init": "vigie.cli.init",
    "ledger": "vigie.cli.ledger",
    "posture": "vigie.cli.posture",
    "problem": "vigie.cli.problem",
    "read": "vigie.cli.read",
    "restore": "vigie.cli.correct:restore",
    "retract": "vigie.cli.correct:retract",
    "search": "vigie.cli.search",
    "signals": "vigie.cli.signals",
    "sources": "vigie.cli.sources",
    "watch": "vigie.cli.watch",
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are run or their help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, imported now."""
        if cmd_name not in _COMMANDS:
            return None
        where, _, name = _COMMANDS[cmd_name].partition(":")
        module: Any = importlib.import_module(where)
        command: click.Command = getattr(module, name or "command")
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(vigie.__version__, prog_name="vigie")
def main() -> None:
    """Vigie, the lookout: indications and warning from open reporting.

    It collects the open reporting, reads it in French and English, and keeps who said what and who did what, each
    record with the very words it came from. An accusation stays its speaker's; what nobody said is left out.

    \b
    See it
      vigie desk --demo                            three invented weeks, in a browser on this machine
      vigie read article.txt                       one article as a table
    \b
    Keep watch
      vigie init desk/                             sources, rules and an empty ledger
      vigie sources test --file desk/vigie.yaml    what the sources hold now
      vigie watch desk/                            collect, read, weigh, alert
      vigie desk --ledger desk/watch.vigie         look at it
      vigie brief --ledger desk/watch.vigie        the last day, every sentence with its source
    \b
    Ask the ledger (set VIGIE_LEDGER once)
      vigie signals · vigie posture · vigie calendar matches · vigie search "bridge" · vigie alerts list
    """
