"""Links between statements, and the judge of contradictions behind those that no word shows."""

from __future__ import annotations

import pytest

import vigie
from vigie.read.statements.links import judge_contradiction, read_claim

EN_DAM = "Governor Paul Tessin said on Monday that {}. Mayor Ana Rook said on Monday that {}."
FR_DAM = "Le gouverneur Paul Tessin affirme que {}. La maire Ana Rook assure que {}."


def relations(text: str, lang: str) -> list[tuple[str, str, str]]:
    return [(k.relation, k.a, k.b) for k in vigie.read(text, lang=lang).links]


@pytest.mark.parametrize(
    ("lang", "a", "b", "sign"),
    [
        ("en", "the ferry to Varde sank in the storm", "the ferry to Varde did not sink in the storm", "negation"),
        ("en", "nine people were killed in the blast", "two people were killed in the blast", "number"),
        ("en", "the quay at Varde is closed", "the quay at Varde is open", "opposites"),
        ("en", "the permit for the quay is legal", "the permit for the quay is illegal", "opposites"),
        ("en", "the mayor sold the quay", "the tale of the sold quay is a hoax", "denial"),
        ("en", "the quay was sold on 3 May 2031", "the quay was sold on 9 June 2030", "day"),
        ("fr", "le bac de Varde a coulé", "le bac de Varde n'a pas coulé", "negation"),
        ("fr", "neuf soldats ont été tués", "deux soldats ont été tués", "number"),
        ("fr", "le quai de Varde est ouvert", "le quai de Varde est fermé", "opposites"),
        ("fr", "la mairie a vendu le quai", "la vente du quai par la mairie est une infox", "denial"),
    ],
)
def test_each_sign_is_seen_with_its_reason_and_is_enough(lang: str, a: str, b: str, sign: str) -> None:
    judged = judge_contradiction(read_claim(a, lang), read_claim(b, lang), lang)
    assert sign in {s.kind for s in judged.signs}
    assert judged.is_contradiction
    assert judged.reasons


@pytest.mark.parametrize(
    ("lang", "a", "b"),
    [
        ("en", "the ferry did not sink", "the ferry has not sunk"),
        ("en", "at least nine people were killed", "twelve people were killed"),
        ("en", "they do not only sell salt", "they sell salt"),
        ("fr", "le bac n'a pas coulé", "le bac n'a jamais coulé"),
        ("fr", "ils ne vendent pas seulement du sel", "ils vendent du sel"),
        ("fr", "le quai est ouvert", "le quai est ouvert depuis mai 2031"),
    ],
)
def test_what_can_both_be_true_is_no_contradiction(lang: str, a: str, b: str) -> None:
    assert not judge_contradiction(read_claim(a, lang), read_claim(b, lang), lang).is_contradiction


def test_a_judgement_does_not_hang_on_the_order() -> None:
    a, b = read_claim("nine people died", "en"), read_claim("nobody died and the report is false", "en")
    assert judge_contradiction(a, b, "en").score == judge_contradiction(b, a, "en").score


@pytest.mark.parametrize(
    ("text", "lang", "relation"),
    [
        (EN_DAM.format(*2 * ["the dam at Kessou held during the flood"]), "en", "supports"),
        (EN_DAM.format("the dam at Kessou held", "the dam at Kessou did not hold"), "en", "contradicts"),
        (FR_DAM.format(*2 * ["la digue de Kessou a tenu pendant la crue"]), "fr", "supports"),
        (FR_DAM.format("la digue de Kessou est intacte", "la digue de Kessou est détruite"), "fr", "contradicts"),
    ],
)
def test_two_speakers_on_one_thing_are_linked_without_a_marker(text: str, lang: str, relation: str) -> None:
    assert relations(text, lang) == [(relation, "s2", "s1")]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (EN_DAM.format("the dam at Kessou held", "schools will stay open"), "en"),
        (EN_DAM.format("the dam at Kessou held", "the bridge at Varde did not hold"), "en"),
        (FR_DAM.format("la digue de Kessou a tenu", "les écoles resteront ouvertes"), "fr"),
    ],
)
def test_speakers_on_different_things_are_not_linked(text: str, lang: str) -> None:
    assert relations(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "relation"),
    [
        ("“The dam will hold,” said Paul Tessin. “It leaks already,” retorted Ana Rook.", "en", "responds_to"),
        (
            "“The dam will hold,” said Paul Tessin. In reply to Tessin, Ana Rook said that it leaked.",
            "en",
            "responds_to",
        ),
        ("“The dam will hold,” said Paul Tessin. “Nonsense, it leaks already,” said Ana Rook.", "en", "contradicts"),
        ("« La digue tiendra », a dit Paul Tessin. « Elle fuit déjà », a rétorqué Ana Rook.", "fr", "responds_to"),
        ("« La digue tiendra », a dit Paul Tessin. « Faux, elle fuit déjà », a dit Ana Rook.", "fr", "contradicts"),
    ],
)
def test_a_word_that_answers_or_denies_links_to_the_statement_before(text: str, lang: str, relation: str) -> None:
    assert (relation, "s2", "s1") in relations(text, lang)


def test_a_marker_goes_back_to_whom_it_names() -> None:
    text = (
        "Paul Tessin said that the dam would hold. Ana Rook said that the school was closed. "
        "Contrary to Tessin, the engineer Ulla Brandt said that water was coming through."
    )
    assert ("contradicts", "s3", "s1") in relations(text, "en")


def test_a_quotation_that_comes_back_in_part_is_the_same_quotation() -> None:
    text = (
        "“We will not sell the old dam,” Ana Rook wrote to the village. She spoke at noon in Kessou.\n\n"
        "“We will not sell the old dam, nor the mill,” she said in the hall."
    )
    assert "same_quote" in {relation for relation, _, _ in relations(text, "en")}
