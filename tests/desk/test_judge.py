"""Judgments at the desk: on record when they can be scored, refused beside the form when not, and shown with scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests.desk.desks import NOW, Browser
from tests.store.watched import ALERT
from vigie.assess.questions import make_judgment, make_question, make_resolution
from vigie.store import Ledger, open_ledger

HOUR = dt.timedelta(hours=1)
SAID = {
    "question": "rain", "probability": "0.3", "confidence": "low", "owner": "A. Officer", "reason": "clear sky",
    "inputs": "",
}  # fmt: skip


@pytest.fixture
def ledger(own: Path) -> Iterator[Ledger]:
    with open_ledger(own) as opened:
        asked = NOW - 3 * HOUR
        for key, deadline in (("rain", NOW + 48 * HOUR), ("late", NOW - 2 * HOUR), ("done", NOW + 48 * HOUR)):
            question = make_question(
                f"Will it {key} <b>here</b>?", deadline=deadline, resolution_source="the board", owner="A. Officer",
                realm=opened.realm, now=asked, key=key,
            )  # fmt: skip
            opened.append_question(question, now=asked)
        opened.append_alert(replace(ALERT, texts=(("en", "A headline", ""), ("fr", "Un titre", ""))), now=asked)
        yield opened


def judge_all(ledger: Ledger, key: str, *said: tuple[str, float]) -> None:
    (question,) = ledger.questions(question=key)
    for owner, probability in said:
        made = make_judgment(
            question, probability, owner=owner, reason="<i>why</i>", confidence="high", now=NOW - 3 * HOUR
        )
        ledger.append_judgment(made, now=NOW - 3 * HOUR)


def test_a_judgment_is_put_on_record_with_its_word_and_records(writer: Browser, ledger: Ledger) -> None:
    key = ledger.statements()[0].key
    answer = writer.post("/judge/say", SAID | {"probability": "0,3", "inputs": f" {key}  {key[:24]} "})
    assert answer.status_code == 303 and answer.headers["location"] == "/judge?done=done"
    (made,) = ledger.judgments()
    assert (made.question, made.probability, made.word, made.confidence) == ("rain", 0.3, "unlikely", "low")
    assert made.inputs == (key, key[:24]) and made.realm == "exercise"
    page = writer.get("/judge?done=done").text
    assert "On record." in page and "pooled 0.30 (unlikely)" in page and f"/record/{key}" in page
    assert "Fewer than three judges" in page
    assert writer.post("/judge/say", SAID | {"owner": "B"}).status_code == 303
    assert [j.owner for j in ledger.judgments()] == ["A. Officer", "B"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"probability": "1.2"}, "between 0 and 1"),
        ({"probability": "1"}, "infinitely wrong"),
        ({"probability": "likely"}, "between 0 and 1"),
        ({"probability": ""}, "between 0 and 1"),
        ({"probability": "nan"}, "between 0 and 1"),
        ({"owner": " "}, "owner: is empty"),
        ({"owner": "(desk)"}, "brackets are kept"),
        ({"reason": ""}, "reason: is empty"),
        ({"confidence": ""}, "low, moderate, high"),
        ({"inputs": "nonsense"}, "nonsense: no such record"),
        ({"question": "late"}, "is past"),
    ],
)
def test_what_cannot_be_scored_is_told_beside_the_form_that_keeps_what_was_written(
    change: dict[str, str], fault: str, writer: Browser, ledger: Ledger
) -> None:
    answer = writer.post("/judge/say", SAID | change)
    assert answer.status_code == 422 and fault in answer.text and ledger.judgments() == []
    tree = html.fromstring(answer.text)
    assert tree.xpath("//div[@role='alert']")
    if "question" not in change and "reason" not in change:
        assert tree.xpath("//details[@open]//input[@name='reason']/@value") == ["clear sky"]


def test_nobody_judges_in_the_past_nor_what_is_not_there(writer: Browser, ledger: Ledger) -> None:
    assert writer.post("/judge/say?at=2031-05-15T08:00", SAID).status_code == 403
    assert writer.post("/judge/say", SAID | {"question": "none"}).status_code == 404
    assert writer.post("/judge/say", SAID | {"reason": "x" * 2001}).status_code == 403
    assert writer.post("/judge/acknowledge", {"message": "none", "owner": "A", "note": ""}).status_code == 404
    assert ledger.judgments() == ledger.acknowledgements() == []
    assert '<form class="stack"' not in writer.get("/judge?at=2031-05-15T08:00").text


def test_forms_need_the_desks_own_token(writer: Browser, ledger: Ledger) -> None:
    for path, fields in (("/judge/say", SAID), ("/judge/acknowledge", {"message": "a1.1", "owner": "A", "note": ""})):
        assert writer.post(path, fields, token="0" * 64).status_code == 403
        assert writer.post(path, fields, origin="https://evil.example").status_code == 403
    assert ledger.judgments() == ledger.acknowledgements() == []


def test_an_alert_is_taken_in_hand_once(writer: Browser, ledger: Ledger) -> None:
    assert "A headline" in writer.get("/judge").text and "Un titre" in writer.get("/judge?lang=fr").text
    writer.get("/judge?lang=en")
    fields = {"message": "a1.1", "owner": "A. Officer", "note": "calling the port"}
    assert writer.post("/judge/acknowledge", fields).status_code == 303
    (taken,) = ledger.acknowledgements(alert="a1")
    assert (taken.owner, taken.note) == ("A. Officer", "calling the port")
    tree = html.fromstring(writer.get("/judge").text)
    assert not tree.xpath("//form[@action='/judge/acknowledge']")
    assert "calling the port" in tree.xpath("string(//section[@aria-labelledby='alerts'])")
    empty = writer.post("/judge/acknowledge", fields | {"owner": ""})
    assert empty.status_code == 422 and "owner: is empty" in empty.text


def test_overdue_stands_first_and_resolved_with_scores_and_plot(writer: Browser, ledger: Ledger) -> None:
    judge_all(ledger, "done", ("A", 0.2), ("B", 0.5), ("C", 0.8))
    (question,) = ledger.questions(question="done")
    outcome = make_resolution(question, "yes", owner="A", source="notice 7", reason="it did", now=NOW - HOUR)
    ledger.append_resolution(outcome, now=NOW - HOUR)
    tree = html.fromstring(writer.get("/judge").text)
    assert "late" in tree.xpath("string(//section[@aria-labelledby='overdue'])")
    row = tree.xpath("string(//section[@aria-labelledby='resolved']//tbody/tr)")
    assert "0.50" in row and "0.250" in row and "it did" in row
    scores = tree.xpath("string(//section[@aria-labelledby='scores'])")
    assert "(desk)" in scores and "no skill in the real world" in scores
    assert "1 resolved of the 100 that it takes" in scores and "calibration error" not in scores.split("Calibration")[0]
    (plot,) = tree.xpath("//section[@aria-labelledby='scores']//*[name()='svg']")
    assert plot.get("role") == "img" and "EXERCISE" in html.tostring(plot, encoding="unicode")
    then = html.fromstring(writer.get("/judge?at=2031-05-15T08:00").text)
    assert not then.xpath("//section[@aria-labelledby='scores']")


def test_the_page_brings_no_script_or_style_of_its_own_and_escapes_what_was_written(
    writer: Browser, ledger: Ledger
) -> None:
    judge_all(ledger, "rain", ("<script>alert(1)</script>", 0.3))
    page = writer.get("/judge").text
    assert "<script>alert" not in page and "<b>here</b>" not in page and "<i>why</i>" not in page
    tree = html.fromstring(page)
    assert not tree.xpath("//style | //*[@style] | //script[not(@src)] | //*[@onclick]")
    labelled = set(tree.xpath("//label/@for"))
    fields = tree.xpath("//main//input[not(@type='hidden')]/@id | //main//select/@id")
    assert len(fields) == len(set(fields)) and set(fields) <= labelled


@pytest.mark.parametrize(("lang", "words"), [("en", "roughly even chance"), ("fr", "à peu près une chance sur deux")])
def test_words_of_likelihood_are_in_the_language_of_the_page(
    lang: str, words: str, writer: Browser, ledger: Ledger
) -> None:
    judge_all(ledger, "rain", ("A", 0.5))
    assert words in writer.get(f"/judge?lang={lang}").text
