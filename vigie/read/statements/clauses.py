"""The content of a cue that stands in the same unit: complement clauses, infinitives, fronted clauses, nouns."""

from __future__ import annotations

from vigie.lang.lexicon import Entry
from vigie.read.layers import Unit

_MARKS = frozenset({"que", "qu'", "that", "si", "s'", "if", "whether", "comme", "to", "de", "d'", "à"})
_CIRCUMSTANCE = frozenset(
    {"sans", "pour", "afin", "après", "avant", "without", "after", "before", "by", "while", "when", "en"}
)
_ASKING = frozenset({"whether", "if", "si", "s'"})
"""What opens an indirect question stays: it is part of what is asked."""
_THAT = frozenset({"que", "qu'", "that", "whether"})
_EQUATES = frozenset({"describe", "call_x", "explain", "reproach"})


def find_content(unit: Unit, verb: int, entry: Entry, *, last: int) -> tuple[list[int], str]:
    """Return the word indices of what the cue introduces and by which route; ([], "") when nothing is introduced."""
    takes = set(entry.all("takes"))
    for route, find in _ROUTES:
        found = find(unit, verb, last) if takes & _TAKES[route] else []
        if found and route == "infinitive" and is_out_of_reach(entry, found, last):
            continue
        if found:
            return found, "clause" if route == "noun_clause" else route
    found = _find_noun(unit, verb, last, entry) if "noun" in takes else []
    return found, "noun" if found else ""


def is_out_of_reach(entry: Entry, infinitive: list[int], last: int) -> bool:
    """Return whether an infinitive hangs on what the cue names ("advocates [rules to end it]") and is no content of its own."""
    return entry.get("reach") == "next" and infinitive[0] > last + 2


def _find_noun_clause(unit: Unit, verb: int, last: int) -> list[int]:
    """Return the clause that hangs on a noun of a multiword cue ("made a promise that …")."""
    return next((f for f in (find_clause_of_noun(unit, n) for n in range(verb + 1, last + 1)) if f), [])


def _find_clause(unit: Unit, verb: int, _last: int) -> list[int]:
    """Return the complement clause of the cue: a ccomp first, then what parsers make of one."""
    children = sorted(unit.children(verb), key=lambda c: (c < verb, c))
    for c in children:
        if unit.words[c].dep.split(":")[0] == "ccomp" and not _has_other_mark(unit, c):
            return without_marks(unit, _with_second(unit, verb, c))
    for c in children:
        dep = unit.words[c].dep.split(":")[0]
        if dep in {"xcomp", "advcl", "acl", "obj", "csubj"} and _opens_with_that(unit, c):
            return without_marks(unit, unit.subtree(c))
        if dep == "xcomp" and c < verb:
            return without_marks(unit, unit.subtree(c))
    for c in children:
        if unit.words[c].dep == "parataxis" and _is_clause(unit, c) and not _is_behind_stop(unit, verb, c):
            return without_marks(unit, unit.subtree(c))
    return []


_ALLOWED = frozenset({"que", "qu'", "that", "if", "whether", "si", "s'", "de", "d'", "à", "to", "for", "comme", "how"})


def _has_other_mark(unit: Unit, c: int) -> bool:
    """Return whether the clause is marked as a circumstance ("as", "while", « alors que ») rather than as content."""
    marks = [unit.words[k] for k in unit.children(c) if unit.words[k].dep == "mark" and k < c]
    return bool(marks) and not any(m.low in _ALLOWED for m in marks)


def _with_second(unit: Unit, verb: int, c: int) -> list[int]:
    """Return the clause with what follows it: a second that-clause, and words the tree left over up to the next stop."""
    indices = set(unit.subtree(c))
    for k in unit.children(verb):
        if k > c and unit.words[k].dep == "conj" and any(unit.words[i].low in _THAT for i in unit.subtree(k)[:3]):
            indices |= set(unit.subtree(k))
    first, last = min(indices), max(indices)
    after = unit.words[last + 1] if last + 1 < len(unit.words) else None
    goes_on = after is not None and first == verb + 1 and after.pos in {"SCONJ", "ADP", "ADV", "PART"}
    if first > verb and (goes_on or any(unit.words[i].low in _THAT for i in range(verb + 1, first + 1))):
        while last + 1 < len(unit.words) and unit.words[last + 1].pos != "PUNCT":
            last += 1
            indices.add(last)
    return sorted(indices)


def find_clause_of_noun(unit: Unit, noun: int) -> list[int]:
    """Return the that-clause that hangs on a noun inside a multiword cue ("made a promise that …")."""
    for c in unit.children(noun):
        dep = unit.words[c].dep
        if c > noun and dep.split(":")[0] in {"acl", "ccomp"} and _opens_with_that(unit, c):
            return without_marks(unit, unit.subtree(c))
    return _find_near_that(unit, noun)


def _find_near_that(unit: Unit, noun: int) -> list[int]:
    """Return the clause after a "that" within two words of the noun, which parsers hang on the adjective between."""
    for i in range(noun + 1, min(noun + 4, len(unit.words))):
        word = unit.words[i]
        if word.low in _THAT and word.pos == "SCONJ" and unit.words[word.head].i > i:
            return without_marks(unit, [k for k in unit.subtree(word.head) if k >= i])
        if word.pos not in {"ADJ", "VERB", "ADV"}:
            break
    return []


def _opens_with_that(unit: Unit, c: int) -> bool:
    """Return whether the clause starts with "that" itself, not with "since", « depuis que » or the like."""
    first = unit.words[unit.subtree(c)[0]]
    return first.low in _THAT and first.dep in {"mark", "obj", "fixed"}


def _is_behind_stop(unit: Unit, verb: int, c: int) -> bool:
    """Return whether a semicolon parts the clause from the cue: a sentence of its own."""
    return any(w.low == ";" for w in unit.words[verb:c])


def _is_clause(unit: Unit, c: int) -> bool:
    word = unit.words[c]
    return word.pos in {"VERB", "AUX"} or any(unit.words[k].dep in {"cop", "nsubj"} for k in unit.children(c))


def _find_fronted(unit: Unit, verb: int, _last: int) -> list[int]:
    """Return the clause that a parenthetical cue hangs on ("…, officials said")."""
    word = unit.words[verb]
    if word.dep.split(":")[0] != "parataxis" or word.head == verb or _is_behind_stop(unit, word.head, verb):
        return []
    if any(
        unit.words[c].dep == "xcomp" and "VerbForm=Inf" in unit.words[c].morph for c in unit.children(verb) if c > verb
    ):
        return []
    own = set(unit.subtree(verb))
    whole = [i for i in unit.subtree(word.head) if i not in own]
    between = range(min(word.head, verb), verb)
    if any(unit.words[i].low in {";", ":"} for i in between):
        return []
    if whole and _is_clause(unit, word.head):
        return without_marks(unit, whole)
    return []


def _find_infinitive(unit: Unit, verb: int, _last: int) -> list[int]:
    for c in unit.children(verb):
        word = unit.words[c]
        dep = word.dep.split(":")[0]
        if dep not in {"xcomp", "advcl", "acl", "ccomp", "obl"} or c < verb:
            continue
        if any(unit.words[k].low in _CIRCUMSTANCE for k in unit.children(c) if k < c):
            continue
        if dep in {"advcl", "acl"} and "VerbForm=Ger" in word.morph and _is_set_off(unit, verb, c):
            continue
        if "VerbForm=Inf" in word.morph or any(unit.words[k].low == "to" for k in unit.children(c)):
            return without_marks(unit, unit.subtree(c, without=("parataxis",)), keep_to=True)
        if "VerbForm=Ger" in word.morph or (word.pos == "VERB" and dep in {"xcomp", "ccomp"}):
            return without_marks(unit, unit.subtree(c))
    return []


def _is_set_off(unit: Unit, verb: int, c: int) -> bool:
    """Return whether a comma parts a participle from the cue: it goes on about the same subject ("waved it away, [arguing] …")."""
    return any(unit.words[i].low == "," for i in range(verb + 1, c))


def _find_noun(unit: Unit, verb: int, last: int, entry: Entry) -> list[int]:
    behind = [c for c in unit.children(verb) if c > last]
    objects = [c for c in behind if unit.words[c].dep.split(":")[0] in {"obj", "xcomp"}]
    obliques = [c for c in behind if unit.words[c].dep.split(":")[0] in {"obl", "iobj"}]
    wanted = set(entry.all("prepositions"))
    if entry.get("objects") == "no":
        objects = []
    for c in obliques:
        cases = {unit.words[k].low for k in unit.children(c) if unit.words[k].dep == "case"}
        if wanted & cases:
            joined = (
                [i for o in objects for i in unit.subtree(o)] if entry.key in _EQUATES or entry.key == "accuse" else []
            )
            return without_marks(unit, sorted(set(joined + unit.subtree(c))))
    if entry.get("objects") == "no" or (entry.get("objects") == "judged" and not _is_judged(unit, verb, objects)):
        return []
    if objects:
        indices = [i for c in objects for i in unit.subtree(c)]
        return without_marks(unit, sorted(indices))
    return []


def _is_judged(unit: Unit, verb: int, objects: list[int]) -> bool:
    """Return whether the verb says of its object what it is (« juge la vente [hostile] »)."""
    if len(objects) > 1 and any(unit.words[c].dep == "xcomp" for c in objects):
        return True
    said = [k for c in objects for k in unit.children(c) if k > c and unit.words[k].dep == "amod"]
    return any(unit.words[k - 1].pos == "ADV" or "juger" in unit.words[verb].base.split("|") for k in said)


def without_marks(unit: Unit, indices: list[int], *, keep_to: bool = False) -> list[int]:
    """Return the indices without leading complementizers, prepositions and outer punctuation."""
    kept = list(indices)
    while kept and _is_droppable(unit, kept[0], keep_to):
        kept = kept[1:]
    while kept and unit.words[kept[-1]].pos == "PUNCT":
        kept = kept[:-1]
    return kept


def _is_droppable(unit: Unit, i: int, keep_to: bool) -> bool:
    word = unit.words[i]
    if word.pos == "PUNCT":
        return True
    if keep_to and word.low == "to":
        return False
    return word.low in _MARKS and word.low not in _ASKING and word.dep in {"mark", "case"}


_CLAUSAL = frozenset({"clause", "quote", "question"})
_TAKES = {
    "noun_clause": _CLAUSAL | {"noun", "infinitive"},
    "clause": _CLAUSAL,
    "fronted": _CLAUSAL,
    "infinitive": frozenset({"infinitive"}),
}
_ROUTES = (
    ("noun_clause", _find_noun_clause),
    ("clause", _find_clause),
    ("fronted", _find_fronted),
    ("infinitive", _find_infinitive),
)
