"""Corrections, retractions and their restoration: new rows with author and reason, the old ones stay."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter
from starlette.responses import Response

from vigie.desk.correct import read_changes
from vigie.desk.pages.record import Opened, open_document, open_record, show
from vigie.desk.visit import Form, Visit, Visited
from vigie.errors import AmendedMeanwhile, FormError
from vigie.store import Ledger

router = APIRouter()
WORDS_CHARS = 2_000
NAME_CHARS = 120


@router.post("/record/{key}/amend")
def amend(visit: Visited, key: str, form: Form) -> Response:
    """Return the way back to the record; when somebody else was faster, the page that shows both."""
    if visit.at is not None:
        raise FormError("the past cannot be corrected; leave “as known at” and correct what is known now")
    ledger = visit.desk.ledger()
    opened = _open(ledger, key)
    try:
        _write(visit, ledger, opened, form)
    except AmendedMeanwhile:
        return _show_meanwhile(visit, key, form)
    return visit.see(f"/document/{key}" if opened.record is None else f"/record/{key}", done=form.get("action"))


def _open(ledger: Ledger, key: str) -> Opened:
    if "." in key:
        return open_record(ledger, key, None)
    open_document(ledger, key, None)
    history = ledger.amendments(key=key)
    return Opened(key, None, bool(history) and history[-1].action == "retract", history)


def _write(visit: Visit, ledger: Ledger, opened: Opened, form: dict[str, str]) -> None:
    """Return nothing; file what the form asks for."""
    signed = {
        "author": _field(form, "author", NAME_CHARS), "reason": _field(form, "reason", WORDS_CHARS),
    }  # fmt: skip
    seen, now, action = _read_seen(form), visit.desk.stamp(), form.get("action", "")
    if action == "correct" and opened.record is not None:
        _check_seen(opened, seen)  # what is changed is told apart by what the author saw
        ledger.correct(opened.key, read_changes(opened.record, form), now=now, seen=seen, **signed)
    elif action == "merge" and opened.record is not None:
        other = _field(form, "same_as", NAME_CHARS).rsplit("/", 1)[-1]
        ledger.correct(opened.key, {"same_as": other}, now=now, seen=seen, **signed)
    elif action in ("retract", "restore"):
        change: Callable[..., object] = ledger.retract if action == "retract" else ledger.restore
        change(opened.key, now=now, seen=seen, **signed)
    else:
        raise FormError(f"{action[:40]!r}: nothing that can be done to this record")


def _check_seen(opened: Opened, seen: int) -> None:
    if opened.seen != seen:
        raise AmendedMeanwhile(f"{opened.key}: somebody changed it meanwhile; look again")


def _field(form: dict[str, str], name: str, most: int) -> str:
    value = " ".join(form.get(name, "").split())
    if not value:
        raise FormError(f"{name} is missing; say who changes it and why")
    if len(value) > most:
        raise FormError(f"{name}: more than {most} characters; write less")
    return value


def _read_seen(form: dict[str, str]) -> int:
    said = form.get("seen", "")
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise FormError("the form does not say what its author saw; open the record again")
    return int(said)


def _show_meanwhile(visit: Visit, key: str, form: dict[str, str]) -> Response:
    """Return the record as it now stands, with what was filled in, to be looked at and sent again."""
    return show(visit, _open(visit.desk.ledger(), key), status=409, given=form)
