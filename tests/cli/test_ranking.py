"""`vigie ranking` from the outside: what may come next in a ledger, with its records; what does not count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.watch.signals.reporting import Report, ledger_of
from vigie.cli import main

WIRE = "Russian aircraft bombed Ukraine on Monday."
REPORTS = (
    Report("en", "2031-05-05", WIRE, "herald"),
    Report("en", "2031-05-05", WIRE + " More follows.", "echo", copy_of=0),
    Report("en", "2031-05-12", "Russian troops attacked Ukraine.", "herald"),
    Report("en", "2031-05-13", "Russia will attack Ukraine next week.", "herald"),
    Report("en", "2031-05-14", "Ukraine said that Poland had attacked Russia.", "herald"),
    Report("en", "2031-05-26", "Russian troops attacked Ukraine again.", "herald"),
)


def ranking(path: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["ranking", *arguments, "--ledger", str(path)])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with ledger_of(tmp_path, REPORTS) as ledger:
        return ledger.path


def test_scores_add_up_to_dated_acts_with_their_records(path: Path) -> None:
    told = json.loads(ranking(path, "next", "RUS", "--json", "--as-known-at", "2031-05-20").stdout)
    first = told["places"][0]
    assert (told["called"], told["realm"], told["from"]) == ("ranking", "exercise", "2031-05-21")
    assert (first["actor"], first["recipient"]) == ("RUS", "UKR")
    assert sum(part["amount"] for part in first["summed"]) == first["score"]
    assert all(part["act"]["keys"] and part["act"]["day"] < "2031-05-21" for part in first["summed"])


def test_later_reports_do_not_change_what_was_known(path: Path, tmp_path: Path) -> None:
    with ledger_of(tmp_path / "short", REPORTS[:-1]) as ledger:
        short = ledger.path
    for asked in (["next", "RUS"], ["continuation"], ["onset"]):
        ask = [*asked, "--json", "--as-known-at", "2031-05-20"]
        code = 1 if asked == ["onset"] else 0
        assert ranking(path, *ask, code=code).stdout == ranking(short, *ask, code=code).stdout


def test_copies_claims_and_plans_are_left_out_and_counted(path: Path) -> None:
    told = json.loads(ranking(path, "next", "RUS", "--json", "--as-known-at", "2031-05-20").stdout)
    assert told["left_out"]["copy"] >= 1 and told["left_out"]["not said to be done"] >= 1
    assert told["left_out"]["claimed"] >= 1
    ranking(path, "next", "POL", "--as-known-at", "2031-05-20", code=1)
    claimed = ranking(path, "next", "POL", "--claimed", "--as-known-at", "2031-05-20").stdout
    assert "POL ASSAULT RUS" in claimed and "claimed" in claimed


def test_the_table_says_what_it_is_and_marks_the_realm(path: Path) -> None:
    table = ranking(path, "next", "RUS").stdout
    assert "A ranking" in table and "no probabilities" in table and "EXERCISE" in table and "2031-05-26" in table
    assert "Un classement" in ranking(path, "next", "RUS", "--lang", "fr").stdout


def test_continuation_shows_weeks_and_days(path: Path) -> None:
    told = json.loads(ranking(path, "continuation", "--base", "0.1", "--json", "--as-known-at", "2031-05-20").stdout)
    (pair,) = told["pairs"]
    assert (pair["weeks"]["hit"], pair["weeks"]["days"]) == (2, ["2031-05-05", "2031-05-12"])
    assert pair["probability"] == pytest.approx((2 + 0.4) / (pair["weeks"]["seen"] + 4))
    assert "base rate 0.100" in ranking(path, "continuation", "--base", "0.1").stdout


def test_onset_never_says_more_than_the_base_rate(path: Path) -> None:
    assert "no demonstrated skill over the base rate" in ranking(path, "onset", code=1).stdout
    assert "aucun gain démontré" in ranking(path, "onset", "--lang", "fr", code=1).stdout


def test_nothing_to_rank_is_said(path: Path) -> None:
    assert "nothing to show" in ranking(path, "next", "XZZ", code=1).output
