"""What was known when: every question can be asked as at any earlier time, and the order of filing does not matter."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from tests.make import make_reading
from tests.store.build import NEW, OLD, build
from vigie.model import Reading, Unread
from vigie.store import Ledger, Origin, Source, Stamp, open_ledger

HOUR = dt.timedelta(hours=1)
Now = dt.datetime


def words(ledger: Ledger, at: Now | None = None, **asked: Any) -> list[str]:
    return [s.words for s in ledger.statements(as_known_at=at, **asked)]


def test_what_comes_in_later_was_not_known_before(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now)
    ledger.append_reading(build(2), now=now + HOUR)
    assert len(ledger.statements()) == 6
    assert len(ledger.statements(as_known_at=now)) == 3
    assert len(ledger.events(as_known_at=now)) == 1 and len(ledger.documents(as_known_at=now)) == 1
    assert ledger.statements(as_known_at=now - HOUR) == []
    assert ledger.sizes(as_known_at=now).rows["statements"] == 3


def test_a_zone_is_understood_and_a_time_without_one_is_refused(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now.astimezone(dt.timezone(5 * HOUR)))
    assert ledger.documents()[0].known == "2031-05-15T10:00:00.000000Z"
    assert len(ledger.statements(as_known_at=now.astimezone(dt.timezone(-7 * HOUR)))) == 3
    with pytest.raises(ValueError, match="without a zone"):
        ledger.statements(as_known_at=now.replace(tzinfo=None))
    with pytest.raises(ValueError, match="without a zone"):
        ledger.append_reading(build(2), now=now.replace(tzinfo=None))


def test_the_same_reading_is_kept_once(ledger: Ledger, now: Now) -> None:
    first = ledger.append_reading(build(1), now=now, stamp=NEW)
    again = ledger.append_reading(build(1), now=now + HOUR, stamp=NEW)
    assert first.new_document and first.new_reading
    assert (again.document, again.new_document, again.new_reading) == (first.document, False, False)
    rows = ledger.sizes().rows
    assert (rows["documents"], rows["readings"], rows["statements"], rows["texts"]) == (1, 1, 3, 1)


def test_a_better_reader_adds_its_reading_and_the_old_one_is_kept(ledger: Ledger, now: Now) -> None:
    old, new = build(1, statements=2), build(1, statements=2)
    new = Reading(new.document, statements=new.statements[:1], events=new.events)
    key = ledger.append_reading(old, now=now, stamp=OLD).document
    receipt = ledger.append_reading(new, now=now + HOUR, stamp=NEW)
    assert (receipt.new_document, receipt.new_reading) == (False, True)
    assert len(ledger.statements()) == 1 and len(ledger.statements(as_known_at=now)) == 2
    assert [(r.code, r.current) for r in ledger.readings(key)] == [(NEW.code, True), (OLD.code, False)]
    assert ledger.reading(key) == new and ledger.reading(key, as_known_at=now) == old
    assert ledger.reading(key, hash=ledger.readings(key)[1].hash) == old


def test_an_old_reading_that_comes_in_late_does_not_hide_a_better_one(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now, stamp=NEW)
    late = Reading(build(1).document)
    ledger.append_reading(late, now=now + HOUR, stamp=OLD)
    ledger.append_reading(late, now=now + 2 * HOUR, stamp=Stamp())
    assert len(ledger.statements()) == 3
    assert [r.code for r in ledger.readings(ledger.documents()[0].key)] == [NEW.code, OLD.code, "unstated"]


def test_release_ten_is_better_than_release_nine(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1), now=now, stamp=Stamp("0.10.0+a", "en-1"))
    ledger.append_reading(Reading(build(1).document), now=now + HOUR, stamp=Stamp("0.9.0+b", "en-1"))
    assert len(ledger.statements()) == 3


def test_a_new_version_of_an_address_takes_the_place_of_the_old_one(ledger: Ledger, now: Now) -> None:
    def fetched(hours: int) -> Origin:
        return Origin("herald", "https://example.org/a", now + hours * HOUR)

    first, second = build(1), build(1, extra="Corrected.", statements=1)
    ledger.append_reading(first, now=now, origin=fetched(0))
    ledger.append_reading(second, now=now + HOUR, origin=fetched(1))
    assert len(ledger.statements()) == 1 and len(ledger.statements(versions="all")) == 4
    assert len(ledger.statements(as_known_at=now)) == 3
    assert [d.current for d in ledger.documents(versions="all", url="https://example.org/a")].count(True) == 1
    ledger.append_reading(first, now=now + 2 * HOUR, origin=fetched(2))  # the page goes back to what it said
    assert len(ledger.statements()) == 3 and len(ledger.statements(as_known_at=now + HOUR)) == 1
    assert ledger.sizes().rows["documents"] == 2


def test_two_outlets_with_one_text_are_two_documents_on_one_text(ledger: Ledger, now: Now) -> None:
    for source in ("herald", "tribune"):
        ledger.append_reading(build(1), now=now, origin=Origin(source, f"https://{source}.example.org/1"))
    assert len(ledger.documents()) == 2 and ledger.sizes().rows["texts"] == 1
    assert len(ledger.documents(text_hash=ledger.documents()[0].text_hash)) == 2
    assert len(ledger.statements(source="herald")) == 3 and len(ledger.documents(source="tribune")) == 1


def test_two_texts_of_one_id_are_not_taken_for_versions(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(build(1, id="stdin"), now=now)
    ledger.append_reading(build(2, id="stdin"), now=now)
    assert len(ledger.documents(id="stdin")) == 2 and len(ledger.statements()) == 6


def test_valid_time_is_what_the_text_states_else_the_day_of_the_report_else_unknown(ledger: Ledger, now: Now) -> None:
    ledger.append_reading(make_reading(), now=now)
    stated = {s.id: (s.valid_from, s.dated) for s in ledger.statements()}
    assert stated["s1"] == ("2031-05-13", "stated") and stated["s2"] == ("2031-05-14", "reported")
    assert {s.id for s in ledger.statements(until="2031-05-13")} == {"s1"}
    assert {e.id for e in ledger.events(since="2031-05-20", until="2031-05-20")} == {"v2"}
    ledger.append_reading(build(1, published=None), now=now)
    undated = [s for s in ledger.statements() if s.valid_from is None]
    assert len(undated) == 3 and {s.dated for s in undated} == {None}
    assert ledger.statements()[-3:] == undated, "without a day they come last"
    assert len(ledger.statements(since="0001-01-01", until="9999-12-31")) == 4, "unknown is not now"


def test_sources_and_unread_items_have_their_history(ledger: Ledger, now: Now) -> None:
    assert ledger.append_source(Source("herald", "Herald", country="OST", reliability="C"), now=now)
    assert not ledger.append_source(Source("herald", "Herald", country="OST", reliability="C"), now=now + HOUR)
    assert ledger.append_source(Source("herald", "Herald", country="OST", reliability="B"), now=now + 2 * HOUR)
    assert [s.reliability for s in ledger.sources()] == ["B"]
    assert [s.reliability for s in ledger.sources(as_known_at=now + HOUR)] == ["C"]
    broken = Unread("feed-9", "feed-9: no text in it", "empty")
    assert ledger.append_unread(broken, now=now, origin=Origin("herald", None, now))
    assert not ledger.append_unread(broken, now=now + HOUR, origin=Origin("herald", None, now))
    assert ledger.append_unread(broken, now=now + HOUR, origin=Origin("herald", None, now + HOUR))
    assert len(ledger.unread()) == 2 and len(ledger.unread(source="herald", as_known_at=now)) == 1


def snapshot(ledger: Ledger, moments: list[Now]) -> list[Any]:
    def answers(at: Now | None) -> list[Any]:
        return [
            ledger.statements(as_known_at=at), ledger.events(as_known_at=at), ledger.documents(as_known_at=at),
            ledger.statements(as_known_at=at, versions="all"), ledger.amendments(as_known_at=at),
            [h.record for h in ledger.search("harbour", as_known_at=at, kinds=("statement",), limit=100)],
        ]  # fmt: skip

    return [answers(at) for at in [*moments, None]]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_filing_changes_no_answer(seed: int, tmp_path: Path, now: Now) -> None:
    """Readings by two readers, versions of one address and corrections, filed in any order with their known times."""
    url = "https://example.org/x"
    filings: list[tuple[Any, ...]] = []
    for n in range(6):
        filings.append((build(n), OLD, now + n * HOUR, Origin("herald")))
        filings.append((build(n), NEW, now + (n + 3) * HOUR, Origin("herald")))
    for n in range(3):
        origin = Origin("herald", url, now + n * HOUR)
        filings.append((build(1, extra=f"Version {n}"), NEW, now + n * HOUR, origin))
    moments = [now + n * HOUR for n in range(0, 12, 2)]

    def file(order: list[int], name: str) -> list[Any]:
        with open_ledger(tmp_path / name, realm="exercise", create=True, now=now) as ledger:
            for n in order:
                reading, stamp, known, origin = filings[n]
                ledger.append_reading(reading, now=known, stamp=stamp, origin=origin)
            keys = sorted(s.key for s in ledger.statements(source="herald"))[:3]
            edits = [(keys[0], "Vera Tollan", 9), (keys[0], "Nils Okar", 8), (keys[1], "Ida Brenn", 8)]
            for key, speaker, hours in edits if order[0] < 7 else edits[::-1]:
                changes = {"speaker": speaker}
                ledger.correct(key, changes, author="A. Officer", reason="heard it", now=now + hours * HOUR)
            assert ledger.check() == []
            return snapshot(ledger, moments)

    order = list(range(len(filings)))
    straight = file(order, "straight.vigie")
    shuffled = order[:]
    random.Random(f"{seed}/order").shuffle(shuffled)
    assert file(shuffled, "shuffled.vigie") == straight
    assert file(order[::-1], "backwards.vigie") == straight


def test_the_reading_that_answers_is_marked_in_every_document(ledger: Ledger, now: Now) -> None:
    keys = [
        ledger.append_reading(build(n), now=now, stamp=stamp).document for n, stamp in ((1, OLD), (2, NEW), (3, OLD))
    ]
    assert [[r.current for r in ledger.readings(key)] for key in keys] == [[True], [True], [True]]
