"""Which record of one annotation is which of another: contents by shared words or characters, events by shared places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

Json = dict[str, Any]
Spans = Sequence[Sequence[int]]
A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)
HALF = 0.5
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_EMPTY = frozenset(
    "the a an of in on at to for and or by with from that this his her its their he she it they who mr mrs ms dr sir "
    "le la les l un une des du de d et en au aux ce cette son sa ses il elle ils elles qui m mme".split()
)
"""Words that two sources may share without being the same."""


@lru_cache(maxsize=64)
def _find_words(text: str) -> tuple[list[int], list[int]]:
    """Return where the words of a text begin and end."""
    found = [match.span() for match in _WORD.finditer(text)]
    return [start for start, _ in found], [end for _, end in found]


def words_of(text: str, spans: Spans) -> frozenset[int]:
    """Return the numbers of the words that the spans hold or touch.

    >>> sorted(words_of("She said: the bridge will hold.", [[10, 16], [24, 30]]))
    [2, 3, 4, 5]
    """
    starts, ends = _find_words(text)
    return frozenset(at for start, end in spans for at in range(bisect_right(ends, start), bisect_left(starts, end)))


def jaccard(a: frozenset[Any], b: frozenset[Any]) -> float:
    """Return the share of what is in either that is in both."""
    return len(a & b) / len(a | b) if a or b else 0.0


def dice(a: frozenset[Any], b: frozenset[Any]) -> float:
    """Return the F1 of one set against the other."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def characters(spans: Spans) -> frozenset[int]:
    """Return the places of the characters that the spans hold."""
    return frozenset(at for start, end in spans for at in range(start, end))


def pair_up(likeness: Mapping[tuple[A, B], float], least: float = HALF) -> dict[A, B]:
    """Return who belongs with whom, one to one, the likest first; pairs below `least` are none.

    >>> pair_up({("a", 1): 0.9, ("a", 2): 0.95, ("b", 2): 0.6, ("b", 1): 0.4})
    {'a': 2}
    """
    pairs: dict[A, B] = {}
    taken: set[B] = set()
    for (a, b), value in sorted(likeness.items(), key=lambda item: (-item[1], str(item[0]))):
        if value >= least and value > 0 and a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return pairs


def pair_contents(text: str, a: Sequence[Json], b: Sequence[Json]) -> dict[int, int]:
    """Return the statements of `a` and `b` whose contents share half their words or more (J50), by index."""
    ours = [words_of(text, s["content"]) for s in a]
    theirs = [words_of(text, s["content"]) for s in b]
    return pair_up({(i, j): jaccard(x, y) for i, x in enumerate(ours) for j, y in enumerate(theirs) if x & y})


def is_same_source(text: str, a: Spans, b: Spans) -> bool:
    """Return whether two sources share a word that says something, or their only word, or both are none."""
    ours, theirs = words_of(text, a), words_of(text, b)
    if not ours and not theirs:
        return True
    both = ours & theirs
    starts, ends = _find_words(text)
    telling = any(text[starts[at] : ends[at]].lower() not in _EMPTY for at in both)
    return telling or (bool(both) and 1 in (len(ours), len(theirs)))


def pair_events(a: Sequence[Json], b: Sequence[Json]) -> dict[int, int]:
    """Return the events of `a` and `b` of the same type whose words overlap, by index."""
    found = {}
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            shared = characters(x["mentions"]) & characters(y["mentions"])
            if shared and x["plover"] == y["plover"]:
                found[i, j] = float(len(shared))
    return pair_up(found)


def f1(right: float, found: float, wanted: float) -> float:
    """Return F1 from counts; 0 where nothing is right."""
    return 2 * right / (found + wanted) if found + wanted else 0.0
