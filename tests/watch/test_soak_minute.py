"""A minute of the soak: rounds against servers that stall, lie, send in circles and pour out garbage.

`make soak` runs ten minutes of the same.
"""

from __future__ import annotations

import sys

import pytest

from bench.soak import Soak, make_table, soak
from tests.watch.hostile_servers import SERVERS, hostile_web

SECONDS = 40.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Soak:
    if not sys.platform.startswith("linux"):
        pytest.skip("needs /proc and the loopback addresses 127.0.0.2 and up")
    with hostile_web() as addresses:
        return soak(tmp_path_factory.mktemp("soak"), addresses, seconds=SECONDS)


def test_every_round_is_completed_in_its_time(made: Soak) -> None:
    assert made.rounds >= 3 and made.broken == []


def test_every_visit_comes_to_what_it_should(made: Soak) -> None:
    assert made.surprises == {}
    assert made.visits == made.rounds * len(SERVERS) and made.read > 0


def test_nothing_piles_up(made: Soak) -> None:
    assert made.leaked == (0, 0)
    assert made.growth < 0.10


def test_the_table_tells_what_was_measured(made: Soak) -> None:
    lines = "\n".join(make_table(made, SECONDS / 60).lines())
    assert f"rounds completed, {made.rounds}" in lines and "100.0%" in lines


def test_a_broken_round_is_told() -> None:
    made = Soak(seconds=[1.0], memory=[100] * 10, files=[3] * 10, threads=[1] * 10, broken=["OSError: full"])
    assert made.completed == 0.5
    assert "broken: OSError: full" in "\n".join(make_table(made, 1).lines())


def test_growth_and_leaks_are_seen() -> None:
    made = Soak(memory=[1, 1, *range(100, 108)], files=[3] * 9 + [5], threads=[1] * 10)
    assert round(made.growth, 2) == 0.07 and made.leaked == (2, 0)
