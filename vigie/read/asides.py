"""Places named in passing: by a demonym ("Turkish troops"), or inside a longer name ("Kentucky State Police")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vigie.lang.gazetteer.genders import is_given_name
from vigie.lang.gazetteer.records import Hit
from vigie.model import Span
from vigie.read.layers import Sentence, Word
from vigie.read.mention import Mention

_PLACES = frozenset({"country", "region", "city"})
_SPEAKING = frozenset("in into speak speaks spoke speaking spoken en parle parlent parler parlait parlant".split())


def find_asides(sentence: Sentence, named: Iterable[Hit], mentions: Sequence[Mention]) -> list[Mention]:
    """Return the places of a sentence that no mention is, with the mentions that are made already left as they are."""
    words = sentence.words
    around = {i: m for m in mentions for i in range(m.first, m.last)}
    found = []
    for hit in named:
        mention = around.get(hit.start)
        if hit.senses[0].kind == "demonym":
            said = _is_attribute(words, hit)
        else:
            said = hit.senses[0].kind in _PLACES and mention is not None and _is_inside(words, hit, mention)
        if said:
            span = Span(words[hit.start].start, words[hit.end - 1].end)
            name = " ".join(w.text for w in words[hit.start : hit.end])
            found.append(
                Mention(
                    span, name, hit.senses[0].type, hit.senses[0], None, sentence.index, hit.start, hit.end, aside=True
                )
            )
    return found


def _is_attribute(words: Sequence[Word], hit: Hit) -> bool:
    """Return whether a demonym says whose something is: no people ("the Cubans"), no language ("in Turkish"), no verb."""
    word = words[hit.start]
    before = words[hit.start - 1].low if hit.start else ""
    after = words[hit.end] if hit.end < len(words) else None
    if word.text.islower():
        return before not in _SPEAKING and word.pos != "VERB"
    if after is None or word.pos == "VERB" or (word.low.endswith("s") and not word.low.endswith("ss")):
        return False
    return after.pos in {"NOUN", "PROPN", "ADJ", "NUM"} or after.low == "-"


def _is_inside(words: Sequence[Word], hit: Hit, mention: Mention) -> bool:
    """Return whether a place lies inside a longer name that is nobody's: no given name, no title before it."""
    if (hit.start, hit.end) == (mention.first, mention.last) or mention.sense is not None:
        return False
    if mention.type != "PER":
        return True
    if mention.gender is not None or is_given_name(words[mention.first].low):
        return False
    if hit.start == mention.first:
        return mention.last - hit.end > 1 or hit.end - hit.start > 1
    return hit.senses[0].kind != "city"
