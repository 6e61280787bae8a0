"""Moves in a tree that repairs share: one link at a time, and a verb that takes the place of its subject or object."""

from __future__ import annotations

from vigie.read.layers import Unit

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FINITE = "Mood=Ind|Tense=Past|VerbForm=Fin"


def move(unit: Unit, i: int, head: int, dep: str) -> None:
    """Return nothing; hang word `i` under another head by another relation."""
    word = unit.words[i]
    if word.head != i:
        unit._children[word.head].remove(i)
    word.head, word.dep = head, dep
    if head != i:
        unit._children[head] = sorted([*unit._children[head], i])


def make_predicate(unit: Unit, verb: int, subject: int) -> None:
    """Return nothing; let the verb take its subject's place, and what follows it."""
    word, noun = unit.words[verb], unit.words[subject]
    top, dep = noun.head, noun.dep
    move(unit, verb, verb if top == subject else top, "root" if top == subject else dep)
    move(unit, subject, verb, "nsubj")
    if word.pos != "VERB":
        word.pos, word.morph = "VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin"
    for c in [c for c in unit.children(subject) if unit.words[c].dep == "mark" or c > verb]:
        opening = {unit.words[k].dep for k in unit.children(c)}
        bare = unit.words[c].pos in NOMINAL and not opening & {"case", "mark"}
        free = unit.find_child(verb, "obj") is None
        verbal = unit.words[c].pos == "VERB" and "mark" in opening
        move(unit, c, verb, "obj" if bare and free else "xcomp" if verbal else unit.words[c].dep)


def make_clause(unit: Unit, verb: int, subject: int, obj: int) -> None:
    """Return nothing; make a clause of a noun phrase that hides its verb, between its subject and its object."""
    word = unit.words[verb]
    move(unit, verb, verb, "root")
    word.morph = FINITE
    for c in [c for c in unit.children(obj) if c < verb and c != subject]:
        move(unit, c, subject, unit.words[c].dep)
    move(unit, subject, verb, "nsubj")
    unit.words[subject].pos = "PROPN"
    move(unit, obj, verb, "obj")
