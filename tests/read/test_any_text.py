"""Whatever the text: no crash, every record inside it, the same bytes twice."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.fuzz import ANY_TEXT, EXAMPLE_COUNT, MUTATIONS, PAGES, TEXTS, some
from vigie.cli.render.html import render_html
from vigie.errors import EmptyInput, InputError, UnknownLanguage
from vigie.model import Document, Reading
from vigie.model.check import check_reading
from vigie.model.codec import decode_record, dump_reading, load_schema
from vigie.read import read_document, read_text
from vigie.text.clean import clean_html

LANGS = st.sampled_from(["en", "fr"])
VALIDATOR = jsonschema.Draft202012Validator(load_schema())
DAY = "2031-05-14"
LONG_RUN = pytest.mark.skipif(not EXAMPLE_COUNT, reason="takes two minutes: make fuzz")


def check(text: str, lang: str | None, realm: str = "real") -> Reading | None:
    """Read the text and check the reading; None when it may not be read."""
    try:
        reading = read_document(Document("x", text, None, None, DAY, realm), lang)
    except EmptyInput:
        assert not text.strip()
        return None
    except UnknownLanguage:
        assert lang is None
        return None
    assert reading.document.text == text
    assert check_reading(reading) == []
    return reading


@some(60)
@given(ANY_TEXT, LANGS)
@example("EXERCISE", "en")
@example("\ufeff", "en")
@example("«", "fr")
@example("\u0130 said “\u0130”", "en")
@example("'' said the `` mayor", "en")
@example("- - - , said Ida Brenn, “", "en")
def test_any_text_gives_a_sound_reading(text: str, lang: str) -> None:
    reading = check(text, lang)
    if reading is not None:
        line = dump_reading(reading)
        VALIDATOR.validate(json.loads(line))
        assert decode_record(json.loads(line)) == decode_record(json.loads(dump_reading(reading)))
        render_html(reading)


@some(20)
@given(ANY_TEXT)
def test_any_text_is_read_or_its_language_named(text: str) -> None:
    check(text, None)


@some(15)
@given(ANY_TEXT, LANGS)
def test_the_same_text_gives_the_same_bytes(text: str, lang: str) -> None:
    one, two = check(text, lang), check(text, lang)
    assert (one is None) == (two is None)
    if one is not None and two is not None:
        assert dump_reading(one) == dump_reading(two)


@pytest.mark.parametrize("stem", sorted(TEXTS))
@pytest.mark.parametrize("name", sorted(set(MUTATIONS) - {"as it is"}))
def test_a_damaged_example_gives_a_sound_reading(stem: str, name: str) -> None:
    import random

    text = MUTATIONS[name](TEXTS[stem], random.Random(f"{stem}/{name}"))
    lang = (
        "fr"
        if stem in {"exercise-barrage-de-drones", "exercise-brume-polaire", "exercise-entretien-frontiere"}
        else "en"
    )
    check(text[:1500], lang)


@some(40)
@given(PAGES, LANGS)
def test_any_page_gives_a_sound_reading_or_none(html: str, lang: str) -> None:
    try:
        page = clean_html(html)
    except InputError:
        return
    if page is not None:
        check(page.text, lang)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "text",
    ["a" * 20_000, "« " * 3_000, "“a ” " * 3_000, "said " * 3_000, "Ida Brenn, " * 2_000, "( " * 3_000, "... " * 3_000, "1 " * 5_000, "\n" * 5_000 + "x"],
    ids=["one word", "open marks", "pairs", "verbs", "names", "brackets", "stops", "numbers", "blank lines"],
)  # fmt: skip
def test_a_text_without_sense_is_read_in_bounded_time(text: str, lang: str) -> None:
    import time

    start = time.perf_counter()
    check(text, lang)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("size", [100_000, pytest.param(2_000_000, marks=LONG_RUN)])
def test_a_line_without_paragraphs_is_read_whatever_its_length(size: int) -> None:
    line = " ".join(TEXTS["exercise-fleet-drill"].split())
    reading = check(line * (size // len(line)), "en", "exercise")
    assert reading is not None and len(reading.statements) > size // 1000


@pytest.mark.parametrize(
    ("head", "flagged"),
    [
        ("EXERCISE\n\n", True), ("EXERCICE\n\n", True), ("EXERCISE EXERCISE EXERCISE\n", True), ("EXERCISE: harbour\n\n", True),
        (" EXERCISE – a drill\r\n\r\n", True), ("Exercise is good for you\n\n", False), ("", False),
    ],
)  # fmt: skip
def test_a_text_headed_exercise_and_read_as_real_is_flagged(head: str, flagged: bool) -> None:
    text = head + "The mayor, Ida Brenn, said on Monday that the harbour was quiet."
    kinds = [flag.kind for flag in read_text(text, lang="en").flags]
    assert ("exercise_heading" in kinds) is flagged
    assert "exercise_heading" not in [flag.kind for flag in read_text(text, lang="en", realm="exercise").flags]
