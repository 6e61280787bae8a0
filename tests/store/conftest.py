"""A ledger of the exercise realm in a folder of its own, and the hour at which everything begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from vigie.store import Ledger, open_ledger


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime(2031, 5, 15, 10, tzinfo=dt.UTC)


@pytest.fixture
def ledger(tmp_path: Path, now: dt.datetime) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "watch.vigie", realm="exercise", create=True, now=now, wait=0.1) as made:
        yield made
