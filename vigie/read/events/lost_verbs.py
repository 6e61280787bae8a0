"""Repairs of trees that lose a clause's verb: one read as a participle, an adjective, a noun or a part of a name.

Each acts only where the tree cannot be right: a clause without a verb, an auxiliary on a noun, a finite verb as attribute.
"""

from __future__ import annotations

from vigie.read.events.moves import FINITE, NOMINAL, make_clause, make_predicate, move
from vigie.read.events.wordclasses import WordClasses
from vigie.read.layers import Unit, Word


def raise_verbs(unit: Unit, classes: WordClasses) -> None:
    """ "la flotte attaque le convoi": a finite verb is no attribute of its subject."""
    for word in unit.words:
        noun = unit.words[word.head]
        if word.dep != "amod" or word.i <= noun.i or noun.pos not in NOMINAL:
            continue
        if _is_finite(unit, word, classes):
            make_predicate(unit, word.i, noun.i)


def _is_finite(unit: Unit, word: Word, classes: WordClasses) -> bool:
    if word.pos == "VERB":
        return "VerbForm=Fin" in word.morph
    looks = classes.lang == "fr" and word.low.endswith(("e", "ent")) and word.base.endswith(("er", "ir", "re"))
    return looks and word.pos == "ADJ" and not any("VerbForm=Fin" in w.morph for w in unit.words)


def find_lost_verb(unit: Unit, classes: WordClasses) -> None:
    """ "Mali severed diplomatic relations.": a noun phrase that hides the only verb, read as a participle, is a clause."""
    if any("VerbForm=Fin" in w.morph for w in unit.words) or not unit.words or unit.words[-1].low not in {".", "!"}:
        return
    for word in unit.words[1:]:
        if word.pos != "VERB" or word.dep not in {"amod", "acl"} or "Tense=Past" not in word.morph:
            continue
        before, head = unit.words[word.i - 1], unit.words[word.head]
        if word.dep == "acl" and head.head == head.i and unit.find_child(word.i, "obj") is not None:
            word.morph = FINITE
            make_predicate(unit, word.i, head.i)
        elif word.dep == "acl" and head.pos in NOMINAL and classes.is_in(word, "intransitive"):
            _make_intransitive(unit, word.i)
        elif before.pos in NOMINAL | {"ADV"} and before.text[:1].isupper() and head.i > word.i and head.head == head.i:
            make_clause(unit, word.i, before.i, head.i)
        return


def _make_intransitive(unit: Unit, verb: int) -> None:
    """ "Thousands of people protested.": such verbs have no passive, so the participle is the verb."""
    top = unit.words[verb].head
    while unit.words[top].head != top:
        top = unit.words[top].head
    move(unit, verb, verb, "root")
    unit.words[verb].morph = FINITE
    move(unit, top, verb, "nsubj")


def find_misread_verb(unit: Unit) -> None:
    """ "Norway vetoed a motion": a root between its own subject and object is a verb, whatever its tag."""
    for word in unit.words:
        if (
            word.head != word.i
            or word.pos not in {"NOUN", "PROPN", "ADJ"}
            or unit.find_child(word.i, "cop") is not None
        ):
            continue
        subject, obj = unit.find_child(word.i, "nsubj"), unit.find_child(word.i, "obj")
        if subject is None and word.pos == "PROPN" and word.i - 1 in unit.children(word.i):
            subject = word.i - 1
        if subject is not None and obj is not None and subject < word.i < obj and word.text[:1].islower():
            word.pos, word.morph = "VERB", FINITE
            unit.words[subject].dep = "nsubj"


def find_lost_subject(unit: Unit) -> None:
    """ "Cuba flew doctors", "Latvia declared": the name right before a finite verb without a subject is its subject."""
    for word in unit.words[:-1]:
        verb = unit.words[word.i + 1]
        if word.head != verb.i or word.dep not in {"compound", "advmod", "amod", "nmod:unmarked", "dep"}:
            continue
        named = word.pos in {"PROPN", "NOUN", "ADJ"} and word.text[:1].isupper()
        if named and verb.pos == "VERB" and "VerbForm=Fin" in verb.morph and unit.find_child(verb.i, "nsubj") is None:
            word.dep, word.pos = "nsubj", "NOUN" if word.pos == "NOUN" else "PROPN"


def free_false_agents(unit: Unit) -> None:
    """ "Norway stood by Chile": a finite form with its own subject and no auxiliary is no passive."""
    for word in unit.words:
        if word.dep != "obl:agent":
            continue
        verb = unit.words[word.head]
        near = [unit.words[c].dep for c in unit.children(verb.i)]
        helped = any(d.startswith("aux") or d == "nsubj:pass" for d in near)
        if "VerbForm=Fin" in verb.morph and "nsubj" in near and not helped:
            word.dep = "obl"
