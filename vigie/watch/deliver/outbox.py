"""Messages go out at least once, and never again once that is on record; what fails is tried again, ever more rarely.

Nothing is held here: what is due is found from the messages and the attempts that the ledger keeps. A message is
sent, then its delivery recorded. Killed between the two, it is sent once more under the same name (Idempotency-Key,
Message-ID, identifier of CAP, id of Atom), by which a receiver can tell.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from vigie.errors import DeliveryError
from vigie.model.signal import LEVELS, Alert, Delivery
from vigie.watch.deliver.channels import Send
from vigie.watch.deliver.rules import Rules
from vigie.watch.deliver.texts import as_line

FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)
JITTER = 0.1
MOST_ATTEMPTS = 20
"""With doubled pauses up to six hours, about three days."""
FAILURES_IN_ROW = 3
"""After so many failures in one round a channel rests until the next; otherwise a dead server would hold up the rest."""
FAULT_CHARS = 500


class Book(Protocol):
    """What the outbox needs of a ledger."""

    def undelivered(self) -> tuple[Sequence[Alert], Sequence[Delivery]]:
        """Return the messages that are neither delivered nor given up on all of their channels, and what was tried."""

    def append_delivery(self, delivery: Delivery, *, now: dt.datetime) -> bool:
        """Return whether the attempt was new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How one message stands on one channel: `waiting`, `delivered`, `failed` (tried again at `due`) or `given_up`."""

    alert: Alert
    channel: str
    outcome: str
    attempts: int = 0
    fault: str | None = None
    at: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What one round of the outbox did; `resting` are channels that failed too often to go on this round."""

    deliveries: tuple[Delivery, ...] = ()
    resting: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """Return what went wrong, one line a failed attempt."""
        return tuple(f"{d.channel}: {d.message}: {d.fault}" for d in self.deliveries if d.outcome != "delivered")


def find_states(alerts: Iterable[Alert], deliveries: Iterable[Delivery]) -> list[State]:
    """Return how every message stands on each of its channels: higher levels first, older first among equals."""
    tried: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        tried[delivery.message, delivery.channel].append(delivery)
    ordered = sorted(alerts, key=lambda a: (-LEVELS.index(a.level), a.sent, len(a.references), a.message))
    return [
        _find_state(alert, channel, tried[alert.message, channel]) for alert in ordered for channel in alert.channels
    ]


def _find_state(alert: Alert, channel: str, tried: Sequence[Delivery]) -> State:
    if not tried:
        return State(alert=alert, channel=channel, outcome="waiting")
    last = max(tried, key=lambda d: d.attempt)
    done = next((d for d in tried if d.outcome == "delivered"), None)
    held = done or last
    return State(
        alert=alert, channel=channel, outcome=held.outcome, attempts=last.attempt, fault=held.fault, at=held.at,
        due=held.due,
    )  # fmt: skip


def find_due(states: Iterable[State], now: dt.datetime) -> list[State]:
    """Return what is to be tried now.

    With a message that is due go the earlier ones of its alert that still wait on that channel, so that after a
    breakdown they arrive in their order.
    """
    states = list(states)
    due = {(s.alert.alert, s.channel) for s in states if _is_due(s, now)}
    return [s for s in states if s.outcome in {"waiting", "failed"} and (s.alert.alert, s.channel) in due]


def _is_due(state: State, now: dt.datetime) -> bool:
    if state.outcome == "failed":
        return state.due is None or dt.datetime.fromisoformat(state.due) <= now
    return state.outcome == "waiting"


def find_pause(failures: int, rng: random.Random) -> dt.timedelta:
    """Return the pause after so many failures: a minute, doubled each time up to six hours, a tenth more or less."""
    doubled: int = 2 ** min(max(failures - 1, 0), 20)
    pause = min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
    return pause * (1 + JITTER * (2 * rng.random() - 1))


def deliver_due(book: Book, rules: Rules, *, now: dt.datetime, rng: random.Random, send: Send) -> Sent:
    """Return what was tried in this round; each attempt is on record before the next begins.

    A message that has failed often is given up, which stays visible; so is one whose channel is no more.
    """
    made: list[Delivery] = []
    in_row: Counter[str] = Counter()
    for state in find_due(find_states(*book.undelivered()), now):
        if in_row[state.channel] >= FAILURES_IN_ROW:
            continue
        delivery = _attempt(state, rules, now, rng, send)
        book.append_delivery(delivery, now=now)
        made.append(delivery)
        if delivery.outcome == "delivered":
            in_row[state.channel] = 0
        else:  # one that only goes along says nothing new about its channel, and must not keep a later one waiting
            in_row[state.channel] += _is_due(state, now)
    resting = tuple(sorted(name for name, count in in_row.items() if count >= FAILURES_IN_ROW))
    return Sent(deliveries=tuple(made), resting=resting)


def _attempt(state: State, rules: Rules, now: dt.datetime, rng: random.Random, send: Send) -> Delivery:
    channel = rules.channel(state.channel)
    attempt, at = state.attempts + 1, now.astimezone(dt.UTC).isoformat()
    try:
        if channel is None:
            raise DeliveryError(f"no channel {state.channel!r} in rules.yaml any more; put it back, or let it be")
        note = send(channel, state.alert)
        return Delivery(
            message=state.alert.message, channel=state.channel, attempt=attempt, outcome="delivered", at=at, fault=note
        )
    except DeliveryError as error:
        fault = as_line(str(error), FAULT_CHARS)
    except Exception as error:  # a fault of ours in one message must not keep the others from going out
        fault = as_line(f"{state.channel}: {type(error).__name__}: {error}; please report it", FAULT_CHARS)
    gone = attempt >= MOST_ATTEMPTS
    return Delivery(
        message=state.alert.message,
        channel=state.channel,
        attempt=attempt,
        outcome="given_up" if gone else "failed",
        at=at,
        fault=fault,
        due=None if gone else (now + find_pause(attempt, rng)).astimezone(dt.UTC).isoformat(),
    )
