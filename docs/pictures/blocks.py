"""Fills the marked blocks of the pages with what Vigie prints: between <!-- shown: WHAT --> and <!-- /shown -->."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from click.testing import CliRunner

from vigie.cli.main import main
from vigie.cli.render.acts import Act, encode_flat, read_acts
from vigie.cli.render.cameo import COLUMNS
from vigie.cli.render.cameo import write_cameo as write_rows
from vigie.cli.render.geojson import encode_feature
from vigie.cli.render.plover import encode_plover
from vigie.model import Reading
from vigie.model.codec import encode_reading

_BLOCK = re.compile(r"(<!-- shown: (.*?) -->\n)(.*?)(<!-- /shown -->)", re.S)
_LISTS = {"entity": "entities", "statement": "statements", "event": "events", "quantity": "quantities"}
_WORDS = {"entity": "mentions", "statement": "content", "event": "mentions", "quantity": "span"}


def fill_blocks(page: str, readings: Mapping[str, Reading]) -> str:
    """Return the page with every marked block written anew.

    WHAT is `help COMMAND`; `NAME export FORM WORDS`, the event on these words as the form tells it; or `LANG KIND WORDS`: the record of that kind, in the reading of the example in that
    language, whose words begin so; `LANG link RELATION` and `LANG flag KIND` take the first such one.
    """
    return _BLOCK.sub(lambda m: m[1] + _fence(m[2], readings) + m[4], page)


def _fence(what: str, readings: Mapping[str, Reading]) -> str:
    first, _, rest = what.partition(" ")
    if first == "help":
        return f"```text\n{show_help(rest)}```\n"
    kind, _, words = rest.partition(" ")
    if kind == "export":
        return show_export(readings[first], *words.split(" ", 1))
    record = _find(readings[first], kind, words)
    return f"```json\n{_lay_out(record)}\n```\n" if record else f"*(no {kind} “{words}” in the example today)*\n"


def show_help(command: str) -> str:
    """Return what `vigie COMMAND --help` prints."""
    result = CliRunner().invoke(main, [*command.split(), "--help"], prog_name="vigie", terminal_width=100)
    return result.output


def show_export(reading: Reading, form: str, words: str) -> str:
    """Return how the form tells the event on these words: as it is written, JSON laid out over lines."""
    act = next(act for act in read_acts([reading]) if act.words == words)
    if form == "cameo":
        return f"```text\n{_show_row(act)}```\n"
    record = {"plover": encode_plover, "geojson": encode_feature, "parquet": encode_flat}[form](act)
    shown = _lay_out(record, opened=("properties", "cite_info"))
    return f"```json\n{re.sub('[+][0-9a-f]{12}', '+…', shown)}\n```\n"  # the hash of the code would change each day


def _show_row(act: Act) -> str:
    stream = io.StringIO(newline="")
    write_rows([act], stream, realm=act.origin.realm)
    header, row = (line.split("\t") for line in stream.getvalue().splitlines())
    assert tuple(header) == COLUMNS
    return "\t".join(header) + "\n" + "\t".join(row) + "\n"


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


def _lay_out(record: Mapping[str, Any], *, opened: tuple[str, ...] = (), indent: str = "  ") -> str:
    """Return the record as JSON, one key a line; the records of `opened` keys too."""
    lines = [
        f'{indent}"{key}": '
        + (_lay_out(value, indent=indent + "  ") if key in opened else json.dumps(value, ensure_ascii=False))
        for key, value in record.items()
    ]
    return "{\n" + ",\n".join(lines) + f"\n{indent[2:]}}}"
