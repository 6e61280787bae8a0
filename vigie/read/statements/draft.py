"""A statement while it is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vigie.lang.lexicon import Entry
from vigie.model import Span
from vigie.read.layers import Layers, Unit, Word

_TRIM = " \t\n\r\u00a0\u202f\u2009.,;:–—"
_CLOCK = re.compile(r"\d{1,2}[:h.]\d{2}\s")
_OUTER = '"«»“”„‹›'


@dataclass(slots=True)
class Draft:
    """Content, cue and source of a statement, with the unit and word they were found at."""

    unit: Unit | None
    head: int | None
    entry: Entry | None
    content: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    source_head: Word | None = None
    kind: str = "indirect"
    route: str = ""
    quote: int | None = None
    parent: Draft | None = None
    carried: Draft | None = None
    about: Span | None = None
    incised: bool = False

    @property
    def start(self) -> int:
        """Return the first character of the content."""
        return min(s.start for s in self.content)

    @property
    def end(self) -> int:
        """Return the character after the content."""
        return max(s.end for s in self.content)


def trim(text: str, start: int, end: int, *, outer_marks: bool = False) -> Span | None:
    """Return the range without outer space and stops (and quotation marks if asked), or None when nothing is left."""
    drop = _TRIM + (_OUTER if outer_marks else "")
    clock = _CLOCK.match(text, start, end)
    if clock is not None:
        start = clock.end()
    while start < end and text[start] in drop:
        start += 1
    while end > start and text[end - 1] in drop:
        end -= 1
    return Span(start, end) if end > start else None


def span_of(unit: Unit, indices: list[int]) -> Span:
    """Return the characters from the first to the last of the words."""
    return Span(unit.words[indices[0]].start, unit.words[indices[-1]].end)


def pieces_of(layers: Layers, unit: Unit, indices: list[int], without: set[int]) -> list[Span]:
    """Return the character ranges of the words, broken where a word of `without` lies between two of them."""
    runs: list[list[int]] = []
    for i in indices:
        if i in without:
            continue
        if runs and not any(k in without for k in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    spans = [trim(layers.text, *span_of(unit, run)) for run in runs]
    return [s for s in spans if s is not None]
