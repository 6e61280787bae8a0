"""Cue verbs whose form the parser mistook: a past tense for a participle, an -s for a plural, a plain form for an infinitive."""

from __future__ import annotations

from vigie.read.layers import Unit

_BEFORE_NOUN = frozenset({"DET", "ADJ", "ADP", "NUM", "PART"})
_RELATIVE = frozenset({"who", "which", "that", "whose", "qui", "que", "dont"})
_SUBJECT = frozenset({"he", "she", "it", "they", "who"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def is_only_verb(unit: Unit, at: int) -> bool:
    """Return whether no other verb can be the main one: nothing finite before the word but in a relative clause, no finite root.

    "The mayor, in a letter, [recalled] that …", which parsers take for a participle.
    """
    root = next((w for w in unit.words if w.head == w.i), None)
    apart = root is not None and any(w.low == ";" for w in unit.words[min(at, root.i) : max(at, root.i)])
    if root is None or (root.i != at and not apart and _is_finite(unit, root.i)):
        return False
    relative = False
    start = max((w.i + 1 for w in unit.words[:at] if w.low == ";"), default=0)
    for word in unit.words[start:at]:
        relative = (relative or word.low in _RELATIVE) and word.low != ","
        if "VerbForm=Fin" in word.morph and not relative:
            return False
    return any(w.pos in _NOMINAL or w.tag in _NOMINAL for w in unit.words[:at])


def _is_finite(unit: Unit, i: int) -> bool:
    """Return whether the word is a finite verb, or a predicate with a finite copula or auxiliary."""
    return any("VerbForm=Fin" in unit.words[k].morph for k in (i, *(c for c in unit.children(i) if _is_aux(unit, c))))


def _is_aux(unit: Unit, i: int) -> bool:
    return unit.words[i].dep.split(":")[0] in {"aux", "cop"}


def is_plain_form(unit: Unit, at: int) -> bool:
    """Return whether an "infinitive" has a subject before it and no "to": "Witnesses [say] the police …"."""
    subject = unit.find_child(at, "nsubj")
    words = unit.words
    if subject is None and words[at].head == at and at > 0 and words[at - 1].pos in _NOMINAL:
        return words[at - 1].dep == "compound" and not any(w.low == "to" for w in words[:at])
    if subject is None or subject > at or any(_is_aux(unit, c) for c in unit.children(at)):
        return False
    return not any(words[i].low == "to" for i in range(subject + 1, at))


def is_verb_in_s(unit: Unit, i: int) -> bool:
    """Return whether a word in -s that the parser takes for a plural stands where only a verb can ("his union [complains] of")."""
    word = unit.words[i]
    if i == 0 or not word.low.endswith("s") or word.pos not in {"NOUN", "PROPN"} or word.text[0].isupper():
        return False
    before = unit.words[i - 1]
    if before.pos in _BEFORE_NOUN or before.low in {"'s", "’s"}:
        return False
    if (before.pos == "ADV" and before.low.endswith("ly")) or before.low in _SUBJECT:
        return True
    if before.pos == "CCONJ":
        return _goes_on(unit, i)
    return before.pos in _NOMINAL and (_ends_aside(unit, i) or is_only_verb(unit, i))


def is_verb_of_many(unit: Unit, i: int) -> bool:
    """Return whether a noun's form is the verb of a plural subject, no other verb near ("Monitors from the league [report] queues")."""
    word = unit.words[i]
    if word.pos != "NOUN" or i < 1 or i + 1 >= len(unit.words) or word.low != word.base.split("|")[0]:
        return False
    if any("VerbForm=Fin" in w.morph or w.pos == "AUX" for w in unit.words):
        return False
    subject = next((w for w in unit.words[:i] if w.pos in _NOMINAL or w.tag in _NOMINAL), None)
    plural = subject is not None and subject.low.endswith("s") and unit.words[0].i >= subject.i - 2
    return plural and unit.words[i - 1].pos in _NOMINAL and unit.words[i + 1].pos in {"DET", "ADJ", "NUM", "NOUN"}


def _goes_on(unit: Unit, i: int) -> bool:
    """Return whether the word is joined by "and" to a verb in -s before it ("calls for a search, and [advises] them to …")."""
    head = unit.words[unit.words[i].head]
    following = unit.words[i + 1].low if i + 1 < len(unit.words) else ""
    return unit.words[i].dep == "conj" and "VerbForm=Fin" in head.morph and following not in {"of", ","}


def _ends_aside(unit: Unit, i: int) -> bool:
    """Return whether the word ends the unit and a noun phrase behind a comma leads to it ("…, one diplomat [mutters].")."""
    rest = unit.words[i + 1 :]
    if any(w.pos != "PUNCT" for w in rest) and rest[0].low != ",":
        return False
    comma = next((w.i for w in reversed(unit.words[:i]) if w.low == ","), None)
    if comma is None or comma < (2 if rest and rest[0].low == "," else 3):
        return False
    between = unit.words[comma + 1 : i]
    singular = all("Number=Plur" not in w.morph for w in between if w.pos == "NOUN")
    return singular and all(w.pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV", "ADP"} for w in between)


_MARKS = frozenset({",", "?", "!", "…"})


def is_turned(unit: Unit, i: int) -> bool:
    """Return whether a verb stands behind what it says, so that the noun behind it is who says it (« “…” a demandé [la mairesse] »)."""
    subject, at = unit.find_child(i, "nsubj"), i - 1
    while at >= 0 and (unit.words[at].pos in {"AUX", "PRON", "ADV"} or unit.words[at].low.startswith("-")):
        at -= 1
    if at < 0:
        return bool(unit.cut)
    if unit.words[at].low in {"?", "!", "…"}:
        return True
    if (subject is not None and subject < i) or unit.words[i].low.endswith("ant"):
        return False
    behind = any(unit.words[at].end <= cut.start < unit.words[i].start for cut in unit.cut)
    return behind or unit.words[at].low in _MARKS
