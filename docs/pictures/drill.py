"""The pictures of a drill, as its players and its controllers see it: python -m docs.pictures.drill [--folder DIR].

A drill of *strike* is played up to its eighth day, with two invented people at the desk. That reads half a year of
invented reporting first and takes minutes; a folder that is given is kept, and a drill that stands there is gone on with.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docs.pictures.__main__ import BROWSERS, QUIET
from docs.pictures.desk import Photograph, photograph, serving_app
from vigie import clock
from vigie.assess.questions import make_acknowledgement, make_judgment, make_question
from vigie.desk import Settings, make_app
from vigie.desk.control import LOGIN, make_control
from vigie.exercise.drill import Surroundings, begin_drill, load_makers, run_drill
from vigie.exercise.drill.control import ask
from vigie.exercise.drill.folder import LEDGER
from vigie.exercise.drill.handed import hand_in
from vigie.exercise.scenario import load_scenario
from vigie.lang.gazetteer.setting import using_names
from vigie.store import Ledger, open_ledger
from vigie.watch.post import find_post

IDENTIFIER, SEED = "SHORT-DAYS-1", "1"
HOUR = dt.timedelta(hours=1)
TICK = dt.timedelta(microseconds=1)
TOKEN = "for the pictures only, nobody else"
ENERGY = "Will an energy site in Lestria be hit before D+5?"
AGAIN = "Will strikes on energy go on in the week to come?"
STAGES: tuple[tuple[float, str, float | None, bool], ...] = (
    (36, ENERGY, 0.25, False), (61, ENERGY, 0.55, False), (68, ENERGY, 0.7, True), (80, AGAIN, 0.85, True),
    (104, AGAIN, 0.75, True), (150, AGAIN, 0.8, False), (176, "", None, True),
)  # fmt: skip
"""Hours from the start, a question with the number given then, and whether a brief is handed in."""
SHOTS = (
    ("players", Photograph("drill-players", "/?lang=en", height=1060)),
    ("control", Photograph("drill-control", "/?lang=en", height=1180)),
    ("control", Photograph("drill-msel", "/?lang=fr", part="#msel", height=900, is_dark=True)),
)


def play(folder: Path, shared: Path | None) -> None:
    """Return nothing; the drill stands, paused, where the last stage ends."""
    scenario = load_scenario("strike")
    begin_drill(folder, scenario, seed=SEED, now=clock.now(), identifier=IDENTIFIER)
    for hours, question, number, briefs in STAGES:
        at = scenario.start + hours * HOUR
        with open_ledger(folder / LEDGER) as ledger:
            if (ledger.last_known() or scenario.start) > at:
                continue
        ask(folder, "pause", now=clock.now())
        ask(folder, "jump", now=clock.now(), to=at)
        play_on(folder, shared)
        with open_ledger(folder / LEDGER) as ledger:
            take_alerts(ledger)
            if number is not None:
                judge(ledger, question, number, scenario.start)
            if briefs:
                hand_in(folder, "brief", "What was hit, by whose word.", owner="M. Aubry", at=at, identifier=IDENTIFIER)


def play_on(folder: Path, shared: Path | None) -> None:
    """Return nothing; the drill is played until it would sleep."""
    asleep: list[float] = []
    around = Surroundings(now=clock.now, makers=load_makers(), stop=lambda: bool(asleep))

    def tell(day: int, days: int, _: int) -> None:
        print(f"history: day {day} of {days}", file=sys.stderr)

    for step in run_drill(folder, around, sleep=asleep.append, shared=shared, is_paused=True, tell_history=tell):
        if step.round:
            print(f"{step.at:%Y-%m-%d %H:%M}", file=sys.stderr)


def take_alerts(ledger: Ledger) -> None:
    """Return nothing; alarms and contradictions are taken in hand, other alerts wait."""
    taken = {a.alert for a in ledger.acknowledgements()}
    now = (ledger.last_known() or clock.now()) + TICK
    for alert in reversed(ledger.alerts()):
        if (
            alert.alert not in taken
            and alert.msg_type != "Cancel"
            and alert.kind in ("alarm", "contradiction", "posture")
        ):
            taken.add(alert.alert)
            ledger.append_acknowledgement(make_acknowledgement(alert, owner="T. Brenn", note="", now=now), now=now)


def judge(ledger: Ledger, text: str, number: float, start: dt.datetime) -> None:
    """Return nothing; the number is on record."""
    now = (ledger.last_known() or start) + TICK
    held = next((q for q in ledger.questions() if q.text == text), None)
    question = held or make_question(
        text, deadline=start + (5 if text == ENERGY else 14) * 24 * HOUR, resolution_source="the truth of the exercise",
        owner="M. Aubry", realm="exercise", now=now, problem="energy_strikes", hypothesis="strikes",
    )  # fmt: skip
    ledger.append_question(question, now=now)
    made = make_judgment(
        question, number, owner="M. Aubry", reason="what two outlets tell", confidence="moderate", now=now
    )
    ledger.append_judgment(made, now=now)


@contextmanager
def serving_both(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the addresses of both desks of a drill."""
    held: dict[str, Any] = {"path": folder / LEDGER, "now": clock.now, "secret": b"for the pictures only, nobody else"}
    held |= {"realm": "exercise", "wait": 120.0}
    with (
        using_names(find_post(folder / LEDGER).names),
        serving_app(lambda port: make_app(Settings(port=port, **held))) as players,
        serving_app(
            lambda port: make_control(Settings(port=port, token=TOKEN, login=LOGIN, **held), load_makers())
        ) as control,
    ):
        yield {"players": players, "control": control}


def photograph_drill(executable: str, folder: Path, shared: Path | None) -> None:
    """Write every picture of the drill, and say where it is."""
    from playwright.sync_api import sync_playwright

    play(folder, shared)
    with sync_playwright() as playwright, serving_both(folder) as addresses:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET[1:]))
        for name, shot in SHOTS:
            photograph(browser, addresses[name], shot, headers={"Authorization": f"Bearer {TOKEN}"})
            print(f"docs/pictures/{shot.name}.png")
        browser.close()


def main() -> int:
    """Take every picture; without a browser, or what drives it, they stay as they are."""
    parser = argparse.ArgumentParser(prog="python -m docs.pictures.drill", description=__doc__)
    parser.add_argument("--folder", type=Path, help="folder of the drill, kept; a temporary one without it")
    parser.add_argument("--history", type=Path, help="folder in which drills share their history")
    options = parser.parse_args()
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None or importlib.util.find_spec("playwright") is None:
        print("no browser here, or nothing to drive it: the pictures of the drill stay as they are", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as thrown_away:
        photograph_drill(executable, options.folder or Path(thrown_away) / "drill", options.history)
    return 0


if __name__ == "__main__":
    sys.exit(main())
