"""Trying the rules and the channels: what would be told now, and a message that only tests a channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vigie.model.signal import Alert, Signal
from vigie.store import Ledger
from vigie.watch.deliver.alerts import decide, write_sent
from vigie.watch.deliver.cap import TEST_KIND
from vigie.watch.deliver.inputs import describe_inputs
from vigie.watch.deliver.rules import Rules
from vigie.watch.deliver.texts import as_line, word
from vigie.watch.view import View


def preview(
    ledger: Ledger,
    view: View,
    signals: Sequence[Signal],
    rules: Rules,
    *,
    now: dt.datetime,
) -> tuple[Alert, ...]:
    """Return the messages that would be due, with nothing put on record."""
    records = describe_inputs(view, (key for signal in signals for key in signal.inputs))
    return decide(signals, rules, ledger.alerts(), now=now, realm=ledger.realm, records=records)


def write_test(channel: str, rules: Rules, *, realm: str, now: dt.datetime) -> Alert:
    """Return a message that tests a channel and says so: status Test, or Exercise in that realm. It goes on no record."""
    mark = "exercise" if realm == "exercise" else "test"
    texts = []
    for lang in rules.languages:
        head = word("marks", mark, lang) + word("kinds", TEST_KIND, lang)
        lines = [word("lines", "exercise", lang)] * (realm == "exercise")
        texts.append((lang, as_line(head), "\n".join([*lines, word("lines", "test", lang, channel=channel)])))
    name = f"vigie-test-{now.astimezone(dt.UTC):%Y%m%dT%H%M%S}"
    return Alert(
        alert=name, message=f"{name}.1", msg_type="Alert", rule="test", level="notice", kind=TEST_KIND, signal_key="test",
        signal_state="test", realm=realm, sent=write_sent(now), texts=tuple(texts), channels=(channel,),
    )  # fmt: skip
