"""Whose a source is: "her post", « son communiqué », "the ministry's note" say what their owner says."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.model import Span
from vigie.read.layers import Word
from vigie.read.statements.referents import Wanted

_POSSESSIVES = {
    "his": Wanted(gender="m"),
    "her": Wanted(gender="f"),
    "its": Wanted(persons=False, groups=True),
    "their": Wanted(persons=False, groups=True),
    "son": Wanted(groups=True),
    "sa": Wanted(groups=True),
    "ses": Wanted(groups=True),
}
_LETTERS = frozenset(
    "statement communiqué communique release letter message post tweet reply lettre réponse tribune missive email mail "
    "e-mail courriel".split()
)
"""What somebody writes in their own name: "the statement" is of whom the text is about."""
_VOICES = frozenset({"spokesperson"})
_FURTHER = frozenset({"of", "for", "de", "du", "des", "d'", "at", "in"})


class Possessors:
    """Tells whom a possessive before a document or a spokesperson stands for."""

    def __init__(self, lang: str, titles: Lexicon) -> None:
        self._titles, self._bodies = titles, load_lexicon(lang, "bodies")

    def holder(self, words: Sequence[Word], head: Word | None) -> tuple[Span, Word] | None:
        """Return the phrase of whose document the source is ("[the commissioner]'s annual report"), with its noun, or None."""
        mark = next((k for k, w in enumerate(words) if w.low in {"'s", "’s"}), None)
        if head is None or mark is None or mark < 2 or head.start < words[mark].start:
            return None
        hits = self._bodies.find([w.low for w in words[mark + 1 :]], [w.base for w in words[mark + 1 :]])
        if not any(h.entry.key == "document" for h in hits):
            return None
        return Span(words[0].start, words[mark - 1].end), words[mark - 1]

    def wanted(self, words: Sequence[Word], head: Word | None) -> Wanted | None:
        """Return what the possessive allows, or None where the phrase is no document and no voice of somebody's."""
        if head is None or len(words) < 2:
            return None
        if len(words) == 2 and words[0].low in {"the", "le", "la"} and head.low in _LETTERS:
            return Wanted(groups=True)
        if words[0].low not in _POSSESSIVES:
            return None
        end = next((k for k, w in enumerate(words) if w.low in _FURTHER or w.low == ","), len(words))
        lows, bases = [w.low for w in words[1:end]], [w.base for w in words[1:end]]
        document = any(h.entry.key == "document" for h in self._bodies.find(lows, bases))
        voice = any(h.entry.key in _VOICES for h in self._titles.find(lows, bases))
        if voice:
            return Wanted(persons=False, groups=True)
        return _POSSESSIVES[words[0].low] if document else None
