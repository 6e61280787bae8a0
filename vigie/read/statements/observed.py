"""What somebody looked for and did not see, told without a verb of saying: "The border guard has not observed any change"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from vigie.lang.lexicon import Entry, Hit, Lexicon, load_lexicon
from vigie.model import Span
from vigie.read.layers import Layers, Unit, Word
from vigie.read.statements.draft import Draft, pieces_of, span_of
from vigie.read.statements.sources import find_any_source, is_finite, is_passive

_UNREAL = frozenset({"would", "could", "might", "may", "will", "should", "if", "unless", "si", "s'"})
"""Words of a clause that only supposes the looking: nobody has looked."""


@cache
def _observing_entry() -> Entry:
    """Return the entry of a verb that attributes only because what it did not see is an observation."""
    return Entry("see_nothing", (), {"modality": ("assertion",), "scope": ("attitude",), "takes": ("noun",)})


def is_worth_observing(unit: Unit, lang: str) -> bool:
    """Return whether the unit tells of something not seen, so that it needs a tree."""
    return unit.quote is None and bool(unit.hits(load_lexicon(lang, "negative_evidence")))


def read_observations(layers: Layers, drafts: Sequence[Draft]) -> list[Draft]:
    """Return a draft for each observer whose finding no other statement holds: an office, a body or a name that looked."""
    found = []
    lexicon = load_lexicon(layers.lang, "negative_evidence")
    for unit in layers.units:
        if not unit.parsed or not is_worth_observing(unit, layers.lang):
            continue
        for hit in lexicon.choose(unit.hits(lexicon)):
            draft = _read(layers, unit, hit)
            if draft is not None and not any(_is_held(draft, other) for other in drafts):
                found.append(draft)
    return found


def _read(layers: Layers, unit: Unit, hit: Hit) -> Draft | None:
    """Return the draft of one finding: its verb, what was not seen, and the verb's subject."""
    verb = next((w for w in unit.words[hit.start : hit.end] if _is_looking(unit, w)), None)
    if verb is None or hit.entry.get("observer") == "no":
        return None
    source = find_any_source(unit, verb.i, verb.i, None, inverted=False)
    head = next((unit.words[i] for i in source if unit.words[i].head not in source), None)
    if head is None or max(source) > verb.i or not _is_observer(layers.lang, [unit.words[i] for i in source], head):
        return None
    first = min(hit.start, verb.i)
    own = set(unit.subtree(verb.i))
    content = [i for i in range(first, len(unit.words)) if i in own or i < hit.end]
    while content and unit.words[content[-1]].pos == "PUNCT":
        content = content[:-1]
    draft = Draft(unit, verb.i, _observing_entry(), cue=[span_of(unit, [verb.i])], route="noun")
    draft.content = pieces_of(layers, unit, content, set(source))
    draft.source, draft.source_head = [span_of(unit, source)], head
    return draft if draft.content else None


def _is_looking(unit: Unit, word: Word) -> bool:
    """Return whether the word is a verb whose subject did look: active, finite and not merely supposed."""
    if word.pos != "VERB" or is_passive(unit, word.i) or not is_finite(unit, word.i):
        return False
    near = {unit.words[c].low for c in unit.children(word.i)}
    return not near & _UNREAL and "Mood=Cnd" not in word.morph and "Tense=Fut" not in word.morph


def _is_observer(lang: str, words: Sequence[Word], head: Word) -> bool:
    """Return whether the subject can look and tell: a name, an office, an institution; no thing, no pronoun."""
    if head.pos == "PRON":
        return False
    if any(w.pos == "PROPN" and w.i <= head.i for w in words):
        return True
    lows, bases = [w.low for w in words], [w.base for w in words]
    bodies: Lexicon = load_lexicon(lang, "bodies")
    if any(hit.entry.key == "institution" for hit in bodies.find(lows, bases)):
        return True
    return load_lexicon(lang, "titles").is_in(lows, bases)


def _is_held(draft: Draft, other: Draft) -> bool:
    """Return whether another statement holds the finding, or was read off the same verb."""
    if other.unit is draft.unit and other.head == draft.head:
        return True
    return any(_is_touching(piece, own) for piece in other.content for own in draft.content)


def _is_touching(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
