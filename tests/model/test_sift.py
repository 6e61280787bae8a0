"""What a reading is without its less sure statements. EXERCISE: nobody here exists."""

from __future__ import annotations

import pytest

from vigie.model import Document, Event, Link, Reading, Span, Statement
from vigie.model.check import check_reading
from vigie.model.sift import LeftOut, sift_reading

AT = (Span(0, 4),)


def said(name: str, confidence: float, parent: str | None = None) -> Statement:
    return Statement(name, "direct", AT, parent=parent, confidence=confidence)


def act(name: str, teller: str | None) -> Event:
    return Event(name, "ASSAULT", AT, AT, attributed_to=teller)


READING = Reading(
    Document("t", "Some words.", "en"),
    statements=(said("s1", 0.9), said("s2", 0.4, "s1"), said("s3", 0.8, "s2"), said("s4", 0.5), said("s5", 0.7, "s4")),
    events=(act("v1", None), act("v2", "s1"), act("v3", "s2"), act("v4", "s4"), act("v5", "s5")),
    links=(Link("contradicts", "s1", "s3", None, "both kept"), Link("supports", "s1", "s4", None, "one goes")),
)


def test_statements_below_go_and_nothing_points_to_them() -> None:
    sifted = sift_reading(READING, 0.6)
    assert check_reading(sifted) == []
    assert [(s.id, s.parent) for s in sifted.statements] == [("s1", None), ("s3", "s1"), ("s5", None)]
    assert [(e.id, e.attributed_to) for e in sifted.events] == [
        ("v1", None), ("v2", "s1"), ("v3", "s1"), ("v5", "s5"),
    ]  # fmt: skip
    assert [k.why for k in sifted.links] == ["both kept"]
    assert sifted.left_out == LeftOut(0.6, statements=2, events=1, links=1)


def test_an_event_does_not_become_the_texts_own_when_its_teller_goes() -> None:
    assert "v4" not in {e.id for e in sift_reading(READING, 0.6).events}
    assert [e.id for e in sift_reading(READING, 1.0).events] == ["v1"]


def test_as_sure_as_asked_is_sure_enough_and_zero_keeps_all() -> None:
    assert [s.id for s in sift_reading(READING, 0.9).statements] == ["s1"]
    whole = sift_reading(READING, 0.0)
    assert (whole.statements, whole.events, whole.links) == (READING.statements, READING.events, READING.links)
    assert whole.left_out == LeftOut(0.0, 0, 0, 0)


@pytest.mark.parametrize("low", [0.0, 0.45, 0.6, 0.75, 0.85])
def test_who_asks_for_more_gets_less(low: float) -> None:
    more, less = sift_reading(READING, low), sift_reading(READING, low + 0.1)
    for kind in ("statements", "events", "links"):
        assert len(getattr(less, kind)) <= len(getattr(more, kind))
    assert {s.id for s in less.statements} <= {s.id for s in more.statements}
