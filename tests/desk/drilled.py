"""A drill to be looked at: the ferry of docs/scenario.md half played, with a hidden intent, a secret act and an alert."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import html

from tests.desk.desks import SECRET, Browser
from tests.exercise.drills import around, begin, short
from tests.exercise.standin import MAKERS
from vigie.desk import Settings, make_app
from vigie.desk.control import LOGIN, make_control
from vigie.exercise.cast import Scenario
from vigie.exercise.drill import Makers, run_drill
from vigie.exercise.drill.control import ask
from vigie.exercise.drill.folder import LEDGER
from vigie.exercise.records import Act, Crisis, Truth
from vigie.model.signal import Alert
from vigie.store import open_ledger

START = dt.datetime(2031, 5, 5, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
NOW = dt.datetime(2031, 6, 1, tzinfo=dt.UTC)
TOKEN = "control-horse-battery-staple"
ALERT = "vigie-exercise-ferry-1"
SECRET_ACT = Act(
    key="act/hidden", at=START + 26 * HOUR, actor="orsland", action="move_warheads", recipient="velm", site="oskar", secret=True
)  # fmt: skip


def simulate(scenario: Scenario, seed: str) -> Truth:
    made = MAKERS.simulate(scenario, seed)
    days = [(START.date() + dt.timedelta(days=n)).isoformat() for n in range(scenario.days)]
    crisis = Crisis(
        key="ferry-held", kind="departure", at=START + 9 * HOUR, before=None, actor="orsland", act="ferry-held",
        evidence_names_actor=False,
    )  # fmt: skip
    return dataclasses.replace(
        made,
        acts=(*made.acts, SECRET_ACT),
        crises=(crisis,),
        postures=tuple(
            (day, c.key, 2 + n * (c.key == "orsland"), n) for n, day in enumerate(days) for c in scenario.cast
        ),
    )


HIDING: Makers = dataclasses.replace(MAKERS, simulate=simulate)


def hiding() -> Scenario:
    """Return the ferry with one party that hides what it is about."""
    whole = short()
    return dataclasses.replace(whole, cast=(dataclasses.replace(whole.cast[0], intent="cover"), *whole.cast[1:]))


def play(folder: Path, scenario: Scenario | None = None, *, until: dt.timedelta = 36 * HOUR) -> Path:
    """Return the folder of a drill that was played up to a moment, and paused there."""
    begin(folder, scenario or hiding())
    ask(folder, "pause", now=NOW)
    ask(folder, "jump", now=NOW, to=START + until)
    play_on(folder)
    with open_ledger(folder / LEDGER) as ledger:
        first = ledger.documents(limit=1)[0]
        alert = Alert(
            alert=ALERT, message=f"{ALERT}.1", msg_type="Alert", rule="all", level="alarm", kind="shift", signal_key="none",
            signal_state="1", realm="exercise", sent=(START + 12 * HOUR).isoformat(), inputs=(f"{first.key}.s.1",),
            texts=(("en", "EXERCISE: A ferry is told of", "EXERCISE. More."), ("fr", "EXERCICE : Il est question d'un ferry", "EXERCICE.")),
            channels=("screen",),
        )  # fmt: skip
        ledger.append_alert(alert, now=ledger.last_known() or START)
    return folder


def play_on(folder: Path) -> list[Any]:
    """Return the ticks that are played before the drill asks to sleep."""
    asleep: list[float] = []
    outside = around(makers=HIDING, stop=lambda: bool(asleep))
    return list(run_drill(folder, outside, sleep=asleep.append))


def settings_of(folder: Path, **changed: Any) -> Settings:
    held = {
        "path": folder / LEDGER,
        "now": lambda: NOW,
        "secret": SECRET,
        "wait": 30.0,
        "lock_wait": 5.0,
        "realm": "exercise",
    }
    return Settings(**(held | changed))


def players(folder: Path, lang: str = "en", **changed: Any) -> Browser:
    """Return a player's browser before the players' desk."""
    return Browser(settings_of(folder, **changed), lang)


class Controller(Browser):
    """A controller's browser before the controllers' desk, logged in by its token."""

    def __init__(self, folder: Path, lang: str = "en", **changed: Any) -> None:
        held = {"token": TOKEN, "login": LOGIN, "port": 8322} | changed
        super().__init__(settings_of(folder, **held), lang, app=make_control(settings_of(folder, **held), HIDING))
        self.client.base_url = "http://127.0.0.1:8322"
        self.client.headers["authorization"] = f"Bearer {TOKEN}"

    def token(self) -> str:
        found = re.search(r'name="token" value="([0-9a-f]{64})"', self.get("/").text)
        assert found
        return found.group(1)

    def do(self, what: str, **fields: str) -> Any:
        """Return the answer to a wish."""
        return self.post("/do", {"what": what} | fields, origin="http://127.0.0.1:8322")


def crawl(browser: Browser, starts: Sequence[str], *, most: int = 400) -> Iterator[tuple[str, str]]:
    """Yield every page that links lead to, with its text as it is sent."""
    waiting, seen = list(starts), set(starts)
    for _ in range(most):
        if not waiting:
            return
        path = waiting.pop(0)
        answer = browser.get(path)
        yield path, answer.text
        if "html" not in answer.headers["content-type"] or not answer.text.strip():
            continue
        tree = html.document_fromstring(answer.text)
        asked = [*tree.xpath("//@href"), *tree.xpath("//@hx-get"), *tree.xpath("//@data-from"), *tree.xpath("//@src")]
        for found in (urljoin(path, str(a)).partition("#")[0] for a in asked):
            if found.startswith("/") and found not in seen and not found.startswith("/assets/"):
                seen.add(found)
                waiting.append(found)


__all__ = ["ALERT", "Controller", "crawl", "hiding", "make_app", "play", "play_on", "players", "settings_of"]
