"""Rankings, chances and backtests on small series of our own, whose answers a person can redo."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

import numpy as np
import pytest

from vigie.assess.forecast import (
    Act,
    Ranker,
    Rules,
    explain,
    fold_acts,
    keep_known,
    learn_rules,
    make_history,
    score_all,
)
from vigie.assess.forecast.backtest import backtest
from vigie.assess.forecast.continuation import estimate_continuation, find_base, find_continuations
from vigie.assess.forecast.excitation import FEATURES, find_features, fit_excitation
from vigie.assess.forecast.history import History, Names
from vigie.assess.forecast.logit import fit_logit
from vigie.assess.forecast.near import ANYBODY, DIRECT, SHARED, find_closeness, find_nearness, find_shared
from vigie.assess.forecast.onset import NO_SKILL, Onset, find_onset
from vigie.assess.forecast.places import rank_places
from vigie.assess.forecast.weeks import Weeks, find_weeks

START = dt.date(2031, 3, 1)


def act(day: int, actor: str = "XAA", kind: str = "ASSAULT", recipient: str = "XBB", **more: object) -> Act:
    return Act(day=START + dt.timedelta(days=day), actor=actor, kind=kind, recipient=recipient, **more)  # type: ignore[arg-type]


def on(day: int) -> dt.date:
    return START + dt.timedelta(days=day)


def some_acts(seed: int = 1, days: int = 60) -> list[Act]:
    """Return a made-up history: five actors, three kinds, some pairs far busier than others."""
    rng = random.Random(f"{seed}/acts")
    names = ["XAA", "XBB", "XCC", "XDD", "XEE"]
    found = []
    for day in range(days):
        for _ in range(3):
            a, b = rng.sample(names, 2)
            found.append(act(day, a, rng.choice(["ASSAULT", "THREATEN", "CONSULT"]), b))
    return found


def ready(acts: list[Act], until: int) -> tuple[Ranker, Names]:
    history, names = make_history(keep_known(acts, on(until)))
    return Ranker(history, learn_rules(history, until=on(until).toordinal())), names


def hand_made(history: History, weight: float) -> Rules:
    """Return rules in which any act adds the weight, whatever kind and age."""
    return Rules(np.full((2 * history.kinds, 2 * history.kinds, 9), weight), history.kinds)


def test_a_score_is_the_rule_times_the_acts_plus_what_close_others_did() -> None:
    history, names = make_history([act(0), act(1, "XAA", "CONSULT"), act(0, "XCC", recipient="XDD"), act(0, "XCC")])
    ranker = Ranker(history, hand_made(history, 0.25))
    day = on(150).toordinal()
    scores = score_all(ranker, names.actors.index("XAA"), names.kinds.index("ASSAULT"), day=day)
    # XAA has 2 acts with XBB; XBB has 3 in all, XAA 2, XCC 2, one of them with XBB
    tie = 2 / np.sqrt(2 * 3) * 1 / np.sqrt(3 * 2)
    other = (ANYBODY + SHARED * tie) * 0.5
    assert scores[names.actors.index("XBB")] == pytest.approx(2 * 0.25 + other)
    assert scores[names.actors.index("XDD")] == pytest.approx(other)
    assert scores[names.actors.index("XCC")] == 0


@pytest.mark.parametrize("seed", range(5))
def test_every_score_is_the_sum_of_its_dated_acts(seed: int) -> None:
    ranker, names = ready(some_acts(seed), 50)
    day = on(50).toordinal()
    explained = 0
    for actor in range(len(names.actors)):
        for kind in range(2 * len(names.kinds)):
            scores = score_all(ranker, actor, kind, day=day)
            for other in range(len(names.actors)):
                told = explain(ranker, actor, kind, other, day=day)
                assert told.score == sum(part.amount for part in told.parts)
                assert told.score == pytest.approx(scores[other], abs=1e-15)
                assert all(ranker.history.rows[part.row, 3] < day for part in told.parts)
                explained += len(told.parts)
    assert explained > 1000


def test_an_act_shows_why_it_counts_and_through_whom() -> None:
    acts = [
        act(0),
        act(1, kind="THREATEN"),
        act(2, "XBB", recipient="XAA"),
        act(3, "XCC"),
        act(4, "XCC", "CONSULT", "XAA"),
    ]
    first = next(p for p in rank_places(acts, actor="XAA", day=on(5), kinds=["ASSAULT"]) if p.recipient == "XBB")
    assert {s.why for s in first.summed} == {"same", "rule", "answered", "others"}
    assert first.score == sum(s.amount for s in first.summed)
    (by_other,) = (s for s in first.summed if s.why == "others")
    assert by_other.act.actor == "XCC" and by_other.through == ("XBB",)


def test_rules_learn_that_one_kind_follows_another() -> None:
    acts = [a for day in range(0, 300, 10) for a in (act(day, kind="THREATEN"), act(day + 1, kind="ASSAULT"))]
    history, names = make_history(acts)
    rules = learn_rules(history, until=on(300).toordinal(), shrink=10)
    threaten, assault = names.kinds.index("THREATEN"), names.kinds.index("ASSAULT")
    after, back = rules.weight[threaten, assault], rules.weight[assault, threaten]
    assert after[0] > 10 * back[0] and after[0] > 10 * after[1]


def test_rules_are_those_assumed_where_nothing_was_learned() -> None:
    history, names = make_history([act(0), act(0, kind="THREATEN")])
    weight = learn_rules(history, until=on(1).toordinal()).weight
    assault, threaten = names.kinds.index("ASSAULT"), names.kinds.index("THREATEN")
    assert weight[assault, assault, [0, 1, 4]].tolist() == pytest.approx([0.1, 0.05, 0.1 / 8])
    assert weight[threaten, assault, 0] == pytest.approx(0.05 / 4)  # one row of four is an assault
    empty, _ = make_history([])
    assert learn_rules(empty, until=on(1).toordinal()).weight.size == 0


def test_one_enormous_day_counts_once_for_each_kind() -> None:
    acts = some_acts()
    flood = acts + [act(30, keys=(f"e{i}",)) for i in range(5000)]
    (folded,) = (a for a in fold_acts(flood) if a.day == on(30) and a.keys)
    assert len(folded.keys) == 5000
    once = rank_places([*acts, act(30)], actor="XAA", day=on(60))
    assert [(p.recipient, p.score) for p in rank_places(flood, actor="XAA", day=on(60))] == [
        (p.recipient, p.score) for p in once
    ]


def test_closeness_is_counted_by_hand() -> None:
    history, _ = make_history([*(act(i) for i in range(4)), *(act(i, "XAA", recipient="XCC") for i in range(12))])
    near = find_nearness(history)  # XAA 16 acts, XBB 4, XCC 12
    assert near.of(0)[1].tolist() == [pytest.approx(4 / np.sqrt(64)), pytest.approx(12 / np.sqrt(192))]
    shared = 4 / np.sqrt(64) * 12 / np.sqrt(192)
    assert find_closeness(near, 1).tolist() == pytest.approx([ANYBODY + DIRECT * 0.5, 0, ANYBODY + SHARED * shared])
    assert find_shared(near, 1, 2) == [(0, pytest.approx(shared))]


def test_a_ranking_has_no_places_for_an_unknown_actor() -> None:
    assert rank_places(some_acts(), actor="XZZ", day=on(60)) == []


def test_equal_scores_share_a_rank() -> None:
    acts = [act(day, recipient=other) for day in (0, 1) for other in ("XBB", "XCC")]
    assert [p.rank for p in rank_places(acts, actor="XAA", day=on(9), kinds=["ASSAULT"])] == [1, 1]


@pytest.mark.parametrize("tell", ["ranking", "continuation", "onset"])
def test_forecasts_are_the_same_whatever_comes_later(tell: str) -> None:
    def told(known: list[Act], day: dt.date) -> object:
        if tell == "ranking":
            return rank_places(known, actor="XAA", day=day)
        if tell == "onset":
            return find_onset(known, at=day, kinds=["ASSAULT"])
        return find_continuations(known, at=day, kinds=["ASSAULT"], covered={a.day for a in known})

    past = some_acts(days=40)
    days = [on(35), on(40)]
    futures = [
        [],
        some_acts(7)[120:],
        [act(39, known=on(41)), act(40)],  # one of the past, known too late
        [act(d, "XAA", recipient="XEE") for d in range(40, 90)],
    ]
    forecasts = [[f.told for f in backtest(past + future, told, days=days)] for future in futures]
    assert all(forecast == forecasts[0] for forecast in forecasts)
    changed = [
        f.told for f in backtest([*past, *(act(d, "XAA", recipient="XEE") for d in range(20, 34))], told, days=days)
    ]
    assert changed != forecasts[0]


def test_revisions_are_read_as_they_stood() -> None:
    acts = [act(0, dropped=on(10)), act(1, known=on(10), keys=("better",))]
    assert [a.day for a in keep_known(acts, on(5))] == [on(0)]
    assert [a.day for a in keep_known(acts, on(10))] == [on(0)]
    assert [a.keys for a in keep_known(acts, on(11))] == [("better",)]


def test_outcomes_are_what_came_in_the_days_after() -> None:
    (forecast,) = backtest([act(0), act(7), act(13), act(14)], lambda known, _: len(known), days=[on(7)])
    assert (forecast.told, forecast.read, [a.day for a in forecast.came]) == (1, 1, [on(7), on(13)])


@pytest.mark.parametrize(("hit", "seen", "p"), [(0, 0, 0.1), (12, 12, 12.4 / 16), (0, 12, 0.4 / 16), (3, 6, 0.34)])
def test_continuation_by_hand(hit: int, seen: int, p: float) -> None:
    assert estimate_continuation(hit, seen, 0.1) == pytest.approx(p)


def test_a_gap_is_neither_a_quiet_week_nor_a_hit() -> None:
    acts = [act(70), act(71), act(83)]
    every = {on(day) for day in range(84)}
    ask = dict(at=on(84), actor="XAA", recipient="XBB", kinds=["ASSAULT"])
    assert find_weeks(acts, covered=every, **ask).seen == 12  # type: ignore[arg-type]
    gap = find_weeks(acts, covered={day for day in every if not on(14) <= day < on(28)}, **ask)  # type: ignore[arg-type]
    assert (gap.hit, gap.seen, gap.days) == (2, 10, (on(70), on(71), on(83)))


def test_continuations_are_ordered_and_rest_on_all_pairs() -> None:
    acts = [act(80), act(70), act(1, "XCC"), act(60, "XDD", "CONSULT")]
    found = find_continuations(acts, at=on(84), kinds=["ASSAULT"], covered={on(day) for day in range(84)})
    base = 3 / 36
    assert [(c.actor, c.probability) for c in found] == [
        ("XAA", pytest.approx((2 + 4 * base) / 16)), ("XCC", pytest.approx((1 + 4 * base) / 16)),
    ]  # fmt: skip
    assert find_base([]) == 0 and find_base([Weeks(1, 2, ())]) == 0.5


def test_onset_is_a_base_rate_with_its_sentence() -> None:
    acts = [act(0, kind="CONSULT"), act(0, "XCC", "CONSULT"), act(100)]
    found = find_onset(acts, at=on(111), kinds=["ASSAULT"])
    # looked at on days 90, 97, 104; XAA strikes in the second week and is quiet no longer
    assert found == Onset(first=1, looks=5, quiet=1) and found.base == 0.2
    assert NO_SKILL["en"] == "no demonstrated skill over the base rate" and set(NO_SKILL) == {"en", "fr"}
    assert find_onset(acts[:1], at=on(20), kinds=["ASSAULT"]).base is None


def test_the_logit_finds_the_odds_of_a_table() -> None:
    x = np.repeat([0.0, 1.0], 10)[:, None]
    y = np.array([1.0] * 2 + [0.0] * 8 + [1.0] * 5 + [0.0] * 5)
    assert fit_logit(x, y, penalty=1e-9).tolist() == pytest.approx([np.log(0.25), np.log(4)], abs=1e-6)
    assert abs(fit_logit(x, y, penalty=1e6)[1]) < 1e-4


def test_features_read_no_day_to_come_and_count_a_day_once() -> None:
    features = find_features([9, 9, 9], [], at=10, first=0)
    assert len(features) == len(FEATURES)
    assert features[:3] == pytest.approx([1 / 16, 1, np.log1p(0.5 ** (1 / 3))])
    assert find_features([9, 10, 11], [12], at=10, first=0) == features
    assert not any(find_features([], [], at=10, first=0))


def test_excitation_tells_busy_pairs_from_quiet_ones() -> None:
    busy, quiet = find_features([1, 4, 8, 9], [7], at=10, first=0), find_features([], [], at=10, first=0)
    rows = np.array([busy] * 50 + [quiet] * 50)
    model = fit_excitation(rows, np.array([1.0] * 40 + [0.0] * 10 + [1.0] * 2 + [0.0] * 48), penalty=0.01)
    chances = model.predict(np.array([busy, quiet]))
    assert chances.tolist() == pytest.approx([0.8, 0.04], abs=0.01)


def test_acts_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        act(0).kind = "x"  # type: ignore[misc]
