"""Statements attributed by a preposition: "according to the ministry", « selon le ministère »."""

from __future__ import annotations

from vigie.model import Span
from vigie.read.layers import Layers, Unit, Word
from vigie.read.statements.cues import Cue
from vigie.read.statements.draft import Draft, pieces_of, span_of
from vigie.read.statements.sources import _without_outer_punctuation, find_run, noun_phrase


def read_according(layers: Layers, cue: Cue) -> Draft | None:
    """Return the statement of a prepositional cue, or None when no noun phrase or no clause goes with it."""
    unit = cue.unit
    if cue.entry.get("position") == "relative":
        return _read_relative(layers, cue)
    if cue.entry.get("position") == "opening" or (not cue.entry.get("lead") and _opens_plainly(cue)):
        return _read_view(layers, cue)
    head = _find_object(unit, cue)
    source = _find_source(cue, head)
    if not source:
        return None
    head = source[0] if len(source) == 1 else head
    if cue.entry.get("lead"):
        head = _head_of(unit, source).i
    if head is None:
        return None
    draft = Draft(unit, cue.at, cue.entry, cue=[cue.span], source=[span_of(unit, source)], route="according")
    draft.source_head = unit.words[head]
    without = set(range(cue.first, cue.last + 1)) | set(range(source[0], source[-1] + 1))
    clause = _find_clause(unit, head, without)
    draft.content = pieces_of(layers, unit, clause, without) if clause else []
    return draft


def _read_relative(layers: Layers, cue: Cue) -> Draft | None:
    """Return the view of whoever stands before a comma and "for whom" (« les analystes, pour qui [le gel durera] »)."""
    unit = cue.unit
    if cue.first < 2 or unit.words[cue.first - 1].low != ",":
        return None
    source = sorted(find_run(unit, cue.first - 2, -1))
    while source and unit.words[source[0]].pos in {"ADP", "CCONJ", "PUNCT"}:
        source = source[1:]
    content = [w.i for w in unit.words[cue.last + 1 :]]
    while content and unit.words[content[-1]].pos == "PUNCT":
        content = content[:-1]
    if not source or not any(unit.words[i].pos in {"VERB", "AUX"} for i in content):
        return None
    draft = Draft(unit, cue.at, cue.entry, cue=[cue.span], source=[span_of(unit, source)], route="according")
    draft.source_head = _head_of(unit, source)
    draft.content = pieces_of(layers, unit, content, set(source))
    return draft


def _opens_plainly(cue: Cue) -> bool:
    """Return whether the preposition opens its sentence and commas part a name, and perhaps its office, from the clause."""
    words = cue.unit.words[cue.last + 1 :]
    verb = next((k for k, w in enumerate(words) if w.pos in {"VERB", "AUX"}), 0)
    commas = [k for k, w in enumerate(words[:verb]) if w.low == ","]
    owned = any(cue.unit.words[i].low in _POSSESSIVE for i in range(cue.first, cue.last + 1))
    if cue.first > 0 or cue.unit.cut or owned or len(commas) not in {1, 2}:
        return False
    second = words[commas[0] + 1]
    return len(commas) == 1 or (second.text[0].islower() and second.pos in {"DET", "NOUN"})


def _read_view(layers: Layers, cue: Cue) -> Draft | None:
    """Return what "for", « pour » or "according to" opens: whose it is up to its last comma before a verb, the view behind."""
    unit = cue.unit
    behind = unit.words[cue.last + 1 :]
    verb = next((w.i for w in behind if "VerbForm=Fin" in w.morph), None)
    verb = verb or next((w.i for w in behind if w.pos in {"VERB", "AUX"} or w.tag == "VERB"), None)
    commas = [w.i for w in unit.words[cue.last + 1 : verb] if w.low == ","] if verb is not None else []
    if not commas:
        return None
    source = _without_outer_punctuation(unit, list(range(cue.last + 1, commas[-1])))
    content = list(range(commas[-1] + 1, len(unit.words)))
    while content and unit.words[content[-1]].pos == "PUNCT":
        content = content[:-1]
    if not source or len(content) < 2:
        return None
    draft = Draft(unit, cue.at, cue.entry, cue=[cue.span], source=[span_of(unit, source)], route="according")
    draft.source_head = _head_of(unit, source)
    draft.content = pieces_of(layers, unit, content, set(source))
    return draft


def _head_of(unit: Unit, source: list[int]) -> Word:
    """Return the noun of a phrase that none of its words governs, else its last one before a comma."""
    inside = set(source)
    nominal = [i for i in source if unit.words[i].pos in {"NOUN", "PROPN"}]
    top = next((i for i in nominal if unit.words[i].head not in inside), None)
    return unit.words[top if top is not None else nominal[-1] if nominal else source[0]]


_PRONOUNS = frozenset({"lui", "elle", "eux", "elles", "him", "her", "them", "celui-ci", "celle-ci"})
_POSSESSIVE = frozenset(
    {"his", "her", "their", "its", "my", "our", "son", "sa", "leur", "ses", "leurs", "mon", "notre"}
)


def _find_inside(cue: Cue) -> list[int]:
    """Return who stands between the words of the cue itself ("as [the mayor] sees it"), or []."""
    lead, trail = cue.entry.get("lead"), cue.entry.get("trail")
    return list(range(cue.first + int(lead), cue.last + 1 - int(trail))) if lead and trail else []


def _find_source(cue: Cue, head: int | None) -> list[int]:
    if cue.entry.get("lead"):
        return _find_inside(cue)
    owner = next((i for i in range(cue.first, cue.last + 1) if cue.unit.words[i].low in _POSSESSIVE), None)
    if owner is not None:
        return [owner]
    after = cue.last + 1
    if after < len(cue.unit.words) and cue.unit.words[after].pos == "PRON" and cue.unit.words[after].low in _PRONOUNS:
        return [after]
    if head is None:
        return []
    first = cue.last if cue.unit.words[cue.last].low in {"source", "sources"} else cue.last + 1
    phrase = {*noun_phrase(cue.unit, head, cue.at), *range(first, cue.last + 1)}
    return _without_outer_punctuation(cue.unit, sorted(i for i in phrase if i >= first))


def find_according_source(cue: Cue) -> tuple[Span, Word] | None:
    """Return the source phrase of a prepositional cue and its head word, or None."""
    head = _find_object(cue.unit, cue)
    source = _find_source(cue, head)
    if head is None or not source:
        return None
    return span_of(cue.unit, source), cue.unit.words[head]


def _find_object(unit: Unit, cue: Cue) -> int | None:
    """Return the head of the noun phrase after the preposition."""
    inside = range(cue.first, cue.last + 1)
    own = (c for i in inside for c in unit.children(i) if c > cue.last and unit.words[c].dep.startswith("obj"))
    if (object_of_verb := next(own, None)) is not None:
        return object_of_verb
    for i in reversed(inside):
        at = unit.words[i].head
        if at > cue.last:
            return unit.words[at].head if unit.words[at].dep == "nmod:desc" else at
    after = cue.last + 1
    if after >= len(unit.words) or unit.words[after].pos in {"PUNCT", "SCONJ", "VERB"}:
        return None
    at = after
    while unit.words[at].head > at:
        at = unit.words[at].head
    return at if unit.words[at].pos not in {"VERB", "AUX"} else after


def _find_clause(unit: Unit, head: int, without: set[int]) -> list[int]:
    """Return the words of the clause that the prepositional phrase modifies."""
    top = unit.words[head].head
    if top == head or top in without:
        top = next((w.i for w in unit.words if w.head == w.i), head)
    while not _is_clausal(unit, top) and unit.words[top].head != top:
        top = unit.words[top].head
    clause = [i for i in unit.subtree(top) if i not in without]
    if len(clause) < 2:
        clause = [w.i for w in unit.words if w.i not in without]
    while clause and (unit.words[clause[0]].pos in {"PUNCT", "CCONJ"} or unit.words[clause[0]].dep == "mark"):
        clause = clause[1:]
    return clause


def _is_clausal(unit: Unit, at: int) -> bool:
    word = unit.words[at]
    if word.dep.split(":")[0] in {"obl", "nmod", "obj", "nsubj", "amod", "nummod", "advmod"}:
        return False
    if word.dep.startswith("xcomp") and "VerbForm=Inf" in word.morph:
        return False
    return word.pos in {"VERB", "AUX"} or any(unit.words[c].dep in {"nsubj", "cop"} for c in unit.children(at))
