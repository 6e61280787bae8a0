"""Many small readings, made by rule: every text is our own and reports nothing real."""

from __future__ import annotations

from vigie.model import Document, Event, Reading, Span, Speaker, Statement
from vigie.store import Stamp

OLD = Stamp("0.1.0+aaaaaaaaaaaa", "en-111111111111")
NEW = Stamp("0.2.0+bbbbbbbbbbbb", "en-222222222222")
_NAMES = ("Ida Brenn", "Élodie Marn", "Kjell Arden", "Marja Salo", "Oskar Lind", "Vera Tollan", "Nils Okar")
_THINGS = ("harbour", "bridge", "convoy", "airfield", "garrison", "pipeline", "ferry", "checkpoint", "radar", "depot")
_DOINGS = ("was quiet", "would be closed", "had not moved", "will be defended", "could be reopened", "lies empty")
_MODALITIES = ("assertion", "threat", "warning", "denial", "reassurance")


def build(
    number: int, *, statements: int = 3, realm: str = "exercise", id: str | None = None, published: str | None = "",
    speaker: str | None = None, extra: str = "",
) -> Reading:  # fmt: skip
    """Return a reading of the text of that number, with so many statements and one event."""
    heading = "EXERCISE\n\n" if realm == "exercise" else ""  # headed so and read as real, a ledger refuses it
    text = f"{heading}Report {number}. {extra}\n"
    made = []
    for n in range(statements):
        at = number * 31 + n
        name = speaker or _NAMES[at % len(_NAMES)]
        said = f"the {_THINGS[at % 10]} of sector {at} {_DOINGS[at % 6]}"
        text += f"{name} said that {said}. "
        start = len(text) - 2 - len(said)
        cue, source = Span(start - 10, start - 6), Span(start - 11 - len(name), start - 11)
        made.append(
            Statement(
                f"s{n + 1}", "indirect", (Span(start, start + len(said)),), (cue,), (source,),
                Speaker(name, None, "mayor", "OST", ("OSTGOV",), 0.9), (_MODALITIES[at % 5],), confidence=0.8,
            )
        )  # fmt: skip
    text += "A column left the town."
    left = Span(len(text) - 14, len(text) - 10)
    event = Event("v1", "MOBILIZE", (left,), (left,), vigie_type="troop_movement", confidence=0.7)
    day = f"2031-{1 + number % 12:02}-{1 + number % 28:02}" if published == "" else published
    document = Document(id or f"report-{number}", text, "en", f"Report {number}", day, realm)
    return Reading(document, statements=tuple(made), events=(event,))
