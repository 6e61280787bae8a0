"""One watch a ledger: two would visit every source twice and send alerts side by side."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vigie.errors import LedgerLocked


@contextmanager
def only_watch(ledger: Path, *, busy: str | None = None) -> Iterator[None]:
    """Yield nothing while this process is the only watch on the ledger; a killed one holds nothing back.

    `busy` is what is said instead where the watch is that of a drill.

    Raises:
        LedgerLocked: another watch is at work on it.
    """
    path = ledger.with_name(ledger.name + ".lock")
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if not _take(handle):
            raise LedgerLocked(
                busy or f"{ledger}: another watch is at work on it; stop that one first, or name another desk"
            )
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    """Return whether the file is now ours; where files cannot be locked so, everybody may go on."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
