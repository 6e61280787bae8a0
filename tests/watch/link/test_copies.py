"""Copies: found in whatever clothes they come, and never where only form, subject or imprint is shared."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watch.link.reports import (
    BULLETIN,
    CONVOY_EN,
    CONVOY_FR,
    CONVOY_OTHER,
    FERRY_EN,
    long_text,
    make,
    read,
)
from vigie.watch.link.copies import Copy, CopyIndex
from vigie.watch.link.piece import Piece

FORM = (
    "EXERCISE\n\nOver the past day the air defence of the northern district destroyed {a} aircraft without crews over the"
    " region of Brume, {b} over the region of Salte and {c} over the sea. Fragments damaged {d} roofs in the town of Lind."
    " Nobody was hurt, the press office of the district said at {e} hours; the clearing of the roads goes on."
)


def relate(*pieces: Piece) -> list[tuple[str, str]]:
    index = CopyIndex()
    return [(copy.relation, copy.origin) for copy in map(index.add, pieces)]


def edit(text: str, share: float, seed: int = 1) -> str:
    rng, parts = random.Random(seed), re.findall(r"\s*\S+", text)
    for at in rng.sample(range(len(parts)), round(share * len(parts))):
        parts[at] = rng.choice((" changed", "", f"{parts[at]} indeed"))
    return "".join(parts)


def test_the_same_words_in_other_clothes_are_an_exact_copy() -> None:
    dressed = CONVOY_EN.upper().replace('"', "»").replace(" ", "\u00a0").replace("\n\n", "\n")
    assert relate(make("a"), make("b", dressed)) == [("origin", "a"), ("exact", "a")]


@pytest.mark.parametrize("share", [0.02, 0.05, 0.08])
def test_a_text_with_some_words_changed_is_a_near_copy(share: float) -> None:
    for seed in range(10):
        assert relate(make("a"), make("b", edit(CONVOY_EN, share, seed)))[1] == ("near", "a")


def test_a_cut_text_is_a_near_copy_and_its_words_are_all_in_the_origin() -> None:
    index = CopyIndex()
    index.add(make("a"))
    found = index.add(make("b", CONVOY_EN[: len(CONVOY_EN) // 2]))
    assert (found.relation, found.origin) == ("near", "a") and found.overlap > 0.95


def test_an_agency_line_before_the_text_makes_a_near_copy() -> None:
    assert relate(make("a"), make("b", "OSLO, 14 May (Northern News Agency) - " + CONVOY_EN))[1] == ("near", "a")


def test_a_short_text_inside_a_long_one_is_quoted_and_not_copied() -> None:
    long = f"{long_text(1, 700)}\n{CONVOY_OTHER}\n{long_text(2, 700)}"
    assert relate(make("a", CONVOY_OTHER), make("b", long))[1] == ("origin", "b")


def test_other_words_on_the_same_thing_are_no_copy() -> None:
    assert relate(make("a"), make("b", CONVOY_OTHER), make("c", FERRY_EN)) == [
        ("origin", "a"), ("origin", "b"), ("origin", "c"),
    ]  # fmt: skip


def test_a_form_filled_in_anew_is_no_copy() -> None:
    monday, tuesday = FORM.format(a=31, b=12, c=7, d=44, e=18), FORM.format(a=25, b=9, c=3, d=16, e=20)
    assert relate(make("a", monday), make("b", tuesday))[1] == ("origin", "b")
    assert relate(make("a", monday), make("b", monday.replace("went on", "continued").replace("Nobody", "No one")))[1] == (
        "near", "a",
    )  # fmt: skip


def test_a_changed_page_is_a_version_of_its_first_and_keeps_its_origin() -> None:
    pieces = (make("a"), make("b", item="page-1"), make("c", FERRY_EN, item="page-1"))
    assert relate(*pieces) == [("origin", "a"), ("exact", "a"), ("version", "a")]


def test_a_source_that_says_the_same_on_two_days_copies_nothing() -> None:
    first, second = make("a", BULLETIN, source="garrison"), make("b", BULLETIN, source="garrison", day="2031-05-15")
    assert relate(first, second)[1] == ("origin", "b")
    assert relate(first, make("c", BULLETIN, source="herald", day="2031-05-15"))[1] == ("exact", "a")


def test_a_handful_of_words_is_no_copy_of_another() -> None:
    assert relate(make("a", "Air raid alert in the north"), make("b", "Air raid alert in the north"))[1] == (
        "origin",
        "b",
    )
    assert relate(make("a", ""), make("b", ""))[1] == ("origin", "b")


def test_an_imprint_that_many_carry_does_not_make_copies() -> None:
    imprint = " ".join(f"imprint{n}" for n in range(170))
    pieces = [make(f"p{n}", f"{long_text(n, 60)}\n{imprint}", source="herald") for n in range(8)]
    found = relate(*pieces)
    assert [relation for relation, _ in found[4:]] == ["origin"] * 4, (
        "once three origins carry it, it is known for what it is"
    )


def test_a_copy_of_a_copy_names_the_first() -> None:
    once = edit(CONVOY_EN, 0.08, 3)
    assert relate(make("a"), make("b", once), make("c", edit(once, 0.08, 4)))[2] == ("near", "a")


def test_other_languages_are_never_near() -> None:
    assert relate(make("a"), make("b", edit(CONVOY_EN, 0.05), lang="fr"))[1] == ("origin", "b")


def test_what_is_out_of_the_window_is_forgotten_but_its_copies_still_name_it() -> None:
    index = CopyIndex(days=10)
    index.add(make("a", known="2031-05-01T00:00:00.000000Z"))
    index.add(make("b", known="2031-05-09T00:00:00.000000Z"))
    found = index.add(make("c", known="2031-05-14T00:00:00.000000Z"))
    assert found == Copy("exact", "a", 1.0) and len(index) == 2
    assert index.add(make("d", known="2031-06-14T00:00:00.000000Z")).relation == "origin" and len(index) == 1


def test_a_translation_names_the_text_that_was_known_first() -> None:
    en, fr = read("en", CONVOY_EN), read("fr", CONVOY_FR, "fr", day="2031-05-15")
    assert relate(en, fr)[1] == ("translation", "en") and relate(fr, en)[1] == ("translation", "fr")
    assert relate(en, fr, read("copy", CONVOY_FR, "fr"))[2] == ("exact", "en")


def test_a_report_of_the_same_thing_in_another_language_is_no_translation() -> None:
    fr = read("fr", CONVOY_FR, "fr")
    assert relate(fr, read("b", CONVOY_OTHER))[1] == ("origin", "b")
    assert relate(fr, read("c", FERRY_EN))[1] == ("origin", "c")
    assert relate(fr, read("d", CONVOY_EN, day="2031-05-24"))[1] == ("origin", "d"), "ten days later it is no copy"


def test_a_translation_with_other_figures_is_left_undecided() -> None:
    other = (
        CONVOY_EN.replace("240", "95")
        .replace("1,800", "600")
        .replace("36 ships", "70 ships")
        .replace("15 days", "44 days")
    )
    assert relate(read("fr", CONVOY_FR, "fr"), read("b", other))[1] == ("origin", "b")


TEXTS = st.lists(st.integers(0, 5), min_size=1, max_size=14)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_of_exact_copies_the_first_known_is_the_origin_of_all(which: list[int]) -> None:
    first: dict[int, str] = {}
    index = CopyIndex()
    for n, text in enumerate(which):
        found = index.add(make(f"p{n}", long_text(text)))
        assert found.origin == first.setdefault(text, f"p{n}")
        assert found.relation == ("origin" if found.origin == f"p{n}" else "exact")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from((0.0, 0.05)), st.booleans()), max_size=12), st.integers(0, 11)
)
def test_adding_twice_or_starting_again_changes_nothing(made: list[tuple[int, float, bool]], cut: int) -> None:
    pieces = [
        make(f"p{n}", edit(long_text(text), share, n), item=f"i{text}" if version else None, source=f"s{n % 2}")
        for n, (text, share, version) in enumerate(made)
    ]
    whole, again = CopyIndex(), CopyIndex()
    found = [whole.add(piece) for piece in pieces]
    assert [whole.add(piece) for piece in pieces] == found
    for piece, copy in list(zip(pieces, found, strict=True))[:cut]:
        again.restore(piece, copy)
    assert [again.add(piece) for piece in pieces[cut:]] == found[cut:]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_text_at_all_is_taken(texts: list[str]) -> None:
    index = CopyIndex()
    for n, text in enumerate(texts):
        found = index.add(make(f"p{n}", text))
        assert 0 <= found.overlap <= 1 and found.origin in {f"p{m}" for m in range(n + 1)}
