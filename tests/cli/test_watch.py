"""vigie watch, as a user types it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.watch.replaying import write_replay
from tests.watch.serving import serve
from vigie.cli.main import main
from vigie.store import open_ledger

ROSTER = """realm: exercise
delay: 0
sources:
  - id: port
    address: http://127.0.0.1:{port}/{path}
    private: yes
    rhythm: 1d
"""


def vigie(*words: str, code: int = 0) -> Result:
    found = CliRunner().invoke(main, list(words))
    assert found.exit_code == code, found.output + found.stderr
    return found


def make_desk(folder: Path, port: int, path: str) -> Path:
    folder.mkdir()
    (folder / "vigie.yaml").write_text(ROSTER.format(port=port, path=path))
    return folder


def test_one_round_collects_reads_and_is_due_no_more(tmp_path: Path) -> None:
    with serve() as web:
        desk = make_desk(tmp_path / "desk", web.server_port, "feed/v1")
        first = vigie("watch", str(desk), "--once", "--plain", "--jobs", "1")
        assert "items: port" in first.stderr and "1 visits, 1 new, 1 read" in first.stderr
        assert "0 visits" in vigie("watch", str(desk), "--once", "--quiet", "--jobs", "1").stderr
        again = vigie("watch", str(desk), "--once", "--all", "--quiet", "--jobs", "1").stderr
        assert "1 visits, 0 new, 0 read" in again
    with open_ledger(desk / "watch.vigie", realm="exercise") as ledger:
        assert len(ledger.documents()) == 1 and len(ledger.visits()) == 2 and ledger.check() == []
        assert [s.key for s in ledger.sources()] == ["port"]


def test_when_no_source_answers_the_exit_code_says_so(tmp_path: Path) -> None:
    with serve() as web:
        desk = make_desk(tmp_path / "desk", web.server_port, "nothing")
        found = vigie("watch", str(desk), "--once", "--quiet", "--jobs", "1", code=1)
    assert "failed: port" in found.stderr and "404" in found.stderr and "1 visits, 1 failed" in found.stderr


def test_a_replay_makes_a_desk_of_its_own_and_leaves_others_alone(tmp_path: Path) -> None:
    replay = write_replay(tmp_path / "replay", moments=3)
    vigie("watch", str(tmp_path / "drill"), "--replay", str(replay), "--quiet", "--jobs", "1")
    assert {p.name for p in (tmp_path / "drill").iterdir()} >= {"vigie.yaml", "rules.yaml", "watch.vigie", "alerts"}
    for command in (["signals"], ["posture"], ["brief", "--since", "2d"], ["search", "convoy"], ["alerts", "list"]):
        name, *rest = command
        found = CliRunner().invoke(main, [name, *rest, "--ledger", str(tmp_path / "drill" / "watch.vigie")])
        assert found.exit_code in (0, 1) and found.exception.__class__ in (type(None), SystemExit), found.output
    other = make_desk(tmp_path / "other", 1, "feed")
    refused = vigie("watch", str(other), "--replay", str(replay), code=3)
    assert "a desk of other sources" in refused.stderr and not (other / "watch.vigie").exists()
    assert "leave out --once" in vigie("watch", str(other), "--once", "--replay", str(replay), code=2).stderr


@pytest.mark.parametrize(
    "written, said",
    [
        (None, "write one with `vigie init`"),
        ("realm: exercise\nsources:\n  - id: A B\n    address: x\n", "vigie.yaml:3"),
    ],
)
def test_a_folder_that_is_no_desk_says_what_to_do(tmp_path: Path, written: str | None, said: str) -> None:
    if written:
        (tmp_path / "vigie.yaml").write_text(written)
    assert said in vigie("watch", str(tmp_path), "--once", code=3).stderr


def test_faults_in_the_rules_are_all_named_before_anything_is_visited(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk", 1, "feed")
    (desk / "rules.yaml").write_text("rules:\n  - name: a\n    channels: [nowhere]\nalarm_days: many\n")
    said = vigie("watch", str(desk), "--once", code=3).stderr
    assert "rules.yaml:3" in said and "rules.yaml:4" in said
    with open_ledger(desk / "watch.vigie") as ledger:
        assert ledger.visits() == []


def test_a_watch_drains_when_told_to_stop_and_no_second_one_begins(tmp_path: Path) -> None:
    with serve() as web:
        desk = make_desk(tmp_path / "desk", web.server_port, "feed/v1")
        command = [sys.executable, "-m", "vigie", "watch", str(desk), "--plain", "--jobs", "1"]
        process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"}
        )
        assert process.stderr is not None
        for line in process.stderr:
            if "visits" in line:
                break
        assert "another watch is at work" in vigie("watch", str(desk), "--once", code=3).stderr
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        told = process.stderr.read()
        assert process.wait() == 0 and time.monotonic() - began < 10
        assert "the next start goes on from there" in told
    with open_ledger(desk / "watch.vigie") as ledger:
        assert len(ledger.documents()) == 1 and ledger.waiting() == []
