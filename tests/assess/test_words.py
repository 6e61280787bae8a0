"""Words of likelihood: ours follow from the number, sources' become intervals that say what they rest on."""

from __future__ import annotations

import pytest

import vigie
from vigie.assess.words import find_range, find_word, load_elicited, name_word, read_likelihood, read_stated
from vigie.errors import JudgmentError
from vigie.lang.language import packs
from vigie.model.judgment import WORDS


def test_every_number_has_a_word_whose_range_holds_it() -> None:
    for n in range(1001):
        low, high = find_range(find_word(n / 1000))
        assert low <= n / 1000 <= high


@pytest.mark.parametrize(("p", "word"), [(0.05, "very_unlikely"), (0.2, "unlikely"), (0.15 + 0.05, "unlikely"),
                                         (0.45, "roughly_even_chance"), (0.55, "roughly_even_chance"),
                                         (0.1 + 0.7, "likely"), (0.95, "very_likely"), (0, "almost_no_chance"),
                                         (1, "almost_certain")])  # fmt: skip
def test_a_number_on_a_boundary_takes_the_word_nearer_to_the_middle(p: float, word: str) -> None:
    assert find_word(p) == word


@pytest.mark.parametrize("p", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_has_no_word(p: float) -> None:
    with pytest.raises(JudgmentError, match="between 0 and 1"):
        find_word(p)


def test_every_word_has_a_name_in_both_languages() -> None:
    for lang in ("en", "fr"):
        names = [name_word(word, lang) for word, _, _ in WORDS]
        assert len(set(names)) == len(WORDS) and not any("_" in name for name in names)
    assert name_word("likely", "uk") == "likely"
    with pytest.raises(JudgmentError, match="none of ICD 203"):
        find_range("perhaps")


def test_the_figures_are_those_that_were_elicited() -> None:
    found = {s.word: (s.median, s.low, s.high) for s in load_elicited()}
    assert found == {
        "almost no chance": (0.02, 0.01, 0.10), "highly unlikely": (0.05, 0.01, 0.20), "unlikely": (0.20, 0.05, 0.30),
        "might": (0.40, 0.15, 0.60), "could": (0.40, 0.15, 0.60), "realistic possibility": (0.60, 0.25, 0.80),
        "likely": (0.75, 0.60, 0.85), "probable": (0.75, 0.60, 0.85), "highly likely": (0.90, 0.75, 0.95),
        "almost certain": (0.95, 0.90, 0.99),
    }  # fmt: skip


def test_the_english_pack_gives_elicited_words_their_elicited_intervals() -> None:
    assert "en" in packs()
    for entry in load_elicited():
        text = f"The mayor, Ida Brenn, said on Monday that it is {entry.word} that the bridge will be closed."
        if entry.word in ("might", "could"):
            text = f"The mayor, Ida Brenn, said on Monday that the bridge {entry.word} be closed."
        if entry.word in ("almost no chance", "realistic possibility"):
            text = f"The mayor, Ida Brenn, said on Monday that there is {entry.word} of rain."
        reading = vigie.read(text, lang="en", published="2031-05-14")
        found = [read_stated(s, text, lang="en") for s in reading.statements]
        held = [s for s in found if s is not None and s.word == entry.word]
        assert held and held[0].differs is None, text


def test_french_and_words_that_nobody_was_asked_about_are_assumed() -> None:
    french = read_likelihood(0.60, 0.85, lang="fr", words="la pluie est probable")
    assert (french.low, french.high, french.basis, french.median) == (0.60, 0.85, "assumed", None)
    assert read_likelihood(0.60, 0.85, lang="fr", words="« likely », dit-il").basis == "assumed"
    assert read_likelihood(0.90, 0.99, lang="en", words="war is inevitable").basis == "assumed"
    assert read_likelihood(0.15, 0.60, lang=None, words="it might rain").basis == "assumed"


def test_a_longer_word_is_not_taken_for_the_shorter_one_in_it() -> None:
    assert read_likelihood(0.75, 0.95, lang="en", words="highly likely").word == "highly likely"
    assert read_likelihood(0.05, 0.30, lang="en", words="unlikely").word == "unlikely"
    both = read_likelihood(0.05, 0.30, lang="en", words="it is likely to rain and unlikely to snow")
    assert both.word == "unlikely", "the reader's interval says which of two is meant"


def test_where_the_reader_differs_it_says_so_and_the_elicited_interval_counts() -> None:
    found = read_likelihood(0.20, 0.45, lang="en", words="unlikely")
    assert (found.low, found.high, found.basis) == (0.05, 0.30, "elicited")
    assert found.differs == "the reader gives 0.20 to 0.45, people 0.05 to 0.30"
