"""One message over one channel: files, web, mail or terminal. Secrets come from the environment, never from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vigie.errors import DeliveryError, WrongRealm
from vigie.model.signal import Alert
from vigie.watch.collect.address import AddressCheck, is_public
from vigie.watch.deliver.atom import ENTRIES, mark_title, write_atom
from vigie.watch.deliver.cap import check_realm, write_cap
from vigie.watch.deliver.files import write_whole
from vigie.watch.deliver.mail import send_mail
from vigie.watch.deliver.rules import AtomChannel, CapChannel, Channel, MailChannel, PrintChannel, Rules, WebhookChannel
from vigie.watch.deliver.texts import as_line
from vigie.watch.deliver.webhook import post_alert

Send = Callable[[Channel, Alert], str | None]
"""Delivers a message over a channel; returns a note or None, raises DeliveryError when it was not delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What channels reach outside: the desk's folder, variables with secrets, a terminal, and the messages for a feed.

    `held` gives the messages decided for a channel of that name, at least those that its feed can hold. With `realm`
    messages of the other realm are refused before anything is opened.
    """

    folder: Path
    environ: Mapping[str, str]
    echo: Callable[[str], None]
    held: Callable[[str], Sequence[Alert]]
    is_allowed: AddressCheck = is_public
    realm: str | None = None


def make_send(rules: Rules, around: Surroundings) -> Send:
    """Return what delivers one message over one channel, made anew for each round.

    A feed is written with the first of its messages in a round; those that it holds by then need no second writing.
    """
    fed: dict[str, _Fed] = {}

    def send(channel: Channel, alert: Alert) -> str | None:
        _check_realm(alert, rules, around)
        if isinstance(channel, WebhookChannel):
            token = _find_secret(channel.token_env, channel, around)
            post_alert(channel, alert, rules, token=token, is_allowed=around.is_allowed)
            return None
        if isinstance(channel, MailChannel):
            return send_mail(
                _placed(channel, around), alert, rules, password=_find_secret(channel.password_env, channel, around)
            )
        if isinstance(channel, AtomChannel):
            if channel.name not in fed or not fed[channel.name].holds(alert):
                fed[channel.name] = _feed(channel, alert, rules, around)
            return None
        _keep(channel, alert, rules, around)
        return None

    return send


def _check_realm(alert: Alert, rules: Rules, around: Surroundings) -> None:
    """Return nothing; DeliveryError when a message is not of the realm that the channels are for."""
    if around.realm is not None and alert.realm != around.realm:
        raise DeliveryError(
            f"{alert.message}: of the {alert.realm} realm, this desk of the {around.realm} one; not sent"
        )
    try:
        check_realm(alert, rules)
    except WrongRealm as fault:
        raise DeliveryError(str(fault)) from None


def _keep(channel: Channel, alert: Alert, rules: Rules, around: Surroundings) -> None:
    """Return nothing; the message stands in a file or on the terminal."""
    if isinstance(channel, CapChannel):
        name = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in alert.message)[:150]
        write_whole(around.folder / channel.folder / f"{name}.cap.xml", write_cap(alert, rules))
    elif isinstance(channel, PrintChannel):
        around.echo(show_line(alert))


@dataclass(frozen=True, slots=True)
class _Fed:
    """What a feed holds: messages, and where it is full the last that it has room for."""

    messages: frozenset[str]
    last: tuple[str, str] | None

    def holds(self, alert: Alert) -> bool:
        """Return whether writing the feed again for this message would change nothing."""
        return alert.message in self.messages or (self.last is not None and (alert.sent, alert.message) < self.last)


def _feed(channel: AtomChannel, alert: Alert, rules: Rules, around: Surroundings) -> _Fed:
    """Return what the channel's feed, now written, holds."""
    told = (*around.held(channel.name), alert)
    write_feed(channel, told, rules, realm=alert.realm, folder=around.folder)
    ranked = sorted({(a.sent, a.message) for a in told if channel.name in a.channels}, reverse=True)[:ENTRIES]
    return _Fed(frozenset(message for _, message in ranked), ranked[-1] if len(ranked) == ENTRIES else None)


def write_feed(channel: AtomChannel, alerts: Sequence[Alert], rules: Rules, *, realm: str, folder: Path) -> bool:
    """Return whether the channel's feed changed; it holds the latest messages for that channel, each once."""
    mine = {a.message: a for a in alerts if channel.name in a.channels}
    return write_whole(folder / channel.file, write_atom(mine.values(), rules, name=channel.name, realm=realm))


def show_line(alert: Alert) -> str:
    """Return the message as one line for a terminal."""
    headline = alert.texts[0][1] if alert.texts else alert.signal_key
    line = mark_title(as_line(headline), alert)
    return as_line(f"{alert.sent[:16].replace('T', ' ')} {alert.level:<6} {alert.msg_type:<6} {line}", 240)


def _find_secret(name: str | None, channel: Channel, around: Surroundings) -> str | None:
    """Return the secret; None where the channel needs none."""
    if name is None:
        return None
    held = around.environ.get(name, "").strip()
    if not held:
        raise DeliveryError(f"{channel.name}: the variable {name} is not set; it holds the channel's secret")
    if not (held.isascii() and held.isprintable()):
        raise DeliveryError(f"{channel.name}: the variable {name} holds characters that no secret has; set it anew")
    return held


def _placed(channel: MailChannel, around: Surroundings) -> MailChannel:
    """Return the channel with its certificate's file looked for beside the rules."""
    return replace(channel, ca=str(around.folder / channel.ca)) if channel.ca else channel
