"""Phrases that take up somebody just named, and speech that only the layout shows."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


def speakers(text: str, lang: str) -> list[str | None]:
    return [s.speaker.name if s.speaker else None for s in read_text(text, lang=lang).statements]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('Nina Orr and Paul Lang rarely agree. The first called the ban "a gift". The second said it was a slap.', ["Nina Orr", "Paul Lang"]),
        ("Nina Orr met Paul Lang on Monday. The former said the talks were short. The latter said they were useful.", ["Nina Orr", "Paul Lang"]),
        ("Nina Orr and Paul Lang met on Monday. Both said that the road would open.", ["Nina Orr"]),
        ("Nina Orr and Paul Lang are the candidates. Orr spoke first. Her rival said the count was fair.", ["Paul Lang"]),
        ("The European Commission keeps its rule. A spokeswoman said the rule was fair.", ["European Commission"]),
        ("The Harbour Police searched the boat. According to the police, the boat was empty.", ["Harbour Police"]),
        ("Gen Mahbub Rahim, chief of army staff, came in late. The army chief said the border was calm.", ["Mahbub Rahim"]),
        ('Maud Pagett laughed. Jean Oxley, an ex-Wren, was less amused. "Shocking," she said.', ["Jean Oxley"]),
    ],
)  # fmt: skip
def test_a_phrase_that_takes_up_a_name_means_its_bearer(text: str, names: list[str]) -> None:
    assert speakers(text, "en") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lise Aubin et Paul Gray ne sont pas d'accord. La première juge que le plan est bon. Le second estime qu'il est trop cher.", ["Lise Aubin", "Paul Gray"]),
        ("Lise Aubin et Paul Gray se sont vus lundi. Les deux ministres ont convenu que la route rouvrirait.", ["Lise Aubin"]),
        ("Lise Aubin et Paul Gray sont candidats. Aubin a parlé la première. Son rival a dit que le compte était juste.", ["Paul Gray"]),
        ("La Commission européenne garde sa règle. Une porte-parole a dit que la règle était juste.", ["Commission européenne"]),
    ],
)  # fmt: skip
def test_a_french_phrase_that_takes_up_a_name_means_its_bearer(text: str, names: list[str]) -> None:
    assert speakers(text, "fr") == names


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("A diplomat in Port Sudan wonders why the monitors flew at night.", "en"),
        ("The same captain has since warned the master that the gate would be welded.", "en"),
        ("Un pêcheur de Kalymnos a dit que les filets étaient vides.", "fr"),
    ],
)
def test_where_somebody_unnamed_is_names_nobody(text: str, lang: str) -> None:
    assert speakers(text, lang) == [None]


INTERVIEW = """The mill

Our reporter met Ada Hale, the miller, on Friday.

How many sacks arrived?

HALE: Fewer than people think. I signed for ten with my own pen.

You are accused of hiding flour.

HALE: I hid nothing. We sold it all.

Would you do it again?

HALE: No.

The mill was silent."""


def test_a_name_in_capitals_labels_the_answers_of_an_interview() -> None:
    reading = read_text(INTERVIEW, lang="en")
    assert [(s.speaker.name, INTERVIEW[slice(*s.source[0])]) for s in reading.statements if s.speaker] == [
        ("Ada Hale", "HALE")
    ] * 3
    assert INTERVIEW[slice(*reading.statements[-1].content[0])] == "No"


def test_a_paragraph_in_the_first_person_is_what_the_colon_before_it_announces() -> None:
    text = "The quay\n\nAda Hale stood on the quay. She went on:\n\nWe did not do it for fun. We did it because the roof leaked.\n\nNobody clapped."
    (found,) = read_text(text, lang="en").statements
    assert text[slice(*found.content[0])].startswith("We did not do it for fun")
    assert found.speaker is not None
    assert found.speaker.name == "Ada Hale"
    assert not read_text(
        "A list\n\nThe list was short:\n\nThree apples and a pear.\n\nThat was all.", lang="en"
    ).statements
