"""Every sentence resolves to its records and words, and one that does not is dropped and reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.watch.deliver.brief.building import AFTER, START, brief_of, file, full_reading, ground_of, look, said
from vigie.model import Span
from vigie.model.signal import Signal
from vigie.store import Ledger
from vigie.watch.deliver.brief import Sentence, lay_ground, make_brief, resolve

LATER = AFTER + dt.timedelta(hours=1)


def one(ledger: Ledger) -> Sentence:
    return next(s for s in brief_of(ledger).sentences if s.form == "direct")


def test_every_sentence_of_a_brief_resolves(ledger: Ledger) -> None:
    file(ledger, full_reading())
    brief = brief_of(ledger, lang="fr")
    ground = ground_of(ledger)
    assert brief.sentences and not brief.dropped
    assert all(resolve(s, ground) is None for s in brief.sentences)
    assert all(s.records for s in brief.sentences)


def test_quotations_are_the_characters_of_the_text(ledger: Ledger) -> None:
    key = file(ledger, full_reading())
    text = ledger.reading(key).document.text
    quotes = [q for s in brief_of(ledger).sentences for q in s.quotes]
    assert quotes
    assert all(q.words == tuple(text[a:b] for a, b in q.spans) for q in quotes)


def test_a_shifted_offset_does_not_resolve(ledger: Ledger) -> None:
    file(ledger, said("the ports stay open"))
    sentence = one(ledger)
    moved = replace(sentence.quotes[0], spans=tuple(Span(a + 1, b + 1) for a, b in sentence.quotes[0].spans))
    assert resolve(replace(sentence, quotes=(moved,)), ground_of(ledger)) == (
        "moved", f"{moved.record} [{moved.spans[0].start}:{moved.spans[0].end}]",
    )  # fmt: skip


def test_other_words_than_the_texts_do_not_resolve(ledger: Ledger) -> None:
    file(ledger, said("the ports stay open"))
    sentence = one(ledger)
    forged = replace(sentence.quotes[0], words=("the ports stay shut",))
    fault = resolve(replace(sentence, quotes=(forged,)), ground_of(ledger))
    assert fault and fault[0] == "moved"


def test_words_of_the_text_that_are_not_the_records_do_not_resolve(ledger: Ledger) -> None:
    key = file(ledger, said("the ports stay open"))
    text = ledger.reading(key).document.text
    sentence = one(ledger)
    start = text.index("The mayor")
    other = replace(sentence.quotes[0], spans=(Span(start, start + 9),), words=("The mayor",))
    fault = resolve(replace(sentence, quotes=(other,)), ground_of(ledger))
    assert fault and fault[0] == "uncovered"


@pytest.mark.parametrize(("name", "value"), [("speaker", "Marja Salo"), ("does", "threat"), ("teller", "Vera Tollan")])
def test_a_claim_that_the_record_does_not_make_does_not_resolve(ledger: Ledger, name: str, value: str) -> None:
    file(ledger, said("the ports stay open"))
    sentence = one(ledger)
    told = tuple(replace(t, value=value) if t.name == name else t for t in sentence.told)
    fault = resolve(replace(sentence, told=told), ground_of(ledger))
    assert fault and fault[0] == "differs"


def test_a_sentence_that_leaves_out_a_claim_does_not_resolve(ledger: Ledger) -> None:
    file(ledger, said("the ports stay open"))
    sentence = one(ledger)
    short = replace(sentence, told=tuple(t for t in sentence.told if t.name != "teller"))
    assert resolve(short, ground_of(ledger)) == ("form", "direct")


def test_a_retracted_record_is_gone(ledger: Ledger) -> None:
    file(ledger, said("the ports stay open"))
    sentence = one(ledger)
    ledger.retract(sentence.records[0], author="A. Officer", reason="misread", now=LATER)
    fault = resolve(sentence, ground_of(ledger, at=LATER))
    assert fault and fault[0] == "gone"
    brief = brief_of(ledger, at=LATER)
    assert [s.form for s in brief.sentences] == ["retracted"]


def test_a_retracted_document_takes_its_sentences_with_it(ledger: Ledger) -> None:
    key = file(ledger, said("the ports stay open"))
    sentence = one(ledger)
    ledger.retract(key, author="A. Officer", reason="a forgery", now=LATER)
    fault = resolve(sentence, ground_of(ledger, at=LATER))
    assert fault and fault[0] == "retracted"


def test_after_a_correction_the_old_sentence_falls_and_the_new_one_names_the_new_speaker(ledger: Ledger) -> None:
    file(ledger, said("the ports stay open"))
    sentence = one(ledger)
    ledger.correct(sentence.records[0], {"speaker": "Ida Brenn"}, author="A. Officer", reason="deputy", now=LATER)
    fault = resolve(sentence, ground_of(ledger, at=LATER))
    assert fault and fault[0] == "differs" and "Ida Brenn" in fault[1]
    found = [t.value for s in brief_of(ledger, at=LATER).sentences for t in s.told if t.name == "speaker"]
    assert found == ["Ida Brenn"]


def test_a_sentence_whose_text_is_missing_is_dropped_and_reported(ledger: Ledger) -> None:
    key = file(ledger, said("the ports stay open"))
    view, _ = look(ledger)
    brief = make_brief(view, (), since=START, until=AFTER, lang="en", texts={})
    assert not brief.sentences
    assert [(d.section, d.reason, d.detail) for d in brief.dropped] == [("other", "retracted", key)]


def make_signal(kind: str, inputs: tuple[str, ...], words: str) -> Signal:
    values = {
        "a_speaker": "Kjell Arden", "b_speaker": "Marja Salo", "a_words": words, "b_words": words, "a_day": "2031-05-14",
        "b_day": "2031-05-14", "a_source": "herald", "b_source": "herald",
    }  # fmt: skip
    return Signal(
        kind=kind, form="denied", key="contradiction:1", state="1", level="watch", subject="ports",
        since="2031-05-15T10:45:00.000000Z", inputs=inputs, values=tuple(values.items()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "extra", "reason"),
    [
        ("the ports stay open", (), None),
        ("the ports burn", (), "moved"),
        ("the ports stay open", ("0" * 24,), "retracted"),
    ],
)
def test_a_signal_is_told_only_on_records_that_stand_and_words_that_were_said(
    ledger: Ledger, words: str, extra: tuple[str, ...], reason: str | None
) -> None:
    file(ledger, said("the ports stay open"))
    signal = make_signal("contradiction", (one(ledger).records[0], *extra), words)
    view, texts = look(ledger)
    brief = make_brief(view, (signal,), since=START, until=AFTER, lang="en", texts=texts)
    section = next(s for s in brief.sections if s.name == "disagree")
    assert [s.form for s in section.sentences] == (["signal", "direct"] if reason is None else [])
    assert [d.reason for d in brief.dropped] == ([] if reason is None else [reason])


def test_a_signal_that_is_not_found_any_more_does_not_resolve(ledger: Ledger) -> None:
    file(ledger, said("the ports stay open"))
    signal = make_signal("contradiction", (one(ledger).records[0],), "the ports stay open")
    view, texts = look(ledger)
    brief = make_brief(view, (signal,), since=START, until=AFTER, lang="en", texts=texts)
    told = next(s for s in brief.sentences if s.form == "signal")
    assert resolve(told, lay_ground(view, texts)) == ("untold", "signal:contradiction:1")
