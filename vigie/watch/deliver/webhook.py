"""Messages posted as JSON to an address of the open web: no private one unless configured, no redirect followed."""

from __future__ import annotations

import json
from dataclasses import asdict
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from vigie.errors import DeliveryError, FetchError
from vigie.model.signal import Alert
from vigie.watch.collect.address import AddressCheck, Gate, is_public
from vigie.watch.collect.fetch import make_pool
from vigie.watch.collect.limits import Limits
from vigie.watch.deliver.cap import find_status, write_cap
from vigie.watch.deliver.rules import Rules, WebhookChannel
from vigie.watch.deliver.texts import as_text

SCHEMA = "vigie-alert/1"
LIMITS = Limits(connect_seconds=5.0, read_seconds=10.0, total_seconds=20.0)
MAX_BYTES = 1_000_000
INPUTS = 1_000
"""So many keys of records in one message; the rest is counted, and held by the ledger."""
_TOLD_BYTES = 300


def write_payload(alert: Alert, rules: Rules) -> bytes:
    """Return the message as JSON in the form vigie-alert/1, with its CAP inside."""
    record: dict[str, Any] = asdict(alert)
    record["texts"] = {lang: {"headline": as_text(h), "description": as_text(d)} for lang, h, d in alert.texts}
    record["references"] = [{"message": message, "sent": sent} for message, sent in alert.references]
    record["inputs"] = list(alert.inputs[:INPUTS])
    record["inputs_total"] = len(alert.inputs)
    cap = write_cap(alert, rules).decode("utf-8")
    status = find_status(alert)
    named = {"exercise": rules.exercise} if rules.exercise and alert.realm == "exercise" else {}
    return json.dumps({"schema": SCHEMA, "status": status, **named, **record, "cap": cap}, ensure_ascii=True).encode(
        "ascii"
    )


def post_alert(
    channel: WebhookChannel,
    alert: Alert,
    rules: Rules,
    *,
    token: str | None,
    limits: Limits = LIMITS,
    is_allowed: AddressCheck = is_public,
) -> None:
    """Return nothing once the server has taken the message with an answer of 200 to 299.

    The header Idempotency-Key holds the message's name, the same in every attempt, so that a server can tell a
    message that comes again.

    Raises:
        DeliveryError: it did not.
    """
    body = write_payload(alert, rules)
    if len(body) > MAX_BYTES:
        raise DeliveryError(f"{channel.name}: the message has {len(body):,} bytes, more than {MAX_BYTES:,}; not sent")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "vigie (delivers alerts)",
        "Idempotency-Key": alert.message,
        "X-Vigie-Status": find_status(alert),
        "Accept-Encoding": "identity",
    }
    if rules.exercise and alert.realm == "exercise":
        headers["X-Vigie-Exercise"] = rules.exercise
    if token:
        headers["Authorization"] = f"Bearer {token}"
    gate = Gate(is_allowed=_any if channel.private else is_allowed, seconds=limits.total_seconds)
    start = monotonic()
    try:
        _post(channel, body, headers, gate, limits)
    except (FetchError, HTTPError, OSError, ValueError) as fault:
        late = gate.is_over or monotonic() - start >= limits.total_seconds
        raise DeliveryError(f"{channel.name}: {_explain(fault, late, limits)}") from None
    finally:
        gate.close()


def _any(address: str) -> bool:
    return True


def _post(channel: WebhookChannel, body: bytes, headers: dict[str, str], gate: Gate, limits: Limits) -> None:
    parts = urlsplit(channel.address)
    pool = make_pool(parts, gate, limits)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        answer = pool.urlopen(
            "POST", target, body=body, headers=headers, redirect=False, preload_content=False, retries=False
        )
        try:
            _judge(channel, answer)
        finally:
            answer.close()
    finally:
        pool.close()


def _judge(channel: WebhookChannel, answer: urllib3.BaseHTTPResponse) -> None:
    """Raise DeliveryError for anything but an acceptance, with the first words of what the server says."""
    if 200 <= answer.status < 300:
        return
    if 300 <= answer.status < 400:
        raise DeliveryError(
            f"{channel.name}: the server sends on ({answer.status}), which is not followed; write its address in rules.yaml"
        )
    try:
        said = " ".join(as_text(answer.read(_TOLD_BYTES, decode_content=False).decode("utf-8", "replace")).split())
    except (HTTPError, OSError):
        said = ""
    raise DeliveryError(f"{channel.name}: the server answers {answer.status}{f' ({said})' if said else ''}")


def _explain(fault: Exception, late: bool, limits: Limits) -> str:
    """Return the fault in words that never hold the token."""
    if isinstance(fault, FetchError):
        return str(fault)
    if late or isinstance(fault, (urllib3.exceptions.TimeoutError, TimeoutError)):
        return f"no answer within {limits.total_seconds:g} seconds"
    if isinstance(fault, urllib3.exceptions.SSLError):
        return f"its certificate cannot be trusted ({fault})"
    if isinstance(fault, ValueError):
        return "the message could not be put into a request; check token and address for odd characters"
    return f"no connection, or an answer that is not HTTP ({fault})"
