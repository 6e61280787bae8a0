"""A drill's folder, gathered: its truth from scenario, seed and journal, and from its ledger what the desk knew and did."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vigie.exercise.cast import Scenario
from vigie.exercise.debrief.moments import fill_problem, make_moment
from vigie.exercise.debrief.records import SETTING, Heard, Known, Made, Moment
from vigie.exercise.drill import Makers, Story, load_drill, load_own_scenario, make_story
from vigie.exercise.drill.folder import LEDGER, REALM
from vigie.exercise.drill.journal import read_journal
from vigie.exercise.drill.players import WEIGHED
from vigie.exercise.drill.state import find_state
from vigie.exercise.records import Report, Truth
from vigie.lang.gazetteer.setting import using_names
from vigie.model import Reading
from vigie.store import Ledger, open_ledger
from vigie.watch.post import find_post
from vigie.watch.weigh import load_settings, weigh

DAY = dt.timedelta(days=1)
Tell = Callable[[int, int], None]
"""Told after each day that was weighed: so many of so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that a debrief takes. `until` is how far the drill has come."""

    exercise: str
    scenario: Scenario
    truth: Truth
    reports: tuple[Report, ...]
    known: Known
    times: Mapping[str, dt.datetime]
    until: dt.datetime


def gather(folder: Path, makers: Makers, *, tell: Tell = lambda *_: None) -> Gathered:
    """Return what was so and what was known in the drill of a folder, up to where it stands.

    Raises:
        DrillError: there is no drill in it, or its scenario was changed.
    """
    drill = load_drill(folder)
    scenario = load_own_scenario(folder, drill)
    state = find_state(read_journal(folder), start=scenario.start)
    story = make_story(scenario, drill.seed, state.changes, makers)
    until = min(story.end, state.at or story.scenario.start)
    post = find_post(folder / LEDGER)
    with using_names(post.names), open_ledger(post.ledger, realm=REALM) as ledger:
        known = _gather_known(ledger, story, folder, until, tell)
    return Gathered(
        exercise=drill.identifier, scenario=story.scenario, truth=cut_truth(story.truth, until),
        reports=tuple(r for r in story.reports if r.published <= until), known=known,
        times={key: at for key, at in story.times.items() if at <= until}, until=until,
    )  # fmt: skip


def cut_truth(truth: Truth, until: dt.datetime) -> Truth:
    """Return the truth as far as the drill has come."""
    if until >= truth.end:
        return truth
    return replace(
        truth,
        end=until,
        acts=tuple(a for a in truth.acts if a.at <= until),
        sayings=tuple(s for s in truth.sayings if s.at <= until),
        crises=tuple(c for c in truth.crises if c.at <= until),
        postures=tuple(p for p in truth.postures if p[0] <= until.date().isoformat()),
    )


def _gather_known(ledger: Ledger, story: Story, folder: Path, until: dt.datetime, tell: Tell) -> Known:
    told = {r.key for r in story.reports}
    heard = tuple(
        Heard(document=d.key, told=d.id, known=dt.datetime.fromisoformat(d.known))
        for d in ledger.documents(as_known_at=until)
        if d.id in told
    )
    problem = fill_problem(story.scenario)
    return Known(
        moments=tuple(_weigh_days(ledger, story, folder, until, tell)),
        alarms=problem.alarms,
        heard=heard,
        readings=_load_readings(ledger, heard),
        alerts=tuple(ledger.alerts(as_known_at=until)),
        acknowledgements=tuple(ledger.acknowledgements(as_known_at=until)),
        questions=tuple(ledger.questions(as_known_at=until)),
        judgments=tuple(ledger.judgments(as_known_at=until)),
        resolutions=tuple(ledger.resolutions()),
        made=tuple(find_made(folder)),
    )


def _load_readings(ledger: Ledger, heard: tuple[Heard, ...]) -> Mapping[str, Reading]:
    return {h.document: ledger.reading(h.document) for h in heard}


def _weigh_days(ledger: Ledger, story: Story, folder: Path, until: dt.datetime, tell: Tell) -> Iterator[Moment]:
    """Yield what was known whenever the drill weighed, in full at the end of each day, when an alarm went up, and now."""
    settings, problem = load_settings(find_post(folder / LEDGER)), fill_problem(story.scenario, beside=folder)
    start = story.scenario.start
    noted = [(at, held) for at, held in read_weighed(folder) if start < at <= until]
    whole = {start + n * DAY for n in range(1, int((until - start) / DAY) + 1)} | {until} - {start}
    whole |= set(find_ups(noted, problem.alarms))
    for n, at in enumerate(sorted(whole), 1):
        yield make_moment(weigh(ledger, settings, at=at), problem, at=at)
        tell(n, len(whole))
    yield from (Moment(at=at, posteriors=held) for at, held in noted if at not in whole)


def read_weighed(folder: Path) -> list[tuple[dt.datetime, Mapping[str, float]]]:
    """Return the moments at which the drill weighed its problem, with the posteriors; none where nothing was noted."""
    try:
        lines = (folder / WEIGHED).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    held = [json.loads(line) for line in lines if line.strip()]
    return [(dt.datetime.fromisoformat(one["at"]), one["posteriors"]) for one in held]


def find_ups(
    noted: Sequence[tuple[dt.datetime, Mapping[str, float]]], alarms: Sequence[str], setting: float = SETTING
) -> Iterator[dt.datetime]:
    """Yield the moments at which an alarm went up."""
    was_up = False
    for at, held in noted:
        is_up = any(held.get(h, 0.0) >= setting for h in alarms)
        if is_up and not was_up:
            yield at
        was_up = is_up


def find_made(folder: Path) -> Iterator[Made]:
    """Yield the briefs and reports that players put into the drill's folder, named after their moment."""
    for kind in ("brief", "report"):
        for path in sorted((folder / f"{kind}s").glob("*.md")):
            try:
                at = dt.datetime.strptime(path.stem[:16], "%Y-%m-%dT%H%MZ").replace(tzinfo=dt.UTC)
            except ValueError:
                continue
            yield Made(at=at, kind=kind, owner=path.stem[17:] or "–", title=path.name)
