"""Every fault of a scenario is told, at its line, with what to do; all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercise.ferry import FERRY, change, faults, line_of, load
from vigie.errors import ScenarioError
from vigie.exercise.scenario import check_scenario, load_scenario, parse_scenario

SECOND = """        - key: ferry-explained
          after: 3h after ferry-held
"""
FAULTS = {
    "an unknown party": ("recipient: velm, site", "recipient: norland, site", "no party 'norland'"),
    "an unknown site": ("recipient: velm, site: oskar", "recipient: velm, site: oskarr", "did you mean oskar?"),
    "an unknown person": ("speaker: arden", "speaker: aarden", "no person 'aarden'; did you mean arden?"),
    "an unknown inject": ("after: 3h after ferry-held", "after: 3h after ferry", "no inject 'ferry'"),
    "an unknown action": ("action: blockade", "action: block", "did you mean blockade?"),
    "an unknown stance": ("stance: assertion", "stance: asserts", "did you mean assertion?"),
    "an unknown problem": ("problem: nuclear_signalling", "problem: nuclear_signal", "did you mean nuclear_signalling?"),
    "an unknown key": ("          does: {speaker", "          dose: {speaker", "unknown key 'dose'"),
    "an unknown objective": ("    objectives: [sources]", "    objectives: [source]", "no objective 'source'"),
    "an unknown delivery": ("        - key: ferry-held\n", "        - key: ferry-held\n          delivery: fax\n", "'fax'"),
    "an unknown unit": ("numbers: {ships: 1}", "numbers: {boats: 1}", "unit 'boats'"),
    "an unknown form": ("forms: [wire]", "forms: [wires]", "form 'wires'"),
    "an unknown office language": ("fr: ministre des Transports", "de: Minister", "lacks the language fr"),
    "a missing language": ("title: {en: A ferry is held, fr: Un ferry est retenu}", "title: {en: A ferry is held}", "lacks the language fr"),
    "a text with a bare comma": ("fr: Un ferry est retenu}", "fr: Un ferry, retenu}", "quotation marks"),
    "a language not read": ("langs: [en, fr]", "langs: [en, fr, xx]", "'xx' is not read"),
    "a code of the world": ("code: XOR", "code: NOR", "use XAA to XZZ"),
    "Kosovo's code": ("code: XOR", "code: XKX", "use XAA to XZZ"),
    "a code twice": ("code: XVE", "code: XOR", "same code as 'orsland'"),
    "a key twice": ("days: 3", "days: 3\ndays: 4", "'days' stands twice, first at line 8"),
    "an inject twice": ("key: ferry-explained", "key: ferry-held", "is also the key at line"),
    "at and after": ("after: 3h after ferry-held", "at: D+1\n          after: 3h after ferry-held", "both at and after"),
    "neither at nor after": ("          at: D+0 09:00\n", "", "neither at nor after"),
    "before the start": ("at: D+0 09:00", "at: D-1 09:00", "before the start"),
    "after the end": ("at: D+0 09:00", "at: D+3 00:00", "after the end at D+3 00:00"),
    "a wait that leads past the end": ("after: 3h after", "after: 3d after", "'ferry-explained' is at D+3 09:00, after the end"),
    "a time that is none": ("at: D+0 09:00", "at: D+0 25:00", "write D+2 06:30"),
    "an end before it can happen": ("within: 6h", "by: D+0 11:00", "before its inject at D+0 12:00"),
    "an end at once": ("within: 6h", "within: 0h", "ends as it begins"),
    "an end after the end": ("within: 6h", "within: 4d", "after the end at D+3 00:00"),
    "two ends": ("within: 6h", "within: 6h\n              by: D+1", "both within and by"),
    "a weight that is none": ("weight: 2", "weight: heavy", "write a number"),
    "a share beyond one": ("reliability: 0.9", "reliability: 1.9", "from 0 to 1"),
    "nan": ("reliability: 0.9", "reliability: nan", "from 0 to 1"),
    "an accusation of nobody": ("stance: assertion", "stance: accusation", "accuses nobody"),
    "a message without words": ("        - key: ferry-held\n", "        - key: ferry-held\n          delivery: message\n", "has no text"),
    "a crisis without an act": ("          after: 3h after ferry-held\n", "          after: 3h after ferry-held\n          crisis: strike\n", "without an act"),
    "a sign after its crisis": ("          at: D+0 09:00\n", "          at: D+0 09:00\n          crisis: strike\n          crisis_since: ferry-explained\n", "name an earlier sign"),
    "words about no act": ("act: ferry-held", "act: ferry-explained", "which is no act"),
    "a capital elsewhere": ("capital: oskar", "capital: velmstad", "no city of its own"),
    "an untrained objective": ("objectives:\n", "objectives:\n  calm: {en: Calm., fr: Calme.}\n", "is trained by no inject"),
    "one side only": ("side: own", "side: adversary", "all parties are on one side"),
    "a role of nobody": ("adversary: [velm]", "adversary: []", "filled by nobody"),
    "a party in two roles": ("adversary: [velm]", "adversary: [velm, orsland]", "both watched and adversary"),
    "a title that names a party": ("title: {en: The ferry,", "title: {en: The Orsland ferry,", "would then stand over every report"),
    "a country of the world": ("names: {en: Velm, fr: Velme}", "names: {en: Norway, fr: Velme}", "'Norway' of 'velm' is a name that the world bears"),
    "somebody in office": ("name: Ketil Arden", "name: Olaf Scholz", "holds an office in the world"),
    "no roles": ("roles: {watched: [orsland], adversary: [velm]}\n", "", "has no roles"),
    "words that cannot be seen": ("en: The ferry", "en: \"The \\u202eferry\"", "cannot be seen"),
    "an outlet of another language": ("        - key: ferry-held\n", "        - key: ferry-held\n          lang: fr\n          outlets: [wire]\n", "its outlet 'wire' speaks en"),
    "words that nobody tells": ("          does: {speaker", "          text: {en: A., fr: B.}\n          does: {speaker", "say who tells them"),
    "an unknown fault": ("          does: {speaker", "          text: {en: A., fr: B.}\n          outlets: [wire]\n          faults: [rumor]\n          does: {speaker", "did you mean rumour?"),
    "a fault without words": ("          does: {speaker", "          faults: [rumour]\n          does: {speaker", "no text that could carry them"),
    "a family name twice": ("persons:\n", "persons:\n  other: {name: Ida Arden, actor: velm, gender: f, office: {en: mayor, fr: maire}}\n", "same family name as 'other'"),
    "an outlet of no party": ("lang: en, forms", "actor: nobody, lang: en, forms", "no party 'nobody'"),
    "a person of one word": ("name: Ketil Arden", "name: Arden", "first and a family name"),
    "a start that is none": ("start: 2031-05-05", "start: next week", "write a day"),
    "a path as setting": ("scenario: ferry\n", "scenario: ferry\nsetting: ../setting.yaml\n", "no name of a .yaml file beside"),
    "an anchor": ("title: {en: The ferry, fr: Le ferry}", "title: &t {en: The ferry, fr: Le ferry}\nsummary: *t", "anchors are not read"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_what_to_do(name: str) -> None:
    old, new, told = FAULTS[name]
    found = faults(change(old, new))
    assert [fault for fault in found if told in fault], found
    assert all(fault.startswith("ferry.yaml:") and ";" in fault for fault in found)


def test_the_page_holds_a_sound_scenario() -> None:
    assert faults(FERRY) == []
    assert [inject.key for inject in load().injects] == ["ferry-held", "ferry-explained"]


def test_all_faults_are_told_at_once_each_on_its_line() -> None:
    text = change(
        "code: XOR", "code: NOR", change("action: blockade", "action: block", change("weight: 2", "weight: x"))
    )
    found = faults(text)
    for words in ("code: NOR", "action: block", "weight: x"):
        assert [f for f in found if f.startswith(f"ferry.yaml:{line_of(words, text)}:")], (words, found)
    assert found == sorted(found, key=lambda fault: int(fault.split(":")[1]))


def test_a_circle_is_told_whole_and_once() -> None:
    text = change("at: D+0 09:00", "after: 1h after ferry-explained")
    found = [fault for fault in faults(text) if "circle" in fault]
    assert found == [
        f"ferry.yaml:{line_of('- key: ferry-held', text)}: a circle: ferry-held after ferry-explained after ferry-held; "
        "let one of them have a time of its own"
    ]


def test_an_inject_that_waits_for_itself_is_a_circle() -> None:
    assert any("ferry-held after ferry-held" in f for f in faults(change("at: D+0 09:00", "after: after ferry-held")))


def test_two_circles_are_both_told() -> None:
    more = "".join(
        f"        - key: {a}\n          after: after {b}\n          title: {{en: A, fr: B}}\n"
        "          does: {actor: velm, action: consult}\n"
        for a, b in (("one", "two"), ("two", "one"), ("three", "three"))
    )
    found = [fault for fault in faults(FERRY + more) if "a circle" in fault]
    assert len(found) == 2
    assert "one after two after one" in found[0] and "three after three" in found[1]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"scenario: [", "not YAML"),
        (b"[" * 60, "nested"),
        (b"- a\n- b\n", "no entry with keys"),
        (b"x" * 3_000_000, "bytes; such a file may have"),
        (b"", "has no scenario"),
        (b"a: &a [b]\nb: *a\n", "anchors"),
        (b"? [a]\n: b\n", "a key that is no word"),
    ],
    ids=["bytes", "broken", "deep", "list", "large", "empty", "anchor", "odd key"],
)
def test_what_is_no_scenario_is_refused_in_words(data: bytes, told: str) -> None:
    with pytest.raises(ScenarioError) as error:
        parse_scenario(data, "x.yaml")
    assert told in str(error.value)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_is_a_fault_in_words_and_never_a_crash(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FERRY)))
    end = data.draw(st.integers(start, min(len(FERRY), start + 60)))
    put = data.draw(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(["[]", "{}", ": ", "\n- "])
    )
    faults(FERRY[:start] + put + FERRY[end:])


def test_an_unknown_name_says_which_there_are() -> None:
    assert check_scenario("quite") == [
        "quite: cannot be read (No such file or directory); name a file, or one of cover, quiet, strike"
    ]
    with pytest.raises(ScenarioError):
        load_scenario("no\0name")


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("roles: {watched: [orsland]}", "role 'adversary' of the problem is filled by nobody"),
        ("roles: {watched: [orsland], adversery: [velm]}", "no role 'adversery'; did you mean adversary?"),
    ],
)
def test_roles_are_those_of_the_problem(new: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nuclear_signalling.yaml").write_text(
        "roles:\n  - {key: watched}\n  - {key: adversary}\n", encoding="utf-8"
    )
    monkeypatch.setattr("vigie.exercise.scenario.roles._problems", lambda: tmp_path)
    assert faults(FERRY) == []
    found = faults(change("roles: {watched: [orsland], adversary: [velm]}", new))
    assert any(told in fault and fault.startswith("ferry.yaml:6:") for fault in found), found
