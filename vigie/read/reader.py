"""The main path: one document in, one reading out. Pure: same document, same reading."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vigie.errors import EmptyInput
from vigie.lang.language import find_language
from vigie.lang.tongue import load_tongue
from vigie.model import Document, Reading, Span, When
from vigie.read.dates import find_dates
from vigie.read.entities import EntityTable
from vigie.read.events import mend_units, read_events, units_to_parse
from vigie.read.flags import find_flags, find_heading
from vigie.read.layers import Layers, Unit, find_layers
from vigie.read.quantities import find_quantities
from vigie.read.statements import find_links, find_units, make_statements, rate_statements, read_drafts
from vigie.text.fold import make_whole


def read_document(document: Document, lang: str | None = None) -> Reading:
    """Return everything the document says, each record with its offsets.

    1. the language, asked for or found;  2. the cheap layers: sentences, quotations, words, tags;
    3. names;  4. trees, only for units with a cue, a quotation or an event trigger;
    5. statements and their speakers;  6. events, dates, numbers;  7. links and flags.

    Raises EmptyInput for a text without words, UnknownLanguage for one without a pack.
    """
    found = prepare(document, lang)
    layers, table = found.layers, found.table
    quantities = find_quantities(layers, found.dates)
    drafts = read_drafts(layers, found.headline)
    statements = rate_statements(
        layers, table, drafts, make_statements(layers, table, drafts, found.dates, found.headline)
    )
    events = read_events(layers, table, statements, found.dates, quantities)
    return Reading(
        found.document,
        table.entities(),
        tuple(statements),
        tuple(events),
        tuple(quantities),
        find_links(layers, statements, quantities, found.dates),
        tuple(find_flags(layers, table, quantities, found.heading, found.headline)),
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with everything that statements and events are read from: layers, trees, names and dates."""

    document: Document
    layers: Layers
    table: EntityTable
    dates: list[When]
    heading: Span | None
    headline: Span | None


def prepare(document: Document, lang: str | None = None) -> Prepared:
    """Return the document in its language with layers, names, trees and dates; raises what `read_document` does."""
    if not document.text.strip():
        raise EmptyInput(f"{document.id}: no text in it; nothing was read")
    code = lang or document.lang or find_language(make_whole(document.text))
    document = replace(document, lang=code)
    layers = find_layers(replace(document, text=make_whole(document.text)), load_tongue(code))
    heading = find_heading(document, layers.paragraphs)
    table = EntityTable(layers)
    layers.parse(_unique(layers, heading))
    mend_units(layers)
    return Prepared(document, layers, table, find_dates(layers), heading, _find_headline(layers, heading))


def _unique(layers: Layers, heading: Span | None) -> list[Unit]:
    wanted = {id(u) for u in find_units(layers)}
    wanted |= {id(u) for u in units_to_parse(layers, [u for u in layers.units if id(u) not in wanted])}
    return [u for u in layers.units if id(u) in wanted and not (heading and u.span.start < heading.end)]


def _find_headline(layers: Layers, heading: Span | None) -> Span | None:
    """Return the first paragraph after the heading when it looks like a headline: short, no full stop, text follows."""
    rest = [p for p in layers.paragraphs if heading is None or p.start >= heading.end]
    if len(rest) < 2 or rest[0].end - rest[0].start > 200:
        return None
    text = layers.text[rest[0].start : rest[0].end].rstrip()
    return rest[0] if text and text[-1] not in ".…;:," else None


def read_text(
    text: str,
    *,
    lang: str = "auto",
    title: str | None = None,
    published: str | None = None,
    realm: str = "real",
    id: str = "text",
) -> Reading:
    """Return the reading of a text: its statements, events, entities, quantities, links and flags with offsets.

    `lang` is a pack's code or "auto"; `published` an ISO date against which "yesterday" is resolved, None = unknown.
    Raises EmptyInput for a text without words and UnknownLanguage for a language without a pack.
    """
    return read_document(Document(id, text, None, title, published, realm), None if lang == "auto" else lang)
