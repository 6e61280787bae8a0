"""Gives every document that is new to the ledger its origin and its story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from vigie.model.signal import Grouping
from vigie.store import Ledger
from vigie.watch.link.copies import Copy, CopyIndex
from vigie.watch.link.piece import Piece, load_piece, make_piece
from vigie.watch.link.stories import StoryIndex
from vigie.watch.link.window import WINDOW_DAYS

AT_ONCE = 200
"""So many groupings are written together."""


@dataclass(slots=True)
class Index:
    """What new documents are compared with: the copies and the stories of the last days."""

    copies: CopyIndex = field(default_factory=CopyIndex)
    stories: StoryIndex = field(default_factory=StoryIndex)

    def add(self, piece: Piece) -> Grouping:
        """Return where the piece belongs, and keep it."""
        return self.stories.add(piece, self.copies.add(piece))

    def restore(self, piece: Piece, grouping: Grouping) -> None:
        """Return nothing; keep a piece that was grouped before."""
        self.copies.restore(piece, Copy(grouping.relation, grouping.origin, grouping.overlap))
        self.stories.restore(piece, grouping)


def make_index(*, days: int = WINDOW_DAYS) -> Index:
    """Return an index that knows nothing and remembers so many days."""
    return Index(CopyIndex(days=days), StoryIndex(days=days))


def group_new(ledger: Ledger, index: Index, *, now: dt.datetime) -> int:
    """Return how many documents were grouped: all that were not, in the order in which they became known."""
    count = 0
    found: list[Grouping] = []
    for key in ledger.ungrouped():
        piece = load_piece(ledger, key)
        if piece is None:  # taken back before anybody asked where it belongs
            continue
        found.append(index.add(piece))
        if len(found) == AT_ONCE:
            count += _write(ledger, found, now)
    return count + _write(ledger, found, now)


def _write(ledger: Ledger, found: list[Grouping], now: dt.datetime) -> int:
    """Return how many were written; empty the list."""
    count = len(found)
    if found:
        ledger.append_grouping(*found, now=now)
        found.clear()
    return count


def load_index(ledger: Ledger, *, at: dt.datetime, days: int = WINDOW_DAYS) -> Index:
    """Return the index as it would stand at the moment had it never been lost: what was grouped of the last days."""
    index = make_index(days=days)
    for piece, grouping in _grouped_since(ledger, at, at - dt.timedelta(days=days)):
        index.restore(piece, grouping)
    return index


def _grouped_since(ledger: Ledger, at: dt.datetime, since: dt.datetime) -> Iterator[tuple[Piece, Grouping]]:
    """Yield what was grouped and became known since then, in the order in which it became known."""
    late = {
        d.key: d
        for d in ledger.documents(versions="all", as_known_at=at)
        if dt.datetime.fromisoformat(d.known) >= since
    }
    for key, grouping in ledger.groupings(as_known_at=at).items():
        if key in late:
            yield make_piece(ledger.reading(key, as_known_at=at), late[key]), grouping
