"""Who answers in an interview: the person introduced before the first question that a paragraph of its own asks."""

from __future__ import annotations

from vigie.model import Span
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers

LEAST = 2
"""A text with so many questions in paragraphs of their own is an interview."""
BETWEEN = 2
"""An answer stands at most so many paragraphs behind its question: a line of narration may stand between them."""
_MARKS = ("«", "“", '"', "„", "‘")


class Interview:
    """Finds whom an uncued quotation behind a question belongs to."""

    def __init__(self, layers: Layers, table: EntityTable, headline: Span | None) -> None:
        self.layers, self.table, self.headline = layers, table, headline
        self._questions = [i for i, p in enumerate(layers.paragraphs) if self._is_question(p)]

    def answerer(self, start: int) -> Known | None:
        """Return who answers with the words that begin at a character, or None where no question stands before them."""
        here = self.layers.sentence_at(start)
        if here is None or len(self._questions) < LEAST:
            return None
        if not any(0 < here.paragraph - q <= BETWEEN for q in self._questions):
            return None
        lead = Span(0, self.layers.paragraphs[self._questions[0]][0])
        body = Span(self.headline.end, lead.end) if self.headline is not None and self.headline.end < lead.end else lead
        return self._introduced(body) or self._introduced(lead)

    def _introduced(self, span: Span) -> Known | None:
        """Return the person with a first and a last name whom the words introduce first, or None."""
        for known in self.table.all_in(*span):
            if known.type in {"PER", None} and " " in known.name:
                return known
        return None

    def _is_question(self, paragraph: Span | tuple[int, int]) -> bool:
        words = self.layers.text[paragraph[0] : paragraph[1]].strip()
        return words.endswith("?") and not words.startswith(_MARKS) and len(words.split()) > 2
