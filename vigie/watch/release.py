"""Memory given back after a round: what many threads freed is otherwise kept by the C library, and grows with rounds."""

from __future__ import annotations

import ctypes


def release_memory() -> bool:
    """Return whether the C library gave freed memory back to the system; only glibc can be asked to.

    Pages of sources are large and are fetched by several threads, each with a heap of its own in glibc; what stays
    between two small blocks there is not given back by itself.
    """
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return False
    return bool(trim(0))
