"""Now: what changed, what is unusual, where postures stand, whether the sources are alive. And one signal, opened."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from vigie.desk.board import Board, tell
from vigie.desk.cards import Card, find_in, make_card, make_cards
from vigie.desk.pages.alerts import find_taken, find_waiting
from vigie.desk.pages.exercise import find_parts
from vigie.desk.visit import YEAR, Visit, Visited
from vigie.errors import NoSuchRecord
from vigie.model.signal import LEVELS, Signal
from vigie.store import FiledStatement, Source
from vigie.store.watched import FiledVisit

router = APIRouter()
SEEN = "vigie_seen"
REST = dt.timedelta(minutes=30)
"""Who comes back within so long is still on the same visit."""
SPANS = {"6h": 6, "24h": 24, "72h": 72, "7d": 168}
NOTED = 12
OPENED = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A signal in words with the first of its records."""

    signal: Signal
    words: str
    inputs: list[Card]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Health:
    """A source with its last visit."""

    source: Source
    visit: FiledVisit | None


@dataclass(frozen=True, slots=True)
class News:
    """What became known in a span: counts by name, and the records worth a look."""

    counts: list[tuple[str, int]]
    cards: list[Card]
    left: int


@router.get("/")
def show_now(visit: Visited, span: str = "24h") -> Response:
    """Return the page; where what the watch finds is not there in time, the browser asks for it again."""
    now = visit.at or visit.desk.moment()
    last, cookie = _read_seen(visit.request.cookies.get(SEEN, ""), now)
    answer = visit.page(
        "now",
        **_find_board(visit, span, last),
        health=_find_health(visit),
        waiting=find_waiting(visit),
        **find_parts(visit),
    )
    if visit.at is None:
        answer.set_cookie(SEEN, cookie, max_age=YEAR, httponly=True, samesite="strict")
    return answer


@router.get("/board")
def show_board(visit: Visited, span: str = "24h") -> Response:
    """Return the part of the page that the watch finds."""
    last, _ = _read_seen(visit.request.cookies.get(SEEN, ""), visit.at or visit.desk.moment())
    return visit.page("_board", **_find_board(visit, span, last))


def _read_seen(held: str, now: dt.datetime) -> tuple[dt.datetime | None, str]:
    """Return when the visitor was here before this visit, and the cookie that remembers it."""
    times = []
    for part in held.split("|")[:2]:
        try:
            found = dt.datetime.fromisoformat(part)
            times.append(found if found.tzinfo else None)
        except ValueError:
            times.append(None)
    here, before = (times + [None, None])[:2]
    if here is None or here > now:
        here = before = None
    if here is None or now - here > REST:
        here, before = now, here
    return before, f"{here.isoformat()}|{before.isoformat() if before else ''}"


def _find_board(visit: Visit, span: str, last: dt.datetime | None) -> dict[str, Any]:
    board = visit.desk.board(visit.at)
    now = visit.at or visit.desk.moment()
    since = last if span == "visit" and last is not None else now - dt.timedelta(hours=SPANS.get(span, 24))
    found: dict[str, Any] = {
        "board": board, "span": span if span in SPANS or (span == "visit" and last) else "24h", "spans": SPANS,
        "last": last, "since": since,
    }  # fmt: skip
    if board is not None:
        found |= {"levels": _find_told(visit, board, since), "news": _find_news(visit, board, since)}
    return found


def _find_told(visit: Visit, board: Board, since: dt.datetime) -> list[tuple[str, list[Told]]]:
    """Return the signals by level, the gravest first."""
    told = [_tell(visit, board, signal, since) for signal in board.signals]
    return [(level, [t for t in told if t.signal.level == level]) for level in reversed(LEVELS)]


def _tell(visit: Visit, board: Board, signal: Signal, since: dt.datetime) -> Told:
    records = [board.records[key] for key in signal.inputs if key in board.records]
    cards = make_cards(records[:OPENED], visit.words, board.view.documents.get)
    return Told(signal, tell(signal, visit.lang), cards, signal.since >= since.isoformat()[:19])


def _find_news(visit: Visit, board: Board, since: dt.datetime) -> News:
    bound = since.astimezone(dt.UTC).isoformat()[:19]
    view = board.view
    documents = [d for d in view.documents.values() if d.known >= bound]
    new = {d.key for d in documents}
    statements = [s for s in view.statements if s.document in new]
    events = [e for e in view.events if e.document in new]
    kinds = Counter(kind for s in statements for kind in _notable(s))
    notable = [s for s in statements if _notable(s)]
    changed = [a for a in visit.desk.ledger().amendments(as_known_at=visit.at) if a.known >= bound]
    counts = [
        ("documents", len(documents)), ("origins", len(view.origins(new))), ("statements", len(statements)),
        ("events", len(events)), ("threats", kinds["threat"]), ("warnings", kinds["warning"]),
        ("unseen", kinds["unseen"]), ("corrections", len(changed)),
        ("unread", sum(u.known >= bound for u in view.unread)),
    ]  # fmt: skip
    cards = [make_card(s, visit.words, view.documents.get(s.document)) for s in notable[:NOTED]]
    return News(counts, cards, len(notable) - len(cards))


def _notable(statement: FiledStatement) -> list[str]:
    found = [m for m in ("threat", "warning") if m in statement.modality]
    return found + ["unseen"] * bool(statement.negative_evidence)


def _find_health(visit: Visit) -> list[Health]:
    ledger = visit.desk.ledger()
    visits = ledger.last_visits(as_known_at=visit.at)
    return [Health(source, visits.get(source.key)) for source in ledger.sources(as_known_at=visit.at)]


@router.get("/signal")
def show_signal(visit: Visited, key: str = "") -> Response:
    """Return one signal with every number and record that it was computed from, and what was sent about it."""
    board = visit.desk.board(visit.at)
    if board is None:
        return visit.page("later", where=visit.go("/signal", key=key))
    signal = next((s for s in board.signals if s.key == key), None)
    if signal is None:
        raise NoSuchRecord(visit.words("signal.gone"))
    ledger = visit.desk.ledger()
    records = [board.records[k] for k in signal.inputs if k in board.records]
    find = find_in(ledger)
    return visit.page(
        "signal",
        signal=signal,
        told=tell(signal, visit.lang),
        cards=make_cards(records, visit.words, find),
        documents=[d for k in signal.inputs if "." not in k and ":" not in k and (d := find(k))],
        sources=[k.removeprefix("source:") for k in signal.inputs if k.startswith("source:")],
        alerts=ledger.alerts(signal_key=signal.key, as_known_at=visit.at),
        taken=find_taken(visit),
    )
