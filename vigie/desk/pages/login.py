"""The way in, where the desk asks for a token, and the choice of a language."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from vigie.desk.guard import is_token, make_login
from vigie.desk.visit import Form, Visit, find_words

router = APIRouter()


def _visit(request: Request) -> Visit:
    return Visit(request, request.app.state.desk, find_words(request), None, "")


@router.get("/login")
def show_login(request: Request) -> Response:
    """Return the page that asks for the token."""
    return _visit(request).page("login", is_wrong=False)


@router.post("/login")
def log_in(request: Request, form: Form) -> Response:
    """Return the way to the first page with the cookie that opens it, or the question again."""
    visit = _visit(request)
    settings = visit.desk.settings
    if settings.token is None or not is_token(settings, form.get("key", "")):
        return visit.page("login", status=401, is_wrong=True)
    answer = visit.see("/")
    answer.set_cookie(
        settings.login, make_login(settings), httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return answer


@router.post("/logout")
def log_out(request: Request, form: Form) -> Response:
    """Return the way to the login, without the cookie."""
    visit = _visit(request)
    answer = visit.see("/login")
    answer.delete_cookie(visit.desk.settings.login)
    return answer
