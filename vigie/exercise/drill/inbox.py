"""What reaches the players beside the news: messages, calls and notes, each headed EXERCISE with its identifier."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from vigie.errors import DeliveryError, DrillError
from vigie.exercise.cast import Inject
from vigie.exercise.drill.story import Story
from vigie.watch.deliver.files import write_whole

FILE = "inbox.jsonl"
BY_HAND = ("message", "telephone", "by_hand")
HEADING = "EXERCISE EXERCISE EXERCISE / EXERCICE EXERCICE EXERCICE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One inject as its recipient gets it; nothing in it says what is true."""

    key: str
    at: str
    delivery: str
    sender: str
    recipient: str
    texts: tuple[tuple[str, str], ...]
    realm: str
    exercise: str
    heading: str = HEADING


def find_messages(story: Story, *, until: dt.datetime, identifier: str) -> tuple[Message, ...]:
    """Return the messages that have reached the players, in their order."""
    due = [i for i in story.scenario.injects if _is_sent(i) and story.times.get(i.key, until) <= until]
    ordered = sorted(due, key=lambda i: (story.times[i.key], i.key))
    return tuple(_make(i, story.times[i.key], identifier) for i in ordered)


def _is_sent(inject: Inject) -> bool:
    return inject.delivery in BY_HAND and bool(inject.text) and not inject.contingency


def _make(inject: Inject, at: dt.datetime, identifier: str) -> Message:
    texts = {k: v for k, v in (inject.text or {}).items() if inject.lang in (None, k)}
    return Message(
        key=inject.key, at=at.astimezone(dt.UTC).isoformat(), delivery=inject.delivery, sender=inject.originator,
        recipient=inject.recipient, texts=tuple(texts.items()), realm="exercise", exercise=identifier,
    )  # fmt: skip


def write_inbox(folder: Path, messages: Iterable[Message]) -> bool:
    """Return whether anything new is in the inbox, which is written whole."""
    lines = [json.dumps(asdict(m) | {"texts": dict(m.texts)}, ensure_ascii=False) + "\n" for m in messages]
    if not lines and not (folder / FILE).exists():
        return False
    try:
        return write_whole(folder / FILE, "".join(lines).encode("utf-8"))
    except DeliveryError as fault:
        raise DrillError(str(fault)) from None


def read_inbox(folder: Path) -> tuple[Message, ...]:
    """Return what is in a drill's inbox; none where nothing has come."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    held = [json.loads(line) for line in lines if line.strip()]
    return tuple(Message(**(one | {"texts": tuple(one["texts"].items())})) for one in held)
