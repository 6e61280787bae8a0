"""Links between the statements of one document, each with the words that justify it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.lang.lexicon import load_lexicon
from vigie.model import Link, Span, Statement
from vigie.read.layers import Layers, Word

MIN_SHARED = 2
MIN_JACCARD = 0.4
MAX_SENTENCES = 12
_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


def find_links(layers: Layers, statements: Sequence[Statement]) -> tuple[Link, ...]:
    """Return the links that a marker between two statements, or a shared and negated proposition, shows."""
    by_marker = _find_marked(layers, statements)
    linked = {frozenset((link.a, link.b)) for link in by_marker}
    same = [k for k in _find_same_quote(layers, statements) if frozenset((k.a, k.b)) not in linked]
    linked |= {frozenset((link.a, link.b)) for link in same}
    opposed = [k for k in _find_opposed(layers, statements) if frozenset((k.a, k.b)) not in linked]
    return tuple(by_marker + same + opposed)


def _find_marked(layers: Layers, statements: Sequence[Statement]) -> list[Link]:
    """Return links whose marker stands in the narrator's words between an earlier and a later statement."""
    lexicon = load_lexicon(layers.lang, "links")
    top = [s for s in statements if s.parent is None]
    found: list[Link] = []
    for sentence in layers.sentences:
        words = sentence.words
        for hit in lexicon.find([w.low for w in words], [w.base for w in words]):
            marker = Span(words[hit.start].start, words[hit.end - 1].end)
            if any(c.start <= marker.start < c.end for s in top for c in s.content):
                continue
            pair = _pair_around(layers, top, marker)
            if pair is not None and (hit.entry.key != "undercuts" or _is_close(layers, marker, pair[1])):
                a, b = pair
                found.append(
                    Link(hit.entry.key, b.id, a.id, marker, f"marker “{layers.text[marker.start : marker.end]}”")
                )
    return found


def _pair_around(layers: Layers, top: Sequence[Statement], marker: Span) -> tuple[Statement, Statement] | None:
    """Return the last statement before the marker and the first after it, by different speakers and close by."""
    before = [s for s in top if s.content[-1].end <= marker.start]
    after = [s for s in top if s.content[-1].end > marker.end]
    here = layers.sentence_at(marker.start)
    if not before or not after or here is None:
        return None
    a = before[-1]
    b = next((s for s in after if _name(s) != _name(a)), None)
    if b is None:
        return None
    ends = [layers.sentence_at(a.content[-1].end - 1), layers.sentence_at(b.content[0].start)]
    if any(e is None or abs(e.index - here.index) > 3 for e in ends):
        return None
    return a, b


def _is_close(layers: Layers, marker: Span, later: Statement) -> bool:
    """Return whether the statement behind a doubt stands in its paragraph: further on it is about something else."""
    here, there = layers.sentence_at(marker.start), layers.sentence_at(later.content[0].start)
    return here is not None and there is not None and here.paragraph == there.paragraph


def _name(statement: Statement) -> str | None:
    if statement.speaker is None:
        return None
    return statement.speaker.entity or statement.speaker.name


def _find_same_quote(layers: Layers, statements: Sequence[Statement]) -> list[Link]:
    """Return links between two statements with the very same words (a headline quote and its full form)."""
    seen: dict[str, str] = {}
    found = []
    for statement in statements:
        key = " ".join(w.low for w in _words(layers, statement) if w.pos != "PUNCT")
        if key.count(" ") < 2:
            continue
        if key in seen:
            found.append(Link("same_quote", statement.id, seen[key], None, f"same words: “{key[:60]}”"))
        seen.setdefault(key, statement.id)
    return found


def _words(layers: Layers, statement: Statement) -> list[Word]:
    out: list[Word] = []
    for span in statement.content:
        first = layers.sentence_at(span.start)
        if first is not None:
            for sentence in layers.sentences[first.index :]:
                if sentence.span.start >= span.end:
                    break
                out += [w for w in sentence.words if w.start >= span.start and w.end <= span.end]
    return out


@dataclass(frozen=True, slots=True)
class _Proposition:
    """What one sentence of a statement claims, as lemmas; `verbs` are those among them that say what is done."""

    statement: Statement
    lemmas: frozenset[str]
    verbs: frozenset[str]
    negated: bool


def _find_opposed(layers: Layers, statements: Sequence[Statement]) -> list[Link]:
    """Return links between statements of different speakers that claim the same thing, one of them negated."""
    claims = [p for s in statements if s.parent is None for p in _find_propositions(layers, s)]
    found: dict[tuple[str, str], Link] = {}
    for i, a in enumerate(claims):
        for b in claims[i + 1 : i + 1 + MAX_SENTENCES]:
            pair = (b.statement.id, a.statement.id)
            if pair in found or not _is_opposed(a, b) or _is_same_voice(a.statement, b.statement):
                continue
            why = "one affirms and one denies: " + ", ".join(sorted(x.split("|")[0] for x in a.lemmas & b.lemmas)[:4])
            found[pair] = Link("contradicts", *pair, None, why)
    return list(found.values())


def _is_opposed(a: _Proposition, b: _Proposition) -> bool:
    shared = a.lemmas & b.lemmas
    if a.negated == b.negated or len(shared) < MIN_SHARED:
        return False
    if not (a.verbs & b.verbs) and len(shared) <= MIN_SHARED:
        return False
    return len(shared) >= MIN_JACCARD * len(a.lemmas | b.lemmas)


def _find_propositions(layers: Layers, statement: Statement) -> list[_Proposition]:
    negation = load_lexicon(layers.lang, "negation")
    denies = statement.modality[:1] == ("denial",)
    by_sentence: dict[int, list[Word]] = {}
    for word in _words(layers, statement):
        sentence = layers.sentence_at(word.start)
        by_sentence.setdefault(sentence.index if sentence is not None else -1, []).append(word)
    found = []
    for words in by_sentence.values():
        kept = [w for w in words if w.pos in _CONTENT_POS and len(w.base) > 3]
        negated = any(h.entry.key == "negation" for h in negation.find([w.low for w in words], [w.base for w in words]))
        verbs = frozenset(w.base for w in kept if w.pos == "VERB")
        found.append(_Proposition(statement, frozenset(w.base for w in kept), verbs, negated != denies))
    return found


def _is_same_voice(a: Statement, b: Statement) -> bool:
    return a.parent == b.id or b.parent == a.id or _name(a) is None or _name(a) == _name(b)
