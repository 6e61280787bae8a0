"""Institutions that open a sentence without a name of their own: "the ministry", « l'état-major sud-coréen »."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.lang.lexicon import load_lexicon
from vigie.model import Span, Speaker
from vigie.read.entities import EntityTable
from vigie.read.layers import Layers, Word

MAX_WORDS = 9
_ARTICLES = {"the": None, "le": "m", "la": "f", "l'": None, "its": None, "son": None, "sa": None, "an": None, "a": None}
_FEMININE = frozenset("armée police gendarmerie agence présidence justice commission organisation mairie cour".split())


@dataclass(frozen=True, slots=True)
class Body:
    """An institution as the subject of a sentence: its words, their grammatical gender, and how it would speak."""

    span: Span
    gender: str | None
    speaker: Speaker


class Bodies:
    """Finds the institution a sentence is about, sentence by sentence and only when asked."""

    def __init__(self, layers: Layers, table: EntityTable) -> None:
        self.layers, self.table = layers, table
        self._lexicon = load_lexicon(layers.lang, "bodies")
        self._found: dict[int, Body | None] = {}

    def at(self, index: int) -> Body | None:
        """Return the institution that the sentence opens with, or None."""
        if index < 0 or index >= len(self.layers.sentences):
            return None
        if index not in self._found:
            self._found[index] = self._find(self.layers.sentences[index].words)
        return self._found[index]

    def _find(self, words: list[Word]) -> Body | None:
        start = self._start(words)
        run: list[Word] = []
        for word in words[start : start + MAX_WORDS]:
            if word.pos in {"VERB", "AUX", "PUNCT", "PRON", "SCONJ"} and run or word.low in {"ne", "n'"}:
                break
            run.append(word)
        if len(run) < 2 or run[0].low not in _ARTICLES or start + len(run) >= len(words):
            return None
        hits = [h for h in self._lexicon.find([w.low for w in run], [w.base for w in run]) if h.start <= 3]
        if not hits or hits[0].entry.key != "institution":
            return None
        span = Span(run[0].start, run[-1].end)
        codes = self.table.codes_for(span)
        country = codes[0][:3] if codes else None
        name = " ".join(self.layers.text[span.start : span.end].split())
        gender = _ARTICLES[run[0].low] or ("f" if run[hits[0].start].low in _FEMININE else None)
        return Body(span, gender if self.layers.lang == "fr" else None, Speaker(name, None, None, country, codes))

    def _start(self, words: list[Word]) -> int:
        """Return where the subject begins, behind a scene set before a comma (« À Varsovie, »)."""
        comma = next((i for i, w in enumerate(words[:MAX_WORDS]) if w.low == ","), None)
        if comma is None or any(w.pos in {"VERB", "AUX"} for w in words[:comma]) or words[0].low in _ARTICLES:
            return 0
        return comma + 1
