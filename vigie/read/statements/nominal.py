"""Statements carried by a noun: "the minister's warning that …", « la promesse du président de … »."""

from __future__ import annotations

from vigie.read.layers import Layers, Unit
from vigie.read.statements.behind import find_behind_preposition
from vigie.read.statements.clauses import without_marks
from vigie.read.statements.cues import Cue
from vigie.read.statements.draft import Draft, pieces_of, span_of
from vigie.read.statements.quoting import head_word

_OF = frozenset({"of", "de", "du", "des", "d'", "by", "par"})
_CLAUSAL = frozenset({"acl", "ccomp", "advcl", "xcomp", "appos", "csubj"})
_MAKE = frozenset(
    [
        "make",
        "issue",
        "give",
        "offer",
        "express",
        "repeat",
        "reiterate",
        "voice",
        "faire",
        "lancer",
        "émettre",
        "formuler",
        "proférer",
        "adresser",
        "exprimer",
        "réitérer",
        "multiplier",
    ]
)


def read_nominal(layers: Layers, cue: Cue) -> Draft | None:
    """Return the statement of a cue noun that governs a clause; None for a bare noun."""
    unit = cue.unit
    source = _find_owner(unit, cue.at) or _find_light_subject(unit, cue.at)
    clause = _find_clause(unit, cue.at)
    if not clause and source and source[-1] < cue.at:
        wanted = frozenset(cue.entry.all("prepositions"))
        clause = find_behind_preposition(unit, cue.at, wanted, told=False) if wanted else []
    if not clause:
        return None
    taken = set(source)
    draft = Draft(unit, cue.at, cue.entry, cue=[cue.span], kind="nominal", route="nominal")
    draft.content = pieces_of(layers, unit, [i for i in clause if i not in taken], taken)
    if source:
        draft.source = [span_of(unit, source)]
        draft.source_head = head_word(unit, source)
    return draft


def _find_clause(unit: Unit, noun: int) -> list[int]:
    """Return the words of a that-clause or infinitive that hangs on the noun, not of a relative clause."""
    for c in unit.children(noun):
        word = unit.words[c]
        if c < noun or word.dep == "acl:relcl" or word.dep.split(":")[0] not in _CLAUSAL:
            continue
        marks = {unit.words[k].low for k in unit.children(c) if unit.words[k].dep in {"mark", "case"}}
        if marks & {"que", "qu'", "that", "selon"} or "VerbForm=Inf" in word.morph:
            return without_marks(unit, unit.subtree(c), keep_to=True)
    return []


def _find_owner(unit: Unit, noun: int) -> list[int]:
    """Return the possessor: "Oslo's", "its", « du ministre », « sa »."""
    for c in unit.children(noun):
        word = unit.words[c]
        possessive = word.dep == "nmod:poss" or (word.dep == "det" and "Poss=Yes" in word.morph)
        of = word.dep.startswith("nmod") and any(unit.words[k].low in _OF for k in unit.children(c))
        if possessive or of:
            indices = [i for i in unit.subtree(c) if unit.words[i].dep != "case"]
            return indices if indices and indices[-1] - indices[0] == len(indices) - 1 else [c]
    return []


def _find_light_subject(unit: Unit, noun: int) -> list[int]:
    """Return the subject of a light verb: "Oslo issued a warning that …"."""
    head = unit.words[noun].head
    if unit.words[noun].dep.split(":")[0] != "obj" or unit.words[head].lemma not in _MAKE:
        return []
    subject = unit.find_child(head, "nsubj")
    return unit.subtree(subject, without=("acl",)) if subject is not None else []
