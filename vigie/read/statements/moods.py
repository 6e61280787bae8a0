"""What the forms of verbs say about a content: an order, the speaker's own future, a future of others."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.read.layers import Word
from vigie.read.verbforms import find_tense

_OPENERS = frozenset(
    "please then so now just first and but do not don't n't never alors donc et mais ne n' puis".split()
)
"""Words that may stand before an imperative."""
_WE = {"nous": "ons", "je": "ai", "j'": "ai"}
_REACH = 4


def is_order(words: Sequence[Word], lang: str) -> bool:
    """Return whether the words begin with an imperative ("Ask the crew", « Rentrez chez vous », « Qu'on ouvre ! »)."""
    at = next((i for i, w in enumerate(words) if w.low not in _OPENERS and w.pos != "PUNCT"), None)
    if at is None or at + 1 >= len(words) or not words[0].text[:1].isupper():
        return False
    word = words[at]
    if lang != "fr":
        return word.pos == "VERB" and word.low in word.base.split("|") and not word.low.endswith(("ing", "ed"))
    if word.low in {"que", "qu'"}:
        return words[at + 1].pos in {"PRON", "DET", "PROPN"} and words[at + 1].low not in {"est", "ce"}
    return word.pos == "VERB" and word.low.endswith("ez") and "VerbForm=Inf" not in word.morph


def is_own_future(words: Sequence[Word], lang: str) -> bool:
    """Return whether the speaker says by a French future what they will do themselves (« nous resterons »)."""
    for i, word in enumerate(words):
        if find_tense(word, lang) != "future":
            continue
        before = [w.low for w in words[max(0, i - _REACH) : i]]
        if any(word.low.endswith(_WE[low]) for low in before if low in _WE):
            return True
    return False


def is_future(words: Sequence[Word], lang: str) -> bool:
    """Return whether a French verb stands in the future; the conditional of hearsay (« aurait duré ») is none."""
    return any(find_tense(w, lang) == "future" for w in words)
