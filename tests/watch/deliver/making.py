"""Signals, rules and messages by hand. Everything here is invented: EXERCISE."""

from __future__ import annotations

import datetime as dt
from typing import Any

from vigie.model.signal import Alert, Delivery, Signal
from vigie.watch.deliver.alerts import decide
from vigie.watch.deliver.rules import AtomChannel, Channel, PrintChannel, Rule, Rules

NOW = dt.datetime(2031, 5, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
HOSTILE = (
    "quiet\r\nBcc: everyone@example.org", "<script>alert(1)</script> & ]]> \"'", "bell\x07 null\0 escape\x1b[2J",
    "x" * 10_000, "\u202egnp.exe \u2066calm\u2069", "half \ud83d pair", "line\u2028break\u2029here\x85", "&xxe; %dtd;",
    "\ufffe\uffff\ufdd0", "שקט بحر", "a,b <c> d&e", "",
)  # fmt: skip


def make_signal(key: str = "k1", level: str = "watch", **changes: Any) -> Signal:
    """Return a signal of no form that has a sentence, so that its subject is what is told."""
    plain: dict[str, Any] = {
        "kind": "departure", "form": "invented", "key": key, "state": "1", "level": level, "since": NOW.isoformat(),
        "subject": "exercise Brume in the north", "inputs": ("d1:s1", "d2:s4"), "about": ("OST", "OSTMIL", "Vessel Bay"),
    }  # fmt: skip
    return Signal(**plain | changes)


def make_rules(*rules: Rule, channels: tuple[Channel, ...] = (), **changes: Any) -> Rules:
    """Return rules over two channels; without any, one that asks for everything."""
    held = channels or (AtomChannel(name="feed", file="a.atom"), PrintChannel(name="screen"))
    return Rules(rules=rules or (Rule(name="all", channels=(held[0].name,)),), channels=held, **changes)


def make_alert(realm: str = "exercise", *, rules: Rules | None = None, **changes: Any) -> Alert:
    """Return the first message about a signal."""
    return decide([make_signal(**changes)], rules or make_rules(), (), now=NOW, realm=realm)[0]


class FakeBook:
    """A ledger as far as the outbox sees it."""

    def __init__(self, *alerts: Alert) -> None:
        self.held = list(alerts)
        self.tried: list[Delivery] = []

    def alerts(self) -> list[Alert]:
        return list(self.held)

    def deliveries(self) -> list[Delivery]:
        return list(self.tried)

    def undelivered(self) -> tuple[list[Alert], list[Delivery]]:
        return self.alerts(), self.deliveries()

    def append_delivery(self, delivery: Delivery, *, now: dt.datetime) -> bool:
        self.tried.append(delivery)
        return True
