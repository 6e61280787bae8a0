"""Tense and mood of a verb form, where the parser's tag can be bettered by the ending."""

from __future__ import annotations

import re

from vigie.read.layers import Word

_FUTURE = re.compile(r"(.*r)(ai|as|a|ons|ez|ont)$")
_IMPERFECT = re.compile(r"(ais|ait|ions|iez|aient)$")
_CONDITIONAL = re.compile(r"(.*r)(ais|ait|ions|iez|aient)$")


def mend_morph(word: Word, lang: str) -> None:
    """Correct the tense of a French verb: "riposterons" is no present, "bombardent" no imperfect, "utiliserait" no imperfect."""
    if lang != "fr" or word.pos not in {"VERB", "AUX"} or "VerbForm=Inf" in word.morph:
        return
    for pattern, morph in (
        (_FUTURE, "Mood=Ind|Tense=Fut|VerbForm=Fin"),
        (_CONDITIONAL, "Mood=Cnd|Tense=Pres|VerbForm=Fin"),
    ):
        found = pattern.match(word.low)
        if found and not _is_stem_in_r(word, found.group(1)):
            word.morph = morph
    if "Tense=Imp" in word.morph and not _IMPERFECT.search(word.low):
        word.morph = word.morph.replace("Tense=Imp", "Tense=Pres")


def find_tense(word: Word, lang: str) -> str | None:
    """Return "future" or "conditional" when the ending of a French verb shows it, else None."""
    if lang != "fr" or word.pos not in {"VERB", "AUX"}:
        return None
    for pattern, tense in ((_FUTURE, "future"), (_CONDITIONAL, "conditional")):
        found = pattern.match(word.low)
        if found and not _is_stem_in_r(word, found.group(1)):
            return tense
    return None


def _is_stem_in_r(word: Word, stem: str) -> bool:
    """Return whether the r belongs to the verb itself: "tirait" is of "tirer", "courait" of "courir"."""
    return any(stem + ending in word.base.split("|") for ending in ("er", "ir", "re", "rir"))
