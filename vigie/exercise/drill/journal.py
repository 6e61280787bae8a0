"""What was done in a drill and when: one line of JSON an entry, only ever added to, and on the disk before it counts.

Run and controllers write to the same file, each line under a lock. A line that a kill tore off is dropped by whoever
writes next; what it asked for was never confirmed to anybody.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vigie.errors import DrillError

FILE = "journal.jsonl"
KINDS = (
    "begun", "history", "tick", "resumed", "stopped", "ended",
    "start", "pause", "step", "jump", "speed", "shift", "fire", "skip", "no_duff",
)  # fmt: skip
"""What the run notes, and what controllers ask for."""
_TEXT = ("wall", "at", "inject", "value", "by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line. `wall` is when it was written, `at` a moment of the drill; `value` is hours, days, a speed or a count."""

    what: str
    wall: str
    at: str | None = None
    inject: str | None = None
    value: str | None = None
    by: str | None = None

    @property
    def moment(self) -> dt.datetime | None:
        """Return the moment of the drill that it states, or None."""
        return dt.datetime.fromisoformat(self.at) if self.at else None


def append(folder: Path, entry: Entry, *, is_urgent: bool = True) -> None:
    """Return nothing; the entry is the journal's last line. What is not urgent may be lost in a cut of power.

    Raises:
        DrillError: the journal cannot be written.
    """
    line = json.dumps(
        {"what": entry.what} | {name: held for name in _TEXT if (held := getattr(entry, name)) is not None},
        ensure_ascii=True,
    )
    try:
        with _locked(folder / FILE) as handle:
            _drop_torn(handle)
            _write(handle, line.encode("ascii") + b"\n")
            if is_urgent:
                os.fsync(handle)
    except OSError as fault:
        raise DrillError(f"{folder / FILE}: {fault.strerror or fault}; make it writable, or make room") from None


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o644)
    try:
        _wait(handle)
        yield handle
    finally:
        os.close(handle)


def _wait(handle: int) -> None:
    """Return nothing once nobody else writes; where files cannot be locked, lines are still added whole."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(handle, fcntl.LOCK_EX)


def _drop_torn(handle: int) -> None:
    """Return nothing; a last line without its end is cut off."""
    size = os.fstat(handle).st_size
    if size == 0 or os.pread(handle, 1, size - 1) == b"\n":
        return
    os.ftruncate(handle, os.pread(handle, size, 0).rfind(b"\n") + 1)


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def read_journal(folder: Path) -> tuple[Entry, ...]:
    """Return all entries in their order; a torn last line is none.

    Raises:
        DrillError: a line that is whole cannot be understood: somebody else wrote it.
    """
    path = folder / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as fault:
        raise DrillError(f"{path}: {fault.strerror or fault}; look at the rights of the file") from None
    return tuple(_parse(line, f"{path}:{n}") for n, line in enumerate(data.split(b"\n")[:-1], 1))


def _parse(line: bytes, where: str) -> Entry:
    try:
        held = json.loads(line)
        entry = Entry(what=held["what"], **{name: held.get(name) for name in _TEXT})
        if entry.what not in KINDS or not all(isinstance(getattr(entry, n), str | None) for n in _TEXT):
            raise ValueError("not an entry")
        dt.datetime.fromisoformat(entry.wall)
        _ = entry.moment
    except (ValueError, KeyError, TypeError, AttributeError):
        raise DrillError(f"{where}: not an entry of a journal; put the line back as it was") from None
    return entry
