"""The example replay: its snapshots are what the builder makes, its lists load, and what was authored comes out whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from training.build_example import TARGET, build
from training.example_items import Authored, load_items
from vigie.model.signal import KINDS
from vigie.watch.collect.item import Item, Origin
from vigie.watch.collect.kinds import parse_bytes
from vigie.watch.collect.roster import load_roster
from vigie.watch.deliver.rules_file import load_rules
from vigie.watch.intake import find_text
from vigie.watch.replay import find_replay, load_replay
from vigie.watch.signals.routine.parse import load_calendar

_OTHER_KINDS = frozenset({"version", "near", "translation", "accusation"})


@pytest.fixture(scope="module")
def items() -> dict[str, Authored]:
    roster = load_roster(TARGET / "vigie.yaml")
    return {item.id: item for item in load_items({s.id: s.language or "" for s in roster.sources})}


@pytest.fixture(scope="module")
def planted() -> dict[str, Any]:
    held: dict[str, Any] = yaml.load((TARGET / "planted.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return held


@pytest.fixture(scope="module")
def collected() -> dict[str, set[tuple[str, str | None]]]:
    """Return by source the texts and dates that all snapshots together give."""
    found: dict[str, set[tuple[str, str | None]]] = {}
    for source, item in _iter_collected():
        found.setdefault(source, set()).add((find_text(item), item.dated))
    return found


def _iter_collected() -> Iterator[tuple[str, Item]]:
    replay, sources = load_replay(TARGET), {s.id: s for s in load_roster(TARGET / "vigie.yaml").sources}
    for moment in replay.moments:
        for name, path in replay.files[moment].items():
            if path.suffix != ".fail":
                source = sources[name]
                origin = Origin(place=source.address, lang=source.language)
                for item in parse_bytes(source.kind, path.read_bytes(), origin).items:
                    yield name, item


def test_the_snapshots_are_what_the_builder_makes() -> None:
    held = {str(p.relative_to(TARGET)): p.read_bytes() for p in TARGET.glob("2031-*/*")}
    made = build()
    assert sorted(held) == sorted(made)
    assert [name for name in made if held[name] != made[name]] == []


def test_its_lists_load_and_mark_everything_as_exercise() -> None:
    roster = load_roster(find_replay("example") / "vigie.yaml")
    assert roster.realm == "exercise"
    assert all((s.name or "").startswith(("EXERCISE", "EXERCICE")) for s in roster.sources)
    assert {w.name for w in load_rules(TARGET / "rules.yaml").watchlists} == {"belarus-front", "alliance"}
    own = {e.uid for e in load_calendar(TARGET / "calendar.ics")} - {e.uid for e in load_calendar()}
    assert own == {"granite-shield@example", "embruns@example", "steel-wind@example"}


def test_every_item_comes_out_once_under_its_heading(
    items: dict[str, Authored], collected: dict[str, set[tuple[str, str | None]]]
) -> None:
    texts = [text for found in collected.values() for text, _ in found]
    assert len(texts) == len(items)
    assert {text.split("\n")[0] for text in texts} == {"EXERCISE", "EXERCICE"}
    for item in items.values():
        last = item.text.split("\n\n")[-1]
        assert any(last in text and item.title in text for text, _ in collected[item.source]), item.id


def test_dates_stay_as_stated(collected: dict[str, set[tuple[str, str | None]]]) -> None:
    undated = [(source, text) for source, found in collected.items() for text, dated in found if dated is None]
    assert [source for source, _ in undated] == ["baltic-courier"]
    assert "tram 3 returns" in undated[0][1]


def test_items_lie_in_the_three_weeks(items: dict[str, Authored]) -> None:
    days = {item.at.date() for item in items.values()}
    assert min(days) == dt.date(2031, 5, 1)
    assert max(days) == dt.date(2031, 5, 21)
    assert len(days) == 21


def test_planted_items_exist_and_name_kinds_that_there_are(items: dict[str, Authored], planted: dict[str, Any]) -> None:
    rows = planted["planted"]
    assert {key for row in (*rows, *planted["nothing"]) for key in row["items"]} <= set(items)
    assert {said["item"] for said in planted["said"]} <= set(items)
    assert {row["find"]["kind"] for row in rows} <= set(KINDS) | _OTHER_KINDS


def test_copies_and_translations_are_all_planted(items: dict[str, Authored], planted: dict[str, Any]) -> None:
    by_id = {row["id"]: set(row["items"]) for row in planted["planted"]}
    assert by_id["copies"] == {item.id for item in items.values() if item.copy_of}
    assert by_id["translations"] == {item.id for item in items.values() if item.translation_of}
