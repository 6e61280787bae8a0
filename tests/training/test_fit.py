"""Weights of traits on sets so small that they can be checked by hand."""

from __future__ import annotations

import json
from math import exp, log
from pathlib import Path

import pytest

from training.confidence import Example, find_examples, fit, rate_unseen, write_weights
from training.fit import ALWAYS, RIDGE, SELDOM, correct_scale, fit_scale
from vigie.read.statements.confidence import share

TRAITS = [["quoted"]] * 10 + [["noun"]] * 10 + [["odd"]]
RIGHT = [True] * 9 + [False] + [True] * 5 + [False] * 5 + [True]


def sure(scale: dict[str, float], *traits: str) -> float:
    return 1 / (1 + exp(-scale[ALWAYS] - sum(scale.get(t, 0.0) for t in traits)))


def test_weights_are_where_what_is_said_meets_what_is_right() -> None:
    scale = fit_scale(TRAITS, RIGHT)
    quoted, noun, plain = sure(scale, "quoted"), sure(scale, "noun"), sure(scale, "odd")
    assert 10 * quoted + 10 * noun + plain == pytest.approx(15)  # as many as are right
    assert 9 - 10 * quoted == pytest.approx(RIDGE * scale["quoted"])  # what is missing is what the pull takes
    assert 5 - 10 * noun == pytest.approx(RIDGE * scale["noun"])
    assert 0.5 < noun < plain < quoted < 0.9


def test_a_trait_that_is_seldom_seen_has_no_weight() -> None:
    assert "odd" not in fit_scale(TRAITS, RIGHT)
    assert "odd" in fit_scale(TRAITS + [["odd"]] * (SELDOM - 1), RIGHT + [True] * (SELDOM - 1))


def test_without_traits_all_that_is_left_is_the_share_of_right_ones() -> None:
    assert fit_scale([[]] * 4, [True, True, True, False]) == {ALWAYS: pytest.approx(log(3), abs=1e-4)}


def test_a_correction_moves_what_is_said_and_leaves_the_order() -> None:
    scale = fit_scale(TRAITS, RIGHT)
    corrected = correct_scale(scale, TRAITS, [not r for r in RIGHT])
    said = sum(sure(corrected, *row) for row in TRAITS) / len(TRAITS)
    assert said == pytest.approx(6 / 21)
    assert sure(corrected, "noun") < sure(corrected, "odd") < sure(corrected, "quoted")
    unmoved = correct_scale(scale, TRAITS, RIGHT)
    assert unmoved["quoted"] == pytest.approx(scale["quoted"], abs=0.05)


def examples(rate: float, texts: int) -> list[Example]:
    made = [Example(f"t{n}", "en", ["quoted"], k < 10 * rate, 0.5) for n in range(texts) for k in range(10)]
    return made + [Example(f"t{n}", "en", ["noun"], k < 5 * rate, 0.5) for n in range(texts) for k in range(10)]


def test_confidence_follows_the_texts_that_nobody_read() -> None:
    train, dev = examples(1.0, 4), examples(0.6, 20)
    plain = fit_scale([e.traits for e in train], [e.right for e in train])
    assert share(["quoted"], plain) > 0.9
    assert share(["quoted"], fit(train, dev)) == pytest.approx(0.6, abs=0.15)
    rated = rate_unseen(train, dev)
    assert [right for _, right in rated] == [e.right for e in dev]
    assert sum(c for c, _ in rated) / len(rated) == pytest.approx(0.45, abs=0.03)


def test_the_fit_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_weights(tmp_path / name, {"statement": fit(examples(1.0, 2), examples(0.6, 3))}, {"how": "by test"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert json.loads((tmp_path / "a").read_text())["made"] == {"how": "by test"}


def test_examples_are_statements_with_what_was_right_of_them() -> None:
    text = "Mayor Ida Brenn said on Monday that the harbour was quiet. Dockers claimed that the crane had failed."
    content = [text.index("the harbour"), text.index(". Dockers")]
    name = [text.index("Ida"), text.index(" said")]
    gold = {
        "id": "t", "lang": "en", "text": text,
        "entities": [{"id": "brenn", "name": "Ida Brenn", "aliases": [], "mentions": [name]}],
        "statements": [{"id": "s1", "content": [content], "speaker": "brenn", "optional": False}],
    }  # fmt: skip
    found = find_examples([gold])
    assert [e.right for e in found["statement"]] == [True, False]
    assert [e.right for e in found["speaker"]] == [True]
    assert "told by named as PER" in found["speaker"][0].traits
