"""Alerts at the desk: which of them nobody took in hand yet, one with all its messages, and taking it in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from vigie.assess.questions import make_acknowledgement
from vigie.desk.visit import Form, Visit, Visited
from vigie.errors import FormError, NoSuchRecord
from vigie.model.judgment import Acknowledgement
from vigie.model.signal import Alert

router = APIRouter()
KEY_CHARS, NAME_CHARS, NOTE_CHARS = 200, 120, 2_000
LISTED = 8


@dataclass(frozen=True, slots=True)
class Told:
    """An alert by its latest message, in the words of the page's language, and who took it in hand first."""

    alert: Alert
    headline: str
    taken: Acknowledgement | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The alerts that stand and that nobody took in hand, the latest first, alarms before others; `left` are not shown."""

    told: list[Told]
    count: int
    left: int
    has_any: bool


def find_waiting(visit: Visit) -> Waiting:
    """Return what waits to be taken in hand."""
    ledger = visit.desk.ledger()
    latest: dict[str, Alert] = {}
    for message in ledger.alerts(as_known_at=visit.at):
        latest.setdefault(message.alert, message)
    taken = {a.alert for a in ledger.acknowledgements(as_known_at=visit.at)}
    waiting = [a for a in latest.values() if a.alert not in taken and a.msg_type != "Cancel"]
    waiting.sort(key=lambda a: a.level != "alarm")
    shown = [Told(a, tell_headline(a, visit.lang), None) for a in waiting[:LISTED]]
    return Waiting(shown, len(waiting), len(waiting) - len(shown), bool(latest))


def tell_headline(alert: Alert, lang: str) -> str:
    """Return the headline of an alert in a language, else in the first that it has."""
    return next((head for held, head, _ in alert.texts if held == lang), alert.texts[0][1] if alert.texts else "")


def _tell_text(alert: Alert, lang: str) -> str:
    return next((text for held, _, text in alert.texts if held == lang), alert.texts[0][2] if alert.texts else "")


def find_taken(visit: Visit) -> Mapping[str, Acknowledgement]:
    """Return who took which alert in hand first."""
    held = visit.desk.ledger().acknowledgements(as_known_at=visit.at)
    return {a.alert: a for a in reversed(held)}


@router.get("/alert")
def show_alert(visit: Visited, key: str = "", done: str = "") -> Response:
    """Return an alert with its messages, who took it in hand, and the form to do so."""
    messages = _find_messages(visit, key)
    taken = visit.desk.ledger().acknowledgements(alert=key, as_known_at=visit.at)
    latest = messages[0]
    return visit.page(
        "alert", alert=latest, headline=tell_headline(latest, visit.lang), text=_tell_text(latest, visit.lang),
        messages=messages, taken=taken, is_done=done == "taken", note_chars=NOTE_CHARS, name_chars=NAME_CHARS,
    )  # fmt: skip


def _find_messages(visit: Visit, key: str) -> list[Alert]:
    found = visit.desk.ledger().alerts(alert=key, as_known_at=visit.at) if 0 < len(key) <= KEY_CHARS else []
    if not found:
        raise NoSuchRecord(f"{key[:KEY_CHARS]}: no such alert; look for it on the first page")
    return found


@router.post("/alert/take")
def take(visit: Visited, form: Form) -> Response:
    """Return the way back to the alert, once it stands in the ledger who took it in hand."""
    if visit.at is not None:
        raise FormError("the past cannot be changed; leave “as known at” and take in hand what stands now")
    key, wanted = form.get("alert", ""), form.get("message", "")
    seen = next((m for m in _find_messages(visit, key) if m.message == wanted), None)
    if seen is None:
        raise NoSuchRecord(f"{wanted[:KEY_CHARS]}: no such message of this alert; open the alert again")
    owner = " ".join(form.get("owner", "").split())
    note = " ".join(form.get("note", "").split())
    if not owner or len(owner) > NAME_CHARS or len(note) > NOTE_CHARS:
        raise FormError(f"say who takes it, in 1 to {NAME_CHARS} characters, and what is done in at most {NOTE_CHARS}")
    now = visit.desk.stamp()
    visit.desk.ledger().append_acknowledgement(make_acknowledgement(seen, owner=owner, note=note, now=now), now=now)
    return visit.see("/alert", key=key, done="taken")
