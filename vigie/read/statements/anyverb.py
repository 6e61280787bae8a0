"""Cues that no lexicon lists: whatever finite verb stands with its subject beside a quotation that is cut off by a mark."""

from __future__ import annotations

from functools import lru_cache

from vigie.lang.lexicon import Entry
from vigie.read.layers import Unit, Word
from vigie.read.statements.cues import Cue
from vigie.read.statements.uncued import Neighbours
from vigie.text.quotes import Quote

MAX_REACH = 9
"""The cue of a quotation stands within so many words after it."""
_NOT_SAYING = frozenset(
    ["be", "have", "do", "être", "avoir", "faire", "become", "seem", "appear", "devenir", "sembler", "paraître"]
)


@lru_cache(maxsize=1)
def any_verb() -> Entry:
    """Return the entry of a verb that says only because a quotation hangs on it."""
    return Entry("any_verb", (), {"modality": ("assertion",), "scope": ("speech",), "takes": ("quote",)})


def find_any_verb(quote: Quote, around: Neighbours) -> Cue | None:
    """Return the cue made of the verb beside the quotation, or None when no subject stands with it."""
    return find_verb_after(quote, around) or _before(quote, around)


def find_verb_after(quote: Quote, around: Neighbours) -> Cue | None:
    """Return the verb of a short clause after a quotation that ends with a comma or a cry ("…!” she barked")."""
    if around.after is None or not around.tail or not _is_cut_off(around):
        return None
    unit = around.after
    stop = next((c.start for c in unit.cut if c.start >= quote.outer[1]), unit.words[-1].end)
    words = [w for w in unit.words if quote.outer[1] <= w.start < stop and w.pos != "PUNCT"][:MAX_REACH]
    for word in words:
        if _is_finite(word) and _has_subject_near(unit, word, words):
            return Cue(unit, word.i, word.i, word.i, any_verb(), "verb")
    return None


def _is_cut_off(around: Neighbours) -> bool:
    return around.tail[0] != ":" and around.end in {",", "!", "?", "…"} or around.tail[0] in ",–—-"


def _before(quote: Quote, around: Neighbours) -> Cue | None:
    """Return the main verb before a colon or comma that opens a quotation."""
    if around.before is None or not around.lead.endswith((":", ",")):
        return None
    words = [w for w in around.before.words if w.end <= quote.outer[0] and w.pos != "PUNCT"]
    return find_main_verb(around.before, words[-MAX_REACH:] if around.lead.endswith(",") else words)


def find_main_verb(unit: Unit, words: list[Word]) -> Cue | None:
    """Return the cue made of the last main verb with a subject among the words, or None."""
    found = [w for w in words if _is_finite(w) and w.dep.split(":")[0] in {"root", "conj", "parataxis", "ccomp"}]
    found = [w for w in found if unit.find_child(w.i, "nsubj") is not None]
    return Cue(unit, found[-1].i, found[-1].i, found[-1].i, any_verb(), "verb") if found else None


def _is_finite(word: Word) -> bool:
    if word.pos != "VERB" or word.lemma in _NOT_SAYING or word.dep.startswith("aux"):
        return False
    return "VerbForm=Inf" not in word.morph and "VerbForm=Ger" not in word.morph


def _has_subject_near(unit: Unit, word: Word, words: list[Word]) -> bool:
    """Return whether a name, pronoun or noun phrase stands right before or after the verb."""
    if unit.find_child(word.i, "nsubj") is not None:
        return True
    at = words.index(word)
    following = words[at + 1].pos if at + 1 < len(words) else ""
    opens = all(w.pos in {"AUX", "ADV", "PRON"} for w in words[:at])
    return following in {"PROPN", "DET", "PRON", "NOUN"} and opens
