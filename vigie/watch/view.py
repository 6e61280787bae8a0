"""What was known at a moment, as plain records: all that signals, briefs and the desk compute from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vigie.model.signal import Grouping
from vigie.store import (
    FiledDocument,
    FiledEvent,
    FiledFlag,
    FiledLink,
    FiledQuantity,
    FiledStatement,
    FiledUnread,
    Ledger,
    Source,
)
from vigie.store.watched import FiledVisit
from vigie.watch.post import find_post

WINDOW_DAYS = 120
"""So many days back; baselines need 64, and a posture is unknown long before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The records that stood at the moment `at`; lists are newest first, mappings go by key.

    `exercise` is the identifier of the exercise that the ledger is of, where its desk states one.
    """

    at: dt.datetime
    realm: str
    documents: Mapping[str, FiledDocument] = field(default_factory=dict)
    statements: tuple[FiledStatement, ...] = ()
    events: tuple[FiledEvent, ...] = ()
    quantities: tuple[FiledQuantity, ...] = ()
    links: tuple[FiledLink, ...] = ()
    flags: tuple[FiledFlag, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    groupings: Mapping[str, Grouping] = field(default_factory=dict)
    visits: tuple[FiledVisit, ...] = ()
    unread: tuple[FiledUnread, ...] = ()
    exercise: str | None = None

    def day(self, record: FiledStatement | FiledEvent) -> str | None:
        """Return the day a record is said to be of: stated, else that of the report, else None."""
        if record.valid_from or record.valid_to:
            return record.valid_to or record.valid_from
        document = self.documents.get(record.document)
        return document.day if document else None

    def reported(self, document: str) -> str | None:
        """Return the day of the report, or None where it states none."""
        held = self.documents.get(document)
        return held.day if held else None

    def outlets(self, documents: Iterable[str]) -> tuple[str, ...]:
        """Return the sources that carried the documents, each once, in order."""
        held = (self.documents.get(key) for key in documents)
        return tuple(sorted({d.source or d.key for d in held if d}))

    def origins(self, documents: Iterable[str]) -> tuple[str, ...]:
        """Return the documents that were not copied from others; ten copies of one wire are one origin."""
        return tuple(sorted({g.origin if (g := self.groupings.get(key)) else key for key in documents}))

    def story(self, document: str) -> str:
        """Return the story a document belongs to, by the key of its first document; alone, it is its own."""
        held = self.groupings.get(document)
        return held.story if held else document


class Texts(Mapping[str, str]):
    """The texts of a view's documents by key, each loaded when it is asked for.

    A text never changes, so that what was loaded for an earlier view may be `held` on to.
    """

    def __init__(self, ledger: Ledger, view: View, held: dict[str, str] | None = None) -> None:
        self._ledger = ledger
        self._view = view
        self._held: dict[str, str] = {} if held is None else held

    def __getitem__(self, document: str) -> str:
        if document not in self._view.documents:
            raise KeyError(document)
        if document not in self._held:
            self._held[document] = self._ledger.text(document)
        return self._held[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._view.documents)

    def __len__(self) -> int:
        return len(self._view.documents)


def load_view(ledger: Ledger, *, at: dt.datetime, days: int = WINDOW_DAYS) -> View:
    """Return what the ledger knew at the moment, reported or, undated, come in within so many days."""
    since = (at - dt.timedelta(days=days)).date().isoformat()
    documents = {d.key: d for d in ledger.documents(reported_since=since, as_known_at=at)}
    return View(
        at=at,
        realm=ledger.realm,
        documents=documents,
        statements=tuple(ledger.statements(reported_since=since, as_known_at=at)),
        events=tuple(ledger.events(reported_since=since, as_known_at=at)),
        quantities=tuple(ledger.quantities(reported_since=since, as_known_at=at)),
        links=tuple(ledger.links(reported_since=since, as_known_at=at)),
        flags=tuple(ledger.flags(reported_since=since, as_known_at=at)),
        sources={s.key: s for s in ledger.sources(as_known_at=at)},
        groupings={
            key: g for key, g in ledger.groupings(reported_since=since, as_known_at=at).items() if key in documents
        },
        visits=tuple(ledger.visits(since=since, as_known_at=at)),
        unread=tuple(u for u in ledger.unread(as_known_at=at) if u.known >= since),
        exercise=find_post(ledger.path).exercise if ledger.realm == "exercise" else None,
    )
