"""Quotations without a cue: gone on with, signed, carried into the next paragraph, or nobody's."""

from __future__ import annotations

from dataclasses import dataclass

from vigie.model import Span
from vigie.read.layers import Layers, Sentence, Unit, Word
from vigie.read.spoken import SPOKEN
from vigie.read.statements.draft import Draft
from vigie.text.quotes import Quote

LABEL = 4
"""A name before an answer has so many letters or more."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands around a quotation: the frames of its first and last sentence and the text between; `end` is its last character."""

    first: Sentence
    last: Sentence
    before: Unit | None
    after: Unit | None
    lead: str
    tail: str
    end: str = ""


def find_frame(layers: Layers, sentence: Sentence) -> Unit | None:
    """Return the words of a sentence outside its quotations, or None when there are none."""
    return next((u for u in layers.units_of(sentence.index) if u.quote is None), None)


def add_uncued(
    layers: Layers, drafts: list[Draft], content: Span, around: Neighbours, quote: Quote, index: int
) -> None:
    """Attach a quotation without a cue to the one before it, to a name and colon, or leave it without a source."""
    previous = drafts[-1] if drafts else None
    if previous is not None and _is_continued(layers, previous, quote, around):
        previous.content.append(content)
        return
    draft = Draft(None, None, None, [content], kind="direct", route="bare", quote=index)
    if quote.opener in SPOKEN:
        _take_label(draft, around, quote)
        drafts.append(draft)
        return
    name = _find_signature(layers, around)
    if name is not None:
        draft.unit, draft.source, draft.source_head, draft.route = name
        drafts.append(draft)
        return
    if is_whole_paragraph(layers, around):
        if previous is not None and previous.route == "quote" and _is_next_paragraph(layers, previous, around):
            previous.content.append(content)
            return
    elif _is_woven(layers, content, around):
        return
    drafts.append(draft)


def _take_label(draft: Draft, around: Neighbours, quote: Quote) -> None:
    """Give an answer the name in capitals before its colon as its source ("HALE: …"); initials and letters name nobody."""
    words = [w for w in around.first.words if w.end <= quote.outer[0] and w.pos != "PUNCT"]
    label = around.lead.rstrip("*").removesuffix(":").strip(" *\u00a0\u202f")
    if words and around.lead.rstrip("*").endswith(":") and label.isupper() and len(label) >= LABEL:
        draft.unit, draft.source = around.before, [Span(words[0].start, words[-1].end)]
        draft.source_head = words[-1]


def is_whole_paragraph(layers: Layers, around: Neighbours) -> bool:
    """Return whether nothing but the quotation stands in its paragraph."""
    if around.lead or around.tail.strip(".!?… "):
        return False
    start, end = layers.paragraphs[around.first.paragraph]
    outside = layers.text[start : around.first.span.start] + layers.text[around.last.span.end : end]
    return around.first.paragraph == around.last.paragraph and not outside.strip(' .!?…\u00a0»”"')


def take_waiting(layers: Layers, drafts: list[Draft], cued: Draft, around: Neighbours) -> None:
    """Give a cued quotation that opens its paragraph the uncued quotation that filled the paragraph before."""
    waiting = drafts[-1] if drafts else None
    if (
        waiting is None
        or waiting.route != "bare"
        or len(waiting.content) > 1
        or around.lead
        or layers.quotes[waiting.quote or 0].opener in SPOKEN
        or not _is_next_paragraph(layers, waiting, around)
    ):
        return
    first = layers.sentence_at(waiting.start)
    start, end = layers.paragraphs[first.paragraph] if first is not None else (0, 0)
    outside = layers.text[start : waiting.start] + layers.text[waiting.end : end]
    if not outside.strip(' .!?…\u00a0«»“”"') and cued.start >= waiting.end:
        cued.content[:0] = waiting.content
        drafts.pop()


def _is_woven(layers: Layers, content: Span, around: Neighbours) -> bool:
    """Return whether marks without a cue only name or stress words of the clause around them."""
    if around.lead and around.lead[-1] not in ":,;–—-(":
        return True
    words = layers.text[content.start : content.end].split()
    capitals = sum(w[0].isupper() or not w[0].isalpha() or len(w) < 4 for w in words)
    return bool(around.lead or around.tail) and len(words) < 8 and capitals == len(words)


_QUESTIONS = frozenset({"why", "how", "what", "when", "where", "who", "pourquoi", "comment", "quand", "où", "ce"})
_LINKING = frozenset({"and", "but", "so", "yet", "or", "et", "mais", "donc", "puis", "enfin"})
_DASHES = ("-", "–", "—", "―", "--")


def _find_signature(layers: Layers, around: Neighbours) -> tuple[Unit, list[Span], Word, str] | None:
    """Return the name that signs a quotation: "…" — Ada Hale, or Ada Hale: "…"."""
    unit = None
    words: list[Word] = []
    nxt = _next_frame(layers, around)
    if not around.tail and nxt is not None:
        unit, words = nxt, nxt.words
    elif around.tail.startswith(_DASHES) and around.after is not None:
        unit = around.after
        words = [w for w in unit.words if w.start >= around.last.span.end - len(around.tail)]
    elif around.lead.endswith(":") and around.before is not None:
        unit = around.before
        words = [w for w in unit.words if w.end <= around.first.span.start + len(around.lead)]
    names = [w for w in words if w.pos != "PUNCT"]
    if unit is None or not names or len(names) > 14 or not any(w.pos == "PROPN" for w in names):
        return None
    if any(w.pos == "VERB" for w in names) or names[0].pos in {"ADP", "SCONJ", "CCONJ"} or names[0].low in _QUESTIONS:
        return None
    head = next(w for w in names if w.pos == "PROPN")
    return unit, [Span(names[0].start, names[-1].end)], head, "quote"


def _next_frame(layers: Layers, around: Neighbours) -> Unit | None:
    """Return the frame of the next sentence of the paragraph when it starts with a dash."""
    if around.last.index + 1 >= len(layers.sentences):
        return None
    following = layers.sentences[around.last.index + 1]
    if following.paragraph != around.last.paragraph or not following.words[0].text.startswith(_DASHES):
        return None
    return find_frame(layers, following)


def _is_continued(layers: Layers, previous: Draft, quote: Quote, around: Neighbours) -> bool:
    """Return whether the quotation goes on with what the previous one said, in its paragraph or carried into this."""
    if quote.carried:
        return True
    sentence = layers.sentence_at(previous.end - 1)
    if sentence is None or sentence.paragraph != around.first.paragraph:
        return False
    last = max(sentence.index, previous.unit.sentence if previous.unit is not None else 0)
    apart = around.first.index - last
    if around.lead and around.lead.lower() not in _LINKING:
        return False
    return apart <= 1 or (apart == 2 and previous.source != [] and _is_plain(layers, last + 1))


def _is_plain(layers: Layers, index: int) -> bool:
    """Return whether the sentence names nobody and quotes nothing, so that the quotation behind it goes on as before."""
    sentence = layers.sentences[index]
    if any(layers.quote_index.top_at(w.start) is not None for w in sentence.words):
        return False
    return not any(w.pos == "PROPN" and w.i > 0 for w in sentence.words)


def _is_next_paragraph(layers: Layers, previous: Draft, around: Neighbours) -> bool:
    sentence = layers.sentence_at(previous.end - 1)
    return sentence is not None and around.first.paragraph - sentence.paragraph == 1
