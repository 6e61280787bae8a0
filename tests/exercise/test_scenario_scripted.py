"""Words that a scenario gives are told as they are, by their outlets, under the heading of an exercise."""

from __future__ import annotations

import datetime as dt

import pytest

from vigie.exercise.scenario import find_scripted, find_times, load_scenario, make_scripted


@pytest.mark.parametrize("name", ["quiet", "strike", "cover"])
def test_every_text_that_is_to_be_reported_is_told_by_each_of_its_outlets(name: str) -> None:
    scenario = load_scenario(name)
    outlets = {outlet.key: outlet for outlet in scenario.outlets}
    found = find_scripted(scenario)
    wanted = {
        f"{inject.key}/{key}"
        for inject in scenario.injects
        if inject.text and inject.delivery == "report" and not inject.contingency
        for key in inject.outlets
    }
    assert {report.key for report in found} == wanted and len(wanted) >= 3
    for report in found:
        inject = next(i for i in scenario.injects if i.key == report.inject)
        assert report.lang == outlets[report.outlet].lang and report.form in outlets[report.outlet].forms
        assert (inject.text or {})[report.lang] in report.text
        assert report.text.startswith({"en": "EXERCISE – ", "fr": "EXERCICE – "}[report.lang])
        assert report.title in report.text and len(report.title) <= 120
        assert inject.title[report.lang] not in report.text, "the controller's title would give it away"
        assert report.statements == () and report.events == () and report.faults == inject.faults
    assert list(found) == sorted(found, key=lambda report: report.published)


def test_an_outlet_tells_it_after_its_shortest_delay() -> None:
    scenario = load_scenario("quiet")
    report = next(r for r in find_scripted(scenario) if r.key == "convoy-post/rail-spotter")
    at = scenario.start + find_times(scenario.injects)["convoy-post"]
    assert report.published == at + dt.timedelta(hours=0.1)
    assert (
        report.title
        == "Long train with covered wagons and a lot of guards passed Velikov towards Vasnitsa an hour ago."
    )


def test_a_contingency_is_told_only_when_it_is_sent() -> None:
    from dataclasses import replace

    scenario = load_scenario("quiet")
    inject = replace(next(i for i in scenario.injects if i.key == "convoy-post"), contingency=True)
    changed = replace(scenario, injects=(inject,))
    assert find_scripted(changed) == ()
    (report,) = make_scripted(changed, inject, at=scenario.start)
    assert report.inject == "convoy-post"
