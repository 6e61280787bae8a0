"""Who is meant by what narration goes on about, by sorts of trade, and whose a quotation without a cue is."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


def _speakers(text: str, lang: str) -> list[str | None]:
    return [s.speaker.name if s.speaker else None for s in read_text(text, lang=lang).statements]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        (
            "en",
            "The quay was shut at noon.\n\nHarbour minister Olin Tarrant met Ada Hale of the Norland Post. The minister drank some water. "
            "“The quay will open on Monday,” he said.",
            "Olin Tarrant",
        ),
        ("fr", "L'infirmière Lise Morvan est venue avec le maire, Paul Kerven. « Le quai est fermé », souffle la soignante.", "Lise Morvan"),
        ("fr", "La directrice, Lise Morvan, a fermé le port lundi. La patronne de l'usine jure que le quai rouvrira.", "Lise Morvan"),
        ("fr", "Lise Morvan, candidate également, soutient l'inverse : le quai était fermé lundi soir.", "Lise Morvan"),
        ("fr", "« Le quai est fermé, lance leur porte-parole, Lise Morvan. La grue ne marche plus. »", "Lise Morvan"),
        ("en", "Rosalia Lines runs three ferries. It said that the quay was shut.", "Rosalia Lines"),
    ],
)  # fmt: skip
def test_whom_the_text_goes_on_about_is_meant(lang: str, text: str, name: str) -> None:
    assert name in _speakers(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Olin Tarrant met the miners. A woman sat by the door. She said that the quay was shut."),
        ("fr", "Paul Kerven a fermé le quai. Son voisin attend dehors. Il affirme que le quai rouvrira."),
    ],
)
def test_somebody_unnamed_who_passes_by_is_nobody(lang: str, text: str) -> None:
    assert _speakers(text, lang) == [None]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "The quay was shut.\n\n“We never saw such a tide in all our years.” That was Olin Tarrant, who runs the crane.", "Olin Tarrant"),
        ("en", "The quay was shut.\n\n“We walk the wall every Sunday and nothing changes.”\n\nAda Hale stood on the wall.", "Ada Hale"),
        ("fr", "Le quai est fermé.\n\nDans la cour on fume. « Mon père soudait ici, et moi aussi je soude ici. » L'homme est Paul Kerven.", "Paul Kerven"),
    ],
)  # fmt: skip
def test_a_quotation_without_a_cue_is_of_whom_the_next_sentence_points_to(lang: str, text: str, name: str) -> None:
    assert name in _speakers(text, lang)


def test_a_quotation_led_by_somebody_unknown_is_nobodys() -> None:
    text = "Ada Hale left the talks early.\n\nAn aide to the minister: “Supper will be late, and it will be cold.”"
    assert _speakers(text, "en")[-1] is None


@pytest.mark.parametrize("text", ["Ada Hale spoke first. Nobody else did.", "The Force Commander slept on the quay."])
def test_offices_in_capitals_are_no_persons(text: str) -> None:
    assert "Force Commander" not in {e.name for e in read_text(text, lang="en").entities}


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "The quay was shut.\n\nAda Hale ran the harbour. Asked whether it would open: “Ask the tide, it always knows.”", "Ada Hale"),
        ("en", "Ada Hale, a dealer in Norland known as the Countess, says that the quay was shut.", "Ada Hale"),
        ("fr", "La ministre, Lise Morvan, est venue lundi. Selon son récit, le quai était fermé.", "Lise Morvan"),
    ],
)  # fmt: skip
def test_whose_words_they_are_is_told_by_what_stands_before(lang: str, text: str, name: str) -> None:
    assert name in _speakers(text, lang)


def test_who_is_told_of_as_saying_something_is_not_who_goes_on() -> None:
    text = "Olin Tarrant said that a friendly service had warned him of a storm. He said that the quay was shut."
    assert _speakers(text, "en")[-1] == "Olin Tarrant"
