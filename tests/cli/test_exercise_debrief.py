"""vigie exercise debrief and grid as somebody types them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.exercise.ferry import change, load
from vigie.cli.main import main
from vigie.exercise.drill import Surroundings, begin_drill, load_makers, run_drill

NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["exercise", *map(str, words)], catch_exceptions=False)


@pytest.fixture(scope="module")
def drilled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the folder of a drill of two days that automatic players have played."""
    small = load(change("history: 60", "history: 0", change("days: 3", "days: 2")))
    folder = tmp_path_factory.mktemp("drill") / "small"
    begin_drill(folder, small, seed="1", now=NOW, tick=360, players="auto", identifier="SMALL-1")
    around = Surroundings(now=lambda: NOW, makers=load_makers())
    for _ in run_drill(folder, around, sleep=lambda _: None):
        pass
    yield folder


def test_a_drill_becomes_a_page_in_its_folder(drilled: Path) -> None:
    done = invoke("debrief", drilled)
    assert done.exit_code == 0 and "EXERCISE SMALL-1" in done.output
    page = (drilled / "debrief.html").read_text(encoding="utf-8")
    assert page.count("EXERCISE · SMALL-1 · EXERCISE") == 2


def test_the_page_goes_where_it_is_told_in_french(drilled: Path, tmp_path: Path) -> None:
    done = invoke("debrief", drilled, "--lang", "fr", "--out", tmp_path / "bilan.html")
    assert done.exit_code == 0
    assert '<html lang="fr">' in (tmp_path / "bilan.html").read_text(encoding="utf-8")
    assert invoke("debrief", drilled, "--out", tmp_path / "no" / "where.html").exit_code == 3


def test_every_number_is_json_and_what_players_did_is_in_it(drilled: Path) -> None:
    done = CliRunner().invoke(main, ["exercise", "debrief", str(drilled), "--json"])
    held = json.loads(done.stdout)
    assert held["exercise"] == "SMALL-1" and held["realm"] == "exercise"
    assert held["quiet_moments"] >= 8, "every weighing of the drill is a look"
    (met,) = held["injects"]
    assert met["moment"] is None and met["late"] == "2031-05-06T06:00:00+00:00", "the brief came next morning, too late"
    assert held["weight_met"] == 0
    assert held["read"] and held["speakers_right"] > 0.5


def test_a_folder_without_a_drill_is_refused_with_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["exercise", "debrief", str(tmp_path)])
    assert done.exit_code == 3 and "no drill in it" in done.output


def test_a_grid_of_one_short_scenario_is_told_drawn_and_kept(tmp_path: Path) -> None:
    text = change("history: 60", "history: 2", change("days: 3", "days: 1"))
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    words = (
        "grid",
        "--scenario",
        tmp_path / "small.yaml",
        "--seeds",
        "1",
        "--settings",
        ".3,.7",
        "--out",
        tmp_path / "g",
    )
    done = invoke(*words)
    assert done.exit_code == 0, done.output
    assert "alarm always" in done.output and "not real-world skill" in done.output
    assert {"grid.txt", "grid.json", "grid.svg"} <= {p.name for p in (tmp_path / "g").iterdir()}
    again = invoke(*words)
    assert "1 of 1" in done.output and "1 of 1" not in again.output


@pytest.mark.parametrize("settings", ["", "x", "0", ".5,1.2"])
def test_settings_that_are_none_are_refused(settings: str) -> None:
    assert CliRunner().invoke(main, ["exercise", "grid", "--settings", settings]).exit_code == 2
