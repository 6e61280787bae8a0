"""The desk as a web application: its pages, what stands before them, and its faults as pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from vigie.desk import assets
from vigie.desk.guard import Guard
from vigie.desk.pages import (
    alerts,
    amend,
    brief,
    exercise,
    judge,
    ledger,
    login,
    now,
    problem,
    read,
    record,
    speakers,
    where,
)
from vigie.desk.settings import Settings, check_settings
from vigie.desk.state import Desk
from vigie.desk.visit import PAGES, Visit, find_words
from vigie.errors import (
    AmendedMeanwhile,
    DrillError,
    FormError,
    InputError,
    JudgmentError,
    LedgerDamaged,
    LedgerFull,
    LedgerLocked,
    NewerLedger,
    NoSuchRecord,
    NotALedger,
    UnsoundRecord,
    VigieError,
    WrongRealm,
)

FAULTS: dict[type[VigieError], tuple[str, int]] = {
    LedgerLocked: ("locked", 503), LedgerFull: ("full", 507), LedgerDamaged: ("damaged", 500),
    NewerLedger: ("newer", 409), WrongRealm: ("realm", 409), NotALedger: ("no_ledger", 404),
    NoSuchRecord: ("no_record", 404), AmendedMeanwhile: ("meanwhile", 409), UnsoundRecord: ("unsound", 422),
    FormError: ("form", 403), JudgmentError: ("unsound", 422), InputError: ("input", 400), DrillError: ("drill", 409),
}  # fmt: skip
"""The name under which the words of a fault are found, and its status."""


def make_app(settings: Settings) -> FastAPI:
    """Return the desk, which opens its ledger when the first page is asked for.

    Raises:
        DeskError: others could reach it without a token.
    """
    check_settings(settings)
    desk = Desk(settings)

    @asynccontextmanager
    async def _run(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(title="Vigie", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_run)
    app.state.desk, app.state.pages = desk, PAGES
    for part in (
        assets, login, now, read, ledger, record, amend, speakers, where, problem, judge, brief, alerts, exercise,
    ):  # fmt: skip
        app.include_router(part.router)
    app.add_middleware(Guard, settings=settings)
    show_faults(app)
    return app


def show_faults(app: FastAPI) -> None:
    """Return nothing; let faults be shown as pages."""
    app.add_exception_handler(VigieError, _show_fault)
    app.add_exception_handler(HTTPException, _show_missing)
    app.add_exception_handler(RequestValidationError, _show_missing)


def _show_fault(request: Request, fault: Exception) -> Response:
    name, status = next((FAULTS[kind] for kind in type(fault).__mro__ if kind in FAULTS), ("other", 500))
    made = _page(request, name, str(fault), status)
    if isinstance(fault, LedgerLocked):
        made.headers["Retry-After"] = "5"
    return made


def _show_missing(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 400
    return _page(request, "no_page" if status == 404 else "request", HTTPStatus(status).phrase, status)


def _page(request: Request, name: str, detail: str, status: int) -> Response:
    request.state.fault = name
    visit = Visit(request, request.app.state.desk, find_words(request), None, "")
    return visit.page("fault", status=status, name=name, detail=detail)
