"""A record or a document, opened: the text with its words lit, its copies and versions, and who changed what and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from vigie.desk.cards import Card, Record, find_in, make_card
from vigie.desk.correct import Field, find_fields
from vigie.desk.highlight import Mark, cut_text
from vigie.desk.visit import Visit, Visited
from vigie.errors import NoSuchRecord
from vigie.store import Amendment, FiledDocument, FiledEntity, FiledEvent, FiledStatement, Ledger

router = APIRouter()
KEY_CHARS = 80
Found = FiledStatement | FiledEvent | FiledEntity
_TICK = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A record as it stands, or as it stood before it was taken back. `seen` counts all changes made to it."""

    key: str
    record: Found | None
    is_retracted: bool
    history: list[Amendment]

    @property
    def seen(self) -> int:
        """Return how many changes whoever looks at it has seen."""
        return len(self.history)


def open_record(ledger: Ledger, key: str, at: dt.datetime | None) -> Opened:
    """Return the record of that key, statement, event or entity.

    Raises:
        NoSuchRecord: the ledger holds none, or none of a reading that stands.
    """
    history = ledger.amendments(key=key, as_known_at=at)
    found = _find(ledger, key, at)
    if found is not None:
        return Opened(key, found, False, history)
    taken = next((a for a in reversed(history) if a.action == "retract"), None)
    before = _find(ledger, key, dt.datetime.fromisoformat(taken.known) - _TICK) if taken else None
    if before is None:
        raise NoSuchRecord(f"{key[:KEY_CHARS]}: no such record, or none that stands; look for it in the ledger")
    return Opened(key, before, True, history)


def _find(ledger: Ledger, key: str, at: dt.datetime | None) -> Found | None:
    _, _, rest = key.partition(".")
    found: list[Found] = []
    if rest.startswith("s."):
        found += ledger.statements(key=key, as_known_at=at, versions="all")
    elif rest.startswith("e."):
        found += ledger.events(key=key, as_known_at=at, versions="all")
    elif rest.startswith("n."):
        found += ledger.entities(key=key, as_known_at=at)
    return found[0] if found else None


def open_document(ledger: Ledger, key: str, at: dt.datetime | None) -> FiledDocument:
    """Return the document of that key, whatever became of it; NoSuchRecord when there is none."""
    for document in ledger.documents(key=key, as_known_at=at):
        return document
    raise NoSuchRecord(f"{key[:KEY_CHARS]}: no such document; look for it in the ledger")


@router.get("/record/{key}")
def show_record(visit: Visited, key: str) -> Response:
    """Return the record in its article, with what may be corrected of it."""
    return show(visit, open_record(visit.desk.ledger(), key, visit.at))


@router.get("/document/{key}")
def show_document(visit: Visited, key: str) -> Response:
    """Return the article with everything that rests on it."""
    ledger = visit.desk.ledger()
    open_document(ledger, key, visit.at)
    history = ledger.amendments(key=key, as_known_at=visit.at)
    is_retracted = bool(history) and history[-1].action == "retract"
    return show(visit, Opened(key, None, is_retracted, history))


def show(visit: Visit, opened: Opened, *, status: int = 200, given: dict[str, str] | None = None) -> Response:
    """Return the page of a record or document; `given` is what somebody filled in who was not the first."""
    ledger, at = visit.desk.ledger(), visit.at
    key = opened.key.partition(".")[0]
    document = open_document(ledger, key, at)
    records: list[Record] = [*ledger.statements(document=key, as_known_at=at, versions="all")]
    records += ledger.events(document=key, as_known_at=at, versions="all")
    cards = [make_card(record, visit.words) for record in records]
    entities = ledger.entities(document=key, as_known_at=at)
    flags = ledger.flags(document=key, as_known_at=at)
    card = _chosen(opened, visit)
    marks = [m for c in _with(cards, card) for m in c.marks] + _entity_marks(opened)
    marks += [Mark(f.span, "flagged", f"f{n}") for n, f in enumerate(flags, 1)]
    return visit.page(
        "record",
        status=status,
        opened=opened,
        card=card,
        document=document,
        cards=cards,
        entities=entities,
        flags=flags,
        pieces=cut_text(ledger.text(key), marks),
        fields=_fields(opened, visit, given),
        given=given or {},
        links=_links(visit, key, {r.key: c for r, c in zip(records, cards, strict=True)}),
        **_history(visit, document),
    )


def _chosen(opened: Opened, visit: Visit) -> Card | None:
    record = opened.record
    return make_card(record, visit.words) if isinstance(record, (FiledStatement, FiledEvent)) else None


def _with(cards: list[Card], card: Card | None) -> list[Card]:
    """Return the cards and the chosen one, which is not among them when it was taken back or merged."""
    return cards if card is None or any(c.key == card.key for c in cards) else [*cards, card]


def _entity_marks(opened: Opened) -> list[Mark]:
    record = opened.record
    if not isinstance(record, FiledEntity):
        return []
    return [Mark(span, "source", record.id) for span in record.mentions]


def _fields(opened: Opened, visit: Visit, given: dict[str, str] | None) -> list[Field]:
    if opened.record is None or opened.is_retracted or visit.at is not None:
        return []
    return find_fields(opened.record, given)


def _links(visit: Visit, document: str, cards: dict[str, Card]) -> list[tuple[str, Card, Card, str]]:
    """Return the relations between statements of the document, both sides of each."""
    found = visit.desk.ledger().links(document=document, as_known_at=visit.at)
    return [(k.relation, cards[k.a], cards[k.b], k.why) for k in found if k.a in cards and k.b in cards]


def _history(visit: Visit, document: FiledDocument) -> dict[str, object]:
    """Return the copies of a document, what else tells its story, its versions, readings and changes."""
    ledger, at = visit.desk.ledger(), visit.at
    own = ledger.groupings(document=document.key, as_known_at=at).get(document.key)
    find = find_in(ledger)
    story = ledger.groupings(story=own.story, as_known_at=at) if own else {}
    others = [(g, d) for k, g in story.items() if k != document.key and (d := find(k))]
    return {
        "grouping": own,
        "copies": [pair for pair in others if own and pair[0].origin == own.origin],
        "story": [pair for pair in others if own and pair[0].origin != own.origin],
        "versions": ledger.documents(item=document.item, versions="all", as_known_at=at),
        "readings": ledger.readings(document.key, as_known_at=at),
        "amendments": ledger.amendments(document=document.key, as_known_at=at),
    }
