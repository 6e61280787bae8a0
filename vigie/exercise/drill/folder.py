"""A drill's folder: a desk of the exercise realm, with the scenario, what the drill is, and its journal beside it."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from vigie.errors import DeliveryError, DrillError
from vigie.exercise.cast import Outlet, Scenario
from vigie.exercise.drill.journal import FILE as JOURNAL
from vigie.exercise.drill.journal import Entry, append
from vigie.exercise.drill.state import Change
from vigie.exercise.scenario import load_scenario, make_calendar, make_names, write_scenario
from vigie.store import open_ledger
from vigie.watch.collect.roster import FILE as SOURCES
from vigie.watch.deliver.files import write_whole
from vigie.watch.lock import only_watch
from vigie.watch.post import CALENDAR, LEDGER, NAMES, RULES

FILE = "drill.yaml"
SCENARIO = "scenario.yaml"
REALM = "exercise"
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_SEED = re.compile(r"[A-Za-z0-9._-]{1,40}")
TICK, WEIGH_EVERY = 30, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """What a drill is, from its beginning on: its identifier, and all that decides what it comes to beside the journal.

    `tick` is in minutes, `weigh_every` in hours; `days` ends it before its scenario does. `players` is auto or none.
    """

    identifier: str
    scenario: str
    seed: str
    realm: str
    made: str
    digest: str
    tick: int = TICK
    weigh_every: int = WEIGH_EVERY
    days: int | None = None
    players: str = "none"

    def __post_init__(self) -> None:
        faults = [
            f"{name} is {held!r}; write {form}"
            for name, held, form, is_sound in (
                ("identifier", self.identifier, "letters, digits, - _ and .", _IDENTIFIER.fullmatch(self.identifier)),
                ("seed", self.seed, "a number or a short word", _SEED.fullmatch(self.seed)),
                ("realm", self.realm, REALM, self.realm == REALM),
                ("tick", self.tick, "minutes that divide a day: 10, 15, 30, 60 …", self.tick > 0 and 1440 % self.tick == 0),
                ("weigh_every", self.weigh_every, "hours that divide a day: 1, 2, 3, 4, 6, 8, 12 or 24", self.weigh_every > 0
                 and 24 % self.weigh_every == 0 and self.weigh_every * 60 % max(1, self.tick) == 0),
                ("days", self.days, "at least 1", self.days is None or self.days > 0),
                ("players", self.players, "auto or none", self.players in {"auto", "none"}),
            )
            if not is_sound
        ]  # fmt: skip
        if faults:
            raise DrillError("\n".join(f"the drill's {fault}" for fault in faults))


def begin_drill(
    folder: Path, scenario: Scenario, *, seed: str, now: dt.datetime, identifier: str | None = None, **settings: Any
) -> Drill:
    """Return the drill of a folder, made there unless it was before. A kill while it is made leaves nothing half done.

    `settings` are those of Drill: tick, weigh_every, days, players.

    Raises:
        DrillError: another drill is in the folder, or something else is, or a setting is none.
    """
    drill = Drill(
        identifier=identifier or f"{name_exercise(scenario)}-{seed}-{now:%Y%m%d}", scenario=scenario.key, seed=seed,
        realm=REALM, made=now.astimezone(dt.UTC).isoformat(timespec="seconds"), digest=hash_scenario(scenario), **settings,
    )  # fmt: skip
    if (folder / FILE).exists():
        return _check_same(folder, load_drill(folder), drill)
    if (folder / LEDGER).exists() and not (folder / SCENARIO).exists():
        raise DrillError(f"{folder}: a desk is there already; a drill needs a folder of its own")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in _write_files(drill, scenario).items():
            write_whole(folder / name, text.encode("utf-8"))
        open_ledger(folder / LEDGER, realm=REALM, create=True, now=scenario.start).close()
        append(folder, Entry(what="begun", wall=drill.made, at=scenario.start.isoformat()))
        write_whole(folder / FILE, _write_drill(drill).encode("utf-8"))
    except (OSError, DeliveryError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise DrillError(f"{folder}: {reason}; give a folder that you may write to") from None
    return drill


def only_run(folder: Path) -> AbstractContextManager[None]:
    """Return what is held while this process is the only one that runs the drill of a folder.

    Raises:
        LedgerLocked: on entering, when the drill is being run already.
    """
    busy = f"{folder}: the drill in it is being run already; stop that run first, or name another folder"
    return only_watch(folder / LEDGER, busy=busy)


def find_end(drill: Drill, scenario: Scenario, changes: Iterable[Change]) -> dt.datetime:
    """Return when a drill is over: with its scenario, or earlier where it was told so; later by every shift.

    `scenario` is the drill's own, as it was before any change.
    """
    days = min(scenario.days, drill.days or scenario.days)
    added = sum(math.ceil(change.days) for change in changes if change.what == "shift")
    return scenario.start + dt.timedelta(days=days + added)


def name_exercise(scenario: Scenario) -> str:
    """Return what an exercise is called: its title in capitals, since the key of a scenario can give it away.

    Players see it on every page. They must not read there that it is about a strike, or about a cover.
    """
    title = next((scenario.title[lang] for lang in ("en", *scenario.langs) if lang in scenario.title), "")
    words = re.findall(r"[A-Z0-9]+", title.upper())
    kept = words[1:] if words[:1] == ["THE"] else words
    return "-".join(kept)[:40].strip("-") or "EXERCISE"


def _check_same(folder: Path, held: Drill, wanted: Drill) -> Drill:
    if (held.digest, held.seed) != (wanted.digest, wanted.seed):
        raise DrillError(
            f"{folder}: the drill {held.identifier} is there, of {held.scenario} with seed {held.seed}; give another folder"
        )
    return held


def hash_scenario(scenario: Scenario) -> str:
    """Return what tells this scenario from any other, down to a word."""
    return hashlib.sha256(write_scenario(scenario).encode("utf-8")).hexdigest()[:16]


def _write_files(drill: Drill, scenario: Scenario) -> Mapping[str, str]:
    return {
        SCENARIO: write_scenario(scenario),
        SOURCES: _write_sources(scenario),
        RULES: _write_rules(drill),
        CALENDAR: make_calendar(scenario),
        NAMES: make_names(scenario),
    }


def _dump(content: Mapping[str, Any], head: str) -> str:
    return f"# {head}\n" + yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=120)


def _write_drill(drill: Drill) -> str:
    stated = {name: str(held) for name, held in asdict(drill).items() if held is not None}
    return _dump(stated, "EXERCISE. What this drill is; it never changes once the drill has begun.")


def _write_sources(scenario: Scenario) -> str:
    content = {"realm": REALM, "delay": "0", "sources": [_describe(outlet) for outlet in scenario.outlets]}
    return _dump(content, "EXERCISE. The outlets of the scenario; all are invented, and nothing is fetched for them.")


def _describe(outlet: Outlet) -> dict[str, str]:
    mark = "EXERCICE" if outlet.lang == "fr" else "EXERCISE"
    return {
        "id": outlet.key, "name": f"{mark} – {outlet.name}", "address": f"https://{outlet.key}.invalid/feed.json",
        "owner": outlet.name, "language": outlet.lang, "check": "1d", "reliability": grade(outlet.reliability),
    }  # fmt: skip


def grade(reliability: float) -> str:
    """Return the letter of the Admiralty code that the desk gives an outlet before the drill.

    >>> grade(0.9), grade(0.3)
    ('B', 'E')
    """
    return next(
        letter for letter, least in zip("ABCDE", (0.95, 0.8, 0.6, 0.4, 0.0), strict=True) if reliability >= least
    )


def _write_rules(drill: Drill) -> str:
    content = {
        "exercise": drill.identifier,
        "sender": f"{drill.identifier.lower()}@localhost",
        "languages": ["en", "fr"],
        "lifetime": "7d",
        "rules": [
            {"name": "alarms", "level": "alarm", "channels": ["screen", "feed", "files"]},
            {"name": "worth-a-look", "level": "watch", "channels": ["feed", "files"]},
        ],
        "channels": [
            {"name": "screen", "kind": "print"},
            {"name": "feed", "kind": "atom", "file": "alerts.atom"},
            {"name": "files", "kind": "cap", "folder": "alerts"},
        ],
    }
    return _dump(content, "EXERCISE. What this desk is told of. All that leaves it names the exercise.")


def load_drill(folder: Path) -> Drill:
    """Return what the drill of a folder is.

    Raises:
        DrillError: there is none, or its file was changed into none.
    """
    path = folder / FILE
    try:
        held = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    except FileNotFoundError:
        raise DrillError(
            f"{folder}: no drill in it; begin one with `vigie exercise run SCENARIO --folder {folder}`"
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise DrillError(f"{path}: cannot be read ({fault}); put it back as it was") from None
    try:
        numbers = {name: int(held[name]) for name in ("tick", "weigh_every", "days") if name in held}
        return Drill(**(dict(held) | numbers))
    except (TypeError, ValueError, AttributeError) as fault:
        raise DrillError(f"{path}: not what a drill is ({fault}); put it back as it was") from None


def load_own_scenario(folder: Path, drill: Drill) -> Scenario:
    """Return the scenario of a drill.

    Raises:
        DrillError: its file was changed since the drill began: what was played would be another story.
    """
    scenario = load_scenario(folder / SCENARIO)
    if hash_scenario(scenario) != drill.digest:
        raise DrillError(
            f"{folder / SCENARIO}: changed since {drill.identifier} began; put it back, or begin a new drill"
        )
    return scenario


__all__ = [
    "FILE",
    "JOURNAL",
    "LEDGER",
    "REALM",
    "SCENARIO",
    "Drill",
    "begin_drill",
    "find_end",
    "grade",
    "load_drill",
    "load_own_scenario",
    "only_run",
]
