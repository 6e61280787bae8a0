"""`vigie problem` from the outside: checked, shown, weighed on a ledger, and refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.assess.problems import SMALL
from tests.exercise.drills import begin
from tests.watch.signals.reporting import Report, ledger_of
from vigie.cli import main

REPORTS = (
    Report("en", "2031-05-04", "Icelandic missiles hit a power plant in Dublin on Sunday.", "herald"),
    Report("fr", "2031-05-04", "Des missiles ont frappé dimanche une centrale électrique à Dublin.", "le-jour"),
    Report("en", "2031-05-05", "Icelandic president Jon Hallsson threatened to strike Ireland.", "herald"),
)
ROLES = ("--role", "attacker=ISL", "--role", "defender=IRL")


def problem(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["problem", *arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with ledger_of(tmp_path, REPORTS) as ledger:
        (tmp_path / "problems").mkdir()
        (tmp_path / "problems" / "small.yaml").write_text(SMALL, encoding="utf-8")
        return ledger.path


def weigh(path: Path, *arguments: str, name: str = "small", code: int = 0) -> Result:
    return problem("weigh", name, "--ledger", str(path), "--at", "2031-05-05", *arguments, code=code)


def test_show_lists_what_there_is_and_what_is_in_one() -> None:
    assert "energy_strikes" in problem("show").stdout and "Signaux" in problem("show", "--lang", "fr").stdout
    shown = problem("show", "energy_strikes", "--role", "attacker=RUS").stdout
    assert "The Vigie authors, 2026-11-25" in shown and "base rate" in shown and "Will Russia" in shown
    assert "P(E|H) calm" in shown and "π 0.9, f 0.05" in shown


def test_check_reads_the_examples(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert "5 indicators, 20 examples, sound" in problem("check", str(path)).stdout
    path.write_text(SMALL.replace("Icelandic missiles hit a power plant", "Rain fell on a plant"), encoding="utf-8")
    failed = problem("check", str(path), code=3)
    assert "strike does not fire on its match (en): Rain fell on a plant" in failed.stderr


def test_check_names_all_faults_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace("14d", "soon").replace("[threat]", "[thread]"), encoding="utf-8")
    told = problem("check", str(path), code=3).stderr
    assert f"{path}:4: deadline is 'soon'" in told and "thread" in told


def test_weigh_shows_every_row_with_its_records_and_marks_the_realm(path: Path) -> None:
    shown = weigh(path, *ROLES).stdout
    for words in (
        "ALARM: strikes",
        "moves it most: strike_confirmed",
        "no prediction",
        "EXERCISE",
        "depends on",
        "halved: where the answer would be if every ratio were only its square root",
    ):
        assert words in shown, words
    assert "ALARME : strikes" in weigh(path, *ROLES, "--lang", "fr").stdout
    assert "no alarm" in weigh(path, *ROLES, "--setting", "0.999").stdout


def test_json_holds_the_whole_table(path: Path) -> None:
    found = json.loads(weigh(path, *ROLES, "--json").stdout)
    assert found["alarms"] == ["strikes"] and found["moves_most"][0] == "strike_confirmed"
    assert sum(found["posteriors"].values()) == pytest.approx(1)
    rows = {row["indicator"]: row for row in found["rows"]}
    assert rows["threat"]["state"] == "seen" and rows["threat"]["inputs"] and rows["looked"]["state"] == "nobody_looked"
    assert found["roles"] == {"attacker": ["ISL"], "defender": ["IRL"]}


def test_at_an_earlier_moment_less_was_known(path: Path) -> None:
    earlier = problem("weigh", "small", "--ledger", str(path), "--at", "2031-05-03", *ROLES, "--json").stdout
    assert json.loads(earlier)["posteriors"]["strikes"] == pytest.approx(0.1)


def test_matrix(path: Path) -> None:
    shown = problem("matrix", "small", "--ledger", str(path), "--at", "2031-05-05", *ROLES).stdout
    assert "strike_confirmed" in shown and "++" in shown and "least speaks against: strikes" in shown
    found = json.loads(problem("matrix", "small", "--ledger", str(path), "--at", "2031-05-05", *ROLES, "--json").stdout)
    assert found["order"][0] == "strikes"


def test_a_packaged_problem_is_weighed_on_the_same_ledger(path: Path) -> None:
    found = json.loads(weigh(path, *ROLES, "--json", name="energy_strikes").stdout)
    assert found["posteriors"]["strikes"] > 0.3


@pytest.mark.parametrize(
    "arguments, code, told",
    [
        ((), 3, "no codes for attacker, defender"),
        (("--role", "attacker"), 2, "write it as attacker=RUS"),
        (("--role", "attacker=", "--role", "defender=IRL"), 2, "write it as attacker=RUS"),
        (("--role", "who=ISL"), 3, "no role 'who'"),
        (("--role", "attacker=RSU", "--role", "defender=IRL"), 3, "did you mean RUS or SUR?"),
        (("--role", "attacker=XXQ", "--role", "defender=IRL"), 3, "nothing is called so"),
        ((*ROLES, "--setting", "1.5"), 2, "1.5"),
        ((*ROLES, "--setting", "0"), 2, "0"),
        ((*ROLES, "--at", "soon"), 2, "is no time"),
    ],
)
def test_wrong_use_is_told(path: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    assert told in weigh(path, *arguments, code=code).stderr


def test_a_party_may_be_given_by_name(path: Path) -> None:
    named = weigh(path, "--role", "attacker=Iceland", "--role", "defender=Irlande", "--json", name="energy_strikes")
    assert json.loads(named.stdout)["roles"] == {"attacker": ["ISL"], "defender": ["IRL"]}


def test_no_such_problem_and_no_such_ledger(path: Path, tmp_path: Path) -> None:
    assert "packaged: energy_strikes" in weigh(path, name="nothing", code=3).stderr
    weigh(tmp_path / "none.vigie", *ROLES, code=3)


def test_on_a_drill_s_ledger_the_roles_are_those_of_its_scenario(tmp_path: Path) -> None:
    begin(tmp_path)
    where = ("--ledger", str(tmp_path / "watch.vigie"), "--at", "2031-05-05")
    found = problem("weigh", "nuclear_signalling", *where)
    (line,) = [x for x in found.stderr.splitlines() if x.startswith("roles as in the drill's scenario: ")]
    assert "--role watched=X" in line and "--role adversary=X" in line
    given = line.partition(": ")[2].split()
    same = problem("weigh", "nuclear_signalling", *where, *given)
    assert same.stdout == found.stdout and "roles as in" not in same.stderr
    assert "say who it is" in problem("weigh", "energy_strikes", *where, code=3).stderr
    assert json.loads(problem("matrix", "nuclear_signalling", *where, "--json").stdout)
