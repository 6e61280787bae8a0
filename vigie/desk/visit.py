"""One request: in which language it is answered, as known at which moment, and how its page is made."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from vigie.desk import shown
from vigie.desk.board import load_domains, name_actor
from vigie.desk.guard import is_form_token, make_form_token
from vigie.desk.language import LANGUAGES, Words, choose_language
from vigie.desk.state import Desk
from vigie.errors import FormError, InputError
from vigie.store import FiledDocument

LANG = "vigie_lang"
YEAR = 31_536_000
FIELDS = 60
PAGES = ("now", "read", "ledger", "speakers", "map", "problem", "judge", "brief")
"""The pages in the order of the navigation; each is named in the words of every language."""
CONTROL_PAGES = ("control",)
"""Those of the controllers of an exercise, which have a desk of their own."""
_PATHS = {"now": "/", "control": "/"}


@dataclass(frozen=True, slots=True)
class Visit:
    """What every page needs to know of who asks. `at` is the moment to be answered for, None = now."""

    request: Request
    desk: Desk
    words: Words
    at: dt.datetime | None
    stated: str

    @property
    def lang(self) -> str:
        """Return the language of the page."""
        return self.words.lang

    def go(self, path: str, **asked: object) -> str:
        """Return the address of a page of the desk; the moment asked for is kept, empty values are left out."""
        return make_address(path, **({"at": self.stated} | asked))

    def page(self, name: str, /, *, status: int = 200, **context: Any) -> Response:
        """Return the page made from a template of that name."""
        made = HTMLResponse(load_templates().get_template(f"{name}.html").render(self._frame() | context), status)
        if self.request.query_params.get("lang") in LANGUAGES:
            made.set_cookie(LANG, self.lang, max_age=YEAR, samesite="strict", httponly=True)
        return made

    def see(self, path: str, **asked: object) -> Response:
        """Return the answer that sends the browser on to another page."""
        return RedirectResponse(self.go(path, **asked), 303)

    def id_of(self, document: FiledDocument) -> str:
        """Return what a document is called where it has no title: its own name, or in a drill its key alone.

        What a drill's reports are named after tells which of them an inject is, and which are mere background.
        """
        return document.key if self.desk.is_drill() else document.id

    def _frame(self) -> dict[str, Any]:
        visitor = self.request.state.visitor
        return {
            "visit": self,
            "t": self.words,
            "lang": self.lang,
            "go": self.go,
            "languages": LANGUAGES,
            "pages": [(name, _PATHS.get(name, f"/{name}")) for name in self.request.app.state.pages],
            "is_control": self.request.app.state.pages == CONTROL_PAGES,
            "here": make_address(self.request.url.path),
            "token": make_form_token(self.desk.settings, visitor),
            "other_languages": [(code, _in_language(self.request, code)) for code in LANGUAGES],
            "is_demo": self.desk.settings.is_demo,
            "id_of": self.id_of,
            "is_guarded": self.desk.settings.token is not None,
        } | self._of_ledger()

    def _of_ledger(self) -> dict[str, Any]:
        """Return what a page says of the ledger; a page about a ledger that cannot be opened says nothing."""
        held = getattr(self.request.state, "fault", None)
        if held is not None or self.request.url.path == "/login":
            unknown = {"realm": None, "is_ahead": False, "moment": None, "ledger_name": self.desk.settings.path.name}
            return unknown | {"exercise": None, "no_duff": self.desk.no_duff()}
        return {
            "realm": self.desk.ledger().realm,
            "is_ahead": self.desk.is_ahead(),
            "moment": self.at or self.desk.moment(),
            "ledger_name": self.desk.settings.path.name,
            "exercise": self.desk.exercise(),
            "no_duff": self.desk.no_duff(),
        }


def make_address(path: str, **asked: object) -> str:
    """Return an address of the desk, and of no other host; what is None or empty is left out.

    >>> make_address("/ledger", q="a b", page=None)
    '/ledger?q=a+b'
    """
    given = {name: str(value) for name, value in asked.items() if value not in (None, "")}
    return "/" + quote(path.lstrip("/")) + (f"?{urlencode(given, errors='replace')}" if given else "")


def make_visit(request: Request) -> Visit:
    """Return the visit of a request.

    Raises:
        InputError: the moment asked for is none.
    """
    words = find_words(request)
    stated = request.query_params.get("at", "").strip()
    return Visit(request, request.app.state.desk, words, read_moment(stated), stated)


def find_words(request: Request) -> Words:
    """Return the words of the language in which a request is answered."""
    return Words(
        choose_language(
            request.query_params.get("lang"), request.cookies.get(LANG), request.headers.get("accept-language")
        )
    )


def read_moment(stated: str) -> dt.datetime | None:
    """Return the moment, None for nothing; a day alone means its end, and a time without a zone is UTC."""
    if not stated:
        return None
    try:
        found = dt.datetime.fromisoformat(stated)
        if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", stated):
            found = dt.datetime.combine(found.date(), dt.time.max)
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise InputError(f"{shown.line(stated, 40)!r} is no time; write it as 2024-11-13T10:00") from None


def _in_language(request: Request, code: str) -> str:
    """Return the address of the same page in another language; an answer to a form has none, so its page is shown."""
    asked = {name: value for name, value in request.query_params.items() if name != "lang"}
    return make_address(request.url.path if request.method == "GET" else "/", **(asked | {"lang": code}))


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form that was shown to the one who sends it.

    Raises:
        FormError: it was not, or too long ago, or it is no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise FormError("the desk takes forms only; open the page and send its form")
    form = await request.form(max_fields=FIELDS)
    fields: dict[str, str] = {}
    for name, value in form.multi_items():
        said = str(value)
        fields[name] = f"{fields[name]} {said}" if name in fields else said
    if not is_form_token(request.app.state.desk.settings, request.state.visitor, fields.pop("token", "")):
        raise FormError(
            "this form is from an earlier start of the desk, or not from it; open the page and send it again"
        )
    return fields


Visited = Annotated[Visit, Depends(make_visit)]
Form = Annotated[dict[str, str], Depends(read_form)]


@lru_cache(maxsize=1)
def load_templates() -> Environment:
    """Return the templates; whatever they show of a text is escaped, always."""
    found = Environment(
        loader=PackageLoader("vigie.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"line": shown.line, "visible": shown.visible, "moment": shown.moment, "web_link": shown.web_link}
    found.globals |= {"asset": name_asset, "name_actor": name_actor, "name_domain": _name_domain}
    return found


def name_asset(name: str) -> str:
    """Return the address of an asset, with a mark that changes when it does."""
    return f"/assets/{name}?v={_hash_asset(name)}"


def _name_domain(domain: str, lang: str) -> str:
    return load_domains()[domain].names[lang]


@lru_cache(maxsize=None)
def _hash_asset(name: str) -> str:
    return hashlib.sha256((files("vigie.desk") / "assets" / name).read_bytes()).hexdigest()[:12]
