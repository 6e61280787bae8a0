"""Makers of reporting for tests of the drill itself: acts of the injects alone, two outlets, plain words, some sport."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator

from vigie.exercise.cast import Scenario
from vigie.exercise.drill.story import Makers
from vigie.exercise.records import Act, Report, Telling, Truth
from vigie.exercise.scenario import find_scripted, find_times


def simulate(scenario: Scenario, seed: str) -> Truth:
    times = find_times(scenario.injects)
    acts = [
        Act(
            key=f"act/{i.key}", at=scenario.start + times[i.key], actor=i.does["actor"], action=i.does["action"],
            recipient=i.does.get("recipient"), site=i.does.get("site"), inject=i.key,
        )
        for i in scenario.injects
        if i.does and "action" in i.does and not i.contingency and i.key in times
    ]  # fmt: skip
    end = scenario.start + dt.timedelta(days=scenario.days)
    return Truth(
        scenario=scenario.key, seed=seed, start=scenario.start, end=end, acts=tuple(sorted(acts, key=lambda a: a.at)),
        sayings=(),
    )  # fmt: skip


def observe(scenario: Scenario, truth: Truth, seed: str) -> tuple[Telling, ...]:
    told = []
    for act in truth.acts:
        for outlet in scenario.outlets[:2]:
            late = dt.timedelta(minutes=random.Random(f"{seed}/{act.key}/{outlet.key}").randint(20, 200))
            told.append(
                Telling(
                    key=f"{act.key}/{outlet.key}", outlet=outlet.key, at=act.at + late, lang=outlet.lang,
                    form=outlet.forms[0], refs=(act.key,), inject=act.inject,
                )
            )  # fmt: skip
    for day in range(-scenario.history, scenario.days):
        rng = random.Random(f"{seed}/noise/{scenario.start + dt.timedelta(days=day)}")
        for n in range(round(scenario.noise_per_day)):
            outlet = scenario.outlets[n % len(scenario.outlets)]
            at = scenario.start + dt.timedelta(days=day, minutes=rng.randrange(1, 1440))
            told.append(
                Telling(
                    key=f"noise/{at:%Y%m%d}/{n}", outlet=outlet.key, at=at, lang=outlet.lang, form="wire", noise="sport"
                )
            )
    return tuple(sorted(told, key=lambda t: (t.at, t.key)))


def render_all(scenario: Scenario, truth: Truth, tellings: Iterable[Telling], seed: str) -> Iterator[Report]:
    acts = {act.key: act for act in truth.acts}
    names = {party.key: party.names for party in scenario.cast}
    for telling in tellings:
        act = acts.get(telling.refs[0]) if telling.refs else None
        rng = random.Random(f"{seed}/{telling.key}")
        title = f"{names[act.actor][telling.lang]}: {act.action}" if act else f"Match {rng.randint(0, 10**6)}"
        said = "said its defence ministry" if telling.lang == "en" else "a déclaré le ministère de la Défense"
        mark = "EXERCISE" if telling.lang == "en" else "EXERCICE"
        text = f"{mark} – {scenario.title[telling.lang]} – not real\n\n{title}\n\n“{title}”, {said}.\n"
        yield Report(
            key=telling.key, outlet=telling.outlet, published=telling.at, lang=telling.lang, form=telling.form,
            title=title, text=text, refs=telling.refs, inject=telling.inject,
        )  # fmt: skip


MAKERS = Makers(simulate=simulate, observe=observe, render_all=render_all, find_scripted=find_scripted)
