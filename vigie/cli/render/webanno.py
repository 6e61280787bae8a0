"""A reading as WebAnno TSV 3.3, which INCEpTION imports: content, cue and source spans linked by statement."""

from __future__ import annotations

from vigie.cli.render import words
from vigie.model import Reading, Span
from vigie.text.segment import find_paragraphs, find_sentences, find_tokens

_LAYER = "webanno.custom.Statement"
_EVENTS = "webanno.custom.Event"
_ESCAPES = str.maketrans({c: "\\" + c for c in "[]|_;\\*"} | {"\t": " ", "\n": " ", "\r": " ", "→": "\\→"})


def render_webanno(reading: Reading) -> str:
    """Return the TSV: one token a line, spans numbered so that several on one token stay apart.

    Offsets count UTF-16 units, as the format asks. What no file can hold is a middle dot, one for one.
    """
    doc = reading.document
    lang = doc.lang or "en"
    lines = [
        "#FORMAT=WebAnno TSV 3.3",
        f"#T_SP={_LAYER}|role|statement|kind|speaker",
        f"#T_SP={_EVENTS}|coding|status",
        "",
        "",
    ]
    starts = _unit_offsets(doc.text)
    statements = _statement_spans(reading)
    events = _event_spans(reading)
    number = 0
    for paragraph in find_paragraphs(doc.text):
        for sentence in find_sentences(doc.text, paragraph, lang):
            tokens = find_tokens(doc.text, sentence, lang)
            if not tokens:
                continue
            number += 1
            text = words.clean(doc.text[tokens[0][0] : tokens[-1][1]])
            lines.append(f"#Text={text}")
            for n, token in enumerate(tokens, 1):
                lines.append(_token_line(doc.text, number, n, token, starts, statements, events))
            lines.append("")
    return "\n".join(lines) + "\n"


def _unit_offsets(text: str) -> list[int]:
    """Return the UTF-16 offset of every code point and of the end."""
    offsets, at = [0], 0
    for char in text:
        at += 2 if ord(char) > 0xFFFF else 1
        offsets.append(at)
    return offsets


def _statement_spans(reading: Reading) -> list[tuple[Span, tuple[str, ...]]]:
    found: list[tuple[Span, tuple[str, ...]]] = []
    for s in reading.statements:
        speaker = s.speaker.name if s.speaker else ""
        for role, spans in (("content", s.content), ("cue", s.cue), ("source", s.source)):
            found += [(span, (role, s.id, s.kind, speaker)) for span in spans]
    return found


def _event_spans(reading: Reading) -> list[tuple[Span, tuple[str, ...]]]:
    return [
        (span, (f"{e.type or e.vigie_type}{':' + e.mode if e.mode else ''}", f"{e.status}/{e.polarity}"))
        for e in reading.events
        for span in e.mentions
    ]


def _token_line(
    text: str, sentence: int, n: int, token: tuple[int, int], starts: list[int],
    statements: list[tuple[Span, tuple[str, ...]]], events: list[tuple[Span, tuple[str, ...]]],
) -> str:  # fmt: skip
    start, end = token
    cells = [
        f"{sentence}-{n}",
        f"{starts[start]}-{starts[end]}",
        words.clean(text[start:end]),
    ]
    cells += _cells(statements, token, 4, 1) + _cells(events, token, 2, 1 + len(statements))
    return "\t".join(cells) + "\t"


def _cells(spans: list[tuple[Span, tuple[str, ...]]], token: tuple[int, int], width: int, base: int) -> list[str]:
    """Return the feature columns of a layer for one token, stacked annotations separated by bars."""
    here = [
        (base + k, values) for k, (span, values) in enumerate(spans) if span.start < token[1] and token[0] < span.end
    ]
    if not here:
        return ["_"] * width
    return [
        "|".join(f"{(values[i] or '*').translate(_ESCAPES) if values[i] else '*'}[{n}]" for n, values in here)
        for i in range(width)
    ]
