"""What stands between a cue, its subject and what it introduces: days, places, asides, adverbs; and what says nothing."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


def said(text: str, lang: str) -> list[tuple[str, str]]:
    """Return (source, content) of each statement."""
    reading = read_text(text, lang=lang)
    whole = reading.document.text

    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(whole[a:b] for a, b in spans)

    return [(words(s.source), words(s.content)) for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The treasurer denied at a packed meeting on Friday any gap in the accounts.", "The treasurer", "any gap in the accounts"),
        ("The bishop condemned from the pulpit on Sunday the sale of the orchard.", "The bishop", "the sale of the orchard"),
        ("The nurse told her manager on 3 March of a leak in the ward.", "The nurse", "a leak in the ward"),
        ("She had warned the school board in June of a crack in the roof.", "She", "a crack in the roof"),
        ("The minister repeated, slowly and without looking up, that the dam was safe.", "The minister", "the dam was safe"),
        ("We were assured by the owner that the lift works.", "the owner", "the lift works"),
        ("The commission apologised for misspelt names on two lists; new ones are at the printer.", "The commission", "misspelt names on two lists"),
        ("The board stands by its decision.", "The board", "its decision"),
        ("The plan, as far as she is concerned, was never approved.", "she", "The plan … was never approved"),
        ("On the baker's telling, the flour was damp.", "the baker", "the flour was damp"),
    ],
)  # fmt: skip
def test_words_between_an_english_cue_and_its_content_are_no_part_of_it(text: str, source: str, content: str) -> None:
    assert said(text, "en") == [(source, content)]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Elle répète ensuite, presque à voix basse, que la porte était fermée.", "Elle", "la porte était fermée"),
        ("La régie a répété à la mairie, jeudi matin, que le robinet avait été fermé.", "La régie", "le robinet avait été fermé"),
        ("Le syndicat a démenti lundi, lors d'une réunion houleuse, toute vente du stade.", "Le syndicat", "toute vente du stade"),
        ("Le maire a annoncé samedi, devant une salle comble, la fermeture de la piscine.", "Le maire", "la fermeture de la piscine"),
        ("Le voisin jure, lui, que le chien n'a pas bougé.", "Le voisin", "le chien n'a pas bougé"),
        ("La ferme sera vendue, assure pour sa part Lise Aubin.", "Lise Aubin", "La ferme sera vendue"),
        ("Pour plusieurs armateurs joints par téléphone, le fret va doubler.", "plusieurs armateurs joints par téléphone", "le fret va doubler"),
        ("Il tient que le roi dormait.", "Il", "le roi dormait"),
    ],
)  # fmt: skip
def test_words_between_a_french_cue_and_its_content_are_no_part_of_it(text: str, source: str, content: str) -> None:
    assert said(text, "fr") == [(source, content)]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The ship, its owner insists, was never near the cape.", "its owner", "The ship … was never near the cape"),
        ("The museum, Mr Orr said, looks dull in the rain.", "Mr Orr", "The museum … looks dull in the rain"),
        ("Opponents say the law, drafted in haste, will not hold.", "Opponents", "the law, drafted in haste, will not hold"),
        ("The keeper waved aside talk of a leak.", "The keeper", "talk of a leak"),
    ],
)  # fmt: skip
def test_an_aside_splits_what_is_said_and_a_subject_keeps_its_own(text: str, source: str, content: str) -> None:
    assert said(text, "en") == [(source, content)]


@pytest.mark.parametrize("text", ["Too late, says the farmer.", "Not on my watch, replied the governor.", "Utter nonsense, retorted the mayor."])  # fmt: skip
def test_a_few_words_without_a_verb_are_said_by_whoever_stands_behind_the_cue(text: str) -> None:
    ((source, content),) = said(text, "en")
    assert text == f"{content}, {text.split(', ')[1].split()[0]} {source}."


def test_then_shares_the_subject_of_the_cue_before_it() -> None:
    text = "L'armateur a annoncé lundi une escale de moins, puis s'est engagé à rembourser les billets."
    assert said(text, "fr") == [("L'armateur", "une escale de moins"), ("L'armateur", "rembourser les billets")]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("No group has claimed the theft.", "en"),
        ("Neither side admitted that the deal was off.", "en"),
        ("The general, who directed the parade, smiled.", "en"),
        ("The witnesses, who asked that their names be withheld, left early.", "en"),
        ("Aucun groupe n'a revendiqué le vol.", "fr"),
        ("Le public sait nager.", "fr"),
    ],
)
def test_nobody_and_bare_ability_say_nothing(text: str, lang: str) -> None:
    assert said(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "source", "content"),
    [
        ("The baker gave a different account: the oven had been off all night.", "en", "The baker", "the oven had been off all night"),
        ("His lawyer has a simpler explanation: the key was lost.", "en", "His lawyer", "the key was lost"),
        ("Her answer was short: the shop would stay shut.", "en", "Her", "the shop would stay shut"),
        ("Le boulanger donne une autre version : le four était éteint.", "fr", "Le boulanger", "le four était éteint"),
        ("Même constat chez les apiculteurs du plateau : les ruches sont vides.", "fr", "les apiculteurs du plateau", "les ruches sont vides"),
        ("Son verdict : le toit ne passera pas l'hiver.", "fr", "Son", "le toit ne passera pas l'hiver"),
    ],
)  # fmt: skip
def test_a_noun_of_telling_and_a_colon_tell(text: str, lang: str, source: str, content: str) -> None:
    assert said(text, lang) == [(source, content)]


@pytest.mark.parametrize("text", ["She heard a different story: the oven was off.", "The box held three things: the map was one."])  # fmt: skip
def test_what_is_heard_or_held_is_told_by_nobody(text: str) -> None:
    assert said(text, "en") == []
