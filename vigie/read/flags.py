"""Flags on the text itself: what a careful reader would frown at."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.model import Document, Flag, Span, Statement
from vigie.read.layers import Layers
from vigie.text.fold import fold

_HEADING = ("exercise", "exercice")


def find_heading(document: Document, paragraphs: Sequence[Span]) -> Span | None:
    """Return the EXERCISE heading line of a text that has one."""
    if not paragraphs:
        return None
    first = paragraphs[0]
    text = document.text[first.start : first.end]
    line = text.splitlines()[0] if text else ""
    if (
        line.upper().startswith(("EXERCISE", "EXERCICE"))
        and len(line) < 120
        and line.split()[0].strip(":–-—").isupper()
    ):
        return Span(first.start, first.start + len(line))
    return None


def find_flags(layers: Layers, heading: Span | None, headline: Span | None) -> list[Flag]:
    """Return the flags on quotations and headings."""
    flags: list[Flag] = []
    document = layers.document
    if heading is not None and document.realm == "real":
        flags.append(Flag("exercise_heading", heading, "headed EXERCISE but read as real; use --realm exercise"))
    carried = {q.paragraph for q in layers.quotes if q.carried}
    for quote in layers.quotes:
        if not quote.closed and quote.depth == 0 and quote.paragraph + 1 not in carried:
            flags.append(
                Flag("unclosed_quote", Span(*quote.outer), "quotation mark opened and not closed in its paragraph")
            )
    if headline is not None:
        flags += _headline_quotes(layers, headline)
    return flags


def _headline_quotes(layers: Layers, headline: Span) -> list[Flag]:
    """Return a flag for each quotation of the headline whose words stand nowhere in the body."""
    flags = []
    body = fold(layers.text[headline.end :])
    for quote in layers.quotes:
        if quote.depth == 0 and Span(*quote.inner).is_inside(headline):
            words = layers.folded[quote.inner[0] : quote.inner[1]].strip(" .,!?;:…")
            if words and words not in body:
                message = "the headline quotes words that nobody says in the body"
                flags.append(Flag("headline_quote_not_in_body", Span(*quote.inner), message))
    return flags


def find_role_mismatches(roles: dict[str, list[tuple[str, Span]]], statements: Sequence[Statement]) -> list[Flag]:
    """Return a flag for each person to whom the text gives two different ministerial offices.

    `roles` maps an entity id to the (office, span) pairs found beside its mentions.
    """
    flags = []
    for pairs in roles.values():
        offices = list(dict.fromkeys(office for office, _ in pairs))
        if len(offices) > 1 and all(o.endswith("_minister") or o in {"president", "prime_minister"} for o in offices):
            flags.append(Flag("role_mismatch", pairs[-1][1], f"called {offices[-1]} here and {offices[0]} before"))
    return flags
