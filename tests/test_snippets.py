"""The Python of the pages, run as it stands there, beside a small ledger where it names one."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from tests.store.build import build
from vigie.store import open_ledger

DOCS = Path(__file__).resolve().parents[1] / "docs"
START = dt.datetime(2031, 5, 1, 8, tzinfo=dt.UTC)


def run(page: str) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.S)
    exec(compile(code, page, "exec"), {})


def test_a_problem_is_weighed_from_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "desk").mkdir()
    with open_ledger(tmp_path / "desk" / "watch.vigie", realm="exercise", create=True, now=START) as ledger:
        ledger.append_reading(build(1), now=START)
    monkeypatch.chdir(tmp_path)
    run("problem.md")
    assert "strikes" in capsys.readouterr().out


def test_a_scenario_is_written_listed_and_read_with_its_names_from_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run("scenario.md")
    assert capsys.readouterr().out.startswith("True ['")
    assert {p.name for p in (tmp_path / "cover").iterdir()} == {
        "scenario.yaml",
        "names.yaml",
        "calendar.ics",
        "msel.csv",
    }
