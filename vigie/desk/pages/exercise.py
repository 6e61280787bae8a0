"""What the first page of an exercise's desk shows of its play, kept up to date by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from vigie.desk.play import Play, find_play, tell_day
from vigie.desk.visit import Form, Visit, Visited
from vigie.errors import FormError, NoSuchRecord
from vigie.exercise.drill.handed import KINDS, hand_in

router = APIRouter()
LISTED = 6


@dataclass(frozen=True, slots=True)
class Call:
    """One message as its recipients get it, in the page's language where it has one. No key: keys tell the story."""

    day: str
    at: str
    delivery: str
    sender: str
    recipient: str
    text: str
    lang: str


@router.get("/play")
def show_play(visit: Visited) -> Response:
    """Return the clock of the exercise and its inbox."""
    return visit.page("_play", **find_parts(visit))


@router.post("/brief/hand-in")
def take_brief(visit: Visited, form: Form) -> Response:
    """Return the way back to the brief, once what players say of it is in the drill's folder."""
    play = find_play(visit.desk.settings.path.parent, None)
    if play is None:
        raise NoSuchRecord("no exercise is played at this desk; a brief is handed in at the desk of one")
    if visit.at is not None:
        raise FormError("what is handed in counts from now on; leave “as known at”")
    kind, owner = form.get("kind", ""), " ".join(form.get("owner", "").split())
    text = form.get("text", "").replace("\r\n", "\n")
    hand_in(
        visit.desk.settings.path.parent, kind, text, owner=owner, at=visit.desk.moment(), identifier=play.identifier
    )  # fmt: skip
    return visit.see("/brief", done=kind if kind in KINDS else None)


def find_parts(visit: Visit) -> dict[str, Any]:
    """Return what is shown of the play; nothing where no exercise is played."""
    play = find_play(visit.desk.settings.path.parent, visit.at) if visit.desk.ledger().realm == "exercise" else None
    calls = [_tell(play, n, visit.lang) for n in range(len(play.messages))] if play else []
    return {"play": play, "calls": calls, "calls_shown": LISTED}


def _tell(play: Play, n: int, lang: str) -> Call:
    held = play.messages[n]
    texts = dict(held.texts)
    code = lang if lang in texts else next(iter(texts), lang)
    return Call(
        day=tell_day(dt.datetime.fromisoformat(held.at), play.clock.start), at=held.at, delivery=held.delivery, sender=held.sender,
        recipient=held.recipient, text=texts.get(code, ""), lang=code,
    )  # fmt: skip
