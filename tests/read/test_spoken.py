"""Speech without marks: dialogue behind dashes, answers of interviews, turns with a label, somebody and a colon."""

from __future__ import annotations

import pytest

from vigie.model import Statement
from vigie.read.reader import read_text


def statements_of(text: str, lang: str) -> list[Statement]:
    return list(read_text(text, lang=lang, realm="exercise").statements)


def direct_in(text: str, lang: str) -> list[str]:
    found = [s for s in statements_of(text, lang) if s.kind == "direct"]
    return [" … ".join(text[p.start : p.end] for p in s.content) for s in found]


INTERVIEW_FR = """EXERCICE – texte inventé

Le gardien du phare

Anna Orvel garde le phare depuis vingt ans. Elle nous reçoit dans la cuisine.

Avez-vous peur de la tempête ?

Non. On ferme les volets et on attend, comme l'an dernier.

On vous reproche pourtant d'avoir laissé la lampe éteinte.

Je n'ai rien éteint. La lampe était cassée.

Que ferez-vous demain ?

Un gâteau.

Elle se lève et range les tasses. La pluie commence.
"""
INTERVIEW_EN = """EXERCISE – invented text

The keeper

Ada Hale has kept the lighthouse for twenty years. We meet in the kitchen.

Are you afraid of the storm?

No. We close the shutters and wait, as we did last year.

What will you do tomorrow?

A cake.

She gets up and puts the cups away.
"""
ESSAY = """EXERCICE – texte inventé

Le phare et nous

Le phare coûte cher. Qui le paie ?

Pourquoi le garder ?

Le conseil n'en parle pas. La lampe éclaire douze milles et la mer est vide.

À quoi bon ?

Le village a voté deux fois. La digue tient toujours.
"""


def test_what_stands_behind_a_question_is_the_answer() -> None:
    said = direct_in(INTERVIEW_FR, "fr")
    assert "Non. On ferme les volets et on attend, comme l'an dernier" in said
    assert "Je n'ai rien éteint. La lampe était cassée" in said
    assert "Un gâteau" in said
    assert not any("Elle se lève" in words for words in said)
    assert {s.speaker.name for s in statements_of(INTERVIEW_FR, "fr") if s.kind == "direct" and s.speaker} == {
        "Anna Orvel"
    }


def test_an_interview_is_read_in_english_too() -> None:
    assert direct_in(INTERVIEW_EN, "en") == ["No. We close the shutters and wait, as we did last year", "A cake"]


def test_an_essay_that_asks_its_readers_is_no_interview() -> None:
    assert direct_in(ESSAY, "fr") == []


def test_labels_that_come_back_open_the_turns_of_a_talk() -> None:
    text = "EXERCISE – invented text\n\nThe keeper\n\nThe Gull: Is it cold?\n\nHALE: Very. We wear two coats.\n\nThe Gull: And in May?\n\nHALE: One coat will do."
    assert direct_in(text, "en") == ["Very. We wear two coats", "One coat will do"]


def test_a_turn_behind_a_dash_is_said_and_its_aside_names_who_says_it() -> None:
    text = "EXERCICE – texte inventé\n\nLe gué\n\nLa barque arrive.\n\n– Vous avez froid ? lui demande une passante.\n\n– Un peu, marmonne le passeur."
    found = [s for s in statements_of(text, "fr") if s.source]
    assert [text[s.source[0].start : s.source[0].end] for s in found] == ["une passante", "le passeur"]


def test_a_list_behind_dashes_is_no_dialogue() -> None:
    text = "EXERCICE – texte inventé\n\nLe gué\n\nLe conseil a voté :\n\n– trois barques neuves ;\n\n– une lampe ;\n\n– un banc."
    assert direct_in(text, "fr") == []


@pytest.mark.parametrize(
    ("lang", "text", "source"),
    [
        ("fr", "Sa voisine de quai : il n'avait plus de rames.", "Sa voisine de quai"),
        ("fr", "La commission : 68 % au second vote.", "La commission"),
        ("fr", "Bilan de la crue : deux ponts sont coupés.", None),
        ("fr", "Météo : le vent tombera ce soir.", None),
        ("en", "Police: no explosives, no suspects.", "Police"),
        ("en", "Weather: the wind will drop tonight.", None),
    ],
)
def test_somebody_and_a_colon_say_what_follows(lang: str, text: str, source: str | None) -> None:
    found = [text[s.source[0].start : s.source[0].end] for s in statements_of(text, lang) if s.source]
    assert found == ([source] if source else [])
