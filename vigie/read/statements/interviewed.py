"""Who answers in an interview: the person introduced before the first question that a paragraph of its own asks."""

from __future__ import annotations

from vigie.model import Span
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers
from vigie.read.spoken import ANSWER

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
        if here is None:
            return None
        asked = len(self._questions) >= LEAST and any(0 < here.paragraph - q <= BETWEEN for q in self._questions)
        if not asked and not self._is_answer(start):
            return None
        first = min([*self._questions[:1], here.paragraph])
        lead = Span(0, self.layers.paragraphs[first][0])
        body = Span(self.headline.end, lead.end) if self.headline is not None and self.headline.end < lead.end else lead
        return self._introduced(body) or self._introduced(lead)

    def _is_answer(self, start: int) -> bool:
        at = self.layers.quote_index.top_at(start)
        return at is not None and self.layers.quotes[at].opener == ANSWER

    def _introduced(self, span: Span) -> Known | None:
        """Return the person with a first and a last name whom the words introduce first, or None."""
        named = [k for k in self.table.all_in(*span) if k.type in {"PER", None} and " " in k.name]
        sure = [k for k in named if k.gender is not None or k.office is not None]
        return next(iter(sure or named), None)

    def _is_question(self, paragraph: Span | tuple[int, int]) -> bool:
        words = self.layers.text[paragraph[0] : paragraph[1]].strip()
        return words.endswith("?") and not words.startswith(_MARKS) and len(words.split()) > 2
