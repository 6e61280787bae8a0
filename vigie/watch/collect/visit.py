"""One visit to one source: fetch or open, parse, and remember for the next time. Time and dice are passed in."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from vigie.errors import FetchError, InputError
from vigie.model import Unread
from vigie.watch.collect.courtesy import Courtesy, find_check, find_due, parse_retry_after
from vigie.watch.collect.fetch import FEED_ACCEPT, Fetched, Known, fetch
from vigie.watch.collect.folder import iter_folder
from vigie.watch.collect.item import Item, Origin
from vigie.watch.collect.kinds import KINDS, parse_bytes
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.roster import Roster, Source

Ask = Callable[[Source, Known], Fetched]
Outcome = Literal["items", "unchanged", "failed", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is kept of a source between two visits. It holds for one address; a changed address starts anew."""

    address: str
    known: Known = Known()
    digest: str | None = None
    failures: int = 0
    due: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a visit brought. `failed`: nothing came. `unreadable`: something came that could not be parsed."""

    source: str
    at: dt.datetime
    outcome: Outcome
    memory: Memory
    items: tuple[Item, ...] = ()
    unread: tuple[Unread, ...] = ()
    title: str | None = None
    fault: str | None = None
    note: str | None = None
    moved_to: str | None = None

    @property
    def undated(self) -> int:
        """Return how many items state no date that can be read."""
        return sum(item.dated is None for item in self.items)


def is_due(source: Source, memory: Memory | None, now: dt.datetime) -> bool:
    """Return whether a source should be visited now; overdue is due, however late."""
    return memory is None or memory.address != source.address or memory.due is None or memory.due <= now


def make_ask(roster: Roster, *, courtesy: Courtesy | None = None, limits: Limits | None = None) -> Ask:
    """Return the function that fetches from the open web for a desk, politely and within its limits."""
    manners = courtesy or Courtesy(roster.delay)
    contact = f"; {roster.contact}" if roster.contact else ""
    headers = {"User-Agent": f"vigie (reads public feeds{contact})", "Accept": FEED_ACCEPT}

    def ask(source: Source, known: Known) -> Fetched:
        return fetch(
            source.address,
            limits=limits,
            allow_private=source.private,
            known=known,
            headers=headers,
            turn=manners.turn,
        )

    return ask


def visit(
    source: Source,
    memory: Memory | None,
    *,
    now: dt.datetime,
    rng: random.Random,
    ask: Ask,
    limits: Limits | None = None,
) -> Visit:
    """Return what a source holds now. Every expected fault is an outcome; only a fault of ours escapes."""
    if memory is None or memory.address != source.address:
        memory = Memory(address=source.address)
    bounds = limits or Limits()
    due = partial(find_due, now, find_check(source.rhythm, source.check), rng=rng)
    try:
        made = _open(source, memory, now, bounds) if not source.is_remote else _fetch(source, memory, now, bounds, ask)
    except FetchError as fault:
        failures = memory.failures + 1
        asked = parse_retry_after(fault.retry_after, now)
        kept = replace(memory, failures=failures, due=due(failures=failures, asked=asked))
        return Visit(source=source.id, at=now, outcome="failed", memory=kept, fault=str(fault))
    except InputError as fault:
        kept = replace(memory, failures=memory.failures + 1, due=due(failures=memory.failures + 1, asked=None))
        came = source.is_remote or os.path.exists(source.address)
        return Visit(
            source=source.id, at=now, outcome="unreadable" if came else "failed", memory=kept, fault=str(fault)
        )
    return replace(made, memory=replace(made.memory, failures=0, due=due(failures=0, asked=None)))


def _fetch(source: Source, memory: Memory, now: dt.datetime, bounds: Limits, ask: Ask) -> Visit:
    answer = ask(source, memory.known)
    known = memory.known if answer.is_unchanged else Known(answer.etag, answer.modified)
    digest = memory.digest if answer.is_unchanged else hashlib.sha256(answer.data).hexdigest()
    # only what could be read is remembered: else an error page with a tag of its own would be "unchanged" for ever
    made = Visit(
        source=source.id,
        at=now,
        outcome="unchanged",
        memory=replace(memory, known=known, digest=digest),
        moved_to=answer.moved_to,
    )
    if answer.is_unchanged or digest == memory.digest:
        return made
    origin = Origin(place=answer.final_url, charset=answer.charset, lang=source.language, limits=bounds)
    parsed = parse_bytes(source.kind, answer.data, _at_source(origin, source))
    return replace(
        made,
        outcome="items",
        items=parsed.items,
        unread=parsed.unread,
        title=parsed.title,
        note=parsed.note,
    )


def _at_source(origin: Origin, source: Source) -> Origin:
    """Return the origin of a page under the address that the list gives it, so that its id outlives redirects."""
    return replace(origin, place=source.address) if source.kind in {"page", "text"} else origin


def _open(source: Source, memory: Memory, now: dt.datetime, bounds: Limits) -> Visit:
    """Return what a file or folder holds; what was there before comes again, known by its ids."""
    try:
        found = _read_disk(source, bounds)
    except OSError as fault:
        raise InputError(f"{source.address}: {fault.strerror or fault}; check the name") from fault
    items = tuple(i for i in found if isinstance(i, Item))
    unread = tuple(i for i in found if isinstance(i, Unread))
    if not items and unread:
        raise InputError(unread[0].reason)
    return Visit(source=source.id, at=now, outcome="items", memory=memory, items=items, unread=unread)


def _read_disk(source: Source, bounds: Limits) -> list[Item | Unread]:
    path = os.path.expanduser(source.address)
    origin = Origin(place=source.id, lang=source.language, limits=bounds)
    if source.kind == "folder" or os.path.isdir(path):
        return list(iter_folder(path, origin))
    kind = KINDS[source.kind]
    with open(path, "rb") as stream:
        if kind.iter_items is not None:
            return list(kind.iter_items(stream, origin))
        limit: int = getattr(bounds, kind.limit)
        parsed = parse_bytes(kind.name, stream.read(limit + 1), origin)
    return [*parsed.items, *parsed.unread]
