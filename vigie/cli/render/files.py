"""Files that appear under their names only when they are whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO, Any, NamedTuple

import click


class Entry(NamedTuple):
    """One page of a folder, as its index shows it."""

    file: str
    title: str
    counts: str
    realm: str


def free_name(document_id: str, taken: set[str]) -> str:
    """Return a file name for the document that no page of the folder has yet, and take it."""
    stem = "".join(c if c.isalnum() or c in "-_." else "-" for c in Path(document_id).name)[:80] or "text"
    name, n = stem, 2
    while name.lower() in taken:
        name, n = f"{stem}-{n}", n + 1
    taken.add(name.lower())
    return name


class Whole:
    """A file that appears under its name only when everything was written: of text, or of bytes."""

    def __init__(self, path: Path, *, is_binary: bool = False) -> None:
        self.path = path
        self._how: dict[str, Any] = {"mode": "wb"} if is_binary else {"mode": "w", "encoding": "utf-8", "newline": ""}
        self._temporary: str | None = None

    def __enter__(self) -> IO[Any]:
        if self.path.is_dir():
            raise click.UsageError(f"--out {self.path}: is a folder; name a file in it")
        if not self.path.parent.is_dir():
            raise click.UsageError(f"--out {self.path}: the folder {self.path.parent} does not exist; make it first")
        self._stream = self._open()
        return self._stream

    def _open(self) -> IO[Any]:
        try:
            if self.path.exists() and not self.path.is_file():  # a device or a named pipe cannot be replaced
                return self.path.open(**self._how)
            handle, self._temporary = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name[:80]}.")
        except OSError as error:
            raise click.UsageError(
                f"--out {self.path}: cannot be written ({error.strerror}); name another file"
            ) from None
        return os.fdopen(handle, **self._how)

    def __exit__(self, kind: object, *_: object) -> None:
        self._stream.close()
        if self._temporary is None:
            return
        if kind is None:
            os.chmod(self._temporary, 0o666 & ~_umask())  # a temporary file is private; a result is not
            os.replace(self._temporary, self.path)
        else:
            os.unlink(self._temporary)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
