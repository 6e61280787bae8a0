"""Map and timeline: where things are said to happen, no more precisely than it is said, and how much a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from vigie.desk.board import KINDS, Board
from vigie.desk.cards import make_cards
from vigie.desk.shown import line
from vigie.desk.visit import Visit, Visited
from vigie.errors import InputError
from vigie.store import FiledEvent

router = APIRouter()
SPANS = (7, 30, 120)
SIZE = 60
NAME_CHARS = 300


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place as precisely as it is known. Only cities and regions have a point; `precision` says how it is drawn."""

    precision: str
    country: str
    name: str
    lat: float | None = None
    lon: float | None = None


@router.get("/map")
def show_map(visit: Visited, days: int = 30) -> Response:
    """Return the page; the same places and days stand beside the map as lists."""
    span = _check_span(days)
    board = visit.desk.board(visit.at)
    places = _find_places(board, span) if board is not None else {}
    listed = sorted(places.items(), key=lambda p: (-len(p[1]), p[0].name))
    return visit.page(
        "map",
        board=board,
        span=span,
        spans=SPANS,
        drawn=[(p, events) for p, events in listed if p.precision != "unknown"],
        beside=[(p, events) for p, events in listed if p.precision == "unknown"],
        days=[d for d in _days(board, span) if any(d[1])],
        kinds=KINDS,
    )


@router.get("/map/data.json")
def get_data(visit: Visited, days: int = 30) -> Response:
    """Return what the map and the timeline draw."""
    span = _check_span(days)
    board = visit.desk.board(visit.at)
    if board is None:
        return JSONResponse({"later": True}, 202)
    places = [_write_place(visit, p, events, span) for p, events in sorted(_find_places(board, span).items())]
    counted = _days(board, span)
    return JSONResponse(
        {
            "places": places,
            "days": [day for day, _ in counted],
            "series": [
                {"name": visit.words.of("stream", k), "counts": [c[i] for _, c in counted]} for i, k in enumerate(KINDS)
            ],
            "links": [visit.go("/map/records", day=day) for day, _ in counted],
        }
    )


def _check_span(days: int) -> int:
    if days not in SPANS:
        raise InputError(f"{days} days; use one of {', '.join(map(str, SPANS))}")
    return days


def _days(board: Board | None, span: int) -> list[tuple[str, tuple[int, ...]]]:
    return [(d.day, d.counts) for d in board.days[-span:]] if board is not None else []


def _find_places(board: Board, span: int) -> dict[Place, list[FiledEvent]]:
    """Return the events that are said to happen, by place; those without any place are on no map and in no list."""
    since = (board.view.at - dt.timedelta(days=span)).date().isoformat()
    found: dict[Place, list[FiledEvent]] = defaultdict(list)
    for event in board.view.events:
        day = board.view.day(event)
        if event.polarity == "positive" and event.place and (day is None or day >= since):
            found[place_of(event)].append(event)
    return {_name(place, events): events for place, events in found.items()}


def _name(place: Place, events: list[FiledEvent]) -> Place:
    """Return the place under the name that most of its events give it."""
    names = Counter(line(e.place, 80) for e in events)
    return replace(place, name=min(names, key=lambda name: (-names[name], name)))


def place_of(event: FiledEvent) -> Place:
    """Return where an event is drawn: a point needs a city or region with coordinates, a shape a country's code.

    What is drawn at one place is one place, however it is spelled; what is drawn nowhere is told apart by its name.
    """
    country = event.place_country or ""
    if event.precision in ("city", "region") and event.lat is not None and event.lon is not None:
        return Place(event.precision, country, "", event.lat, event.lon)
    if event.precision == "country" and country:
        return Place("country", country, "")
    return Place("unknown", country, line(event.place, 80))


def _write_place(visit: Visit, place: Place, events: list[FiledEvent], span: int) -> dict[str, Any]:
    types = Counter(e.vigie_type or e.type or "" for e in events).most_common(3)
    return {
        "name": place.name,
        "country": place.country,
        "precision": place.precision,
        "lat": place.lat,
        "lon": place.lon,
        "count": len(events),
        "words": ", ".join(f"{visit.words.of('type', kind)} {n}" for kind, n in types),
        "link": _link(visit, place, span),
    }


def _link(visit: Visit, place: Place, span: int) -> str:
    return visit.go("/map/records", place=place.name, country=place.country, precision=place.precision, days=span)


@router.get("/map/records")
def show_records(
    visit: Visited,
    day: str = "",
    stream: str = "",
    place: str = "",
    country: str = "",
    precision: str = "",
    days: int = 30,
) -> Response:
    """Return the records of a day, or of a place."""
    if max(map(len, (day, stream, place, country, precision))) > NAME_CHARS:
        raise InputError("no such place or day; choose one on the map")
    board = visit.desk.board(visit.at)
    if board is None:
        return visit.page("later", where=visit.go("/map/records", day=day, stream=stream, place=place, country=country))
    if day:
        keys = _keys_of_day(board, day, stream)
        title = day
    else:
        wanted = (line(place, 80), country, precision)
        held = [
            e
            for p, es in _find_places(board, _check_span(days)).items()
            if (p.name, p.country, p.precision) == wanted
            for e in es
        ]
        keys, title = [e.key for e in held], line(place, 80)
    records = [board.records[k] for k in keys if k in board.records]
    cards = make_cards(records[:SIZE], visit.words, board.view.documents.get)
    return visit.page("records", title=title, cards=cards, left=len(records) - len(cards))


def _keys_of_day(board: Board, day: str, stream: str) -> list[str]:
    held = next((d for d in board.days if d.day == day), None)
    if held is None:
        return []
    kinds = [KINDS.index(stream)] if stream in KINDS else range(len(KINDS))
    return list(dict.fromkeys(key for i in kinds for key in held.records[i]))
