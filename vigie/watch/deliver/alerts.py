"""From signals to messages: what is told now, to whom, and what is told no more. Pure: the same in, the same out.

What can never happen here: that a lower alert keeps a higher one from being told. Quiet hours and the most messages
a day put off only what is neither an alarm nor above everything that the rule had told before this round and not
withdrawn; and put off means that the next round decides again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vigie.model.signal import KINDS, LEVELS, Alert, Signal
from vigie.watch.deliver.rules import Rule, Rules
from vigie.watch.deliver.texts import tell_all, write_texts, write_withdrawal

DAY = dt.timedelta(hours=24)


def decide(
    signals: Iterable[Signal],
    rules: Rules,
    held: Sequence[Alert],
    *,
    now: dt.datetime,
    realm: str,
    records: Mapping[str, str] | None = None,
    computed: Collection[str] = KINDS,
) -> tuple[Alert, ...]:
    """Return the messages that are due now, the highest first, withdrawals last.

    `held` are the messages decided before: all, or all on these signals, on signals of which something was told after
    `find_told_since`, and on each rule's highest that stands. `records` are the words of inputs by their keys. A
    signal's first message is an Alert; one whose state changed, or whose level rose, gets an Update; one that is there no more a Cancel, unless
    its alert has expired. Only signals of `computed` kinds are taken to be gone when they are missing.
    """
    book = _Book(now, rules, realm, records or {})
    for alert in sorted(held, key=lambda a: (a.sent, _number(a))):
        book.enter(alert)
    book.heights = {rule.name: book.find_height(rule.name) for rule in rules.rules}
    made: list[Alert] = []
    seen: set[str] = set()
    for signal in sorted(signals, key=lambda s: (-LEVELS.index(s.level), s.since, s.key, s.state)):
        if signal.key not in seen:
            seen.add(signal.key)
            made += _tell(book, signal)
    return (*made, *_withdraw(book, seen, computed))


@dataclass(slots=True)
class _Book:
    """What was told, as the next decision needs it; filled during one call of `decide` and then forgotten."""

    now: dt.datetime
    rules: Rules
    realm: str
    records: Mapping[str, str]
    threads: dict[tuple[str, str], list[list[Alert]]] = field(default_factory=dict)
    carried: dict[tuple[str, str], Alert] = field(default_factory=dict)
    heights: dict[str, int] = field(default_factory=dict)

    def enter(self, alert: Alert) -> None:
        """Note a message: in its thread, and on the channels that carry it."""
        threads = self.threads.setdefault((alert.rule, alert.signal_key), [])
        if threads and threads[-1][0].alert == alert.alert:
            threads[-1].append(alert)
        else:
            threads.append([alert])
        for channel in alert.channels:
            self.carried[alert.signal_key, channel] = alert

    def standing(self, rule: str, key: str) -> list[Alert] | None:
        """Return the messages of the alert that stands, or None."""
        threads = self.threads.get((rule, key), [])
        return threads[-1] if threads and threads[-1][-1].msg_type != "Cancel" else None

    def of_rule(self, rule: str) -> Iterable[list[Alert]]:
        """Yield the messages of each alert of a rule."""
        return (thread for (name, _), threads in self.threads.items() if name == rule for thread in threads)

    def find_height(self, rule: str) -> int:
        """Return the highest level that the rule has told and not withdrawn; -1 for none."""
        standing = (thread for thread in self.of_rule(rule) if thread[-1].msg_type != "Cancel")
        return max((LEVELS.index(a.level) for thread in standing for a in thread), default=-1)

    def is_told(self, signal: Signal, channel: str) -> bool:
        """Return whether the channel carries this state at this level or above already, whichever rule told it."""
        last = self.carried.get((signal.key, channel))
        if last is None or last.msg_type == "Cancel" or last.signal_state != signal.state:
            return False
        return LEVELS.index(last.level) >= LEVELS.index(signal.level)


def _number(alert: Alert) -> int:
    tail = alert.message.rpartition(".")[2]
    return int(tail) if tail.isdecimal() else 0


def _tell(book: _Book, signal: Signal) -> list[Alert]:
    """Return the messages on one signal; rules that have told of it before come first, so that they go on."""
    told = tell_all(signal)
    made = []
    for rule in sorted(book.rules.rules, key=lambda r: book.standing(r.name, signal.key) is None):
        thread = book.standing(rule.name, signal.key)
        if thread is None and not book.rules.is_asked_for(signal, rule, told):
            continue
        if thread is not None and not _is_news(thread[-1], signal):
            continue
        channels = tuple(c for c in rule.channels if not book.is_told(signal, c))
        if channels and not _is_put_off(book, rule, signal.level):
            made.append(_write(book, rule, signal, thread, channels))
            book.enter(made[-1])
    return made


def _is_news(last: Alert, signal: Signal) -> bool:
    return last.signal_state != signal.state or LEVELS.index(signal.level) > LEVELS.index(last.level)


def _is_put_off(book: _Book, rule: Rule, level: str) -> bool:
    """Return whether a message of that level waits for a later round."""
    height = LEVELS.index(level)
    if level == LEVELS[-1] or height > book.heights[rule.name]:
        return False
    if rule.quiet is not None and rule.quiet.covers(book.now):
        return True
    return rule.most is not None and _count_lately(book, rule.name, height) >= rule.most


def _count_lately(book: _Book, rule: str, height: int) -> int:
    """Return how many messages of that level or above the rule told in the last 24 hours: lower ones use nothing up."""
    since = (book.now - DAY).astimezone(dt.UTC)
    return sum(
        LEVELS.index(a.level) >= height and a.msg_type != "Cancel" and dt.datetime.fromisoformat(a.sent) > since
        for thread in book.of_rule(rule)
        for a in thread
    )


def _write(book: _Book, rule: Rule, signal: Signal, thread: list[Alert] | None, channels: tuple[str, ...]) -> Alert:
    earlier = thread or []
    alert = earlier[0].alert if earlier else _name(book, rule.name, signal.key)
    msg_type = "Update" if earlier else "Alert"
    texts = write_texts(
        signal, rule.name, realm=book.realm, msg_type=msg_type, records=book.records, languages=book.rules.languages
    )
    return Alert(
        alert=alert,
        message=f"{alert}.{len(earlier) + 1}",
        msg_type=msg_type,
        rule=rule.name,
        level=signal.level,
        kind=signal.kind,
        signal_key=signal.key,
        signal_state=signal.state,
        realm=book.realm,
        sent=write_sent(book.now),
        texts=texts,
        inputs=signal.inputs,
        about=signal.about,
        references=tuple((a.message, a.sent) for a in earlier),
        channels=channels,
    )


def find_told_since(rules: Rules, now: dt.datetime) -> dt.datetime:
    """Return from when on all messages count: those of the last day, and those that have not expired."""
    return now - max(DAY, rules.lifetime)


def write_sent(now: dt.datetime) -> str:
    """Return the moment as alerts state it: UTC, whole seconds."""
    return now.astimezone(dt.UTC).replace(microsecond=0).isoformat()


def _name(book: _Book, rule: str, key: str) -> str:
    """Return the name of a new alert; deterministic, so that a round that was cut off names it the same again."""
    opened = len(book.threads.get((rule, key), []))
    digest = hashlib.sha256(json.dumps([book.realm, rule, key, opened]).encode()).hexdigest()
    return f"vigie-{'exercise-' if book.realm == 'exercise' else ''}{digest[:20]}"


def _withdraw(book: _Book, present: set[str], computed: Collection[str]) -> list[Alert]:
    """Return a Cancel for each alert that stands, has not expired, and whose signal is gone."""
    made = []
    for rule, key in list(book.threads):
        thread = book.standing(rule, key)
        if thread is None or key in present or thread[-1].kind not in computed or has_expired(thread[-1], book):
            continue
        stated = book.rules.rule(rule)
        if stated is not None and stated.quiet is not None and thread[-1].level != LEVELS[-1]:
            if stated.quiet.covers(book.now):
                continue
        made.append(_cancel(book, thread))
        book.enter(made[-1])
    return made


def has_expired(alert: Alert, book: _Book) -> bool:
    """Return whether the message has outlived what it stated as its end."""
    return dt.datetime.fromisoformat(alert.sent) + book.rules.lifetime <= book.now


def _cancel(book: _Book, thread: list[Alert]) -> Alert:
    last = thread[-1]
    return Alert(
        alert=last.alert,
        message=f"{last.alert}.{len(thread) + 1}",
        msg_type="Cancel",
        rule=last.rule,
        level=last.level,
        kind=last.kind,
        signal_key=last.signal_key,
        signal_state=last.signal_state,
        realm=last.realm,
        sent=write_sent(book.now),
        texts=write_withdrawal(last),
        inputs=last.inputs,
        about=last.about,
        references=tuple((a.message, a.sent) for a in thread),
        channels=tuple(dict.fromkeys(c for a in thread for c in a.channels)),
    )
