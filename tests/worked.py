"""The worked example of docs/judge.md, played on a clock of its own: `python -m tests.worked` writes its answers anew."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from vigie.cli.main import main

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "judge.md"
_BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.S)
_KEY = re.compile(r"\b[0-9a-f]{24}\.s\.[0-9a-f]+")
_LEDGER = "drill.vigie"


def play(page: str, folder: Path) -> str:
    """Return the page with what each command of its blocks answers.

    A line “# 2024-11-13T09:00” sets the clock; `$KEY` is the key of the first statement that a command showed.
    """
    player, held = _Player(folder), Path.cwd()
    os.chdir(ROOT)  # a document is named by the path that was given
    try:
        with patch("vigie.clock.now", lambda: player.now):
            return _BLOCK.sub(lambda m: m[1] + player.play(m[2]) + m[3], page)
    finally:
        os.chdir(held)


class _Player:
    """Types the commands of one page, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = dt.datetime(2024, 11, 13, 9, tzinfo=dt.UTC)
        self.key = "$KEY"

    def play(self, block: str) -> str:
        """Return the block with the answers below their commands."""
        lines: list[str] = []
        for command in re.findall(r"^(?:# .*|\$ (?:.*\\\n)*.*)$", block, re.M):
            lines.append(command)
            if command.startswith("# "):
                self.now = dt.datetime.fromisoformat(command[2:]).replace(tzinfo=dt.UTC)
                continue
            told = _run(command[2:].replace("\\\n", " ").replace("$KEY", self.key), self.folder)
            lines += told
            if self.key == "$KEY":
                self.key = next(iter(_KEY.findall("\n".join(told))), "$KEY")
        return "\n".join(lines) + "\n"


def _run(command: str, folder: Path) -> list[str]:
    """Return the lines that the command prints, faults too."""
    given: str | None = None
    for part in command.split(" | "):
        words = shlex.split(part.replace(_LEDGER, str(folder / _LEDGER)))
        assert words[0] == "vigie", words
        result = CliRunner().invoke(main, words[1:], input=given)
        given = result.stdout
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    told = result.output.replace(str(folder / _LEDGER), _LEDGER)
    return [line.rstrip() for line in told.splitlines() if line.strip()]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        PAGE.write_text(play(PAGE.read_text(encoding="utf-8"), Path(made)), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
