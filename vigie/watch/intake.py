"""Between a source and the ledger: what a visit becomes when it is kept, and an item when it is to be read. Pure."""

from __future__ import annotations

import datetime as dt
import re

from vigie.model import Document
from vigie.store.watched import FiledVisit, Incoming, Waiting
from vigie.watch.collect.fetch import Known
from vigie.watch.collect.heartbeat import Seen
from vigie.watch.collect.item import Item
from vigie.watch.collect.roster import Source
from vigie.watch.collect.visit import Memory, Outcome, Visit

_HEADING = re.compile(r"\s*(?:EXERCISE|EXERCICE)\b[^\n]{0,110}\n+")
_MARK = re.compile(r"^\W*(?:EXERCISE|EXERCICE)\b[\s:–—-]*")


def find_text(item: Item) -> str:
    """Return what is to be read of an item: its title as a line of its own, then its words.

    A title that the words begin with is not said twice, and a heading EXERCISE stays the first line.
    """
    body, title = (item.text or "").strip(), _MARK.sub("", item.title or "").strip()
    if not title or not body or title in body[: len(title) + 200]:
        return body or (item.title or "").strip()
    heading = _HEADING.match(body)
    if heading is None:
        return f"{item.title}\n\n{body}" if item.title == title else f"{(item.title or '').strip()}\n\n{body}"
    return f"{heading.group().strip()}\n\n{title}\n\n{body[heading.end() :]}"


def make_incoming(item: Item, source: Source) -> Incoming:
    """Return the item as it is kept until it is read; an unknown date stays unknown."""
    return Incoming(
        source=source.id,
        ref=item.id,
        text=find_text(item),
        title=item.title,
        link=item.link,
        published=item.dated,
        captured=item.captured,
        lang=item.lang or source.language,
        author=item.author,
    )


def make_document(waiting: Waiting, realm: str, known_langs: frozenset[str]) -> Document:
    """Return the document that an item is read as.

    What a source says of its language is believed where there is a pack for it; else the words decide.
    """
    item = waiting.item
    lang = item.lang if item.lang in known_langs else None
    return Document(item.link or item.ref, item.text, lang, item.title, item.published, realm)


def make_filed(visit: Visit) -> FiledVisit:
    """Return a visit as the ledger keeps it, with all that the next one needs to know."""
    memory = visit.memory
    return FiledVisit(
        source=visit.source,
        address=memory.address,
        at=_write(visit.at),
        outcome=visit.outcome,
        items=len(visit.items),
        undated=visit.undated,
        fault=visit.fault,
        note=visit.note,
        moved_to=visit.moved_to,
        etag=memory.known.etag,
        modified=memory.known.modified,
        digest=memory.digest,
        failures=memory.failures,
        due=_write(memory.due) if memory.due else None,
    )


def find_memory(filed: FiledVisit | None) -> Memory | None:
    """Return what is to be remembered of the last visit, or None before the first."""
    if filed is None:
        return None
    return Memory(
        address=filed.address,
        known=Known(filed.etag, filed.modified),
        digest=filed.digest,
        failures=filed.failures,
        due=dt.datetime.fromisoformat(filed.due) if filed.due else None,
    )


def find_seen(filed: FiledVisit) -> Seen:
    """Return a visit as the heartbeat looks at it."""
    outcome: Outcome = next(o for o in ("items", "unchanged", "failed", "unreadable") if o == filed.outcome)
    return Seen(
        at=dt.datetime.fromisoformat(filed.at),
        outcome=outcome,
        items=filed.items,
        undated=filed.undated,
        new=filed.fresh,
        fault=filed.fault,
    )


def _write(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
