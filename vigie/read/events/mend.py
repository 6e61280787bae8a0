"""Repairs of trees where the parser goes wrong in ways that cost events: objects after a date, cut-off subjects, "X severed Y".

Every repair moves one link and only where the tree cannot be right: a time as object, a sentence without a verb.
"""

from __future__ import annotations

from vigie.read.events.wordclasses import WordClasses, load_word_classes
from vigie.read.layers import Layers, Unit, Word
from vigie.read.verbforms import mend_morph

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = "Mood=Ind|Tense=Past|VerbForm=Fin"
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
    _free_times(unit, classes)
    _free_objects(unit, classes)
    _rejoin_subject(unit)
    _raise_verbs(unit, classes)
    _find_lost_verb(unit, classes)
    _rejoin_prefix(unit)
    _free_agents(unit)
    _raise_clause(unit)
    _find_lost_objects(unit, classes)


def _name_participles(unit: Unit) -> None:
    """ "ont été interdites": what an auxiliary of the passive hangs on is no adjective."""
    for word in unit.words:
        if word.pos == "ADJ" and any(unit.words[c].dep == "aux:pass" for c in unit.children(word.i)):
            word.pos, word.morph = "VERB", "Tense=Past|VerbForm=Part|Voice=Pass"


def _move(unit: Unit, i: int, head: int, dep: str) -> None:
    word = unit.words[i]
    if word.head != i:
        unit._children[word.head].remove(i)
    word.head, word.dep = head, dep
    if head != i:
        unit._children[head] = sorted([*unit._children[head], i])


def _free_times(unit: Unit, classes: WordClasses) -> None:
    """ "ont repris lundi la ville": a day is no object."""
    for word in unit.words:
        if word.dep in {"obj", "iobj", "nsubj:pass"} and word.pos != "PRON" and classes.is_in(word, "time"):
            word.dep = "obl:mod"


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
            _move(unit, word.i, verb.i, "obj")
            unit.words[article].dep = "det"


def _rejoin_subject(unit: Unit) -> None:
    """A noun left alone right before a verb without subject is its subject."""
    roots = [w for w in unit.words if w.head == w.i]
    for noun, verb in zip(roots, roots[1:], strict=False):
        if noun.pos not in _NOMINAL or verb.pos != "VERB" or unit.find_child(verb.i, "nsubj") is not None:
            continue
        after = max(unit.subtree(noun.i))
        if all(w.pos in _BETWEEN for w in unit.words[after + 1 : verb.i]):
            _move(unit, noun.i, verb.i, "nsubj")


def _raise_verbs(unit: Unit, classes: WordClasses) -> None:
    """ "la flotte attaque le convoi": a finite verb is no attribute of its subject."""
    for word in unit.words:
        noun = unit.words[word.head]
        if word.dep != "amod" or word.i <= noun.i or noun.pos not in _NOMINAL:
            continue
        if _is_finite(unit, word, classes):
            _make_predicate(unit, word.i, noun.i)


def _is_finite(unit: Unit, word: Word, classes: WordClasses) -> bool:
    if word.pos == "VERB":
        return "VerbForm=Fin" in word.morph
    looks = classes.lang == "fr" and word.low.endswith(("e", "ent")) and word.base.endswith(("er", "ir", "re"))
    return looks and word.pos == "ADJ" and not any("VerbForm=Fin" in w.morph for w in unit.words)


def _make_predicate(unit: Unit, verb: int, subject: int) -> None:
    """Let the verb take its subject's place, and what follows it."""
    word, noun = unit.words[verb], unit.words[subject]
    top, dep = noun.head, noun.dep
    _move(unit, verb, verb if top == subject else top, "root" if top == subject else dep)
    _move(unit, subject, verb, "nsubj")
    if word.pos != "VERB":
        word.pos, word.morph = "VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin"
    for c in [c for c in unit.children(subject) if unit.words[c].dep == "mark" or c > verb]:
        opening = {unit.words[k].dep for k in unit.children(c)}
        bare = unit.words[c].pos in _NOMINAL and not opening & {"case", "mark"}
        free = unit.find_child(verb, "obj") is None
        verbal = unit.words[c].pos == "VERB" and "mark" in opening
        _move(unit, c, verb, "obj" if bare and free else "xcomp" if verbal else unit.words[c].dep)


def _rejoin_prefix(unit: Unit) -> None:
    """ "North Korea test-fired a missile": what hangs on the prefix is the subject."""
    for hyphen in unit.words[1:-1]:
        prefix, verb = unit.words[hyphen.i - 1], unit.words[hyphen.i + 1]
        if hyphen.low != "-" or verb.pos != "VERB" or prefix.head != verb.i or prefix.pos not in _NOMINAL:
            continue
        inner = [c for c in unit.children(prefix.i) if unit.words[c].pos in _NOMINAL]
        if inner and unit.find_child(verb.i, "nsubj") is None:
            _move(unit, inner[-1], verb.i, "nsubj")
            verb.morph = _FINITE


def _find_lost_verb(unit: Unit, classes: WordClasses) -> None:
    """ "Mali severed diplomatic relations.": a noun phrase that hides the only verb, read as a participle, is a clause."""
    if any("VerbForm=Fin" in w.morph for w in unit.words) or not unit.words or unit.words[-1].low not in {".", "!"}:
        return
    for word in unit.words[1:]:
        if word.pos != "VERB" or word.dep not in {"amod", "acl"} or "Tense=Past" not in word.morph:
            continue
        before, head = unit.words[word.i - 1], unit.words[word.head]
        if word.dep == "acl" and head.head == head.i and unit.find_child(word.i, "obj") is not None:
            word.morph = _FINITE
            _make_predicate(unit, word.i, head.i)
        elif word.dep == "acl" and head.pos in _NOMINAL and classes.is_in(word, "intransitive"):
            _make_intransitive(unit, word.i)
        elif before.pos in _NOMINAL | {"ADV"} and before.text[:1].isupper() and head.i > word.i and head.head == head.i:
            _make_clause(unit, word.i, before.i, head.i)
        return


def _make_intransitive(unit: Unit, verb: int) -> None:
    """ "Thousands of people protested.": such verbs have no passive, so the participle is the verb."""
    top = unit.words[verb].head
    while unit.words[top].head != top:
        top = unit.words[top].head
    _move(unit, verb, verb, "root")
    unit.words[verb].morph = _FINITE
    _move(unit, top, verb, "nsubj")


def _make_clause(unit: Unit, verb: int, subject: int, obj: int) -> None:
    word = unit.words[verb]
    _move(unit, verb, verb, "root")
    word.morph = _FINITE
    for c in [c for c in unit.children(obj) if c < verb and c != subject]:
        _move(unit, c, subject, unit.words[c].dep)
    _move(unit, subject, verb, "nsubj")
    unit.words[subject].pos = "PROPN"
    _move(unit, obj, verb, "obj")


def _free_agents(unit: Unit) -> None:
    """ "rejected a request by the envoy": a verb with an object is not done by anybody else; whose it is stays with the object."""
    for word in unit.words:
        if word.dep != "obl:agent" or not any(unit.words[c].low in {"by", "par"} for c in unit.children(word.i)):
            continue
        verb = unit.words[word.head]
        obj = unit.find_child(verb.i, "obj")
        passive = any(unit.words[c].dep in {"aux:pass", "nsubj:pass"} for c in unit.children(verb.i))
        if obj is not None and obj < word.i and not passive and unit.find_child(verb.i, "nsubj") is not None:
            _move(unit, word.i, obj, "nmod")


def _raise_clause(unit: Unit) -> None:
    """ "the envoy blamed Oslo's policies": a verb with a subject of its own is no attribute of the noun behind it."""
    for word in unit.words:
        head = unit.words[word.head]
        if word.dep != "amod" or "VerbForm=Fin" not in word.morph or head.i < word.i:
            continue
        if not any(unit.words[c].dep == "nsubj" and c < word.i for c in unit.children(word.i)):
            continue
        top = head if head.dep != "nmod:poss" else unit.words[head.head]
        if top.pos not in _NOMINAL or unit.find_child(word.i, "obj") is not None:
            continue
        above, dep = (word.i, "root") if top.head == top.i else (top.head, top.dep)
        _move(unit, word.i, above, dep)
        _move(unit, top.i, word.i, "obj")


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
