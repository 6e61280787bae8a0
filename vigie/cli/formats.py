"""The forms of output: each is one line here and one module in `vigie.cli.render`."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Format:
    """One form: what it is for, and the function that writes it, as module:function.

    `shape` says what the function is given: `readings`, a stream of results; `page`, one reading, with `suffix` the end
    of its file's name; `events`, the events alone, with their realm.
    """

    about: str
    shape: str
    where: str
    suffix: str = ""
    is_binary: bool = False
    is_marked: bool = False
    """Whether a file begins with a byte-order mark, without which spreadsheets take it for an older encoding."""

    def load(self) -> Callable[..., Any]:
        """Return the function that writes the form."""
        where, _, name = self.where.partition(":")
        found: Callable[..., Any] = getattr(importlib.import_module(f"vigie.cli.render.{where}"), name)
        return found


FORMATS = {
    "table": Format("for the eye, in the terminal", "readings", "table:write_table"),
    "html": Format(
        "one page, text and records side by side; opens in any browser, needs no network", "page", "html:render_html",
        suffix=".html",
    ),
    "csv": Format(
        "one row a statement, event, link or flag, for a spreadsheet", "readings", "csv:write_csv", is_marked=True
    ),
    "jsonl": Format(
        "everything, one line of JSON a text (the form vigie-reading/1, docs/reading.md)", "readings", "jsonl:write_jsonl"
    ),
    "webanno": Format(
        "WebAnno TSV 3.3, for correcting by hand in INCEpTION", "page", "webanno:render_webanno", suffix=".tsv"
    ),
    "plover": Format("events: one line of PLOVER JSON an event", "events", "plover:write_plover"),
    "cameo": Format("events: a tab-separated table in GDELT's columns", "events", "cameo:write_cameo"),
    "geojson": Format("events: features for a map, a point only for towns and regions", "events", "geojson:write_geojson"),
    "parquet": Format(
        "events: one table for notebooks; needs pip install 'vigie[parquet]'", "events", "parquet:write_parquet",
        is_binary=True,
    ),
}  # fmt: skip
EVENT_FORMATS = tuple(name for name, form in FORMATS.items() if form.shape == "events")


def explain_formats(*names: str) -> str:
    """Return the lines of a command's help that say what each of the forms is for."""
    return "\n".join(f"  {name:<8} {FORMATS[name].about}" for name in names or FORMATS)
