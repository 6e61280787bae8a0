"""Which Vigie a kept result is of: a hash of the code and words that it could depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

HISTORY = (
    "model", "text", "lang", "read", "store", "watch/collect", "watch/link", "exercise/simulate", "exercise/render",
    "exercise/scenario", "exercise/drill",
)  # fmt: skip
"""What the reading of a history depends on."""
CELL = ("model", "text", "lang", "read", "store", "watch", "assess", "exercise")
"""What a cell depends on: all but the desk and the commands."""
_KINDS = (".py", ".yaml", ".ics")


@lru_cache(maxsize=4)
def find_version(floors: tuple[str, ...]) -> str:
    """Return twelve letters that change with any line of code or words on these floors."""
    made = hashlib.sha256()
    for floor in floors:
        for name, data in _find_files(files("vigie").joinpath(floor), floor):
            made.update(f"{name}\0{len(data)}\0".encode() + data)
    return made.hexdigest()[:12]


def _find_files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder in the order of their names."""
    for child in sorted(folder.iterdir(), key=lambda path: path.name):
        if child.is_dir() and not child.name.startswith((".", "__pycache__")):
            yield from _find_files(child, f"{name}/{child.name}")
        elif child.name.endswith(_KINDS):
            yield f"{name}/{child.name}", child.read_bytes()
