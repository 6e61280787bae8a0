"""Drills for tests: the ferry of docs/scenario.md, short, and what a drill left behind."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.exercise.ferry import FERRY, change, load
from tests.exercise.standin import MAKERS
from vigie.exercise.cast import Scenario
from vigie.exercise.drill import Drill, Step, Surroundings, begin_drill, run_drill
from vigie.exercise.drill.folder import LEDGER
from vigie.store import open_ledger

NOW = dt.datetime(2026, 3, 4, 5, 6, tzinfo=dt.UTC)
_LATE = """
        - key: ferry-note
          at: D+1 10:00
          title: {en: A note from the port, fr: Une note du port}
          delivery: message
          from: exercise control
          to: watch desk
          text: {en: The port captain has seen no paper., fr: Le capitaine du port n'a vu aucun papier.}
        - key: ferry-freed
          at: D+2 08:00
          title: {en: The ferry sails, fr: Le ferry part}
          does: {actor: orsland, action: withdraw, recipient: velm, site: oskar}
        - key: ferry-boarded
          at: D+1 12:00
          contingency: yes
          title: {en: The ferry is boarded, fr: Le ferry est abordé}
          does: {actor: orsland, action: seize, recipient: velm, site: oskar}
"""


def short(history: int = 1, *, noise: int = 2) -> Scenario:
    """Return the ferry with a short history, a message, a later act and an act that waits for the controller."""
    text = change("history: 60", f"history: {history}")
    text = change("noise_per_day: 4", f"noise_per_day: {noise}", text)
    return load(text.rstrip("\n") + _LATE)


def around(**changes: Any) -> Surroundings:
    return Surroundings(**({"now": lambda: NOW, "makers": MAKERS} | changes))


def begin(folder: Path, scenario: Scenario | None = None, *, seed: str = "7", **settings: Any) -> Drill:
    return begin_drill(folder, scenario or short(), seed=seed, now=NOW, **settings)


def run(folder: Path, **settings: Any) -> list[Step]:
    """Return the ticks of a drill played as fast as it goes."""
    outside = settings.pop("outside", around())
    return list(run_drill(folder, outside, sleep=_never, **settings))


def _never(seconds: float) -> None:
    raise AssertionError(f"asked to sleep {seconds} s where nothing is to be waited for")


def content(folder: Path) -> list[str]:
    """Return all that a drill's ledger holds, as its export tells it."""
    with open_ledger(folder / LEDGER) as ledger:
        return list(ledger.export())


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    for line in content(folder):
        data = json.loads(line)
        if "document" in data and "statements" in data:
            yield data


def played(steps: Iterable[Step]) -> list[dt.datetime]:
    return [step.at for step in steps if step.at is not None]


assert "history: 60" in FERRY
