"""Whose calling a description takes up: "the shepherd" for "Otto Brenn, a shepherd", « la patronne » for « la patronne, Ida Roc »."""

from __future__ import annotations

from vigie.model import Span
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers, Word
from vigie.text.fold import fold

BEFORE, BEHIND = 7, 10
"""A calling stands within so many words before a name, or behind the comma after it."""
_STOPS = frozenset({"that", "que", "qu'", "and", "et", ";", ":", ".", "of", "with", "to", "avec", "à", "chez"})


class Callings:
    """Finds the person beside whose name a noun stands."""

    def __init__(self, layers: Layers, table: EntityTable) -> None:
        self.layers, self.table = layers, table

    def holder(self, head: Word, at: int) -> Known | None:
        """Return the one person whom the text calls by the noun before a character, or None."""
        fit = [k for k in self.table.known if k.type in {"PER", None} and self._is_called(k, head, at)]
        return fit[0] if len(fit) == 1 else None

    def _is_called(self, known: Known, head: Word, at: int) -> bool:
        return any(self._is_beside(m, head) for m in known.mentions if m.end <= at)

    def _is_beside(self, mention: Span, head: Word) -> bool:
        """Return whether the noun stands right before the name, or in the apposition behind it."""
        sentence = self.layers.sentence_at(mention.start)
        if sentence is None:
            return False
        before = [w for w in sentence.words if w.end <= mention.start][-BEFORE:]
        behind = [w for w in sentence.words if w.start >= mention.end][:BEHIND]
        return _is_leading(before, head) or (
            bool(behind) and behind[0].low == "," and _is_in_apposition(behind[1:], head)
        )


def _is_same(word: Word, head: Word) -> bool:
    """Return whether two words are one noun, whatever its gender or number."""
    return word.pos == "NOUN" and (fold(word.low) == fold(head.low) or word.base == head.base)


def _is_leading(words: list[Word], head: Word) -> bool:
    """Return whether the noun leads to the name: nothing but adjectives, titles and a comma between them."""
    commas = 0
    for word in reversed(words):
        if _is_same(word, head):
            return True
        commas += word.low == ","
        if word.pos in {"VERB", "AUX", "DET"} or word.low in _STOPS or commas > 1:
            return False
    return False


def _is_in_apposition(words: list[Word], head: Word) -> bool:
    """Return whether the noun stands behind the name's comma before any verb."""
    for word in words:
        if _is_same(word, head):
            return True
        if word.pos in {"VERB", "AUX"} or word.low in _STOPS:
            return False
    return False
