"""Alerts as an Atom feed: one entry a message, newest first, the CAP of each within; exercises marked in every title."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from vigie.errors import WrongRealm
from vigie.model.signal import Alert
from vigie.watch.deliver.cap import NAMESPACE, find_status, write_cap
from vigie.watch.deliver.rules import Rules
from vigie.watch.deliver.texts import as_line, as_text, word

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 200
EPOCH = "1970-01-01T00:00:00+00:00"
TITLE_CHARS = 200


def write_atom(alerts: Iterable[Alert], rules: Rules, *, name: str, realm: str, most: int = ENTRIES) -> bytes:
    """Return the feed of the messages as a document of Atom (RFC 4287). The same messages give the same bytes.

    `name` is the channel's; with the desk's sender it makes the feed's id, which stays. A feed of no messages says
    that it was updated in 1970, for it knows of no other time.

    Raises:
        WrongRealm: a message is of the other realm than the feed.
    """
    from lxml import etree

    lang = rules.languages[0]
    chosen = sorted(alerts, key=lambda a: (a.sent, a.message), reverse=True)[:most]
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "cap": NAMESPACE})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    for alert in chosen:
        check_feed_realm(alert, realm)
    mark = word("marks", "exercise", lang) if realm == "exercise" else ""
    mark += f"{rules.exercise} – " if mark and rules.exercise else ""
    _add(feed, "id", f"urn:vigie:feed:{realm}:{_digest(rules.sender, name)}")
    _add(feed, "title", mark + word("lines", "feed", lang, sender=rules.sender))
    _add(feed, "updated", chosen[0].sent if chosen else EPOCH)
    _add(_add(feed, "author"), "name", mark + rules.sender)
    for alert in chosen:
        _add_entry(feed, alert, rules, lang)
    data: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def check_feed_realm(alert: Alert, realm: str) -> None:
    """Return nothing; WrongRealm when the message is of the other realm: a feed never mixes them."""
    if alert.realm != realm:
        raise WrongRealm(
            f"{alert.message}: of the {alert.realm} realm, the feed of the {realm} one; give it another file"
        )


def _digest(*values: str) -> str:
    return hashlib.sha256("\0".join(values).encode("utf-8", "replace")).hexdigest()[:20]


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    from lxml import etree

    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = as_text(text) if text is not None else None
    return child


def _add_entry(feed: Any, alert: Alert, rules: Rules, lang: str) -> None:
    from lxml import etree

    texts = {held: (headline, description) for held, headline, description in alert.texts}
    headlines = " / ".join(dict.fromkeys(headline for headline, _ in texts.values()))
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:vigie:alert:{as_line(alert.message).replace(' ', '-')}")
    _add(entry, "title", as_line(mark_title(headlines, alert), TITLE_CHARS))
    _add(entry, "updated", alert.sent)
    _add(entry, "published", alert.sent)
    status = find_status(alert)
    labels = {"status": status, "type": alert.msg_type, "level": alert.level, "kind": alert.kind, "rule": alert.rule}
    labels |= {"exercise": rules.exercise} if rules.exercise and alert.realm == "exercise" else {}
    for scheme, term in labels.items():
        label = f"{status.upper()}: {term}" if status != "Actual" else term
        _add(entry, "category", None, term=as_line(term), scheme=f"urn:vigie:{scheme}", label=as_line(label))
    _add(entry, "summary", "\n\n".join(description for _, description in texts.values()), type="text")
    content = _add(entry, "content", type="application/cap+xml")
    content.append(etree.fromstring(write_cap(alert, rules)))


def mark_title(title: str, alert: Alert) -> str:
    """Return the title with the status in capitals before it, unless it says EXERCISE or TEST already."""
    status = find_status(alert)
    return title if status == "Actual" or title.startswith(status.upper()) else f"{status.upper()}: {title}"
