"""Coded events, pairs, false events and places on tiny gold counted by hand. EXERCISE: nothing of it happened."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bench.acts import act_figures, say_past
from bench.event_pairs import count_pairs, mark_pair, pair_figures, type_of
from bench.events import thin
from bench.negatives import count_false, false_shares, load_plain
from bench.places import count_places, find_km, place_figures
from bench.scoring.events import chosen, event_figures, tally
from bench.scoring.figures import total
from bench.shared import NoShared, find_shared, run_yardstick

Json = dict[str, Any]


def event(kind: str, source: str = "", target: str = "", **more: Any) -> Json:
    """Return an event as the yardstick reads it."""
    return {"type": kind, "source": source.split(), "target": target.split(), **more}


GOLD = [
    [event("ASSAULT", "SWEMIL", "NORCVL")],
    [event("CONSULT", "SWE", "NOR"), event("AID", "NOR", "FIN")],
    [event("CONCEDE", "FIN")],
    [],
]
FOUND = [
    [event("ASSAULT", "SWE", "NOR"), event("ASSAULT", "SWE", "NOR")],
    [event("CONSULT", "NOR", "SWE"), event("AID", "NOR"), event("ACCUSE", "NOR", "FIN")],
    [event("RETREAT", "FIN")],
    [event("PROTEST")],
]


def test_types_are_counted_once_a_sentence() -> None:
    # hit: ASSAULT, CONSULT, AID; false: ACCUSE, RETREAT, PROTEST; missed: CONCEDE
    values = event_figures(total([tally(g, f) for g, f in zip(GOLD, FOUND, strict=True)]))
    assert (values["type P"], values["type R"]) == (3 / 6, 3 / 4)
    assert values["type F1"] == pytest.approx(0.6)
    assert values["type macroF1"] == 3 / 4  # of ASSAULT, CONSULT, AID and CONCEDE three are perfect


def test_two_types_that_plv_takes_for_one() -> None:
    values = event_figures(total([tally(g, f, merged=True) for g, f in zip(GOLD, FOUND, strict=True)]))
    assert (values["type P"], values["type R"], values["type macroF1"]) == (4 / 6, 1.0, 1.0)


def test_triples_want_countries_and_a_talk_has_no_doer() -> None:
    # hit: the assault and the talk; AID lacks its recipient; the others have another type
    values = event_figures(total([tally(g, f) for g, f in zip(GOLD, FOUND, strict=True)]))
    assert (values["triple P"], values["triple R"]) == (2 / 6, 2 / 4)


def test_quad_classes_come_from_the_type_where_they_are_not_said() -> None:
    # gold: 4 · 1, 2 · 1 · none; found: 4 · 1, 2, 3 · 2 · 4
    values = event_figures(total([tally(g, f) for g, f in zip(GOLD, FOUND, strict=True)]))
    assert (values["quad P"], values["quad R"]) == (3 / 6, 3 / 4)
    assert event_figures(tally([event("AID", quad=4)], [event("ASSAULT")]))["quad F1"] == 1.0


def test_nothing_found_is_nothing_right_and_no_gold_is_no_figure() -> None:
    assert event_figures(tally(GOLD[0], []))["type F1"] == 0.0
    assert event_figures(tally([], []))["type F1"] is None


@pytest.mark.shared
@pytest.mark.parametrize("options", [(), ("--merge-yield",)])
def test_counts_are_those_of_the_yardstick(tmp_path: Path, options: tuple[str, ...]) -> None:
    try:
        find_shared()
    except NoShared as error:
        pytest.skip(str(error))
    paths = [tmp_path / "gold.jsonl", tmp_path / "found.jsonl"]
    for path, rows in zip(paths, (GOLD, FOUND), strict=True):
        path.write_text("".join(json.dumps({"id": i, "events": r}) + "\n" for i, r in enumerate(rows)))
    scores = json.loads(run_yardstick("score_events.py", *paths, "--json", "--boot", "0", *options))
    merged = bool(options)
    ours = event_figures(total([tally(g, f, merged=merged) for g, f in zip(GOLD, FOUND, strict=True)]))
    for key, value in ours.items():
        measure, part = key.split()
        assert scores[measure][part] == pytest.approx(value, abs=1e-4), key


PAIR = {"type": "YIELD", "source_span": [0, 7], "target_span": [20, 30]}


def found_pair(kind: str, at: int, source: list[int], target: list[int]) -> Json:
    """Return an event with offsets, as the yardstick reads it."""
    return {"type": kind, "event_spans": [[at, at + 3]], "source_spans": [source], "target_spans": [target]}


def test_the_first_event_between_the_two_parties_stands_for_the_pair() -> None:
    other = found_pair("ASSAULT", 8, [0, 7], [40, 50])
    first = found_pair("RETREAT", 12, [3, 9], [22, 24])
    later = found_pair("ACCUSE", 35, [0, 7], [20, 30])
    assert chosen(PAIR, [later, other, first]) == first
    assert chosen(PAIR, [other]) is None
    assert chosen({"type": "YIELD", "source_span": [0, 7]}, [first]) is None


def test_of_two_events_on_one_word_the_closer_parties_stand_for_the_pair() -> None:
    loose, close = found_pair("ACCUSE", 12, [6, 9], [20, 21]), found_pair("CONCEDE", 12, [0, 7], [20, 30])
    assert chosen(PAIR, [loose, close]) == close


def test_a_pair_is_right_by_type_and_wrong_without_an_event() -> None:
    record = {"id": "r", "text": "", "events": [PAIR, {**PAIR, "type": "AID"}, {**PAIR, "type": "REJECT"}]}
    counts = count_pairs(record, lambda _, pair: type_of(found_pair("CONCEDE", 0, [0, 1], [0, 1])))
    assert counts == Counter(pairs=3, right=1) and pair_figures(counts) == {"right": pytest.approx(1 / 3)}
    assert count_pairs(record, lambda _, pair: type_of(None))["right"] == 0


def test_the_parties_asked_about_are_marked_where_they_stand() -> None:
    marked = mark_pair("Sudmark told Norland off.", {"source_span": [0, 7], "target_span": [13, 20]})
    assert marked.split() == ["actorone", "told", "actortwo", "off."]


def test_a_quick_run_keeps_even_rows_even() -> None:
    kept = thin([{"row": i} for i in range(40)], True)
    assert all(r["row"] % 2 == at % 2 for at, r in enumerate(kept)) and len(kept) == 8
    assert len(thin([{}] * 40, False)) == 40


def test_a_sentence_without_gold_counts_once_however_much_is_found_in_it() -> None:
    gold = {"events": [{"mentions": [[2, 5], [31, 33]]}]}
    found = [
        {"type": kind, "anchor": [[at, at + 2]]} for kind, at in ((None, 12), ("AID", 3), ("AID", 22), ("AID", 25))
    ]
    counts = count_false(gold, {"events": found}, [(0, 10), (10, 20), (20, 30), (30, 40), (40, 50)])
    assert counts == Counter(quiet=3, any=2, typed=1)
    assert false_shares(counts) == {"any": pytest.approx(200 / 3), "typed": pytest.approx(100 / 3)}


def test_the_plan_says_which_texts_are_without_conflict() -> None:
    assert len(load_plain()) == 28


def test_events_said_to_be_past_and_the_share_of_right_facts() -> None:
    reading = say_past({"events": [{"type": "AID", "status": "planned", "polarity": "negative"}]})
    assert reading["events"] == [{"type": "AID", "status": "past", "polarity": "positive"}]
    assert act_figures({"joint event: hit": 1, "event: hit": 4})["factual"] == 0.25
    assert act_figures({})["factual"] is None


def test_places_are_found_one_to_one_and_countries_are_no_points() -> None:
    gold = [
        {"start": 0, "end": 6, "geonameid": "1", "lat": 10.0, "lon": 10.0},
        {"start": 10, "end": 16, "geonameid": "2", "lat": 20.0, "lon": 20.0},
        {"start": 20, "end": 26, "geonameid": None, "lat": 30.0, "lon": 30.0},
    ]
    found = [
        {"span": [0, 6], "geonameid": 1, "lat": 10.5, "lon": 10.0, "precision": "city"},
        {"span": [10, 16], "geonameid": 9, "lat": None, "lon": None, "precision": "country"},
        {"span": [12, 14], "geonameid": 2, "lat": 20.0, "lon": 20.0, "precision": "city"},
        {"span": [40, 44], "geonameid": 4, "lat": 1.0, "lon": 1.0, "precision": "city"},
    ]
    values = place_figures(count_places(gold, found))
    assert values == {
        "found_P": 0.5,
        "found_R": pytest.approx(2 / 3),
        "found_F1": pytest.approx(4 / 7),
        "same": 0.5,
        "near161": 1.0,
    }
    assert find_km(gold[0], found[0]) == pytest.approx(55.6, abs=0.1)
