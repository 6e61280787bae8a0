"""Results of cells on the disk: one file a cell, written whole or not at all, so that a kill loses one cell at most."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from vigie.errors import DrillError
from vigie.exercise.cast import Scenario
from vigie.exercise.drill.folder import hash_scenario
from vigie.exercise.grid.cell import SCHEMA
from vigie.exercise.grid.version import CELL, find_version
from vigie.watch.deliver.files import write_whole

Json = dict[str, Any]


def find_place(out: Path, scenario: Scenario, seed: str) -> Path:
    """Return the file of a cell: of this scenario, to a word, this seed, and this version of the code."""
    return out / "cells" / f"{scenario.key}-{hash_scenario(scenario)}-{find_version(CELL)}" / f"{seed}.json"


def load_cell(path: Path, *, without_calendar: bool = False) -> Json | None:
    """Return a cell that was run before, or None where it must be run (again)."""
    try:
        held: Json = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if held.get("schema") != SCHEMA or (without_calendar and not held.get("bare")):
        return None
    return held


def keep_cell(path: Path, cell: Json) -> None:
    """Return nothing; the cell is on the disk, whole.

    Raises:
        DrillError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(cell, ensure_ascii=True).encode("ascii"))
    except OSError as fault:
        raise DrillError(f"{path}: {fault.strerror or fault}; give a folder that you may write to") from None


def load_all(paths: Sequence[Path]) -> Iterator[Json]:
    """Yield the cells that are there."""
    for path in paths:
        cell = load_cell(path)
        if cell is not None:
            yield cell
