"""Links between the statements of one document, each with the words that justify it."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.lexicon import load_lexicon
from vigie.model import Link, Span, Statement
from vigie.read.layers import Layers, Word

MIN_SHARED = 2
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
            if pair is not None:
                a, b = pair
                found.append(Link(hit.entry.key, b.id, a.id, marker, f"marker “{layers.text[marker.start : marker.end]}”"))
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


def _find_opposed(layers: Layers, statements: Sequence[Statement]) -> list[Link]:
    """Return links between statements of different speakers that share their content words, one of them negated."""
    negation = load_lexicon(layers.lang, "negation")
    shape: list[tuple[Statement, frozenset[str], bool]] = []
    for statement in statements:
        words = _words(layers, statement)
        lemmas = frozenset(w.base for w in words if w.pos in _CONTENT_POS and len(w.base) > 3)
        negated = bool(negation.find([w.low for w in words], [w.base for w in words]))
        shape.append((statement, lemmas, negated != ("denial" in statement.modality[:1])))
    found = []
    for i, (a, lemmas_a, negated_a) in enumerate(shape):
        for b, lemmas_b, negated_b in shape[i + 1 : i + 1 + MAX_SENTENCES]:
            shared = lemmas_a & lemmas_b
            if negated_a == negated_b or len(shared) < MIN_SHARED or _is_same_voice(a, b):
                continue
            if len(shared) >= 0.5 * min(len(lemmas_a), len(lemmas_b)):
                why = "one affirms and one denies: " + ", ".join(sorted(shared)[:4])
                found.append(Link("contradicts", b.id, a.id, None, why))
    return found


def _is_same_voice(a: Statement, b: Statement) -> bool:
    return a.parent == b.id or b.parent == a.id or _name(a) is None or _name(a) == _name(b)
