"""What the players of a drill know and did: alerts, what they took in hand, their numbers, and the problem's."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vigie.exercise.debrief import Heard, Known, Made
from vigie.exercise.debrief.gather import find_made
from vigie.exercise.drill.players import WEIGHED
from vigie.exercise.records import Truth
from vigie.model.judgment import Acknowledgement, Judgment, Question
from vigie.model.signal import Alert
from vigie.store import Ledger

BACK = dt.timedelta(days=3)
"""A report may bear an earlier day than that on which it came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What the drill's problem came to at one moment, and what moved it most."""

    at: dt.datetime
    posteriors: Mapping[str, float]
    moves: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All of it, as it stood at one look. `alerts` are the latest message of each alert, the latest first."""

    alerts: tuple[Alert, ...]
    messages: tuple[Alert, ...]
    taken: Mapping[str, Acknowledgement]
    questions: Mapping[str, Question]
    judgments: tuple[Judgment, ...]
    weighings: tuple[Weighing, ...]
    made: tuple[Made, ...]
    heard: tuple[Heard, ...]

    @property
    def open(self) -> tuple[Alert, ...]:
        """Return the alerts that stand and that nobody took in hand."""
        return tuple(a for a in self.alerts if a.alert not in self.taken and a.msg_type != "Cancel")

    @property
    def standing(self) -> tuple[Alert, ...]:
        """Return the alerts that stand, alarms before others."""
        held = (a for a in self.alerts if a.msg_type != "Cancel")
        return tuple(sorted(held, key=lambda a: a.level != "alarm"))

    def latest(self) -> tuple[Judgment, ...]:
        """Return the last number of everybody on every question, the latest first."""
        found = {(j.question, j.owner): j for j in self.judgments}
        return tuple(sorted(found.values(), key=lambda j: j.made, reverse=True))


def find_held(ledger: Ledger, folder: Path, truth: Truth) -> Held:
    """Return what players know and did since the drill began."""
    start = truth.start.isoformat()[:19]
    messages = tuple(a for a in ledger.alerts() if a.sent >= start)
    latest: dict[str, Alert] = {}
    for message in messages:
        latest.setdefault(message.alert, message)
    documents = ledger.documents(reported_since=truth.start.date() - BACK)
    heard = tuple(Heard(document=d.key, told=d.id, known=read_time(d.known)) for d in documents if d.known >= start)
    return Held(
        alerts=tuple(latest.values()),
        messages=messages,
        taken={a.alert: a for a in ledger.acknowledgements()},
        questions={q.key: q for q in ledger.questions()},
        judgments=tuple(ledger.judgments()),
        weighings=read_weighings(folder),
        made=tuple(sorted(find_made(folder), key=lambda m: m.at)),
        heard=heard,
    )


def read_weighings(folder: Path) -> tuple[Weighing, ...]:
    """Return what the problem came to at each weighing, in time; a torn line is left out."""
    try:
        lines = (folder / WEIGHED).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    found = []
    for line in lines:
        try:
            held = json.loads(line)
            moves = tuple((str(k), float(v)) for k, v in held.get("moves", ()))
            posteriors = {str(k): float(v) for k, v in held["posteriors"].items()}
            found.append(Weighing(at=read_time(held["at"]), posteriors=posteriors, moves=moves))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return tuple(sorted(found, key=lambda w: w.at))


def make_known(held: Held, alarms: tuple[str, ...]) -> Known:
    """Return it in the form in which it is scored."""
    return Known(
        moments=(), alarms=alarms, heard=held.heard, alerts=held.messages,
        acknowledgements=tuple(held.taken.values()), questions=tuple(held.questions.values()),
        judgments=held.judgments, made=held.made,
    )  # fmt: skip


def read_time(text: str) -> dt.datetime:
    """Return a time of the ledger; without a zone it is UTC."""
    found = dt.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
