"""The three packaged scenarios: sound, rich, their own, and true to what they are for."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys

import pytest

from vigie.exercise.cast import Inject, Scenario
from vigie.exercise.records import ACTIONS, STANCES
from vigie.exercise.scenario import (
    find_roles,
    find_times,
    load_scenario,
    packaged_names,
    parse_scenario,
    write_scenario,
)
from vigie.lang.gazetteer import Gazetteer

NAMES = ("cover", "quiet", "strike")


def crises(scenario: Scenario) -> list[Inject]:
    return [inject for inject in scenario.injects if inject.crisis]


def test_three_scenarios_come_with_vigie() -> None:
    assert packaged_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_is_two_weeks_after_half_a_year(name: str) -> None:
    scenario = load_scenario(name)
    assert (scenario.days, scenario.history, scenario.langs) == (14, 190, ("en", "fr"))
    assert 6 <= len(scenario.cast) <= 8
    assert len(scenario.persons) >= 20 and len(scenario.sites) >= 15 and 10 <= len(scenario.outlets) <= 14
    assert 3 <= len([d for d in scenario.drills if d.calendar]) <= 5
    assert len(scenario.injects) >= 40


@pytest.mark.parametrize("name", NAMES)
def test_each_has_both_sides_and_a_state_between(name: str) -> None:
    cast = load_scenario(name).cast
    assert {party.side for party in cast} == {"own", "adversary", "between"}
    assert any(party.has_nuclear and party.side == "adversary" for party in cast)
    assert any(party.kind == "alliance" and len(party.members) >= 3 for party in cast)


@pytest.mark.parametrize("name", NAMES)
def test_outlets_speak_both_languages_in_all_forms_and_copy_each_other(name: str) -> None:
    outlets = load_scenario(name).outlets
    assert {form for outlet in outlets for form in outlet.forms} == {
        "headline",
        "wire",
        "tabloid",
        "communique",
        "post",
    }
    assert min(sum(o.lang == lang for o in outlets) for lang in ("en", "fr")) >= 5
    langs = {outlet.key: outlet.lang for outlet in outlets}
    assert any(langs[other] != outlet.lang for outlet in outlets for other in outlet.syndicates)


@pytest.mark.parametrize("name", NAMES)
def test_no_invented_name_is_one_that_the_world_knows(name: str) -> None:
    scenario = load_scenario(name)
    gazetteers = [Gazetteer("en"), Gazetteer("fr")]
    names = [n for entry in (*scenario.cast, *scenario.sites) for n in entry.names.values()]
    names += [n for party in scenario.cast for forms in party.adjectives.values() for n in forms]
    names += [person.name.split()[-1] for person in scenario.persons]
    assert {n for n in names for g in gazetteers if g.senses(n)} == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_inject_has_a_time_inside_and_words_in_both_languages(name: str) -> None:
    scenario = load_scenario(name)
    times = find_times(scenario.injects)
    assert all(dt.timedelta(0) <= times[i.key] < dt.timedelta(days=14) for i in scenario.injects)
    assert all(set(i.title) == {"en", "fr"} for i in scenario.injects)
    assert all((i.does or {}).get("action", ACTIONS[0]) in ACTIONS for i in scenario.injects)
    assert all((i.does or {}).get("stance", STANCES[0]) in STANCES for i in scenario.injects)


def test_the_roles_of_a_problem_are_filled_with_codes() -> None:
    assert find_roles(load_scenario("cover")) == {"watched": ("XDV", "XUL"), "adversary": ("XLS", "XTV")}
    assert find_roles(load_scenario("quiet"))["adversary"] == ("IGOXXA", "XKD", "XMZ", "XTV")


def test_quiet_has_no_crisis_and_strikes_nobody() -> None:
    scenario = load_scenario("quiet")
    assert crises(scenario) == []
    done = {(inject.does or {}).get("action") for inject in scenario.injects}
    assert not done & {
        "strike_missile",
        "strike_drone",
        "move_warheads",
        "raise_alert",
        "leave_exercise_area",
        "mobilise",
    }
    assert any((i.does or {}).get("stance") == "no_change" for i in scenario.injects)


def test_strike_has_crises_whose_actor_is_known_and_others_whose_is_not() -> None:
    found = crises(load_scenario("strike"))
    assert {inject.crisis for inject in found} == {"strike"}
    assert sorted(inject.crisis_names_actor for inject in found) == [False, False, True, True]
    claimed = {
        (i.does or {}).get("act") for i in load_scenario("strike").injects if (i.does or {}).get("stance") == "claim"
    }
    assert {inject.key for inject in found if inject.crisis_names_actor} == claimed


def test_cover_shows_signs_for_days_before_the_act() -> None:
    scenario = load_scenario("cover")
    times = find_times(scenario.injects)
    (departure,) = crises(scenario)
    assert departure.crisis == "departure" and (departure.does or {})["action"] == "leave_exercise_area"
    assert departure.crisis_since is not None
    assert times[departure.key] - times[departure.crisis_since] > dt.timedelta(days=7)
    assert times[departure.key].days == 10
    drill = next(d for d in scenario.drills if d.key == "amber-road")
    assert drill.held["troops"] > 1.5 * drill.usual["troops"][1]


@pytest.mark.parametrize("name", NAMES)
def test_written_as_one_file_it_is_the_same_scenario(name: str) -> None:
    scenario = load_scenario(name)
    assert parse_scenario(write_scenario(scenario).encode(), "x.yaml") == scenario


def test_the_same_file_gives_the_same_bytes() -> None:
    assert write_scenario(load_scenario("cover")) == write_scenario(load_scenario("cover"))


def test_a_scenario_lays_its_keys_over_the_setting() -> None:
    quiet, cover = load_scenario("quiet"), load_scenario("cover")
    intents = [next(p for p in s.cast if p.key == "drevania").intent for s in (quiet, cover)]
    assert intents == ["bluff", "cover"]
    assert [p.code for p in quiet.cast] == [p.code for p in cover.cast]


def test_the_order_of_hashes_changes_no_byte() -> None:
    made = {
        subprocess.run(
            [sys.executable, "-c", _WRITE], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(made) == 1 and len(made.pop()) > 100_000


_WRITE = """
import sys
from vigie.exercise.scenario import load_scenario, make_calendar, make_names, write_msel, write_scenario
for name in ("quiet", "strike", "cover"):
    scenario = load_scenario(name)
    for write in (write_scenario, write_msel, make_names, make_calendar):
        sys.stdout.buffer.write(write(scenario).encode())
"""
