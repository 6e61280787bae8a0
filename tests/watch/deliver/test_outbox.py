"""Every message at least once, none again once that is on record; failures visible, retried, and in nobody's way."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.watch.deliver.making import HOUR, NOW, FakeBook, make_alert, make_rules, make_signal
from vigie.errors import DeliveryError
from vigie.model.signal import Alert, Delivery
from vigie.store import open_ledger
from vigie.watch.deliver.alerts import decide
from vigie.watch.deliver.outbox import MOST_ATTEMPTS, Sent, deliver_due, find_pause, find_states
from vigie.watch.deliver.rules import AtomChannel, Channel, PrintChannel, Rule

RULES = make_rules(Rule(name="all", channels=("feed", "screen")))


class Post:
    """A channel that fails as it is told, and remembers what it took."""

    def __init__(self, *, broken: frozenset[str] = frozenset()) -> None:
        self.broken = broken
        self.took: list[tuple[str, str]] = []
        self.asked: Counter[str] = Counter()

    def __call__(self, channel: Channel, alert: Alert) -> str | None:
        self.asked[channel.name] += 1
        if channel.name in self.broken or alert.message in self.broken:
            raise DeliveryError(f"{channel.name}: out of order")
        self.took.append((channel.name, alert.message))
        return None


def alerts(count: int, level: str = "watch") -> list[Alert]:
    return list(decide([make_signal(f"k{n:02}", level) for n in range(count)], RULES, (), now=NOW, realm="exercise"))


def go(book: FakeBook, post: Post, now: dt.datetime = NOW, seed: str = "s") -> Sent:
    return deliver_due(book, RULES, now=now, rng=random.Random(seed), send=post)


def test_each_message_goes_once_over_each_of_its_channels() -> None:
    book, post = FakeBook(*alerts(3)), Post()
    for _ in range(4):
        go(book, post)
    assert len(post.took) == len(set(post.took)) == 6
    assert {s.outcome for s in find_states(book.alerts(), book.deliveries())} == {"delivered"}


def test_what_failed_is_tried_again_ever_more_rarely_and_given_up_visibly() -> None:
    book, post = FakeBook(*alerts(1)), Post(broken=frozenset({"feed"}))
    now, waits = NOW, []
    for _ in range(MOST_ATTEMPTS):
        (failed,) = [d for d in go(book, post, now).deliveries if d.channel == "feed"]
        assert failed.fault == "feed: out of order"
        if failed.due:
            due = dt.datetime.fromisoformat(failed.due)
            waits.append((due - now).total_seconds() / 60)
            assert all(d.channel != "feed" for d in go(book, post, due - dt.timedelta(seconds=1)).deliveries)
            now = due
    assert [round(w / 2**n) for n, w in enumerate(waits[:8])] == [1] * 8 and max(waits) <= 360 * 1.1
    assert failed.outcome == "given_up" and post.asked["feed"] == MOST_ATTEMPTS
    assert go(book, post, now + 1000 * HOUR).deliveries == ()
    state = next(s for s in find_states(book.alerts(), book.deliveries()) if s.channel == "feed")
    assert (state.outcome, state.attempts) == ("given_up", MOST_ATTEMPTS)


def test_a_broken_channel_holds_up_no_other_and_rests_after_three() -> None:
    book, post = FakeBook(*alerts(20)), Post(broken=frozenset({"feed"}))
    sent = go(book, post)
    assert sent.resting == ("feed",) and post.asked == {"feed": 3, "screen": 20} and len(sent.faults) == 3
    post.broken = frozenset()
    go(book, post, NOW + HOUR)
    assert len(set(post.took)) == len(post.took) == 40


def test_a_message_that_nobody_takes_holds_up_no_other() -> None:
    held = alerts(9, "notice") + [replace(a, message=f"top-{a.message}", level="alarm") for a in alerts(4)]
    poison = frozenset(a.message for a in held if a.level == "alarm")
    book, post = FakeBook(*held), Post(broken=poison)
    for n in range(4):
        go(book, post, NOW + n * dt.timedelta(seconds=20))
    assert len(post.took) == 18


def test_the_highest_goes_first_and_an_alert_before_its_update() -> None:
    low, high = alerts(1, "notice")[0], make_alert(key="high", level="alarm", rules=RULES)
    (update,) = decide([make_signal("k00", "notice", state="2")], RULES, [low], now=NOW + HOUR, realm="exercise")
    post = Post(broken=frozenset({"feed", "screen"}))
    book = FakeBook(low)
    go(book, post)
    book.held += [high, update]
    post.broken = frozenset()
    go(book, post, NOW + dt.timedelta(seconds=5))  # the first is not due yet, but its update is
    assert [m for c, m in post.took if c == "feed"] == [high.message, low.message, update.message]


def test_a_fault_of_our_own_is_on_record_and_stops_nothing() -> None:
    book = FakeBook(*alerts(2))
    first = book.held[0].message

    def send(_: Channel, alert: Alert) -> None:
        if alert.message == first:
            raise RuntimeError("a bug")

    sent = deliver_due(book, RULES, now=NOW, rng=random.Random("x"), send=send)
    assert Counter(d.outcome for d in sent.deliveries) == {"failed": 2, "delivered": 2} and "a bug" in sent.faults[0]


def test_a_channel_that_is_no_more_is_said() -> None:
    book = FakeBook(replace(alerts(1)[0], channels=("gone",)))
    assert "no channel 'gone'" in go(book, Post()).faults[0]


def test_pauses_are_jittered_by_a_tenth_and_no_more() -> None:
    rng = random.Random("pauses")
    found = [find_pause(3, rng).total_seconds() for _ in range(500)]
    assert 216 <= min(found) < 225 and 255 < max(found) <= 264


class Killed(BaseException):
    """A kill at this moment."""


class MortalBook(FakeBook):
    """A ledger in a process that dies before or after a record is kept."""

    def __init__(self, rng: random.Random, *held: Alert) -> None:
        super().__init__(*held)
        self.rng = rng

    def append_delivery(self, delivery: Delivery, *, now: dt.datetime) -> bool:
        if self.rng.random() < 0.15:
            raise Killed
        super().append_delivery(delivery, now=now)
        if self.rng.random() < 0.15:
            raise Killed
        return True


@pytest.mark.parametrize("seed", range(25))
def test_a_kill_at_any_moment_loses_nothing_and_repeats_only_what_was_not_on_record(seed: int) -> None:
    rng = random.Random(f"kill/{seed}")
    book, post, between = MortalBook(rng, *alerts(12)), Post(), 0
    for n in range(200):
        before = len(post.took), len(book.tried)
        try:
            go(book, post, NOW + n * HOUR)
        except Killed:
            between += (len(post.took) - before[0]) - (len(book.tried) - before[1])
    counts = Counter(post.took)
    assert len(counts) == 24, "nothing is lost"
    assert sum(counts.values()) - 24 == between, "sent twice only when killed between sending and its record"


def test_with_a_real_ledger_and_real_files_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    from vigie.watch.deliver.channels import Surroundings, make_send

    lines: list[str] = []
    rules = make_rules(
        Rule(name="all", channels=("feed", "screen")),
        channels=(AtomChannel(name="feed", file="a.atom"), PrintChannel(name="screen")),
    )
    path = tmp_path / "watch.vigie"
    open_ledger(path, realm="exercise", create=True, now=NOW).close()
    for number in range(6):
        with open_ledger(path) as ledger:
            signals = [make_signal(f"k{n}") for n in range(number)]
            for alert in decide(signals, rules, ledger.alerts(), now=NOW + number * HOUR, realm="exercise"):
                ledger.append_alert(alert, now=NOW + number * HOUR)
            around = Surroundings(folder=tmp_path, environ={}, echo=lines.append, held=lambda _: ledger.alerts())
            deliver_due(ledger, rules, now=NOW + number * HOUR, rng=random.Random("r"), send=make_send(rules, around))
    assert len(lines) == len(set(lines)) == 5 and all("EXERCISE" in line for line in lines)
    assert (tmp_path / "a.atom").read_bytes().count(b"<entry>") == 5
