"""What players hand in: briefs and reports, each a file in the drill's folder, named after its moment and its author."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from vigie.errors import DeliveryError, DrillError
from vigie.watch.deliver.files import write_whole

KINDS = ("brief", "report")
MOST_CHARS, NAME_CHARS, MOST_FILES = 20_000, 40, 99
_NO_NAME = re.compile(r"[^\w]+")


def hand_in(folder: Path, kind: str, text: str, *, owner: str, at: dt.datetime, identifier: str) -> Path:
    """Return the file in which a brief or a report was kept; nothing that was handed in before is overwritten.

    Raises:
        DrillError: it says nothing, or too much, or not by whom; or it cannot be written.
    """
    name = _NO_NAME.sub("-", owner).strip("-")[:NAME_CHARS]
    said = text.strip()
    if kind not in KINDS or not name or not 0 < len(said) <= MOST_CHARS:
        raise DrillError(f"say who hands it in, and what, in 1 to {MOST_CHARS:,} characters")
    path = _find_free(folder / f"{kind}s", f"{at.astimezone(dt.UTC):%Y-%m-%dT%H%MZ}-{name}")
    mark = f"EXERCISE {identifier}"
    try:
        write_whole(path, f"{mark}\n\n{said}\n\n{mark}\n".encode())
    except (OSError, DeliveryError) as fault:
        raise DrillError(f"{path}: {getattr(fault, 'strerror', None) or fault}; nothing was kept") from None
    return path


def _find_free(folder: Path, stem: str) -> Path:
    for n in range(1, MOST_FILES):
        path = folder / f"{stem}{f'-{n}' if n > 1 else ''}.md"
        if not path.exists():
            return path
    raise DrillError(f"{folder}: {MOST_FILES} are there of the same minute; wait for the next")
