"""The layers every reader of records looks through: paragraphs, sentences, quotations, words, trees.

The cheap layers (sentences, quotations, words, tags, lexicon lemmas) are made for the whole document at once.
Trees are made only for the *units* that need one. A unit is what is parsed as one clause chain: a sentence without
its long quotations (the frame), or the words of one quotation inside one sentence. Marks left inside a sentence
pull the parser's root into the quotation, so frames and quotations are parsed apart and marks are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from vigie.lang.lexicon import Hit, Lexicon, load_lexicon
from vigie.lang.tongue import Tongue, Tree
from vigie.model import Document, Span
from vigie.read.spoken import with_spoken
from vigie.text.fold import fold
from vigie.text.quotes import Quote, QuoteIndex, find_quotes
from vigie.text.segment import find_paragraphs, find_sentences, find_tokens

LONG_QUOTE = 4
"""A quotation of more words than this is parsed apart from its sentence."""
_MARKS = frozenset("\"«»“”„‹›‟″'‘’`´") | {"''", "``", "‘‘", "’’"}


@dataclass(slots=True)
class Word:
    """One token of a unit. `lemma` is context-free until the unit has a tree; `head` is an index into the unit.

    `tag` keeps what the fast tagger says: parser and tagger err on different words.
    """

    i: int
    start: int
    end: int
    low: str
    text: str
    pos: str = ""
    lemma: str = ""
    base: str = ""
    morph: str = ""
    head: int = -1
    dep: str = ""
    tag: str = ""

    @property
    def span(self) -> Span:
        """Return the characters of the word."""
        return Span(self.start, self.end)


@dataclass(slots=True)
class WordRow:
    """Words that lexicons look through; what a lexicon finds in them is looked for once."""

    words: list[Word]
    _lows: list[str] = field(init=False, default_factory=list, repr=False, compare=False)
    _bases: list[str] = field(init=False, default_factory=list, repr=False, compare=False)
    _hits: dict[str, list[Hit]] = field(init=False, default_factory=dict, repr=False, compare=False)

    @property
    def lows(self) -> list[str]:
        """Return the folded words."""
        if not self._lows:
            self._lows = [w.low for w in self.words]
        return self._lows

    @property
    def bases(self) -> list[str]:
        """Return the context-free lemmas, for lexicons."""
        if not self._bases:
            self._bases = [w.base for w in self.words]
        return self._bases

    def hits(self, lexicon: Lexicon) -> list[Hit]:
        """Return every hit of a packaged lexicon by words and context-free lemmas, overlapping ones included."""
        found = self._hits.get(lexicon.name)
        if found is None:
            found = self._hits[lexicon.name] = lexicon.find_all(self.lows, self.bases)
        return found


@dataclass(slots=True)
class Unit(WordRow):
    """Words parsed together. `quote` is the index of the quotation they lie in, or None for a frame."""

    sentence: int
    paragraph: int
    quote: int | None = None
    parsed: bool = False
    cut: tuple[Span, ...] = ()
    _children: list[list[int]] = field(init=False, default_factory=list, repr=False)

    @property
    def span(self) -> Span:
        """Return the smallest span that holds the words."""
        return Span(self.words[0].start, self.words[-1].end)

    def children(self, i: int) -> list[int]:
        """Return the indices of the words whose head is word `i`, in reading order; empty before parsing."""
        return self._children[i] if self.parsed else []

    def subtree(self, i: int, *, without: Iterable[str] = ()) -> list[int]:
        """Return the sorted indices under word `i`, itself included, not entering children by a relation in `without`."""
        banned = frozenset(without)
        found, todo = [], [i]
        while todo:
            at = todo.pop()
            found.append(at)
            todo += [c for c in self.children(at) if self.words[c].dep.split(":")[0] not in banned]
        return sorted(found)

    def find_child(self, i: int, *relations: str) -> int | None:
        """Return the first child of `i` by one of the relations ("nsubj" also finds "nsubj:pass")."""
        for c in self.children(i):
            dep = self.words[c].dep
            if dep in relations or dep.split(":")[0] in relations:
                return c
        return None

    def set_tree(self, tree: Tree) -> None:
        """Give the words their tags, lemmas, heads and relations."""
        self._children = [[] for _ in self.words]
        for word, pos, lemma, morph, head, dep in zip(
            self.words, tree.pos, tree.lemmas, tree.morphs, tree.heads, tree.deps, strict=True
        ):
            is_name = pos == "AUX" and word.tag == "PROPN" and word.text[0].isupper()
            word.pos, word.lemma, word.morph = "PROPN" if is_name else pos, lemma.lower(), morph
            word.head, word.dep = head, dep
            if head != word.i:
                self._children[head].append(word.i)
        self.parsed = True


@dataclass(slots=True)
class Sentence(WordRow):
    """One sentence of the document: all its tokens, tagged, marks included. `counted` keeps its numerals once read."""

    index: int
    span: Span
    paragraph: int
    counted: Any = field(default=None, repr=False)


@dataclass
class Layers:
    """All layers of one document. `text` is the document's; `folded` is of the same length."""

    document: Document
    tongue: Tongue
    folded: str
    paragraphs: list[Span]
    sentences: list[Sentence]
    quotes: list[Quote]
    units: list[Unit]

    @property
    def text(self) -> str:
        """Return the document's text."""
        return self.document.text

    @property
    def lang(self) -> str:
        """Return the language of the pack in use."""
        return self.tongue.lang

    @cached_property
    def quote_index(self) -> QuoteIndex:
        """Return the quotations by position."""
        return QuoteIndex(self.quotes)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.span.start for s in self.sentences]

    def sentence_at(self, char: int) -> Sentence | None:
        """Return the sentence that holds the character, or None between sentences."""
        at = bisect_right(self._starts, char) - 1
        if at < 0 or char >= self.sentences[at].span.end:
            return None
        return self.sentences[at]

    def units_of(self, sentence: int) -> list[Unit]:
        """Return the units of a sentence, frame first."""
        return self._by_sentence.get(sentence, [])

    @cached_property
    def _by_sentence(self) -> dict[int, list[Unit]]:
        found: dict[int, list[Unit]] = {}
        for unit in self.units:
            found.setdefault(unit.sentence, []).append(unit)
        return found

    def parse(self, units: Sequence[Unit]) -> None:
        """Give every unit of `units` that has none a tree, all in one batch."""
        todo = [u for u in units if not u.parsed and u.words]
        trees = self.tongue.parse([[_plain(w) for w in u.words] for u in todo]) if todo else []
        for unit, tree in zip(todo, trees, strict=True):
            unit.set_tree(tree)


def _plain(word: Word) -> str:
    return word.text.replace("’", "'")


def find_layers(document: Document, tongue: Tongue) -> Layers:
    """Return the cheap layers of a document: every sentence cut, quoted, tokenized and tagged; nothing parsed yet."""
    text = document.text
    paragraphs = [Span(s, e) for s, e in find_paragraphs(text)]
    quotes = with_spoken(text, paragraphs, find_quotes(text, paragraphs, tongue.lang))
    layers = Layers(document, tongue, fold(text), paragraphs, [], quotes, [])
    for number, paragraph in enumerate(paragraphs):
        for start, end in find_sentences(text, paragraph, tongue.lang):
            words = _find_words(layers, Span(start, end))
            if words:
                layers.sentences.append(Sentence(words, len(layers.sentences), Span(start, end), number))
    tags = tongue.tag([[_plain(w) for w in s.words] for s in layers.sentences])
    for sentence, row in zip(layers.sentences, tags, strict=True):
        for word, pos in zip(sentence.words, row, strict=True):
            word.pos = word.tag = pos
        layers.units += _find_units(layers, sentence)
    return layers


def _find_words(layers: Layers, span: Span) -> list[Word]:
    text, folded, lemma = layers.text, layers.folded, layers.tongue.lemma
    words = []
    for i, (s, e) in enumerate(find_tokens(text, span, layers.lang)):
        low = folded[s:e]
        base = lemma(low)
        words.append(Word(i, s, e, low, text[s:e], "", base, base))
    return words


_DATELINE = re.compile(
    r"(?:\d{1,2}[:h.]\d{2}(?: ?(?:GMT|[ap]\.?m\.?))?(?: ?[:–—-])? "
    r"|[A-ZÀ-Ý][\w' -]{1,40} ?\((?:[A-Z]{2,6}|Reuters|Xinhua|Tass|dpa)\) ?[–—-]{1,2} "
    r"|(?:[A-ZÀ-Ý][\w'-]*(?:[ -][A-ZÀ-Ý][\w'-]*){0,3}(?:, ?\d{1,2}(?:er)? \w+)? )?\([A-ZÀ-Ý][^()\n]{1,40}\) ?[–—-]{1,2} "
    r"|[A-ZÀ-Ý][A-ZÀ-Ý' -]+(?:, [^.\n–—-]{2,30})?(?: ?\([^)\n]{2,30}\))?(?:,[^.\n–—-]{2,30})? ?[–—-]{1,2} )"
)
"""Where and when a report was filed ("TALLINN, Nov 4 - "): nobody's words."""


def _find_units(layers: Layers, sentence: Sentence) -> list[Unit]:
    """Return the frame of the sentence and one unit for each quotation in it that stands apart."""
    filed = _DATELINE.match(layers.text, sentence.span.start) if _opens_paragraph(layers, sentence) else None
    frame: list[Word] = []
    pieces: dict[int, list[Word]] = {}
    for word in sentence.words:
        if word.text in _MARKS and word.text not in {"'", "’"} or (filed and word.start < filed.end()):
            continue
        at = layers.quote_index.top_at(word.start)
        if at is None:
            frame.append(word)
        elif word.start >= layers.quotes[at].inner[0]:
            pieces.setdefault(at, []).append(word)
    cut: list[Span] = []
    units: list[Unit] = []
    for at, words in pieces.items():
        if _stands_apart(layers, sentence, layers.quotes[at], words):
            cut.append(Span(words[0].start, words[-1].end))
            units.append(_make_unit(sentence, words, at))
        else:
            frame += words
    if any(w.pos != "PUNCT" for w in frame):
        frame.sort(key=lambda w: w.start)
        units.insert(0, _make_unit(sentence, frame, None, tuple(cut)))
    return units


def _opens_paragraph(layers: Layers, sentence: Sentence) -> bool:
    return layers.paragraphs[sentence.paragraph].start == sentence.span.start


def _stands_apart(layers: Layers, sentence: Sentence, quote: Quote, words: Sequence[Word]) -> bool:
    """Return whether a quotation is spoken as a whole rather than woven into the clause around it."""
    start, end = sentence.span
    if quote.outer[0] < start or quote.outer[1] > end:
        return True
    lead = without_symbols(layers.text[start : quote.outer[0]].rstrip())
    tail = layers.text[quote.outer[1] : end].lstrip()
    last = layers.text[quote.inner[1] - 1]
    if not lead and not tail.strip(".!?… "):
        return True
    if not lead:
        titled = tail[:1] == ":" and quote.kind != "name" and len(words) > 2
        return titled or last in ",!?…." or tail[:1] in {",", "-", "–", "—"} or len(words) > 8
    if lead[-1] == ":":
        return True
    if (words[0].text[0].isupper() or not tail.strip(".!?… ")) and _is_spoken(layers, sentence, quote):
        return True
    if len(words) <= LONG_QUOTE and lead[-1] != ",":
        return False
    if lead[-1] in ",;–—-" or words[0].text[0].isupper():
        return words[0].text[0].isupper() or last in ",!?…."
    return False


def without_symbols(lead: str) -> str:
    """Return what leads a quotation, nothing where only pictures and bullets do ("🔴 “…”")."""
    return lead if any(c.isalnum() or c in ":,;(–—-" for c in lead) else ""


def _is_spoken(layers: Layers, sentence: Sentence, quote: Quote) -> bool:
    """Return whether a verb of saying stands right before the opening mark (he yelled "stop")."""
    before = [w for w in sentence.words if quote.outer[0] - 40 <= w.start and w.end <= quote.outer[0]]
    while before and before[-1].text in _MARKS:
        before = before[:-1]
    if not before or before[-1].pos not in {"VERB", "AUX"}:
        return False
    words = before[-3:]
    hits = load_lexicon(layers.lang, "cues").find([w.low for w in words], [w.base for w in words])
    takes = next((set(hit.entry.all("takes")) for hit in hits if hit.end == len(words)), set())
    return "quote" in takes and "noun" not in takes


def _make_unit(sentence: Sentence, words: list[Word], quote: int | None, cut: tuple[Span, ...] = ()) -> Unit:
    own = [Word(i, w.start, w.end, w.low, w.text, w.pos, w.lemma, w.base, tag=w.tag) for i, w in enumerate(words)]
    return Unit(own, sentence.index, sentence.paragraph, quote, False, cut)
