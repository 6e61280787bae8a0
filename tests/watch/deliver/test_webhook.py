"""Posting to servers that take, refuse, stall, lie or drip: a delivery or a reason, in time, and no secret told."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import ThreadingHTTPServer

import pytest

from tests.watch.deliver.making import HOSTILE, make_alert, make_rules
from tests.watch.deliver.serving import serve_hook
from vigie.errors import DeliveryError
from vigie.model.signal import Alert
from vigie.watch.collect.limits import Limits
from vigie.watch.deliver.cap_read import read_cap
from vigie.watch.deliver.rules import WebhookChannel
from vigie.watch.deliver.webhook import post_alert

SHORT = Limits(connect_seconds=0.5, read_seconds=0.5, total_seconds=1.0)
TOKEN = "only-we-know"


@pytest.fixture(scope="module")
def hook() -> Iterator[ThreadingHTTPServer]:
    with serve_hook() as server:
        yield server


def post(server: ThreadingHTTPServer, path: str, alert: Alert | None = None, *, private: bool = True) -> None:
    channel = WebhookChannel(name="hook", address=f"http://127.0.0.1:{server.server_port}/{path}", private=private)
    post_alert(channel, alert or make_alert(), make_rules(), token=TOKEN, limits=SHORT)


def test_a_message_arrives_with_its_key_and_its_cap(hook: ThreadingHTTPServer) -> None:
    alert = make_alert()
    post(hook, "ok/there?a=1", alert)
    post(hook, "ok/there?a=1", alert)
    (path, first, body), (_, second, again) = hook.took[-2:]  # type: ignore[attr-defined]
    assert path == "/ok/there?a=1" and body == again and first["Authorization"] == f"Bearer {TOKEN}"
    assert first["Idempotency-Key"] == second["Idempotency-Key"] == alert.message
    told = json.loads(body)
    assert (told["schema"], told["status"], told["message"]) == ("vigie-alert/1", "Exercise", alert.message)
    assert told["texts"]["fr"]["headline"].startswith("EXERCICE") and first["X-Vigie-Status"] == "Exercise"
    assert read_cap(told["cap"].encode(), where="hook").alerts[0].identifier == alert.message


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("refuse", "answers 401"), ("move", "not followed"), ("inward", "not followed"), ("stall", "within"),
        ("drip", "within"), ("garbage", "not HTTP"), ("flood", "answers 500"), ("hang", "not HTTP"),
    ],
)  # fmt: skip
def test_every_refusal_has_its_reason_in_time(hook: ThreadingHTTPServer, path: str, word: str) -> None:
    start = time.perf_counter()
    with pytest.raises(DeliveryError, match=word) as caught:
        post(hook, path)
    assert time.perf_counter() - start < 4
    assert TOKEN not in str(caught.value) and "\x1b" not in str(caught.value) and len(str(caught.value)) < 700


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "169.254.169.254", "10.0.0.1"])
def test_a_private_address_is_refused_unless_configured(hook: ThreadingHTTPServer, host: str) -> None:
    before = len(hook.took)  # type: ignore[attr-defined]
    channel = WebhookChannel(name="hook", address=f"http://{host}:{hook.server_port}/ok")
    with pytest.raises(DeliveryError, match="not a public address|no such host"):
        post_alert(channel, make_alert(), make_rules(), token=None, limits=SHORT)
    assert len(hook.took) == before  # type: ignore[attr-defined]


def test_a_closed_port_is_said() -> None:
    channel = WebhookChannel(name="hook", address="http://127.0.0.1:1/", private=True)
    with pytest.raises(DeliveryError, match="no connection"):
        post_alert(channel, make_alert(), make_rules(), token=None, limits=SHORT)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_make_no_header_and_break_no_json(hook: ThreadingHTTPServer, words: str) -> None:
    alert = replace(make_alert(subject=words, inputs=(words,) * 3), signal_key=words, rule=words)
    post(hook, "ok", alert)
    _, headers, body = hook.took[-1]  # type: ignore[attr-defined]
    assert "Bcc" not in headers and json.loads(body)["signal_key"] == words


def test_a_name_with_a_line_break_cannot_make_a_header(hook: ThreadingHTTPServer) -> None:
    before = len(hook.took)  # type: ignore[attr-defined]
    with pytest.raises(DeliveryError, match="odd characters"):
        post(hook, "ok", replace(make_alert(), message="a\r\nX-Evil: 1"))
    assert len(hook.took) == before  # type: ignore[attr-defined]


def test_a_message_beyond_all_measure_is_not_sent(hook: ThreadingHTTPServer) -> None:
    alert = replace(make_alert(), texts=(("en", "h", "x" * 1_200_000),))
    with pytest.raises(DeliveryError, match="more than"):
        post(hook, "ok", alert)
