"""A ledger of the exercise realm in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assess.asked import START
from vigie.store import Ledger, open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "watch.vigie", realm="exercise", create=True, now=START) as made:
        yield made
