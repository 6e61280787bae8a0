"""Files that others read while they are written: whole or not there at all, also after a cut of power."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from vigie.errors import DeliveryError


def write_whole(path: Path, data: bytes) -> bool:
    """Return whether the file had to be written; one that holds these bytes already is left alone.

    Raises:
        DeliveryError: it cannot be written.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as fault:
        raise DeliveryError(
            f"{path}: cannot be written ({fault.strerror or fault}); mend it or change rules.yaml"
        ) from None
    return True


def _replace(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)  # a temporary file is private; what is delivered is to be read
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
