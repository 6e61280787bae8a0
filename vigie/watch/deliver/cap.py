"""Alerts as CAP 1.2, the Common Alerting Protocol of OASIS.

What a level may claim is in docs/alerts.md: never that anything was observed, save of the desk's own sources; never
more than a moderate severity; never that all is clear.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from vigie.errors import WrongRealm
from vigie.model.signal import Alert
from vigie.watch.deliver.rules import Rules
from vigie.watch.deliver.texts import as_line, as_text, word

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
TEST_KIND = "test"
"""The kind of a message that only tests a channel."""

URGENCY = {"alarm": "Expected", "watch": "Future", "notice": "Unknown"}
SEVERITY = {"alarm": "Moderate", "watch": "Unknown", "notice": "Unknown"}
_UNSAFE = re.compile(r"[\s,<&]+")


def find_status(alert: Alert) -> str:
    """Return CAP's status: Exercise in that realm, whatever else; Test for messages that test a channel; else Actual."""
    if alert.realm != "real":
        return "Exercise"
    return "Test" if alert.kind == TEST_KIND else "Actual"


def find_gauge(alert: Alert) -> tuple[str, str, str]:
    """Return urgency, severity and certainty, which claim no more than Vigie knows.

    The urgency is that of looking, for that is what is asked for. What is reported stays a claim of whoever said it:
    its certainty is Unknown. That a source fell silent the desk saw itself.
    """
    if alert.msg_type == "Cancel" or alert.kind == TEST_KIND:
        return "Past" if alert.msg_type == "Cancel" else "Unknown", "Unknown", "Unknown"
    if alert.kind == "source":
        return URGENCY[alert.level], "Minor", "Observed"
    return URGENCY[alert.level], SEVERITY[alert.level], "Unknown"


def write_cap(alert: Alert, rules: Rules) -> bytes:
    """Return the message as a CAP 1.2 document, valid by its schema and by the rules of its text.

    Raises:
        WrongRealm: a real message of a desk that is held for an exercise.
    """
    from lxml import etree

    check_realm(alert, rules)
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    _add(root, "identifier", _as_id(alert.message))
    _add(root, "sender", _as_id(rules.sender))
    _add(root, "sent", write_moment(alert.sent))
    _add(root, "status", find_status(alert))
    _add(root, "msgType", alert.msg_type)
    _add(root, "scope", "Restricted")
    _add(root, "restriction", word("lines", "restriction", rules.languages[0]))
    _add(root, "code", f"vigie:{alert.kind}")
    note = _write_note(alert, rules)
    if note:
        _add(root, "note", note)
    if alert.references:
        earlier = (f"{_as_id(rules.sender)},{_as_id(m)},{write_moment(sent)}" for m, sent in alert.references)
        _add(root, "references", " ".join(earlier))
    for lang, headline, description in alert.texts:
        _add_info(root, alert, rules, lang, headline, description)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def check_realm(alert: Alert, rules: Rules) -> None:
    """Return nothing; WrongRealm for a real message of a desk that is held for an exercise.

    The one real message that may leave such a desk is a "no duff" one, which is written without the exercise's rules.
    """
    if rules.exercise is not None and alert.realm != "exercise":
        raise WrongRealm(
            f"{alert.message}: a real message at the desk of the exercise {rules.exercise}; send what is real with"
            " `vigie exercise no-duff`"
        )


def _write_note(alert: Alert, rules: Rules) -> str:
    """Return the note that an exercise, with its identifier, and a withdrawal carry."""
    languages = [lang for lang, _, _ in alert.texts]
    group = ("exercise",) * (alert.realm == "exercise") + ("withdrawn",) * (alert.msg_type == "Cancel")
    name = [rules.exercise] if rules.exercise and alert.realm == "exercise" else []
    return " / ".join([*name, *(word("lines", line, lang) for line in group for lang in languages)])


def _add(parent: Any, name: str, text: str) -> Any:
    from lxml import etree

    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    child.text = as_text(text)
    return child


def _add_info(root: Any, alert: Alert, rules: Rules, lang: str, headline: str, description: str) -> None:
    from lxml import etree

    info = etree.SubElement(root, f"{{{NAMESPACE}}}info")
    _add(info, "language", lang)
    _add(info, "category", "Other" if alert.kind in {"source", TEST_KIND} else "Security")
    mark = word("marks", "exercise", lang) if alert.realm == "exercise" else ""
    _add(info, "event", mark + word("kinds", alert.kind, lang))
    _add(info, "responseType", "None" if alert.msg_type == "Cancel" or alert.kind == TEST_KIND else "Assess")
    for name, value in zip(("urgency", "severity", "certainty"), find_gauge(alert), strict=True):
        _add(info, name, value)
    _add_pair(info, "eventCode", "vigie:kind", alert.kind)
    _add(info, "effective", write_moment(alert.sent))
    _add(info, "expires", write_moment(alert.sent, rules.lifetime))
    _add(info, "senderName", rules.sender)
    _add(info, "headline", as_line(headline))
    _add(info, "description", description)
    stated = {"level": alert.level, "rule": alert.rule, "signal": alert.signal_key, "state": alert.signal_state}
    for name, value in stated.items():
        _add_pair(info, "parameter", f"vigie:{name}", as_line(value, 1000))
    for key in alert.inputs:
        _add_pair(info, "parameter", "vigie:input", as_line(key, 1000))


def _add_pair(parent: Any, name: str, value_name: str, value: str) -> None:
    from lxml import etree

    pair = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    _add(pair, "valueName", value_name)
    _add(pair, "value", value)


def _as_id(value: str) -> str:
    """Return a name without what CAP forbids in one: spaces, commas, < and &."""
    return _UNSAFE.sub("-", as_text(value)).strip("-") or "unnamed"


def write_moment(sent: str, later: dt.timedelta = dt.timedelta(0)) -> str:
    """Return a moment as CAP writes it: whole seconds, UTC as -00:00, never Z.

    >>> write_moment("2031-05-02T06:00:00+00:00", dt.timedelta(hours=2))
    '2031-05-02T08:00:00-00:00'
    """
    moment = dt.datetime.fromisoformat(sent).astimezone(dt.UTC) + later
    return moment.strftime("%Y-%m-%dT%H:%M:%S-00:00")
