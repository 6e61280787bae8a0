"""Flags on the text itself: what a careful reader would frown at."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.model import Document, Flag, Quantity, Span
from vigie.read.checks import find_mismatches
from vigie.read.entities import EntityTable
from vigie.read.layers import Layers
from vigie.read.portfolios import find_two_portfolios
from vigie.read.spoken import SPOKEN
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
        if len(paragraphs) == 1 and len(text.splitlines()) == 1:
            line = line.split()[0]
        return Span(first.start, first.start + len(line))
    return None


def find_flags(
    layers: Layers,
    table: EntityTable,
    quantities: Sequence[Quantity],
    heading: Span | None,
    headline: Span | None,
) -> list[Flag]:
    """Return the flags on quotations and headings, and on what does not fit the dated tables."""
    flags: list[Flag] = []
    document = layers.document
    if heading is not None and document.realm == "real":
        flags.append(Flag("exercise_heading", heading, "headed EXERCISE but read as real; use --realm exercise"))
    carried = {q.paragraph for q in layers.quotes if q.carried}
    for quote in layers.quotes:
        spoken = quote.parent is not None and layers.quotes[quote.parent].opener in SPOKEN
        if not quote.closed and (quote.depth == 0 or spoken) and quote.paragraph + 1 not in carried:
            flags.append(
                Flag("unclosed_quote", Span(*quote.outer), "quotation mark opened and not closed in its paragraph")
            )
    if headline is not None:
        flags += _headline_quotes(layers, headline)
    invented = heading is not None or document.realm != "real"
    mismatches = find_mismatches(layers, table, quantities, invented=invented)
    told = [f.span for f in mismatches if f.kind == "role_mismatch"]
    two = [f for f in find_two_portfolios(table) if not any(f.span.is_touching(span) for span in told)]
    return flags + mismatches + two


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
