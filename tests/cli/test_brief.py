"""vigie brief: periods, forms, what was known then."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.watch.deliver.brief.building import START, file, said
from vigie.cli.main import main
from vigie.store import open_ledger

THEN = ("--until", "2031-05-15T11:00", "--as-known-at", "2031-05-15T11:00")


@pytest.fixture
def path(tmp_path: Path) -> str:
    made = tmp_path / "watch.vigie"
    with open_ledger(made, realm="exercise", create=True, now=START) as ledger:
        file(ledger, said("the ports stay open"))
        file(ledger, said("the airfield is closed", id="b.txt"), hours=30)
    return str(made)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["brief", *arguments])


@pytest.mark.parametrize(
    ("period", "found"),
    [
        (("--since", "2h", "--until", "2031-05-15T11:00"), {"ports"}),
        (("--since", "3d", "--until", "2031-05-17"), {"ports", "airfield"}),
        (("--since", "2031-05-16", "--until", "2031-05-17"), {"airfield"}),
        (("--since", "2031-05-15T10:40", "--until", "2031-05-16T10:00"), set()),
    ],
)
def test_a_period_holds_what_became_known_in_it(path: str, period: tuple[str, ...], found: set[str]) -> None:
    written = run("--ledger", path, *period, "--as-known-at", "2031-05-17").stdout
    assert {word for word in ("ports", "airfield") if f"“the {word}" in written} == found


def test_as_known_before_a_correction_it_is_not_in_the_brief(path: str) -> None:
    with open_ledger(path) as ledger:
        key = next(s.key for s in ledger.statements() if "ports" in s.words)
        ledger.correct(
            key, {"speaker": "Ida Brenn"}, author="A. Officer", reason="x", now=START + dt.timedelta(hours=2)
        )
    assert "Kjell Arden (mayor) said" in run("--ledger", path, *THEN).stdout
    later = run("--ledger", path, "--until", "2031-05-15T11:00", "--as-known-at", "2031-05-15T13:00").stdout
    assert "Ida Brenn (mayor) said" in later


def test_all_forms_are_written_to_a_file(path: str, tmp_path: Path) -> None:
    for form, begins in (("md", "# EXERCICE · Synthèse"), ("html", "<!doctype html>"), ("json", "{")):
        out = tmp_path / f"brief.{form}"
        assert run("--ledger", path, *THEN, "--format", form, "--lang", "fr", "--out", str(out)).exit_code == 0
        assert out.read_text(encoding="utf-8").startswith(begins)
    assert json.loads((tmp_path / "brief.json").read_text())["schema"] == "vigie-brief/1"


def test_a_period_that_ends_before_it_begins_is_refused(path: str) -> None:
    result = run("--ledger", path, "--since", "2031-05-16", "--until", "2031-05-15T11:00")
    assert result.exit_code == 2 and "before it begins" in result.stderr


@pytest.mark.parametrize("since", ["yesterday", "24", "h", "99999999d", "2031-13-01"])
def test_a_wrong_beginning_is_explained(path: str, since: str) -> None:
    result = run("--ledger", path, "--since", since)
    assert result.exit_code == 2 and "is no time" in result.stderr


def test_a_long_span_reaches_as_far_back_as_there_are_days(path: str) -> None:
    result = run("--ledger", path, "--since", "99999w", *THEN)
    assert result.exit_code in (0, 2) and not isinstance(result.exception, OverflowError)


def test_a_real_ledger_bears_no_exercise_mark(tmp_path: Path) -> None:
    made = tmp_path / "real.vigie"
    reading = said("the ports stay open")
    text = reading.document.text.replace("EXERCISE\n\n", "REPORTED\n\n")
    with open_ledger(made, realm="real", create=True, now=START) as ledger:
        file(ledger, replace(reading, document=replace(reading.document, text=text, realm="real")))
    written = run("--ledger", str(made), *THEN).stdout
    assert "EXERCISE" not in written and "Realm: real" in written
