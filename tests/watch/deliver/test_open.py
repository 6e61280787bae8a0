"""What a round asks of the ledger is as good as all of it: the same decisions, deliveries and feeds."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.watch.deliver.making import HOUR, NOW, make_alert, make_rules, make_signal
from vigie.errors import DeliveryError
from vigie.model.signal import LEVELS, Alert, Delivery
from vigie.store import Ledger, open_ledger
from vigie.watch.deliver import channels
from vigie.watch.deliver.alerts import decide, find_told_since
from vigie.watch.deliver.atom import ENTRIES, write_atom
from vigie.watch.deliver.channels import Surroundings, make_send
from vigie.watch.deliver.outbox import MOST_ATTEMPTS, deliver_due, find_due, find_states
from vigie.watch.deliver.rules import AtomChannel, Rule

DAY = dt.timedelta(days=1)
RULES = make_rules(
    Rule(name="low", level="notice", channels=("feed",), most=3),
    Rule(name="high", level="watch", channels=("feed", "screen")),
    lifetime=2 * DAY,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(tmp_path / "watch.vigie", realm="exercise", create=True, now=NOW)


def deliver(ledger: Ledger, alert: Alert, outcome: str, now: dt.datetime, attempt: int = 1) -> None:
    for channel in alert.channels:
        made = Delivery(
            message=alert.message, channel=channel, attempt=attempt, outcome=outcome, at=now.isoformat(), fault=None
        )
        ledger.append_delivery(made, now=now)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_open_decides_as_all_that_is_held(ledger: Ledger, seed: int) -> None:
    rng, now, fewer = random.Random(f"open/{seed}"), NOW, 0
    for _ in range(40):
        now += rng.choice((HOUR, 6 * HOUR, 12 * HOUR, 3 * DAY))
        signals = [
            make_signal(f"k{n}", rng.choice(LEVELS), state=str(rng.randrange(2)))
            for n in range(25)
            if rng.random() < 0.2
        ]
        held = ledger.telling([s.key for s in signals], since=find_told_since(RULES, now))
        made = decide(signals, RULES, held, now=now, realm="exercise")
        assert made == decide(signals, RULES, ledger.alerts(), now=now, realm="exercise")
        fewer += len(held) < len(ledger.alerts())
        for alert in made:
            ledger.append_alert(alert, now=now)
    assert fewer > 20 and {a.msg_type for a in ledger.alerts()} == {"Alert", "Update", "Cancel"}


@pytest.mark.parametrize("seed", range(6))
def test_what_is_undelivered_is_due_as_of_all_attempts(ledger: Ledger, seed: int) -> None:
    rng, now = random.Random(f"due/{seed}"), NOW
    signals = [make_signal(f"k{n}", "watch") for n in range(12)]

    def send(*_: object) -> None:
        if rng.random() < 0.5:
            raise DeliveryError("out of order")

    for alert in decide(signals, RULES, (), now=now, realm="exercise"):
        ledger.append_alert(alert, now=now)
    for _ in range(8):
        for at in (now, now + DAY):
            whole = find_due(find_states(ledger.alerts(), ledger.deliveries()), at)
            assert find_due(find_states(*ledger.undelivered()), at) == whole
        deliver_due(ledger, RULES, now=now, rng=rng, send=send)
        now += 2 * HOUR
    assert len(ledger.undelivered()[0]) < len(ledger.alerts())


def test_what_is_delivered_or_given_up_is_asked_for_no_more(ledger: Ledger) -> None:
    given_up, failed, delivered = (make_alert(key=key, rules=RULES, level="alarm") for key in ("a", "b", "c"))
    for alert in (given_up, failed, delivered):
        ledger.append_alert(alert, now=NOW)
    deliver(ledger, given_up, "given_up", NOW, MOST_ATTEMPTS)
    deliver(ledger, failed, "failed", NOW)
    deliver(ledger, delivered, "delivered", NOW)
    alerts, tried = ledger.undelivered()
    assert alerts == [failed] and {d.message for d in tried} == {failed.message}


def test_a_feed_is_written_once_for_all_messages_of_a_round(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    whole = channels.write_feed

    def count(*told: object, **named: object) -> bool:
        written.append(1)
        return whole(*told, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(channels, "write_feed", count)
    rules = make_rules(Rule(name="all", channels=("feed",)), channels=(AtomChannel(name="feed", file="a.atom"),))
    signals = [make_signal(f"k{n}") for n in range(ENTRIES + 20)]
    for n, alert in enumerate(decide(signals, rules, (), now=NOW, realm="exercise")):
        at = NOW + n * dt.timedelta(seconds=1)
        ledger.append_alert(replace(alert, sent=at.isoformat()), now=at)
    around = Surroundings(
        folder=tmp_path, environ={}, echo=print, held=lambda name: ledger.latest_told(name, most=ENTRIES)
    )
    sent = deliver_due(ledger, rules, now=NOW + HOUR, rng=random.Random("r"), send=make_send(rules, around))
    assert len(sent.deliveries) == ENTRIES + 20 and ledger.undelivered() == ([], [])
    expected = write_atom(ledger.alerts(), rules, name="feed", realm="exercise")
    assert (tmp_path / "a.atom").read_bytes() == expected
    assert written == [1], "those that the feed has no room for any more do not have it written again"


def test_a_feed_that_cannot_be_written_delivers_nothing(ledger: Ledger, tmp_path: Path) -> None:
    rules = make_rules(Rule(name="all", channels=("feed",)), channels=(AtomChannel(name="feed", file="a.atom"),))
    for alert in decide([make_signal("a"), make_signal("b")], rules, (), now=NOW, realm="exercise"):
        ledger.append_alert(alert, now=NOW)
    (tmp_path / "a.atom").mkdir()
    around = Surroundings(folder=tmp_path, environ={}, echo=print, held=lambda _: ledger.alerts())
    sent = deliver_due(ledger, rules, now=NOW, rng=random.Random("r"), send=make_send(rules, around))
    assert {d.outcome for d in sent.deliveries} == {"failed"} and len(sent.deliveries) == 2
