"""The command line: thin, one module a command, heavy imports inside the commands."""

from vigie.cli.main import main

__all__ = ["main"]
