"""The grid: cells through a genuine watch, figures from them, and results that a kill does not lose."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vigie.exercise.cast import Scenario
from vigie.exercise.drill import begin_drill, load_makers
from vigie.exercise.drill.folder import LEDGER
from vigie.exercise.drill.history import take_shared
from vigie.exercise.drill.outlets import make_outlets_ask
from vigie.exercise.drill.play import run_tick
from vigie.exercise.drill.story import make_story
from vigie.exercise.grid import Plan, draw_grid, encode_report, load_all, run_grid, write_report
from vigie.exercise.grid.cell import run_cell
from vigie.exercise.grid.figures import (
    by_always,
    by_any,
    by_bare,
    by_never,
    by_problem,
    by_titles,
    find_attribution,
    find_f1,
    find_figures,
    find_rate_interval,
)
from vigie.exercise.grid.history import History, load_since, prepare_history
from vigie.exercise.grid.keep import find_place, keep_cell, load_cell
from vigie.exercise.scenario import load_scenario
from vigie.lang.gazetteer.setting import using_names
from vigie.watch.link.group import group_new, load_index
from vigie.watch.post import find_post, open_post
from vigie.watch.readers import Readers
from vigie.watch.round import Counts, Watch
from vigie.watch.view import load_view

NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
START = dt.datetime(2031, 10, 6, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def make_cell(
    posteriors: list[float], *, crisis: float | None = None, before: float | None = None, errors: int = 0
) -> dict[str, Any]:
    crises = [] if crisis is None else [
        {"key": "c", "kind": "strike", "at": (START + crisis * DAY).isoformat(), "names_actor": False,
         "before": (START + before * DAY).isoformat() if before else None}
    ]  # fmt: skip
    looks = [
        {"at": (START + n * DAY).isoformat(), "p": p, "cause": "rumour", "told": 1, "unusual": 0, "titles": n, "reports": 9, "signals": 0}
        for n, p in enumerate(posteriors, 1)
    ]  # fmt: skip
    return {
        "schema": "vigie-grid-cell/1", "realm": "exercise", "scenario": "s", "seed": "1", "start": START.isoformat(),
        "end": (START + len(posteriors) * DAY).isoformat(), "reports": 9, "heard": 9, "words": 99, "crises": crises,
        "looks": looks, "bare": [min(1.0, p + 0.3) for p in posteriors],
        "any": [min(1.0, p + 0.1) for p in posteriors], "bare_any": [min(1.0, p + 0.4) for p in posteriors],
        "named": [{"act": "a", "events": 4, "errors": [["r", "XDV"]] * errors}], "speakers": [9, 10],
        "read": {"en": {"statements": [8, 10, 10], "events": [1, 2, 2]}},
    }  # fmt: skip


def test_false_alarms_are_counted_when_they_go_up_and_looks_as_long_as_they_stay() -> None:
    figures = find_figures([make_cell([0.6, 0.7, 0.1, 0.6]), make_cell([0.1] * 4)], by_problem, setting=0.5)
    assert (figures.alarms, figures.quiet_days, figures.false) == (2, 8, 25)
    assert figures.up == pytest.approx(100 * 3 / 8)
    assert figures.causes == {"rumour": 2}
    assert figures.found.n == 0 and figures.delay is None


def test_a_crisis_is_found_within_a_day_or_later_or_costs_the_cap() -> None:
    cells = [make_cell([0.1, 0.9, 0.9], crisis=1.5), make_cell([0.1, 0.1, 0.9], crisis=1.5), make_cell([0.1] * 3, crisis=1.5)]  # fmt: skip
    figures = find_figures(cells, by_problem, setting=0.5)
    assert (figures.found.k, figures.day.k, figures.found.n) == (2, 1, 3)
    assert figures.delay == pytest.approx((0.5 + 1.5 + 7) / 3)
    assert figures.quiet_days == 4.5


def test_rivals_that_need_no_watch_find_all_or_nothing_at_the_price_that_is_told() -> None:
    cells = [make_cell([0.1] * 4, crisis=2.5)]
    always, never = (find_figures(cells, series, setting=0.5) for series in (by_always, by_never))
    assert (always.found.share, always.up, never.found.share, never.up) == (1, 100, 0, 0)
    assert find_figures(cells, by_titles, setting=0.5).found.k == 1
    assert find_figures(cells, by_bare, setting=0.35).up == 100
    assert find_figures(cells, by_any, setting=0.15).up == 100


def test_attribution_counts_seeds_without_an_error_and_events() -> None:
    runs, events = find_attribution([make_cell([0.1]), make_cell([0.1], errors=1)])
    assert (runs.k, runs.n, events.k, events.n) == (1, 2, 7, 8)
    assert find_f1([make_cell([0.1])], "en", "statements") == pytest.approx(0.8)
    assert find_f1([make_cell([0.1])], "fr", "statements") is None


def test_the_interval_of_a_rate_draws_cells_whole_and_holds_the_rate() -> None:
    low, high = find_rate_interval([(1, 10.0)] * 10 + [(0, 10.0)] * 10, random.Random(1)) or (0, 0)
    assert 2 < low < 5 < high < 8
    assert find_rate_interval([(0, 0.0)], random.Random(1)) is None


def test_a_report_has_every_rival_the_curve_and_the_sentence() -> None:
    cells = {"strike": [make_cell([0.1, 0.9], crisis=0.5)], "quiet": [make_cell([0.1, 0.2])]}
    told = "\n".join(write_report(cells, setting=0.5, settings=(0.3, 0.7)))
    for words in (
        "alarm at 0.5",
        "without the calendar",
        "unusual coverage",
        "alarm always",
        "alarm never",
        "0.7",
        "rumour 0",
    ):
        assert words in told
    assert told.endswith("Exercise scores are not real-world skill.")
    held = json.loads(json.dumps(encode_report(cells, setting=0.5, settings=(0.3, 0.7))))
    assert held["scenarios"]["strike"]["alarm"]["found"] == {"k": 1, "n": 1, "share": 1.0, "interval": pytest.approx([0.207, 1.0], abs=0.001)}  # fmt: skip
    assert [row["setting"] for row in held["scenarios"]["quiet"]["curve"]] == [0.3, 0.7]


def test_the_picture_is_one_svg_that_asks_for_nothing() -> None:
    cells = {"strike": [make_cell([0.1, 0.9], crisis=0.5)], "quiet": [make_cell([0.1, 0.2])]}
    drawn = draw_grid(cells, setting=0.5, settings=(0.3, 0.7))
    assert drawn.startswith("<svg") and "EXERCISE" in drawn and "href" not in drawn and "<script" not in drawn
    assert "strike, 1 seeds" in drawn and "quiet, 1 seeds" not in drawn


def test_a_kept_cell_comes_back_and_a_torn_or_older_one_is_run_again(tmp_path: Path) -> None:
    place = find_place(tmp_path, load_scenario("quiet"), "1")
    assert load_cell(place) is None
    keep_cell(place, make_cell([0.1]))
    assert load_cell(place) == make_cell([0.1])
    keep_cell(place, make_cell([0.1]) | {"bare": []})
    assert load_cell(place, without_calendar=True) is None and load_cell(place) is not None
    place.write_text(place.read_text()[:-9])
    assert load_cell(place) is None and list(load_all([place])) == []
    keep_cell(place, make_cell([0.1]) | {"schema": "vigie-grid-cell/0"})
    assert load_cell(place) is None


@pytest.fixture(scope="module")
def small() -> Scenario:
    """Return a short scenario with a short history."""
    whole = load_scenario("strike")
    early = tuple(i for i in whole.injects if i.at is not None and i.at < 2 * DAY and not i.crisis_since)
    return replace(whole, key="small", days=2, history=5, injects=early, noise_per_day=3)


@pytest.fixture(scope="module")
def history(small: Scenario, tmp_path_factory: pytest.TempPathFactory) -> History:
    folder = tmp_path_factory.mktemp("histories")
    return prepare_history(small, folder, load_makers(), now=NOW, tell=lambda *_: None)


def test_the_history_is_read_once_and_taken_over_the_next_time(small: Scenario, history: History) -> None:
    told: list[int] = []
    again = prepare_history(small, history.folder, load_makers(), now=NOW, tell=lambda day, *_: told.append(day))
    assert told == [] and again.view == history.view and history.view.documents
    assert [p.name for p in history.folder.iterdir() if p.name.startswith("reading-")] == []


def test_what_a_look_loads_beside_its_history_is_what_the_whole_ledger_holds(history: History, tmp_path: Path) -> None:
    scenario, compared = history.scenario, []
    begin_drill(tmp_path / "d", scenario, seed="1", now=NOW)
    take_shared(tmp_path / "d", history.folder, scenario)
    story, post = make_story(scenario, "1", (), load_makers()), find_post(tmp_path / "d" / LEDGER)

    def after(watch: Watch, at: dt.datetime, _: Counts) -> None:
        group_new(watch.ledger, index, now=at)
        compared.append((load_since(watch.ledger, history, at=at), load_view(watch.ledger, at=at)))

    with using_names(post.names), Readers(1) as readers:
        ledger, roster = open_post(post, now=scenario.start)
        with ledger:
            index = load_index(ledger, at=scenario.start)
            watch = Watch(ledger=ledger, roster=roster, readers=readers, ask=make_outlets_ask((), identifier="x"), clock=lambda: scenario.start, follows=False)  # fmt: skip
            for n in (1, 2):
                at = scenario.start + n * DAY
                run_tick(watch, after, story, at=at, fresh=at - DAY, is_full=True)
    assert len(compared) == 2 and len(compared[-1][0].documents) > len(history.view.documents)
    for found, whole in compared:
        for part in ("statements", "events", "quantities", "links", "flags", "visits", "unread"):
            assert getattr(found, part) == getattr(whole, part), part
        for part in ("documents", "sources", "groupings"):
            assert dict(getattr(found, part)) == dict(getattr(whole, part)), part


def test_the_same_seed_gives_the_same_cell_and_another_seed_another(history: History) -> None:
    first, again, other = (run_cell(history, seed, load_makers(), without_calendar=True, now=NOW) for seed in ("1", "1", "2"))  # fmt: skip
    assert first == again and first != other
    assert len(first["looks"]) == len(first["bare"]) == len(first["any"]) == 2
    assert all(any >= look["p"] for any, look in zip(first["any"], first["looks"], strict=True))
    assert first["reports"] >= first["heard"] > 0
    assert all(0 < look["p"] < 1 for look in first["looks"])


def _run(plan: Plan, *, stop: int = 99) -> list[str]:
    done: list[str] = []

    def steps() -> Iterator[str]:
        for step in run_grid(plan, load_makers(), now=NOW, stop=lambda: len(done) > stop):
            assert step.fault is None
            yield step.what

    for what in steps():
        done.append(what)
    return done


def test_a_grid_that_was_stopped_goes_on_where_it_was(small: Scenario, tmp_path: Path) -> None:
    plan = Plan(scenarios=(small,), seeds=("1", "2"), out=tmp_path, jobs=1)
    assert _run(plan, stop=1) == ["history", "cell"]
    kept = plan.places()[0].read_bytes()
    assert _run(plan) == ["history", "cell"]
    assert plan.places()[0].read_bytes() == kept
    assert _run(plan) == []
    forked = replace(plan, out=tmp_path / "forked", jobs=2)
    assert sorted(_run(forked)) == ["cell", "cell", "history"]
    assert [load_cell(p) for p in forked.places()] == [load_cell(p) for p in plan.places()]
