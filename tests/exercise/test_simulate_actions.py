"""The table of actions: complete, sound, and one with what reports are coded as."""

from __future__ import annotations

from importlib.resources import files

import pytest

from vigie.errors import ActionsError
from vigie.exercise.records import ACTIONS
from vigie.exercise.render.words import load_kinds
from vigie.exercise.simulate.actions import load_actions, parse_actions

PLAIN = (files("vigie.exercise.simulate") / "actions.yaml").read_text(encoding="utf-8")


def test_every_action_of_the_records_is_in_the_table() -> None:
    assert tuple(action.key for action in load_actions().rows) == ACTIONS


@pytest.mark.parametrize("action", load_actions().rows, ids=lambda action: action.key)
def test_an_action_is_coded_as_its_reports_are(action) -> None:
    kind = load_kinds()[action.key]
    assert (action.plover, action.vigie_type) == (kind.type, kind.vigie_type)


def test_what_is_grave_is_high_on_the_ladder() -> None:
    for action in load_actions().rows:
        assert action.group in ("after", "relief", "talk", "drill") or action.rung >= action.severity // 2


def test_nothing_is_made_up_that_only_a_script_or_a_calendar_may_do() -> None:
    made_up = {action.key for action in load_actions().rows if action.rate}
    assert not made_up & {
        "announce_exercise",
        "begin_exercise",
        "end_exercise",
        "leave_exercise_area",
        "siren",
        "power_cut",
        "repair",
    }


def test_all_faults_are_told_at_once_each_with_its_line() -> None:
    broken = (
        PLAIN.replace("{severity: 0, secrecy: 0.05, rung: 0, group: talk", "{severity: 11, secrecy: 0.05, rung: 0, group: chat", 1)
        .replace("severity: 0, secrecy: .05, rung: 0, group: talk", "severity: 11, secrecy: .05, rung: 0, group: chat", 1)
        .replace("plover: CONSULT, mode: none", "plover: CONSULTS, mode: none", 1)
        .replace("numbers: {troops: 300-4000}", "numbers: {troops: 4000-300, tanks: 1-2}")
        .replace("site: [city, air_base, range]", "site: [city, airbase]")
        .replace("  repair:\n", "  repairs:\n")
        .replace("caps: {history: 4", "caps: {histories: 4")
        .replace("effects: {tension: -2}, needs", "effects: {tensions: -2}, needs", 1)
    )  # fmt: skip
    with pytest.raises(ActionsError) as error:
        parse_actions(broken.encode(), "mine.yaml")
    told = str(error.value).splitlines()
    for words in ("severity", "'chat'", "'CONSULTS'", "4000-300", "'tanks'", "'airbase'", "'repairs'", "no action 'repair'", "histories", "'tensions'"):  # fmt: skip
        assert any(words in line for line in told), words
    assert all(line.split(":")[0] == "mine.yaml" and line.split(":")[1].isdigit() for line in told)


@pytest.mark.parametrize("data", [b"", b"[]", b"actions: 3", b"\xff", b"a: &a [*a]"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(ActionsError):
        parse_actions(data, "mine.yaml")
