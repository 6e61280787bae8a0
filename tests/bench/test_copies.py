"""The set of copies is what its description says, and both benches judge the right way round."""

from __future__ import annotations

import random

import numpy as np

from bench.copies import Made, find_by_hash, find_by_minhash, find_by_vigie, make_copy
from bench.stories import Pair, TfIdf, choose_bar, fit_weights, validate
from vigie.watch.link.piece import Piece

WORDS = [f"other{n}" for n in range(50)]
TEXT = " ".join(f"word{n}" for n in range(400))
KNOWN = "2031-05-14T08:00:00.000000Z"


def test_an_edit_changes_two_to_eight_words_in_a_hundred() -> None:
    for seed in range(20):
        made = make_copy(TEXT, "edit", random.Random(seed), WORDS).split()
        lost = len(set(TEXT.split()) - set(made))
        added = sum(word.startswith("other") for word in made)
        assert lost + added >= 8 and lost <= 32 and added <= 32


def test_a_cut_is_one_piece_of_the_text() -> None:
    for seed in range(20):
        made = make_copy(TEXT, "cut", random.Random(seed), WORDS)
        assert made in TEXT and 0.34 <= len(made.split()) / 400 <= 0.81


def test_every_finder_names_the_text_that_was_copied() -> None:
    pieces = [Piece(key="a", text=TEXT, known=KNOWN), Piece(key="b", text=TEXT.upper(), known=KNOWN, lang="en")]
    made = [Made(pieces[0], None, "own"), Made(pieces[1], "a", "exact")]
    for finder in (find_by_vigie, find_by_minhash, find_by_hash):
        assert list(finder(made)) == [None, "a"]


def test_a_bar_parts_what_can_be_parted() -> None:
    scores, same = np.array([0.1, 0.2, 0.6, 0.9]), np.array([False, False, True, True])
    assert choose_bar(scores, same) == 0.4
    weights = fit_weights(scores[:, None], same)
    assert ((scores * weights[0] + weights[1] >= 0) == same).all()
    many = np.repeat(scores, 10)
    assert validate(many[:, None], np.repeat(same, 10)) == 1.0


def test_the_rival_knows_the_same_text_from_another() -> None:
    a, b = (Piece(key=key, text=text, title="t", known=KNOWN) for key, text in (("a", "one two"), ("b", "three four")))
    scores = TfIdf([a, b]).score([Pair(a, a, True), Pair(a, b, False)])
    assert abs(scores[0] - 1) < 1e-9 and scores[1] < 0.5
