"""Which document copies which: the same words, nearly the same, the same address changed, or a translation.

A candidate is found by MinHash (whole texts much alike) or by shingles in common (one text cut out of another, which
MinHash cannot see), and is believed only when the two texts laid over each other say so. `docs/link.md` has the bars.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace

from vigie.watch.link.piece import Piece
from vigie.watch.link.shingles import (
    Numbers,
    count_shared,
    find_figures,
    find_lines,
    find_shingles,
    find_words,
    hash_words,
    leave_out,
    share_figures,
)
from vigie.watch.link.sketch import Sketches
from vigie.watch.link.translated import Translations
from vigie.watch.link.window import WINDOW_DAYS, is_out

FEWEST_WORDS = 12
"""Shorter texts are said again without being copied: "Air raid alert in the north"."""
FEWEST_SHINGLES = 20
BULLETIN_SHINGLES = 80
"""A source that posts up to so many words alike on two days says the same again, and copies nothing."""
NEAR = 0.5
"""The share of shingles in common from which texts are nearly the same: 8 % of the words changed leave 0.64."""
HELD = 0.65
"""The share of the shorter text that stands in the longer one, when it was cut out of it and edited too."""
LEAST = 0.15
"""What a cut must be of the longer text: who quotes a short text whole in a long one of their own does not copy it."""
FIGURES = 0.6
"""The share of numbers in common below which two texts are one form filled in twice."""
FURNITURE = 3
"""A line that so many origins carry, or so many texts of one source, is furniture: a heading, an imprint, an invitation."""


@dataclass(frozen=True, slots=True)
class Copy:
    """How a document stands to its origin: the relation, the origin's key, the share of words in common."""

    relation: str
    origin: str
    overlap: float


@dataclass(frozen=True, slots=True)
class _Held:
    """A document in the window, with what it is compared by."""

    piece: Piece
    copy: Copy
    hash: str
    shingles: Numbers
    figures: Counter[str]
    lines: tuple[str, ...]


class CopyIndex:
    """The documents of the last days, in the order in which they became known; `add` says what each is a copy of."""

    def __init__(self, *, days: int = WINDOW_DAYS) -> None:
        self._days = days
        self._order: deque[str] = deque()
        self._held: dict[str, _Held] = {}
        self._by_hash: dict[str, dict[str, None]] = {}
        self._by_item: dict[str, dict[str, None]] = {}
        self._lines: Counter[str] = Counter()
        self._sketches = Sketches()
        self._translations = Translations()

    def __len__(self) -> int:
        return len(self._held)

    def add(self, piece: Piece) -> Copy:
        """Return how the piece stands to what is known, and keep it. A piece added again stands as it did."""
        held = self._held.get(piece.key)
        if held is not None:
            return held.copy
        self._forget(piece.known)
        new = _look_at(piece)
        found = self._find(new)
        self._keep(new, found)
        return found

    def restore(self, piece: Piece, copy: Copy) -> None:
        """Return nothing; keep a piece whose origin was found before."""
        self._forget(piece.known)
        self._keep(_look_at(piece), copy)

    def _find(self, new: _Held) -> Copy:
        for look in (self._find_version, self._find_exact, self._find_near, self._find_translation):
            found = look(new)
            if found is not None:
                return found
        return Copy("origin", new.piece.key, 1.0)

    def _find_version(self, new: _Held) -> Copy | None:
        for key in self._by_item.get(new.piece.item or "", ()):
            before = self._held[key]
            return Copy("version", before.copy.origin, self._overlap_with(new, before))
        return None

    def _find_exact(self, new: _Held) -> Copy | None:
        for key in self._by_hash.get(new.hash, ()):
            if not _is_said_again(new, self._held[key]):
                return Copy("exact", self._held[key].copy.origin, 1.0)
        return None

    def _find_near(self, new: _Held) -> Copy | None:
        if new.shingles.size < FEWEST_SHINGLES:
            return None
        best: tuple[float, str] | None = None
        for key in self._sketches.find(new.shingles):
            share = self._share(new, self._held[key])
            if share is not None and (best is None or share > best[0]):
                best = (share, key)
        if best is None:
            return None
        found = self._held[best[1]]
        return Copy("near", found.copy.origin, self._overlap_with(new, found))

    def _find_translation(self, new: _Held) -> Copy | None:
        found = self._translations.find(new.piece)
        return None if found is None else Copy("translation", self._held[found[0]].copy.origin, round(found[1], 3))

    def _overlap_with(self, new: _Held, met: _Held) -> float:
        """Return the share of words in common with the origin, or with the copy met where the origin is out of sight."""
        other = self._held.get(met.copy.origin, met)
        shared, fewer = count_shared(new.shingles, other.shingles), min(new.shingles.size, other.shingles.size)
        return round(shared / fewer, 3) if fewer else float(new.hash == other.hash)

    def _share(self, new: _Held, other: _Held) -> float | None:
        """Return how much of the shorter text stands in the longer, or None when neither copies the other."""
        if new.piece.lang != other.piece.lang and new.piece.lang and other.piece.lang:
            return None
        if _is_said_again(new, other) or share_figures(new.figures, other.figures) < FIGURES:
            return None
        a, b = self._own(new), self._own(other)
        fewer, more = sorted((a.size, b.size))
        if fewer < FEWEST_SHINGLES:
            return None
        shared = count_shared(a, b)
        if shared / (fewer + more - shared) >= NEAR or (shared / fewer >= HELD and fewer / more >= LEAST):
            return shared / fewer
        return None

    def _own(self, held: _Held) -> Numbers:
        """Return the shingles of a text without furniture."""
        source = held.piece.source
        furniture = {n for n in held.lines if max(self._lines[n], self._lines[f"{source} {n}"]) >= FURNITURE}
        return find_shingles(leave_out(held.piece.text, furniture)) if furniture else held.shingles

    def _keep(self, new: _Held, copy: Copy) -> None:
        key, held = new.piece.key, replace(new, copy=copy)
        self._held[key] = held
        self._order.append(key)
        if new.hash:
            self._by_hash.setdefault(new.hash, {})[key] = None
        if new.piece.item:
            self._by_item.setdefault(new.piece.item, {})[key] = None
        self._lines.update(_carried(held))
        if copy.relation != "exact":
            self._sketches.add(key, new.shingles)
            self._translations.add(new.piece)

    def _forget(self, known: str) -> None:
        """Let go of what became known so many days before."""
        while self._order and is_out(self._held[self._order[0]].piece.known, known, self._days):
            held = self._held.pop(self._order.popleft())
            key = held.piece.key
            for index, value in ((self._by_hash, held.hash), (self._by_item, held.piece.item or "")):
                index.get(value, {}).pop(key, None)
                if not index.get(value, True):
                    del index[value]
            self._lines.subtract(_carried(held))
            for line in _carried(held):
                if not self._lines[line]:
                    del self._lines[line]
            self._sketches.remove(key, held.shingles)
            self._translations.remove(held.piece)


def _look_at(piece: Piece) -> _Held:
    words = find_words(piece.text)
    whole = hash_words(words) if len(words) >= FEWEST_WORDS else ""
    shingles = find_shingles(words)
    return _Held(
        piece, Copy("origin", piece.key, 1.0), whole, shingles, find_figures(words), tuple(find_lines(piece.text))
    )


def _carried(held: _Held) -> list[str]:
    """Return the lines that a document speaks for: alone if it is an origin, and as one of its source's.

    Copies come from other sources, and so do not make furniture of the wire that all of them carry.
    """
    if held.copy.relation in {"exact", "version"}:
        return []
    found = [f"{held.piece.source} {line}" for line in held.lines] if held.piece.source else []
    return found if held.copy.relation == "near" else [*held.lines, *found]


def _is_said_again(new: _Held, other: _Held) -> bool:
    """Return whether a source posts on another day what it posted before: a bulletin, which is news each time."""
    a, b = new.piece, other.piece
    same_source = a.source is not None and a.source == b.source
    return same_source and a.reported != b.reported and new.shingles.size <= BULLETIN_SHINGLES
