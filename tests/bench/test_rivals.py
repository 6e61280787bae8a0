"""The rival does what a rule of a few minutes does, right and wrong. EXERCISE: nobody here exists."""

from __future__ import annotations

from bench.rivals import find_quotations, read_by_marks


def read(text: str, lang: str = "en") -> list[tuple[list[str], str | None]]:
    """Return the words and the speaker of each statement the rival makes."""
    statements = read_by_marks("t", text, lang)["statements"]
    return [([text[s:e] for s, e in st["content"]], (st["speaker"] or {}).get("name")) for st in statements]


def test_a_quotation_goes_to_the_name_beside_the_verb() -> None:
    assert read("“The ports stay open,” said Kjell Arden on Monday.") == [(["The ports stay open,"], "Kjell Arden")]


def test_pieces_around_one_verb_are_one_statement() -> None:
    found = read('"We will wait," Marja Salo said. "Nobody leaves the harbour."')
    assert found == [(["We will wait,", "Nobody leaves the harbour."], "Marja Salo")]


def test_french_marks_and_verbs() -> None:
    assert read("« Les ports restent ouverts », a déclaré Kjell Arden.", "fr") == [
        (["Les ports restent ouverts"], "Kjell Arden")
    ]


def test_a_quotation_without_a_verb_goes_to_the_last_name() -> None:
    found = read("“The ports stay open,” said Kjell Arden.\n“We wait for the fleet.”")
    assert found[1] == (["We wait for the fleet."], "Kjell Arden")


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "“The ports stay open. We wait"
    assert [text[s:e] for s, e in find_quotations(text, (0, len(text)))] == ["The ports stay open. We wait"]


def test_marks_that_only_name_something_are_no_statement() -> None:
    assert read("The drill “grey heron” began.") == []


def test_a_pronoun_is_no_speaker() -> None:
    assert read("“The ports stay open,” she said.") == [(["The ports stay open,"], None)]
