"""What one document offers to those who look for its copies and its story: its words, and marks in no language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vigie.lang.gazetteer import load_gazetteer
from vigie.model import Document, Entity, Event, Reading, Statement, slice_all
from vigie.store import FiledDocument, Ledger
from vigie.text.fold import fold
from vigie.text.spelling import find_skeleton

KINDS = ("speaker", "quote", "act", "place", "name", "number")
QUOTE_WORDS = 6
"""A quotation is known by its first and its last so many words, so that a cut one meets the whole one."""
LARGE = 1e15
_WORD = re.compile(r"\w+")
# Several spellings of one sound, longest first: Loukachenko and Lukashenko, Poutine and Putin.


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that reports of one thing share in any language. `words` are those of this document."""

    kind: str
    code: str
    words: str

    @property
    def term(self) -> str:
        """Return kind and code as one word."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One document as it is compared. `marks` are in reading order; `known` is when the ledger learned of it."""

    key: str
    text: str
    known: str
    item: str | None = None
    source: str | None = None
    lang: str | None = None
    day: str | None = None
    title: str | None = None
    marks: tuple[Mark, ...] = ()

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the codes of one kind of mark, in reading order."""
        return tuple(mark.code for mark in self.marks if mark.kind == kind)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Return who speaks, once a statement."""
        return self.of_kind("speaker")

    @property
    def quotes(self) -> tuple[str, ...]:
        """Return the first and last words of what is quoted."""
        return self.of_kind("quote")

    @property
    def acts(self) -> tuple[str, ...]:
        """Return the acts: their type, whose they are and against whom."""
        return self.of_kind("act")

    @property
    def places(self) -> tuple[str, ...]:
        """Return the numbers that GeoNames gives the places."""
        return self.of_kind("place")

    @property
    def names(self) -> tuple[str, ...]:
        """Return the persons and organisations."""
        return self.of_kind("name")

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the numbers."""
        return self.of_kind("number")

    @property
    def reported(self) -> str:
        """Return the day of the report, or that on which it became known where it states none."""
        return self.day or self.known[:10]


def load_piece(ledger: Ledger, key: str) -> Piece:
    """Return the piece of one document from its best reading; NoSuchRecord where there is none of that key."""
    reading = ledger.reading(key)
    return make_piece(reading, ledger.documents(key=key)[0])


def load_pieces(ledger: Ledger, documents: Iterable[FiledDocument]) -> Iterator[Piece]:
    """Yield the pieces of documents, in their order, from the best reading that each has."""
    for filed in documents:
        yield make_piece(ledger.reading(filed.key), filed)


def make_piece(reading: Reading, filed: FiledDocument) -> Piece:
    """Return the piece of a filed document from its reading."""
    return Piece(
        key=filed.key, text=reading.document.text, known=filed.known, item=filed.item, source=filed.source,
        lang=filed.lang, day=filed.day, title=filed.title, marks=find_marks(reading),
    )  # fmt: skip


def find_marks(reading: Reading) -> tuple[Mark, ...]:
    """Return what the records of the reading say in no language, in the order of the text."""
    named = {e.id: mark for e in reading.entities if (mark := _name_mark(e)) and not _is_adjective(e, reading.document)}
    found: list[tuple[int, Mark]] = []
    for entity in reading.entities:
        if entity.id in named and entity.mentions:
            found.append((entity.mentions[0].start, named[entity.id]))
    for statement in reading.statements:
        found += _statement_marks(statement, reading.document.text, named)
    found += [(event.anchor[0].start, mark) for event in reading.events if (mark := _act_mark(event, reading))]
    for quantity in reading.quantities:
        if quantity.value is not None and abs(quantity.value) < LARGE:
            words = quantity.span.slice(reading.document.text)
            found.append((quantity.span.start, Mark("number", f"{quantity.value:.6g}", words)))
    return tuple(mark for _, mark in sorted(found, key=lambda at: (at[0], KINDS.index(at[1].kind), at[1].code)))


def _is_adjective(entity: Entity, document: Document) -> bool:
    """Return whether a country is named by an adjective only ("Norwegian"): nearly every report has some, they tell little."""
    if entity.place is None or entity.place.precision != "country":
        return False
    gazetteer = load_gazetteer(document.lang or "en")
    return all(gazetteer.demonym(m.slice(document.text)) is not None for m in entity.mentions)


def _name_mark(entity: Entity) -> Mark | None:
    """Return the mark of somebody or somewhere named; a place without a number in GeoNames has none."""
    if entity.place and entity.place.geonameid:
        return Mark("place", entity.place.geonameid, entity.name)
    if entity.type == "PER":
        return Mark("name", find_skeleton(entity.name), entity.name)
    if entity.type == "ORG":
        code = next((c for c in entity.codes if c.startswith("IGO") and len(c) > 3), None)
        return Mark("name", code or find_skeleton(entity.name), entity.name)
    return None


def _statement_marks(statement: Statement, text: str, named: dict[str, Mark]) -> Iterator[tuple[int, Mark]]:
    start = statement.content[0].start
    mark = named.get(statement.speaker.entity or "") if statement.speaker else None
    if mark is not None:
        yield start, Mark("speaker", mark.code, mark.words)
    if statement.kind in {"direct", "mixed"}:
        words = _WORD.findall(fold(slice_all(text, statement.content)))
        if len(words) >= QUOTE_WORDS:
            ends = dict.fromkeys((" ".join(words[:QUOTE_WORDS]), " ".join(words[-QUOTE_WORDS:])))
            yield from ((start, Mark("quote", end, end)) for end in ends)


def _act_mark(event: Event, reading: Reading) -> Mark | None:
    """Return the mark of an act, which without a known party is too common to be one."""
    parties = [(p.codes[0][:3] if p and p.codes else "") for p in (event.actor, event.recipient)]
    kind = event.vigie_type or event.type
    if kind is None or not event.anchor or not any(parties):
        return None
    return Mark("act", " ".join([kind, *parties]).rstrip(), slice_all(reading.document.text, event.anchor))
