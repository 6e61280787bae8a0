"""The rivals that code events and find places do what their notes say. EXERCISE: nothing of it happened."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bench.event_rivals import commonest, readers
from bench.linear_svm import LinearSvm
from bench.namesakes import find_namesakes, read_by_namesakes
from bench.stems import LIST, read_by_stems
from bench.table import Row
from bench.wide import Cell, WideRow
from vigie.model.ontology import load_ontology

TEXT = "Norwegian envoys met with Sweden’s premier. Crews of Finland attacked the pier, and attacked it again. The attackers fled."


def events(text: str, lang: str = "en") -> list[tuple[str, str]]:
    """Return the types of the list's events with their words."""
    found: list[dict[str, Any]] = read_by_stems("t", text, lang)["events"]
    return [(e["type"], text[slice(*e["anchor"][0])]) for e in found]


def test_the_list_has_eight_stems_for_each_type_and_language() -> None:
    lists = yaml.load(LIST.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    kinds = set(load_ontology().types)
    assert sorted(lists) == ["en", "fr"]
    for lang in lists.values():
        assert set(lang) == kinds and all(len(set(stems)) == 8 for stems in lang.values())


def test_a_stem_counts_once_a_type_and_sentence_and_again_as_a_mention() -> None:
    assert events(TEXT) == [("CONSULT", "met with"), ("ASSAULT", "attacked")]
    assault = read_by_stems("t", TEXT, "en")["events"][1]
    assert [TEXT[a:b] for a, b in assault["mentions"]] == ["attacked", "attackers"]
    assert (assault["status"], assault["polarity"]) == ("past", "positive")


def test_the_parties_are_the_nearest_countries_of_the_sentence() -> None:
    talk, assault = read_by_stems("t", TEXT, "en")["events"]
    assert (talk["actor"]["codes"], talk["recipient"]["codes"]) == (["NOR"], ["SWE"])
    assert assault["actor"]["codes"] == ["FIN"] and assault["recipient"] is None


def test_french_stems() -> None:
    assert events("La Suède a condamné les frappes.", "fr") == [("ACCUSE", "condamné"), ("ASSAULT", "frappes")]


def test_a_run_of_capitals_is_its_largest_namesake_and_a_country_no_point() -> None:
    text = "Turkish convoys left New York for Paris and Turkey’s coast."
    names = [(text[a:b], named.country) for (a, b), named in find_namesakes(text, "en", (0, len(text)))]
    assert names == [("Turkish", "TUR"), ("New York", "USA"), ("Paris", "FRA"), ("Turkey", "TUR")]
    entities = read_by_namesakes("t", text, "en")["entities"]
    assert [e["place"]["lat"] is None for e in entities] == [True, False, False, True]


def test_the_commonest_type_is_said_of_every_sentence() -> None:
    gold = [{"events": [{"type": "AID"}]}, {"events": [{"type": "ACCUSE"}, {"type": "AID"}]}, {"events": []}]
    constant = readers(gold)[-1]
    assert [e["type"] for e in constant.read("t", "A quiet day.", "en")["events"]] == ["AID"]
    assert commonest(["REJECT", "AID"]) == "AID"


def test_the_machine_separates_what_words_separate_and_trains_the_same_twice() -> None:
    texts = ["ships fired shells", "they fired at ships", "envoys held talks", "talks of envoys went on", "shells fell"]
    labels = ["ASSAULT", "ASSAULT", "CONSULT", "CONSULT", "ASSAULT"]
    machine = LinearSvm(texts, labels)
    assert [machine.label(text) for text in texts] == labels
    assert machine.label("new talks") == "CONSULT" and machine.label("ships fired") == "ASSAULT"
    assert LinearSvm(texts, labels).label("unknown words") == machine.label("unknown words")


@pytest.mark.parametrize(("value", "verdict"), [(0.9, "aim met"), (3.0, "floor met"), (4.1, "not met")])
def test_a_wide_row_knows_when_less_is_better(value: float, verdict: str) -> None:
    assert WideRow("x", [Cell(value)], 4.0, 1.0, less=True).texts()[-1] == verdict
    assert Row("x", value, None, 4.0, 1.0, less=True).verdict() == verdict
