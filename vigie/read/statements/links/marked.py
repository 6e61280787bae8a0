"""Links that a word shows: a marker in the narrator's words, a cue that answers, a statement that opens with a denial."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from vigie.lang.lexicon import Hit, load_lexicon
from vigie.model import Link, Span, Statement
from vigie.read.layers import Layers, Sentence
from vigie.read.statements.links.content import name_of, words_of

BEFORE, BEHIND = 40, 10
"""Statements before and behind a sentence among which its words may link."""
REACH = 3
"""Sentences between a marker and the statement it looks back to."""
NEAR = 1
LEAST = 5
"""Words that a denial must have to be told from a denied thing."""
MOST = 60
"""Characters behind a marker in which it may name whom it answers."""
_SIMPLE = frozenset({"contradicts", "supports", "undercuts", "responds_to"})


@dataclass(frozen=True)
class _Place:
    """A word that links, its sentence, and the statements around it."""

    layers: Layers
    statements: Sequence[Statement]
    sentence: Sentence
    hit: Hit

    @cached_property
    def span(self) -> Span:
        words = self.sentence.words
        return Span(words[self.hit.start].start, words[self.hit.end - 1].end)

    def distance(self, statement: Statement) -> int:
        """Return how many sentences lie between the statement's end and the word."""
        there = self.layers.sentence_at(statement.content[-1].end - 1)
        return self.sentence.index - there.index if there is not None else 99

    def make(self, relation: str, a: Statement, b: Statement) -> Link:
        """Return the link from a to b with the word as its marker."""
        return Link(relation, a.id, b.id, self.span, f"marker “{self.layers.text[self.span.start : self.span.end]}”")


def find_marked(layers: Layers, statements: Sequence[Statement]) -> list[Link]:
    """Return the links that a word shows, from the statement that it introduces to an earlier one, each pair and relation once."""
    lexicon = load_lexicon(layers.lang, "links")
    top = sorted((s for s in statements if s.parent is None), key=_start)
    found: dict[tuple[frozenset[str], str], Link] = {}
    for sentence in layers.sentences:
        at = bisect_left(top, sentence.span.start, key=_start)
        around = top[max(0, at - BEFORE) : at + BEHIND]
        for hit in lexicon.choose(sentence.hits(lexicon)):
            for link in _read(_Place(layers, around, sentence, hit)):
                found.setdefault((frozenset((link.a, link.b)), link.relation), link)
    for link in _find_denied(layers, top):
        found.setdefault((frozenset((link.a, link.b)), link.relation), link)
    return list(found.values())


def _start(statement: Statement) -> int:
    return statement.content[0].start


def _find_denied(layers: Layers, statements: Sequence[Statement]) -> Iterable[Link]:
    """Yield the links from denials to the accusation by another voice that stands right before them."""
    for before, own in pairwise(statements):
        if own.modality[:1] != ("denial",) or "accusation" not in before.modality or not _differs(before, own):
            continue
        if own.kind == "nominal" or len(words_of(layers, own)) < LEAST:
            continue
        ends = layers.sentence_at(before.content[-1].end - 1), layers.sentence_at(own.content[0].start)
        if ends[0] is not None and ends[1] is not None and ends[1].index - ends[0].index <= NEAR:
            marker = own.cue[0] if own.cue else None
            yield Link("contradicts", own.id, before.id, marker, "a denial right behind an accusation")


def _read(place: _Place) -> Iterable[Link]:
    key = place.hit.entry.key
    if key == "answers":
        yield from _read_answer(place)
    elif key == "denies" or (key == "contradicts" and _is_said(place)):
        yield from _read_denial(place)
    elif key in _SIMPLE and not _is_said(place):
        later = _find_later(place)
        if later is not None:
            earlier = _find_earlier(place, later, REACH)
            if earlier is not None and (key != "undercuts" or _is_close(place, later)):
                yield place.make(key, later, earlier)


def _is_said(place: _Place) -> bool:
    """Return whether the word is part of what somebody says."""
    return any(c.start <= place.span.start < c.end for s in place.statements for c in s.content)


def _is_close(place: _Place, later: Statement) -> bool:
    """Return whether the statement behind a doubt stands in its paragraph: further on it is about something else."""
    there = place.layers.sentence_at(later.content[0].start)
    return there is not None and there.paragraph == place.sentence.paragraph


def _read_answer(place: _Place) -> Iterable[Link]:
    """Yield the link from a statement whose cue answers to the one just before it."""
    own = next((s for s in place.statements if any(c.is_touching(place.span) for c in s.cue)), None)
    if own is None:
        return
    earlier = _find_earlier(place, own, NEAR)
    if earlier is not None:
        yield place.make("responds_to", own, earlier)


def _read_denial(place: _Place) -> Iterable[Link]:
    """Yield the link from a statement that opens with a denial to the one before it."""
    own = next((s for s in place.statements if s.content[0].start == place.span.start), None)
    if own is None:
        return
    earlier = _find_earlier(place, own, NEAR)
    if earlier is not None:
        yield place.make("contradicts", own, earlier)


def _find_later(place: _Place) -> Statement | None:
    """Return the statement that the marker introduces: that of its own sentence, else the first of the next."""
    after = [s for s in place.statements if s.content[-1].end > place.span.end]
    own = [s for s in after if any(c.is_touching(place.span) for c in s.cue)]
    here = [s for s in after if place.distance(s) <= 0 and s.content[0].start < place.sentence.span.end]
    later = next(iter(own), None) or next((s for s in here if s.content[0].start >= place.span.end), None)
    if later is not None:
        return later
    follows = next((s for s in after if s.content[0].start >= place.sentence.span.end), None)
    there = place.layers.sentence_at(follows.content[0].start) if follows is not None else None
    if there is None or there.index != place.sentence.index + 1 or there.paragraph != place.sentence.paragraph:
        return None
    return follows


def _find_earlier(place: _Place, later: Statement, reach: int) -> Statement | None:
    """Return the statement looked back to: the last by whom the sentence names, else the last by another voice."""
    start = min(s.start for s in (*later.source, *later.cue, *later.content, place.span))
    before = [
        s
        for s in place.statements
        if s.content[-1].end <= start and s is not later and _differs(s, later) and _is_claim(place, s)
    ]
    named = [s for s in before if _is_named(place, s, later)]
    if named:
        return named[-1]
    near = [s for s in before if place.distance(s) <= reach]
    return near[-1] if near else None


def _is_claim(place: _Place, statement: Statement) -> bool:
    """Return whether a statement says more than one word: "to know" is nothing to answer."""
    return any(" " in place.layers.text[c.start : c.end].strip() for c in statement.content)


def _differs(a: Statement, b: Statement) -> bool:
    return name_of(a) != name_of(b)


def _is_named(place: _Place, earlier: Statement, later: Statement) -> bool:
    """Return whether the words between the marker and the later statement's source name the earlier one's speaker."""
    text, start = place.layers.folded, place.span.end
    ends = [s.start for s in (*later.source, *later.content) if s.start > start]
    named = _words(text[start : min([*ends, place.sentence.span.end, start + MOST])])
    speaker = earlier.speaker
    said = " ".join((speaker.name, speaker.role or "") if speaker is not None else ())
    own = _words(said.lower()) | {w for s in earlier.source for w in _words(text[s.start : s.end].split(",")[0])}
    return bool(named & own)


def _words(text: str) -> set[str]:
    """Return the words long enough to name somebody."""
    return {w for w in re.findall(r"\w+", text) if len(w) > 4}
