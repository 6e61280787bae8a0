"""What is so in a run: the script in its place, what is made up around it, and nothing grave that is not scripted."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from collections import Counter
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercise.make_scenario import hours, make_inject, make_scripted
from vigie.exercise.cast import Scenario
from vigie.exercise.records import Truth
from vigie.exercise.scenario import load_scenario, packaged_names
from vigie.exercise.simulate import load_actions, observe, simulate
from vigie.exercise.simulate.truth import HISTORY

SEEDS = tuple(str(seed) for seed in range(12))
BYTES = """
import hashlib
from tests.exercise.make_scenario import make_scripted
from vigie.exercise.scenario import load_scenario
from vigie.exercise.simulate import observe, run_many, simulate
digest = hashlib.sha256()
for scenario in (make_scripted(), load_scenario("strike")):
    truth = simulate(scenario, "7")
    digest.update(repr((truth, observe(scenario, truth, "7"))).encode())
    digest.update(run_many(scenario, runs=30, days=20, seed=7).counts.tobytes())
print(digest.hexdigest())
"""


@lru_cache(maxsize=None)
def truth_of(name: str, seed: str = "1") -> tuple[Scenario, Truth]:
    """Return a packaged scenario and a run of it."""
    scenario = load_scenario(name)
    return scenario, simulate(scenario, seed)


def test_one_seed_gives_the_same_bytes_whatever_python_hashes_by() -> None:
    found = set()
    for hashed in ("0", "1", "4711"):
        env = {**os.environ, "PYTHONHASHSEED": hashed, "OMP_NUM_THREADS": "1"}
        found.add(
            subprocess.run([sys.executable, "-c", BYTES], env=env, capture_output=True, text=True, check=True).stdout
        )
    assert len(found) == 1 and len(next(iter(found)).strip()) == hashlib.sha256().digest_size * 2


def test_another_seed_gives_other_days_on_the_same_history() -> None:
    scenario = make_scripted()
    one, other = simulate(scenario, "1"), simulate(scenario, "2")

    def split(truth: Truth) -> tuple[list, list]:
        rows = [*truth.acts, *truth.sayings, *truth.supposed]
        return [r for r in rows if r.at < truth.start], [r for r in rows if r.at >= truth.start]

    assert split(one)[0] == split(other)[0] and split(one)[0]
    assert split(one)[1] != split(other)[1]
    assert split(simulate(scenario, "1", history=f"{HISTORY}/2"))[0] != split(one)[0]


def test_the_script_stands_where_it_says() -> None:
    scenario = make_scripted()
    truth = simulate(scenario, "1")
    at = {fact.key: fact.at - scenario.start for fact in (*truth.acts, *truth.sayings)}
    assert (at["sign"], at["strike"], at["claimed"], at["hidden"]) == (hours(30), hours(70), hours(75), hours(100))
    assert "words" not in at
    strike = next(a for a in truth.acts if a.key == "strike")
    assert (strike.inject, strike.site, strike.numbers) == (
        "strike",
        "korva_plant",
        (("missiles", 9), ("killed", 4), ("wounded", 31)),
    )
    assert next(a for a in truth.acts if a.key == "hidden").secret
    claimed = next(s for s in truth.sayings if s.key == "claimed")
    assert (claimed.act, claimed.is_true, claimed.speaker) == ("strike", True, "drosh")


def test_a_crisis_lasts_from_its_first_sign_until_its_act() -> None:
    scenario = make_scripted()
    (crisis,) = simulate(scenario, "1").crises
    assert (crisis.key, crisis.kind, crisis.actor, crisis.act) == ("strike", "departure", "ostmar", "strike")
    assert (crisis.at, crisis.before) == (scenario.start + hours(30), scenario.start + hours(70))


def test_what_waits_for_the_controller_happens_when_he_sends_it() -> None:
    scenario = make_scripted()
    unsent = simulate(scenario, "1")
    keys = {fact.key for fact in (*unsent.acts, *unsent.sayings)}
    assert not keys & {"waits", "behind"}
    sent = simulate(scenario, "1", sent={"waits": hours(80)})
    at = {fact.key: fact.at - scenario.start for fact in (*sent.acts, *sent.sayings)}
    assert (at["waits"], at["behind"]) == (hours(80), hours(82))


def test_what_the_controller_sends_changes_nothing_that_was_told_before() -> None:
    scenario = make_scripted()
    moment = hours(10 + 24 * 5)
    for seed in SEEDS[:8]:
        one, other = simulate(scenario, seed), simulate(scenario, seed, sent={"waits": moment})
        now = scenario.start + moment
        assert [a for a in one.acts if a.at < now] == [a for a in other.acts if a.at < now]
        assert [s for s in one.sayings if s.at < now] == [s for s in other.sayings if s.at < now]
        first, second = (observe(scenario, truth, seed) for truth in (one, other))
        assert [t for t in first if t.at < now] == [t for t in second if t.at < now]
        assert any("waits" in t.refs for t in second)


def test_a_pair_bound_by_the_script_does_nothing_else_that_day() -> None:
    acts = [
        make_inject(f"d{n}", at=hours(24 * n + 12), does={"actor": "ostmar", "action": "demand", "recipient": "tellia"})
        for n in range(14)
    ]
    scenario = make_scripted(*acts)
    for seed in SEEDS:
        made_up = [a for a in simulate(scenario, seed).acts if a.at >= scenario.start and not a.inject and a.recipient]
        assert not [a for a in made_up if {a.actor, a.recipient} == {"ostmar", "tellia"}]


@pytest.mark.parametrize("name", packaged_names())
def test_nothing_grave_is_made_up(name: str) -> None:
    table, caps = load_actions().by_key, load_actions().caps
    for seed in SEEDS:
        scenario, truth = truth_of(name, seed)
        for act in truth.acts:
            if act.inject is None and act.action not in ("siren",):
                cap = caps["history"] if act.at < truth.start else caps["exercise"]
                assert table[act.action].severity <= cap, act
    assert caps["history"] < table["mobilise"].severity and caps["exercise"] < table["raise_alert"].severity


def test_quiet_has_no_crisis_and_no_posture_ever_rises() -> None:
    for seed in SEEDS:
        scenario, truth = truth_of("quiet", seed)
        rest = {c.key: (c.conventional, c.nuclear) for c in scenario.cast}
        first = truth.start.date().isoformat()
        assert not truth.crises
        assert all(conv <= rest[k][0] and nuc <= rest[k][1] for day, k, conv, nuc in truth.postures if day >= first)


@pytest.mark.parametrize(("name", "kinds"), [("quiet", []), ("strike", ["strike"] * 4), ("cover", ["departure"])])
def test_crises_are_those_of_the_script(name: str, kinds: list[str]) -> None:
    assert [c.kind for c in truth_of(name)[1].crises] == kinds


def test_the_history_is_mostly_calm_with_small_scares_and_a_weekly_cycle() -> None:
    scenario = load_scenario("quiet")
    severity, days = Counter(), Counter()
    for stream in range(8):
        truth = simulate(scenario, "1", history=f"h{stream}")
        for act in truth.acts:
            if act.at < truth.start:
                severity[load_actions().by_key[act.action].severity] += 1
                days[act.at.weekday()] += 1
    total = severity.total()
    assert severity[0] + severity[1] > 0.85 * total
    assert 5 <= severity[3] + severity[4] < 0.05 * total
    assert (days[5] + days[6]) / 2 < 0.75 * sum(days[d] for d in range(5)) / 5


@pytest.mark.parametrize("name", packaged_names())
def test_exercises_of_the_calendar_are_held_once(name: str) -> None:
    _, truth = truth_of(name)
    found = Counter((a.exercise, a.action) for a in truth.acts if a.action in ("begin_exercise", "end_exercise"))
    assert set(found.values()) == {1}
    assert found["clear-water", "begin_exercise"] and found["amber-road", "end_exercise"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_the_seeds_all_is_in_time_and_refers_to_what_is_there(seed: str, history: str) -> None:
    scenario = make_scripted()
    truth = simulate(scenario, seed, history=history)
    facts = [*truth.acts, *truth.sayings]
    first = truth.start - dt.timedelta(days=scenario.history)
    assert all(first <= fact.at < truth.end for fact in facts)
    assert len({fact.key for fact in (*facts, *truth.supposed)}) == len(facts) + len(truth.supposed)
    assert [a.at for a in truth.acts] == sorted(a.at for a in truth.acts)
    acts = {a.key: a for a in truth.acts}
    persons = {p.key: p.actor for p in scenario.persons}
    for saying in truth.sayings:
        assert saying.speaker in persons
        if saying.act:
            assert saying.act in acts and acts[saying.act].at <= saying.at
        if saying.stance == "accusation":
            assert saying.accused and saying.accused != persons[saying.speaker]
    assert len(truth.postures) == (scenario.history + scenario.days) * len(scenario.cast)
    assert all(0 <= row[2] <= 5 and 0 <= row[3] <= 5 for row in truth.postures)


def test_denials_of_what_was_done_are_false_and_looks_go_by_posture() -> None:
    scenario, seen = load_scenario("cover"), Counter()
    for seed in SEEDS:
        truth = truth_of("cover", seed)[1]
        posture = {(day, key): (conv, nuc) for day, key, conv, nuc in truth.postures}
        rest = {c.key: (c.conventional, c.nuclear) for c in scenario.cast}
        for saying in truth.sayings:
            if saying.inject is None and saying.stance == "denial":
                assert saying.is_true is False
            if saying.key.startswith("look-") and saying.stance in ("no_change", "no_indication"):
                k = saying.domain == "nuclear"
                raised = posture[saying.at.date().isoformat(), saying.accused][k] > rest[saying.accused][k]
                assert saying.is_true is not raised
                seen[raised] += saying.at >= truth.start
    assert seen[True] and seen[False]


def test_intents_show_in_words_and_only_from_the_start_on() -> None:
    def count(name: str, stance: str) -> tuple[int, int]:
        found = Counter()
        for seed in SEEDS:
            truth = truth_of(name, seed)[1]
            for s in truth.sayings:
                if s.key.startswith("word-") and s.key.endswith("drevania") and s.stance == stance:
                    found[s.at >= truth.start] += 1
        return found[False], found[True]

    assert count("quiet", "threat")[0] == 0 and count("quiet", "threat")[1] > 20
    assert count("cover", "reassurance")[0] == 0 and count("cover", "reassurance")[1] > 20
