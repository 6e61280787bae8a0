"""No duff: a real message while an exercise is on. It is never in the exercise's ledger, and bears no mark of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from vigie.errors import DeliveryError, DrillError
from vigie.model.signal import Alert
from vigie.watch.deliver.channels import Surroundings, make_send
from vigie.watch.deliver.rules import AtomChannel, Channel, MailChannel, Rules
from vigie.watch.deliver.texts import as_line, as_text, word
from vigie.watch.post import LEDGER, find_post
from vigie.watch.weigh import load_own_rules

FILE = "noduff.jsonl"
KIND = "noduff"
MARK = "REAL – NO DUFF – RÉEL"
SENDER = "no-duff@localhost"
MOST_CHARS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDuff:
    """One real message: who says it, and since when it stands."""

    key: str
    at: str
    sender: str
    text: str
    realm: str = "real"


def make_noduff(text: str, *, sender: str, now: dt.datetime) -> NoDuff:
    """Return the message.

    Raises:
        DrillError: it says nothing, or more than a loud message can.
    """
    said = as_text(text).strip()
    if not said or len(said) > MOST_CHARS:
        raise DrillError(
            f"a no duff message has 1 to {MOST_CHARS} characters; say what is real, where, and who must act"
        )
    at = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    digest = hashlib.sha256(json.dumps([at, sender, said]).encode()).hexdigest()[:16]
    return NoDuff(key=f"no-duff-{digest}", at=at, sender=as_line(sender, 80) or "control", text=said)


def keep_noduff(folder: Path, message: NoDuff) -> None:
    """Return nothing; the message is on the disk, apart from everything of the exercise."""
    try:
        handle = os.open(folder / FILE, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644)
        try:
            os.write(handle, json.dumps(asdict(message), ensure_ascii=True).encode("ascii") + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as fault:
        raise DrillError(f"{folder / FILE}: {fault.strerror or fault}; pass the message on by voice now") from None


def read_noduff(folder: Path) -> tuple[NoDuff, ...]:
    """Return the real messages kept beside an exercise, the latest first; a torn line is left out."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    found = []
    for line in lines:
        try:
            found.append(NoDuff(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return tuple(reversed(found))


def make_alert(message: NoDuff, channels: tuple[str, ...], languages: tuple[str, ...]) -> Alert:
    """Return the message as an alert of the real realm, of the highest level, without any mark of an exercise."""
    body = f"{MARK}\n{message.text}\n– {message.sender}, {message.at}"
    head = as_line(f"{MARK}: {message.text}")
    return Alert(
        alert=message.key, message=f"{message.key}.1", msg_type="Alert", rule=KIND, level="alarm", kind=KIND,
        signal_key=message.key, signal_state=message.at, realm="real", sent=message.at,
        texts=tuple((lang, head, f"{body}\n{word('lines', 'noduff', lang)}") for lang in languages), channels=channels,
    )  # fmt: skip


def send_noduff(
    folder: Path, message: NoDuff, *, echo: Callable[[str], None], environ: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the channels that took the message, and what went wrong on the others; every channel is tried."""
    own = load_own_rules(find_post(folder / LEDGER))
    rules = replace(own, exercise=None, sender=SENDER)
    channels = tuple(_apart(c) for c in rules.channels)
    alert = make_alert(message, tuple(c.name for c in channels), rules.languages)
    send = make_send(
        _only(rules, channels), Surroundings(folder=folder, environ=environ, echo=echo, held=lambda _: (), realm="real")
    )
    taken, faults = [], []
    for channel in channels:
        try:
            send(channel, alert)
            taken.append(channel.name)
        except DeliveryError as fault:
            faults.append(str(fault))
    return taken, faults


def _only(rules: Rules, channels: tuple[Channel, ...]) -> Rules:
    return replace(rules, channels=channels)


def _apart(channel: Channel) -> Channel:
    """Return the channel; a feed of the exercise gets one of its own beside it, for its title says EXERCISE."""
    if isinstance(channel, AtomChannel):
        path = Path(channel.file)
        return replace(channel, file=str(path.with_name(f"noduff-{path.name}")))
    return replace(channel) if isinstance(channel, MailChannel) else channel
