"""Scenarios and their names, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.exercise.ferry import FERRY, change
from vigie.cli.main import main
from vigie.exercise.scenario import load_scenario, make_calendar, make_names
from vigie.lang.gazetteer.setting import names_in_use
from vigie.store import open_ledger

ENGLISH = "EXERCISE\n\nDefence Minister Kirill Dorokhan said on Monday that Drevanian troops had left Velikov."
ROSTER = """realm: exercise
delay: 0
sources:
  - {id: wire, address: "https://wire.example/out.jsonl", kind: lines, language: en, rhythm: 1d}
"""


def vigie(*words: str, code: int = 0) -> Result:
    found = CliRunner().invoke(main, list(words))
    assert found.exit_code == code, found.output + found.stderr
    return found


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.yaml"
    path.write_text(make_names(load_scenario("quiet")), encoding="utf-8")
    return path


@pytest.fixture
def replay(tmp_path: Path, names: Path) -> Path:
    folder = tmp_path / "replay"
    (folder / "2031-10-07T06-00Z").mkdir(parents=True)
    (folder / "vigie.yaml").write_text(ROSTER, encoding="utf-8")
    (folder / "names.yaml").write_bytes(names.read_bytes())
    record = {"id": "w1", "text": ENGLISH, "lang": "en", "published": "2031-10-06"}
    (folder / "2031-10-07T06-00Z" / "wire.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    return folder


def test_the_packaged_scenarios_are_sound_and_shown() -> None:
    shown = vigie("exercise", "check", "quiet", "strike", "cover").output
    assert shown.count("EXERCISE  ") == 3
    assert "none: every alarm is false" in shown and "4 (2 whose actor cannot be known)" in shown
    assert "*03:40 departure" in shown and "D+10" in shown


def test_check_can_be_quiet_and_speak_french() -> None:
    assert vigie("exercise", "check", "cover", "--quiet").output == ""
    assert "Octobre gris" in vigie("exercise", "check", "quiet", "--lang", "fr").output


def test_all_faults_of_all_files_are_told(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text(change("code: XOR", "code: NOR", change("weight: 2", "weight: x")), encoding="utf-8")
    two.write_text(change("action: blockade", "action: block"), encoding="utf-8")
    found = vigie("exercise", "check", str(one), str(two), "cover", code=3)
    assert len([line for line in found.stderr.splitlines() if line.startswith(f"{one}:")]) == 2
    assert f"{two}:" in found.stderr and "did you mean blockade?" in found.stderr
    assert "EXERCISE  cover" in found.stdout


def test_a_list_goes_out_and_comes_back_as_a_scenario_of_its_own(tmp_path: Path) -> None:
    sheet, made = tmp_path / "strike.csv", tmp_path / "own.yaml"
    vigie("exercise", "msel", "strike", "--out", str(sheet))
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbfEXERCISE number,time,date,type,delivery")
    vigie("exercise", "msel", "strike", "--from", str(sheet), "--out", str(made))
    assert load_scenario(made) == load_scenario("strike")
    assert "new file" in vigie("exercise", "msel", "strike", "--out", str(sheet), code=3).stderr


def test_a_list_goes_to_the_terminal() -> None:
    assert vigie("exercise", "msel", "quiet").stdout.startswith("EXERCISE number,")


def test_a_bad_list_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text(FERRY, encoding="utf-8")
    written = vigie("exercise", "msel", str(tmp_path / "f.yaml")).stdout
    (tmp_path / "f.csv").write_text(written.replace("action=blockade", "action=block"), encoding="utf-8")
    found = vigie("exercise", "msel", str(tmp_path / "f.yaml"), "--from", str(tmp_path / "f.csv"), code=3)
    assert "f.csv:2: action 'block'" in found.stderr and "blockade" in found.stderr
    assert "cannot be read" in vigie("exercise", "msel", "quiet", "--from", str(tmp_path / "no.csv"), code=3).stderr


def test_read_takes_names_for_invented_texts_alone(tmp_path: Path, names: Path) -> None:
    (tmp_path / "t.txt").write_text(ENGLISH, encoding="utf-8")
    given = ["read", str(tmp_path / "t.txt"), "--format", "jsonl", "--realm", "exercise"]
    plain = json.loads(vigie(*given).stdout)
    record = json.loads(vigie(*given, "--names", str(names)).stdout)
    assert record["statements"][0]["speaker"]["codes"] == ["XDVGOV"]
    assert "+names-" in record["reader"]["pack"] and "+names-" not in plain["reader"]["pack"]
    assert not any(code.startswith("XDV") for entity in plain["entities"] for code in entity["codes"])
    assert "--realm exercise" in vigie("read", str(tmp_path / "t.txt"), "--names", str(names), code=2).stderr
    assert names_in_use() is None


def test_read_refuses_faulty_names(tmp_path: Path, names: Path) -> None:
    names.write_text(names.read_text(encoding="utf-8").replace("code: XDV", "code: RUS"), encoding="utf-8")
    (tmp_path / "t.txt").write_text(ENGLISH, encoding="utf-8")
    found = vigie("read", str(tmp_path / "t.txt"), "--realm", "exercise", "--names", str(names), code=3)
    assert "use XAA to XZZ" in found.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_watch_reads_with_the_names_beside_its_ledger(tmp_path: Path, replay: Path, jobs: str) -> None:
    desk = tmp_path / "desk"
    vigie("watch", str(desk), "--replay", str(replay), "--quiet", "--jobs", jobs)
    with open_ledger(desk / "watch.vigie", realm="exercise") as ledger:
        (key,) = [document.key for document in ledger.documents()]
        assert ledger.readings(key)[0].pack.partition("+")[2].startswith("names-")
        assert ledger.reading(key).statements[0].speaker is not None
    shown = vigie("posture", "--ledger", str(desk / "watch.vigie")).output
    assert "Drevania" in shown and "XDV" not in shown
    assert names_in_use() is None


def test_a_watch_of_the_real_realm_refuses_invented_names(tmp_path: Path, replay: Path) -> None:
    (replay / "vigie.yaml").write_text(ROSTER.replace("realm: exercise", "realm: real"), encoding="utf-8")
    found = vigie("watch", str(tmp_path / "desk"), "--replay", str(replay), "--quiet", code=3)
    assert "invented setting beside sources of the real realm" in found.stderr


def test_the_desk_serves_with_the_names_and_lets_go_of_them(
    tmp_path: Path, replay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vigie("watch", str(tmp_path / "desk"), "--replay", str(replay), "--quiet", "--jobs", "1")
    served: list[object] = []
    monkeypatch.setattr("uvicorn.run", lambda app, **_: served.append(names_in_use()))
    vigie("desk", "--ledger", str(tmp_path / "desk" / "watch.vigie"))
    assert served != [None] and names_in_use() is None


def test_the_calendar_of_a_scenario_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "calendar.ics").write_bytes(make_calendar(load_scenario("quiet")).encode())
    assert "5 event(s), sound" in vigie("calendar", "check", str(tmp_path / "calendar.ics")).output
