"""Document to reading; no database, network, clock or dice. The package itself can be called: `vigie.read(text)`."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from vigie.read.reader import read_document, read_text

__all__ = ["read_document", "read_text"]


class _CallableModule(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Any:
        return read_text(*args, **options)


sys.modules[__name__].__class__ = _CallableModule
