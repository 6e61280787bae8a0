"""Statements told by a noun and a colon: "gave a different account: …", « Même constat chez les pêcheurs : … »."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.lexicon import Hit, load_lexicon
from vigie.model import Span
from vigie.read.layers import Layers, Unit, Word
from vigie.read.statements.draft import Draft, pieces_of, span_of
from vigie.read.statements.tellers import Tellers, load_tellers

MAX_BEFORE = 32
"""Before the colon stand at most so many words."""
MAX_BEHIND = 6
"""Between the noun and the colon stand at most so many words ("gave a blunter account [in the corridor]:")."""
LEAST = 2
"""What is told has so many words or more."""
_RELATIVE = frozenset({"who", "which", "whose", "whom", "qui", "dont", "que", "qu'"})
_OWNERS = frozenset("his her its their my our son sa leur ses leurs mon ma notre".split())
_OF = frozenset("of from at by among de du des d' chez à au aux par côté".split())
_PHRASE = frozenset({"ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM", "ADV", "PRON", "PART"})
_PRONOUNS = frozenset("he she they we i il elle ils elles on nous je".split())
_VERBS = frozenset({"VERB", "AUX"})
_COPULAS = frozenset("is was are were remains remained est était sont étaient reste restait fut tient tenait".split())


def read_telling(layers: Layers, unit: Unit, colon: int) -> Draft | None:
    """Return what stands behind a colon, told by whoever the noun of telling before it belongs to; None where none does."""
    words, said = unit.words[:colon], unit.words[colon + 1 :]
    plain = [w for w in said if w.pos != "PUNCT"]
    if not 2 <= len(words) <= MAX_BEFORE or len(plain) < LEAST or _is_marked(layers, unit, colon):
        return None
    hits = load_lexicon(layers.lang, "tellings").find_all([w.low for w in words], [w.base for w in words])
    noun = next((h for h in reversed(hits) if _is_noun(words, h)), None)
    if noun is None:
        return None
    source = _find_source(words, noun, {h.start for h in hits if h.entry.key == "takes_in"}, load_tellers(layers.lang))
    if not source:
        return None
    content = [w.i for w in said]
    while content and unit.words[content[-1]].low in {".", ",", ";"}:
        content = content[:-1]
    draft = Draft(unit, None, noun.entry, cue=[Span(words[noun.start].start, words[noun.end - 1].end)], route="colon")
    draft.content = pieces_of(layers, unit, content, set())
    draft.source, draft.source_head = [span_of(unit, source)], _head_of(unit, source)
    return draft


def _is_marked(layers: Layers, unit: Unit, colon: int) -> bool:
    """Return whether a quotation opens right behind the colon: that is found as one."""
    behind = layers.text[unit.words[colon].end :].lstrip(" \u00a0\u202f\n")
    return behind[:1] in {"«", "“", '"', "‘", "„", "'", "`"}


def _is_noun(words: Sequence[Word], hit: Hit) -> bool:
    return (
        hit.entry.key != "takes_in" and words[hit.start].tag in {"NOUN", "PROPN"} and len(words) - hit.end < MAX_BEFORE
    )


def _find_source(words: Sequence[Word], noun: Hit, taken_in: set[int], tellers: Tellers) -> list[int]:
    """Return whose telling it is: the subject before its verb, else whom an owner's word or an "of" behind the noun names."""
    verb = _find_verb(words)
    if verb is None or verb > noun.start:
        end = verb if verb is not None else len(words)
        told = verb is None or words[verb].low in _COPULAS
        return _find_owner(words, noun, end, tellers) if told and _is_first(words, noun) else []
    behind = words[noun.end :]
    if verb in taken_in or len(behind) > MAX_BEHIND or any(w.tag not in _PHRASE for w in behind):
        return []
    between = words[verb + 1 : noun.start]
    if any(w.low in _RELATIVE or i in taken_in for i, w in enumerate(between, verb + 1)):
        return []
    return _find_subject(words[:verb], tellers)


def _is_first(words: Sequence[Word], noun: Hit) -> bool:
    """Return whether the noun opens its sentence, but for an article, an owner or an adjective."""
    return noun.start <= 4 and all(
        w.tag in {"DET", "ADJ", "ADV", "PRON", "PROPN", "NOUN", "PART"} for w in words[: noun.start]
    )


def _find_verb(words: Sequence[Word]) -> int | None:
    """Return the first verb that stands in no relative clause between commas."""
    inside = False
    for i, word in enumerate(words):
        if word.low in _RELATIVE:
            inside = True
        elif word.low == ",":
            inside = False
        elif not inside and {word.pos, word.tag} & _VERBS and i:
            return i
    return None


def _find_subject(words: Sequence[Word], tellers: Tellers) -> list[int]:
    """Return the noun phrase before a verb, with what commas set off behind it, when it can tell something."""
    run = list(words)
    while run and (run[0].tag in {"CCONJ", "ADV", "PUNCT"}):
        run = run[1:]
    while run and (run[-1].tag in {"PUNCT", "ADV"} or run[-1].low in {"en", "y", "lui", "leur", "ne", "n'"}):
        run = run[:-1]
    if not run or run[0].tag in {"ADP", "SCONJ", "VERB", "AUX"}:
        return []
    if len(run) == 1 and run[0].low in _PRONOUNS:
        return [run[0].i]
    head = next((w for w in run if w.tag in {"NOUN", "PROPN"}), None)
    if head is None or not (head.tag == "PROPN" or tellers.may_tell(head)):
        return []
    return [w.i for w in run]


def _find_owner(words: Sequence[Word], noun: Hit, end: int, tellers: Tellers) -> list[int]:
    """Return the owner's word before the noun, or the phrase behind its "of", « chez »."""
    before = words[noun.start - 1] if noun.start else None
    if before is not None and before.low in _OWNERS:
        return [before.i]
    if noun.start and words[noun.start - 1].low in {"'s", "’s"}:
        return [w.i for w in words[: noun.start - 1]]
    behind = list(words[noun.end : end])
    if not behind or behind[0].low not in _OF or any(w.tag not in _PHRASE for w in behind):
        return []
    while behind and behind[0].low in _OF:
        behind = behind[1:]
    head = next((w for w in behind if w.tag in {"NOUN", "PROPN"}), None)
    if head is None or not (head.tag == "PROPN" or head.text[0].isupper() or tellers.is_speaker(head)):
        return []
    return [w.i for w in behind]


def _head_of(unit: Unit, source: Sequence[int]) -> Word:
    words = [unit.words[i] for i in source]
    return next((w for w in words if w.tag in {"NOUN", "PROPN"}), words[0])
