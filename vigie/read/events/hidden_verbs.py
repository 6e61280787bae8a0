"""Repairs of English and French trees where a noun phrase has swallowed the verb between its first and its last noun.

"Canada halted trade talks", "China bans imports", « les jihadistes attaquent Djibo »: only where that phrase stands as a clause.
"""

from __future__ import annotations

from vigie.read.events.moves import FINITE, NOMINAL, make_predicate, move
from vigie.read.events.wordclasses import WordClasses
from vigie.read.layers import Unit, Word

_PRESENT = "Mood=Ind|Tense=Pres|VerbForm=Fin"
_INSIDE = frozenset({"amod", "compound", "acl", "nmod", "advmod"})
_CLAUSES = frozenset({"root", "ccomp", "parataxis", "advcl"})
_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART"})
_OPENS = frozenset({"PUNCT", "VERB", "SCONJ"})
_OF_CLAUSE = frozenset({"punct", "advcl", "parataxis", "obl", "mark", "ccomp", "cc"})
_MODALS = frozenset("must will would should could can may might shall".split())
_ENDINGS = ("er", "ir", "re")


def find_hidden_verbs(unit: Unit, classes: WordClasses) -> None:
    """Let each swallowed verb head its clause again, in place."""
    _free_infinitives(unit)
    find = _find_french if classes.lang == "fr" else _find_english
    for word in unit.words[1:-1]:
        find(unit, word, classes)


def raise_between(unit: Unit) -> None:
    """ "The blockade on Tuesday reduced food supplies": a noun with a subject and no copula is the object of the participle before it."""
    for word in unit.words[1:-1]:
        top = unit.words[word.head]
        form = word.pos in {"VERB", "ADJ"} and (word.low.endswith("ed") or "Tense=Past" in word.morph)
        subject = unit.find_child(top.i, "nsubj")
        if word.dep not in {"amod", "acl"} or not form or top.pos not in NOMINAL or subject is None or top.i < word.i:
            continue
        held = unit.find_child(top.i, "cop", "aux", "case", "det", "nummod")
        if subject < word.i and held is None and unit.words[word.i - 1].low not in {"-", ","}:
            move(unit, word.i, word.i if top.head == top.i else top.head, top.dep)
            word.pos, word.morph = "VERB", FINITE
            for c in [c for c in unit.children(top.i) if c < word.i or unit.words[c].dep in _OF_CLAUSE]:
                move(unit, c, word.i, unit.words[c].dep)
            move(unit, top.i, word.i, "obj")


def restore_nouns(unit: Unit, classes: WordClasses) -> None:
    """ "blocked Baltic aid to Oslo", "allowed Baltic inspectors to visit": no bare infinitive follows such verbs' objects."""
    for word in unit.words[2:]:
        first, verb = unit.words[word.i - 1], unit.words[word.head]
        named = first.dep in {"obj", "iobj"} and first.head == verb.i and first.pos in {"PROPN", "ADJ", "NOUN"}
        if classes.lang != "en" or word.pos != "VERB" or word.dep != "xcomp" or not named or verb.i > first.i:
            continue
        if any(unit.words[c].dep in {"mark", "nsubj", "obj", "aux"} for c in unit.children(word.i)):
            continue
        finite = "VerbForm=Fin" in word.morph and word.low.endswith("s")
        if finite or ("VerbForm=Inf" in word.morph and not classes.is_in(verb, "letting")):
            _join_noun(unit, word, first)


def _join_noun(unit: Unit, word: Word, first: Word) -> None:
    """Let the word be the object, and the name before it part of its phrase."""
    for c in [c for c in unit.children(first.i) if c < first.i]:
        move(unit, c, word.i, unit.words[c].dep)
    move(unit, first.i, word.i, "compound")
    word.pos, word.morph, word.dep = "NOUN", "Number=Plur" if word.low.endswith("s") else "Number=Sing", "obj"
    for c in unit.children(word.i):
        unit.words[c].dep = "nmod" if unit.words[c].dep == "obl" else unit.words[c].dep
    for c in [c for c in unit.children(word.i) if unit.words[c].dep == "xcomp"]:
        move(unit, c, word.head, "xcomp")


def _free_infinitives(unit: Unit) -> None:
    """ "the blockade must end", "must end talks": the noun right behind a modal, in a clause without a copula, is a verb."""
    for modal in unit.words[1:-1]:
        word = unit.words[modal.i + 1]
        if modal.low not in _MODALS or modal.pos != "AUX" or word.pos not in {"NOUN", "ADJ", "ADV"}:
            continue
        if (
            modal.head == word.i
            and unit.find_child(word.i, "cop") is None
            and (word.pos != "ADV" or unit.find_child(word.i, "obj") is not None)
        ):
            word.pos, word.morph = "VERB", "VerbForm=Inf"
        elif word.dep == "compound" and word.head in {modal.head, unit.words[modal.head].head} and word.head > word.i:
            move(unit, modal.i, word.head, "aux")
            _take_place(unit, word, unit.words[word.head])
        elif modal.head < modal.i and unit.words[modal.head].pos in NOMINAL and word.head == word.i:
            subject = modal.head
            move(unit, modal.i, word.i, "aux")
            move(unit, subject, word.i, "nsubj")
            word.pos, word.morph = "VERB", "VerbForm=Inf"


def _take_place(unit: Unit, word: Word, obj: Word) -> None:
    """Let the first noun after a modal head the clause instead of its object."""
    move(unit, word.i, word.i if obj.head == obj.i else obj.head, obj.dep)
    for c in [c for c in unit.children(obj.i) if c < word.i or unit.words[c].dep in _OF_CLAUSE]:
        move(unit, c, word.i, unit.words[c].dep)
    move(unit, obj.i, word.i, "obj")
    word.pos, word.morph, obj.pos = "VERB", "VerbForm=Inf", "NOUN"


def _find_english(unit: Unit, word: Word, classes: WordClasses) -> None:
    top = _find_top(unit, word)
    before = unit.words[word.i - 1]
    if top is None or not word.text[:1].islower() or before.pos not in {"PROPN", "NOUN"}:
        return
    past = _is_past(unit, word, before) or classes.is_in(word, "past_form")
    if not past and not _is_present(unit, word, before, classes):
        return
    start = _find_start(unit, before.i)
    if start is not None:
        _raise(unit, word, (start, before.i, top), FINITE if past else _PRESENT)


def _find_top(unit: Unit, word: Word) -> int | None:
    """Return the noun after the word that heads the whole phrase, where it stands as a clause without a verb of its own."""
    at = word.i
    if word.head == at:
        after = unit.words[at + 1]
        apart = after.head == after.i or (after.head == at and after.dep == "flat")
        return after.i if apart and after.text[:1].isupper() else None
    if word.dep == "flat" and word.pos == "VERB" and word.head == at - 1:
        at = word.head
    while unit.words[at].dep in _INSIDE and unit.words[at].head > at:
        at = unit.words[at].head
    top = unit.words[at]
    stands = top.dep in _CLAUSES and at > word.i and top.pos in {"NOUN", "PROPN"}
    return at if stands and unit.find_child(at, "cop", "aux", "aux:pass") is None else None


def _is_past(unit: Unit, word: Word, before: Word) -> bool:
    """Return whether the word is a past form after a name, or after a plural in a sentence with its full stop."""
    form = word.pos in {"VERB", "ADJ"} and (word.low.endswith("ed") or "Tense=Past" in word.morph)
    ends = unit.words[-1].low in {".", "!"} or any("VerbForm=Fin" in w.morph for w in unit.words if w is not word)
    named = before.pos == "PROPN" or before.low.endswith("s")
    return form and ends and named and word.head != word.i


def _is_present(unit: Unit, word: Word, before: Word, classes: WordClasses) -> bool:
    """Return whether the word is a present form that agrees with the noun before it, in a unit without a finite verb."""
    if any("VerbForm=Fin" in w.morph for w in unit.words) or not classes.is_in(word, "headline_verb"):
        return False
    plural = before.pos == "NOUN" and before.low.endswith("s")
    return word.low.endswith("s") != plural and (plural or before.pos == "PROPN")


def _find_start(unit: Unit, last: int) -> int | None:
    """Return where the noun phrase begins that ends at `last`; None where something other than a clause opens it."""
    at = last
    while at > 0 and unit.words[at - 1].pos in _PHRASE:
        at -= 1
    return at if at == 0 or unit.words[at - 1].pos in _OPENS else None


def _raise(unit: Unit, verb: Word, phrase: tuple[int, int, int], morph: str) -> None:
    """Let the verb take the place of the phrase's head `top`, with the words start..subject as subject and the rest as object."""
    start, subject, top = phrase
    above, dep = (
        (verb.i, "root") if unit.words[top].head in {top, verb.i} else (unit.words[top].head, unit.words[top].dep)
    )
    move(unit, verb.i, above, dep)
    verb.pos, verb.morph = "VERB", morph
    for i in range(start, subject):
        if not start <= unit.words[i].head <= subject or unit.words[i].head == i:
            move(unit, i, subject, unit.words[i].dep if unit.words[i].dep != "root" else "compound")
    move(unit, subject, verb.i, "nsubj")
    move(unit, top, verb.i, "obj")
    for c in [c for c in unit.children(top) if unit.words[c].dep in _OF_CLAUSE or c < start]:
        move(unit, c, verb.i, unit.words[c].dep)


def _find_french(unit: Unit, word: Word, classes: WordClasses) -> None:
    """« les jihadistes attaquent Djibo », « New Delhi frappe Islamabad »."""
    subject = _subject_before(unit, word.i)
    if subject is None or not _is_french_verb(unit, word, subject):
        return
    make_predicate(unit, word.i, subject)
    word.pos, word.morph = "VERB", _PRESENT
    after = unit.words[word.i + 1]
    if unit.find_child(word.i, "obj") is None and after.pos == "PROPN" and after.head < after.i:
        move(unit, after.i, word.i, "obj")


def _is_french_verb(unit: Unit, word: Word, subject: int) -> bool:
    """Return whether the form can only be a verb's, or is one's after a bare name, in a unit without a finite verb."""
    if word.pos == "VERB":
        return "VerbForm=Fin" in word.morph and word.dep in {"nmod", "appos", "flat:name"} and word.head == subject
    if any("VerbForm=Fin" in w.morph for w in unit.words) or word.pos == "PROPN":
        return False
    bases = word.base.split("|")
    if word.low.endswith("ent"):
        return all(b.endswith(_ENDINGS) and b != word.low for b in bases) and unit.words[subject].low.endswith("s")
    after = unit.words[word.i + 1]
    bare = unit.words[word.i - 1].pos == "PROPN" and unit.words[word.i - 1].text[:1].isupper()
    follows = after.pos in {"PROPN", "DET"} and after.low not in {"de", "d'", "du", "des"}
    return word.low.endswith("e") and any(b.endswith(_ENDINGS) for b in bases) and bare and follows


def _subject_before(unit: Unit, verb: int) -> int | None:
    """Return the head of the noun phrase right before the word; None where a verb has it already."""
    at = verb - 1
    while unit.words[at].head < at and unit.words[at].dep in {"flat:name", "flat:foreign", "flat", "compound", "amod"}:
        at = unit.words[at].head
    word = unit.words[at]
    if word.pos not in NOMINAL or unit.words[word.head].pos == "VERB" and word.head != verb:
        return None
    return at
