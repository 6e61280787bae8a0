"""A view holds what stood at a moment, of late."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.store.build import build
from tests.store.watched import group
from vigie.store import Origin, open_ledger
from vigie.watch.view import Texts, load_view

NOW = dt.datetime(2031, 5, 15, 10, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_a_view_holds_what_was_reported_of_late_and_known_by_then(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.vigie", realm="exercise", create=True, now=NOW) as ledger:
        old = ledger.append_reading(build(1, published="2030-12-01"), now=NOW - 9 * DAY).document
        new = ledger.append_reading(
            build(2, published="2031-05-10"), now=NOW - 4 * DAY, origin=Origin("herald")
        ).document
        undated = ledger.append_reading(build(3, published=None), now=NOW - 3 * DAY).document
        ledger.append_reading(build(4, published="2031-05-15"), now=NOW + DAY)
        ledger.append_grouping(group(new), group(undated, new), now=NOW - DAY)
        view = load_view(ledger, at=NOW, days=60)
        assert set(view.documents) == {new, undated} and old not in view.documents
        assert {s.document for s in view.statements} == {e.document for e in view.events} == {new, undated}
        assert view.story(undated) == new and view.story(old) == old and view.reported(undated) is None
        assert view.outlets([new, undated]) == tuple(sorted(("herald", undated)))
        assert view.day(view.statements[-1]) is None and view.day(view.statements[0]) == "2031-05-10"
        texts = Texts(ledger, view)
        assert texts[new].startswith("EXERCISE") and len(texts) == 2 and set(texts) == set(view.documents)
        with pytest.raises(KeyError):
            texts[old]


def test_copies_of_one_report_are_one_origin(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.vigie", realm="exercise", create=True, now=NOW) as ledger:
        keys = [ledger.append_reading(build(n, published="2031-05-10"), now=NOW).document for n in (1, 2, 3)]
        copy = group(keys[1], keys[0])
        ledger.append_grouping(
            group(keys[0]), type(copy)(**{f: getattr(copy, f) for f in copy.__slots__} | {"origin": keys[0]}), now=NOW
        )
        view = load_view(ledger, at=NOW)
        assert view.origins(keys) == tuple(sorted((keys[0], keys[2])))
