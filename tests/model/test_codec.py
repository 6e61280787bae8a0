"""Readings to JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from tests.make import TEXT, find, make_reading, readings
from vigie.model import Document, Quantity, Reading, Span, Unread
from vigie.model.check import check_reading
from vigie.model.codec import decode_reading, decode_record, dump_reading, dump_unread, encode_reading, load_schema

VALIDATOR = jsonschema.Draft202012Validator(load_schema())


def properties(name: str) -> list[str]:
    return list(load_schema()["$defs"][name]["properties"])


@settings(max_examples=60, deadline=None)
@given(readings())
def test_any_reading_comes_back_as_it_was_and_fits_the_schema(reading: Reading) -> None:
    line = dump_reading(reading)
    assert "\n" not in line
    assert decode_record(json.loads(line)) == reading
    assert dump_reading(decode_reading(json.loads(line))) == line
    VALIDATOR.validate(json.loads(line))
    assert check_reading(reading) == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("reading", []), ("entity", ["entities", 0]), ("statement", ["statements", 0]), ("event", ["events", 0]),
        ("quantity", ["quantities", 0]), ("link", ["links", 0]), ("flag", ["flags", 0]), ("date", ["statements", 0, "date"]),
        ("actor", ["events", 0, "actor"]),
    ],
)  # fmt: skip
def test_keys_are_written_in_the_order_of_the_schema(name: str, path: list[Any]) -> None:
    value: Any = encode_reading(make_reading())
    for step in path:
        value = value[step]
    assert list(value) == properties(name)


def test_spans_dates_and_absent_values_are_written_as_the_contract_says() -> None:
    data = encode_reading(make_reading())
    first = data["statements"][0]
    start, end = find(TEXT, "les ports resteront ouverts")
    assert first["content"] == [[start, end]]
    assert first["date"] == {"span": list(find(TEXT, "mardi")), "from": "2031-05-13", "to": "2031-05-13"}
    assert first["parent"] is None and first["likelihood"] is None
    assert data["quantities"][0]["value"] == 3 and isinstance(data["quantities"][0]["value"], int)
    assert data["entities"][3]["place"] == {"lat": None, "lon": None, "precision": "country", "geonameid": None}


def test_numbers_are_rounded_so_that_noise_does_not_change_the_bytes() -> None:
    reading = make_reading()
    noisy = replace(reading.statements[0], confidence=0.93000000001)
    assert dump_reading(replace(reading, statements=(noisy, *reading.statements[1:]))) == dump_reading(reading)


def test_an_unread_record_fits_the_schema_and_comes_back() -> None:
    unread = Unread("a.txt", "a.txt: there is no text in it; give a text with words", "empty")
    VALIDATOR.validate(json.loads(dump_unread(unread)))
    assert decode_record(json.loads(dump_unread(unread))) == unread


def test_letters_stay_readable_and_half_characters_do_not_break_the_line() -> None:
    assert "é" in dump_reading(Reading(Document("a", "été")))
    line = dump_reading(Reading(Document("a", "half \ud800 character")))
    line.encode("utf-8")
    assert decode_reading(json.loads(line)).document.text == "half \ud800 character"


def test_a_number_too_large_to_write_is_left_open() -> None:
    reading = Reading(Document("a", "9"), quantities=(Quantity("q1", Span(0, 1), float("inf"), 1e300, None),))
    assert encode_reading(reading)["quantities"][0]["value"] is None
    json.loads(dump_reading(reading))


def test_another_schema_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="vigie-reading/9"):
        decode_reading({"schema": "vigie-reading/9"})


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda r: replace(r, flags=(replace(r.flags[0], span=Span(0, 9999)),)), "outside the text"),
        (lambda r: replace(r, entities=r.entities[1:]), "s1.speaker: no record e1"),
        (lambda r: replace(r, quantities=()), "v1.quantities: no record q1"),
        (lambda r: replace(r, statements=r.statements[:3] * 2 + r.statements[3:]), "2 records have this id"),
        (lambda r: replace(r, statements=(replace(r.statements[0], parent="s1"), *r.statements[1:])), "its own parent"),
        (lambda r: replace(r, statements=(replace(r.statements[0], content=()), *r.statements[1:])), "without words"),
        (
            lambda r: replace(
                r, statements=(replace(r.statements[0], cue=(Span(5, 9), Span(1, 4))), *r.statements[1:])
            ),
            "out of",
        ),
        (lambda r: replace(r, links=(replace(r.links[0], b="s9"),)), "no statement s9"),
    ],
)
def test_an_unsound_reading_is_told_what_is_wrong(change: Any, complaint: str) -> None:
    reading = make_reading()
    assert check_reading(reading) == []
    assert any(complaint in fault for fault in check_reading(change(reading)))
