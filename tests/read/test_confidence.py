"""Confidence as a reading gives it: from traits, between its bounds, and the more the surer the way. EXERCISE."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from vigie.lang.version import code_version, rules_version
from vigie.model import Statement
from vigie.read import read_text
from vigie.read.statements.confidence import ALWAYS, LEAST, MOST, WEIGHTS, load_scales, share

ENGLISH = (
    "Mayor Ida Brenn said on Monday that the harbour was quiet. “We have seen no boat for a week,” she added. "
    "“Nothing moves.” A docker feared a storm. The claim that the crane had failed was wrong."
)
FRENCH = (
    "Le maire Ivo Brenn a déclaré lundi que le port était calme. « Nous n’avons vu aucun bateau », a-t-il ajouté. "
    "Un docker craint la tempête. Selon la capitainerie, la grue est en panne."
)


def statement(text: str, words: str, lang: str) -> Statement:
    reading = read_text(text, lang=lang)
    return next(s for s in reading.statements if words in "".join(p.slice(text) for p in s.content))


def test_a_sum_of_weights_is_a_share() -> None:
    scale = {ALWAYS: 0.0, "short": -1.0, "quoted": 2.0}
    assert share([], scale) == 0.5
    assert share(["never seen"], scale) == 0.5
    assert share(["short"], scale) == pytest.approx(0.269)
    assert share(["short"], scale) < share(["short", "quoted"], scale) < share(["quoted"], scale)


@pytest.mark.parametrize("weight", [-900.0, -9.0, 9.0, 900.0])
def test_nothing_is_certain(weight: float) -> None:
    assert share(["sign"], {ALWAYS: 0.0, "sign": weight}) == (LEAST if weight < 0 else MOST)


@pytest.mark.parametrize(("text", "lang"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_every_statement_and_speaker_has_a_confidence_within_bounds(text: str, lang: str) -> None:
    statements = read_text(text, lang=lang).statements
    assert len(statements) >= 3
    assert all(LEAST <= s.confidence <= MOST for s in statements)
    assert all(LEAST <= s.speaker.confidence <= MOST for s in statements if s.speaker)


def test_a_quotation_with_a_name_is_surer_than_a_fear() -> None:
    assert statement(ENGLISH, "no boat", "en").confidence > statement(ENGLISH, "a storm", "en").confidence
    assert statement(FRENCH, "aucun bateau", "fr").confidence > statement(FRENCH, "la tempête", "fr").confidence


def test_a_person_named_there_is_surer_than_a_pronoun() -> None:
    named, taken_up = statement(ENGLISH, "quiet", "en").speaker, statement(ENGLISH, "no boat", "en").speaker
    assert named is not None and taken_up is not None and named.name == taken_up.name
    assert named.confidence > taken_up.confidence


def test_the_weights_say_how_they_were_made() -> None:
    raw = json.loads((resources.files("vigie.read.statements") / WEIGHTS).read_text(encoding="utf-8"))
    assert raw["made"]["how"].startswith("python -m training.confidence")
    assert raw["made"]["code"].count("+") == 1
    assert all(len(load_scales()[name]) > 10 for name in ("statement", "speaker"))


def test_the_version_of_the_code_covers_the_weights() -> None:
    assert code_version() != rules_version()
