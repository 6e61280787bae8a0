"""Whether a record from a file is of its form: JSON says nothing about what stands where."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_LARGEST = 2**63  # what a column can hold


def find_misfit(record: Any, kind: Any, name: str = "record") -> str | None:
    """Return the name of the first field whose value is not of its type, or None when all are."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        misfits = [find_misfit(record, one, name) for one in get_args(kind)]
        return None if None in misfits else max((m for m in misfits if m), key=len)
    if origin is tuple:
        return _find_in_tuple(record, get_args(kind), name)
    if origin is dict:
        return None if isinstance(record, dict) and all(isinstance(k, str) for k in record) else name
    if isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields")):
        return _find_in_fields(record, kind, name)
    return None if kind is Any or _is_plain(record, kind) else name


def _find_in_tuple(record: Any, kinds: tuple[Any, ...], name: str) -> str | None:
    if not isinstance(record, tuple) or (kinds[-1] is not ... and len(record) != len(kinds)):
        return name
    found = (find_misfit(value, kinds[0], f"{name}[{n}]") for n, value in enumerate(record))
    return next((misfit for misfit in found if misfit), None)


def _find_in_fields(record: Any, kind: Any, name: str) -> str | None:
    if not isinstance(record, kind):
        return name
    found = (find_misfit(getattr(record, part), hint, f"{name}.{part}") for part, hint in _find_hints(kind))
    return next((misfit for misfit in found if misfit), None)


@lru_cache(maxsize=64)
def _find_hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind)] if is_dataclass(kind) else list(kind._fields)
    return tuple((name, hints[name]) for name in names)


def _is_plain(value: Any, kind: Any) -> bool:
    """Return whether a value without parts is of the type, and can be kept as it is."""
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST
    return value is None if kind is type(None) else isinstance(value, kind)
