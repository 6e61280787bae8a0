"""The list of injects goes to a spreadsheet and comes back; edits arrive, and nothing runs as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercise.ferry import FERRY, change, load
from vigie.errors import ScenarioError
from vigie.exercise.cast import Scenario
from vigie.exercise.scenario import load_scenario, read_msel, write_msel
from vigie.exercise.scenario.msel import escape, find_columns, guard, unescape, unguard

Rows = list[dict[str, str]]


def rows_of(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def write(rows: Rows, *, columns: tuple[str, ...] | None = None, delimiter: str = ",") -> str:
    out = io.StringIO()
    sheet = csv.DictWriter(out, columns or tuple(rows[0]), delimiter=delimiter, extrasaction="ignore")
    sheet.writeheader()
    sheet.writerows(rows)
    return out.getvalue()


def edited(edit: Callable[[Rows], None], scenario: Scenario | None = None) -> Scenario:
    scenario = scenario or load()
    rows = rows_of(write_msel(scenario))
    edit(rows)
    return read_msel(write(rows, columns=find_columns(scenario.langs)), scenario)


def refused(edit: Callable[[Rows], None]) -> str:
    with pytest.raises(ScenarioError) as error:
        edited(edit)
    return str(error.value)


@pytest.mark.parametrize("name", ["quiet", "strike", "cover"])
def test_read_back_unchanged_it_is_the_same_scenario(name: str) -> None:
    scenario = load_scenario(name)
    assert read_msel(write_msel(scenario), scenario) == scenario


@pytest.mark.parametrize("name", ["quiet", "strike", "cover"])
def test_the_columns_of_the_trade_come_first_and_rows_stand_in_time(name: str) -> None:
    scenario = load_scenario(name)
    rows = rows_of(write_msel(scenario))
    assert [c.split(" (")[0] for c in rows[0]][:8] == [
        "EXERCISE number", "time", "date", "type", "delivery", "originator", "recipient", "description",
    ]  # fmt: skip
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert [row["EXERCISE number"] for row in rows] == [str(n) for n in range(1, len(scenario.injects) + 1)]
    assert {row["type"] for row in rows} == {"contextual", "expected action", "contingency"}
    assert all(row["expected outcome (en)"] for row in rows if row["type"] == "expected action")


def test_edits_arrive() -> None:
    def edit(rows: Rows) -> None:
        rows[0]["time"] = "D+1 10:15"
        rows[0]["date"] = ""
        rows[0]["description (fr)"] = "Un ferry, encore"
        rows[0]["numbers"] = "ships=2"
        rows[1]["contingency"] = "yes"
        rows[1]["expected outcome (en)"] = rows[1]["expected outcome (en)"].replace("within 6h", "within 8h")
        rows[1]["expected outcome (fr)"] = rows[1]["expected outcome (fr)"].replace("within 6h", "within 8h")

    first, second = edited(edit).injects
    assert first.at == dt.timedelta(days=1, hours=10, minutes=15)
    assert first.title["fr"] == "Un ferry, encore" and first.numbers == (("ships", 2),)
    assert second.contingency and second.expected[0].within == dt.timedelta(hours=8)


def test_a_row_that_is_gone_is_gone_and_a_new_one_is_there() -> None:
    def edit(rows: Rows) -> None:
        rows[1].update(key="call", time="2h after ferry-held", delivery="telephone", does="", date="", questions="")
        rows[1].update({f"text ({lang})": "=Who is there?" for lang in ("en", "fr")})
        rows[1].update({f"expected outcome ({lang})": "" for lang in ("en", "fr")})

    scenario = edited(edit)
    assert [inject.key for inject in scenario.injects] == ["ferry-held", "call"]
    assert scenario.injects[1].text == {"en": "=Who is there?", "fr": "=Who is there?"}
    assert scenario.injects[1].expected == ()


def test_commas_semicolons_and_marks_of_spreadsheets_are_read_alike() -> None:
    scenario = load()
    rows = rows_of(write_msel(scenario))
    assert read_msel("\ufeff" + write(rows, delimiter=";"), scenario) == scenario
    assert read_msel(write_msel(scenario).replace("\r\n", "\n"), scenario) == scenario


def test_computed_columns_may_be_missing_and_rows_in_any_order() -> None:
    scenario = load_scenario("cover")
    rows = list(reversed(rows_of(write_msel(scenario))))
    columns = tuple(c for c in find_columns(scenario.langs) if c not in ("EXERCISE number", "date", "type"))
    assert read_msel(write(rows, columns=columns), scenario) == scenario


REFUSED: dict[str, tuple[Callable[[Rows], None], str]] = {
    "a date alone": (lambda rows: rows[0].update(date="2031-05-06 09:00Z"), "change the time instead"),
    "an unknown action": (lambda rows: rows[0].update(does="actor=orsland action=block"), "did you mean blockade?"),
    "a circle": (lambda rows: rows[0].update(time="after ferry-explained", date=""), "a circle"),
    "a key that is gone": (lambda rows: rows.pop(0) and None, "no inject 'ferry-held'"),
    "a key twice": (lambda rows: rows[1].update(key="ferry-held"), "give each its own"),
    "no key": (lambda rows: rows[0].update(key=""), "has no key"),
    "no storyline": (lambda rows: rows[0].update(storyline=""), "without storyline"),
    "a missing language": (lambda rows: rows[0].update({"description (fr)": ""}), "lacks the language fr"),
    "no pair": (lambda rows: rows[0].update(does="blockade"), "write key=value"),
    "no expected action": (lambda rows: rows[1].update({"expected outcome (en)": "brief them"}), "judge within 6h"),
    "two weights": (
        lambda rows: rows[1].update({"expected outcome (fr)": rows[1]["expected outcome (fr)"].replace("weight 2", "weight 3")}),
        "make them the same",
    ),
    "a question for nobody": (lambda rows: rows[0].update(questions="[nobody] Who?"), "no expected action of this row"),
    "no crisis": (lambda rows: rows[0].update(crisis="strike or so"), "departure since KEY"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_with_the_line_of_the_list(name: str) -> None:
    edit, told = REFUSED[name]
    found = refused(edit)
    assert told in found, found
    assert all(line.startswith("msel.csv:") for line in found.splitlines())


def test_a_foreign_or_broken_sheet_is_refused() -> None:
    scenario = load()
    for text, told in (
        ("", "no column 'time'"),
        ("a,b\n1,2\n", "unknown column 'a'"),
        (write_msel(scenario) + ",".join("x" * 40), "cells under"),
        ("x" * 3_000_000, "may have"),
    ):
        with pytest.raises(ScenarioError) as error:
            read_msel(text, scenario)
        assert told in str(error.value)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "'=1", "''+1", "=cmd|' /C calc'!A0"]
)
def test_a_formula_is_guarded_and_comes_back(cell: str) -> None:
    assert guard(cell).startswith("'")
    assert unguard(guard(cell)) == cell


@given(st.text(alphabet="'=+-@\t ab\\n\n\r\u00a0＝", max_size=12))
def test_any_cell_comes_back_and_none_begins_a_formula(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert guard(cell).lstrip(" \u00a0")[:1] not in ("=", "+", "-", "@", "＝")
    assert unescape(escape(cell)) == cell


def test_no_cell_of_a_list_begins_a_formula() -> None:
    text = change("A ferry is held,", '"=HYPERLINK(1)",', change("Un ferry est retenu}", '"@ferry"}', FERRY))
    scenario = load(text)
    written = write_msel(scenario)
    assert not [c for row in rows_of(written) for c in row.values() if c[:1] in ("=", "+", "-", "@")]
    assert read_msel(written, scenario) == scenario


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=60))
def test_any_words_survive_the_way_there_and_back(words: str) -> None:
    import dataclasses

    words = words.strip()
    if not words:
        return
    scenario = load()
    inject = dataclasses.replace(scenario.injects[1], title={"en": words, "fr": words})
    expected = dataclasses.replace(inject.expected[0], text={"en": words, "fr": words}, question=words)
    injects = (scenario.injects[0], dataclasses.replace(inject, expected=(expected,)))
    scenario = dataclasses.replace(scenario, injects=injects)
    assert read_msel(write_msel(scenario), scenario) == scenario
