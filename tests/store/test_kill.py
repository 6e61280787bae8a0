"""A kill at any moment loses nothing that was told to be kept, and doubles nothing once the work goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.appending import main
from vigie.errors import NotALedger
from vigie.store import open_ledger

COUNT = 60
ROOT = Path(__file__).parents[2]


def start(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.appending", str(path), str(COUNT)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def kill_after(path: Path, seconds: float) -> list[int]:
    """Return the readings that were told to be kept before the process was killed so long after it was ready."""
    process = start(path)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    told = process.stdout.read().split("\n")[:-1]
    process.wait()
    process.stdout.close()
    return [int(line) for line in told]


def run_moments(tmp_path: Path, moments: int, seed: str) -> None:
    began = time.perf_counter()
    main(str(tmp_path / "whole.vigie"), COUNT)
    whole_run = time.perf_counter() - began
    with open_ledger(tmp_path / "whole.vigie") as ledger:
        whole = list(ledger.export())
    rng, cut_short, path = random.Random(seed), 0, tmp_path / "killed.vigie"
    for n in range(moments):
        if n % 4 == 0:  # go on with the same ledger three times, then begin a new one
            path = tmp_path / f"killed-{n}.vigie"
        told = kill_after(path, rng.uniform(0, whole_run * 1.1))
        cut_short += len(told) < COUNT
        with open_ledger(path, realm="exercise") as ledger:
            assert ledger.check() == []
            held = {document.id for document in ledger.documents()}
            assert {f"report-{m}" for m in told} <= held, "what was told to be kept is kept"
            assert all(len(ledger.statements(document=d.key)) == 8 for d in ledger.documents()), "whole or not at all"
    assert cut_short > moments / 4, "the kills must have met a process at work"
    for path in tmp_path.glob("killed-*.vigie"):
        main(str(path), COUNT)
        with open_ledger(path) as ledger:
            assert list(ledger.export()) == whole and ledger.check() == []


def test_a_kill_at_twenty_moments_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    run_moments(tmp_path, 20, "kill/20")


@pytest.mark.slow
def test_a_kill_at_a_hundred_moments_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    run_moments(tmp_path, 100, "kill/100")


def test_a_kill_while_a_ledger_is_made_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    rng = random.Random("kill/make")
    for n in range(8):
        path = tmp_path / f"new-{n}.vigie"
        process = start(path)
        until = time.monotonic() + 20
        while not path.exists() and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(rng.uniform(0, 0.4))
        process.kill()
        process.communicate()
        try:
            with open_ledger(path, realm="exercise") as ledger:
                assert ledger.check() == []
        except NotALedger:
            main(str(path), 1)  # what was begun is made anew in the same file
            with open_ledger(path, realm="exercise") as ledger:
                assert ledger.check() == [] and len(ledger.documents()) == 1
