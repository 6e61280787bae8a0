"""Whom an act is done by and to where they stand deeper than subject and object; every sentence is invented."""

from __future__ import annotations

import pytest

from vigie.model import Actor, Event, Reading, slice_all
from vigie.read.reader import read_text


def act_of(text: str, kind: str, lang: str) -> tuple[Reading, Event]:
    reading = read_text(text, lang=lang)
    return reading, next(e for e in reading.events if e.type == kind)


def countries(actor: Actor | None) -> set[str]:
    return {code[:3] for code in actor.codes} if actor else set()


@pytest.mark.parametrize(
    ("lang", "kind", "text", "actor", "recipient"),
    [
        ("en", "REJECT", "Norway rejected a request by the Chilean government for talks.", {"NOR"}, {"CHL"}),
        ("en", "THREATEN", "Norway threatened to shell Chilean ports.", {"NOR"}, {"CHL"}),
        ("en", "REQUEST", "Norway demanded that Chile withdraw its boats.", {"NOR"}, {"CHL"}),
        ("en", "AGREE", "Hungarian and Romanian officials agreed on a pact.", {"HUN", "ROU"}, set()),
        ("en", "AGREE", "Norway offered to negotiate with the president of Chile.", {"NOR"}, {"CHL"}),
        ("en", "ACCUSE", "Norway condemned the Chilean president's speech.", {"NOR"}, {"CHL"}),
        ("fr", "REJECT", "La Norvège a rejeté une demande du gouvernement chilien.", {"NOR"}, {"CHL"}),
        ("fr", "THREATEN", "La Norvège a menacé de bombarder des ports chiliens.", {"NOR"}, {"CHL"}),
    ],
)
def test_parties_are_found_behind_things_and_in_complements(
    lang: str, kind: str, text: str, actor: set[str], recipient: set[str]
) -> None:
    _, event = act_of(text, kind, lang)
    assert countries(event.actor) == actor
    assert countries(event.recipient) >= recipient


def test_a_pronoun_has_the_codes_of_whom_it_stands_for_and_the_words_of_both() -> None:
    reading, event = act_of("The Chilean army said it had shelled a Norwegian depot.", "ASSAULT", "en")
    assert countries(event.actor) == {"CHL"}
    words = slice_all(reading.document.text, event.actor.span) if event.actor else ""
    assert "army" in words and "it" in words.split()


def test_a_pronoun_that_cannot_be_told_has_no_codes() -> None:
    _, event = act_of("A clerk from Chile left. They shelled the Norwegian depot.", "ASSAULT", "en")
    assert countries(event.actor) == set()


def test_we_in_a_quotation_is_who_speaks() -> None:
    _, event = act_of("“We attacked the Chilean depot at dawn,” the Norwegian army said.", "ASSAULT", "en")
    assert countries(event.actor) == {"NOR"}


def test_parties_that_act_together_are_each_others_recipients() -> None:
    reading, event = act_of("Norway and Chile have agreed to a truce.", "AGREE", "en")
    assert countries(event.actor) == {"NOR", "CHL"}
    assert event.recipient is not None and slice_all(reading.document.text, event.recipient.span) == "Chile"


def test_who_moves_an_army_does_not_act_on_it() -> None:
    _, event = act_of("Norway will withdraw its troops from Chile.", "RETREAT", "en")
    assert countries(event.recipient) == {"CHL"}


def test_a_town_that_is_struck_stays_what_is_struck() -> None:
    reading, event = act_of("Un obus est tombé sur une école de Donetsk.", "ASSAULT", "fr")
    assert event.recipient is not None and "école" in slice_all(reading.document.text, event.recipient.span)


def test_the_united_nations_are_coded_as_a_body_between_states() -> None:
    _, event = act_of("The United Nations condemned Chile.", "ACCUSE", "en")
    assert event.actor is not None and event.actor.codes == ("IGOUNO",)
