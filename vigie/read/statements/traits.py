"""What is known of a statement at the time of reading that tells how far it can be trusted, as a few named traits."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vigie.lang.lexicon import load_lexicon
from vigie.model import Span, Statement
from vigie.read.entities import EntityTable, Known
from vigie.read.layers import Layers, Word
from vigie.read.statements.draft import Draft

Traits = tuple[str, ...]
_LENGTHS = ((3, "1-3"), (6, "4-6"), (12, "7-12"), (25, "13-25"))
_WORD = re.compile(r"\w+")
_NEAR, _FAR = 1, 3
"""Sentences back to the last mention of a speaker taken up: next door, and not far."""


def statement_traits(layers: Layers, table: EntityTable, draft: Draft, statement: Statement) -> Traits:
    """Return the traits that bear on whether the statement is one and has the right words."""
    return (
        f"language {layers.lang}",
        f"route {draft.route}",
        f"kind {statement.kind}",
        f"scope {statement.scope}",
        f"does {statement.modality[0] if statement.modality else 'assertion'}",
        f"cue {_cue(draft)}",
        f"source {_source(layers, table, statement)}",
        f"source found {_way(draft)}",
        f"words {_length(layers, statement)}",
        f"verb {_has_verb(layers, statement)}",
        f"order {_order(statement)}",
        *_signs(layers, draft, statement),
    )


def speaker_traits(layers: Layers, table: EntityTable, draft: Draft, statement: Statement) -> Traits:
    """Return the traits that bear on whether the statement's speaker is the right one; none without a speaker."""
    if statement.speaker is None:
        return ()
    known = next((k for k in table.known if k.id == statement.speaker.entity), None)
    source = _source(layers, table, statement)
    told = "named" if known is not None and _is_named_in(known, statement.source) else source
    return (
        f"language {layers.lang}",
        f"told by {told}",
        f"told by {told} as {known.type or 'name' if known is not None else 'phrase'}",
        f"taken up {_distance(layers, known, statement) if told != 'named' else 'there'}",
        f"route {draft.route}",
        f"kind {statement.kind}",
        f"source found {_way(draft)}",
        *(["nested"] if statement.parent else []),
    )


def _cue(draft: Draft) -> str:
    """Return "none", "any" for a verb that no lexicon lists, or "listed"."""
    if draft.entry is None or not draft.cue:
        return "none"
    return "any" if draft.entry.key == "any_verb" else "listed"


def _source(layers: Layers, table: EntityTable, statement: Statement) -> str:
    """Return "none", "pronoun", "name" or "phrase" for what the source consists of."""
    if not statement.source:
        return "none"
    words = [w for span in statement.source for w in table.words_in(span)]
    if _is_pronoun(layers.lang, words):
        return "pronoun"
    return "name" if any(table.all_in(*span) for span in statement.source) else "phrase"


def _is_pronoun(lang: str, words: list[Word]) -> bool:
    if not 0 < len(words) <= 2 or any(w.tag in {"NOUN", "PROPN"} for w in words[1:]):
        return False
    return load_lexicon(lang, "pronouns").is_in([w.low for w in words], [w.base for w in words])


def _way(draft: Draft) -> str:
    """Return "by tree" where the source is the cue's own subject, "by order" where the order of the words told, or "not"."""
    head, unit = draft.source_head, draft.unit
    if not draft.source or head is None:
        return "not"
    if unit is None or not unit.parsed or not 0 <= head.i < len(unit.words) or unit.words[head.i] is not head:
        return "by order"
    return "by tree" if head.head == draft.head and head.dep.startswith(("nsubj", "obl", "nmod")) else "by order"


def _length(layers: Layers, statement: Statement) -> str:
    count = sum(len(_WORD.findall(layers.text, s.start, s.end)) for s in statement.content)
    return next((name for most, name in _LENGTHS if count <= most), "26 or more")


def _has_verb(layers: Layers, statement: Statement) -> str:
    """Return whether a verb stands in the first sentence of the content: "yes" or "no"."""
    first = statement.content[0]
    sentence = layers.sentence_at(first.start)
    words = sentence.words if sentence is not None else []
    inside = (w for w in words if any(s.start <= w.start < s.end for s in statement.content))
    return "yes" if any(w.tag in {"VERB", "AUX"} for w in inside) else "no"


def _order(statement: Statement) -> str:
    """Return where the content stands: before its cue, right behind it, further on, or without any."""
    if not statement.cue:
        return "no cue"
    start, cue = statement.content[0].start, statement.cue[-1]
    if start < cue.start:
        return "before"
    return "right behind" if start - cue.end <= 8 else "further on"


def _signs(layers: Layers, draft: Draft, statement: Statement) -> Iterable[str]:
    """Yield the traits that most statements lack."""
    if statement.parent:
        yield "nested"
    if len(statement.content) > 1:
        yield "in pieces"
    if statement.cue and layers.quote_index.top_at(statement.cue[0].start) is not None and not draft.incised:
        yield "cue inside a quotation"
    if statement.negative_evidence:
        yield "negative evidence"
    if statement.hedges:
        yield "hedged"
    if statement.speaker is None:
        yield "no speaker"


def _is_named_in(known: Known, source: Iterable[Span]) -> bool:
    return any(m.is_touching(span) for span in source for m in known.mentions)


def _distance(layers: Layers, known: Known | None, statement: Statement) -> str:
    """Return how far back the text last named somebody whom the source does not name."""
    if known is None:
        return "nobody"
    at = (statement.source or statement.content)[0].start
    before = [m.start for m in known.mentions if m.start < at]
    here = layers.sentence_at(at)
    there = layers.sentence_at(before[-1]) if before else None
    if here is None or there is None:
        return "later"
    back = here.index - there.index
    return "near" if back <= _NEAR else "not far" if back <= _FAR else "far"
