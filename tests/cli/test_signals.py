"""`vigie signals` from the outside: the signals of a ledger, filtered, as known at a time, and opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.watch.signals.reporting import Report, ledger_of
from vigie.cli import main

REPORTS = (
    Report(
        "fr",
        "2031-05-02",
        "« Les avions de Velmark ont bombardé le pont de Brelle », a déclaré Kjell Arden.",
        "le-jour",
    ),
    Report("en", "2031-05-04", "Marja Salo denied that Velmark's aircraft had bombed the bridge at Brelle.", "herald"),
)
LATER = "2031-05-20"


def signals(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["signals", "--ledger", str(path), "--as-known-at", LATER, *arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with ledger_of(tmp_path, REPORTS) as ledger:
        return ledger.path


def test_signals_are_told_and_the_realm_is_marked(path: Path) -> None:
    told = signals(path).output
    assert "Kjell Arden says" in told and "EXERCISE" in told and "No alarm on coverage" in told
    assert "Kjell Arden dit" in signals(path, "--lang", "fr").output


def test_json_holds_every_value_and_both_sentences(path: Path) -> None:
    (found,) = json.loads(signals(path, "--kind", "contradiction", "--format", "json").stdout)
    assert found["values"]["b_speaker"] == "Marja Salo" and set(found["told"]) == {"en", "fr"}


def test_a_signal_opens_into_records_whose_words_stand_where_it_says(path: Path) -> None:
    (found,) = json.loads(signals(path, "--kind", "contradiction", "--format", "json").stdout)
    opened = json.loads(signals(path, "--open", found["key"], "--format", "json").stdout)
    texts = [f"EXERCISE\n\n{report.text}\n" for report in REPORTS]
    assert [record["kind"] for record in opened["records"]] == ["statement", "statement"]
    for record, text in zip(opened["records"], texts, strict=True):
        assert " ".join(text[start:end] for start, end in record["at"]) == record["words"]
    shown = signals(path, "--open", found["key"]).output
    assert all(record["words"] in shown and record["document"] in shown for record in opened["records"])
    assert "origins" in shown and "le-jour" in shown


def test_what_was_not_known_yet_is_not_found(path: Path) -> None:
    result = CliRunner().invoke(
        main, ["signals", "--ledger", str(path), "--kind", "contradiction", "--as-known-at", "2031-05-03"]
    )
    assert result.exit_code == 1 and "nothing found" in result.output
    assert "nothing found" in signals(path, "--kind", "contradiction", "--since", "2031-05-05", code=1).output


def test_an_unknown_key_and_a_missing_ledger_are_told(path: Path, tmp_path: Path) -> None:
    assert "no such signal" in signals(path, "--open", "contradiction:0", code=1).output
    assert CliRunner().invoke(main, ["signals", "--ledger", str(tmp_path / "none.vigie")]).exit_code == 3
