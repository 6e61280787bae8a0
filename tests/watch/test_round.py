"""The round: what came is kept, read once, and survives whatever happens between."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.watch.replaying import run, write_replay
from vigie.errors import SourcesError
from vigie.store import Ledger, open_ledger
from vigie.watch.replay import load_replay

ROOT = Path(__file__).parents[2]


def make_folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_replay(tmp_path_factory.mktemp("replay") / "r")


@pytest.fixture(scope="module")
def whole(replay: Path) -> Iterator[Ledger]:
    path = make_folder(replay.parent / "whole") / "watch.vigie"
    run(path, replay)
    with open_ledger(path) as ledger:
        yield ledger


def test_everything_that_the_snapshots_hold_is_read_once(whole: Ledger) -> None:
    documents = whole.documents()
    herald = [d for d in documents if d.source == "herald"]
    assert len(herald) == len({d.id for d in herald}) == 16, "items that stay in a feed are not read again"
    assert len([d for d in documents if d.source == "lines"]) == 8
    assert whole.waiting() == [] and whole.check() == []
    assert all(s.words in ("convoy", s.words) for s in whole.statements()) and len(whole.statements()) > 20


def test_what_was_found_is_grouped_told_and_delivered_once(whole: Ledger) -> None:
    assert whole.ungrouped() == [] and len(whole.alerts()) >= 1
    sent = [(d.message, d.channel) for d in whole.deliveries() if d.outcome == "delivered"]
    assert sorted(sent) == sorted((a.message, c) for a in whole.alerts() for c in ("feed", "files"))
    files = list((whole.path.parent / "alerts").iterdir())
    assert len(files) == len(whole.alerts()) and (whole.path.parent / "alerts.atom").is_file()


def test_a_page_that_changes_keeps_its_versions(whole: Ledger) -> None:
    now = [d for d in whole.documents(source="messager")]
    assert len(now) == 1 and len(whole.documents(source="messager", versions="all")) == 4


def test_a_failed_visit_is_kept_with_its_fault(whole: Ledger) -> None:
    outcomes = [v.outcome for v in reversed(whole.visits(source="messager"))]
    assert outcomes == ["items", "unchanged", "items", "failed", "items", "unchanged", "items", "unchanged"]
    assert "503" in next(v.fault for v in whole.visits(source="messager") if v.outcome == "failed")


def test_an_undated_item_stays_undated(whole: Ledger) -> None:
    assert all(d.day is None for d in whole.documents(source="lines"))
    assert all(d.day for d in whole.documents(source="herald"))


def test_what_was_known_in_between_can_be_asked(whole: Ledger, replay: Path) -> None:
    moments = load_replay(replay).moments
    held = [len(whole.documents(as_known_at=at, source="herald")) for at in moments]
    assert held == [2 * (n + 1) for n in range(len(moments))]
    assert whole.documents(as_known_at=moments[0] - dt.timedelta(seconds=1)) == []


def test_a_replay_that_is_run_again_adds_nothing(whole: Ledger, replay: Path) -> None:
    before = list(whole.export())
    visits = len(whole.visits())
    run(whole.path, replay)
    assert list(whole.export()) == before and len(whole.visits()) == visits


def test_several_processes_read_the_same(whole: Ledger, replay: Path) -> None:
    path = make_folder(replay.parent / "pool") / "watch.vigie"
    run(path, replay, workers=2)
    with open_ledger(path) as ledger:
        assert list(ledger.export()) == list(whole.export())


def kill_some(replay: Path, whole: Ledger, folder: Path, moments: int, seed: str) -> None:
    rng, cut_short = random.Random(seed), 0
    steps = kill_after(make_folder(folder / "timed") / "watch.vigie", replay, None, 0.0)
    path = folder
    for n in range(moments):
        if n % 4 == 0:  # go on with the same ledger three times, then begin a new one
            path = make_folder(folder / f"killed-{n}") / "watch.vigie"
        done = kill_after(path, replay, rng.randrange(1, steps // 2), rng.uniform(0, 0.05))
        cut_short += 0 < done < steps
        with open_ledger(path, realm="exercise") as ledger:
            assert ledger.check() == []
    assert cut_short > moments / 2, "the kills must have met a process at work"
    for path in folder.glob("killed-*/watch.vigie"):
        run(path, replay)
        with open_ledger(path) as ledger:
            assert list(ledger.export()) == list(whole.export()), "nothing lost, nothing doubled"
            assert len(ledger.visits()) == len(whole.visits())


def kill_after(path: Path, replay: Path, steps: int | None, seconds: float) -> int:
    """Return how many steps the replay told; it is killed so long after the one of that number, None lets it end."""
    process = subprocess.Popen(command(path, replay), cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = 0
    for told, _ in enumerate(process.stdout, start=1):
        if told == steps:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
            told += len(process.stdout.readlines())
            break
    process.stdout.close()
    assert process.wait() == 0 or steps is not None
    return told


def command(path: Path, replay: Path) -> list[str]:
    return [sys.executable, "-m", "tests.watch.replaying", str(path), str(replay)]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


def test_a_kill_at_any_moment_loses_and_doubles_nothing(replay: Path, whole: Ledger, tmp_path: Path) -> None:
    kill_some(replay, whole, tmp_path, 5, "few")


@pytest.mark.slow
def test_a_hundred_kills_lose_and_double_nothing(replay: Path, whole: Ledger, tmp_path: Path) -> None:
    kill_some(replay, whole, tmp_path, 100, "many")


def test_a_folder_that_is_no_replay_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match=r"no vigie.yaml in it"):
        load_replay(tmp_path)
    (tmp_path / "vigie.yaml").write_text("sources: []\n")
    with pytest.raises(SourcesError, match="no snapshot in it; name folders as"):
        load_replay(tmp_path)
    (tmp_path / "2031-02-31T06-00Z").mkdir()
    with pytest.raises(SourcesError, match="no such moment"):
        load_replay(tmp_path)
