"""Messages as mail: encrypted where the desk says so (which is the default), and never two headers out of one."""

from __future__ import annotations

import datetime as dt
import smtplib
import socket
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from vigie.errors import DeliveryError, FetchError
from vigie.model.signal import Alert
from vigie.watch.collect.address import Gate
from vigie.watch.deliver.atom import mark_title
from vigie.watch.deliver.cap import find_status, write_cap
from vigie.watch.deliver.rules import MailChannel, Rules
from vigie.watch.deliver.texts import as_line, as_text

SECONDS = 30.0
SUBJECT_CHARS = 180
MAX_CAP_BYTES = 1_000_000
_UNFOLDED = SMTP.clone(max_line_length=400)
"""Lines long enough for a plain subject: folded, it would begin with a space, and its mark not stand first."""


def write_mail(alert: Alert, channel: MailChannel, rules: Rules) -> EmailMessage:
    """Return the message as mail. The same message gives the same Message-ID; one that goes on names those before."""
    subject, status = _write_subject(alert), find_status(alert)
    mail = EmailMessage(policy=_UNFOLDED if subject.isascii() else SMTP)
    mail["From"] = channel.sender
    mail["To"] = ", ".join(channel.to)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(dt.datetime.fromisoformat(alert.sent))
    mail["Message-ID"] = _write_id(alert.message, channel)
    earlier = [_write_id(message, channel) for message, _ in alert.references[-20:]]
    if earlier:
        mail["In-Reply-To"] = earlier[-1]
        mail["References"] = " ".join(earlier)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Vigie-Status"] = status.upper()
    mail["X-Vigie-Level"] = alert.level
    named = [f"EXERCISE {rules.exercise}"] if rules.exercise and alert.realm == "exercise" else []
    if named:
        mail["X-Vigie-Exercise"] = rules.exercise
    told = (as_text(f"{h}\n\n{d}") for _, h, d in alert.texts)
    mail.set_content("\n\n".join((*named, *told, *named)) + "\n")
    cap = write_cap(alert, rules)
    if len(cap) <= MAX_CAP_BYTES:
        name = f"{_safe(alert.message)}.cap.xml"
        mail.add_attachment(cap, maintype="application", subtype="cap+xml", filename=name)
    return mail


def _write_subject(alert: Alert) -> str:
    headline = alert.texts[0][1] if alert.texts else alert.message
    return as_line(mark_title(as_line(headline), alert), SUBJECT_CHARS)


def _safe(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name)[:120]


def _write_id(message: str, channel: MailChannel) -> str:
    return f"<{_safe(message)}@{channel.sender.rpartition('@')[2]}>"


def send_mail(
    channel: MailChannel, alert: Alert, rules: Rules, *, password: str | None, seconds: float = SECONDS
) -> str | None:
    """Return None once the server has taken the mail for all, else a note of whom it was refused for.

    Some recipients refused is a delivery with a note: sending again would reach the others twice.

    Raises:
        DeliveryError: the server took it for nobody.
    """
    mail = write_mail(alert, channel, rules)
    gate = Gate(is_allowed=lambda _: True, seconds=seconds)
    try:
        refused = _send(channel, mail, password, gate, seconds)
    except smtplib.SMTPRecipientsRefused as fault:
        raise DeliveryError(f"{channel.name}: refused for everybody: {_list(fault.recipients)}") from None
    except smtplib.SMTPAuthenticationError as fault:
        raise DeliveryError(f"{channel.name}: user or password not accepted ({fault.smtp_code})") from None
    except (smtplib.SMTPException, FetchError, OSError, ValueError) as fault:
        if gate.is_over:
            raise DeliveryError(f"{channel.name}: {channel.host} did not take it within {seconds:g} seconds") from None
        raise DeliveryError(
            f"{channel.name}: {channel.host}: {as_line(str(fault), 300) or type(fault).__name__}"
        ) from None
    finally:
        gate.close()
    return f"refused for {_list(refused)}" if refused else None


def _list(refused: dict[str, tuple[int, bytes]]) -> str:
    return as_line("; ".join(f"{who} ({code})" for who, (code, _) in refused.items()), 300)


class _Smtp(smtplib.SMTP):
    """An SMTP client whose socket a gate opens, and cuts when the time is over: smtplib alone waits for each line."""

    def __init__(self, gate: Gate, tls: ssl.SSLContext | None, seconds: float) -> None:
        self._gate = gate
        self._tls = tls
        super().__init__(local_hostname="vigie.invalid", timeout=seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = self._gate.open(host, port, timeout)
        return self._tls.wrap_socket(plain, server_hostname=host) if self._tls is not None else plain


def _send(
    channel: MailChannel, mail: EmailMessage, password: str | None, gate: Gate, seconds: float
) -> dict[str, tuple[int, bytes]]:
    context = _make_context(channel)
    client = _Smtp(gate, context if channel.security == "tls" else None, seconds)
    client._host = channel.host  # type: ignore[attr-defined]  # the name that STARTTLS checks the certificate against
    try:
        client.connect(channel.host, channel.port)
        client.ehlo()
        if channel.security == "starttls":
            client.starttls(context=context)
            client.ehlo()
        if channel.user is not None and password is not None:
            client.login(channel.user, password)
        return client.send_message(mail, channel.sender, list(channel.to))
    finally:
        client.close()  # the mail is taken or not by now; a server slow to say goodbye changes nothing


def _make_context(channel: MailChannel) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=channel.ca)
