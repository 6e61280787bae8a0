"""The calibration plot: sound SVG that also reads as words, shows its counts, and is marked in an exercise."""

from __future__ import annotations

import re

import numpy as np
import pytest
from lxml import etree

from vigie.assess.plot import draw_calibration

SVG = "{http://www.w3.org/2000/svg}"


def draw(count: int, *, realm: str = "real", lang: str = "en", standalone: bool = True) -> tuple[etree._Element, str]:
    rng = np.random.default_rng(2)
    p = rng.uniform(size=count)
    picture = draw_calibration(
        p.tolist(), (rng.uniform(size=count) < p).astype(int).tolist(), realm=realm, lang=lang, standalone=standalone
    )
    return etree.fromstring(picture.encode()), picture


def test_it_has_a_title_and_says_in_words_what_it_shows() -> None:
    root, _ = draw(120)
    assert root.get("role") == "img" and root.get("aria-labelledby") == "cal-title cal-desc"
    told = root.findtext(f"{SVG}desc")
    assert "120 resolved questions in 10 groups" in told and "calibration error 0." in told
    assert len(re.findall(r"said \d+%, came \d+% of 12 \(", told)) == 10


def test_every_group_has_a_point_a_bar_and_its_count_within_the_frame() -> None:
    root, _ = draw(57)
    groups = root.findall(f"{SVG}g")
    assert len(groups) == 10 and sum(int(g.findall(f"{SVG}text")[0].text) for g in groups) == 57
    for group in groups:
        bar, point = group.find(f"{SVG}line"), group.find(f"{SVG}circle")
        assert float(bar.get("y2")) <= float(point.get("cy")) <= float(bar.get("y1"))
        assert 64 <= float(point.get("cx")) <= 424 and 64 <= float(point.get("cy")) <= 424


def test_below_a_hundred_it_does_not_speak_of_calibration_as_known() -> None:
    assert "too few to say anything about calibration" in draw(30)[1]


@pytest.mark.parametrize(("lang", "mark"), [("en", "EXERCISE – "), ("fr", "EXERCICE – ")])
def test_an_exercise_is_headed_so(lang: str, mark: str) -> None:
    root, picture = draw(30, realm="exercise", lang=lang)
    assert root.findtext(f"{SVG}title").startswith(mark) and picture.count(mark) == 2
    assert mark not in draw(30, lang=lang)[1]


def test_on_a_page_it_brings_no_style_and_alone_it_fits_a_dark_screen() -> None:
    assert "<style" not in draw(30, standalone=False)[1] and "style=" not in draw(30, standalone=False)[1]
    assert "prefers-color-scheme:dark" in draw(30)[1]


def test_nothing_resolved_is_said_and_names_cannot_break_it() -> None:
    root = etree.fromstring(draw_calibration([], [], realm="real", title="<script>& 'x'").encode())
    assert root.findtext(f"{SVG}title") == "<script>& 'x'" and not root.findall(f".//{SVG}script")
    assert "No question is resolved yet." in root.findtext(f"{SVG}desc")
