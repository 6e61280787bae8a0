"""Fills the marked blocks of the pages with what Vigie prints: between <!-- shown: WHAT --> and <!-- /shown -->."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from click.testing import CliRunner

from vigie.cli.main import main
from vigie.model import Reading
from vigie.model.codec import encode_reading

_BLOCK = re.compile(r"(<!-- shown: (.*?) -->\n)(.*?)(<!-- /shown -->)", re.S)
_LISTS = {"entity": "entities", "statement": "statements", "event": "events", "quantity": "quantities"}
_WORDS = {"entity": "mentions", "statement": "content", "event": "mentions", "quantity": "span"}


def fill_blocks(page: str, readings: Mapping[str, Reading]) -> str:
    """Return the page with every marked block written anew.

    WHAT is `help COMMAND`, or `LANG KIND WORDS`: the record of that kind, in the reading of the example in that
    language, whose words begin so; `LANG link RELATION` and `LANG flag KIND` take the first such one.
    """
    return _BLOCK.sub(lambda m: m[1] + _fence(m[2], readings) + m[4], page)


def _fence(what: str, readings: Mapping[str, Reading]) -> str:
    first, _, rest = what.partition(" ")
    if first == "help":
        return f"```text\n{show_help(rest)}```\n"
    kind, _, words = rest.partition(" ")
    record = _find(readings[first], kind, words)
    return f"```json\n{_lay_out(record)}\n```\n" if record else f"*(no {kind} “{words}” in the example today)*\n"


def show_help(command: str) -> str:
    """Return what `vigie COMMAND --help` prints."""
    result = CliRunner().invoke(main, [*command.split(), "--help"], prog_name="vigie", terminal_width=100)
    return result.output


def _find(reading: Reading, kind: str, words: str) -> Mapping[str, Any] | None:
    encoded = encode_reading(reading)
    if kind in ("link", "flag"):
        key = "relation" if kind == "link" else "kind"
        return next((r for r in encoded[kind + "s"] if r[key] == words), None)
    text = reading.document.text
    return next((r for r in encoded[_LISTS[kind]] if words in _texts(text, r[_WORDS[kind]])), None)


def _texts(text: str, spans: Any) -> str:
    pieces: Iterable[Any] = spans if spans and isinstance(spans[0], list) else [spans]
    return " ".join(text[s:e] for s, e in pieces)


def _lay_out(record: Mapping[str, Any]) -> str:
    """Return the record as JSON, one key a line."""
    lines = [f'  "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in record.items()]
    return "{\n" + ",\n".join(lines) + "\n}"
