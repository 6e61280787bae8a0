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
        ("en", "“We will stay on the dyke,” the mayor said.", "commitment"),
        ("en", "“If they cut the cable, we will burn their nets,” the mayor said.", "threat"),
        ("en", "“If they want a talk, we will come,” the mayor said.", "commitment"),
        ("en", "The mayor retorted that the ferry does not leak.", "denial"),
        ("en", "The mayor said that the ferry is not new.", "assertion"),
        ("en", "“Where is the ferry? It left at nine,” the mayor said.", "question"),
        ("en", "The mayor asked whether the ferry must sail.", "question"),
        ("en", "The mayor said that the ferry will leak.", "prediction"),
        ("en", "The mayor said that a deal on Monday was unlikely.", "assertion"),
        ("fr", "Le maire ne cache pas que le lac est gelé.", "assertion"),
        ("fr", "« Nous n'avons vendu aucun bateau », a dit le maire.", "denial"),
        ("fr", "« Je ne sais pas nager », a dit le maire.", "assertion"),
        ("fr", "Le maire assure que rien n'a brûlé.", "denial"),
        ("fr", "Le maire a précisé que les écluses seront rouvertes lundi.", "commitment"),
        ("fr", "Selon le maire, le lac gèlera lundi.", "assertion"),
        ("fr", "La note recommande de changer les serrures.", "demand"),
        ("fr", "Le syndicat a dénoncé une politique de casse.", "condemnation"),
    ],
)
def test_the_form_of_a_verb_tells_what_a_statement_does(lang: str, text: str, modality: str) -> None:
    assert [s.modality[0] for s in read_text(text, lang=lang).statements] == [modality]
