"""Who disowns an act, who doubts it, and whom one would have to believe: nobody of these did it."""

from __future__ import annotations

import pytest

from vigie.model import Reading
from vigie.read import read_text


def words(reading: Reading, spans: object) -> str:
    return " ".join(reading.document.text[s.start : s.end] for s in spans)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Serbia had nothing to do with the drone attack on the depot, the ministry said."),
        ("en", "Serbia played no part in the missile strike on the depot, according to the ministry."),
        ("fr", "La Serbie n'a rien à voir avec l'attaque contre le dépôt, selon le ministère."),
        ("fr", "La Serbie n'est pour rien dans la frappe de drones contre le dépôt, assure le ministère."),
    ],
)
def test_who_had_nothing_to_do_with_an_act_is_not_its_actor(lang: str, text: str) -> None:
    (event,) = read_text(text, lang=lang).events
    assert (event.type, event.polarity, event.actor) == ("ASSAULT", "positive", None)
    assert event.attributed_to is not None


@pytest.mark.parametrize(
    ("lang", "text", "source", "content"),
    [
        ("fr", "À en croire Ana Petrov, la Serbie a tiré six missiles sur Nis.", "Ana Petrov", "la Serbie a tiré"),
        ("fr", "À en croire la mairie, deux drones ont frappé le port.", "la mairie", "deux drones ont frappé"),
        ("fr", "Ana Petrov, cheffe de mission, doute que la Serbie ait frappé le port.", "Ana Petrov", "la Serbie ait"),
        ("en", "Ana Petrov, the envoy, doubts that Serbia attacked the port.", "Ana Petrov", "Serbia attacked"),
    ],
)
def test_an_act_that_is_doubted_or_to_be_believed_stays_with_who_says_so(
    lang: str, text: str, source: str, content: str
) -> None:
    reading = read_text(text, lang=lang)
    (statement,) = reading.statements
    assert words(reading, statement.source).startswith(source)
    assert words(reading, statement.content).startswith(content)
    assert [e.attributed_to for e in reading.events] == [statement.id]
