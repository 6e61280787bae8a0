"""How much is read from one input, and how long an address may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one input. Sizes are bytes after decompression, times are seconds.

    A text of `text_bytes` is longer than four novels and still read within a gigabyte of memory; the lines of a
    JSON Lines file are bounded one by one, the file is not. `export_bytes` bounds what must be held whole: exports of chats.
    """

    text_bytes: int = 2_500_000
    page_bytes: int = 10_000_000
    export_bytes: int = 200_000_000
    redirects: int = 5
    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    total_seconds: float = 60.0
