"""rules.yaml: what it says is what is meant, and every fault is named with its line and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.watch.deliver.making import NOW, make_signal
from vigie.errors import RulesError
from vigie.watch.deliver.rules import MailChannel, Quiet, Watchlist, WebhookChannel
from vigie.watch.deliver.rules_file import load_rules, load_starter_rules, parse_rules

TOLD = {"en": "A strategic bomber left Vessel Bay", "fr": "Un bombardier stratégique a quitté la baie"}

FAULTY = """sender: a b
colour: red
rules:
  - name: A B
    level: high
    channels: [nowhere, feed]
    quiet: "22:00-06:00 Mars/Olympus"
    most: 0
    watchlists: lost
  - nothing
  - name: mute
channels:
  - name: feed
    kind: atom
  - name: feed
    kind: webhook
    address: http://user:pass@hook.example/
  - name: open
    kind: webhook
    address: http://hook.example/
    token_env: TOKEN
  - name: post
    kind: smtp
    host: mail.example
    password_env: hunter2
    security: none
    from: "desk@example.org\\nBcc: x@example.org"
    to: []
  - name: owl
    kind: owl
watchlists:
  - name: empty
  - name: w
    codes: [rus]
    words: {de: [ja], en: [x]}
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(RulesError) as caught:
        parse_rules(text, "rules.yaml")
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (1, "sender is 'a b'"), (2, "unknown key 'colour'"), (4, "name is 'A B'"), (5, "level is 'high'"),
        (6, "no channel 'nowhere'"), (7, "known time zone"), (8, "whole number"), (9, "no watchlist 'lost'"),
        (10, "no keys"), (11, "tells nobody"), (13, "without file"), (15, "two channels are called 'feed'"),
        (17, "without a user or password"), (20, "over http can be read"), (22, "mail to nobody"),
        (22, "belong together"), (22, "without encryption"), (25, "never the secret itself"), (27, "from is"),
        (30, "write one of atom, cap, webhook, smtp, print"), (32, "empty watchlist"), (34, "'rus' in codes"),
        (35, "no language 'de'"), (35, "two characters or more"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_line(line: int, word: str) -> None:
    assert any(f.startswith(f"rules.yaml:{line}: ") and word in f for f in faults_of(FAULTY)), faults_of(FAULTY)


def test_faults_come_in_the_order_of_the_file_and_say_what_to_do() -> None:
    found = faults_of(FAULTY)
    numbers = [int(f.split(":")[1]) for f in found]
    assert numbers == sorted(numbers) and all(len(f) > 30 for f in found)


@pytest.mark.parametrize(
    "text", ["- a", "rules: yes", "a: &a [x]\nb: *a", "a: [", "rules: {a: b}", "\t", "a: " + "[" * 50]
)
def test_what_is_no_set_of_rules_is_refused(text: str) -> None:
    assert faults_of(text)


def test_the_starter_file_is_sound_and_names_no_secret() -> None:
    rules = parse_rules(load_starter_rules(), "starter.yaml")
    assert [r.name for r in rules.rules] == ["alarms", "worth-a-look", "nuclear"]
    assert {c.kind for c in rules.channels} == {"print", "atom", "cap"}
    whole = load_starter_rules().replace("\n# ", "\n  ").replace("\n#   ", "\n    ")
    assert "password_env: VIGIE_SMTP_PASSWORD" in whole and "password:" not in whole


def test_channels_are_read_as_written() -> None:
    rules = parse_rules(
        "channels:\n"
        "  - {name: hook, kind: webhook, address: 'https://h.example/x', token_env: TOKEN}\n"
        "  - {name: post, kind: smtp, host: m.example, user: u, password_env: PW, from: a@b.example, to: [c@d.example]}\n",
        "rules.yaml",
    )
    hook = WebhookChannel(name="hook", address="https://h.example/x", token_env="TOKEN")
    post = MailChannel(
        name="post", host="m.example", user="u", password_env="PW", sender="a@b.example", to=("c@d.example",)
    )
    assert rules.channels == (hook, post) and post.security == "starttls" and post.port == 587


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="vigie init"):
        load_rules(tmp_path / "rules.yaml")


@pytest.mark.parametrize(
    ("watchlist", "held"),
    [
        (Watchlist(name="w", codes=("OST",)), True),
        (Watchlist(name="w", codes=("OSTM",)), True),
        (Watchlist(name="w", codes=("VES",)), False),  # a code is not the beginning of a name
        (Watchlist(name="w", names=("brume",)), True),
        (Watchlist(name="w", names=("Brum",)), False),
        (Watchlist(name="w", places=("VESSEL BAY",)), True),
        (Watchlist(name="w", words=(("en", "strategic bomber"),)), True),
        (Watchlist(name="w", words=(("fr", "bombardier stratégique"),)), True),
        (Watchlist(name="w", words=(("fr", "strategic bomber"),)), False),
        (Watchlist(name="w", words=(("", "bomber"),)), True),
        (Watchlist(name="w", words=(("", "bombe"),)), False),
    ],
)
def test_a_watchlist_matches_codes_by_their_beginning_and_words_whole(watchlist: Watchlist, held: bool) -> None:
    assert watchlist.holds(make_signal(), TOLD) is held


def test_quiet_hours_are_those_of_their_zone_and_reach_over_midnight() -> None:
    assert not Quiet(start=22 * 60, end=6 * 60).covers(NOW)
    assert Quiet(start=22 * 60, end=6 * 60, zone="Asia/Tokyo").covers(NOW.replace(hour=14))  # 23:00 there
    assert Quiet(start=12 * 60, end=13 * 60).covers(NOW) and not Quiet(start=11 * 60, end=12 * 60).covers(NOW)
