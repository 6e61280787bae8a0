"""What a scenario's script says is done and said, with its times worked out, and its calendar of exercises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from vigie.exercise.cast import Drill, Inject, Scenario
from vigie.exercise.records import Act, Crisis, Saying
from vigie.exercise.scenario.times import find_times

NOTICE = dt.timedelta(days=7, hours=-3)
"""How long before its beginning an exercise of the calendar is announced."""
_CALENDAR = ("announce_exercise", "begin_exercise", "end_exercise")
_TRUTHS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is scripted: acts (those of the calendar among them), sayings, crises, all in time."""

    acts: tuple[Act, ...]
    sayings: tuple[Saying, ...]
    crises: tuple[Crisis, ...]


def read_script(scenario: Scenario, *, sent: Mapping[str, dt.timedelta] | None = None) -> Script:
    """Return the script of a scenario. Injects that wait for the controller are in it from when he has `sent` them."""
    injects = _find_live(scenario, sent or {})
    times = find_times(injects)
    placed = [(i, scenario.start + times[i.key]) for i in injects if i.key in times and i.does]
    acts = [_read_act(inject, at) for inject, at in placed if "action" in (inject.does or {})]
    acts += _find_calendar(scenario, acts)
    keys = {act.key for act in acts}
    sayings = [_read_saying(inject, at, keys) for inject, at in placed if "stance" in (inject.does or {})]
    crises = [_read_crisis(inject, at, scenario.start, times) for inject, at in placed if inject.crisis]
    return Script(
        acts=tuple(sorted(acts, key=lambda act: (act.at, act.key))),
        sayings=tuple(sorted(sayings, key=lambda saying: (saying.at, saying.key))),
        crises=tuple(sorted(crises, key=lambda crisis: (crisis.at, crisis.key))),
    )


def _find_live(scenario: Scenario, sent: Mapping[str, dt.timedelta]) -> list[Inject]:
    """Return the injects that happen by themselves, and those that the controller has sent, at their time."""
    found = []
    for inject in scenario.injects:
        if inject.contingency and inject.key in sent:
            found.append(replace(inject, at=sent[inject.key], after=()))
        elif not inject.contingency:
            found.append(inject)
    return found


def _read_act(inject: Inject, at: dt.datetime) -> Act:
    does = inject.does or {}
    return Act(
        key=inject.key, at=at, actor=does["actor"], action=does["action"], recipient=does.get("recipient"),
        site=does.get("site"), exercise=does.get("exercise"), numbers=inject.numbers, secret=does.get("secret") == "yes",
        inject=inject.key,
    )  # fmt: skip


def _read_saying(inject: Inject, at: dt.datetime, acts: Collection[str]) -> Saying:
    does = inject.does or {}
    act = does.get("act")
    return Saying(
        key=inject.key, at=at, speaker=does["speaker"], stance=does["stance"], act=act if act in acts else None,
        accused=does.get("accused"), domain=does.get("domain"), is_true=_TRUTHS.get(does.get("is_true", "")),
        inject=inject.key,
    )  # fmt: skip


def _read_crisis(
    inject: Inject, at: dt.datetime, start: dt.datetime, times: Mapping[str, dt.timedelta]
) -> Crisis:  # fmt: skip
    since = times.get(inject.crisis_since or "")
    return Crisis(
        key=inject.key, kind=inject.crisis or "", at=at if since is None else start + since,
        before=None if since is None else at, actor=(inject.does or {})["actor"], act=inject.key,
        evidence_names_actor=inject.crisis_names_actor,
    )  # fmt: skip


def _find_calendar(scenario: Scenario, scripted: Collection[Act]) -> list[Act]:
    """Return what the calendar's exercises do by themselves, where no inject does it for them."""
    told = {(act.exercise, act.action) for act in scripted}
    first = scenario.start - dt.timedelta(days=scenario.history)
    last = scenario.start + dt.timedelta(days=scenario.days)
    return [
        act
        for drill in scenario.drills
        for act in _hold(drill, scenario.start)
        if first <= act.at < last and (drill.key, act.action) not in told
    ]


def _hold(drill: Drill, start: dt.datetime) -> Iterator[Act]:
    usual = tuple((unit, (low + high) // 2) for unit, (low, high) in drill.usual.items())
    held = tuple(drill.held.items())
    times = (start + drill.begins - NOTICE, start + drill.begins, start + drill.ends)
    for action, at, numbers in zip(_CALENDAR, times, (usual, held, ()), strict=True):
        yield Act(
            key=f"{drill.key}-{action.partition('_')[0]}", at=at, actor=drill.organiser, action=action, site=drill.site,
            exercise=drill.key, numbers=numbers,
        )  # fmt: skip
