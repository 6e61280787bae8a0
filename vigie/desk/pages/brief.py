"""Brief: what became known in a period, every sentence with its records."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from vigie.desk.board import write_brief
from vigie.desk.visit import Visited
from vigie.errors import InputError

router = APIRouter()
SPANS = {"24h": 24, "72h": 72, "7d": 168}


@router.get("/brief")
def show_brief(visit: Visited, span: str = "24h", form: str = "html", done: str = "") -> Response:
    """Return the brief as a page, or as a file in Markdown."""
    if span not in SPANS or form not in ("html", "md"):
        raise InputError(f"{span[:20]!r}: no such period; use one of {', '.join(SPANS)}")
    board = visit.desk.board(visit.at)
    if board is None:
        return visit.page("later", where=visit.go("/brief", span=span))
    until = visit.at or visit.desk.moment()
    since = until - dt.timedelta(hours=SPANS[span])
    ledger = visit.desk.ledger()
    written = write_brief(board, since, until, visit.lang, ledger.amendments(as_known_at=visit.at))
    if form == "md":
        name = f"brief-{until:%Y-%m-%dT%H-%M}-{visit.lang}.md"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return PlainTextResponse(written.markdown, headers=headers, media_type="text/markdown")
    return visit.page("brief", written=written, span=span, spans=SPANS, is_drill=visit.desk.is_drill(), done=done)
