"""The words of reports are whole in both languages, and say the same things."""

from __future__ import annotations

import re

import pytest

from tests.exercise.invented import ACTIONS, NOISE
from vigie.errors import WordsError
from vigie.exercise.records import STANCES
from vigie.exercise.render import words as words_module
from vigie.exercise.render.grammar import Mark, Node, count_shapes, find_slots, parse_production
from vigie.exercise.render.shapes import count_all
from vigie.exercise.render.words import LANGUAGES, Words, load_kinds, load_words
from vigie.exercise.simulate import load_actions

NO_ACTOR = {"power_cut", "siren", "shelter", "evacuate", "repair"}
SLOTS = frozenset(
    "actor recipient site ex exname field start when source who last own pro accused dom city other CITY agency date tag a b organiser usual "
    "n big pct land soon missiles drones killed wounded troops aircraft ships countries vehicles shells households diplomats warheads".split()
)


@pytest.fixture(scope="module", params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    return load_words(request.param)


def test_every_action_can_be_told_as_a_verb_a_noun_and_without_naming_who(words: Words) -> None:
    assert set(words.actions) == set(ACTIONS)
    for action, rules in words.actions.items():
        wanted = {"passive", "noun", "head", "more"} | (set() if action in NO_ACTOR else {"done", "do"})
        assert wanted <= set(rules), action
        assert all(len(rules[name]) >= (1 if name in ("do", "noun") else 2) for name in wanted), action


def test_an_act_is_labelled_as_the_table_of_actions_codes_it() -> None:
    kinds = load_kinds()
    for row in load_actions().rows:
        assert (kinds[row.key].type, kinds[row.key].vigie_type) == (row.plover, row.vigie_type), row.key


def test_every_stance_can_be_put_directly_indirectly_and_in_part(words: Words) -> None:
    assert set(words.stances) == set(STANCES)
    for stance, rules in words.stances.items():
        assert {"q", "q2", "that", "fact", "comp", "said", "bit", "head"} <= set(rules), stance
    for stance in ("denial", "reassurance", "no_change", "no_indication"):
        assert "lost" in words.stances[stance], "what negates can lose its negation"


def test_every_kind_of_background_item_is_there(words: Words) -> None:
    assert set(words.noise) == set(NOISE)
    for kind, rules in words.noise.items():
        assert len(rules["title"]) == len(rules["first"]) >= 5, kind


def test_every_slot_of_every_sentence_is_known(words: Words) -> None:
    groups = [words.rules, *words.actions.values(), *words.stances.values(), *words.noise.values()]
    known = SLOTS | {name for rules in groups for name in rules}
    for rules in groups:
        for name, nodes in rules.items():
            for node in nodes:
                assert find_slots(node) <= known, (name, find_slots(node) - known)


def test_every_mark_of_an_event_names_a_kind_of_event(words: Words) -> None:
    known = set(load_kinds()) | {"k", "c", "s", "K", "C", "S", "mute", "neg", "planned", "hyp", "ongoing", "past"}
    groups = [words.rules, *words.actions.values(), *words.stances.values(), *words.noise.values()]
    found = {kind for rules in groups for nodes in rules.values() for node in nodes for kind in _kinds(node)}
    assert found <= known, found - known


def _kinds(node: Node) -> set[str]:
    own = set(node.kinds) | _kinds(node.body) if isinstance(node, Mark) else set()
    parts = getattr(node, "options", ()) or getattr(node, "parts", ())
    return own.union(*(_kinds(part) for part in parts)) if parts else own


def test_the_grammar_has_many_shapes_for_everything(words: Words) -> None:
    counts = count_all(words)
    assert min(counts["actions"].values()) >= 300
    assert min(counts["stances"].values()) >= 2000
    assert min(counts["noise"].values()) >= 20


def test_both_languages_have_the_same_rules() -> None:
    one, two = (load_words(lang) for lang in ("en", "fr"))
    only_here = {"said_neutral", "said_plain", "drill_of", "drill_short"}
    assert set(one.rules) - only_here == set(two.rules) - only_here


def test_background_items_speak_of_no_threat_and_no_act_of_conflict(words: Words) -> None:
    text = (words_module.resources.files(words_module.__package__) / "words" / words.lang / "noise.yaml").read_text(
        encoding="utf-8"
    )
    bad = {
        "fr": r"menac|attaqu|missile|troupe|soldat|guerre|armée|bomb|alerte|frapp|otage|sabot|explos|tué|mort",
        "en": r"threat|attack|missile|troop|soldier|war\b|army|bomb|alert|strike|hostage|sabot|explo|kill|dead",
    }[words.lang]
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert not [line for line in lines if re.search(bad, line, re.I)]


@pytest.mark.parametrize("text", ["[a|b", "a]", "{actor", "<k:a", "a > b", "a | b"])
def test_a_bracket_left_open_is_a_fault(text: str) -> None:
    with pytest.raises(WordsError, match=re.escape(repr(text))):
        parse_production(text)


def test_all_faults_of_the_files_are_told_at_once() -> None:
    faults: list[str] = []
    words_module._parse_rules("en/x.yaml", {"lead": ["[a", "fine", "b}"], "also": ["<k:c"]}, faults)
    assert [fault.split(": ")[1] for fault in faults] == ["lead", "lead", "also"]


def test_shapes_are_counted_by_hand() -> None:
    rules = {"x": (parse_production("[a|b]"), parse_production("c"))}
    assert count_shapes(parse_production("{x} [d|] {actor}"), rules) == 6
