"""docs/exports.md says what the forms for events hold: every name is explained, every example is of its form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema

from vigie.cli.formats import EVENT_FORMATS, FORMATS
from vigie.cli.render.cameo import COLUMNS
from vigie.cli.render.parquet import COLUMNS as PARQUET
from vigie.model.codec import load_schema

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
TEXT = (ROOT / "examples" / "en" / "exercise-depot-strike.txt").read_text(encoding="utf-8")


def example(form: str) -> str:
    """Return the example of a form as it stands on the page."""
    (found,) = re.findall(rf"<!-- shown: depot export {form} .*? -->\n```\w+\n(.*?)```\n<!-- /shown -->", PAGE, re.S)
    return str(found)


def check_words(record: dict[str, Any], words: str, start: int, end: int) -> None:
    """Check that the words stand in the text where the record says."""
    assert TEXT[start:end] == words == " ".join(TEXT[s:e] for s, e in record["anchor"])


def find_names(schema: object) -> Iterator[str]:
    """Yield every key that a schema gives to some record."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from find_names(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from find_names(part)


def test_every_field_and_column_is_explained() -> None:
    told = set(re.findall(r"`(\w+)`", PAGE))
    names = {*COLUMNS, *PARQUET, *find_names(load_schema("vigie-plover/1"))}
    assert sorted(names - told) == []
    assert set(EVENT_FORMATS) <= told


def test_the_plover_example_is_of_its_schema_and_stands_on_its_words() -> None:
    record = json.loads(example("plover"))
    jsonschema.Draft202012Validator(load_schema("vigie-plover/1")).validate(record)
    check_words(record, record["event_text"][0], record["text_info"]["start"], record["text_info"]["end"])
    for party in (*record["actor"], *record["recipient"]):
        assert party["entity_text"] == " ".join(TEXT[s:e] for s, e in party["spans"])


def test_the_cameo_example_has_the_columns_and_one_row() -> None:
    header, row = (line.split("\t") for line in example("cameo").splitlines())
    assert tuple(header) == COLUMNS and len(row) == len(COLUMNS)
    cells = dict(zip(header, row, strict=True))
    assert TEXT[int(cells["start"]) : int(cells["end"])] == cells["words"]
    assert cells["realm"] == "exercise" and cells["EventCode"].startswith(cells["EventRootCode"])


def test_the_geojson_example_is_of_its_schema() -> None:
    feature = json.loads(example("geojson"))
    collection = {"type": "FeatureCollection", "schema": "vigie-geojson/1", "realm": "exercise", "features": [feature]}
    jsonschema.Draft202012Validator(load_schema("vigie-geojson/1")).validate(collection)
    told = feature["properties"]
    check_words(told, told["words"], told["start"], told["end"])
    assert feature["geometry"]["coordinates"] == [29.2285, -1.6741]  # Goma lies east, and south


def test_the_parquet_example_has_the_columns() -> None:
    row = json.loads(example("parquet"))
    assert list(row) == list(PARQUET)
    check_words(row, row["words"], row["start"], row["end"])


def test_every_form_is_told_on_the_page_of_the_command_line() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").split("## `vigie read`")[1].split("\n## ")[0]
    assert [name for name in FORMATS if f"| `{name}` |" not in page] == []
