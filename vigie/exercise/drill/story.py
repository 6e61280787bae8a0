"""What a drill tells its watch: truth and reports of a scenario and a seed, with all that controllers changed.

What was published before a change stays as it was; only what comes later is another story.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vigie.errors import DrillError
from vigie.exercise.cast import Inject, Scenario
from vigie.exercise.drill.state import Change
from vigie.exercise.records import Act, Crisis, Report, Saying, Telling, Truth
from vigie.exercise.scenario import find_times

Renders = Callable[[Scenario, Truth, Iterable[Telling], str], Iterator[Report]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """The parts that make reporting: a simulator, what outlets notice, their words, and words that stand in scenarios."""

    simulate: Callable[[Scenario, str], Truth]
    observe: Callable[[Scenario, Truth, str], Sequence[Telling]]
    render_all: Renders
    find_scripted: Callable[[Scenario], Sequence[Report]]


def load_makers() -> Makers:
    """Return the parts that come with Vigie."""
    from vigie.exercise.render import render_all
    from vigie.exercise.scenario import find_scripted
    from vigie.exercise.simulate import observe, simulate

    return Makers(simulate=simulate, observe=observe, render_all=render_all, find_scripted=find_scripted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A drill's scenario as it now stands, what is so in it, and all reports in the order in which they come out."""

    scenario: Scenario
    truth: Truth
    reports: tuple[Report, ...]
    times: Mapping[str, dt.datetime]

    @property
    def end(self) -> dt.datetime:
        """Return when the drill is over."""
        return self.scenario.start + dt.timedelta(days=self.scenario.days)

    def published(self, after: dt.datetime, until: dt.datetime) -> tuple[Report, ...]:
        """Return the reports that came out after one moment and up to another."""
        return tuple(r for r in self.reports if after < r.published <= until)


def make_story(scenario: Scenario, seed: str, changes: Sequence[Change], makers: Makers) -> Story:
    """Return the story: the same for the same scenario, seed and changes."""
    past: tuple[Report, ...] = ()
    since = scenario.start - dt.timedelta(seconds=1)
    draft = _simulate(scenario, seed, makers)
    for number, change in enumerate(changes, 1):
        past = (*past, *_tell(draft, seed, makers, since, change.at))
        since = max(since, change.at)
        draft = _change(draft, change, number, seed, makers)
    reports = (*past, *_distinct(past, _tell(draft, seed, makers, since, None)))
    ordered = tuple(sorted(reports, key=lambda r: (r.published, r.key)))
    times = {key: draft.scenario.start + at for key, at in find_times(draft.scenario.injects).items()}
    return Story(scenario=draft.scenario, truth=draft.truth, reports=ordered, times=times)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A story that is not yet worded."""

    scenario: Scenario
    truth: Truth
    tellings: tuple[Telling, ...]


def _simulate(scenario: Scenario, seed: str, makers: Makers) -> _Draft:
    truth = makers.simulate(scenario, seed)
    return _Draft(scenario=scenario, truth=truth, tellings=tuple(makers.observe(scenario, truth, seed)))


def _tell(
    draft: _Draft, seed: str, makers: Makers, after: dt.datetime, until: dt.datetime | None
) -> tuple[Report, ...]:
    """Return the reports that come out after one moment and up to another."""

    def is_between(at: dt.datetime) -> bool:
        return after < at and (until is None or at <= until)

    chosen = [t for t in draft.tellings if is_between(t.at)]
    scripted = [r for r in makers.find_scripted(draft.scenario) if is_between(r.published)]
    return (*makers.render_all(draft.scenario, draft.truth, chosen, seed), *scripted)


def _distinct(past: Sequence[Report], coming: Sequence[Report]) -> Iterator[Report]:
    """Yield the reports that come, under keys that those already out do not have."""
    held = {report.key for report in past}
    for report in coming:
        key, n = report.key, 2
        while key in held:
            key, n = f"{report.key}+{n}", n + 1
        held.add(key)
        yield replace(report, key=key) if key != report.key else report


def _change(draft: _Draft, change: Change, number: int, seed: str, makers: Makers) -> _Draft:
    if change.what == "shift":
        return _shift(draft, change, number, seed, makers)
    scenario = change_injects(draft.scenario, change)
    return _simulate(scenario, seed, makers)


def change_injects(scenario: Scenario, change: Change) -> Scenario:
    """Return the scenario with an inject sent now, or left out with all that is said of it.

    Raises:
        DrillError: there is no such inject in it.
    """
    found = next((i for i in scenario.injects if i.key == change.inject), None)
    if found is None:
        raise DrillError(f"no inject {change.inject!r} in {scenario.key}; `vigie exercise control … status` names them")
    if change.what == "fire":
        sent = replace(found, at=change.at - scenario.start, after=(), delay=dt.timedelta(0), contingency=False)
        return replace(scenario, injects=tuple(sent if i is found else i for i in scenario.injects))
    gone = find_gone(scenario, found.key)
    times = find_times(scenario.injects)
    left = (i for i in scenario.injects if i.key not in gone)
    return replace(scenario, injects=tuple(_without(i, gone, times) for i in left))


def find_gone(scenario: Scenario, key: str) -> frozenset[str]:
    """Return the injects that go when one is skipped: itself, and what is said about its act."""
    return frozenset({key} | {i.key for i in scenario.injects if (i.does or {}).get("act") == key})


def _without(inject: Inject, gone: frozenset[str], times: Mapping[str, dt.timedelta]) -> Inject:
    """Return an inject that waits for none of those that are gone; it keeps its time."""
    kept = replace(inject, crisis_since=None if inject.crisis_since in gone else inject.crisis_since)
    if not gone & set(inject.after) or inject.key not in times:
        return kept
    return replace(kept, at=times[inject.key], after=(), delay=dt.timedelta(0))


def _shift(draft: _Draft, change: Change, number: int, seed: str, makers: Makers) -> _Draft:
    """Return the story with all that has not happened yet so much later; background news goes on meanwhile."""
    by, at, whole = dt.timedelta(days=change.days), change.at, draft.scenario
    times = find_times(whole.injects)
    coming = {key for key, held in times.items() if whole.start + held > at}
    scenario = replace(
        whole,
        days=whole.days + math.ceil(change.days),
        injects=tuple(
            replace(i, at=times[i.key] + by, after=(), delay=dt.timedelta(0)) if i.key in coming and not i.contingency
            else i for i in whole.injects
        ),
        drills=tuple(
            replace(d, begins=d.begins + by, ends=d.ends + by) if whole.start + d.begins > at else d for d in whole.drills
        ),
    )  # fmt: skip
    truth = _shift_truth(draft.truth, at, by, math.ceil(change.days))
    happening: list[Act | Saying] = [*draft.truth.acts, *draft.truth.sayings]
    late = {x.key for x in happening if x.at > at}
    told = [replace(t, at=t.at + by) if t.refs and t.refs[0] in late else t for t in draft.tellings]
    return _Draft(scenario=scenario, truth=truth, tellings=(*told, *_fill(scenario, draft, number, seed, makers)))


def _fill(scenario: Scenario, draft: _Draft, number: int, seed: str, makers: Makers) -> Iterator[Telling]:
    """Yield background news for the days that were added at the end."""
    end = draft.scenario.start + dt.timedelta(days=draft.scenario.days)
    added = replace(scenario, start=end, days=scenario.days - draft.scenario.days, history=0, injects=(), drills=())
    nothing = Truth(
        scenario=scenario.key, seed=seed, start=end, end=end + dt.timedelta(days=added.days), acts=(), sayings=()
    )
    for telling in makers.observe(added, nothing, f"{seed}/added/{number}"):
        if telling.noise is not None and telling.at > end:
            of = f"added{number}-{telling.of}" if telling.of else None
            yield replace(telling, key=f"added{number}-{telling.key}", of=of)


def _shift_truth(truth: Truth, at: dt.datetime, by: dt.timedelta, days: int) -> Truth:
    def later(held: Any) -> Any:
        return replace(held, at=held.at + by) if held.at > at else held

    acts: tuple[Act, ...] = tuple(later(a) for a in truth.acts)
    sayings: tuple[Saying, ...] = tuple(later(s) for s in truth.sayings)
    crises: tuple[Crisis, ...] = tuple(
        replace(later(c), before=c.before + by if c.before and c.before > at else c.before) for c in truth.crises
    )
    postures = tuple(_shift_postures(truth.postures, at.date(), days))
    return replace(truth, acts=acts, sayings=sayings, crises=crises, postures=postures, end=truth.end + by)


def _shift_postures(
    rows: Sequence[tuple[str, str, int, int]], day: dt.date, days: int
) -> Iterator[tuple[str, str, int, int]]:
    """Yield each actor's posture by day; on the days put in it stays as it was."""
    for held, actor, conventional, nuclear in rows:
        if held <= day.isoformat():
            yield held, actor, conventional, nuclear
        if held == day.isoformat():
            for n in range(1, days + 1):
                yield (day + dt.timedelta(days=n)).isoformat(), actor, conventional, nuclear
        if held > day.isoformat():
            moved = dt.date.fromisoformat(held) + dt.timedelta(days=days)
            yield moved.isoformat(), actor, conventional, nuclear
