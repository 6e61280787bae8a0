"""One page or feed from the open web, within bounds: public addresses only, so many bytes, so many seconds."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

import certifi
import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, ProtocolError, ReadTimeoutError, SSLError

from vigie.errors import FetchError
from vigie.watch.collect.address import AddressCheck, Gate, GatedHTTPPool, GatedHTTPSPool, is_public
from vigie.watch.collect.limits import Limits

HEADERS = {
    "User-Agent": "vigie (reads one page for its user)",
    "Accept": "text/html,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
FEED_ACCEPT = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/html;q=0.7,*/*;q=0.5"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address served, decompressed, with what the server says about it.

    `is_unchanged` says that the server has nothing newer than what `Known` stands for. `moved_to` is where the
    address has moved for good.
    """

    data: bytes
    content_type: str
    charset: str | None
    final_url: str
    etag: str | None = None
    modified: str | None = None
    is_unchanged: bool = False
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of the version that is already known, given back so that it need not send it again."""

    etag: str | None = None
    modified: str | None = None


Turn = Callable[[str], AbstractContextManager[object]]
"""Waits until a host may be asked and keeps others from asking it meanwhile."""


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Where the server sends on to, and whether it says for good."""

    url: str
    is_lasting: bool


@dataclass(frozen=True, slots=True)
class _Asking:
    """What holds for every hop of one fetch."""

    url: str
    bounds: Limits
    is_allowed: AddressCheck
    headers: Mapping[str, str]
    turn: Turn


def fetch(
    url: str,
    *,
    limits: Limits | None = None,
    allow_private: bool = False,
    is_allowed: AddressCheck = is_public,
    known: Known | None = None,
    headers: Mapping[str, str] | None = None,
    turn: Turn = nullcontext,
) -> Fetched:
    """Return the page at an http or https address, redirects followed and each of them checked.

    `allow_private` lets any address pass, for a desk that reads its own intranet; `is_allowed` judges one address.
    `known` asks only for what has changed since, `headers` add to our own, `turn` is taken for each host asked;
    time spent waiting for it does not count as time the server takes.

    Raises:
        FetchError: with `reason` bad_scheme, private_address, unknown_host, unreachable, bad_certificate, timeout,
            redirect_loop, http_status, too_large or broken; `status` and `retry_after` are as the server said.
    """
    bounds = limits or Limits()
    sent = {**HEADERS, **(headers or {}), **_conditions(known)}
    return _follow(_Asking(url, bounds, _any if allow_private else is_allowed, sent, turn))


def _any(address: str) -> bool:
    return True


def _conditions(known: Known | None) -> dict[str, str]:
    """Return the headers that ask for changes alone; what a server said once is sent back only if it is one line."""
    stated = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
    return {name: value for name, value in stated.items() if value and value.isprintable() and value.isascii()}


def _follow(asking: _Asking) -> Fetched:
    seen: set[str] = set()
    at, moved, is_lasting = asking.url, None, True
    left = asking.bounds.total_seconds
    while True:
        if at in seen or len(seen) > asking.bounds.redirects:
            most = asking.bounds.redirects
            raise FetchError(f"{asking.url}: redirects in circles or more than {most} times", "redirect_loop")
        seen.add(at)
        parts = _split(at)
        with asking.turn(parts.hostname or ""):
            start = monotonic()
            found = _ask_within(asking, at, parts, left)
            left -= monotonic() - start
        if isinstance(found, Fetched):
            return replace(found, moved_to=moved)
        at, is_lasting = found.url, is_lasting and found.is_lasting
        moved = at if is_lasting else moved


def _ask_within(asking: _Asking, at: str, parts: SplitResult, seconds: float) -> Fetched | _Redirect:
    """Return one hop's answer, with every fault in a user's words."""
    gate = Gate(is_allowed=asking.is_allowed, seconds=max(0.001, seconds))
    try:
        pool = make_pool(parts, gate, asking.bounds)
        try:
            return _ask(pool, at, gate, asking)
        finally:
            pool.close()
    except FetchError:
        raise
    except (HTTPError, OSError, ValueError) as fault:
        raise _explain(asking.url, fault, gate, asking.bounds) from fault
    finally:
        gate.close()


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as fault:
        raise FetchError(f"{url}: not an address ({fault}); check it", "bad_scheme") from fault
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchError(f"{url}: only http and https are read; save the page and give the file", "bad_scheme")
    return parts


def make_pool(parts: SplitResult, gate: Gate, bounds: Limits) -> urllib3.HTTPConnectionPool:
    """Return the connections to one host, all of which the gate opens; certificates are always checked."""
    timeout = urllib3.Timeout(connect=bounds.connect_seconds, read=bounds.read_seconds)
    host = parts.hostname or ""
    if parts.scheme == "https":
        return GatedHTTPSPool(
            host, parts.port or 443, timeout=timeout, retries=False, ssl_context=_tls_context(), gate=gate
        )
    return GatedHTTPPool(host, parts.port or 80, timeout=timeout, retries=False, gate=gate)


@lru_cache(maxsize=1)
def _tls_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _ask(pool: urllib3.HTTPConnectionPool, url: str, gate: Gate, asking: _Asking) -> Fetched | _Redirect:
    """Return the page, or the address that the server sends on to."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = dict(asking.headers)
    response = pool.urlopen("GET", target, headers=headers, redirect=False, preload_content=False, retries=False)
    try:
        if response.status in _REDIRECTS and response.headers.get("Location"):
            return _Redirect(urljoin(url, response.headers["Location"]).split("#")[0], response.status in _LASTING)
        if response.status not in {200, 304}:
            raise _refusal(url, response)
        kind = response.headers.get("Content-Type", "")
        data = _read(response, url, gate, asking.bounds) if response.status == 200 else b""
        charset = _CHARSET.search(kind)
        return Fetched(
            data,
            kind.split(";")[0].strip().lower(),
            charset.group(1) if charset else None,
            url,
            response.headers.get("ETag"),
            response.headers.get("Last-Modified"),
            response.status == 304,
        )
    finally:
        response.close()


def _refusal(url: str, response: urllib3.BaseHTTPResponse) -> FetchError:
    message = f"{url}: the server answers {response.status}; check the address"
    return FetchError(message, "http_status", status=response.status, retry_after=response.headers.get("Retry-After"))


def _read(response: urllib3.BaseHTTPResponse, url: str, gate: Gate, bounds: Limits) -> bytes:
    """Return the body, decompressed piece by piece so that a small bomb never becomes a large one."""
    parts: list[bytes] = []
    size = 0
    for part in response.stream(_CHUNK, decode_content=True):
        size += len(part)
        if size > bounds.page_bytes:
            raise FetchError(f"{url}: more than {bounds.page_bytes:,} bytes; give the text as a file", "too_large")
        parts.append(part)
    if gate.is_over:
        raise FetchError(_late(url, bounds), "timeout")
    return b"".join(parts)


def _late(url: str, bounds: Limits) -> str:
    return f"{url}: no full answer within {bounds.total_seconds:g} seconds; try later or give the text as a file"


def _explain(url: str, fault: Exception, gate: Gate, bounds: Limits) -> FetchError:
    """Return the fault in a user's words with its reason code."""
    if gate.is_over or isinstance(fault, (ReadTimeoutError, ConnectTimeoutError, TimeoutError)):
        return FetchError(_late(url, bounds), "timeout")
    if isinstance(fault, SSLError):
        return FetchError(f"{url}: its certificate cannot be trusted ({fault}); check the address", "bad_certificate")
    if isinstance(fault, ProtocolError) and len(fault.args) > 1 and isinstance(fault.args[1], OSError):
        fault = fault.args[1]  # urllib3 wraps a refused connection as an answer that broke off
    if isinstance(fault, OSError):
        return FetchError(f"{url}: no connection ({fault}); check the address or try later", "unreachable")
    return FetchError(f"{url}: the answer is broken ({fault}); try later or give the text as a file", "broken")
