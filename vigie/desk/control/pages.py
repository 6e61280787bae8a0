"""The controllers' pages: the whole drill at a glance, one inject, and what is asked of the drill."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from vigie.desk.control.known import Held, find_held, make_known, read_time
from vigie.desk.control.naming import Names
from vigie.desk.control.room import Room, Standing
from vigie.desk.control.sheet import Row, find_rows
from vigie.desk.control.timeline import LEGEND, Timeline, headline
from vigie.desk.control.truth import find_truth
from vigie.desk.play import tell_day
from vigie.desk.visit import Form, Visit, find_words
from vigie.errors import DrillError, InputError, NoSuchRecord
from vigie.exercise.drill.control import also_skipped, ask
from vigie.exercise.scenario.times import parse_at

router = APIRouter()
SHOWN = 12
WHAT = {"start": None, "pause": None, "step": "hours", "jump": "to", "speed": "speed", "shift": "days", "fire": "inject", "skip": "inject"}  # fmt: skip
"""What may be asked for, and the field that says how much or which."""
MOST_CHARS = 80
DONE = frozenset(WHAT)


def _visit(request: Request) -> Visit:
    return Visit(request, request.app.state.desk, find_words(request), None, "")


@router.get("/")
def show_control(request: Request, done: str = "") -> Response:
    """Return the drill at a glance: clock, timeline, what is so and what is known, the MSEL."""
    visit = _visit(request)
    return visit.page("control", done=done if done in DONE else "", **_find_all(visit))


@router.get("/live")
def show_live(request: Request) -> Response:
    """Return the part of the page that changes with the play."""
    visit = _visit(request)
    return visit.page("_control", **_find_all(visit))


@router.get("/clock")
def show_clock(request: Request) -> Response:
    """Return the clock alone."""
    visit = _visit(request)
    return visit.page("_clock", standing=_room(visit).look())


@router.get("/inject/{key}")
def show_inject(request: Request, key: str, done: str = "") -> Response:
    """Return one inject with all that is in it, and what became of it."""
    visit = _visit(request)
    room = _room(visit)
    found = _find_parts(visit)
    row = next((r for r in found["rows"] if r.inject.key == key), None)
    if row is None:
        raise NoSuchRecord(visit.words("control.no_inject"))
    standing: Standing = found["standing"]
    reports = [r for r in standing.story.reports if r.inject == key and r.published <= standing.at]
    also = also_skipped(room.folder, key) if row.may_change else ()
    return visit.page(
        "inject", row=row, reports=reports, also=also, done=done if done in DONE else "", does=_tell_does(row, found["names"]),
        **found,
    )  # fmt: skip


@router.post("/do")
def do(request: Request, form: Form) -> Response:
    """Return the way back to the page, once the wish is in the drill's journal."""
    visit = _visit(request)
    room, what = _room(visit), form.get("what", "")
    if what not in WHAT:
        raise InputError(f"{what[:40]!r}: nothing that a drill can be asked for")
    given = _read_given(form, what)
    inject = given if WHAT[what] == "inject" else None
    to = _read_to(room, given or "") if what == "jump" else None
    value = given if WHAT[what] in {"hours", "speed", "days"} else None
    by = " ".join(form.get("by", "").split())[:MOST_CHARS] or None
    ask(room.folder, what, now=visit.desk.settings.now(), inject=inject, value=value, to=to, by=by)
    return visit.see(f"/inject/{inject}" if inject else "/", done=what)


def _read_given(form: dict[str, str], what: str) -> str | None:
    name = WHAT[what]
    if name is None:
        return None
    value = form.get(name, "").strip().replace(",", ".")
    if not value or len(value) > MOST_CHARS:
        raise InputError(f"{what}: say {name}, in at most {MOST_CHARS} characters")
    return value


def _read_to(room: Room, given: str) -> dt.datetime:
    """Return the moment, written as `D+2 06:00` or as a date and time in UTC."""
    try:
        return room.scenario.start + parse_at(given)
    except ValueError:
        pass
    try:
        found = dt.datetime.fromisoformat(given)
    except ValueError:
        raise DrillError(f"{given!r} is no moment; write D+2 06:00, or 2031-10-08T06:00") from None
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _room(visit: Visit) -> Room:
    room: Room = visit.request.app.state.room
    return room


def _find_parts(visit: Visit) -> dict[str, Any]:
    """Return what every page is made from: the drill as it stands, what is known of it, and its MSEL."""
    room = _room(visit)
    standing = room.look()
    held = find_held(visit.desk.ledger(), room.folder, standing.story.truth)
    alarms = tuple(h.key for h in room.problem.hypotheses if h.alarm)
    rows = find_rows(standing, room.scenario, make_known(held, alarms))
    names = Names(room.scenario, visit.lang)

    def day(at: dt.datetime) -> str:
        return tell_day(at, standing.clock.start)

    return {"standing": standing, "held": held, "alarms": alarms, "rows": rows, "names": names, "day": day}


def _find_all(visit: Visit) -> dict[str, Any]:
    found = _find_parts(visit)
    standing, held, rows, names = found["standing"], found["held"], found["rows"], found["names"]
    board = _find_board(visit, held)
    timeline = Timeline(
        standing=standing, held=held, rows=rows, alarms=found["alarms"], names=names, words=visit.words
    ).draw()
    return found | {
        "timeline": timeline,
        "truth": find_truth(standing, names, board),
        "problem": _room(visit).problem,
        "right_answer": _room(visit).scenario.right_answer[visit.lang],
        "counts": _count(rows, held),
        "shown": SHOWN,
        "legend": LEGEND,
        "indicator": lambda key: next(
            (i.names[visit.lang] for i in _room(visit).problem.indicators if i.key == key), key
        ),
        "headline": lambda alert: headline(alert.texts, visit.lang),
        "time": read_time,
        "say_left": lambda left: tell_left(left, visit.lang),
    }


def _find_board(visit: Visit, held: Held) -> Any:
    """Return the posture board of the last weighing, computed once for each; None while it is not there yet."""
    if not held.weighings:
        return None
    board = visit.desk.board(held.weighings[-1].at)
    return None if board is None else board.posture


def _count(rows: tuple[Row, ...], held: Held) -> list[tuple[str, str]]:
    """Return what stands at the top in numbers."""
    asked = [a for row in rows for a in row.asked]
    met = sum(a.expected.weight for a in asked if a.state == "met")
    over = sum(a.expected.weight for a in asked if a.state in {"met", "late", "missed"})
    states = [row.state for row in rows]
    return [
        ("delivered", f"{states.count('delivered')} / {len(rows)}"),
        ("met", f"{met:g} / {over:g}" if over else "–"),
        ("alerts", str(len(held.alerts))),
        ("open", str(len(held.open))),
        ("judgments", str(len(held.judgments))),
    ]


def _tell_does(row: Row, names: Names) -> str:
    """Return what an inject does in the world, in words; nothing for a message alone."""
    does = row.inject.does or {}
    if "action" in does:
        told = f"{names.actor(does.get('actor'))}: {names.action(does['action'])}"
        against = f" → {names.actor(does['recipient'])}" if does.get("recipient") else ""
        return told + against + (f", {names.site(does['site'])}" if does.get("site") else "")
    if "stance" in does:
        about = f" → {names.actor(does['accused'])}" if does.get("accused") else ""
        return f"{names.person(does.get('speaker', ''))}: {does['stance'].replace('_', ' ')}{about}"
    return ""


def tell_left(left: dt.timedelta, lang: str) -> str:
    """Return how long is left: `1 d 4 h`, `35 min`; a day is `j` in French."""
    days, hours, minutes = left.days, left.seconds // 3600, left.seconds // 60 % 60
    if days:
        return f"{days} {'j' if lang == 'fr' else 'd'} {hours} h"
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
