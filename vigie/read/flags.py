"""Flags on the text itself: what a careful reader would frown at."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.lang.gazetteer.records import Office
from vigie.model import Document, Flag, Span
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


def find_flags(layers: Layers, table: EntityTable, heading: Span | None, headline: Span | None) -> list[Flag]:
    """Return the flags on quotations, headings and offices."""
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
    return flags + find_role_mismatches(table) + find_two_portfolios(table)


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


_CHECKED = frozenset(
    {"president", "prime_minister", "chancellor", "minister", "foreign_minister", "defence_minister"}
    | {"interior_minister", "finance_minister", "adviser", "secretary_general", "vice_president"}
)


def find_role_mismatches(table: EntityTable) -> list[Flag]:
    """Return a flag for each office given to a known person whom the dated table has in another one.

    Silent about offices the table does not check, about former ones, and about days past the table's own.
    """
    flags = []
    for known in table.known:
        if known.type != "PER" or known.office not in _CHECKED or known.role_span is None:
            continue
        if any(word in fold(known.role or "") for word in _FORMER):
            continue
        held = _offices_on(table, known.name)
        if held and not any(_is_same_office(known.office, o.key) for o in held):
            start, end = held[0].start or "?", held[0].end or "now"
            office = held[0].key.replace("_", " ")
            where = f" of {held[0].country}" if held[0].country else ""
            message = f"{known.name} is called {known.role} here; the table has {office}{where} ({start} to {end})"
            flags.append(Flag("role_mismatch", known.role_span, message))
    return flags


_FORMER = ("former", "ancien", "ex-", "then ", "alors", "futur", "candidat", "elect", "élu")


def _offices_on(table: EntityTable, name: str) -> list[Office]:
    """Return the offices the person held on the day of publication, or ever when the text has no date."""
    day = table.layers.document.published
    offices = table.gazetteer.person(name) if " " in name else []
    if day is None:
        return offices
    until = table.gazetteer.known_until()
    return [o for o in offices if (o.start or "") <= day < (o.end or until)]


def _is_same_office(said: str, held: str) -> bool:
    return said == held or (said == "minister" and held.endswith("_minister"))
