"""Who tells what: by visibility, delay, slant and reliability, with copies, faults, rumours and background."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercise.make_scenario import hours, make_inject, make_scripted
from vigie.exercise.cast import Scenario
from vigie.exercise.records import FAULTS, FORMS, Telling, Truth
from vigie.exercise.render import render_all
from vigie.exercise.scenario import load_scenario, packaged_names
from vigie.exercise.simulate import observe, simulate
from vigie.exercise.simulate.observe.figures import is_wrong, tell_numbers
from vigie.exercise.simulate.observe.noise import KINDS

SEEDS = tuple(str(seed) for seed in range(12))


@lru_cache(maxsize=None)
def told(name: str, seed: str = "1") -> tuple[Scenario, Truth, tuple[Telling, ...]]:
    """Return a packaged scenario, a run of it, and what is told of it."""
    scenario = load_scenario(name)
    truth = simulate(scenario, seed)
    return scenario, truth, observe(scenario, truth, seed)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=20))
def test_whatever_the_seed_tellings_are_sound(seed: str) -> None:
    scenario = make_scripted()
    truth = simulate(scenario, seed)
    tellings = observe(scenario, truth, seed)
    outlets = {o.key: o for o in scenario.outlets}
    by_key = {t.key: t for t in tellings}
    facts = {f.key: f for f in (*truth.acts, *truth.sayings, *truth.supposed)}
    assert len(by_key) == len(tellings)
    assert [t.at for t in tellings] == sorted(t.at for t in tellings)
    for t in tellings:
        outlet = outlets[t.outlet]
        assert t.lang == outlet.lang and t.form in {*outlet.forms, "wire"} and t.form in FORMS
        assert bool(t.refs) != bool(t.noise)
        assert all(facts[ref].at <= t.at for ref in t.refs)
        assert set(t.faults) <= set(FAULTS) and t.at < truth.end
        if t.of:
            assert by_key[t.of].outlet in outlet.syndicates and by_key[t.of].at <= t.at
            assert by_key[t.of].refs == t.refs and set(by_key[t.of].faults) <= set(t.faults)
        if t.refs and not t.of and t.refs[0] in {a.key for a in truth.acts} and "rumour" not in t.faults:
            true = dict(facts[t.refs[0]].numbers)
            assert ("number_noise" in t.faults) == any(is_wrong(one, true[one[0]]) for one in t.numbers)


def test_the_parts_make_the_whole_and_the_history_knows_no_seed() -> None:
    scenario, truth, whole = told("quiet")
    parts = [observe(scenario, truth, "1", part=part) for part in ("history", "exercise")]
    assert parts[0] + parts[1] == whole and all(parts)
    small = make_scripted(outlets=tuple(replace(o, delay=(0.0, 90.0)) for o in make_scripted().outlets))
    run = simulate(small, "1")
    assert sum((observe(small, run, "1", part=part) for part in ("history", "exercise")), ()) == observe(
        small, run, "1"
    )
    assert all(t.at < truth.start for t in parts[0]) and all(t.at >= truth.start for t in parts[1])
    other = told("quiet", "2")[1]
    assert observe(scenario, other, "2", part="history") == parts[0]
    assert observe(scenario, other, "2", part="exercise") != parts[1]
    with pytest.raises(ValueError, match="history"):
        observe(scenario, truth, "1", part="past")


@pytest.mark.parametrize("name", packaged_names())
def test_what_is_scripted_and_not_secret_is_told_in_every_run(name: str) -> None:
    for seed in SEEDS:
        scenario, truth, tellings = told(name, seed)
        known = {ref for t in tellings for ref in t.refs}
        last = truth.end - dt.timedelta(hours=12)
        scripted = {i.key for i in scenario.injects if i.does and not i.contingency}
        facts = [f for f in (*truth.acts, *truth.sayings) if f.key in scripted and f.at < last]
        assert not [f.key for f in facts if f.key not in known and not getattr(f, "secret", False)]


def test_several_outlets_tell_what_is_grave_within_hours_and_few_what_is_not() -> None:
    grave, small = [], []
    for seed in SEEDS:
        _, truth, tellings = told("strike", seed)
        by = {}
        for t in tellings:
            if t.refs:
                by.setdefault(t.refs[0], []).append(t)
        strike = next(a for a in truth.acts if a.key == "wave-brannoy")
        assert min(t.at for t in by["wave-brannoy"]) - strike.at < dt.timedelta(hours=12)
        grave.append(len({t.outlet for t in by["wave-brannoy"]}))
        small += [len(by.get(a.key, ())) for a in truth.acts if a.action == "consult" and not a.secret]
    assert min(grave) >= 3 and sum(small) / len(small) < 0.7 * sum(grave) / len(grave)


def test_a_secret_act_shows_as_a_rumour_or_not_at_all() -> None:
    shown = 0
    for seed in SEEDS:
        scenario = make_scripted()
        truth = simulate(scenario, seed)
        secret = {a.key: a for a in truth.acts if a.secret}
        tellings = [t for t in observe(scenario, truth, seed) if set(t.refs) & set(secret)]
        assert all(t.faults == ("rumour",) or t.of for t in tellings)
        assert all(t.at - secret[t.refs[0]].at >= hours(12) for t in tellings if t.refs[0] in secret)
        shown += any(t.refs[0] == "hidden" for t in tellings)
    assert 2 <= shown <= 18


def test_rumours_are_of_what_nobody_did_and_come_from_who_believes_them() -> None:
    count = 0
    for name in packaged_names():
        scenario, truth, tellings = told(name)
        reliable = {o.key: o.reliability for o in scenario.outlets}
        supposed = {a.key for a in truth.supposed}
        assert not supposed & {a.key for a in truth.acts}
        for t in tellings:
            if t.refs and t.refs[0] in supposed:
                assert "rumour" in t.faults and (t.of or reliable[t.outlet] < 0.65)
                count += 1
    assert count > 10


def test_mouths_of_a_party_carry_its_words_and_hide_its_deeds() -> None:
    own, others, deeds = 0, 0, Counter()
    for seed in SEEDS:
        scenario, truth, tellings = told("cover", seed)
        actor = {p.key: p.actor for p in scenario.persons}
        said = {s.key: actor[s.speaker] for s in truth.sayings}
        for t in tellings:
            if t.of or not t.refs or t.at < truth.start:
                continue
            if t.outlet == "drevan-ministry":
                assert said.get(t.refs[0], "drevania") == "drevania"
            if t.outlet == "drevan-state" and t.refs[0] in said:
                own, others = own + (said[t.refs[0]] == "drevania"), others + (said[t.refs[0]] != "drevania")
            if t.refs[0] == "columns-leave":
                deeds[t.outlet] += 1
    sayings = [said[s.key] == "drevania" for s in truth.sayings if s.at >= truth.start]
    assert own / (own + others) > 1.4 * sum(sayings) / len(sayings)
    assert deeds["drevan-state"] < 0.4 * deeds["northline"]


def test_copies_cross_languages_and_translations_leave_scars() -> None:
    crossed = scarred = 0
    for seed in SEEDS:
        _, _, tellings = told("strike", seed)
        lang = {t.key: t.lang for t in tellings}
        for t in tellings:
            if t.of and lang[t.of] != t.lang:
                crossed, scarred = crossed + 1, scarred + ("translated" in t.faults)
    assert crossed > 100 and 0.4 < scarred / crossed < 0.85


def test_the_less_reliable_an_outlet_the_more_it_gets_wrong() -> None:
    slips, items = Counter(), Counter()
    for seed in SEEDS:
        for t in told("strike", seed)[2]:
            if t.refs and not t.of and "rumour" not in t.faults:
                items[t.outlet] += 1
                slips[t.outlet] += bool(t.faults)
    assert slips["northline"] / items["northline"] < 0.5 * slips["beacon"] / items["beacon"]


def test_background_has_its_week_and_its_rate() -> None:
    scenario, truth, tellings = told("quiet")
    noise = [t for t in tellings if t.noise]
    days = Counter(t.at.weekday() for t in noise)
    assert {t.noise for t in noise} == set(KINDS)
    assert abs(len(noise) / (scenario.history + scenario.days) - scenario.noise_per_day) < 0.06 * scenario.noise_per_day
    assert (days[5] + days[6]) / 2 < 0.75 * sum(days[d] for d in range(5)) / 5
    none = replace(scenario, noise_per_day=0.0)
    assert not [t for t in observe(none, truth, "1") if t.noise]


@pytest.mark.parametrize("reliability", [0.2, 0.6, 1.0])
def test_numbers_grow_surer_with_time_and_reliability(reliability: float) -> None:
    import random

    def share(after: float) -> float:
        rows = [
            tell_numbers((("killed", 40),), reliability=reliability, hours=after, rng=random.Random(n))
            for n in range(2000)
        ]
        return sum(row[0][1:] == ("exact", 40, 40) for row in rows) / len(rows)

    assert abs(share(0) - 0.4 * reliability) < 0.04
    assert abs(share(24) - reliability) < 0.04
    assert tell_numbers((("killed", 0),), reliability=1, hours=1, rng=random.Random(1)) == ()


def test_an_inject_that_names_its_outlets_is_told_by_them_alone() -> None:
    inject = make_inject(
        "seen",
        at=hours(20),
        outlets=("ledger",),
        does={"actor": "ostmar", "action": "incursion", "recipient": "norvane"},
    )
    scenario = make_scripted(inject)
    truth = simulate(scenario, "1")
    own = [t.outlet for t in observe(scenario, truth, "1") if t.refs[:1] == ("seen",) and not t.of]
    assert own == ["ledger"]


@pytest.mark.parametrize("name", packaged_names())
def test_everything_told_can_be_rendered(name: str) -> None:
    scenario, truth, tellings = told(name)
    later = [t for t in tellings if t.at >= truth.start - dt.timedelta(days=5)]
    for telling, report in zip(later, render_all(scenario, truth, later, "1"), strict=True):
        assert report.text.startswith(("EXERCISE", "EXERCICE")) and report.published == telling.at
        if telling.refs and telling.refs[0].startswith("rumour"):
            assert "rumour" in report.faults
