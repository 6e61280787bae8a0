"""Addresses: public ones only, so many bytes, so many seconds, and every refusal says why."""

from __future__ import annotations

import http.server
import time
from collections.abc import Iterator

import pytest

from tests.watch.serving import PAGE, first_only, serve
from vigie.errors import FetchError
from vigie.watch.collect import Limits, fetch
from vigie.watch.collect.address import is_public

SHORT = Limits(connect_seconds=0.5, read_seconds=0.5, total_seconds=1.0, page_bytes=1_000_000)


@pytest.fixture(scope="module")
def web() -> Iterator[http.server.ThreadingHTTPServer]:
    with serve() as server:
        yield server


def at(web: http.server.ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{web.server_port}/{path}"


def refused(url: str, **options: object) -> FetchError:
    start = time.perf_counter()
    with pytest.raises(FetchError) as caught:
        fetch(url, limits=SHORT, **options)  # type: ignore[arg-type]
    assert time.perf_counter() - start < 5, "a refusal may not take long"
    assert len(str(caught.value)) > 20
    return caught.value


def test_a_page_is_fetched_with_what_the_server_says_about_it(web: http.server.ThreadingHTTPServer) -> None:
    page = fetch(at(web, "page"), allow_private=True)
    assert (page.data.decode(), page.content_type, page.charset) == (PAGE, "text/html", None)
    assert fetch(at(web, "text"), allow_private=True).charset == "latin-1"


def test_a_redirect_is_followed_and_its_end_is_known(web: http.server.ThreadingHTTPServer) -> None:
    page = fetch(at(web, "to//page"), allow_private=True)
    assert page.final_url == at(web, "page")


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.8/", "http://192.168.1.1/admin", "http://169.254.169.254/latest/meta-data/", "http://localhost/",
        "http://127.0.0.1:1/", "http://[::1]/", "http://[::ffff:10.0.0.8]/", "http://2130706433/", "http://0x7f000001/",
        "http://0.0.0.0/", "//10.0.0.8/x",
    ],
)  # fmt: skip
def test_a_redirect_to_a_private_address_is_refused(web: http.server.ThreadingHTTPServer, target: str) -> None:
    fault = refused(at(web, f"to/{target}"), is_allowed=first_only())
    assert fault.reason == "private_address" and "not a public address" in str(fault)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://example.org/", "data:text/plain,x"]
)
def test_a_redirect_away_from_the_web_is_refused(web: http.server.ThreadingHTTPServer, target: str) -> None:
    assert refused(at(web, f"to/{target}"), is_allowed=first_only()).reason == "bad_scheme"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/x", "http://", "http://[", "http://x:99999/", "https:/x"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    fault = refused(url)
    assert fault.reason == "bad_scheme"


def test_a_private_address_is_refused_unless_the_desk_allows_it(web: http.server.ThreadingHTTPServer) -> None:
    assert refused(at(web, "page")).reason == "private_address"


@pytest.mark.parametrize(
    ("path", "reason", "words"),
    [
        ("silence", "timeout", "no full answer within 1 seconds"),
        ("drip", "timeout", "no full answer within 1 seconds"),
        ("flood", "too_large", "more than 1,000,000 bytes"),
        ("bomb", "too_large", "more than 1,000,000 bytes"),
        ("notgzip", "broken", "the answer is broken"),
        ("circle", "redirect_loop", "redirects in circles"),
        ("loop/1", "redirect_loop", "more than 5 times"),
        ("missing", "http_status", "the server answers 404"),
    ],
)
def test_a_server_that_misbehaves_is_left_in_time(
    web: http.server.ThreadingHTTPServer, path: str, reason: str, words: str
) -> None:
    fault = refused(at(web, path), allow_private=True)
    assert fault.reason == reason and words in str(fault)


def test_of_a_gigabyte_only_the_allowed_part_is_taken(web: http.server.ThreadingHTTPServer) -> None:
    refused(at(web, "flood"), allow_private=True)
    assert web.sent < 100_000_000  # type: ignore[attr-defined]


def test_an_unknown_host_and_a_closed_port_are_told_apart() -> None:
    assert refused("http://no-such-host.invalid/").reason == "unknown_host"
    assert refused("http://127.0.0.1:9/", allow_private=True).reason == "unreachable"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.0.1", False), ("127.0.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:a00:1::", False), ("not an address", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_open_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
