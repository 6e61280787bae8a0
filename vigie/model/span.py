"""A character range of one document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Code points [start, end) of `Document.text`; `text[start:end]` is what was said."""

    start: int
    end: int

    def slice(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def is_inside(self, other: Span) -> bool:
        """Return whether the span lies within `other`."""
        return other.start <= self.start and self.end <= other.end

    def is_touching(self, other: Span) -> bool:
        """Return whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


def slice_all(text: str, spans: Iterable[Span]) -> str:
    """Return the pieces of `text` joined by one space, in reading order."""
    return " ".join(text[s:e] for s, e in spans)


def cover(spans: Iterable[Span]) -> Span | None:
    """Return the smallest span that holds all of `spans`, or None when there are none."""
    found = tuple(spans)
    if not found:
        return None
    return Span(min(s for s, _ in found), max(e for _, e in found))


def keep_apart(spans: Iterable[Span]) -> Spans:
    """Return the spans in reading order without those that overlap an earlier or longer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
