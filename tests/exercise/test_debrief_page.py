"""The debrief's page: whole without script or network, headed and footed, escaped, in both languages."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browsing import CHROMIUM, chromium
from tests.exercise.debriefed import DAY, Drill, make_drill
from vigie.exercise.debrief import make_debrief
from vigie.exercise.debrief.page import LANGUAGES, Shown, render_page
from vigie.exercise.debrief.page.shown import load_words
from vigie.exercise.debrief.records import CAUSES
from vigie.exercise.records import ACTIONS, STANCES

MEAN = '<script>alert(1)</script>"><img src=x>'


@pytest.fixture(scope="module")
def drill() -> Drill:
    return make_drill("strike", limit=40)


def render(drill: Drill, lang: str = "en") -> str:
    made = make_debrief(
        drill.scenario, drill.truth, drill.reports, drill.known, exercise="STRIKE-1-20311006", times=drill.times
    )
    reports = {r.key: r for r in drill.reports}
    return render_page(
        Shown(debrief=made, scenario=drill.scenario, truth=drill.truth, reports=reports, known=drill.known, times=drill.times, lang=lang)
    )  # fmt: skip


@pytest.mark.parametrize(("lang", "word"), [("en", "EXERCISE"), ("fr", "EXERCICE")])
def test_the_page_is_headed_and_footed_with_the_exercises_identifier(drill: Drill, lang: str, word: str) -> None:
    page = render(drill, lang)
    assert page.count(f"{word} · STRIKE-1-20311006 · {word}") == 2
    assert f'<html lang="{lang}">' in page


def test_the_sentence_is_on_the_page(drill: Drill) -> None:
    assert "Exercise scores are not real-world skill." in render(drill)


def test_the_page_has_no_script_asks_for_nothing_and_allows_its_own_style_alone(drill: Drill) -> None:
    page = render(drill)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page
    assert "<script" not in page and " style=" not in page and not re.search(r"(?:src|href)=\"(?!#)", page)


def test_words_of_reports_and_players_reach_the_page_escaped(drill: Drill) -> None:
    reports = tuple(replace(r, title=MEAN) for r in drill.reports)
    judgments = tuple(replace(j, owner=MEAN) for j in drill.known.judgments)
    mean = replace(drill, reports=reports, known=replace(drill.known, judgments=judgments))
    page = render(mean)
    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;" in page


class Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.places: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if (held.get("href") or "").startswith("#"):
            self.links.add((held["href"] or "")[1:])
        if held.get("id"):
            self.places.append(held["id"] or "")


def test_every_link_leads_to_one_place(drill: Drill) -> None:
    seen = Anchors()
    seen.feed(render(drill))
    assert seen.links and seen.links <= set(seen.places)
    assert len(seen.places) == len(set(seen.places))


def test_both_languages_have_every_word() -> None:
    def keys(held: Any, at: str = "") -> set[str]:
        return {k for n, v in held.items() for k in keys(v, f"{at}.{n}")} if isinstance(held, dict) else {at}

    first, *others = (keys(load_words(lang)) for lang in LANGUAGES)
    assert all(first == other for other in others)
    for lang in LANGUAGES:
        words = load_words(lang)
        assert set(words["actions"]) == set(ACTIONS) and set(words["stances"]) == set(STANCES)
        assert set(words["causes"]) == set(CAUSES)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ("none in this scenario", "no question resolved", "gave no answer on any of the", "nothing was expected"),
        ),
        (
            "fr",
            (
                "aucune dans ce scénario",
                "aucune question résolue",
                "réponse pour aucun des",
                "rien n&#x27;était attendu",
            ),
        ),
    ],
)
def test_where_there_is_nothing_to_count_the_page_says_so_in_words(
    drill: Drill, lang: str, words: tuple[str, ...]
) -> None:
    moments = tuple(replace(m, board=()) for m in drill.known.moments)
    known = replace(drill.known, moments=moments, questions=(), resolutions=())
    scenario = replace(drill.scenario, injects=tuple(replace(i, expected=()) for i in drill.scenario.injects))
    page = render(replace(drill, truth=replace(drill.truth, crises=()), known=known, scenario=scenario), lang)
    for told in words:
        assert told in page, told
    assert "<b>–</b>" not in page and "0 of 0" not in page and "0 réponses sur 0" not in page


def test_the_timeline_begins_with_the_drill_in_the_picture_and_in_the_table(drill: Drill) -> None:
    early = replace(drill.truth.acts[0], key="early", at=drill.truth.start - DAY, inject=None)
    said = replace(drill.truth.sayings[0], key="said", at=drill.truth.start - DAY, inject=None)
    truth = replace(drill.truth, acts=(early, *drill.truth.acts), sayings=(said, *drill.truth.sayings))
    page = render(replace(drill, truth=truth))
    assert "D+1 " in page and "D-1 " not in page


def test_of_many_passages_the_page_says_how_many_are_shown(drill: Drill) -> None:
    blind = {key: replace(r, statements=()) for key, r in drill.known.readings.items()}
    mean = replace(drill, known=replace(drill.known, readings=blind))
    labels = tuple(replace(s, negative_evidence="unchanged") for r in drill.reports for s in r.statements)
    first, *others = drill.reports
    mean = replace(mean, reports=(replace(first, statements=labels[:9]), *(replace(r, statements=()) for r in others)))
    page = render(mean)
    assert "9 looks that saw nothing were not read as such. 6 of 9 are shown:" in page


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Pull in different directions"), ("fr", "Tirent en sens contraire")]
)
def test_pairs_that_pull_apart_stand_under_a_head_of_their_own(drill: Drill, lang: str, words: str) -> None:
    assert f"<h3>{words}</h3>" in render(drill, lang)


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_browser_shows_it_without_complaint_and_axe_finds_nothing(drill: Drill, tmp_path: Path, lang: str, scheme: str) -> None:  # fmt: skip

    path, told = tmp_path / "debrief.html", []
    path.write_text(render(drill, lang), encoding="utf-8")
    with chromium() as browser:
        page = browser.new_context(color_scheme=scheme, bypass_csp=False).new_page()
        page.on("console", lambda message: told.append(message.text))
        page.goto(path.as_uri())
        page.locator("summary").first.click()
        wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        complaints = list(told)
        found = [f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0]['failureSummary'][:200]}" for v in _run_axe(browser, path, scheme)]  # fmt: skip
    assert complaints == [] and wide
    assert found == []


def _run_axe(browser: Any, path: Path, scheme: str) -> list[dict[str, Any]]:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_context(color_scheme=scheme, bypass_csp=True).new_page()
    page.goto(path.as_uri())
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return found
