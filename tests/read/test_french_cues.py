"""French cues by frame: what they introduce, who says it, and what is none."""

from __future__ import annotations

import pytest

from vigie.read.reader import read_text


def read(text: str) -> list[tuple[str, str]]:
    """Return (source, content) of each statement, in reading order."""
    found = read_text(text, lang="fr").statements
    return [
        (" ".join(text[p.start : p.end] for p in s.source), " … ".join(text[p.start : p.end] for p in s.content))
        for s in found
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Un ancien captif jure pourtant avoir vu la crue.", "Un ancien captif", "avoir vu la crue"),
        ("La patronne jure qu'elle ne vendra pas le moulin.", "La patronne", "elle ne vendra pas le moulin"),
        ("La cheffe s'est prononcée pour une hausse des péages.", "La cheffe", "une hausse des péages"),
        ("Le maire a protesté hier contre la fermeture du gué.", "Le maire", "la fermeture du gué"),
        ("Le préfet a appelé tous les pêcheurs à la prudence.", "Le préfet", "la prudence"),
        ("La notaire a jugé la vente illégale.", "La notaire", "la vente illégale"),
        ("Le syndicat invite les dockers à rester chez eux.", "Le syndicat", "rester chez eux"),
        ("Le garde dit ne constater aucune fuite.", "Le garde", "ne constater aucune fuite"),
        ("L'avocat exclut en revanche une vente du moulin, qui date de 1911.", "L'avocat", "une vente du moulin"),
        ("La cheffe n'exclut pas un vote en mai.", "La cheffe", "un vote en mai"),
        ("La voisine, qui se tait d'habitude, décrit un vacarme affreux.", "La voisine, qui se tait d'habitude", "un vacarme affreux"),
        ("Le plan ira à son terme, a redit à la radio le ministre.", "le ministre", "Le plan ira à son terme"),
        ("Le pont tient-il ? tente un passant.", "un passant", "Le pont tient-il ?"),
        ("Faux, lui rétorque le notaire.", "le notaire", "Faux"),
        ("L'adjointe complète : les rames sont neuves.", "L'adjointe", "les rames sont neuves"),
        ("Les pays sont convenus de ne plus pêcher la nuit.", "Les pays", "ne plus pêcher la nuit"),
    ],
)  # fmt: skip
def test_a_cue_introduces_its_content_and_its_subject_says_it(text: str, source: str, content: str) -> None:
    assert (source, content) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le toit mérite que l'on s'en occupe.",
        "Le maire attend que la pluie cesse.",
        "La crue a écarté les barques.",
        "Le train part, suit un car.",
        "Il ne mange que du pain.",
        "Ada Halem, dit le Comptable, a salué.",
    ],
)
def test_everyday_senses_say_nothing(text: str) -> None:
    assert read(text) == []


def test_the_view_behind_a_relative_is_its_antecedents() -> None:
    text = "Le port rouvrira, estiment les pilotes, pour qui le gel durera peu."
    assert ("les pilotes", "le gel durera peu") in read(text)


def test_a_quotation_inside_another_has_its_own_cue() -> None:
    text = "« Le passeur m'a dit : “La barque est vide.” Je suis rentrée », raconte Anna Orvel."
    assert ("Le passeur", "La barque est vide") in read(text)


def test_what_others_say_inside_a_quotation_is_theirs_and_ones_own_view_is_not() -> None:
    assert ("Le maire", "le gué est sûr") in read("« Le maire répète que le gué est sûr », soupire Anna Orvel.")
    assert len(read("« Je pense que le gué est sûr », soupire Anna Orvel.")) == 1


def test_a_verb_that_no_list_has_says_its_clause() -> None:
    assert ("La commission", "le pont est sûr") in read("La commission a postulé que le pont est sûr.")


def test_what_is_only_wanted_is_not_said() -> None:
    assert ("Le club", "un stade") not in read("Le club veut réclamer un stade.")
