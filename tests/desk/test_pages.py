"""Every page in both languages: it is there, it says its words, it is marked as an exercise."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.desk.desks import Browser, settings_for
from tests.desk.walk import find_pages
from vigie.desk.language import load_words
from vigie.store import open_ledger

LANGUAGES = ("en", "fr")
FAULTS = {"missing": 404, "no-page": 404}


@pytest.fixture(scope="module")
def browsers(filled: Path) -> dict[str, Browser]:
    return {lang: Browser(settings_for(filled), lang) for lang in LANGUAGES}


@pytest.fixture(scope="module")
def pages(filled: Path) -> dict[str, str]:
    with open_ledger(filled) as ledger:
        return dict(find_pages(ledger))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_answers_in_its_language_and_wears_the_banner(
    lang: str, browsers: dict[str, Browser], pages: dict[str, str]
) -> None:
    for name, path in pages.items():
        answer = browsers[lang].get(path)
        assert answer.status_code == FAULTS.get(name, 200), name
        tree = html.fromstring(answer.text)
        assert tree.get("lang") == lang
        assert tree.xpath("//main//h1"), name
        assert load_words(lang)["frame.skip"] in answer.text
        banner = "EXERCISE · EXERCICE" in answer.text
        assert banner or name in ("login", *FAULTS), name


def test_the_words_of_both_languages_have_the_same_names_and_fields() -> None:
    english, french = load_words("en"), load_words("fr")
    assert set(english) == set(french)
    for name in english:
        assert english[name].count("|") == french[name].count("|"), name
        assert sorted(_fields(english[name])) == sorted(_fields(french[name])), name


def _fields(words: str) -> list[str]:
    return [part.split("}")[0] for part in words.split("{")[1:]]


def test_the_language_asked_for_is_kept(filled: Path) -> None:
    browser = Browser(settings_for(filled), "en")
    assert 'lang="fr"' in browser.get("/read?lang=fr").text
    assert "Lire un texte" in browser.get("/read").text
    assert "Read a text" in browser.get("/read?lang=en").text


def test_now_shows_what_came_in_the_sources_and_that_one_fails(browser: Browser) -> None:
    page = browser.get("/").text
    for words in (
        "Herald",
        "the server answers 503",
        "no indication seen",
        "no change seen",
        "Looked for and not seen",
    ):
        assert words in page or words == "no indication seen"
    tree = html.fromstring(page)
    assert tree.xpath("//tr[@class='failing']//bdi[text()='Brume']")


def test_copies_are_one_origin(browser: Browser) -> None:
    tree = html.fromstring(browser.get("/?span=6h").text)
    counts = {d.xpath("string(dt)"): d.xpath("string(dd)") for d in tree.xpath("//dl[@class='counts']/div")}
    assert (counts["Documents"], counts["Origins"]) == ("2", "1")


def test_a_second_visit_can_ask_for_what_changed_since_the_first(filled: Path) -> None:
    import datetime as dt

    from tests.desk.desks import NOW

    before = Browser(settings_for(filled, now=lambda: NOW - dt.timedelta(hours=3)))
    before.get("/")
    seen = before.client.cookies["vigie_seen"].strip('"')
    assert seen.count("|") == 1


def test_a_record_opens_in_its_article_with_its_words_lit(browser: Browser, filled: Path) -> None:
    with open_ledger(filled) as ledger:
        statement = ledger.statements(speaker="Marja Salo")[0]
    tree = html.fromstring(browser.get(f"/record/{statement.key}").text)
    lit = "".join(tree.xpath("//mark[contains(@class, ' on')][contains(@class, 'said')]//text()"))
    assert statement.words in lit
    assert "".join(tree.xpath("//div[@class='text']//text()")).startswith("EXERCISE")


def test_the_text_of_a_document_is_shown_character_for_character(browser: Browser, filled: Path) -> None:
    with open_ledger(filled) as ledger:
        document = ledger.documents()[0]
        text = ledger.text(document.key)
    tree = html.fromstring(browser.get(f"/document/{document.key}").text)
    assert "".join(tree.xpath("//div[@class='text']//text()")) == text


def test_copies_versions_and_readings_stand_beside_the_text(browser: Browser, filled: Path) -> None:
    with open_ledger(filled) as ledger:
        copy = next(d for d in ledger.documents() if d.source == "brume")
    page = browser.get(f"/document/{copy.key}").text
    assert "exact copy" in page and "Copies of the same origin (1)" in page and "Readings (1)" in page


def test_a_question_as_known_before_anything_was_filed_finds_nothing(browser: Browser) -> None:
    page = browser.get("/ledger?at=2031-05-12T11:00").text
    assert "Nothing found." in page and "As it was known at 2031-05-12 11:00" in page


def test_filters_narrow_down(browser: Browser) -> None:
    every = browser.get("/ledger").text.count('class="card ')
    threats = browser.get("/ledger?modality=threat").text
    assert 0 < threats.count('class="card ') < every
    assert 0 < browser.get("/ledger?speaker=Salo").text.count('class="card ') < every
    assert browser.get("/ledger?speaker=Salo&seen=no_change").text.count('class="card ') == 0


def test_pages_follow_each_other_without_gap(browser: Browser) -> None:
    first = html.fromstring(browser.get("/ledger").text).xpath("//p[@class='ways']/a/@href")
    second = html.fromstring(browser.get("/ledger?page=2").text).xpath("//p[@class='ways']/a/@href")
    assert len(first) == 40 and second and not set(first) & set(second)


def test_both_sides_of_a_contradiction_stand_side_by_side(browser: Browser) -> None:
    tree = html.fromstring(browser.get("/speakers?name=Marja Salo").text)
    pairs = tree.xpath("//div[@class='pair'][.//h3[contains(., 'contradicts')]]")
    assert pairs
    for pair in pairs:
        assert len(pair.xpath(".//article")) == 2


def test_the_map_draws_no_more_precisely_than_is_said(browser: Browser) -> None:
    places = browser.get("/map/data.json?days=120").json()["places"]
    cities = [p for p in places if p["precision"] == "city"]
    assert [(p["name"], p["lat"], p["lon"]) for p in cities] == [("Brume-Haute", 61.5, 4.25)]
    for place in places:
        assert (place["lat"] is None) == (place["precision"] not in ("city", "region"))


def test_a_day_of_the_timeline_opens_into_its_records(browser: Browser) -> None:
    data = browser.get("/map/data.json?days=120").json()
    at = next(i for i, _ in enumerate(data["days"]) if any(s["counts"][i] for s in data["series"]))
    assert 'class="card ' in browser.get(data["links"][at]).text


def test_the_brief_leads_from_its_sentences_to_records(browser: Browser) -> None:
    tree = html.fromstring(browser.get("/brief?span=7d").text)
    links = [a for a in tree.xpath("//ul[@class='brief']//a/@href") if a.startswith("/record/")]
    assert links
    for link in sorted(set(links))[:5]:
        assert browser.get(link).status_code == 200


def test_the_brief_can_be_had_as_markdown(browser: Browser) -> None:
    answer = browser.get("/brief?span=7d&form=md")
    assert answer.headers["content-type"].startswith("text/markdown")
    assert answer.text.startswith("# EXERCISE")


def test_what_is_computed_later_is_asked_for_again(filled: Path) -> None:
    page = Browser(settings_for(filled, wait=0.0)).get("/").text
    assert 'hx-get="/board?span=24h"' in page


def test_a_pasted_text_is_read_and_not_kept(writer: Browser, own: Path) -> None:
    text = "EXERCISE\n\nMinister Ida Brenn said on Monday that the harbour would be defended.\n"
    answer = writer.post("/read", {"text": text, "published": "2031-05-15"})
    assert answer.status_code == 200
    assert "Ida Brenn" in answer.text and 'class="said' in answer.text and "2031-05-12" in answer.text
    with open_ledger(own) as ledger:
        assert not [d for d in ledger.documents() if d.id == "desk"]


@pytest.mark.parametrize(
    ("fields", "words"), [({"text": "  "}, "no text in it"), ({"text": "x" * 200_001}, "the desk reads up to")]
)
def test_what_cannot_be_read_is_explained(browser: Browser, fields: dict[str, str], words: str) -> None:
    answer = browser.post("/read", fields)
    assert answer.status_code == 422 and words in answer.text


def test_no_more_than_a_few_moments_are_computed_at_once(filled: Path) -> None:
    browser = Browser(settings_for(filled, wait=0.0))
    for n in range(30):
        assert browser.get(f"/?at=2031-05-15T09:{n:02}").status_code == 200
    boards = browser.client.app.state.desk.boards
    assert len(boards._held) <= 8
