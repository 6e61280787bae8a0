"""From scenario to signal: reports of invented exercises meet the calendar that the scenario made, in both languages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from vigie.exercise.scenario import load_scenario, make_calendar, make_names
from vigie.lang.gazetteer.setting import parse_names, using_names
from vigie.model import Document
from vigie.read import read_document
from vigie.store import open_ledger
from vigie.watch.signals.routine import RoutineMatch, find_routine, parse_calendar
from vigie.watch.view import Texts, load_view

NOW = dt.datetime(2031, 10, 9, tzinfo=dt.UTC)
COVER = load_scenario("cover")
HELD = {
    "en": "EXERCISE\n\nDrevania and Ulmeria began the exercise Amber Road on Tuesday with 21,000 troops at the Tolvar training ground.",
    "fr": "EXERCICE\n\nLa Drévanie et l'Ulmérie ont commencé mardi l'exercice « Route de l'ambre » avec 21 000 soldats au camp de Tolvar.",
}  # fmt: skip
PLANNED = {
    "en": "EXERCISE\n\nThe Northern Compact will begin its yearly exercise Steady Harbour on 13 October with 60 aircraft.",
    "fr": "EXERCICE\n\nL'exercice annuel du Pacte du Nord, « Havre constant », commencera le 13 octobre avec 60 avions.",
}


def match(folder: Path, texts: dict[str, str]) -> tuple[RoutineMatch, ...]:
    calendar = parse_calendar(make_calendar(COVER).encode(), "calendar.ics")
    names = parse_names(make_names(COVER).encode(), "names.yaml")
    with using_names(names), open_ledger(folder / "x.vigie", realm="exercise", create=True, now=NOW) as ledger:
        for lang, text in texts.items():
            document = Document(id=lang, text=text, lang=lang, published="2031-10-08", realm="exercise")
            ledger.append_reading(read_document(document), now=NOW)
        view = load_view(ledger, at=NOW)
        return find_routine(view, calendar, Texts(ledger, view))


def test_an_exercise_twice_its_usual_size_departs_by_its_size(tmp_path: Path) -> None:
    (found,) = match(tmp_path, HELD)
    assert (found.name, found.organisers, found.stage) == ("Amber Road", ("XDV",), "begun")
    assert {departure.kind for departure in found.departures} == {"size"}
    assert len({mention.document for mention in found.mentions}) == 2


def test_an_exercise_as_in_every_year_departs_from_nothing(tmp_path: Path) -> None:
    (found,) = match(tmp_path, PLANNED)
    assert (found.name, found.organisers, found.stage, found.departures) == (
        "Steady Harbour",
        ("IGOXXA",),
        "planned",
        (),
    )
