"""Ledger: statements, events and documents, by words and filters, as known at any moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from vigie.desk.cards import CARD_CHARS, Card, find_in, make_card, make_cards
from vigie.desk.shown import line
from vigie.desk.visit import Visit, Visited
from vigie.errors import InputError
from vigie.model.event import STATUSES
from vigie.model.statement import KINDS, MODALITIES, NEGATIVE_EVIDENCE
from vigie.store import FiledDocument, Hit

router = APIRouter()
SIZE = 40
MOST_PAGES = 2_500
FIELD_CHARS = 400
NAMES = ("statement", "event", "document")
CHOICES = {
    "modality": MODALITIES, "seen": NEGATIVE_EVIDENCE, "status": STATUSES, "kind": KINDS,
}  # fmt: skip
FILTERS = {
    "speaker": "speaker", "modality": "modality", "kind": "kind", "seen": "negative_evidence", "type": "type",
    "status": "status", "actor": "actor", "recipient": "recipient", "country": "country", "source": "source",
    "from": "since", "to": "until",
}  # fmt: skip
"""The fields of the form and the filters of the ledger that they stand for."""
_OF = {
    "statement": {"speaker", "modality", "kind", "seen", "country", "source", "from", "to"},
    "event": {"type", "status", "actor", "recipient", "country", "source", "from", "to"},
    "document": {"source", "from", "to"},
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the ledger: which kind of record, words, the filled fields, and which page of the answer."""

    what: str
    words: str
    fields: dict[str, str]
    page: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of what was found; `documents` come with the words around what was looked for."""

    cards: list[Card]
    documents: list[tuple[FiledDocument, str]]
    has_more: bool


def read_question(request: Request) -> Question:
    """Return what the form asks; a field that the kind of record does not have is left out.

    Raises:
        InputError: a field is endless, or a page that no one reads to is asked for.
    """
    asked = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    endless = [name for name, value in asked.items() if len(value) > FIELD_CHARS]
    if endless:
        raise InputError(f"{endless[0][:40]}: more than {FIELD_CHARS} characters; ask for less")
    what = asked.get("what", NAMES[0])
    if what not in NAMES:
        raise InputError(f"{what!r}: no kind of record; use one of {', '.join(NAMES)}")
    number = asked.get("page", "1")
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_PAGES):
        raise InputError(f"{number!r}: no such page; narrow the question down with filters")
    fields = {name: value for name, value in asked.items() if name in _OF[what]}
    return Question(what, asked.get("q", ""), fields, int(number))


@router.get("/ledger")
def show_ledger(visit: Visited, question: Annotated[Question, Depends(read_question)]) -> Response:
    """Return what was found, with the form that asks again."""
    answer = _search(visit, question) if question.words else _list(visit, question)
    return visit.page(
        "ledger", question=question, answer=answer, choices=CHOICES, names=NAMES, fields_of=_OF[question.what]
    )


def _filters(question: Question) -> dict[str, Any]:
    return {FILTERS[name]: value for name, value in question.fields.items()}


def _list(visit: Visit, question: Question) -> Answer:
    ledger = visit.desk.ledger()
    page: dict[str, Any] = {"limit": SIZE + 1, "offset": (question.page - 1) * SIZE, "as_known_at": visit.at}
    if question.what == "document":
        found = ledger.documents(**_filters(question), **page)
        return Answer([], [(d, "") for d in found[:SIZE]], len(found) > SIZE)
    ask: Any = ledger.statements if question.what == "statement" else ledger.events
    records = ask(**_filters(question), **page)
    return Answer(make_cards(records[:SIZE], visit.words, find_in(ledger)), [], len(records) > SIZE)


def _search(visit: Visit, question: Question) -> Answer:
    """Return the best hits; a search gives its best pages by asking for more of them."""
    wanted = question.page * SIZE
    hits = visit.desk.ledger().search(
        question.words, kinds=(question.what,), as_known_at=visit.at, limit=wanted + 1, **_filters(question)
    )
    shown = hits[wanted - SIZE : wanted]
    if question.what == "document":
        return Answer([], [(h.document, h.words) for h in shown], len(hits) > wanted)
    return Answer([c for h in shown if (c := _card(h, visit))], [], len(hits) > wanted)


def _card(hit: Hit, visit: Visit) -> Card | None:
    if hit.record is None:
        return None
    return replace(make_card(hit.record, visit.words, hit.document), words=line(hit.words, CARD_CHARS))
