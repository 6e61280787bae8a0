"""What stands before every page: who may ask, by which name, how much, and what the browser may do with the answer."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vigie.desk.settings import BODY_BYTES, Settings

VISITOR = "vigie_visitor"
LOGIN_PATH = "/login"
_OPEN = ("/login", "/assets/")
_METHODS = frozenset({"GET", "HEAD", "POST"})
_HEADER_BYTES = 16_000
_VISITOR_CHARS = 32
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class TooMuch(Exception):
    """A body longer than the desk takes."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered: the status, words for whoever asked, and where to go instead."""

    status: int
    words: str
    location: str | None = None


class Guard:
    """Lets through what comes from the desk's own pages, under its own name, within its bounds."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Return nothing; answer the request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = find_refusal(self._settings, scope, headers)
        if refusal is not None:
            await _refuse(refusal, send)
            return
        visitor, is_new = _find_visitor(headers)
        scope.setdefault("state", {})["visitor"] = visitor
        guarded = _with_headers(send, visitor if is_new and not scope["path"].startswith("/assets/") else None)
        try:
            await self._app(scope, _bounded(receive), guarded)
        except TooMuch:
            await _refuse(Refusal(413, f"More than {BODY_BYTES:,} bytes; give less."), send)


def find_refusal(settings: Settings, scope: Scope, headers: dict[str, str]) -> Refusal | None:
    """Return why a request may not be answered, or None."""
    for refusal in _find_refusals(settings, scope, headers):
        return refusal
    return None


def _find_refusals(settings: Settings, scope: Scope, headers: dict[str, str]) -> Iterator[Refusal]:
    method, host = scope["method"], headers.get("host", "").lower()
    if sum(name.lower() == b"host" for name, _ in scope["headers"]) != 1 or host not in settings.hosts:
        yield Refusal(421, "This desk does not answer to that name; start it with --name NAME to add one.")
    if method not in _METHODS:
        yield Refusal(405, "The desk knows GET and POST.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > _HEADER_BYTES:
        yield Refusal(431, "The headers of the request are too long.")
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > BODY_BYTES:
        yield Refusal(413, f"More than {BODY_BYTES:,} bytes; give less.")
    if method == "POST" and not _is_own(host, headers):
        yield Refusal(403, "The form did not come from this desk. Open the page here and send it again.")
    if not scope["path"].startswith(_OPEN) and not may_enter(settings, headers):
        yield _turn_away(method)


def _turn_away(method: str) -> Refusal:
    if method == "POST":
        return Refusal(401, "Log in first.")
    return Refusal(303, "Log in first.", LOGIN_PATH)


def _is_own(host: str, headers: dict[str, str]) -> bool:
    """Return whether the browser says that a form was sent from a page of this desk."""
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    try:
        origin = urlsplit(headers.get("origin", ""))
    except ValueError:
        return False
    return origin.scheme in ("http", "https") and origin.netloc.lower() == host


def may_enter(settings: Settings, headers: dict[str, str]) -> bool:
    """Return whether the request carries the token, or the cookie that was given for it; without a token all may."""
    if settings.token is None:
        return True
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and is_token(settings, given.strip()):
        return True
    held = find_cookies(headers).get(settings.login, "")
    return hmac.compare_digest(held.encode(), make_login(settings).encode())


def is_token(settings: Settings, given: str) -> bool:
    """Return whether it is the desk's token, in a time that tells nothing about it."""
    return hmac.compare_digest(_digest(given), _digest(settings.token or secrets.token_hex()))


def _digest(value: str) -> bytes:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).digest()


def make_login(settings: Settings) -> str:
    """Return what the cookie of somebody who logged in holds: it ends with this run of the desk."""
    return _sign(settings.secret, "login", settings.token or "")


def make_form_token(settings: Settings, visitor: str) -> str:
    """Return what a form shown to that visitor must bring back."""
    return _sign(settings.secret, "form", visitor)


def is_form_token(settings: Settings, visitor: str, given: str) -> bool:
    """Return whether a form brings back what it was shown with."""
    return hmac.compare_digest(make_form_token(settings, visitor).encode(), given.encode("utf-8", "replace"))


def _sign(secret: bytes, use: str, value: str) -> str:
    return hmac.new(secret, f"{use}\0{value}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def find_cookies(headers: dict[str, str]) -> dict[str, str]:
    """Return the cookies of a request; none when they cannot be understood."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _find_visitor(headers: dict[str, str]) -> tuple[str, bool]:
    held = find_cookies(headers).get(VISITOR, "")
    if len(held) == _VISITOR_CHARS and all(c in "0123456789abcdef" for c in held):
        return held, False
    return secrets.token_hex(_VISITOR_CHARS // 2), True


def _with_headers(send: Send, visitor: str | None) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = [*HEADERS]
            if not any(name.lower() == b"cache-control" for name, _ in message["headers"]):
                added.append((b"cache-control", b"no-store"))
            if visitor is not None:
                cookie = f"{VISITOR}={visitor}; Path=/; HttpOnly; SameSite=Strict"
                added.append((b"set-cookie", cookie.encode("ascii")))
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return guarded


def _bounded(receive: Receive) -> Receive:
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > BODY_BYTES:
            raise TooMuch
        return message

    return bounded


async def _refuse(refusal: Refusal, send: Send) -> None:
    body = f"{refusal.words}\n".encode()
    headers = [*HEADERS, (b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    if refusal.location is not None:
        headers.append((b"location", refusal.location.encode("ascii")))
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
