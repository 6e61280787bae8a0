"""Corrections, retractions and merges: signed, explained, and added beside what they change."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any

import pytest

from tests.make import make_reading
from tests.store.build import NEW, OLD, build
from vigie.errors import AmendedMeanwhile, NoSuchRecord, UnsoundRecord
from vigie.store import Ledger

HOUR = dt.timedelta(hours=1)
Now = dt.datetime
SIGNED: dict[str, Any] = {"author": "A. Officer", "reason": "it was the deputy"}


def test_a_correction_holds_from_when_it_was_made(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(make_reading(), now=now)
    wrong = ledger.statements(speaker="arden")[0]
    made = ledger.correct(wrong.key, {"speaker": "Élodie Marn", "codes": ["OSTGOV"]}, now=now + HOUR, **SIGNED)
    assert (made.kind, made.action, made.author, made.reason) == ("statement", "correct", *SIGNED.values())
    right = ledger.statements(key=wrong.key)[0]
    assert (right.speaker, right.codes, right.corrections) == ("Élodie Marn", ("OSTGOV",), 1)
    assert right.known > wrong.known and right.words == wrong.words
    assert ledger.statements(key=wrong.key, as_known_at=now) == [wrong]
    assert len(ledger.statements(speaker="elodie marn")) == 1 and len(ledger.statements(speaker="arden")) == 1
    assert ledger.statements(speaker="elodie", as_known_at=now) == []
    assert ledger.amendments(key=wrong.key) == [made]
    assert ledger.reading(wrong.document) == make_reading(), "the reading stays as its reader made it"


def test_corrections_add_up_and_filters_see_them(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(make_reading(), now=now)
    key = ledger.events(type="ASSAULT")[0].key
    ledger.correct(key, {"type": "THREATEN", "status": "planned"}, now=now + HOUR, **SIGNED)
    ledger.correct(key, {"status": "past", "valid_from": "2031-05-01", "valid_to": None}, now=now + 2 * HOUR, **SIGNED)
    event = ledger.events(type="threaten")[0]
    assert (event.status, event.valid_from, event.dated, event.corrections) == ("past", "2031-05-01", "stated", 2)
    assert ledger.events(type="ASSAULT") == []
    assert ledger.events(key=key, as_known_at=now + HOUR)[0].status == "planned"
    assert [e.key for e in ledger.events(until="2031-05-02")] == [key]


def test_what_is_retracted_is_gone_from_then_on_and_can_be_restored(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    key = ledger.statements()[0].key
    ledger.retract(key, now=now + HOUR, **SIGNED)
    assert len(ledger.statements()) == 2 and len(ledger.statements(as_known_at=now)) == 3
    assert (
        ledger.search("sector", kinds=("statement",), limit=9)
        and len(ledger.search("sector", kinds=("statement",))) == 2
    )
    ledger.restore(key, now=now + 2 * HOUR, **SIGNED)
    assert len(ledger.statements()) == 3 and len(ledger.statements(as_known_at=now + HOUR)) == 2
    ledger.retract(key, now=now + 3 * HOUR, **SIGNED)
    assert len(ledger.statements()) == 2


def test_a_retracted_document_takes_its_records_with_it(ledger: Ledger, now: Now) -> None:
    document = ledger.append_reading(make_reading(), now=now).document
    ledger.append_reading(build(1), now=now)
    ledger.retract(document, now=now + HOUR, **SIGNED)
    for at, count in ((None, 0), (now, 1)):
        assert len(ledger.documents(id="ostaria.txt", as_known_at=at)) == count
        assert bool(ledger.statements(document=document, as_known_at=at)) == bool(count)
        assert bool(ledger.flags(document=document, as_known_at=at)) == bool(count)
        assert bool(ledger.links(as_known_at=at)) == bool(count)
        assert bool(ledger.quantities(as_known_at=at)) == bool(count)
        assert bool(ledger.search("velmark", as_known_at=at)) == bool(count)
    assert len(ledger.statements()) == 3
    assert ledger.documents(key=document)[0].id == "ostaria.txt", "asked for by its key it is still there"


def test_a_merge_leaves_one_and_the_other_says_where_it_went(ledger: Ledger, now: Now) -> None:
    for number in (1, 2):
        ledger.append_reading(build(number), now=now)
    one, two = (e.key for e in ledger.events())
    ledger.correct(two, {"same_as": one}, now=now + HOUR, **SIGNED)
    assert [e.key for e in ledger.events()] == [one]
    assert ledger.events(key=two)[0].same_as == one and len(ledger.events(as_known_at=now)) == 2


def test_an_entity_is_renamed_and_merged(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(make_reading(), now=now)
    one, two = ledger.entities()[:2]
    ledger.correct(one.key, {"name": "Republic of Velmark", "same_as": two.key}, now=now + HOUR, **SIGNED)
    found = ledger.entities(key=one.key)[0]
    assert (found.name, found.same_as, found.corrections) == ("Republic of Velmark", two.key, 1)
    assert ledger.entities(name="Republic of Velmark", as_known_at=now) == []


def test_a_correction_holds_for_a_better_reading_of_the_same_words(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now, stamp=OLD)
    key = ledger.statements()[0].key
    ledger.correct(key, {"speaker": "Élodie Marn"}, now=now + HOUR, **SIGNED)
    ledger.append_reading(build(1), now=now + 2 * HOUR, stamp=NEW)
    found = ledger.statements(key=key)
    assert [(s.speaker, s.corrections) for s in found] == [("Élodie Marn", 1)]
    assert len(ledger.statements()) == 3 and len(ledger.statements(speaker="Marn")) >= 1
    assert ledger.check() == []


def test_a_correction_known_earlier_but_filed_late_takes_its_place(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    key = ledger.statements()[0].key
    ledger.correct(key, {"speaker": "Later"}, now=now + 2 * HOUR, **SIGNED)
    ledger.correct(key, {"speaker": "Earlier", "role": "clerk"}, now=now + HOUR, **SIGNED)
    assert [(s.speaker, s.role) for s in ledger.statements(key=key)] == [("Later", "clerk")]
    assert [s.speaker for s in ledger.statements(key=key, as_known_at=now + HOUR)] == ["Earlier"]


def test_two_corrections_at_once_are_both_kept_and_who_asks_to_be_told_is_told(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    key = ledger.statements()[0].key
    ledger.correct(key, {"speaker": "One"}, author="A", reason="first", now=now + HOUR, seen=0)
    with pytest.raises(AmendedMeanwhile, match="1 changes, you saw 0"):
        ledger.correct(key, {"speaker": "Two"}, author="B", reason="second", now=now + HOUR, seen=0)
    ledger.correct(key, {"speaker": "Two"}, author="B", reason="second", now=now + HOUR)
    again = ledger.correct(key, {"speaker": "Two"}, author="B", reason="second", now=now + HOUR)
    assert len(ledger.amendments(key=key)) == 2 and again in ledger.amendments(key=key)


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "nothing to correct"),
    ({"words": "else"}, "'words' cannot be corrected"),
    ({"modality": ["shouting"]}, "shouting"),
    ({"modality": []}, "a list of"),
    ({"modality": "threat"}, "a list of"),
    ({"kind": None}, "direct"),
    ({"speaker": " "}, "any text"),
    ({"speaker": 7}, "any text"),
    ({"codes": ["OST GOV"]}, "a list of"),
    ({"valid_from": "yesterday"}, "a day"),
]


@pytest.mark.parametrize(("changes", "reason"), BAD, ids=[str(changes) for changes, _ in BAD])
def test_a_change_that_means_nothing_is_refused(changes: dict[str, Any], reason: str, ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    key = ledger.statements()[0].key
    with pytest.raises(UnsoundRecord, match=reason):
        ledger.correct(key, changes, now=now, **SIGNED)
    assert ledger.amendments() == []


def test_what_is_not_there_or_not_signed_is_refused(ledger: Ledger, now: Now) -> None:
    document = ledger.append_reading(build(1), now=now).document
    key = ledger.statements()[0].key
    for wrong in ("", "x", f"{document}.s.000000000000", f"{document}.x.1", f"{document}.", "' OR 1=1 --"):
        with pytest.raises(NoSuchRecord, match="no such record"):
            ledger.retract(wrong, now=now, **SIGNED)
    with pytest.raises(NoSuchRecord, match="cannot be the same as"):
        ledger.correct(key, {"same_as": key}, now=now, **SIGNED)
    with pytest.raises(UnsoundRecord, match="without reason"):
        ledger.retract(key, author="A", reason=" ", now=now)
    with pytest.raises(UnsoundRecord, match="without author"):
        ledger.retract(key, author="", reason="why", now=now)
    with pytest.raises(UnsoundRecord, match="a document's text never changes"):
        ledger.correct(document, {"title": "x"}, now=now, **SIGNED)


def test_nothing_can_be_changed_or_deleted_even_by_hand(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(make_reading(), now=now)
    ledger.retract(ledger.statements()[0].key, now=now, **SIGNED)
    raw = sqlite3.connect(ledger.path)
    tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    ours = [t for t in tables if "_words" not in t and not t.startswith(("sqlite", "alembic"))]
    assert len(ours) == 24
    for table in ours:
        if raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
            for act in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
                with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                    raw.execute(act)
    raw.close()
