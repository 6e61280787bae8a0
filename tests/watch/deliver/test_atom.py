"""The Atom feed: valid, the same bytes for the same messages, exercises marked everywhere, whole files only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from tests.watch.deliver.making import HOSTILE, NOW, make_alert, make_rules
from vigie.errors import DeliveryError
from vigie.model.signal import Alert
from vigie.watch.deliver.atom import write_atom
from vigie.watch.deliver.cap_read import read_cap
from vigie.watch.deliver.channels import write_feed
from vigie.watch.deliver.files import write_whole
from vigie.watch.deliver.rules import AtomChannel
from vigie.watch.deliver.trial import write_test

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(*alerts: Alert, realm: str = "exercise") -> Any:
    return etree.fromstring(write_atom(alerts, make_rules(), name="feed", realm=realm))


def test_the_feed_holds_what_atom_asks_for() -> None:
    root = feed(make_alert(), make_alert(key="k2"))
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    ids = [e.text for e in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 3 and root.find(f"{ATOM}author/{ATOM}name") is not None
    parsed = feedparser.parse(etree.tostring(root))
    assert not parsed.bozo and parsed.version == "atom10" and len(parsed.entries) == 2


def test_the_same_messages_give_the_same_bytes_in_any_order() -> None:
    one, two = make_alert(), make_alert(key="k2")
    first, second = (
        write_atom(order, make_rules(), name="feed", realm="exercise") for order in ([one, two], [two, one])
    )
    assert first == second
    assert write_atom([one], make_rules(), name="feed", realm="exercise").count(f"{one.message}</id>".encode()) == 1


def test_an_exercise_is_marked_in_every_title_and_category() -> None:
    root = feed(make_alert())
    titles = [t.text for t in root.iter(f"{ATOM}title")]
    labels = [c.get("label") for c in root.iter(f"{ATOM}category")]
    assert len(titles) == 2 and all(t.startswith("EXERCISE") for t in titles)
    assert len(labels) == 5 and all(label.startswith("EXERCISE") for label in labels)
    real = feed(make_alert("real"), realm="real")
    assert b"EXERC" not in etree.tostring(real).replace(b"exercise Brume", b"")


def test_the_mark_is_there_even_if_the_headline_lost_it() -> None:
    bare = replace(make_alert(), texts=(("fr", "Brume", "…"),))
    assert feed(bare).findtext(f"{ATOM}entry/{ATOM}title") == "EXERCISE: Brume"
    assert (
        feed(write_test("feed", make_rules(), realm="real", now=NOW), realm="real")
        .findtext(f"{ATOM}entry/{ATOM}title")
        .startswith("TEST")
    )  # type: ignore[union-attr]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_and_the_alert_inside_is_valid(words: str) -> None:
    alert = replace(make_alert(subject=words), rule=words or "r")
    data = write_atom([alert], make_rules(sender="desk@example.org"), name=words, realm="exercise")
    parsed = feedparser.parse(data)
    assert not parsed.bozo and len(parsed.entries) == 1 and len(parsed.entries[0].title) <= 200
    assert len(read_cap(data, where="feed").alerts) == 1 and "\u202e" not in data.decode()


def test_a_feed_of_many_keeps_the_latest() -> None:
    many = [replace(make_alert(), message=f"m{n}", sent=f"2031-05-02T12:00:{n:02}+00:00") for n in range(30)]
    data = write_atom(many, make_rules(), name="feed", realm="exercise", most=10)
    assert b"m29</id>" in data and b"m19</id>" not in data and data.count(b"<entry>") == 10


def test_a_file_is_replaced_whole_or_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    channel, rules = AtomChannel(name="feed", file="out/a.atom"), make_rules()
    assert write_feed(channel, [make_alert()], rules, realm="exercise", folder=tmp_path)
    assert not write_feed(channel, [make_alert()] * 2, rules, realm="exercise", folder=tmp_path)
    before = (tmp_path / "out/a.atom").read_bytes()

    def refuse(*_: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", refuse)
        with pytest.raises(DeliveryError, match="no room"):
            write_whole(tmp_path / "out/a.atom", b"half")
    assert (tmp_path / "out/a.atom").read_bytes() == before
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["a.atom"], "nothing is left lying about"
