"""Warning problems: what a file may say, every fault at once with its line, and roles that fit any side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.assess.problems import SMALL, small
from vigie.assess.problems import find_packaged, find_problems, load_problem
from vigie.assess.problems.parse import parse_problem
from vigie.errors import ProblemError

PACKAGED = ("energy_strikes", "exercise_or_departure", "nuclear_signalling")


def faults(text: str) -> list[str]:
    with pytest.raises(ProblemError) as caught:
        parse_problem(text, "small.yaml")
    return str(caught.value).splitlines()


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1, old
    return SMALL.replace(old, new, 1)


def line_of(words: str) -> int:
    return next(n for n, line in enumerate(SMALL.splitlines(), 1) if words in line)


def test_three_problems_come_with_vigie_and_take_any_codes() -> None:
    assert find_packaged() == PACKAGED
    problem = load_problem("energy_strikes", roles={"attacker": ["XNO", "XVA"], "defender": ["IGOXXA"]})
    assert problem.codes("attacker") == ("XNO", "XVA") and problem.codes("defender") == ("IGOXXA",)
    assert load_problem("energy_strikes").codes("attacker") == ()


@pytest.mark.parametrize("name", PACKAGED)
def test_every_packaged_number_has_an_owner_a_day_and_a_reason(name: str) -> None:
    problem = load_problem(name)
    stated = [problem.rate.stated, *(i.stated for i in problem.indicators)]
    assert all(s.by and s.on and len(s.reason) > 20 for s in stated)
    assert sum(h.prior for h in problem.hypotheses) == pytest.approx(1)
    assert problem.alarms and len(problem.hypotheses) >= 2
    assert all(
        {lang for lang, _ in i.match} == {lang for lang, _ in i.skip} == {"en", "fr"} for i in problem.indicators
    )
    assert all(set(h.names) == {"en", "fr"} for h in problem.hypotheses)


@pytest.mark.parametrize("name", PACKAGED)
def test_at_least_one_look_and_nothing_decides_alone(name: str) -> None:
    problem = load_problem(name)
    assert any(i.seeing for i in problem.indicators) and all(i.cap <= 30 for i in problem.indicators)


def test_the_prior_of_a_base_rate_is_scaled_to_the_deadline() -> None:
    strikes = next(h for h in small().hypotheses if h.alarm)
    assert strikes.prior == pytest.approx(0.1)  # 19 in 100 over 28 days: 1 − √0.81 over 14


def test_all_faults_are_named_at_once_with_their_lines() -> None:
    text = (
        SMALL.replace('probability: "0.19"', 'probability: "1.9"')
        .replace("kinds: [missile_strike], actor", "kinds: [misile_strike], actor")
        .replace("window: 10d", "window: soon", 1)
        .replace('cap: "20"', 'cap: "2000"')
        .replace('chances: {calm: "0.2", strikes: "0.4"}', 'chances: {calm: "0", strikes: "0.4", other: "0.1"}')
    )
    found = faults(text)
    lines = [int(fault.split(":")[1]) for fault in found]
    assert lines == sorted(lines) and len(found) >= 6
    told = "\n".join(found)
    for words in (
        "'1.9'",
        "misile_strike",
        "'soon'",
        "'2000'",
        "chances" if "chances" in told else "calm is '0'",
        "'other'",
    ):
        assert words in told, words
    assert f"small.yaml:{line_of('probability:')}: probability" in told


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("problem: small", "problem: Small problem", "problem is 'Small problem'"),
        ("deadline: 14d\n", "", "without deadline"),
        ("deadline: 14d", "deadline: 400d", "deadline is '400d'"),
        ("deadline: 14d", "deadline: 2020-01-01", "deadline is '2020-01-01'"),
        (" by {deadline}?", "?", "names no {deadline}"),
        ("Will {attacker}", "Will {nobody}", "names {nobody}"),
        ("title: {en: Small, fr: Petit}", "title: {en: Small}", "title is needed in en and fr"),
        ("title: {en: Small, fr: Petit}", "title: {en: Small, de: Klein, fr: Petit}", "no language 'de'"),
        ("by: Ann Alyst\n", "", "without by"),
        ('on: "2031-01-02"', 'on: "2031-13-02"', "on is '2031-13-02'"),
        ('  probability: "0.19"\n', "", "a base rate without probability"),
        ('probability: "0.19"', 'probability: "0"', "probability is '0'"),
        ("prior: rest", 'prior: "0.5"', "priors sum to 0.6, not 1"),
        ("prior: base_rate", 'prior: "1.5"', "prior is '1.5'"),
        ("prior: rest", 'prior: "0.9"', "needs its reason"),
        (', alarm: "yes"', "", "write alarm: yes"),
        ("key: calm, names", "key: strikes, names", "two hypotheses are called 'strikes'"),
        ("key: threat", "key: strike", "two indicators are called 'strike'"),
        ('ratio: "8"', 'ratio: "0"', "ratio is '0'"),
        ('    ratio: "8"\n', "", "give either ratio"),
        ("for: [strikes]\n    group", "for: [calm, strikes]\n    group", "tells nothing apart"),
        ('chance: "0.6", ', "", "belong together"),
        ('chance: "0.6"', 'chance: "1"', "chance is 1"),
        ("looks_for: strike", "looks_for: nothing", "is no sign"),
        ("over: statement, modality: [threat]", "over: rumour, modality: [threat]", "over is 'rumour'"),
        ("modality: [threat], speaker: [attacker]", "speaker: [attacker]", "it would match every statement"),
        ("modality: [threat]", "modality: [thread]", "thread"),
        ("speaker: [attacker]", "speaker: [RUS]", "no speaker 'RUS'"),
        ("told_by: [report, actor]}", "told_by: [rumour]}", "no told_by 'rumour'"),
        ('origins: "2"', 'origins: "0"', "origins is '0'"),
        ("    reason: stated for a test\n    match", "    match", "without reason"),
        ("skip: {en: [\"Rain fell.\"], fr: [\"Il pleuvait.\"]}", "skip: {en: [\"Rain fell.\"]}", "no skip in fr"),
        ("examples: {attacker: [ISL], defender: [IRL]}", "examples: {attacker: [ISL]}", "examples give defender no code"),
        ("group: strikes", "grouping: strikes", "unknown key 'grouping'"),
        ("title: {en: Small, fr: Petit}", "title: &a {en: Small, fr: Petit}\nother: *a", "anchors are not read"),
        ("title: {en: Small, fr: Petit}", "title: {en: Small", "not YAML"),
    ],
)  # fmt: skip
def test_a_fault_says_what_is_wrong_and_where(old: str, new: str, told: str) -> None:
    found = faults(changed(old, new))
    assert any(told in fault for fault in found), found
    assert all(fault.startswith("small.yaml:") for fault in found)


@pytest.mark.parametrize("text", ["", "- a list", "just words", "problem:", "indicators: 7", "\x00", "a: [", "{}"])
def test_what_is_no_problem_is_refused_in_words(text: str) -> None:
    assert faults(text)


def test_one_hypothesis_is_no_problem() -> None:
    alone = "".join(line + "\n" for line in SMALL.splitlines() if "key: calm" not in line)
    assert any("two hypotheses or more" in fault for fault in faults(alone))


def test_a_problem_beside_the_ledger_goes_before_a_packaged_one(tmp_path: Path) -> None:
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "energy_strikes.yaml").write_text(SMALL, encoding="utf-8")
    assert load_problem("energy_strikes", beside=tmp_path).key == "small"
    assert load_problem("energy_strikes").key == "energy_strikes"
    assert find_problems(tmp_path) == PACKAGED


@pytest.mark.parametrize("name", ["no_such_problem", "nowhere/problem.yaml", "/", "../energy_strikes.yaml"])
def test_a_problem_that_is_not_there_names_those_that_are(name: str) -> None:
    with pytest.raises(ProblemError, match="energy_strikes"):
        load_problem(name)


@pytest.mark.parametrize(
    "roles, told",
    [
        ({"aggressor": ["RUS"]}, "no role 'aggressor'"),
        ({"attacker": ["Russia"]}, "is no code"),
        ({"attacker": ["RUS"], "defender": ["RUS"]}, "both attacker and defender"),
    ],
)
def test_roles_that_fit_nothing_are_refused(roles: dict[str, list[str]], told: str) -> None:
    with pytest.raises(ProblemError, match=told):
        load_problem("energy_strikes", roles=roles)
