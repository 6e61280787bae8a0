"""Bytes of an archive, plain or gzipped, seen through a window: looked at, dropped, never all held."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from vigie.model import Unread

CHUNK = 65_536
GZIP = b"\x1f\x8b\x08"
_OVERLAP = 16


class Source(Protocol):
    """Bytes that can be read once."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes."""


class Window:
    """The part of a stream that is being looked at; `damage` says why it ended, where it ended badly."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read
        self._held = bytearray()
        self._is_over = False
        self.damage: str | None = None

    def _fill(self, size: int) -> None:
        while not self._is_over and len(self._held) < size:
            try:
                part = self._read()
            except zlib.error as fault:
                part, self.damage = b"", str(fault)
            self._is_over = not part
            self._held += part

    def peek(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer where the stream ends, and leave them."""
        self._fill(size)
        return bytes(self._held[:size])

    def drop(self, size: int) -> None:
        """Pass over bytes that were looked at."""
        del self._held[:size]

    def skip_space(self) -> bool:
        """Pass over line ends; return whether anything follows."""
        while True:
            self._fill(CHUNK)
            kept = self._held.lstrip(b"\r\n \t\0")
            dropped = len(self._held) - len(kept)
            self.drop(dropped)
            if self._held or not dropped:
                return bool(self._held)

    def find(self, mark: re.Pattern[bytes], size: int) -> int:
        """Return where something stands in the next `size` bytes, -1 if nowhere; nothing is copied."""
        self._fill(size)
        found = mark.search(self._held, 0, size)
        return found.end() if found is not None else -1

    def count(self, size: int) -> int:
        """Return how many of the next `size` bytes there are."""
        self._fill(size)
        return min(size, len(self._held))

    def is_boundary(self, at: int) -> bool:
        """Return whether a record, or the end, stands at `at` after no more than four line ends."""
        self._fill(at + 4 + 5)
        after = bytes(self._held[at : at + 4 + 5]).lstrip(b"\r\n")
        return len(self._held) >= at and (not after or after.startswith(b"WARC/"))

    def drop_to(self, mark: re.Pattern[bytes], at_least: int = 1) -> None:
        """Pass over everything up to the next place that matches, chunk by chunk, or to the end."""
        self._fill(CHUNK)
        start = at_least
        while True:
            found = mark.search(self._held, start)
            if found is not None:
                self.drop(found.end())
                return
            if self._is_over:
                self._held.clear()
                return
            self.drop(max(0, len(self._held) - _OVERLAP))
            self._fill(len(self._held) + CHUNK)
            start = 0


def iter_windows(stream: Source, where: str) -> Iterator[Window | Unread]:
    """Yield a window on the plain bytes, or one on each gzip member; after damage, from the next member on."""
    first = stream.read(CHUNK)
    if not first.startswith(GZIP[:2]):
        rest: list[bytes] = [first]
        yield Window(lambda: rest.pop() if rest else stream.read(CHUNK))
        return
    members = _Members(stream, first)
    while members.seek():
        if members.passed:
            place = f"{where}, byte {members.at - members.passed:,}"
            yield Unread(place, f"{place}: {members.passed:,} bytes that are no gzip data; passed over", "broken")
        yield Window(members.read)
        members.finish()


class _Members:
    """The gzip members of a stream, one after the other."""

    def __init__(self, stream: Source, first: bytes) -> None:
        self._stream = stream
        self._raw = first
        self._inflate = zlib.decompressobj(31)
        self._is_damaged = False
        self.at = 0
        self.passed = 0

    def seek(self) -> bool:
        """Go to the start of the next member; return whether there is one. `passed` counts what lay before it."""
        self.passed = 0
        while True:
            if len(self._raw) < len(GZIP):
                part = self._stream.read(CHUNK)
                if not part and not self._raw:
                    return False
                if not part:
                    self._pass(len(self._raw))
                    return False
                self._raw += part
            found = self._raw.find(GZIP, 1 if self._is_damaged and self.passed == 0 else 0)
            if found >= 0:
                self._pass(found)
                self._inflate = zlib.decompressobj(31)
                self._is_damaged = False
                return True
            self._pass(max(1, len(self._raw) - len(GZIP) + 1))

    def _pass(self, size: int) -> None:
        self.passed += size
        self.at += size
        self._raw = self._raw[size:]

    def read(self) -> bytes:
        """Return the next bytes of this member, none at its end.

        Raises:
            zlib.error: the member is damaged; the next `seek` looks for the one after it.
        """
        while not self._inflate.eof:
            if not self._raw:
                self._raw = self._stream.read(CHUNK)
                if not self._raw:
                    self._is_damaged = True
                    raise zlib.error("cut off before its end")
            try:
                part = self._inflate.decompress(self._raw, CHUNK)
            except zlib.error:
                self._is_damaged = True
                raise
            rest = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            self.at += len(self._raw) - len(rest)
            self._raw = rest
            if part:
                return part
        return b""

    def finish(self) -> None:
        """Pass over what is left of this member."""
        try:
            while not self._is_damaged and self.read():
                pass
        except zlib.error:
            pass
