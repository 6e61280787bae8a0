"""Who disowns an act, who doubts it, and whom one would have to believe: nobody of these did it."""

from __future__ import annotations

import pytest

from vigie.lang.tongue import load_tongue
from vigie.model import Document, Reading
from vigie.read import read_text
from vigie.read.layers import find_layers


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


@pytest.mark.parametrize(
    ("lang", "text", "source"),
    [
        (
            "en",
            "NIS (Coast Post) – According to Prime Minister Ana Petrov, Moscow attacked the port.",
            "Prime Minister",
        ),
        ("en", "Belarus denies attacking the Nis power station with drones", "Belarus"),
        ("en", "The Russian foreign minister, Ana Petrov, said Serbia was behind the explosion.", "The Russian"),
        ("en", "Belarus denies attacking the depot", "Belarus"),
        ("en", "Defence Minister Ana Petrov admitted shelling the town.", "Defence Minister"),
        ("fr", "Nis (Agence Côte) – À en croire la ministre Ana Petrov, la Serbie a dynamité le pont.", "la ministre"),
        ("fr", "La Serbie a saboté le pont, a dit ce mercredi la ministre russe, Ana Petrov.", "la ministre russe"),
        ("fr", "Le ministère a annoncé que pas moins de cinq drones ont attaqué le port.", "Le ministère"),
    ],
)
def test_who_says_so_is_found_behind_datelines_days_and_offices(lang: str, text: str, source: str) -> None:
    reading = read_text(text, lang=lang)
    assert [words(reading, s.source).startswith(source) for s in reading.statements] == [True]
    told = [e for e in reading.events if not any(c.is_touching(p) for c in reading.statements[0].cue for p in e.anchor)]
    assert {e.attributed_to for e in told} == {reading.statements[0].id}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“We need time,” said Mr. Kamin, who stressed that the plan would simplify returns for shops.", "Mr. Kamin"),
        ("“It must stop.”― Carla Sanchez.", "Carla Sanchez"),
        ("“It is a day,” said Rep. G.K. Butt, head of the Caucus. “It is a fraud.”", "Rep. G.K. Butt"),
        ("“It is clear,” Ada Hale, a fellow at the Institute and a former envoy, said of the plan.", "Ada Hale"),
        ("Dean closed the gate during the Monday match, tweeting, “Notice the rain.”", "Dean"),
        ('"To be clear, we will never, ever, accept the plan as a whole," he said.', "he"),
    ],
)
def test_the_source_of_a_quotation_stands_right_beside_its_cue(text: str, source: str) -> None:
    reading = read_text(text, lang="en")
    assert words(reading, reading.statements[0].source).startswith(source)


def test_an_act_told_after_a_disowned_one_keeps_its_actor() -> None:
    (event,) = read_text("Serbia had nothing to do with it and bombed the depot on Monday.", lang="en").events
    assert event.actor is not None


def test_a_claim_of_who_did_it_leaves_the_open_event_open() -> None:
    text = "Drones attacked the power station in Nis on Sunday. “Serbia is behind the attack on Nis,” said Ana Petrov."
    told, claimed = read_text(text, lang="en").events
    assert (told.actor is None or "SRB" not in told.actor.codes) and told.attributed_to is None
    assert claimed.actor is not None and claimed.attributed_to is not None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The defence ministry (MoD) – which owns the road – shut the bridge.", "The"),
        ("Nis (Coast Post) – A storm shut the bridge.", "A"),
        ("Nis, 13 May (Coast Post) – A storm shut the bridge.", "A"),
        ("(Coast Post) – A storm shut the bridge.", "A"),
    ],
)
def test_a_dateline_is_left_out_and_a_bracket_in_a_sentence_is_none(text: str, first: str) -> None:
    layers = find_layers(Document("x", text, "en", None, None, "real"), load_tongue("en"))
    assert layers.units[0].words[0].text == first
