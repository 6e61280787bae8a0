"""Whose view a "for" opens: a named or titled person, or people of a trade ("For two brokers, …")."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.lexicon import Lexicon
from vigie.read.layers import Unit, Word
from vigie.read.statements.tellers import Tellers, load_tellers

MAX_VIEWER = 12
"""Whose view it is stands within so many words of the "for" that opens it."""
_MANY = frozenset(
    "deux trois quatre cinq six plusieurs beaucoup certains certaines nombre les two three four five six several many "
    "some most".split()
)


def opens_view(unit: Unit, at: int, titles: Lexicon) -> bool:
    """Return whether "for", « pour » opens a view: a named or titled person up to a comma ("For Ada Hale, the …")."""
    if at > 1 or (at == 1 and unit.words[0].pos not in {"CCONJ", "ADV"}):
        return False
    comma = next((w.i for w in unit.words[at + 1 : at + MAX_VIEWER] if w.low == ","), None)
    words = unit.words[at + 1 : comma]
    if comma is None or not words:
        return False
    person = next((w for w in words if w.tag == "NOUN"), None)
    if person is not None and _is_plain_view(words):
        if _is_of_trade(words, person, load_tellers(titles.lang)):
            return True
    aged = any(w.low in {"ans", "year", "years"} for w in words)
    if any(w.pos in {"VERB", "AUX"} or (w.pos == "NUM" and not aged) for w in words):
        return False
    named = any(a.text[0].isupper() and b.text[0].isupper() for a, b in zip(words, words[1:], strict=False))
    hits = titles.find([w.low for w in words], [w.base for w in words])
    return (named or any(h.entry.key != "institution" for h in hits)) and words[0].pos in {
        "DET",
        "PROPN",
        "NOUN",
        "ADJ",
    }


def _is_of_trade(words: Sequence[Word], person: Word, tellers: Tellers) -> bool:
    """Return whether some of a number, or people of a trade, are meant: not people of whom something holds ("For parents, …")."""
    if words[0].low in _MANY - {"les", "the"} or words[0].pos == "NUM":
        return tellers.is_teller(person)
    return words[0].pos == "DET" and bool(tellers.person_kinds(person) & {"trade", "office"})


def _is_plain_view(words: Sequence[Word]) -> bool:
    """Return whether nothing finite stands in the phrase of a view (« Pour [deux courtiers joints par téléphone], … »)."""
    return not any("VerbForm=Fin" in w.morph or "VerbForm=Inf" in w.morph for w in words)
