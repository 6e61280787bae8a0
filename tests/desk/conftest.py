"""One filled ledger for all tests that only look, and one of their own for those that write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desk.desks import Browser, make_ledger, settings_for


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ledger(tmp_path_factory.mktemp("desk") / "watch.vigie")


@pytest.fixture
def own(filled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.vigie"
    shutil.copy(filled, path)
    return path


@pytest.fixture(scope="session")
def browser(filled: Path) -> Browser:
    return Browser(settings_for(filled))


@pytest.fixture
def writer(own: Path) -> Browser:
    return Browser(settings_for(own))
