"""One round of the watch: look at what is due, keep what came, read it, group it. A kill at any moment is harmless.

What a visit brought is kept before anything is done with it; what was read is kept with the mark that it no longer
waits. So whatever a kill cuts off is simply still waiting, or was never seen and comes again.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from vigie.lang.language import packs
from vigie.model import Reading, Unread
from vigie.store import Ledger, Origin
from vigie.store.watched import FiledVisit, Incoming, Waiting
from vigie.text.heading import is_headed
from vigie.watch.collect.follow import Followed, follow, follow_visit
from vigie.watch.collect.item import Item
from vigie.watch.collect.limits import Limits
from vigie.watch.collect.roster import Roster, Source
from vigie.watch.collect.visit import Ask, Visit, is_due, make_ask, visit
from vigie.watch.intake import find_memory, make_document, make_filed, make_incoming
from vigie.watch.readers import Readers

AT_ONCE = 8
"""So many sources are asked side by side; a host still gets one request at a time."""
BATCH = 200
"""So many waiting items are taken in hand together."""

Clock = Callable[[], dt.datetime]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that happened in a round, for whoever looks on: what, and where or how much."""

    what: str
    source: str | None = None
    detail: str = ""
    count: int = 0


Look = Callable[[Step], None]


def look_away(_: Step) -> None:
    """Return nothing: nobody looks on."""


@dataclass(slots=True, kw_only=True)
class Counts:
    """What a round did."""

    visits: int = 0
    failed: int = 0
    fresh: int = 0
    read: int = 0
    unread: int = 0
    grouped: int = 0
    signals: int = 0
    alerts: int = 0
    undelivered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a round works with. `clock` tells the time, `seed` throws the dice, `stop` says whether to finish early.

    With `follows` the pages behind the items of sources that ask for it are read; a replay has none.
    """

    ledger: Ledger
    roster: Roster
    readers: Readers
    ask: Ask
    clock: Clock
    seed: str = "watch"
    stop: Stop = lambda: False
    look: Look = look_away
    limits: Limits = field(default_factory=Limits)
    follows: bool = True


def make_watch_ask(roster: Roster) -> Ask:
    """Return the function that fetches for a watch."""
    return make_ask(roster)


def find_due_sources(watch: Watch, now: dt.datetime) -> list[Source]:
    """Return the sources that should be looked at now; overdue is due, however late."""
    last = watch.ledger.last_visits()
    return [s for s in watch.roster.sources if is_due(s, find_memory(last.get(s.id)), now)]


def find_next_due(watch: Watch, now: dt.datetime) -> dt.datetime | None:
    """Return when the next source is due, or None where there is none."""
    last = watch.ledger.last_visits()
    memories = [(s, find_memory(last.get(s.id))) for s in watch.roster.sources]
    return min((now if is_due(s, m, now) or m is None or m.due is None else m.due for s, m in memories), default=None)


def collect(watch: Watch, sources: Sequence[Source], counts: Counts) -> None:
    """Return nothing; visit the sources, several at a time, and keep what they gave."""
    last = watch.ledger.last_visits()
    for source, made in _visit_all(watch, sources, last):
        items = list(_sift(watch, source, made, counts))
        fresh = watch.ledger.append_visit(make_filed(made), items, now=watch.clock())
        for unread in made.unread:
            origin = Origin(source.id, source.address if source.is_remote else None, made.at)
            watch.ledger.append_unread(unread, now=watch.clock(), origin=origin)
        counts.visits += 1
        counts.failed += made.outcome in {"failed", "unreadable"}
        counts.fresh += fresh
        counts.unread += len(made.unread)
        watch.look(Step(what=made.outcome, source=source.id, detail=made.fault or made.note or "", count=fresh))


def _sift(watch: Watch, source: Source, made: Visit, counts: Counts) -> Iterator[Incoming]:
    """Yield the items as they are kept; one headed EXERCISE is told as unread where the ledger is real, not kept."""
    for item in made.items:
        incoming = make_incoming(item, source)
        if watch.ledger.realm == "real" and is_headed(incoming.text):
            reason = f"{item.id}: headed EXERCISE; it is not kept in a ledger of the real realm"
            origin = Origin(source.id, source.address if source.is_remote else None, made.at)
            counts.unread += watch.ledger.append_unread(
                Unread(item.id, reason, "refused"), now=watch.clock(), origin=origin
            )
        else:
            yield incoming


def _visit_all(watch: Watch, sources: Sequence[Source], last: dict[str, FiledVisit]) -> Iterator[tuple[Source, Visit]]:
    """Yield the visits as they come in; a stop lets those under way finish and begins no other."""
    with ThreadPoolExecutor(min(AT_ONCE, max(1, len(sources)))) as pool:
        waiting: list[tuple[Source, Future[Visit | None]]] = [
            (source, pool.submit(partial(_visit_one, watch, source, last.get(source.id)))) for source in sources
        ]
        for source, future in waiting:
            made = future.result()
            if made is not None:
                yield source, made


def _visit_one(watch: Watch, source: Source, last: FiledVisit | None) -> Visit | None:
    if watch.stop():
        return None
    now = watch.clock()
    rng = random.Random(f"{watch.seed}/{source.id}/{now.isoformat()}")
    made = visit(source, find_memory(last), now=now, rng=rng, ask=watch.ask, limits=watch.limits)
    return _follow(watch, source, made) if source.follow and source.is_remote and watch.follows else made


def _follow(watch: Watch, source: Source, made: Visit) -> Visit:
    """Return the visit with the pages behind what is new; once a stop is asked for, no other page is."""

    def follow_one(item: Item) -> Followed:
        return Followed(item) if watch.stop() else follow(item, watch.ask, source, watch.limits)

    return follow_visit(made, watch.ledger.heads(source.id, [item.id for item in made.items]), follow_one)


def read_waiting(watch: Watch, counts: Counts) -> None:
    """Return nothing; read all that waits, from this round or an earlier one that was cut off."""
    known_langs = frozenset(packs())
    while not watch.stop():
        waiting = watch.ledger.waiting(limit=BATCH)
        if not waiting:
            return
        documents = (make_document(w, watch.ledger.realm, known_langs) for w in waiting)
        for held, result in zip(waiting, watch.readers.read(documents), strict=True):
            _keep(watch, held, result, counts)
            if watch.stop():
                return


def _keep(watch: Watch, held: Waiting, result: Reading | Unread, counts: Counts) -> None:
    origin = Origin(held.item.source, held.item.link, dt.datetime.fromisoformat(held.fetched))
    fault: Unread | None = result if isinstance(result, Unread) else None
    if isinstance(result, Reading):
        fault = _file(watch, held, result, origin, counts)
    if fault is not None:
        watch.ledger.append_unread(fault, now=watch.clock(), origin=origin, waiting=held.number)
        counts.unread += 1
        watch.look(Step(what="unread", source=held.item.source, detail=fault.reason))


def _file(watch: Watch, held: Waiting, reading: Reading, origin: Origin, counts: Counts) -> Unread | None:
    """Return None once the reading is kept, or why the ledger refuses it: such an item must not wait for ever."""
    from vigie.errors import UnsoundRecord, WrongRealm

    try:
        watch.ledger.append_reading(reading, now=watch.clock(), origin=origin, waiting=held.number)
    except (UnsoundRecord, WrongRealm) as error:
        return Unread(reading.document.id, str(error), "refused")
    counts.read += 1
    watch.look(Step(what="read", source=held.item.source, detail=held.item.title or "", count=len(reading.statements)))
    return None
