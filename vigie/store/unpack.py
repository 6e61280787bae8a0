"""Packed rows back to what they hold."""

from __future__ import annotations

import json
import zlib
from typing import Any

from vigie.model import Reading
from vigie.model.codec import decode_reading
from vigie.store.forms import unpack_text


def unpack_reading(body: bytes, text: bytes) -> Reading:
    """Return the reading with its text put back."""
    data = json.loads(zlib.decompress(body))
    data["document"]["text"] = unpack_text(text)
    return decode_reading(data)


def unpack_changes(written: str) -> dict[str, Any]:
    """Return the changes of a correction."""
    changes: dict[str, Any] = json.loads(written)
    return changes
