"""B-cubed by hand, the stories as they are loaded, and that what is judged is what a ledger says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bench.tellings import (
    Telling,
    compare_titles,
    crowd,
    find_f1,
    find_interval,
    group_by,
    group_by_day,
    group_by_vigie,
    join,
    load_singles,
    load_tellings,
    score_each,
    score_part,
)
from tests.watch.link.reports import CONVOY_EN, CONVOY_OTHER_FR, FERRY_EN

NOON = dt.datetime(2031, 5, 14, 12, tzinfo=dt.UTC)


def make(id: str, story: str, text: str = "x", lang: str = "en", hours: int = 0) -> Telling:
    title = text.splitlines()[2] if "\n" in text else text
    return Telling(id, story, f"outlet {id}", lang, title, text, NOON + dt.timedelta(hours=hours))


def test_b_cubed_is_that_of_the_paper_by_hand() -> None:
    """Seven reports of two stories in two heaps: a b c d | e f g, with d of the second story and g of the first."""
    story = dict.fromkeys("abcg", "one") | dict.fromkeys("def", "two")
    found = dict.fromkeys("abcd", "x") | dict.fromkeys("efg", "y")
    each = score_each(found, story)
    assert each["a"] == (3 / 4, 3 / 4) and each["d"] == (1 / 4, 1 / 3)
    assert each["e"] == (2 / 3, 2 / 3) and each["g"] == (1 / 3, 1 / 4)
    part = [make(e, s) for e, s in story.items()]
    precision = (3 * 3 / 4 + 1 / 4 + 2 * 2 / 3 + 1 / 3) / 7
    recall = (3 * 3 / 4 + 1 / 3 + 2 * 2 / 3 + 1 / 4) / 7
    assert score_part(part, each) == pytest.approx((precision, recall, find_f1(precision, recall)))
    low, high = find_interval(part, each)
    assert low <= find_f1(precision, recall) <= high


def test_all_alone_and_all_together() -> None:
    story = {"a": "one", "b": "one", "c": "two"}
    part = [make(e, s) for e, s in story.items()]
    assert score_part(part, score_each({e: e for e in story}, story)) == pytest.approx((1, 2 / 3, 0.8))
    assert score_part(part, score_each(dict.fromkeys(story, "x"), story))[:2] == pytest.approx((5 / 9, 1))
    assert find_f1(0, 0) == 0


def test_the_stories_are_loaded_without_heading_in_order_of_time() -> None:
    told = load_tellings()
    assert (len(told), len({t.story for t in told})) == (106, 40)
    assert not any("EXERCISE" in t.text for t in [*told, *load_singles()])
    assert [t.published for t in told] == sorted(t.published for t in told)
    assert {t.lang for t in told} == {"en", "fr"} and any(t.translated for t in told)
    assert all(t.is_single for t in load_singles()) and not any(t.is_single for t in told)


def test_crowded_stories_lie_in_three_days_and_keep_their_hours() -> None:
    told, moved = load_tellings(), {t.id: t for t in crowd(load_tellings())}
    first = {s: min(t.published for t in told if t.story == s) for s in {t.story for t in told}}
    begin = {s: min(t.published for t in moved.values() if t.story == s) for s in first}
    assert max(begin.values()) - min(begin.values()) < dt.timedelta(days=3)
    assert all(moved[t.id].published - begin[t.story] == t.published - first[t.story] for t in told)


def test_what_is_judged_is_what_the_ledger_says() -> None:
    told = [
        make("a", "convoy-01", CONVOY_EN), make("b", "convoy-01", CONVOY_OTHER_FR, "fr", 2),
        make("c", "ferry-02", FERRY_EN, hours=1),
    ]  # fmt: skip
    found, reading, filing = group_by_vigie(told)
    assert found["a"] == found["b"] != found["c"] and reading > 0 and filing > 0


def test_a_rival_joins_the_earlier_report_most_like_it() -> None:
    assert join({"a": (0.0, ""), "b": (0.4, "a"), "c": (0.6, "b")}, 0.5) == {"a": "a", "b": "b", "c": "b"}
    told = [
        replace(make("a", "s-01", "Convoy leaves Narvik"), published=NOON),
        make("b", "s-01", "Convoy leaves the north", hours=1),
        make("c", "t-03", "Ferry strike", hours=2),
        make("d", "u-03", "Convoy leaves Narvik", hours=90),
    ]
    found, bar = group_by(told, compare_titles)
    assert found == {"a": "a", "b": "a", "c": "c", "d": "d"} and 0 < bar <= 0.67
    assert len(set(group_by_day(told).values())) == 2
