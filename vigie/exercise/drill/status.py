"""Where a drill stands, for controllers: the clock, the list of injects, what was asked for, and on request the truth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vigie.exercise.cast import Inject
from vigie.exercise.drill.folder import LEDGER, REALM, Drill, find_end, load_drill, load_own_scenario
from vigie.exercise.drill.journal import read_journal
from vigie.exercise.drill.noduff import NoDuff, read_noduff
from vigie.exercise.drill.state import State, find_state, show_speed
from vigie.exercise.drill.story import Makers, Story, make_story
from vigie.exercise.records import Act, Saying
from vigie.store import open_ledger

LATEST = 12
"""So many acts and sayings before and after the clock are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the MSEL as it stands: `state` is done, to come, not reached (beyond the end), waits (for the controller), skipped."""

    key: str
    state: str
    at: dt.datetime | None
    delivery: str
    title: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """All that a controller is shown. `truth` is empty unless it was asked for."""

    drill: Drill
    title: str
    state: State
    at: dt.datetime
    end: dt.datetime
    lines: tuple[Line, ...]
    read: int
    alerts: int
    no_duff: tuple[NoDuff, ...]
    right_answer: str = ""
    truth: tuple[tuple[dt.datetime, str], ...] = ()
    postures: tuple[tuple[str, int, int], ...] = ()

    @property
    def mode(self) -> str:
        """Return in a word what the clock does."""
        if self.state.is_over:
            return "over"
        if self.state.is_paused:
            return "paused"
        return "before the start" if self.state.at is None else "under way"


def find_status(folder: Path, makers: Makers, *, lang: str = "en", truth: bool = False) -> Status:
    """Return where a drill stands, while it is run or not."""
    drill = load_drill(folder)
    scenario = load_own_scenario(folder, drill)
    state = find_state(read_journal(folder), start=scenario.start)
    story = make_story(scenario, drill.seed, state.changes, makers)
    at, end = state.at or scenario.start, find_end(drill, scenario, state.changes)
    with open_ledger(folder / LEDGER, realm=REALM) as ledger:
        sizes = ledger.sizes().rows
    return Status(
        drill=drill, title=scenario.title[lang], state=state, at=at, end=end,
        lines=tuple(_find_lines(story, scenario.injects, state, at, end, lang)), read=sizes.get("documents", 0),
        alerts=sizes.get("alerts", 0), no_duff=read_noduff(folder),
        right_answer=scenario.right_answer[lang] if truth else "",
        truth=tuple(_find_truth(story, at)) if truth else (), postures=_find_postures(story, at) if truth else (),
    )  # fmt: skip


def _find_lines(
    story: Story, stated: tuple[Inject, ...], state: State, at: dt.datetime, end: dt.datetime, lang: str
) -> Iterator[Line]:
    """Yield the injects in the order in which they come, those that wait or were skipped at the end."""
    standing = {i.key: i for i in story.scenario.injects}
    told: dict[str, int] = {}
    for report in story.published(story.scenario.start - dt.timedelta(seconds=1), at):
        if report.inject:
            told[report.inject] = told.get(report.inject, 0) + 1
    lines = []
    for inject in stated:
        held = standing.get(inject.key)
        when = story.times.get(inject.key) if held is not None and not held.contingency else None
        name = "skipped" if held is None else "waits" if held.contingency else _name_state(when, at, end, state)
        lines.append(
            Line(
                key=inject.key, state=name, at=when, delivery=inject.delivery, title=inject.title[lang],
                reports=told.get(inject.key, 0),
            )
        )  # fmt: skip
    yield from sorted(lines, key=lambda x: (x.at or story.end, x.at is None, x.key))


def _name_state(when: dt.datetime | None, at: dt.datetime, end: dt.datetime, state: State) -> str:
    if when is not None and when > end:
        return "not reached"
    return "done" if when is not None and state.at is not None and when <= at else "to come"


def _find_truth(story: Story, at: dt.datetime) -> Iterator[tuple[dt.datetime, str]]:
    """Yield what was so lately, and what will be so next."""
    held: list[Act | Saying] = sorted((*story.truth.acts, *story.truth.sayings), key=lambda x: (x.at, x.key))
    past = [x for x in held if x.at <= at][-LATEST:]
    for one in (*past, *[x for x in held if x.at > at][:LATEST]):
        yield one.at, _tell_act(one) if isinstance(one, Act) else _tell_saying(one)


def _tell_act(act: Act) -> str:
    parts = (f"{act.actor} {act.action}", f"→ {act.recipient}" * bool(act.recipient), f"at {act.site}" * bool(act.site))
    numbers = ", ".join(f"{n} {unit}" for unit, n in act.numbers)
    marks = ("secret" * act.secret, numbers, "by the simulator" if act.inject is None else f"inject {act.inject}")
    return f"{' '.join(p for p in parts if p)} ({', '.join(m for m in marks if m)})"


def _tell_saying(saying: Saying) -> str:
    truth = {True: "true", False: "not true", None: "neither true nor false"}[saying.is_true]
    about = f" about {saying.act or saying.accused or saying.domain or 'the situation'}"
    return f"{saying.speaker}: {saying.stance}{about} ({truth})"


def _find_postures(story: Story, at: dt.datetime) -> tuple[tuple[str, int, int], ...]:
    """Return each actor's posture on the day, conventional and nuclear."""
    day = at.date().isoformat()
    return tuple(
        (actor, conventional, nuclear) for held, actor, conventional, nuclear in story.truth.postures if held == day
    )


def show_status(status: Status) -> str:
    """Return the status as text; who reads it controls the drill, and no player may see the truth in it."""
    drill, clock = status.drill, status.state
    heading = f"EXERCISE {drill.identifier} – {status.title} – for controllers"
    speed = show_speed(clock.speed)
    rows = [
        heading,
        f"{status.mode}  {status.at:%Y-%m-%d %H:%M}Z of {status.end:%Y-%m-%d %H:%M}Z  speed {speed}  seed {drill.seed}",
        f"{status.read} documents read, {status.alerts} alert messages",
        *(f"REAL, no duff {n.at[:16]}Z: {n.text}" for n in status.no_duff),
        *(f"changed at {c.at:%Y-%m-%d %H:%M}Z: {c.what} {c.inject or f'{c.days:g}d'}" for c in clock.changes),
        "",
        *(_show_line(line) for line in status.lines),
    ]
    if status.right_answer:
        rows += ["", f"right answer: {status.right_answer}", *_show_postures(status), "truth:"]
        rows += [f"  {'>' if at > status.at else ' '} {at:%m-%d %H:%M}  {told}" for at, told in status.truth]
    return "\n".join((*rows, heading))


def _show_line(line: Line) -> str:
    when = f"{line.at:%m-%d %H:%M}" if line.at else "–"
    told = f"  {line.reports} reports" if line.reports else ""
    return f"  {line.state:<11} {when:>11}  {line.key:<22} {line.delivery:<9} {line.title}{told}"


def _show_postures(status: Status) -> list[str]:
    held = ", ".join(f"{actor} {conventional}/{nuclear}" for actor, conventional, nuclear in status.postures)
    return [f"postures (conventional/nuclear): {held}"] if held else []


def write_status(status: Status) -> Mapping[str, Any]:
    """Return the status as JSON can hold it."""
    return {
        "schema": "vigie-drill/1",
        "realm": REALM,
        "exercise": status.drill.identifier,
        "title": status.title,
        "mode": status.mode,
        "at": status.at.isoformat(),
        "end": status.end.isoformat(),
        "speed": show_speed(status.state.speed),
        "seed": status.drill.seed,
        "read": status.read,
        "alerts": status.alerts,
        "changes": [asdict(c) | {"at": c.at.isoformat()} for c in status.state.changes],
        "injects": [asdict(x) | {"at": x.at.isoformat() if x.at else None} for x in status.lines],
        "no_duff": [asdict(n) for n in status.no_duff],
        "truth": [{"at": at.isoformat(), "what": told} for at, told in status.truth],
        "postures": [{"actor": a, "conventional": c, "nuclear": n} for a, c, n in status.postures],
    }
