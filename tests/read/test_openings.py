"""Subjects that stand apart from their cue, and whose words a document or a voice gives."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


def _said(text: str, lang: str) -> list[tuple[str | None, str]]:
    reading = read_text(text, lang=lang)
    words = reading.document.text
    return [
        (s.speaker.name if s.speaker else None, " ".join(span.slice(words) for span in s.source))
        for s in reading.statements
    ]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("fr", "M. Torvald, le ministre norvégien des Transports, a par ailleurs assuré à la radio que le quai rouvrirait.", "Torvald"),
        ("fr", "La Norsk Havn, le gestionnaire du port, a pour sa part fait savoir que le quai rouvrirait.", "Norsk Havn"),
        ("en", "Junia Hale, who drives the harbour ferry, claims that the quay was shut at noon.", "Junia Hale"),
        ("en", "Her colleague from the port, Teresa Lund, whose husband repairs cranes, sharply retorted that the quay was shut.", "Teresa Lund"),
        ("fr", "« Une guerre des prix serait ruineuse », a-t-il averti les petits porteurs.", None),
        ("fr", "« Nous avons tout contrôlé », certifie d'entrée Sandrine Morel, la directrice du site.", "Sandrine Morel"),
        ("fr", "« Si le quai ferme, nous entrerons », menace depuis Brest la générale Irène Morel.", "Irène Morel"),
        ("fr", "« Le port est sûr », lance leur porte-drapeau, Élodie Morel.", "Élodie Morel"),
        ("en", "Noh Jae-kyung, who sits on the harbour board, said that the quay was shut.", "Noh Jae-kyung"),
    ],
)  # fmt: skip
def test_a_subject_is_found_behind_what_commas_set_off(lang: str, text: str, name: str | None) -> None:
    assert [who for who, _ in _said(text, lang)] == [name]


def test_a_clitic_is_the_source_and_not_whom_it_is_said_to() -> None:
    assert _said("« Une guerre des prix serait ruineuse », a-t-il averti les petits porteurs.", "fr")[0][1] == "-t-il"


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "Marva Pinnock thanked her voters on Sunday. Her statement said that the count was over.", "Marva Pinnock"),
        ("fr", "Le Kremlin se tait. Son porte-parole a déclaré que la séance était close.", "Kremlin"),
    ],
)  # fmt: skip
def test_a_document_says_what_its_owner_says(lang: str, text: str, name: str) -> None:
    assert name in [who for who, _ in _said(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "Stavros Kalfas lost a goat on Monday. The shepherd said that the river was high.", "Stavros Kalfas"),
        ("fr", "Leila Cherkaoui, boulangère, a fermé lundi. La boulangère a déclaré que la farine manquait.", "Leila Cherkaoui"),
    ],
)  # fmt: skip
def test_what_somebody_is_takes_them_up(lang: str, text: str, name: str) -> None:
    assert name in [who for who, _ in _said(text, lang)]


def test_members_of_parliament_are_no_name() -> None:
    assert _said("Two opposition MPs said that the quay was shut.", "en") == [(None, "Two opposition MPs")]


def test_a_participle_goes_with_who_spoke_before_it() -> None:
    text = "Le ministre norvégien des Ports, Jon Lund, a rappelé que le fret baissait, ajoutant : « Nous n'avons pas peur. »"
    assert {who for who, _ in _said(text, "fr")} == {"Jon Lund"}


@pytest.mark.parametrize(
    "text",
    [
        "Officials said the berth could stay closed for several days.",
        "Rights groups accused the police of beating detainees.",
        "The mayors of Brest and Lorient said that the road was flooded.",
    ],
)
def test_groups_without_names_are_nobody(text: str) -> None:
    assert [who for who, _ in _said(text, "en")] == [None]


def test_analysts_of_a_body_speak_for_it() -> None:
    assert _said("Analysts at the Norland Institute said that prices would fall.", "en")[0][0] is not None
