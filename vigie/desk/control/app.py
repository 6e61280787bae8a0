"""The controllers' desk as a web application. Nothing of it is served by the desk of the players."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from vigie.desk import assets
from vigie.desk.app import show_faults
from vigie.desk.control.pages import router
from vigie.desk.control.room import Room
from vigie.desk.guard import Guard
from vigie.desk.pages import login
from vigie.desk.settings import Settings, check_settings
from vigie.desk.state import Desk
from vigie.desk.visit import CONTROL_PAGES
from vigie.errors import DeskError
from vigie.exercise.drill import Makers

LOGIN = "vigie_control"
"""The cookie of a controller who logged in; the players' desk neither sets nor reads it."""


def make_control(settings: Settings, makers: Makers) -> FastAPI:
    """Return the controllers' desk of the drill in whose folder the ledger of the settings is.

    Raises:
        DeskError: it has no token, or one that can be guessed: players may sit at the same machine.
        DrillError: there is no drill in the folder, or its scenario was changed.
    """
    check_settings(settings)
    if settings.token is None or settings.login != LOGIN:
        raise DeskError("the controllers' desk holds the truth; it needs a token and a login of its own")
    room, desk = Room(settings.path.parent, makers), Desk(settings)

    @asynccontextmanager
    async def _run(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(title="Vigie", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_run)
    app.state.desk, app.state.pages, app.state.room = desk, CONTROL_PAGES, room
    for part in (assets.router, login.router, router):
        app.include_router(part)
    app.add_middleware(Guard, settings=settings)
    show_faults(app)
    return app
