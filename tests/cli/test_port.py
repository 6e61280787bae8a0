"""A desk whose port is taken says so before it says where it is."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.exercise.drills import begin
from vigie.cli.main import main
from vigie.cli.port import check_port
from vigie.errors import DeskError


@pytest.fixture
def taken() -> Iterator[int]:
    """Yield a port that somebody else listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def refuse(port: int, *words: str) -> None:
    found = CliRunner().invoke(main, [*words, "--port", str(port)])
    assert found.exit_code == 3, found.output
    assert f"port {port} is taken; give --port " in found.output
    assert "http://" not in found.output


def test_the_three_desks_refuse_it(tmp_path: Path, taken: int) -> None:
    begin(tmp_path / "drill")
    refuse(taken, "desk", "--ledger", str(tmp_path / "drill" / "watch.vigie"))
    refuse(taken, "exercise", "control", str(tmp_path / "drill"), "desk")
    refuse(taken, "exercise", "run", "quiet", "--folder", str(tmp_path / "new"), "--desk")
    assert not (tmp_path / "new").exists()


def test_a_free_port_is_free_and_an_address_of_others_is_said(taken: int) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        free = held.getsockname()[1]
    check_port("127.0.0.1", free)
    with pytest.raises(DeskError, match="give another --host or --port"):
        check_port("192.0.2.1", free)
