"""What a desk wants to be told, and over which channels: watchlists, rules and channels as records."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from vigie.model.signal import LEVELS, Signal
from vigie.text.fold import fold

LIFETIME = dt.timedelta(days=7)
ALARM_DAYS = 12.0
"""So many days a year may hold an alarm on unusual amounts, unless the operator says otherwise."""
SENDER = "vigie@localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """Codes, names, places and words that a desk looks out for. `words` are pairs of language ("" = any) and word."""

    name: str
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def holds(self, signal: Signal, told: Mapping[str, str]) -> bool:
        """Return whether the signal is about anything in the list; `told` is the signal in words, by language.

        A code stands for all that begin with it (`RUS` for `RUSMIL`); names, places and words match as whole words,
        whatever their capitals.
        """
        if any(about.startswith(code) and about.isupper() for code in self.codes for about in signal.about):
            return True
        about = fold("\n".join((signal.subject, *signal.about, *(value for _, value in signal.values))))
        if any(_is_in(name, about) for name in (*self.names, *self.places)):
            return True
        return any(
            _is_in(word, about) or _is_in(word, fold(text))
            for lang, word in self.words
            for spoken, text in told.items()
            if lang in ("", spoken)
        )


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(fold(word))}(?!\w)")


def _is_in(word: str, folded: str) -> bool:
    return _pattern(word).search(folded) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours of the day in which what can wait is not told; `start` and `end` are minutes after midnight."""

    start: int
    end: int
    zone: str = "UTC"

    def covers(self, now: dt.datetime) -> bool:
        """Return whether the moment lies in them; they may reach over midnight, and the end is outside.

        >>> Quiet(start=22 * 60, end=6 * 60).covers(dt.datetime(2031, 5, 2, 23, 30, tzinfo=dt.UTC))
        True
        """
        local = now.astimezone(ZoneInfo(self.zone))
        at = local.hour * 60 + local.minute
        return self.start <= at < self.end if self.start <= self.end else at >= self.start or at < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which signals are told over which channels. Empty `kinds`, `forms` or `watchlists` ask for nothing in particular.

    `level` is the least one told. `quiet` and `most` (messages in 24 hours) can only ever put off what is neither an
    alarm nor above what was told before (`vigie.watch.deliver.alerts`).
    """

    name: str
    channels: tuple[str, ...]
    level: str = "notice"
    kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    watchlists: tuple[str, ...] = ()
    quiet: Quiet | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomChannel:
    """An Atom feed in a file."""

    name: str
    file: str
    kind: str = "atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class CapChannel:
    """A folder with one CAP 1.2 file a message."""

    name: str
    folder: str
    kind: str = "cap"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChannel:
    """An address that messages are posted to as JSON. `token_env` names the variable that holds its bearer token."""

    name: str
    address: str
    token_env: str | None = None
    private: bool = False
    kind: str = "webhook"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChannel:
    """Mail through an SMTP server. `password_env` names the variable that holds the password.

    `security` is starttls, tls or none; `ca` the file of an authority of one's own that signed the certificate.
    """

    name: str
    host: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password_env: str | None = None
    ca: str | None = None
    kind: str = "smtp"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintChannel:
    """The terminal, or whatever the output of the command goes to."""

    name: str
    kind: str = "print"


Channel = AtomChannel | CapChannel | WebhookChannel | MailChannel | PrintChannel
CHANNELS: dict[str, type[Channel]] = {
    "atom": AtomChannel,
    "cap": CapChannel,
    "webhook": WebhookChannel,
    "smtp": MailChannel,
    "print": PrintChannel,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All of a desk's rules. `sender` is who its alerts come from; `lifetime` how long one stands unless renewed;
    `alarm_days` how many days a year may hold an alarm on unusual amounts. `exercise` is the identifier of the exercise
    that the desk is held for, None for a desk of the real realm or a replay: its messages name it, and real ones are refused."""

    rules: tuple[Rule, ...] = ()
    watchlists: tuple[Watchlist, ...] = ()
    channels: tuple[Channel, ...] = ()
    sender: str = SENDER
    languages: tuple[str, ...] = ("en", "fr")
    lifetime: dt.timedelta = LIFETIME
    alarm_days: float = ALARM_DAYS
    exercise: str | None = None

    def channel(self, name: str) -> Channel | None:
        """Return the channel of that name, or None."""
        return next((channel for channel in self.channels if channel.name == name), None)

    def rule(self, name: str) -> Rule | None:
        """Return the rule of that name, or None."""
        return next((rule for rule in self.rules if rule.name == name), None)

    def is_asked_for(self, signal: Signal, rule: Rule, told: Mapping[str, str]) -> bool:
        """Return whether the rule asks for the signal, its level apart from when it is told."""
        if LEVELS.index(signal.level) < LEVELS.index(rule.level):
            return False
        if (rule.kinds and signal.kind not in rule.kinds) or (rule.forms and signal.form not in rule.forms):
            return False
        return not rule.watchlists or any(w.holds(signal, told) for w in self._lists(rule.watchlists))

    def _lists(self, names: Iterable[str]) -> Iterable[Watchlist]:
        return (watchlist for watchlist in self.watchlists if watchlist.name in names)
