"""`vigie read --min-confidence`: what is left out, what is said of it, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from tests.annotated import EXAMPLES
from vigie.cli import main
from vigie.cli.render.words import left_out_words, nothing_words
from vigie.model import Document, Reading
from vigie.model.check import check_reading
from vigie.model.codec import decode_record, load_schema
from vigie.model.sift import LeftOut, Sifted

DRILL = str(EXAMPLES / "en" / "exercise-fleet-drill.txt")
POLAR = str(EXAMPLES / "fr" / "exercise-brume-polaire.txt")
CHECK = jsonschema.Draft202012Validator(load_schema())


def vigie(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["read", *arguments, "--realm", "exercise"])
    assert result.exit_code == code, result.output
    return result


def read(*arguments: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(vigie(DRILL, "--format", "jsonl", *arguments).stdout)
    CHECK.validate(record)
    reading = decode_record(record)
    assert isinstance(reading, Reading) and check_reading(reading) == []
    return record


def confidences() -> list[float]:
    return sorted({s["confidence"] for s in read()["statements"]})


def test_statements_below_are_left_out_and_counted() -> None:
    whole, middle = read(), confidences()[len(confidences()) // 2]
    sifted = read("--min-confidence", str(middle))
    kept = [s["id"] for s in whole["statements"] if s["confidence"] >= middle]
    assert [s["id"] for s in sifted["statements"]] == kept
    assert 0 < len(kept) < len(whole["statements"])
    assert "left_out" not in whole
    assert sifted["left_out"]["below"] == middle
    for kind in ("statements", "events", "links"):
        assert sifted["left_out"][kind] == len(whole[kind]) - len(sifted[kind])
    assert (sifted["entities"], sifted["flags"]) == (whole["entities"], whole["flags"])


def test_who_asks_for_more_gets_less() -> None:
    found = [{s["id"] for s in read("--min-confidence", str(c))["statements"]} for c in (0, *confidences(), 1)]
    assert all(after <= before for before, after in zip(found, found[1:], strict=False))
    assert found[0] == {s["id"] for s in read()["statements"]} and found[-1] == set()


@pytest.mark.parametrize("form", ["table", "html"])
def test_what_people_look_at_says_how_many_were_left_out(form: str) -> None:
    everything, count = vigie(DRILL, "--format", form), len(read()["statements"])
    some = vigie(DRILL, "--format", form, "--min-confidence", "1")
    assert "left out" not in everything.stdout
    assert f"left out below a confidence of 1: {count} statements, and with them" in " ".join(some.stdout.split())
    assert "Who said what" in everything.stdout and "Who said what" not in some.stdout


@pytest.mark.parametrize("form", ["html", "csv", "jsonl", "webanno"])
def test_standard_error_says_it_for_forms_that_go_to_files(form: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = vigie(DRILL, POLAR, "--format", form, "--min-confidence", "1", "--out", str(out))
    total = sum(
        len(json.loads(line)["statements"]) for line in vigie(DRILL, POLAR, "--format", "jsonl").stdout.splitlines()
    )
    assert result.stderr == f"left out below a confidence of 1: {total} statements\n"
    assert vigie(DRILL, "--format", "jsonl", "--min-confidence", "0").stderr == ""


def test_a_spreadsheet_and_webanno_lose_the_same_records() -> None:
    least = str(confidences()[-1])
    rows = list(csv.DictReader(io.StringIO(vigie(DRILL, "--format", "csv", "--min-confidence", least).stdout)))
    kept = read("--min-confidence", least)
    for record, kind in (("statement", "statements"), ("event", "events")):
        assert [r["id"] for r in rows if r["record"] == record] == [r["id"] for r in kept[kind]]
    thin, whole = (vigie(DRILL, "--format", "webanno", "--min-confidence", c).stdout for c in (least, "0"))
    assert thin.count("content[") < whole.count("content[")


@pytest.mark.parametrize("wrong", ["2", "-0.1", "high", "nan", "80%", ""])
def test_a_wrong_value_is_refused_with_what_to_write(wrong: str) -> None:
    result = vigie(DRILL, "--min-confidence", wrong, code=2)
    assert "is no confidence; write a number from 0 to 1, such as 0.8" in result.stderr
    assert result.stdout == ""


def test_a_decimal_comma_is_understood() -> None:
    assert read("--min-confidence", "0,8")["left_out"]["below"] == 0.8


def test_how_it_is_said() -> None:
    def words(*counts: int) -> str:
        return left_out_words(Sifted(Document("t", "x"), left_out=LeftOut(0.75, *counts)))

    assert words(0, 0, 0) == "" == left_out_words(Reading(Document("t", "x")))
    assert words(1, 0, 0) == "left out below a confidence of 0.75: 1 statement"
    assert words(1, 2, 0) == "left out below a confidence of 0.75: 1 statement, and with it 2 events"
    assert words(3, 1, 1) == "left out below a confidence of 0.75: 3 statements, and with them 1 event and 1 link"
    assert (
        nothing_words(Sifted(Document("t", "x"), left_out=LeftOut(0.75, 1, 0, 0)))
        == "Nothing here is as sure as was asked."
    )
