"""Grouping in a real ledger: once each, in order, and the same after a restart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

import vigie
from tests.watch.link.reports import CONVOY_EN, CONVOY_FR, CONVOY_OTHER, CONVOY_OTHER_FR, FERRY_EN
from vigie.errors import NoSuchRecord
from vigie.model.signal import Grouping
from vigie.store import Ledger, Origin, open_ledger
from vigie.watch.link.group import group_new, load_index, make_index
from vigie.watch.link.piece import load_piece

START = dt.datetime(2031, 5, 14, 6, tzinfo=dt.UTC)
FEED = (
    ("herald", "1", CONVOY_EN, "en"),
    ("dock", "1", FERRY_EN, "en"),
    ("mirror", "1", CONVOY_EN.replace("before dawn", "at dawn"), "en"),
    ("messager", "1", CONVOY_OTHER_FR, "fr"),
    ("courrier", "1", CONVOY_FR, "fr"),
    ("herald", "2", CONVOY_OTHER, "en"),
    ("herald", "1", CONVOY_EN + " The convoy has passed Kiruna.", "en"),
    ("echo", "1", FERRY_EN, "en"),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "watch.vigie", realm="exercise", create=True, now=START) as made:
        yield made


def at(hour: int) -> dt.datetime:
    return START + dt.timedelta(hours=hour)


def append(ledger: Ledger, n: int) -> str:
    source, name, text, lang = FEED[n]
    url = f"https://{source}.example/{name}"
    reading = vigie.read(text, lang=lang, title=text.splitlines()[2], published="2031-05-14", realm="exercise", id=url)
    return ledger.append_reading(reading, now=at(n), origin=Origin(source, url, at(n))).document


def run(ledger: Ledger, *, restart: int | None = None, days: int = 30) -> dict[str, Grouping]:
    index = make_index(days=days)
    for n in range(len(FEED)):
        append(ledger, n)
        if n == restart:
            index = load_index(ledger, at=at(n), days=days)
        assert group_new(ledger, index, now=at(n)) == 1
    return ledger.groupings()


def test_every_document_is_grouped_once(ledger: Ledger) -> None:
    keys = [append(ledger, n) for n in range(len(FEED))]
    index = make_index()
    assert group_new(ledger, index, now=at(9)) == len(FEED)
    assert group_new(ledger, index, now=at(10)) == 0
    found = ledger.groupings()
    assert list(found) == keys
    assert [found[key].relation for key in keys] == [
        "origin", "origin", "near", "origin", "translation", "origin", "version", "exact",
    ]  # fmt: skip
    convoy, ferry = keys[0], keys[1]
    assert [found[key].story for key in keys] == [convoy, ferry, convoy, convoy, convoy, convoy, convoy, ferry]
    assert {found[key].origin for key in (keys[0], keys[2], keys[4], keys[6])} == {convoy}


@pytest.mark.parametrize("restart", range(len(FEED)))
def test_after_a_restart_it_goes_on_as_if_there_had_been_none(ledger: Ledger, tmp_path: Path, restart: int) -> None:
    whole = run(ledger)
    with open_ledger(tmp_path / "again.vigie", realm="exercise", create=True, now=START) as again:
        assert run(again, restart=restart) == whole


def test_what_could_not_be_written_is_grouped_the_same_when_it_is_tried_again(ledger: Ledger) -> None:
    keys = [append(ledger, n) for n in range(len(FEED))]
    index = make_index()
    lost = [index.add(load_piece(ledger, key)) for key in keys]
    assert group_new(ledger, index, now=at(9)) == len(FEED)
    assert list(ledger.groupings().values()) == lost


def test_the_index_of_an_earlier_moment_knows_nothing_later(ledger: Ledger) -> None:
    run(ledger)
    assert [len(load_index(ledger, at=at(n)).stories) for n in range(len(FEED))] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert len(load_index(ledger, at=at(40 * 24)).stories) == 0, "a month later all is forgotten"


def test_what_was_taken_back_takes_nothing_up_after_a_restart(ledger: Ledger) -> None:
    index, first = make_index(), append(ledger, 0)
    group_new(ledger, index, now=at(0))
    ledger.retract(first, author="A. Officer", reason="posted in error", now=at(1))
    second = append(ledger, 2)
    group_new(ledger, load_index(ledger, at=at(2)), now=at(2))
    assert ledger.groupings()[second].story == second


def test_a_document_that_the_ledger_does_not_hold_is_named(ledger: Ledger) -> None:
    with pytest.raises(NoSuchRecord, match="nothing"):
        load_piece(ledger, "nothing")
