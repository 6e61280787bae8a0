"""What is in a scenario, in a few lines: for whoever has just written one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from vigie.exercise.cast import Inject, Scenario
from vigie.exercise.scenario.times import find_times, show_at

WIDTH = 24


def show_summary(scenario: Scenario, *, lang: str = "en") -> str:
    """Return the counts of a scenario, its storylines, and its timeline by day; an asterisk marks where a crisis begins."""
    return "\n".join((*_head(scenario, lang), "", *_storylines(scenario), "", *_timeline(scenario)))


def _head(scenario: Scenario, lang: str) -> Iterator[str]:
    end = scenario.start + dt.timedelta(days=scenario.days)
    title = scenario.title.get(lang) or next(iter(scenario.title.values()))
    expected = [one for inject in scenario.injects for one in inject.expected]
    crises = [inject for inject in scenario.injects if inject.crisis]
    unnamed = sum(not inject.crisis_names_actor for inject in crises)
    yield f"EXERCISE  {scenario.key}: {title}"
    yield f"  {scenario.start:%Y-%m-%d} to {end:%Y-%m-%d}, {scenario.days} days after {scenario.history} of history"
    roles = ", ".join(f"{role}: {' '.join(keys)}" for role, keys in scenario.roles.items())
    yield f"  problem {scenario.problem}; {roles}"
    yield (
        f"  {len(scenario.cast)} parties, {len(scenario.persons)} people, {len(scenario.sites)} places, "
        f"{len(scenario.outlets)} outlets ({', '.join(scenario.langs)}), {len(scenario.drills)} exercises "
        f"({sum(drill.calendar for drill in scenario.drills)} in the calendar)"
    )
    yield (
        f"  {len(scenario.injects)} injects, {sum(i.contingency for i in scenario.injects)} of them contingencies; "
        f"{len(expected)} expected actions, weight {sum(one.weight for one in expected):g}"
    )
    told = f"{len(crises)} ({unnamed} whose actor cannot be known)" if crises else "none: every alarm is false"
    yield f"  crises: {told}"


def _storylines(scenario: Scenario) -> Iterator[str]:
    yield f"  {'storyline':{WIDTH}} injects   acts sayings  texts expected"
    for storyline in dict.fromkeys(inject.storyline for inject in scenario.injects):
        yield _count(storyline, [inject for inject in scenario.injects if inject.storyline == storyline])


def _count(name: str, injects: Sequence[Inject]) -> str:
    acts = sum("action" in (inject.does or {}) for inject in injects)
    sayings = sum("stance" in (inject.does or {}) for inject in injects)
    texts = sum(inject.text is not None for inject in injects)
    expected = sum(len(inject.expected) for inject in injects)
    return f"  {name:{WIDTH}} {len(injects):7} {acts:6} {sayings:7} {texts:6} {expected:8}"


def _timeline(scenario: Scenario) -> Iterator[str]:
    """Yield a line for each day: how much happens, and the keys of what begins a crisis or asks for action."""
    times = find_times(scenario.injects)
    for day in range(scenario.days):
        today = sorted((times[i.key], i.key, i) for i in scenario.injects if times[i.key].days == day)
        marked = [
            f"{'*' if i.crisis else ''}{show_at(at)[-5:]} {key}" for at, key, i in today if i.crisis or i.expected
        ]
        yield f"  D+{day:<3} {len(today):2}  {', '.join(marked)}".rstrip()
