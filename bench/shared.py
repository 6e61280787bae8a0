"""The folder of yardsticks and gold beside the project, and what is run or read from it. Nothing of it is copied."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Json = dict[str, Any]
ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "bench"


class NoShared(Exception):
    """The folder of yardsticks is not there, or lacks a file; the message says which and what to do."""


def find_shared() -> Path:
    """Return the folder of yardsticks: VIGIE_SHARED, else `shared` beside the project."""
    named = os.environ.get("VIGIE_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    if not (folder / "eval").is_dir():
        raise NoShared(
            f"{folder}: no folder of yardsticks there; put it beside the project or name it with VIGIE_SHARED"
        )
    return folder


def load_gold(name: str) -> list[Json]:
    """Return the records of one JSON Lines file of gold."""
    path = find_shared() / "gold" / name
    if not path.is_file():
        raise NoShared(f"{path}: missing; it is what this measure is made with")
    return load_lines(path)


def write_lines(name: str, records: Iterable[Json]) -> Path:
    """Return the path of a JSON Lines file written to the bench's own folder for what it makes."""
    WORK.mkdir(parents=True, exist_ok=True)
    path = WORK / name
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def run_yardstick(script: str, *arguments: str | Path) -> str:
    """Return what a yardstick printed; its own error when it failed."""
    command = [sys.executable, str(find_shared() / "eval" / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise NoShared(f"{script}: {done.stderr.strip()[-400:]}")
    return done.stdout


def write_predictions(kind: str, name: str, readings: Iterable[Json]) -> Path:
    """Return the path of what a yardstick reads: the statements, events or places of readings."""
    path = write_lines(f"{name}.jsonl", readings)
    predicted = path.with_suffix(f".{kind}.jsonl")
    predicted.write_text(run_yardstick("from_reading.py", kind, path), encoding="utf-8")
    return predicted


def load_lines(path: Path) -> list[Json]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
