"""Text under way with its labels: whatever is put in, taken out or changed, marks stay on the words they were set on."""

from __future__ import annotations

import re
from collections.abc import Callable

from vigie.model.span import Span

OPEN, CLOSE = 0, 1


class Draft:
    """A text that grows at its end, and marks: (where, opened or closed, label).

    Labels are never searched for in the text: a mark is set while its words are written, and every change moves it.
    """

    def __init__(self) -> None:
        """Begin with no text."""
        self.text = ""
        self.marks: list[tuple[int, int, int]] = []

    def write(self, words: str) -> None:
        """Put words at the end."""
        self.text += words

    def open(self, label: int) -> None:
        """Begin the words of a label here."""
        self.marks.append((len(self.text), OPEN, label))

    def close(self, label: int) -> None:
        """End the words of a label here."""
        self.marks.append((len(self.text), CLOSE, label))

    def replace(self, start: int, end: int, words: str) -> None:
        """Put `words` in the place of [start, end): marks at its ends stay there, those inside go to its end."""
        self.text = self.text[:start] + words + self.text[end:]
        gained = len(words) - (end - start)
        self.marks = [(_move(at, start, end, gained, side), side, label) for at, side, label in self.marks]

    def edit(self, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str] | str) -> int:
        """Replace every match, from the last to the first, and return how many there were."""
        found = list(pattern.finditer(self.text))
        for match in reversed(found):
            words = match.expand(change) if isinstance(change, str) else change(match)
            if words != match[0]:
                self.replace(match.start(), match.end(), words)
        return len(found)

    def add(self, other: Draft) -> None:
        """Put another draft at the end, marks and all."""
        here = len(self.text)
        self.text += other.text
        self.marks += [(at + here, side, label) for at, side, label in other.marks]

    def spans(self) -> dict[int, list[Span]]:
        """Return the pieces of each label, in the order of the text."""
        found: dict[int, list[Span]] = {}
        opened: dict[int, int] = {}
        for at, side, label in self.marks:
            if side == OPEN:
                opened[label] = at
            else:
                found.setdefault(label, []).append(Span(opened.pop(label), at))
        return {label: sorted(pieces) for label, pieces in found.items()}


def _move(at: int, start: int, end: int, gained: int, side: int) -> int:
    """Return where a mark stands after [start, end) has become longer by `gained`."""
    if at < start or (at == start and (start < end or side == CLOSE)):
        return at
    if at >= end:
        return at + gained
    return end + gained
