"""One cell of the grid: a scenario and a seed, played through a genuine watch, a look a day, and what came of it."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vigie.assess.evidence import weigh_problem
from vigie.assess.problems import Problem, find_packaged, load_problem
from vigie.exercise.cast import Scenario
from vigie.exercise.debrief import Heard, Known, Moment
from vigie.exercise.debrief.causes import Causes
from vigie.exercise.debrief.match import match_all
from vigie.exercise.debrief.moments import make_moment
from vigie.exercise.debrief.readings import score_attribution, score_readings
from vigie.exercise.debrief.records import Attribution, Retrieval
from vigie.exercise.drill import Makers, Story, begin_drill, make_story
from vigie.exercise.drill.folder import LEDGER
from vigie.exercise.drill.history import take_shared
from vigie.exercise.drill.outlets import make_outlets_ask
from vigie.exercise.drill.play import run_tick
from vigie.exercise.grid.history import History, load_since
from vigie.exercise.grid.rivals import count_titles, count_unusual
from vigie.exercise.scenario import find_roles
from vigie.lang.gazetteer.setting import using_names
from vigie.store import Ledger
from vigie.watch.link.group import group_new, load_index
from vigie.watch.post import Post, find_post, open_post
from vigie.watch.readers import Readers
from vigie.watch.round import Counts, Watch
from vigie.watch.signals.find import Settings, find_signals
from vigie.watch.signals.routine import Exposure, load_calendar
from vigie.watch.weigh import Weighed, load_settings

DAY = dt.timedelta(days=1)
SCHEMA = "vigie-grid-cell/1"
FAST = Path("/dev/shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What came of a cell: what was known at the end of each day, with the calendar and without it."""

    story: Story
    known: Known
    bare: tuple[Moment, ...]
    any: tuple[float, ...] = ()
    bare_any: tuple[float, ...] = ()
    """The highest chance that any packaged problem which the scenario's roles fill gives an alarm, look by look."""


def run_cell(
    history: History, seed: str, makers: Makers, *, without_calendar: bool = False, now: dt.datetime
) -> dict[str, Any]:
    """Return what came of one scenario and seed, as JSON takes it: every number that tables are counted from."""
    return encode_cell(play_cell(history, seed, makers, without_calendar=without_calendar, now=now), seed)


def play_cell(
    history: History, seed: str, makers: Makers, *, without_calendar: bool = False, now: dt.datetime
) -> Played:
    """Return what came of a scenario and a seed. The ledger is the history's, copied to where writing is quickest."""
    place = FAST if os.access(FAST, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place, prefix="vigie-cell-") as where:
        folder = Path(where) / "drill"
        begin_drill(folder, history.scenario, seed=seed, now=now)
        take_shared(folder, history.folder, history.scenario)
        story = make_story(history.scenario, seed, (), makers)
        post = find_post(folder / LEDGER)
        with using_names(post.names), Readers(1) as readers:
            ledger, roster = open_post(post, now=history.scenario.start)
            with ledger:
                watch = Watch(
                    ledger=ledger, roster=roster, readers=readers, ask=make_outlets_ask((), identifier=folder.name),
                    clock=lambda: history.scenario.start, seed=seed, follows=False,
                )  # fmt: skip
                days = _Days(history, post, ledger, without_calendar)
                for n in range(1, story.scenario.days + 1):
                    at = story.scenario.start + n * DAY
                    run_tick(watch, days, story, at=at, fresh=at - DAY, is_full=True)
                return Played(
                    story=story, known=find_known(ledger, story, days), bare=tuple(days.bare),
                    any=tuple(days.any), bare_any=tuple(days.bare_any),
                )  # fmt: skip


class _Days:
    """What follows each round: grouped as ever, and weighed over what is new; nothing is delivered."""

    def __init__(self, history: History, post: Post, ledger: Ledger, without_calendar: bool) -> None:
        self.history = history
        self.moments: list[Moment] = []
        self.bare: list[Moment] = []
        self.any: list[float] = []
        self.bare_any: list[float] = []
        self._problems = find_fitting(history.scenario, history.problem)
        self._ledger = ledger
        self._index = load_index(ledger, at=history.scenario.start)
        self._texts = dict(history.texts)
        settings = load_settings(post)
        ways = [(settings, self.moments, self.any), (drop_calendar(settings), self.bare, self.bare_any)]
        self._ways = ways[: 1 + without_calendar]

    def __call__(self, watch: Watch, at: dt.datetime, counts: Counts) -> None:
        """Return nothing; keep what is known now."""
        counts.grouped = group_new(self._ledger, self._index, now=at)
        view = load_since(self._ledger, self.history, at=at)
        self._texts |= {key: self._ledger.text(key) for key in view.documents if key not in self._texts}
        for settings, kept, highest in self._ways:
            signals = find_signals(view, settings=settings, texts=self._texts)
            weighed = Weighed(view=view, signals=signals, texts=self._texts)
            kept.append(make_moment(weighed, self.history.problem, at=at, has_board=False))
            highest.append(max(weigh_problem(problem, weighed, at=at).alarm_probability for problem in self._problems))


def find_fitting(scenario: Scenario, own: Problem) -> tuple[Problem, ...]:
    """Return the scenario's problem and the packaged ones that have the same roles: a desk would watch them all."""
    codes = find_roles(scenario)
    others = (name for name in find_packaged() if name != scenario.problem)
    fitting = (n for n in others if {role.key for role in load_problem(n).roles} == set(codes))
    return (own, *(load_problem(name, roles=codes) for name in fitting))


def drop_calendar(settings: Settings) -> Settings:
    """Return the settings of a desk that was given no calendar of its own: only what comes with Vigie is in it."""
    packaged = tuple(load_calendar(None))
    return replace(settings, calendar=packaged, known=Exposure(packaged))


def find_known(ledger: Ledger, story: Story, days: _Days) -> Known:
    """Return what the desk of a cell knew; nobody plays in it."""
    told = {r.key for r in story.reports}
    start = story.scenario.start.date().isoformat()
    heard = tuple(
        Heard(document=d.key, told=d.id, known=dt.datetime.fromisoformat(d.known))
        for d in ledger.documents(reported_since=start)
        if d.id in told
    )
    return Known(
        moments=tuple(days.moments), alarms=days.history.problem.alarms, heard=heard,
        readings={h.document: ledger.reading(h.document) for h in heard},
    )  # fmt: skip


def encode_cell(played: Played, seed: str) -> dict[str, Any]:
    """Return a cell as JSON takes it. Alarms are not judged yet: any setting can be put to what is kept."""
    story, known = played.story, played.known
    reports = {r.key: r for r in story.reports}
    matched = match_all(known, reports)
    attribution = score_attribution(story.scenario, story.truth, matched)
    return {
        "schema": SCHEMA, "realm": "exercise", "scenario": story.scenario.key, "seed": seed,
        "start": story.truth.start.isoformat(), "end": story.truth.end.isoformat(),
        "reports": len(story.reports), "heard": len(known.heard),
        "words": sum(len(r.text.split()) for r in story.reports),
        "crises": [
            {
                "key": c.key, "kind": c.kind, "at": c.at.isoformat(), "before": c.before.isoformat() if c.before else None,
                "names_actor": c.evidence_names_actor,
            }
            for c in story.truth.crises
        ],
        "looks": list(_encode_looks(story, known, Causes(story.scenario, story.truth, reports))),
        "bare": [_round(known.posterior(m)) for m in played.bare],
        "any": [_round(p) for p in played.any], "bare_any": [_round(p) for p in played.bare_any],
        "named": _encode_named(attribution),
        "speakers": [attribution.speakers.hits, attribution.speakers.of],
        "read": {r.lang: {"statements": _counts(r.statements), "events": _counts(r.events)} for r in score_readings(matched)},
    }  # fmt: skip


def _encode_looks(story: Story, known: Known, causes: Causes) -> Iterator[Mapping[str, Any]]:
    told = {h.document: h.told for h in known.heard}
    for moment in known.moments:
        fresh = story.published(moment.at - DAY, moment.at)
        cause, each = causes.find([told[key[:24]] for key in moment.inputs if key[:24] in told])
        yield {
            "at": moment.at.isoformat(), "p": _round(known.posterior(moment)), "cause": cause, "told": len(each),
            "unusual": count_unusual(moment.signals, moment.at), "titles": count_titles(fresh), "reports": len(fresh),
            "signals": len(moment.signals),
        }  # fmt: skip


def _encode_named(attribution: Attribution) -> list[Mapping[str, Any]]:
    return [
        {"act": n.act, "events": n.events, "errors": [[p.told, p.remark] for p in n.errors]} for n in attribution.crises
    ]


def _counts(retrieval: Retrieval) -> list[int]:
    return [retrieval.hits, retrieval.wanted, retrieval.found]


def _round(p: float) -> float:
    return round(p, 6)
