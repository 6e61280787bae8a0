"""Who says what: one speaker over time, and what they say against others, side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from vigie.desk.board import Board, tell
from vigie.desk.cards import Card, find_in, make_card, make_cards
from vigie.desk.visit import Visit, Visited
from vigie.errors import InputError
from vigie.model.signal import Signal
from vigie.store import FiledStatement

router = APIRouter()
SIZE = 40
MOST_PAGES = 500
LISTED = 200
NAME_CHARS = 300
SIDES = ("contradiction", "shift", "cut_quote")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker of the window: how often, how last, and what they mostly do."""

    name: str
    count: int
    last: str | None
    threats: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Against:
    """Two or more statements that do not go together: a signal, or a relation within one article."""

    words: str
    key: str | None
    cards: list[Card]


@router.get("/speakers")
def show_speakers(visit: Visited, name: str = "", page: int = 1) -> Response:
    """Return the speakers of late, or one of them."""
    if len(name) > NAME_CHARS or not 1 <= page <= MOST_PAGES:
        raise InputError("no such name or page; give less")
    board = visit.desk.board(visit.at)
    if name.strip():
        return _show_one(visit, board, name.strip(), page)
    speakers = _find_speakers(board) if board is not None else None
    return visit.page("speakers", speakers=speakers, listed=LISTED, against=_find_against(visit, board, None))


def _find_speakers(board: Board) -> list[Speaker]:
    """Return the speakers of the view, who spoke most first."""
    held: dict[str, list[FiledStatement]] = defaultdict(list)
    for statement in board.view.statements:
        if statement.speaker:
            held[statement.speaker].append(statement)
    found = [
        Speaker(
            name,
            len(said),
            max((day for s in said if (day := board.view.day(s))), default=None),
            sum("threat" in s.modality for s in said),
            sum(s.negative_evidence is not None for s in said),
        )
        for name, said in held.items()
    ]
    return sorted(found, key=lambda s: (-s.count, s.name))


def _show_one(visit: Visit, board: Board | None, name: str, page: int) -> Response:
    ledger = visit.desk.ledger()
    bare = name.replace('"', " ")
    said = ledger.statements(
        speaker=f'"{bare}"', as_known_at=visit.at, limit=SIZE + 1, offset=(page - 1) * SIZE
    )  # fmt: skip
    cards = make_cards(said[:SIZE], visit.words, find_in(ledger))
    days: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        days[card.day or ""].append(card)
    return visit.page(
        "speaker",
        name=name,
        days=list(days.items()),
        does=Counter(m for s in said[:SIZE] for m in s.modality).most_common(),
        total=len(cards),
        number=page,
        has_more=len(said) > SIZE,
        against=_find_against(visit, board, name),
    )


def _find_against(visit: Visit, board: Board | None, name: str | None) -> list[Against] | None:
    """Return what contradicts: the watch's findings, then the relations that articles state; of one speaker, or all."""
    if board is None:
        return None
    own = None
    if name is not None:
        own = {s.key for s in board.view.statements if s.speaker and name.lower() in s.speaker.lower()}
    found = [
        Against(tell(signal, visit.lang), signal.key, _sides(visit, board, signal.inputs))
        for signal in board.signals
        if _is_about(signal, own)
    ]
    links = (k for k in board.view.links if k.relation in ("contradicts", "undercuts"))
    for link in links:
        if own is None or link.a in own or link.b in own:
            cards = _sides(visit, board, (link.a, link.b))
            if len(cards) == 2:
                found.append(Against(visit.words.of("relation", link.relation), None, cards))
    return found


def _is_about(signal: Signal, own: set[str] | None) -> bool:
    return signal.kind in SIDES and (own is None or not own.isdisjoint(signal.inputs))


def _sides(visit: Visit, board: Board, keys: tuple[str, ...]) -> list[Card]:
    """Return the statements among the keys, oldest first, so that what came later answers what came before."""
    held = [board.records[key] for key in keys if key in board.records]
    find = board.view.documents.get
    cards = [make_card(r, visit.words, find(r.document)) for r in held if isinstance(r, FiledStatement)]
    return sorted(cards, key=lambda c: (c.day or "", c.key or ""))
