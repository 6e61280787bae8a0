"""Pieces: marks that two languages share, in the order of the text."""

from __future__ import annotations

import pytest

from tests.watch.link.reports import CONVOY_EN, CONVOY_FR, read
from vigie.watch.link.piece import find_skeleton
from vigie.watch.link.shingles import count_shared, find_shingles, find_words


def test_a_text_and_its_translation_bear_nearly_the_same_marks() -> None:
    en, fr = read("en", CONVOY_EN), read("fr", CONVOY_FR, "fr")
    assert set(en.places) == set(fr.places) and len(set(en.places)) == 4
    assert en.names == fr.names and "IGONAT" in en.names
    assert en.numbers == fr.numbers == ("240", "240", "1800", "15", "36")
    assert en.speakers == fr.speakers and set(en.speakers) == {"rdn", "salo", "brn"}
    assert en.quotes[0] == "before dawn and will not stop" and not set(en.quotes) & set(fr.quotes)
    assert en.acts == ("exercise IGO",)


def test_marks_stand_in_the_order_of_the_text() -> None:
    words = [mark.words for mark in read("en", CONVOY_EN).marks if mark.kind in {"place", "name"}]
    at = [CONVOY_EN.index(word) for word in words]
    assert at == sorted(at) and len(at) > 6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vladimir Poutine", "Vladimir Putin"), ("Alexandre Loukachenko", "Alexander Lukashenko"),
        ("Volodymyr Zelensky", "Zelenskyy"), ("Mikhaïl Gorbatchev", "Mikhail Gorbachev"), ("Élodie Brûlé", "Brule"),
    ],
)  # fmt: skip
def test_one_name_spelled_by_two_languages_has_one_skeleton(one: str, other: str) -> None:
    assert find_skeleton(one) == find_skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ida Brenn", "Ida Braun-Held"), ("Kjell Arden", "Oskar Orden-Lie"), ("Li", "Lee"), ("Лавров", "Lavrov")],
)
def test_names_that_only_sound_a_little_alike_stay_apart(one: str, other: str) -> None:
    assert find_skeleton(one) != find_skeleton(other)


def test_shingles_are_three_words_each_and_the_same_in_every_run() -> None:
    assert find_shingles(find_words("one, two: THREE four")).tolist() == [13446797114904630017, 16140781719264797330]
    assert find_shingles(["a", "b"]).size == 0
    both = count_shared(find_shingles("a b c d e".split()), find_shingles("x a b c d y".split()))
    assert both == 2, "a b c and b c d"
