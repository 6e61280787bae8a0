"""A debrief, made: what was so in a drill, held against what its desk knew and did. Pure: no ledger, clock or dice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from vigie.exercise.cast import Scenario
from vigie.exercise.debrief.alarms import Up, find_crisis, find_quiet, find_rises
from vigie.exercise.debrief.causes import Causes
from vigie.exercise.debrief.injects import score_injects
from vigie.exercise.debrief.judged import score_judgments
from vigie.exercise.debrief.match import match_all
from vigie.exercise.debrief.missed import find_missed
from vigie.exercise.debrief.oppositions import score_contradictions
from vigie.exercise.debrief.postures import score_postures
from vigie.exercise.debrief.readings import score_attribution, score_readings
from vigie.exercise.debrief.records import SETTING, Debrief, FalseAlarm, Known, Rise
from vigie.exercise.records import Report, Truth


def make_debrief(
    scenario: Scenario, truth: Truth, reports: Sequence[Report], known: Known, *, exercise: str,
    times: Mapping[str, dt.datetime], setting: float = SETTING,
) -> Debrief:  # fmt: skip
    """Return the debrief of one drill.

    `exercise` is the drill's identifier, `times` says when injects happened. An alarm is up at a moment when a
    hypothesis that alarms are about has a posterior of at least `setting`; it is false when it goes up while it is
    quiet, which it is until the first crisis begins.
    """
    held = {r.key: r for r in reports}
    ups = find_ups(known, truth)
    until, quiet_days = find_quiet(truth.crises, truth.start, truth.end)
    quiet = [up for up in ups if up[0] <= until]
    crises = tuple(find_crisis(c, ups, setting=setting, end=truth.end) for c in truth.crises)
    matched = match_all(known, held)
    false = tell_false(find_rises(quiet, setting=setting), Causes(scenario, truth, held), known)
    attribution = score_attribution(scenario, truth, matched)
    contradictions = score_contradictions(truth, matched, known, {p.key: p.actor for p in scenario.persons})
    return Debrief(
        exercise=exercise, scenario=scenario.key, seed=truth.seed, start=truth.start, end=truth.end, setting=setting,
        crises=crises,
        quiet_days=quiet_days,
        quiet_moments=len(quiet),
        alarm_moments=sum(p >= setting for _, p, _ in quiet),
        false_alarms=false,
        attribution=attribution,
        read=score_readings(matched),
        postures=score_postures(scenario, truth, known.moments),
        contradictions=contradictions,
        injects=score_injects(scenario, truth, held, known, times),
        judgments=score_judgments(truth, known),
        missed=find_missed(
            truth, held, matched, known, crises=crises, false_alarms=false, attribution=attribution,
            contradictions=contradictions,
        ),
    )  # fmt: skip


def find_ups(known: Known, truth: Truth) -> list[Up]:
    """Return how strongly the alarm was up at each moment of the drill, in time."""
    moments = sorted(known.moments, key=lambda m: m.at)
    return [(m.at, known.posterior(m), m.inputs) for m in moments if truth.start < m.at <= truth.end]


def tell_false(rises: Sequence[Rise], causes: Causes, known: Known) -> tuple[FalseAlarm, ...]:
    """Return the alarms with the cause of each, from the reports that its records stand in."""
    told = {h.document: h.told for h in known.heard}
    found = []
    for rise in rises:
        cause, each = causes.find([told[key[:24]] for key in rise.inputs if key[:24] in told])
        found.append(FalseAlarm(at=rise.at, cause=cause, moments=rise.moments, told=each))
    return tuple(found)
