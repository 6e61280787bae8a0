"""Drafts to statements: speakers, meaning, identifiers; `rate_statements` says how sure they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vigie.model import Span, Speaker, Statement, When, keep_apart
from vigie.read.entities import EntityTable
from vigie.read.layers import Layers
from vigie.read.statements.draft import Draft
from vigie.read.statements.headlines import is_office
from vigie.read.statements.meaning import MeaningReader
from vigie.read.statements.speakers import SpeakerFinder

SAME_WORDS = 0.75
"""A headline quotes a statement that has this share of its longer words."""


def make_statements(
    layers: Layers, table: EntityTable, drafts: Sequence[Draft], dates: Sequence[When], headline: Span | None
) -> list[Statement]:
    """Return the statements of the drafts, numbered in reading order."""
    for draft in drafts:
        draft.source = [_with_name(layers, table, span) for span in draft.source]
    finder = SpeakerFinder(layers, table, drafts, headline)
    meaning = MeaningReader(layers, table, dates)
    ids = {id(draft): f"s{n}" for n, draft in enumerate(drafts, 1)}
    speakers: dict[int, Speaker | None] = {}
    out = []
    for draft in sorted(drafts, key=lambda d: (d.source or d.cue or d.content)[0]):
        speakers[id(draft)] = _speaker_of(draft, finder, speakers)
    speakers = {id(draft): finder.name(draft, speakers[id(draft)]) for draft in drafts}
    for draft in drafts:
        out.append(_make(layers, draft, ids, speakers[id(draft)], meaning, headline))
    doubtful = {ids[id(draft)] for draft in drafts if draft.route == "headline"}
    return _with_headlines(layers, table, out, doubtful)


def _with_headlines(
    layers: Layers, table: EntityTable, statements: list[Statement], doubtful: set[str]
) -> list[Statement]:
    """Return the statements, a headline's quotation given to whoever says nearly the same words in the body.

    A place or a topic before the colon of a headline (« Tempête à Brest : … ») gives way to them, a person does not.
    Without marks (`doubtful`) such a headline is no statement unless somebody says so in the body.
    """
    people = {k.id for k in table.known if k.type == "PER"}
    body = [(s, _content_words(layers, s)) for s in statements if s.kind != "headline" and s.speaker is not None]
    out = []
    for statement in statements:
        if statement.kind == "headline" and (statement.speaker is None or statement.speaker.entity not in people):
            words = _content_words(layers, statement)
            said = next((s for s, w in body if len(words) > 1 and len(words & w) >= SAME_WORDS * len(words)), None)
            if said is not None and said.speaker is not None:
                statement = replace(statement, speaker=said.speaker)
            elif statement.id in doubtful and _is_topic(layers, table, statement):
                continue
        out.append(statement)
    return out


def _is_topic(layers: Layers, table: EntityTable, statement: Statement) -> bool:
    """Return whether what stands before the colon may only be where it happened or what it is about."""
    entity = statement.speaker.entity if statement.speaker is not None else None
    known = next((k for k in table.known if k.id == entity), None)
    if known is not None:
        return known.type in {"GPE", "LOC"}
    words = " ".join(layers.folded[s:e] for s, e in statement.source).split()
    return not is_office(layers.lang, words, [layers.tongue.lemma(w) for w in words])


def _content_words(layers: Layers, statement: Statement) -> set[str]:
    text = " ".join(layers.folded[s:e] for s, e in statement.content)
    return {w for w in re.findall(r"\w+", text) if len(w) > 3}


def _with_name(layers: Layers, table: EntityTable, span: Span) -> Span:
    """Return the source widened to the whole of a name it cuts in two."""
    for known in table.all_touching(*span):
        for mention in known.mentions:
            if mention.is_touching(span):
                span = Span(min(span.start, mention.start), max(span.end, mention.end))
    return span


def _speaker_of(draft: Draft, finder: SpeakerFinder, speakers: dict[int, Speaker | None]) -> Speaker | None:
    parent = speakers.get(id(draft.parent)) if draft.parent is not None else None
    if draft.carried is not None:
        before = speakers.get(id(draft.carried))
        if before is None:
            return None
        return Speaker(before.name, before.entity, before.role, before.country, before.codes)
    return finder.find(draft, parent)


def _make(
    layers: Layers, draft: Draft, ids: dict[int, str], speaker: Speaker | None, meaning: MeaningReader,
    headline: Span | None,
) -> Statement:  # fmt: skip
    read = meaning.read(draft)
    return Statement(
        id=ids[id(draft)],
        kind=_kind(layers, draft, headline),
        content=keep_apart(draft.content),
        cue=keep_apart(draft.cue),
        source=keep_apart(draft.source),
        speaker=speaker,
        modality=read.modality,
        scope=read.scope,
        negative_evidence=read.negative_evidence,
        likelihood=read.likelihood,
        hedges=keep_apart(read.hedges),
        condition=keep_apart(read.condition),
        venue=read.venue,
        date=read.date,
        parent=ids[id(draft.parent)] if draft.parent is not None else None,
    )


def _is_told_inside(layers: Layers, draft: Draft) -> bool:
    """Return whether a cue inside a quotation tells it without marks of its own: the marks around both are the speaker's."""
    if draft.route in {"quote", "bare", "carried"} or draft.incised or not draft.cue:
        return False
    at = layers.quote_index.top_at(draft.cue[0].start)
    return at is not None and at == layers.quote_index.top_at(draft.start)


def _kind(layers: Layers, draft: Draft, headline: Span | None) -> str:
    """Return the kind by how much of the content stands in quotation marks."""
    if headline is not None and all(s.is_inside(headline) for s in draft.content):
        return "headline"
    if draft.kind == "nominal":
        return "nominal"
    if _is_told_inside(layers, draft):
        return "indirect"
    total = quoted = 0
    for span in draft.content:
        total += span.end - span.start
        quoted += layers.quote_index.count_quoted(*span)
    if quoted >= 0.9 * total:
        return "direct"
    return "mixed" if quoted else "indirect"
