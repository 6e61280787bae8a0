"""One page from the open web, within bounds: public addresses only, so many bytes, so many seconds."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass
from functools import lru_cache
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
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address served, decompressed, with what the server says about it."""

    data: bytes
    content_type: str
    charset: str | None
    final_url: str


def fetch(
    url: str, *, limits: Limits | None = None, allow_private: bool = False, is_allowed: AddressCheck = is_public
) -> Fetched:
    """Return the page at an http or https address, redirects followed and each of them checked.

    `allow_private` lets any address pass, for a desk that reads its own intranet; `is_allowed` judges one address.

    Raises:
        FetchError: with `reason` bad_scheme, private_address, unknown_host, unreachable, bad_certificate, timeout,
            redirect_loop, http_status, too_large or broken.
    """
    bounds = limits or Limits()
    gate = Gate(is_allowed=_any if allow_private else is_allowed, seconds=bounds.total_seconds)
    try:
        return _follow(url, gate, bounds)
    except FetchError:
        raise
    except (HTTPError, OSError, ValueError) as fault:
        raise _explain(url, fault, gate, bounds) from fault
    finally:
        gate.close()


def _any(address: str) -> bool:
    return True


def _follow(url: str, gate: Gate, bounds: Limits) -> Fetched:
    seen: set[str] = set()
    at = url
    while True:
        if at in seen or len(seen) > bounds.redirects:
            raise FetchError(f"{url}: redirects in circles or more than {bounds.redirects} times", "redirect_loop")
        seen.add(at)
        pool = _make_pool(_split(at), gate, bounds)
        try:
            found = _ask(pool, at, gate, bounds)
        finally:
            pool.close()
        if isinstance(found, Fetched):
            return found
        at = found


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as fault:
        raise FetchError(f"{url}: not an address ({fault}); check it", "bad_scheme") from fault
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchError(f"{url}: only http and https are read; save the page and give the file", "bad_scheme")
    return parts


def _make_pool(parts: SplitResult, gate: Gate, bounds: Limits) -> urllib3.HTTPConnectionPool:
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


def _ask(pool: urllib3.HTTPConnectionPool, url: str, gate: Gate, bounds: Limits) -> Fetched | str:
    """Return the page, or the address that the server sends on to."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    response = pool.urlopen("GET", target, headers=HEADERS, redirect=False, preload_content=False, retries=False)
    try:
        if response.status in _REDIRECTS and response.headers.get("Location"):
            return urljoin(url, response.headers["Location"]).split("#")[0]
        if response.status != 200:
            raise FetchError(f"{url}: the server answers {response.status}; check the address", "http_status")
        kind = response.headers.get("Content-Type", "")
        data = _read(response, url, gate, bounds)
        charset = _CHARSET.search(kind)
        return Fetched(data, kind.split(";")[0].strip().lower(), charset.group(1) if charset else None, url)
    finally:
        response.close()


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
