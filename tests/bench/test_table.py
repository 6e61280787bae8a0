"""Figures are judged the right way round, and the bench says what it lacks."""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench.cost import find_closure, size_of
from bench.parser import find_arcs, score_habit
from bench.shared import NoShared, find_shared
from bench.table import Row, Table

SENTENCE = "\n".join(
    "\t".join((str(i), form, form, "X", "_", "_", str(head), dep, "_", "_"))
    for i, form, head, dep in ((1, "Ships", 2, "nsubj"), (2, "wait", 0, "root"), (3, ".", 2, "punct"))
)


@pytest.mark.parametrize(
    ("ours", "less", "expected"),
    [
        (95.0, False, "aim met"),
        (91.0, False, "floor met"),
        (90.9, False, "not met"),
        (None, False, "not met"),
        (91.0, True, "aim met"),
        (95.1, True, "not met"),
    ],
)
def test_verdict(ours: float | None, less: bool, expected: str) -> None:
    floor, aim = (95.0, 91.0) if less else (91.0, 95.0)
    assert Row("x", ours, 1.0, floor, aim, less=less).verdict() == expected


def test_a_row_that_only_informs_has_no_verdict() -> None:
    assert Row("x", 1.0, 2.0).verdict() == ""


def test_both_forms_of_a_table_hold_every_figure() -> None:
    table = Table("Title", "a rule", [Row("speed", 12345.0, 7.0, form="{:,.0f}")], ["a note"])
    for lines in (table.lines(), table.markdown()):
        text = "\n".join(lines)
        assert all(part in text for part in ("Title", "a rule", "speed", "12,345", "7", "a note"))


def test_habit_attaches_as_in_training_and_leaves_punctuation_out() -> None:
    assert list(find_arcs(SENTENCE)) == [("ships", 1, "nsubj"), ("wait", 0, "root"), (".", -1, "punct")]
    other = SENTENCE.replace("nsubj", "obj")
    assert score_habit([SENTENCE], [SENTENCE]) == 1.0
    assert score_habit([SENTENCE], [other]) == 0.5
    assert score_habit([SENTENCE], []) == 0.0


def test_a_missing_folder_is_said_with_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VIGIE_SHARED", str(tmp_path / "nowhere"))
    monkeypatch.setattr("sys.argv", ["bench", "--quick"])
    with pytest.raises(NoShared, match="VIGIE_SHARED"):
        find_shared()
    assert bench.main() == 2
    assert "nowhere" in capsys.readouterr().err


def test_the_core_needs_what_it_needs_and_no_test_tools() -> None:
    names = {d.name.lower().replace("_", "-") for d in find_closure("vigie")}
    assert {"vigie", "click", "spacy", "thinc"} <= names
    assert not names & {"pytest", "hypothesis", "pip", "setuptools"}
    assert size_of(distribution("click")) > 10_000
