"""From marks to labels: pieces trimmed of what is no part of them, statements by how they are put."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.exercise.records import DoneLabel, SaidLabel
from vigie.exercise.render.draft import Draft
from vigie.exercise.render.scene import Done, Said
from vigie.exercise.render.words import load_kinds
from vigie.model.span import Span, Spans

ASIDE = "exercise"
"""The kind of what is said of an exercise besides what is done."""
QUOTES = '«»“”"„‘’'
_BLANK = " \u00a0\u202f"
_EDGE = " \u00a0\u202f\n,.;:" + QUOTES


def make_said(draft: Draft, said: Sequence[Said], title_end: int) -> tuple[SaidLabel, ...]:
    """Return the statements of a text in its order; those in the headline are of the kind headline."""
    spans = draft.spans()
    found = []
    for one in said:
        parts = {part: _trim(draft.text, spans.get(label, ())) for part, label in one.parts.items()}
        content = parts.get("content", ())
        if content:
            kind = "headline" if content[0].start < title_end else find_kind(draft.text, content)
            found.append(
                SaidLabel(
                    content=content,
                    source=parts.get("source", ()),
                    cue=parts.get("cue", ()),
                    speaker=one.speaker or _phrase(draft.text, parts.get("source", ())),
                    modality=one.modality,
                    kind=kind,
                    negative_evidence=one.negative,
                    ref=one.ref,
                )
            )
    return tuple(sorted(found, key=lambda label: label.content))


def make_done(draft: Draft, done: Sequence[Done]) -> tuple[DoneLabel, ...]:
    """Return the events of a text in its order: one for all that is said of an act in one tense.

    What is said of an exercise besides (that it is held every year) belongs to its act, where the text has one.
    """
    spans = draft.spans()
    groups: dict[tuple[object, ...], list[tuple[Spans, Done]]] = {}
    held = {one.drill: one for one in reversed(done) if one.drill is not None and one.kind != ASIDE}
    for one in done:
        anchor = _trim(draft.text, spans.get(one.label, ()))
        kind = load_kinds()[one.kind]
        if anchor and (kind.type or kind.vigie_type):
            main = held.get(one.drill or "", one) if one.kind == ASIDE else one
            name = (main.kind, main.ref or main.label, main.status, main.polarity)
            groups.setdefault(name, []).append((anchor, one))
    return tuple(sorted(map(_make_event, groups.values()), key=lambda label: label.anchor))


def _make_event(mentions: Sequence[tuple[Spans, Done]]) -> DoneLabel:
    first = next((one for _, one in mentions if one.kind != ASIDE), mentions[0][1])
    kind = load_kinds()[first.kind]
    return DoneLabel(
        anchor=tuple(sorted(span for spans, _ in mentions for span in spans)),
        type=kind.type,
        vigie_type=kind.vigie_type,
        actor=next((one.actor for _, one in mentions if one.actor), ()),
        recipient=next((one.recipient for _, one in mentions if one.recipient), ()),
        status=first.status,
        polarity=first.polarity,
        ref=first.ref,
    )


def _phrase(text: str, source: Spans) -> str | None:
    return " ".join(span.slice(text) for span in source) or None


def _trim(text: str, spans: Sequence[Span]) -> Spans:
    """Return spans without spaces, quotation marks and stops at their ends, and without what is then empty."""
    found = []
    for start, end in spans:
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        if end > start:
            found.append(Span(start, end))
    return tuple(found)


def find_kind(text: str, content: Spans) -> str:
    """Return how a statement is put: direct inside quotation marks, mixed with some inside, else indirect."""
    if any(text[i] in QUOTES and not _is_apostrophe(text, i) for s, e in content for i in range(s, e)):
        return "mixed"
    quoted = [_is_quoted(text, piece) for piece in content]
    return "direct" if all(quoted) else ("mixed" if any(quoted) else "indirect")


def _is_quoted(text: str, piece: Span) -> bool:
    """Return whether a quotation mark stands right before a piece or, where that one was lost, right after it."""
    before = text[: piece.start].rstrip(_BLANK)[-1:]
    after = text[piece.end :].lstrip("\u00a0\u202f,.")[:1]
    return (before != "" and before in QUOTES) or (after != "" and after in '»”’"')


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] in "‘’" and 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()
