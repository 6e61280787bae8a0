"""Clauses of a tree: who is subject, object, agent or oblique of a verb or an event noun, gaps filled by grammar only."""

from __future__ import annotations

from vigie.read.layers import Unit

VERBAL = frozenset({"VERB", "AUX"})
CLAUSAL = frozenset({"ccomp", "advcl", "acl", "parataxis", "csubj"})
_RELATIVES = frozenset({"who", "which", "that", "whom", "qui", "que", "qu'", "lequel", "laquelle", "lesquels", "dont"})
READY = frozenset(
    "willing ready prepared determined set committed unwilling reluctant poised keen eager prêt prête prêts prêtes disposé "
    "disposée disposés disposées déterminé déterminée résolu résolue".split()
)
"""Words for somebody's readiness: what looks passive in them is not."""
LATER = frozenset(
    "after before during since following amid despite après avant pendant lors depuis suite malgré".split()
)
"""Prepositions of what only came before or beside an act."""
_BY = frozenset({"by", "par"})
_NEVER_PASSIVE = frozenset(
    "tomber arriver venir aller partir entrer sortir rester mourir naître devenir survenir intervenir parvenir revenir".split()
)


def relation(unit: Unit, i: int) -> str:
    """Return the relation of a word to its head without its subtype."""
    return unit.words[i].dep.split(":")[0]


def has_case(unit: Unit, i: int, words: frozenset[str] | set[str]) -> bool:
    """Return whether the noun phrase at `i` is introduced by one of the prepositions."""
    return bool(cases(unit, i) & words)


def cases(unit: Unit, i: int) -> set[str]:
    """Return the prepositions of the noun phrase at `i`; multiword ones joined ("près de")."""
    found: set[str] = set()
    for c in unit.children(i):
        if unit.words[c].dep in {"case", "mark"}:
            fixed = [k for k in unit.children(c) if unit.words[k].dep == "fixed"]
            found.add(" ".join(unit.words[k].low for k in [c, *fixed]))
            found.add(_short(unit.words[c].low))
    return found


def _short(low: str) -> str:
    return {"d'": "de", "du": "de", "des": "de", "au": "à", "aux": "à"}.get(low, low)


def is_passive(unit: Unit, verb: int) -> bool:
    """Return whether the verb is passive: by auxiliary, by agent, or a past participle that modifies a noun."""
    word = unit.words[verb]
    if not _NEVER_PASSIVE.isdisjoint(word.base.split("|")) or is_reflexive(unit, verb):
        return False
    if word.low in READY and unit.find_child(verb, "xcomp", "advcl") is not None:
        return False
    for c in unit.children(verb):
        dep = unit.words[c].dep
        if dep in {"aux:pass", "nsubj:pass", "obl:agent"}:
            return True
    if "VerbForm=Part" not in word.morph or "Tense=Pres" in word.morph:
        return False
    bare = not any(relation(unit, c) in {"aux", "obj"} for c in unit.children(verb))
    return bare and (relation(unit, verb) == "acl" or has_agent(unit, verb))


def is_reflexive(unit: Unit, verb: int) -> bool:
    """Return whether the verb has a reflexive pronoun ("se sont retirées")."""
    return any(unit.words[c].low in {"se", "s'", "s’"} for c in unit.children(verb))


def has_agent(unit: Unit, verb: int) -> bool:
    """Return whether a by-phrase hangs on the verb."""
    return any(relation(unit, c) == "obl" and has_case(unit, c, _BY) for c in unit.children(verb))


def find_agent(unit: Unit, i: int) -> int | None:
    """Return the head of the by-phrase of a passive verb or an event noun."""
    for c in unit.children(i):
        if relation(unit, c) in {"obl", "nmod"} and has_case(unit, c, _BY):
            return c
    return None


def find_subject(unit: Unit, verb: int) -> int | None:
    """Return the grammatical subject of a verb, following relatives, conjuncts and controlled infinitives."""
    at, seen = verb, set()
    while at not in seen:
        seen.add(at)
        own = unit.find_child(at, "nsubj")
        own = _find_it(unit, at) if own is None else own
        if own is not None:
            return _antecedent(unit, own, at)
        word, dep = unit.words[at], relation(unit, at)
        if dep == "acl" and word.head != at and "VerbForm=Inf" in word.morph:
            above = governor(unit, word.head)
            if above is None:
                return None
            at = above
            continue
        if dep == "acl" and word.head != at:
            return word.head if unit.words[word.head].pos in {"NOUN", "PROPN", "PRON"} else None
        if (
            dep == "xcomp"
            and unit.find_child(word.head, "obj", "iobj") is not None
            and not _is_subject_control(unit, at)
        ):
            return unit.find_child(word.head, "obj", "iobj")
        if dep not in {"conj", "xcomp", "advcl"} or word.head == at or (dep == "conj" and is_passive(unit, word.head)):
            return at if _is_torn_off(unit, at, verb) else None
        at = word.head
    return None


def _is_torn_off(unit: Unit, head: int, verb: int) -> bool:
    """Return whether a name set between commas tore the subject, a bare noun, from its verb ("the leader, Ann Dole, voiced support")."""
    bare = (
        head != verb
        and unit.words[verb].head == head
        and unit.words[head].dep == "root"
        and unit.words[head].pos in {"NOUN", "PROPN"}
    )
    named = any(head < c < verb and relation(unit, c) == "appos" for c in unit.children(head))
    return bare and named and unit.find_child(verb, "cc") is None and unit.find_child(head, "cop") is None


def _find_it(unit: Unit, predicate: int) -> int | None:
    """Return an "it" taken for a mere filler before somebody's readiness ("said it is willing to withdraw")."""
    found = next(
        (c for c in unit.children(predicate) if unit.words[c].dep == "expl" and unit.words[c].low == "it"), None
    )
    return found if unit.words[predicate].low in READY else None


def _is_subject_control(unit: Unit, verb: int) -> bool:
    """Return whether an infinitive after an object still belongs to the subject ("used the site to meet")."""
    obj = unit.find_child(unit.words[verb].head, "obj")
    return obj is not None and unit.words[obj].pos == "NOUN" and not unit.words[obj].low.endswith("s") and obj > verb


def _antecedent(unit: Unit, subject: int, verb: int) -> int:
    """Return the noun a relative pronoun stands for, or the subject itself."""
    if unit.words[subject].low in _RELATIVES and relation(unit, verb) in {"acl", "advcl"}:
        return unit.words[verb].head
    return subject


def find_object(unit: Unit, verb: int) -> int | None:
    """Return the object of an active verb, a relative one resolved to its noun."""
    for c in unit.children(verb):
        if unit.words[c].dep in {"obj", "iobj"} and unit.words[c].low not in {"se", "s'", "s’"}:
            return _antecedent(unit, c, verb)
    if (
        unit.words[verb].dep == "acl:relcl"
        and unit.find_child(verb, "nsubj") is not None
        and not is_passive(unit, verb)
    ):
        return unit.words[verb].head if _is_open(unit, verb) else None
    return None


def _is_open(unit: Unit, verb: int) -> bool:
    subject = unit.find_child(verb, "nsubj")
    return subject is not None and unit.words[subject].low not in _RELATIVES


def find_obliques(unit: Unit, i: int, prepositions: set[str]) -> list[int]:
    """Return the heads of the prepositional phrases on `i` with one of the prepositions, then those on its object.

    "une quarantaine de missiles sur Odessa": the phrase may hang on a noun within the object.
    """
    heads = [i]
    obj = unit.find_child(i, "obj")
    if obj is not None:
        heads.append(obj)
    inner = [c for h in list(heads) for c in unit.children(h) if relation(unit, c) == "nmod"]
    heads += [c for c in inner if not cases(unit, c) & LATER]
    found = []
    for c in [c for h in dict.fromkeys(heads) for c in unit.children(h)]:
        if relation(unit, c) not in {"obl", "nmod", "iobj", "advcl", "acl", "appos"} or unit.words[c].pos in VERBAL:
            continue
        if unit.words[c].low in prepositions and unit.find_child(c, "nmod") is not None:
            found.append(unit.children(c)[-1])
        elif cases(unit, c) & prepositions:
            found.append(c)
    return found


def conjuncts(unit: Unit, i: int) -> list[int]:
    """Return the word and the nouns conjoined with it."""
    found = [i]
    for c in unit.children(i):
        if unit.words[c].dep == "conj" and unit.words[c].pos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}:
            found += conjuncts(unit, c)
    return found


def phrase(unit: Unit, i: int) -> list[int]:
    """Return the words of the noun phrase at `i`: no clauses, conjuncts, prepositions or outer punctuation."""
    words = unit.subtree(i, without=("conj", "acl", "advcl", "parataxis", "punct", "case", "cc", "appos"))
    inner = [w for w in words if w == i or not _is_far(unit, w, i)]
    low, high = min(inner), max(inner)
    full = [w for w in unit.subtree(i, without=("conj", "acl", "advcl", "parataxis", "appos")) if low <= w <= high]
    return sorted(set(full) | set(inner))


def _is_far(unit: Unit, w: int, head: int) -> bool:
    """Return whether the word belongs to a clause-level dependent of a noun that is also a predicate."""
    at = w
    while unit.words[at].head != head and unit.words[at].head != at:
        at = unit.words[at].head
    return relation(unit, at) in {"nsubj", "cop", "aux", "obl", "advmod", "mark"} and unit.words[at].dep != "obl:arg"


def governor(unit: Unit, i: int) -> int | None:
    """Return the verb (or predicate) that governs a noun, going up through noun phrases."""
    at, seen = i, set()
    while at not in seen:
        seen.add(at)
        word = unit.words[at]
        if word.head == at:
            return None
        at = word.head
        if unit.words[at].pos in {"VERB", "AUX"} or unit.find_child(at, "cop") is not None:
            return at
        if relation(unit, word.i) not in {"nmod", "conj", "appos", "compound", "amod", "flat", "obl"}:
            return None
    return None


def clause_of(unit: Unit, i: int) -> set[int]:
    """Return the words of the smallest clause around `i`, subordinate and conjoined clauses left out."""
    at = clause_head(unit, i)
    found, todo = set(), [at]
    while todo:
        w = todo.pop()
        found.add(w)
        for c in unit.children(w):
            dep = relation(unit, c)
            clausal = dep in CLAUSAL or (dep in {"conj", "xcomp"} and unit.words[c].pos in {"VERB", "AUX"})
            if not clausal or c == i:
                todo.append(c)
    return found


def clause_head(unit: Unit, i: int) -> int:
    """Return the predicate of the smallest clause around `i`."""
    at = i
    while True:
        word = unit.words[at]
        if word.pos in {"VERB", "AUX"} or relation(unit, at) in CLAUSAL or word.head == at:
            return at
        at = word.head
