"""Headlines in which a mark stands for the verb of saying: "Hale: the bridge will hold", « Le pont tiendra : le maire »."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.model import Span
from vigie.read.layers import Layers, Word
from vigie.read.statements.draft import Draft, trim
from vigie.read.statements.uncued import find_frame

MAX_SPEAKER = 6
"""Whoever speaks has at most so many words beside the mark."""
MIN_SAID = 3
_NAMED = frozenset({"PROPN", "NOUN", "ADJ", "DET", "ADP", "X", "PART", "NUM"})
_TOPICS = frozenset(
    "live update updates exclusive analysis opinion watch video interview exercise breaking explainer fact factbox note letter review column "
    "direct entretien analyse portrait reportage vidéo dernière exclusif why how what when who where".split()
)


def read_headline(layers: Layers, headline: Span | None, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the statement that a headline gives to whoever stands before its last colon, or behind its last mark; else []."""
    words = _words(layers, headline)
    if headline is None or any(d.cue and any(s.is_inside(headline) for s in d.content) for d in drafts):
        return []
    marks = [k for k, w in enumerate(words) if w.text in {":", "–", "—"} or (w.text == "-" and k > 0)]
    if not marks:
        return []
    at = marks[-1]
    first = marks[-2] + 1 if len(marks) > 1 else 0
    for speaker, said in ((words[first:at], words[at + 1 :]), (words[at + 1 :], words[:at])):
        colon = words[at].text == ":"
        if (colon or speaker[:1] == words[at + 1 : at + 2]) and _speaks(layers, speaker) and _is_said(said):
            draft = _draft(layers, speaker, said)
            return [draft] if draft is not None and not _is_known(drafts, draft) else []
    return []


def _words(layers: Layers, headline: Span | None) -> list[Word]:
    """Return the words of the headline, marks included."""
    if headline is None:
        return []
    return [w for s in layers.sentences if s.span.start < headline.end for w in s.words if w.span.is_inside(headline)]


def _speaks(layers: Layers, words: Sequence[Word]) -> bool:
    """Return whether the words name a person, office, body or document, and no topic."""
    if not 0 < len(words) <= MAX_SPEAKER or any(w.pos not in _NAMED or w.low in _TOPICS for w in words):
        return False
    if words[0].pos == "ADP":
        return False
    return is_office(layers.lang, [w.low for w in words], [w.base for w in words]) or all(
        w.text[0].isupper() and w.pos in {"PROPN", "X", "NOUN", "ADJ"} for w in words
    )


def is_office(lang: str, lows: Sequence[str], bases: Sequence[str]) -> bool:
    """Return whether the words hold an office, a body or a document, which can speak without a name."""
    titles: Lexicon = load_lexicon(lang, "titles")
    bodies: Lexicon = load_lexicon(lang, "bodies")
    return titles.is_in(lows, bases) or any(h.entry.key != "thing" for h in bodies.find(lows, bases))


def _is_said(words: Sequence[Word]) -> bool:
    """Return whether the words may be a clause: enough of them, with a verb."""
    return len(words) >= MIN_SAID and any(w.pos in {"VERB", "AUX"} for w in words)


def _draft(layers: Layers, speaker: Sequence[Word], said: Sequence[Word]) -> Draft | None:
    content = trim(layers.text, said[0].start, said[-1].end, outer_marks=True)
    sentence = layers.sentence_at(speaker[0].start)
    unit = find_frame(layers, sentence) if sentence is not None else None
    if content is None or unit is None:
        return None
    head = next((w for w in speaker if w.pos == "PROPN"), speaker[-1])
    draft = Draft(unit, None, None, [content], route="headline")
    draft.source, draft.source_head = [Span(speaker[0].start, speaker[-1].end)], head
    return draft


def _is_known(drafts: Sequence[Draft], draft: Draft) -> bool:
    """Return whether another statement with a source already holds most of the words."""
    content = draft.content[0]
    return any(
        d.source and any(s.start < content.end and content.start < s.end for s in d.content) for d in drafts
    )  # fmt: skip
