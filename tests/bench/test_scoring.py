"""The scorer of readings on tiny gold of our own. EXERCISE: nobody here exists."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bench.rivals import read_by_marks
from bench.scoring.counts import count
from bench.scoring.figures import figure, intervals, total
from bench.scoring.human import as_reading
from bench.scoring.pairs import by_words, is_right_speaker, pair_statements
from bench.shared import NoShared, find_shared, load_gold, run_yardstick, write_lines
from bench.wide import Cell, WideRow, WideTable

Json = dict[str, Any]
TEXT = (
    "Kjell Ardén said the ports would stay open all winter. “No,” the Norland envoy said. Two sailors claimed they saw a light. "
    "Ardén thinks the ice will hold. Norland shelled the pier."
)


def at(words: str) -> list[int]:
    """Return the span of words in the text."""
    start = TEXT.index(words)
    return [start, start + len(words)]


def statement(name: str, content: str, source: str, speaker: str | None, **more: Any) -> Json:
    """Return a statement of gold."""
    found: Json = {"id": name, "kind": "indirect", "content": [at(content)], "source": [at(source)], "speaker": speaker}
    found |= {"modality": ["assertion"], "negative_evidence": False, "negative_evidence_type": None, "optional": False}
    return found | more


def make_gold() -> Json:
    """Return gold with an optional statement, a short one, an unnamed speaker, an event, a link and a flag."""
    statements = [
        statement("s1", "the ports would stay open all winter", "Kjell Ardén", "arden"),
        statement("s2", "No", "the Norland envoy", "envoy", kind="direct", modality=["denial"]),
        statement("s3", "they saw a light", "Two sailors", None),
        statement("s4", "the ice will hold", "Ardén thinks", "arden", optional=True),
    ]
    event = {"id": "v1", "plover": "ASSAULT", "mentions": [at("shelled")], "status": "past", "polarity": "positive"}
    return {
        "id": "t",
        "lang": "en",
        "text": TEXT,
        "entities": [
            {"id": "arden", "name": "Kjell Ardén", "aliases": [], "mentions": [at("Kjell Ardén")]},
            {"id": "envoy", "name": "the Norland envoy", "aliases": [], "mentions": [at("the Norland envoy")]},
        ],
        "statements": statements,
        "events": [event | {"accept": ["COERCE"], "optional": False}],
        "links": [{"relation": "contradicts", "a": "s2", "b": "s1"}],
        "flags": [{"kind": "role_mismatch", "span": at("Norland envoy")}],
    }


def figures(reading: Json) -> dict[str, float | None]:
    """Return the figures of one reading of the text."""
    return figure(count(make_gold(), reading))


def test_gold_read_as_itself_is_right_in_all() -> None:
    values = figures(as_reading(make_gold()))
    assert {value for key, value in values.items() if value is not None} == {1.0}
    assert values["negative F1"] is None and values["mixed R"] is None


def test_nothing_read_is_nothing_right() -> None:
    empty = as_reading(make_gold()) | {"statements": [], "events": [], "links": [], "flags": []}
    values = figures(empty)
    assert values["content F1"] == values["joint"] == values["event F1"] == values["contradicts F1"] == 0
    assert values["flag P"] is None and values["flag R"] == 0


def test_optional_statements_cost_nothing_missed_or_found() -> None:
    reading = as_reading(make_gold())
    reading["statements"] = reading["statements"][:3]
    assert figures(reading)["content F1"] == figures(reading)["statement F1"] == 1.0


def test_a_false_alarm_costs_precision_and_a_miss_recall() -> None:
    reading = as_reading(make_gold())
    reading["statements"][2] = reading["statements"][2] | {"content": [at("Norland shelled the pier")]}
    values = figures(reading)
    assert values["content P"] == values["content R"] == pytest.approx(2 / 3)
    assert values["indirect R"] == 0.5 and values["direct R"] == 1.0


def test_contents_match_from_half_their_words_on() -> None:
    gold = make_gold()["statements"][:1]
    near = [{"content": [at("the ports would stay")]}]
    far = [{"content": [at("open all winter")]}]
    assert pair_statements(gold, near, by_words(TEXT)) == {0: 0}
    assert pair_statements(gold, far, by_words(TEXT)) == {}


def test_a_found_statement_may_merge_a_group() -> None:
    gold = [
        statement("a", "the ports would stay", "Kjell Ardén", None),
        statement("b", "open all winter", "Kjell Ardén", None),
    ]
    found = [{"content": [at("the ports would stay open all winter")]}]
    assert pair_statements(gold, found, by_words(TEXT)) == {0: 0}
    grouped = [s | {"quote_group": "g"} for s in gold]
    assert pair_statements(grouped, found, by_words(TEXT)) == {0: 0, 1: 0}


@pytest.mark.parametrize(
    ("number", "name", "right"),
    [
        (0, "Ardén, the harbour master", True),
        (0, "the Norland envoy", False),
        (0, None, False),
        (1, "envoy of Norland", True),
        (2, None, True),
        (2, "two sailors", True),
        (2, "Kjell Ardén", False),
    ],
)
def test_a_speaker_is_right_by_a_name_that_tells(number: int, name: str | None, right: bool) -> None:
    gold = make_gold()
    found = {"speaker": name and {"name": name, "entity": None}}
    assert is_right_speaker(gold["statements"][number], found, gold, {"entities": []}) is right


def test_accepted_speakers_and_types_are_right_too() -> None:
    gold, reading = make_gold(), as_reading(make_gold())
    gold["statements"][0]["accept_speakers"] = ["envoy"]
    reading["statements"][0]["speaker"] = {"entity": "envoy", "name": "the Norland envoy"}
    reading["events"][0]["type"] = "COERCE"
    values = figure(count(gold, reading))
    assert values["joint"] == values["event F1"] == 1.0
    reading["events"][0]["status"] = "planned"
    assert figure(count(gold, reading))["joint event F1"] == 0


def test_meaning_is_measured_on_what_was_found() -> None:
    reading = as_reading(make_gold())
    reading["statements"][1] |= {"modality": ["assertion", "denial"]}
    reading["statements"][0] |= {"negative_evidence": "no_change"}
    reading["links"] = [{"relation": "contradicts", "a": "s3", "b": "s1"}]
    values = figures(reading)
    assert values["modality first"] == pytest.approx(2 / 3) and values["modality among"] == 1.0
    assert values["negative P"] == 0 and values["contradicts F1"] == 0


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    good, bad = (
        Counter({"content: hit": n, "content: right": n, "content: wanted": 4, "content: found": 4}) for n in (4, 1)
    )
    counts = [good, bad] * 6
    low, high = intervals(counts)["content F1"]
    value = figure(total(counts))["content F1"]
    assert value is not None and low < value < high
    assert intervals(counts) == intervals(copy.deepcopy(counts))


def test_a_wide_table_has_a_column_for_each_reader() -> None:
    row = WideRow("joint", [Cell(0.7, (0.6, 0.8)), Cell()], 0.65, 0.85, 0.9, "{:.2f}")
    table = WideTable("A measure", ["ours", "theirs"], [row], ["a note"])
    assert "| joint | 0.70 [0.60, 0.80] | – | 0.90 | 0.65 | 0.85 | floor met |" in list(table.markdown())
    assert any("floor met" in line for line in table.lines())


@pytest.mark.shared
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_figures_are_those_of_the_yardstick(lang: str) -> None:
    try:
        gold = load_gold(f"pud-{lang}.jsonl")
    except NoShared:
        pytest.skip("no folder of yardsticks beside the project")
    readings = [read_by_marks(g["id"], g["text"], lang) for g in gold]
    path: Path = find_shared() / "gold" / f"pud-{lang}.jsonl"
    printed = json.loads(
        run_yardstick("score_reading.py", path, write_lines(f"test-{lang}.jsonl", readings)).splitlines()[-1]
    )
    ours = figure(total([count(g, r) for g, r in zip(gold, readings, strict=True)]))
    for theirs, key in (
        ("statements_F1", "statement F1"),
        ("P", "statement P"),
        ("R", "statement R"),
        ("joint", "joint"),
    ):
        assert ours[key] == pytest.approx(printed[theirs], abs=0.001), key
    assert ours["modality among"] == pytest.approx(printed["modality"], abs=0.001)
