"""Repairs of trees where the parser goes wrong in ways that cost events: objects after a date, cut-off subjects, "X severed Y".

Every repair moves one link and only where the tree cannot be right: a time as object, a sentence without a verb.
"""

from __future__ import annotations

from vigie.read.events.hidden_verbs import find_hidden_verbs, raise_between, restore_nouns
from vigie.read.events.lost_verbs import (
    find_lost_subject,
    find_lost_verb,
    find_misread_verb,
    free_false_agents,
    raise_verbs,
)
from vigie.read.events.moves import FINITE, NOMINAL, move
from vigie.read.events.wordclasses import WordClasses, load_word_classes
from vigie.read.layers import Layers, Unit, Word
from vigie.read.verbforms import mend_morph

_BETWEEN = frozenset({"PRON", "AUX", "ADV", "ADJ", "PART"})


def mend_units(layers: Layers) -> None:
    """Repair every parsed unit in place, before anything is read from the trees."""
    classes = load_word_classes(layers.lang)
    for unit in layers.units:
        if unit.parsed:
            for word in unit.words:
                mend_morph(word, layers.lang)
            mend_tree(unit, classes)


def mend_tree(unit: Unit, classes: WordClasses) -> None:
    """Repair the unit's tree in place."""
    _name_participles(unit)
    raise_between(unit)
    _free_times(unit, classes)
    _free_objects(unit, classes)
    _rejoin_subject(unit)
    raise_verbs(unit, classes)
    find_lost_verb(unit, classes)
    _rejoin_prefix(unit)
    _free_agents(unit)
    _raise_clause(unit)
    find_hidden_verbs(unit, classes)
    restore_nouns(unit, classes)
    _find_lost_objects(unit, classes)
    find_misread_verb(unit)
    find_lost_subject(unit)
    free_false_agents(unit)


def _name_participles(unit: Unit) -> None:
    """ "ont été interdites": what an auxiliary of the passive hangs on is no adjective."""
    for word in unit.words:
        if word.pos == "ADJ" and any(unit.words[c].dep == "aux:pass" for c in unit.children(word.i)):
            word.pos, word.morph = "VERB", "Tense=Past|VerbForm=Part|Voice=Pass"


def _free_times(unit: Unit, classes: WordClasses) -> None:
    """ "ont repris lundi la ville", "Ghana on Tuesday rejected": a day is no object, and no part of the subject before its verb."""
    for word in unit.words:
        if word.pos == "PRON" or not classes.is_in(word, "time"):
            continue
        if word.dep in {"obj", "iobj", "nsubj:pass"}:
            word.dep = "obl:mod"
        elif word.i + 1 < len(unit.words) and unit.words[word.i + 1].pos in {"VERB", "AUX"}:
            _free_day(unit, word)


def _free_day(unit: Unit, word: Word) -> None:
    """Hang a day between a subject and its verb on the verb."""
    verb, named = unit.words[word.i + 1], unit.words[word.head]
    inner = unit.find_child(word.i, "nsubj")
    cased = unit.find_child(word.i, "case") is not None
    while verb.pos == "AUX" and verb.head > verb.i:
        verb = unit.words[verb.head]
    if word.dep == "nsubj" and inner is not None and cased and inner < word.i and word.head == verb.i:
        move(unit, inner, verb.i, "nsubj")
        word.dep = "obl:mod"
    elif named.dep.startswith("nsubj") and named.head == verb.i and named.i < word.i and named.pos in NOMINAL:
        follows = cased and unit.words[min(unit.subtree(word.i)) - 1].i == max(
            [named.i, *(c for c in unit.subtree(named.i) if c not in unit.subtree(word.i) and c < word.i)]
        )
        if (word.dep == "nmod" and follows) or (word.dep in {"flat", "nmod:unmarked"} and word.i == named.i + 1):
            move(unit, word.i, verb.i, "obl:mod")


def _free_objects(unit: Unit, classes: WordClasses) -> None:
    """ "mène depuis l'aube des frappes": what follows the time is the verb's object when it has none."""
    for word in unit.words:
        if word.dep not in {"nmod", "appos", "flat"} or not classes.is_in(unit.words[word.head], "time"):
            continue
        opening = [c for c in unit.children(word.i) if unit.words[c].dep in {"case", "det"}]
        article = next((c for c in opening if unit.words[c].low in {"des", "du"} or unit.words[c].dep == "det"), None)
        verb = unit.words[unit.words[word.head].head]
        if article is None or len(opening) > 1 or verb.pos != "VERB" or unit.find_child(verb.i, "obj") is not None:
            continue
        if unit.words[word.head].dep.startswith("obl"):
            move(unit, word.i, verb.i, "obj")
            unit.words[article].dep = "det"


def _rejoin_subject(unit: Unit) -> None:
    """A noun left alone right before a verb without subject is its subject."""
    roots = [w for w in unit.words if w.head == w.i]
    for noun, verb in zip(roots, roots[1:], strict=False):
        if noun.pos not in NOMINAL or verb.pos != "VERB" or unit.find_child(verb.i, "nsubj") is not None:
            continue
        after = max(unit.subtree(noun.i))
        if all(w.pos in _BETWEEN for w in unit.words[after + 1 : verb.i]):
            move(unit, noun.i, verb.i, "nsubj")


def _rejoin_prefix(unit: Unit) -> None:
    """ "North Korea test-fired a missile": what hangs on the prefix is the subject."""
    for hyphen in unit.words[1:-1]:
        prefix, verb = unit.words[hyphen.i - 1], unit.words[hyphen.i + 1]
        if hyphen.low != "-" or verb.pos != "VERB" or prefix.head != verb.i or prefix.pos not in NOMINAL:
            continue
        inner = [c for c in unit.children(prefix.i) if unit.words[c].pos in NOMINAL]
        if inner and unit.find_child(verb.i, "nsubj") is None:
            move(unit, inner[-1], verb.i, "nsubj")
            verb.morph = FINITE


def _free_agents(unit: Unit) -> None:
    """ "rejected a request by the envoy": a verb with an object is not done by anybody else; whose it is stays with the object."""
    for word in unit.words:
        if word.dep != "obl:agent" or not any(unit.words[c].low in {"by", "par"} for c in unit.children(word.i)):
            continue
        verb = unit.words[word.head]
        obj = unit.find_child(verb.i, "obj")
        passive = any(unit.words[c].dep in {"aux:pass", "nsubj:pass"} for c in unit.children(verb.i))
        if obj is not None and obj < word.i and not passive and unit.find_child(verb.i, "nsubj") is not None:
            move(unit, word.i, obj, "nmod")


def _raise_clause(unit: Unit) -> None:
    """ "the envoy blamed Oslo's policies": a verb with a subject of its own is no attribute of the noun behind it."""
    for word in unit.words:
        head = unit.words[word.head]
        if word.dep != "amod" or "VerbForm=Fin" not in word.morph or head.i < word.i:
            continue
        if not any(unit.words[c].dep == "nsubj" and c < word.i for c in unit.children(word.i)):
            continue
        top = head if head.dep != "nmod:poss" else unit.words[head.head]
        if top.pos not in NOMINAL or unit.find_child(word.i, "obj") is not None:
            continue
        above, dep = (word.i, "root") if top.head == top.i else (top.head, top.dep)
        move(unit, word.i, above, dep)
        move(unit, top.i, word.i, "obj")


def _find_lost_objects(unit: Unit, classes: WordClasses) -> None:
    """ "rejected every offer": a noun with an article right behind a verb without object is its object, unless a time."""
    for word in unit.words:
        if word.dep != "obl:unmarked" or word.pos != "NOUN" or classes.is_in(word, "time") or word.head >= word.i:
            continue
        verb = unit.words[word.head]
        first = min(unit.subtree(word.i))
        if verb.pos == "VERB" and first == verb.i + 1 and unit.find_child(verb.i, "obj") is None:
            if unit.words[first].pos == "DET":
                word.dep = "obj"
