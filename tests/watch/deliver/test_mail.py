"""Mail to servers that take it, refuse it, stall or talk nonsense; one header never becomes two."""

from __future__ import annotations

import email
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.watch.deliver.making import HOSTILE, HOUR, NOW, make_alert, make_rules, make_signal
from tests.watch.deliver.serving import serve_socket
from vigie.errors import DeliveryError
from vigie.watch.deliver.alerts import decide
from vigie.watch.deliver.cap_read import read_cap
from vigie.watch.deliver.mail import send_mail, write_mail
from vigie.watch.deliver.rules import MailChannel
from vigie.watch.deliver.trial import write_test

CHANNEL = MailChannel(
    name="post", host="localhost", sender="desk@example.org", to=("duty@example.org", "deputy@example.org"), port=1
)
RULES = make_rules()


class Box:
    """Takes mail, but not for those who are refused."""

    def __init__(self, *refused: str) -> None:
        self.refused = refused
        self.took: list[EmailMessage] = []
        self.secure: list[bool] = []

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:
        if address in self.refused:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: Any, session: Any, envelope: Any) -> str:
        self.took.append(email.message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        self.secure.append(session.ssl is not None)
        return "250 OK"


def serve(box: Box, **options: Any) -> Controller:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)
    controller.start()
    return controller


def send(port: int, *, seconds: float = 5.0, password: str | None = None, **changes: Any) -> str | None:
    channel = replace(CHANNEL, host="127.0.0.1", port=port, **{"security": "none"} | changes)
    return send_mail(channel, make_alert(), RULES, password=password, seconds=seconds)


def port_of(controller: Controller) -> int:
    assert controller.server is not None
    return int(controller.server.sockets[0].getsockname()[1])


def test_mail_arrives_marked_and_with_its_cap() -> None:
    box = Box()
    controller = serve(box)
    try:
        assert send(port_of(controller)) is None and send(port_of(controller)) is None
    finally:
        controller.stop()
    first, second = box.took
    assert first["Subject"].startswith("EXERCISE: ") and first["X-Vigie-Status"] == "EXERCISE"
    assert first["Message-ID"] == second["Message-ID"] and first["Message-ID"].endswith("@example.org>")
    assert first["Auto-Submitted"] == "auto-generated" and first["To"] == "duty@example.org, deputy@example.org"
    body = first.get_body(("plain",))
    assert body is not None and "EXERCICE EXERCICE" in body.get_content()
    (cap,) = first.iter_attachments()
    assert cap.get_content_type() == "application/cap+xml"
    assert read_cap(cap.get_content(), where="mail").alerts[0].status == "Exercise"


def test_an_update_names_what_it_follows() -> None:
    first = make_alert()
    (second,) = decide([make_signal(state="2")], RULES, [first], now=NOW + HOUR, realm="exercise")
    one, two = (write_mail(alert, CHANNEL, RULES) for alert in (first, second))
    assert two["In-Reply-To"] == two["References"] == one["Message-ID"] != two["Message-ID"]


def test_some_refused_is_delivered_with_a_note_and_all_refused_is_not() -> None:
    some, everybody = serve(Box("deputy@example.org")), serve(Box(*CHANNEL.to))
    try:
        note = send(port_of(some))
        assert note is not None and "deputy@example.org (550)" in note
        with pytest.raises(DeliveryError, match="refused for everybody"):
            send(port_of(everybody))
    finally:
        some.stop()
        everybody.stop()


def test_a_server_without_encryption_gets_nothing_unless_configured() -> None:
    box = Box()
    controller = serve(box)
    try:
        with pytest.raises(DeliveryError, match="STARTTLS"):
            send(port_of(controller), security="starttls", user="u", password="only-we-know")
        with pytest.raises(DeliveryError):
            send(port_of(controller), security="tls")
    finally:
        controller.stop()
    assert box.took == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = str(folder / "key.pem"), str(folder / "cert.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", cert]
    subprocess.run(command, check=True, capture_output=True)
    return key, cert


def make_tls(certificate: tuple[str, str]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[1], certificate[0])
    return context


def authenticate(_: Any, __: Any, ___: Any, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=data.login == b"u" and data.password == b"only-we-know", handled=False)


def test_starttls_and_a_password(certificate: tuple[str, str]) -> None:
    box = Box()
    options = {"tls_context": make_tls(certificate), "authenticator": authenticate, "auth_required": True}
    controller = serve(box, **options)
    secure = {"security": "starttls", "user": "u", "ca": certificate[1]}
    try:
        assert send(port_of(controller), password="only-we-know", **secure) is None
        with pytest.raises(DeliveryError, match="user or password not accepted") as caught:
            send(port_of(controller), password="wrong-one", **secure)
        assert "wrong-one" not in str(caught.value)
        with pytest.raises(DeliveryError, match="(?i)certificate"):
            send(port_of(controller), password="only-we-know", **secure | {"ca": None})
    finally:
        controller.stop()
    assert box.secure == [True]


def say(*parts: bytes, then: Callable[[socket.socket], None] = lambda _: None) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)
            connection.recv(2000)
        then(connection)

    return answer


def drip(connection: socket.socket) -> None:
    for _ in range(200):
        connection.sendall(b"2")
        time.sleep(0.05)


CROOKED = {
    "stalls": say(then=lambda _: threading.Event().wait(1.5)),
    "drips": say(then=drip),
    "garbage": say(b"\x00\xff\xfe nonsense\r\n"),
    "goes away": say(),
    "busy": say(b"421 come back later\r\n"),
    "a line without end": say(b"220 " + b"x" * 100_000),
    "stalls after hello": say(b"220 hi\r\n", b"250 hi\r\n", then=lambda _: threading.Event().wait(1.5)),
}


@pytest.mark.parametrize("name", CROOKED)
def test_a_crooked_server_costs_no_more_than_its_time(name: str) -> None:
    start = time.perf_counter()
    with serve_socket(CROOKED[name]) as port, pytest.raises(DeliveryError) as caught:
        try:
            send(port, seconds=1.0)
        finally:
            assert time.perf_counter() - start < 2.5
    assert str(caught.value).startswith("post: ") and len(str(caught.value)) < 500


def test_nobody_there_is_said() -> None:
    with pytest.raises(DeliveryError, match="refused"):
        send(1, seconds=1.0)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_make_no_header(words: str) -> None:
    alert = replace(make_alert(subject=words), texts=(("en", words, words),), message=f"m{words[:200]}", level="watch")
    raw = write_mail(alert, CHANNEL, RULES).as_bytes()
    mail = email.message_from_bytes(raw, policy=default)
    assert mail["Bcc"] is None and mail["Subject"].startswith("EXERCISE") and len(mail["Subject"]) <= 180
    assert mail["To"] == "duty@example.org, deputy@example.org" and mail.get_all("Message-ID", []).__len__() == 1
    assert "\u202e" not in mail["Subject"] and "\n" not in mail["Subject"]


def test_a_test_message_says_so_in_its_subject(tmp_path: Path) -> None:
    mail = write_mail(write_test("post", RULES, realm="real", now=NOW), CHANNEL, RULES)
    assert mail["Subject"] == "TEST: Test message" and mail["X-Vigie-Status"] == "TEST"
    assert "EXERCISE" not in mail.as_string()
