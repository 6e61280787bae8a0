"""Groups of commands that are imported only when one is run or its help is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands stand in a table: name to module, or to module:name where it is not `command`."""

    def __init__(self, *args: Any, table: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, imported now."""
        if cmd_name not in self.table:
            return None
        where, _, name = self.table[cmd_name].partition(":")
        module: Any = importlib.import_module(where)
        command: click.Command = getattr(module, name or "command")
        return command
