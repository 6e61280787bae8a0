"""A drill from its beginning to its end, stopped and gone on with."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.exercise.drills import NOW, around, begin, content, documents, played, run, short
from tests.exercise.standin import MAKERS
from vigie.cli.main import main
from vigie.errors import DrillError, LedgerLocked
from vigie.exercise.drill import load_drill, make_story, open_player
from vigie.exercise.drill.control import ask
from vigie.exercise.drill.folder import LEDGER
from vigie.exercise.drill.inbox import read_inbox
from vigie.exercise.drill.journal import read_journal
from vigie.exercise.drill.status import find_status, show_status
from vigie.store import open_ledger

START = dt.datetime(2031, 5, 5, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a drill that nobody disturbed, with automatic players."""
    folder = tmp_path_factory.mktemp("whole") / "drill"
    begin(folder, players="auto")
    run(folder)
    return folder


def test_a_drill_has_all_its_files(whole: Path) -> None:
    names = (
        "scenario.yaml drill.yaml vigie.yaml rules.yaml calendar.ics names.yaml watch.vigie journal.jsonl inbox.jsonl"
    )
    assert set(names.split()) <= {p.name for p in whole.iterdir()}
    drill = load_drill(whole)
    assert (drill.identifier, drill.realm, drill.seed) == ("FERRY-7-20260304", "exercise", "7")


def test_every_report_is_read_once_and_as_it_was_published(whole: Path) -> None:
    story = make_story(short(), "7", (), MAKERS)
    published = {r.key: r.text.strip() for r in story.reports if r.published <= story.end}
    told = [data["document"] for data in documents(whole)]
    texts = {d["id"]: d["text"] for d in told if not d["id"].startswith("noise/20310504")}
    assert texts == published
    assert len(told) == len({d["id"] for d in told}) == len(published) + 2
    assert {d["realm"] for d in told} == {"exercise"}


def test_reports_are_known_no_earlier_than_published_and_within_a_tick(whole: Path) -> None:
    published = {r.key: r.published for r in make_story(short(), "7", (), MAKERS).reports}
    with open_ledger(whole / LEDGER) as ledger:
        held = [d for d in ledger.documents() if d.id in published]
    assert held
    for document in held:
        late = dt.datetime.fromisoformat(document.known) - published[document.id]
        assert dt.timedelta(0) <= late <= HOUR / 2


def test_messages_reach_the_inbox_with_heading_and_identifier(whole: Path) -> None:
    (message,) = read_inbox(whole)
    assert message.key == "ferry-note"
    assert message.heading.startswith("EXERCISE")
    assert message.exercise == "FERRY-7-20260304"
    assert "port captain" in dict(message.texts)["en"]


def test_automatic_players_judge_and_brief(whole: Path) -> None:
    with open_ledger(whole / LEDGER) as ledger:
        judgments = ledger.judgments()
        assert {j.owner for j in judgments} == {"auto"}
        assert {q.realm for q in ledger.questions()} == {"exercise"}
        acknowledged = {a.alert for a in ledger.acknowledgements()}
        assert acknowledged == {a.alert for a in ledger.alerts()}
    briefs = sorted((whole / "briefs").iterdir())
    assert [p.name for p in briefs] == [
        "2031-05-05T0000Z.md", "2031-05-05T0600Z.md", "2031-05-06T0600Z.md", "2031-05-07T0600Z.md",
    ]  # fmt: skip
    assert all("EXERCISE FERRY" in p.read_text(encoding="utf-8").split("\n")[0] for p in briefs)


def test_what_automatic_players_ask_gives_nothing_away_and_is_a_question(whole: Path) -> None:
    with open_ledger(whole / LEDGER) as ledger:
        questions = ledger.questions()
    assert len({q.key for q in questions}) == len(questions) >= 1
    for question in questions:
        assert re.fullmatch("auto-[0-9a-f]{8}", question.key)
        assert question.text.endswith("?") and "D+" not in question.text
        assert "ferry" not in question.key and "nuclear_signalling" not in question.text
    (own,) = [q for q in questions if q.hypothesis]
    assert "2031-05-08" in own.text and own.deadline.startswith("2031-05-08")


def test_postponed_beyond_its_first_end_they_ask_anew(tmp_path: Path) -> None:
    begin(tmp_path, players="auto")
    ask(tmp_path, "shift", now=NOW, value="1")
    ask(tmp_path, "pause", now=NOW)
    ask(tmp_path, "jump", now=NOW, to=START + 12 * HOUR)
    _play_until_asleep(tmp_path)
    ask(tmp_path, "shift", now=NOW, value="1")
    ask(tmp_path, "start", now=NOW)
    run(tmp_path)
    with open_ledger(tmp_path / LEDGER) as ledger:
        ends = {q.deadline[:10] for q in ledger.questions() if q.hypothesis}
    assert ends == {"2031-05-09", "2031-05-10"}


def _play_until_asleep(folder: Path) -> None:
    from vigie.exercise.drill import run_drill

    asleep: list[float] = []
    list(run_drill(folder, around(stop=lambda: bool(asleep)), sleep=asleep.append))


def test_same_scenario_and_seed_give_the_same_ledger(whole: Path, tmp_path: Path) -> None:
    begin(tmp_path / "again", players="auto")
    run(tmp_path / "again")
    assert content(tmp_path / "again") == content(whole)


def test_another_seed_tells_the_same_acts_at_other_times(whole: Path, tmp_path: Path) -> None:
    begin(tmp_path / "other", seed="8")
    run(tmp_path / "other")
    assert content(tmp_path / "other") != content(whole)


def test_stopped_after_any_tick_it_goes_on_to_the_same_end(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "drill"
    begin(folder, players="auto")
    rng = random.Random("stops")
    for _ in range(6):
        left = [rng.randint(1, 30)]
        for _step in _until(folder, lambda left=left: left[0] <= 0):
            left[0] -= 1
    run(folder)
    assert content(folder) == content(whole)
    assert read_journal(folder)[-1].what == "ended"


def _until(folder: Path, stop: object) -> object:
    from vigie.exercise.drill import run_drill

    return run_drill(folder, around(stop=stop), sleep=lambda _: None)


def test_what_is_over_stays_over(whole: Path) -> None:
    before = content(whole)
    assert run(whole) == [] or all(s.round is None or not s.round.counts.read for s in run(whole))
    assert content(whole) == before


def test_two_runs_in_one_folder_are_refused_and_two_folders_go_side_by_side(tmp_path: Path) -> None:
    for name, seed in (("a", "1"), ("b", "2")):
        begin(tmp_path / name, seed=seed)
    with open_player(tmp_path / "a", around()), open_player(tmp_path / "b", around()):
        for more in ({}, {"shared": tmp_path / "shared"}):
            with pytest.raises(LedgerLocked, match="the drill in it is being run already") as told:
                run(tmp_path / "a", **more)
            assert "watch is" not in str(told.value)
    run(tmp_path / "b")
    run(tmp_path / "a")
    assert content(tmp_path / "a") != content(tmp_path / "b")


def test_another_drill_in_the_folder_is_refused(tmp_path: Path) -> None:
    begin(tmp_path)
    with pytest.raises(DrillError, match="give another folder"):
        begin(tmp_path, seed="8")
    with pytest.raises(DrillError, match="give another folder"):
        begin(tmp_path, short(noise=3))
    assert begin(tmp_path, identifier="other") == load_drill(tmp_path)


def test_a_desk_in_the_folder_is_refused(tmp_path: Path) -> None:
    open_ledger(tmp_path / LEDGER, realm="real", create=True, now=NOW).close()
    with pytest.raises(DrillError, match="a folder of its own"):
        begin(tmp_path)


def test_a_changed_scenario_is_refused(tmp_path: Path) -> None:
    begin(tmp_path)
    path = tmp_path / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("The ferry sails", "The ferry stays"), encoding="utf-8")
    with pytest.raises(DrillError, match="changed since"):
        run(tmp_path)


@pytest.mark.parametrize(
    "settings",
    [{"tick": 7}, {"weigh_every": 5}, {"days": 0}, {"players": "some"}, {"identifier": "a b"}, {"seed": "a/b"}],
)
def test_settings_that_are_none_are_refused(tmp_path: Path, settings: dict[str, object]) -> None:
    with pytest.raises(DrillError):
        begin(tmp_path, **settings)  # type: ignore[arg-type]


def test_days_end_a_drill_earlier(tmp_path: Path) -> None:
    begin(tmp_path, days=1)
    assert max(played(run(tmp_path))) == START + 24 * HOUR


def test_what_ended_early_says_so_whatever_is_asked_of_it(tmp_path: Path) -> None:
    begin(tmp_path, days=1)
    run(tmp_path)
    before = read_journal(tmp_path)
    found = CliRunner().invoke(main, ["exercise", "run", "--folder", str(tmp_path), "--days", "9", "--speed", "max"])
    assert found.exit_code == 0, found.output
    assert "the drill ended after 1 day and stays so; begin another in another folder" in found.output
    assert "documents read in" not in found.output and read_journal(tmp_path) == before
    status = find_status(tmp_path, MAKERS)
    states = {line.key: line.state for line in status.lines}
    assert status.end == START + 24 * HOUR
    assert (states["ferry-held"], states["ferry-note"], states["ferry-boarded"]) == ("done", "not reached", "waits")
    assert "not reached" in show_status(status)


def test_a_shared_history_is_read_once(whole: Path, tmp_path: Path) -> None:
    read: list[int] = []
    for name in ("a", "b"):
        begin(tmp_path / name, players="auto")
        run(tmp_path / name, shared=tmp_path / "shared", tell_history=lambda day, days, n: read.append(n))
    assert len(read) == 1
    assert content(tmp_path / "a") == content(tmp_path / "b") == content(whole)


def test_the_clock_on_the_wall_carries_the_drill_at_its_speed(tmp_path: Path) -> None:
    from vigie.exercise.drill import run_drill

    begin(tmp_path)
    wall = [NOW]

    def sleep(seconds: float) -> None:
        wall[0] += dt.timedelta(seconds=seconds)

    outside = around(now=lambda: wall[0], stop=lambda: wall[0] >= NOW + dt.timedelta(minutes=5, seconds=1))
    steps = list(run_drill(tmp_path, outside, sleep=sleep, speed=60.0))
    assert max(played(steps)) == START + 5 * HOUR
    wall[0] += dt.timedelta(days=3)  # nobody ran it meanwhile: it goes on where it stood
    begun = wall[0]
    outside = around(now=lambda: wall[0], stop=lambda: wall[0] >= begun + dt.timedelta(minutes=2, seconds=1))
    steps = list(run_drill(tmp_path, outside, sleep=sleep, speed=60.0))
    assert max(played(steps)) == START + 7 * HOUR


def test_run_says_how_to_go_on(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["exercise", "run"])
    assert result.exit_code == 2
    result = CliRunner().invoke(main, ["exercise", "run", "--folder", str(tmp_path)])
    assert result.exit_code == 3
    assert "vigie exercise run SCENARIO" in result.output


_PLAY = """
import sys
from pathlib import Path
from tests.exercise.drills import around
from vigie.exercise.drill import run_drill
def look(step):
    print(step.what, flush=True)
for step in run_drill(Path(sys.argv[1]), around(look=look), sleep=lambda _: None, tell_history=lambda *_: print("day", flush=True)):
    print("tick", flush=True)
print("over", flush=True)
"""


def _play_killed(folder: Path, rng: random.Random) -> bool:
    """Return whether the drill came to its end before it was killed, at some moment after it had begun to work."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", _PLAY, str(folder)], cwd=root, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    for _ in range(rng.randint(1, 40)):
        said = process.stdout.readline()
        if said in ("over\n", ""):
            process.wait()
            return said == "over\n"
    time.sleep(rng.uniform(0, 0.05))
    os.kill(process.pid, signal.SIGKILL)
    rest, _ = process.communicate()
    return "over" in rest


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_to_the_same_ledger(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "drill"
    begin(folder, players="auto")
    rng = random.Random("kills")
    kills = 0
    while not _play_killed(folder, rng):
        kills += 1
        assert kills < 60
    assert kills >= 5
    assert content(folder) == content(whole)
