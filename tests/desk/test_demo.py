"""The demo: a replay watched into a ledger, and the desk opened on it at the moment its play has reached."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.desk.desks import NOW, Browser, settings_for
from tests.watch.replaying import write_replay
from vigie.desk.demo import make_demo


def test_a_replay_opens_at_its_last_moment_whatever_the_clock_says(tmp_path: Path) -> None:
    said: list[str] = []
    replay = write_replay(tmp_path / "replay", moments=4)
    path = make_demo(tmp_path / "desk", clock=lambda: NOW, jobs=1, tell=said.append, replay=str(replay))
    assert said[-1] == "4 of 4 moments"
    early = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    browser = Browser(settings_for(path, now=lambda: early, is_demo=True))
    page = browser.get("/").text
    assert "2031-05-01 18:00" in page and "ahead of this machine" in page and "nothing here is real" in page
    assert "EXERCISE · EXERCICE" in page and "herald" in page
    assert 'class="card ' in browser.get("/ledger").text
    for path_ in ("/speakers", "/map?days=30", "/brief?span=7d", "/signal?key=none"):
        assert browser.get(path_).status_code in (200, 404)
