"""What the forms of verbs say about a content: orders, one's own future, a future of others, hearsay."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


@pytest.mark.parametrize(
    ("lang", "text", "modality"),
    [
        ("en", "“Open the gate by noon,” the mayor said.", "demand"),
        ("fr", "« Ouvrez la grille avant midi », a dit le maire.", "demand"),
        ("fr", "« Nous resterons sur la digue », a dit le maire.", "commitment"),
        ("fr", "Le maire a déclaré que la digue aurait cédé dans la nuit.", "assertion"),
        ("fr", "Le maire a averti que ses hommes répondraient coup pour coup.", "threat"),
    ],
)
def test_the_form_of_a_verb_tells_what_a_statement_does(lang: str, text: str, modality: str) -> None:
    assert [s.modality[0] for s in read_text(text, lang=lang).statements] == [modality]
