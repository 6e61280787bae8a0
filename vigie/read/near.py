"""Items by the characters they rest on, so that a long text takes time in proportion to its length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

from vigie.model import Span

T = TypeVar("T")


class Near(Generic[T]):
    """Items asked for by place. An item may be given with several spans; it is then found by each of them.

    >>> near = Near([(Span(0, 4), "a"), (Span(3, 9), "b")])
    >>> near.touching(Span(2, 3)), near.holding(Span(4, 5))
    (['a'], ['b'])
    """

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._items]
        self._longest = max((span.end - span.start for span, _ in self._items), default=0)

    def touching(self, span: Span) -> list[T]:
        """Return the items that share a character with the span, in reading order."""
        return [item for own, item in self._around(span) if own.is_touching(span)]

    def holding(self, span: Span) -> list[T]:
        """Return the items whose characters hold the whole span, in reading order."""
        return [item for own, item in self._around(span) if span.is_inside(own)]

    def _around(self, span: Span) -> list[tuple[Span, T]]:
        low = bisect_left(self._starts, span.start - self._longest)
        return self._items[low : bisect_left(self._starts, max(span.end, span.start + 1))]
