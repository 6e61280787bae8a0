"""A text cut at the borders of what rests on it, so that every piece can name its records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.desk.shown import visible
from vigie.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """What is marked in a text: where, what it looks like, and the record's short name."""

    span: Span
    look: str
    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text with all that rests on it. `anchors` are the records that have their first words here."""

    text: str
    look: str = ""
    names: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


def cut_text(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Return the text in pieces, nothing lost and nothing moved; marks that lie outside it are left out.

    >>> [p.text for p in cut_text("Who said it", [Mark(Span(0, 3), "source", "s1")])]
    ['Who', ' said it']
    """
    sound = [m for m in marks if 0 <= m.span.start < m.span.end <= len(text)]
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    for n, mark in enumerate(sound):
        opening[mark.span.start].append(n)
        closing[mark.span.end].append(n)
    cuts = sorted({0, len(text), *opening, *closing})
    active: set[int] = set()
    met: set[str] = set()
    pieces = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        active.difference_update(closing.get(start, ()))
        active.update(opening.get(start, ()))
        pieces.append(_make_piece(visible(text[start:end]), [sound[n] for n in sorted(active)], met))
    return pieces


def _make_piece(text: str, here: list[Mark], met: set[str]) -> Piece:
    names = tuple(dict.fromkeys(mark.name for mark in here))
    first = tuple(name for name in names if name not in met)
    met.update(names)
    return Piece(text, " ".join(dict.fromkeys(mark.look for mark in here)), names, first)
