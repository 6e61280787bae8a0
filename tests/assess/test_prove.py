"""Every indicator of every packaged problem, read by the whole chain: fires on its match, silent on its skip."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assess.problems import SMALL, small
from vigie.assess.evidence.prove import does_fire, find_proofs
from vigie.assess.problems import find_packaged, load_problem
from vigie.assess.problems.parse import parse_problem


@pytest.mark.parametrize("name", find_packaged())
def test_every_indicator_fires_on_its_match_and_is_silent_on_its_skip(name: str) -> None:
    proofs = list(find_proofs(load_problem(name)))
    assert len(proofs) >= 4 * len(load_problem(name).indicators)
    assert [(p.indicator, p.lang, p.text, p.fired) for p in proofs if not p.holds] == []


def test_an_example_that_does_nothing_is_found_out() -> None:
    broken = SMALL.replace("Icelandic missiles hit a power plant in Dublin on Sunday.", "Rain fell on Dublin.")
    failed = [p for p in find_proofs(parse_problem(broken, "small.yaml")) if not p.holds]
    assert [(p.indicator, p.lang, p.should, p.fired) for p in failed] == [("strike", "en", True, False)]


def test_two_reports_of_days_apart_are_read_as_such() -> None:
    problem = small()
    confirmed = next(i for i in problem.indicators if i.key == "strike_confirmed")
    near = "Missiles hit Dublin on Monday.\n=== +1d\nMissiles hit a bridge in Dublin on Tuesday."
    assert does_fire(problem, confirmed, near, "en")
    assert not does_fire(problem, confirmed, near.replace("+1d", "+9d"), "en")


def test_the_problem_on_the_page_is_sound() -> None:
    page = (Path(__file__).parents[2] / "docs" / "problem.md").read_text(encoding="utf-8")
    problem = parse_problem(page.split("```yaml\n")[1].split("```")[0], "problem.md")
    assert [p.text for p in find_proofs(problem) if not p.holds] == []
