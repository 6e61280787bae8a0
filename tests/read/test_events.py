"""What an event record claims: happened or not, one act or two, and who only asks, threatens or accuses."""

from __future__ import annotations

import pytest

from vigie.model import Event
from vigie.read import read_text


def events_in(text: str, lang: str = "fr") -> tuple[Event, ...]:
    return read_text(text, lang=lang, realm="exercise").events


@pytest.mark.parametrize(
    ("text", "status", "polarity"),
    [
        ("La flotte a attaqué le convoi.", "past", "positive"),
        ("La flotte n'a pas attaqué le convoi.", "past", "negative"),
        ("La flotte attaquera le convoi.", "planned", "positive"),
        ("La flotte va attaquer le convoi.", "planned", "positive"),
        ("La flotte pourrait attaquer le convoi.", "hypothetical", "positive"),
        ("La flotte attaquerait le convoi en cas de guerre.", "hypothetical", "positive"),
        ("La flotte aurait attaqué le convoi, selon un marin.", "past", "positive"),
        ("Si la flotte attaque le convoi, le port fermera.", "hypothetical", "positive"),
        ("Le port redoute une attaque de la flotte.", "hypothetical", "positive"),
        ("Aucune attaque n'a été signalée dans le port.", "past", "negative"),
    ],
)
def test_french_forms_show_whether_an_attack_happened(text: str, status: str, polarity: str) -> None:
    found = [(e.status, e.polarity) for e in events_in(text) if e.type == "ASSAULT"]
    assert found == [(status, polarity)]


@pytest.mark.parametrize(
    ("text", "lang", "only"),
    [
        ("Oslo accuse Moscou d'avoir bombardé le port.", "fr", "ACCUSE"),
        ("Oslo exhorte Moscou à retirer ses troupes du port.", "fr", "REQUEST"),
        ("Moscou menace de frapper le port.", "fr", "THREATEN"),
        ("Moscou a refusé de libérer les prisonniers.", "fr", "REJECT"),
        ("Oslo accused Moscow of shelling the port.", "en", "ACCUSE"),
        ("Moscow threatened to attack the port.", "en", "THREATEN"),
    ],
)
def test_what_is_only_alleged_asked_or_threatened_is_no_event(text: str, lang: str, only: str) -> None:
    assert [e.type for e in events_in(text, lang)] == [only]


def test_an_exercise_told_three_times_is_one_planned_event() -> None:
    text = (
        "L'alliance va lancer un exercice naval en mars. L'exercice annuel de l'alliance réunira douze navires. "
        "L'alliance organisera son exercice dans la mer de Barents."
    )
    (event,) = [e for e in events_in(text) if e.vigie_type == "exercise"]
    assert (event.type, event.status) == ("MOBILIZE", "planned")
    assert len(event.mentions) == 3


def test_an_explosion_and_a_barrage_stay_two_events() -> None:
    text = "Un barrage de missiles s'est abattu sur Odessa. Moscou y voit une réponse à l'explosion du pont de Kertch."
    assert [e.vigie_type for e in events_in(text) if e.type == "ASSAULT"] == ["missile_strike", "explosion"]


def test_killing_and_the_shelling_that_killed_are_one_event() -> None:
    (event,) = events_in("Trois marins ont été tués dans un bombardement à Odessa.")
    assert len(event.mentions) == 2


def test_a_weapon_without_owner_is_no_actor() -> None:
    (event,) = events_in("Un obus est tombé sur une école de Kharkiv.")
    assert event.actor is None
    assert event.recipient is not None


def test_who_suffers_an_attack_is_its_recipient() -> None:
    (event,) = [e for e in events_in("Le convoi a essuyé une attaque près de Tromsø.") if e.type == "ASSAULT"]
    assert event.actor is None


def test_overlapping_words_of_one_act_are_one_mention() -> None:
    (event,) = events_in("Les forces aériennes polonaises ont été placées en alerte maximale, a annoncé Varsovie.")
    assert event.vigie_type == "posture_change"
    assert len(event.mentions) == 1 and event.mentions == event.anchor


def test_a_day_of_what_came_before_is_not_the_day_of_the_act() -> None:
    text = "L'exercice de la flotte d'Ostarie intervient après la menace d'horreur du ministre il y a deux semaines."
    reading = read_text(text, lang="fr", published="2031-05-15", realm="exercise")
    assert [e.date for e in reading.events if e.vigie_type == "exercise"] == [None]


def test_whoever_takes_over_an_office_is_an_appointment() -> None:
    for text in (
        "Norway's ambassador to Lisbon will be replaced by Anna Kovac.",
        "Anna Kovac will take over as foreign minister of Slovenia.",
    ):
        (event,) = read_text(text, lang="en", realm="exercise").events
        assert (event.vigie_type, event.status) == ("appointment", "planned")


def test_what_somebody_says_should_be_done_is_asked_of_nobody() -> None:
    text = "“We should all be proud of this town,” the foreign minister of Norway said."
    assert [e for e in read_text(text, lang="en", realm="exercise").events if e.type == "REQUEST"] == []
