"""Whether an act is said not to have happened: negators, and the many phrases that only look like one ("plus de 40 morts")."""

from __future__ import annotations

from vigie.read.events import clauses
from vigie.read.events.wordclasses import WordClasses
from vigie.read.layers import Unit

_ON_VERB = frozenset({"advmod", "mark", "aux", "det", "case"})
_ON_NOUN = frozenset({"det", "case", "advmod", "cc"})


def is_negated(unit: Unit, verb: int, classes: WordClasses) -> bool:
    """Return whether the verb, or a quantity in its subject or object, is negated ("n'a pas tiré", "aucun soldat")."""
    near = [c for c in unit.children(verb) if clauses.relation(unit, c) in _ON_VERB]
    for c in unit.children(verb):
        if clauses.relation(unit, c) in {"nsubj", "obj"}:
            near += [c, *_find_quantifiers(unit, c)]
    return any(_is_negator(unit, i, verb, classes) for i in near)


def is_denied_noun(unit: Unit, noun: int, classes: WordClasses) -> bool:
    """Return whether words on the noun say that there was none ("aucune attaque", "no attack")."""
    return any(_is_negator(unit, i, None, classes) for i in _find_quantifiers(unit, noun))


def _find_quantifiers(unit: Unit, noun: int) -> list[int]:
    """Return the determiners and adverbs of a noun, and those on them ("plus un seul cargo")."""
    found = [c for c in unit.children(noun) if clauses.relation(unit, c) in _ON_NOUN]
    return found + [k for c in found for k in unit.children(c) if clauses.relation(unit, k) == "advmod"]


def _is_negator(unit: Unit, i: int, verb: int | None, classes: WordClasses) -> bool:
    word = unit.words[i]
    if not classes.is_in(word, "negator"):
        return False
    if any(classes.is_in(w, "after_negator") for w in unit.words[i + 1 : i + 2]):
        return False
    if classes.is_in(word, "no_more"):
        return _is_no_more(unit, i, verb, classes)
    named = any(clauses.relation(unit, c) in {"det", "nummod", "amod"} for c in unit.children(i))
    return word.pos not in {"NOUN", "PROPN"} or not named


def _is_no_more(unit: Unit, i: int, verb: int | None, classes: WordClasses) -> bool:
    """Return whether "plus" says that something has ended: it needs "ne" at the verb, and counts nothing after it."""
    after = unit.words[i + 1 : i + 3]
    if len(after) > 1 and after[0].low in {"de", "d'", "d’"} and (after[1].pos == "NUM" or after[1].low.isdigit()):
        return False
    if verb is None:
        return any(classes.is_in(w, "single") for w in after)
    return any(classes.is_in(unit.words[c], "half_negator") for c in _near_verb(unit, verb))


def _near_verb(unit: Unit, verb: int) -> list[int]:
    helpers = [c for c in unit.children(verb) if clauses.relation(unit, c) in {"aux", "cop"}]
    return [c for h in [verb, *helpers] for c in unit.children(h)]


def is_absent(unit: Unit, noun: int, verb: int, classes: WordClasses) -> bool:
    """Return whether the negated verb of an act told by a noun denies the act itself.

    "L'attaque n'a pas eu lieu" does; "l'attaque n'a fait aucun blessé" only says what the attack did not do,
    "no group has claimed the attack" what was not said of it.
    """
    if not is_negated(unit, verb, classes) or classes.is_in(unit.words[verb], "claim"):
        return False
    subject = unit.find_child(verb, "nsubj")
    if subject != noun or unit.words[noun].dep == "nsubj:pass" or clauses.is_passive(unit, verb):
        return True
    place = [unit.words[c] for c in unit.children(verb) if clauses.relation(unit, c) in {"obj", "obl", "compound"}]
    return classes.is_in(unit.words[verb], "happen") or any(classes.is_in(w, "happen") for w in place)
