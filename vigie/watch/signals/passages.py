"""The words around a record: the sentence of an event, the statement that holds it, the sentences of a statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from vigie.model import Spans
from vigie.store import FiledEvent, FiledStatement
from vigie.text.segment import find_paragraphs, find_sentences
from vigie.watch.view import View

LANGUAGES = ("en", "fr")
_HEADING = re.compile(r"\A\s*(?:EXERCISE|EXERCICE)\b[^\n]*(?:\n+|\Z)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in its language, and the statement it is part of; without one it is the author's own."""

    words: str
    lang: str
    statement: FiledStatement | None = None


class Passages:
    """Looks up the words around records of one view; `texts` maps keys of documents to their texts.

    Without the text of a document only what its statements and its title say is known: the rest is not guessed.
    """

    def __init__(self, view: View, texts: Mapping[str, str] | None = None) -> None:
        self._view = view
        self._texts = texts or {}
        self._statements: dict[str, list[FiledStatement]] = defaultdict(list)
        for statement in view.statements:
            self._statements[statement.document].append(statement)

    def lang(self, document: str) -> str | None:
        """Return the language of a document when its words can be judged, else None."""
        held = self._view.documents.get(document)
        return held.lang if held and held.lang in LANGUAGES else None

    def holder(self, event: FiledEvent) -> FiledStatement | None:
        """Return the innermost statement whose words hold the event, or None when its author tells it."""
        around = [s for s in self._statements[event.document] if _holds(s.content, event.anchor)]
        return min(around, key=lambda s: (sum(p.end - p.start for p in s.content), s.key), default=None)

    def around(self, event: FiledEvent) -> Passage | None:
        """Return the sentence that holds the event, or None when its words are not known."""
        lang = self.lang(event.document)
        if lang is None:
            return None
        statement = self.holder(event)
        if statement is not None:
            return Passage(_sentence_with(statement.words, event.words, lang), lang, statement)
        text = self._texts.get(event.document)
        if text is not None and event.anchor:
            return Passage(_sentence_at(text, event.anchor[0].start, lang), lang)
        title = self._view.documents[event.document].title or ""
        return Passage(title, lang) if event.words and event.words in title else None

    def sentences(self, statement: FiledStatement) -> tuple[Passage, ...]:
        """Return the sentences of a statement."""
        lang = self.lang(statement.document)
        if lang is None:
            return ()
        return tuple(Passage(words, lang, statement) for words in cut_sentences(statement.words, lang))

    def text(self, document: str) -> str:
        """Return all words known of a document, in one piece: enough to see that a word is not among them."""
        held = self._view.documents[document]
        known = self._body(document)
        return (
            known
            if known is not None
            else "\n".join([held.title or "", *(s.words for s in self._statements[document])])
        )

    def _body(self, document: str) -> str | None:
        text = self._texts.get(document)
        return drop_heading(text) if text is not None and self._view.realm == "exercise" else text

    def told(self, document: str) -> tuple[Passage, ...]:
        """Return all sentences known of a document: of its text, else of its title and its statements."""
        lang = self.lang(document)
        if lang is None:
            return ()
        text = self._body(document)
        if text is not None:
            return tuple(Passage(words, lang) for words in cut_sentences(text, lang))
        title = self._view.documents[document].title
        found = [Passage(title, lang)] if title else []
        for statement in self._statements[document]:
            found += self.sentences(statement)
        return tuple(found)


def drop_heading(text: str) -> str:
    """Return a text without the line that marks it as invented: it names this drill, and reports no exercise.

    >>> drop_heading("EXERCISE – Quiet autumn – not real\\n\\nForces move.")
    'Forces move.'
    """
    return _HEADING.sub("", text, count=1)


def cut_sentences(text: str, lang: str) -> list[str]:
    """Return the sentences of a text, paragraph by paragraph."""
    return [text[s:e] for paragraph in find_paragraphs(text) for s, e in find_sentences(text, paragraph, lang)]


def _holds(content: Spans, anchor: Spans) -> bool:
    return bool(anchor) and all(any(p.start <= a.start and a.end <= p.end for p in content) for a in anchor)


def _sentence_with(words: str, part: str, lang: str) -> str:
    return next((s for s in cut_sentences(words, lang) if part in s), words)


def _sentence_at(text: str, at: int, lang: str) -> str:
    for start, end in find_paragraphs(text):
        if start <= at < end:
            return next(
                (text[s:e] for s, e in find_sentences(text, (start, end), lang) if s <= at < e), text[start:end]
            )
    return ""
