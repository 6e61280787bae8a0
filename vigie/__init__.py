"""Vigie: who said what and who did what in open reporting, on the very words it came from.

    import vigie
    reading = vigie.read("The mayor said that the bridge was open.", lang="en")
    reading.statements[0].speaker.name

`vigie.read` is both the function above and the package it lives in, which can be called like it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vigie.read.reader import read_text as read

__version__ = "0.1.0"
__all__ = ["__version__", "read"]


def __getattr__(name: str) -> Any:
    """Return `vigie.read`, loaded when first asked so that importing Vigie stays cheap."""
    if name == "read":
        return import_module("vigie.read")
    raise AttributeError(f"module 'vigie' has no attribute {name!r}")
