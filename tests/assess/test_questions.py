"""What cannot be scored never gets on record: probabilities, deadlines, words and outcomes are looked over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.assess.asked import DAY, HOUR, START
from tests.store.watched import ALERT
from vigie.assess.inputs import check_inputs
from vigie.assess.questions import (
    find_standing,
    make_acknowledgement,
    make_judgment,
    make_question,
    make_resolution,
)
from vigie.errors import JudgmentError
from vigie.model.judgment import Question
from vigie.store import Ledger

ASKED: dict[str, Any] = {
    "deadline": START + 10 * DAY, "resolution_source": "the board", "owner": "A. Officer", "realm": "exercise",
    "now": START,
}  # fmt: skip
SAID: dict[str, Any] = {"owner": "A. Officer", "reason": "a reason", "confidence": "low", "now": START + HOUR}
CAME: dict[str, Any] = {"owner": "A. Officer", "source": "notice 7", "reason": "it says so", "now": START + 11 * DAY}


@pytest.fixture
def question() -> Question:
    return make_question("Will it rain?", **ASKED)


def test_a_question_without_a_key_is_named_by_its_words_and_deadline(question: Question) -> None:
    assert question.key == make_question(" Will  it rain? ", **ASKED | {"owner": "B"}).key != ""
    later = make_question("Will it rain?", **ASKED | {"deadline": START + 11 * DAY})
    assert later.key != question.key and question.deadline == "2031-05-11T08:00:00.000000Z"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"deadline": START}, "is past"),
        ({"deadline": START - DAY}, "is past"),
        ({"deadline": dt.datetime(2031, 6, 1)}, "names no zone"),
        ({"owner": "  "}, "owner: is empty"),
        ({"owner": "(desk)"}, "brackets are kept"),
        ({"resolution_source": ""}, "resolution source: is empty"),
        ({"key": "Bridge 1"}, "small letters"),
        ({"key": "x" * 65}, "small letters"),
        ({"hypothesis": "closed"}, "of which problem"),
        ({"course": "both"}, "recurring, onset"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(change: dict[str, Any], fault: str) -> None:
    with pytest.raises(JudgmentError, match=fault):
        make_question("Will it rain?", **ASKED | change)
    with pytest.raises(JudgmentError, match="the question: is empty"):
        make_question(" \n", **ASKED)


@pytest.mark.parametrize("p", [-0.001, 1.001, 35, float("nan"), float("inf"), True])
def test_a_probability_outside_its_range_is_refused(p: float, question: Question) -> None:
    with pytest.raises(JudgmentError, match="between 0 and 1"):
        make_judgment(question, p, **SAID)


@pytest.mark.parametrize(("p", "instead"), [(0.0, "0.001"), (1.0, "0.999"), (1, "0.999")])
def test_certainty_is_refused_and_not_clipped(p: float, instead: str, question: Question) -> None:
    with pytest.raises(JudgmentError, match=f"infinitely wrong .* give {instead}"):
        make_judgment(question, p, **SAID)


def test_the_word_follows_from_the_number_and_one_given_must_fit(question: Question) -> None:
    assert make_judgment(question, 0.3, **SAID).word == "unlikely"
    assert make_judgment(question, 0.3, word="Unlikely", **SAID).word == "unlikely"
    assert make_judgment(question, 0.55, word="likely", **SAID).word == "likely", "on a boundary both words fit"
    with pytest.raises(JudgmentError, match="'likely': stands for 0.55 to 0.80, your number 0.3 is 'unlikely'"):
        make_judgment(question, 0.3, word="likely", **SAID)
    with pytest.raises(JudgmentError, match="none of ICD 203; use one of almost_no_chance"):
        make_judgment(question, 0.3, word="plausible", **SAID)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"owner": ""}, "owner: is empty"),
        ({"reason": " "}, "reason: is empty"),
        ({"confidence": "some"}, "low, moderate, high"),
        ({"now": START + 10 * DAY}, "deadline .* is past"),
        ({"now": START + 12 * DAY}, "deadline .* is past"),
    ],
)
def test_a_judgment_that_cannot_be_taken_is_refused(change: dict[str, Any], fault: str, question: Question) -> None:
    with pytest.raises(JudgmentError, match=fault):
        make_judgment(question, 0.3, **SAID | change)


def test_nobody_judges_what_is_resolved(question: Question) -> None:
    early = make_resolution(question, "yes", **CAME | {"now": START + DAY})
    with pytest.raises(JudgmentError, match=r"is resolved \(yes"):
        make_judgment(question, 0.9, **SAID | {"now": START + 2 * DAY}, resolutions=[early])
    other = replace(early, question="another")
    assert make_judgment(question, 0.9, **SAID, resolutions=[other]).probability == 0.9


@pytest.mark.parametrize("outcome", ["maybe", "partly", "0.5", "", "yes and no", "unknown"])
def test_an_ambiguous_outcome_is_void_or_refused(outcome: str, question: Question) -> None:
    with pytest.raises(JudgmentError, match="neither plainly yes nor plainly no, it is void"):
        make_resolution(question, outcome, **CAME)
    assert make_resolution(question, " VOID ", **CAME).outcome == "void"


@pytest.mark.parametrize("part", ["owner", "source", "reason"])
def test_a_resolution_has_owner_source_and_reason(part: str, question: Question) -> None:
    with pytest.raises(JudgmentError, match=f"{part}: is empty"):
        make_resolution(question, "void", **CAME | {part: " "})


def test_the_last_resolution_made_stands_in_whatever_order_they_come(question: Question) -> None:
    first = make_resolution(question, "yes", **CAME)
    second = make_resolution(question, "no", **CAME | {"now": START + 12 * DAY})
    assert find_standing([second, first], question.key) == second and find_standing([], question.key) is None


def test_an_alert_is_taken_in_hand_by_somebody() -> None:
    taken = make_acknowledgement(ALERT, owner="A. Officer", note=" seen ", now=START)
    assert (taken.alert, taken.message, taken.note, taken.realm) == ("a1", "a1.1", "seen", "exercise")
    with pytest.raises(JudgmentError, match="owner: is empty"):
        make_acknowledgement(ALERT, owner="", note="", now=START)


def test_what_a_judgment_rests_on_must_stand_in_the_ledger(ledger: Ledger) -> None:
    from tests.store.build import build

    ledger.append_alert(ALERT, now=START)
    document = ledger.append_reading(build(1), now=START).document
    keys = [document, ledger.statements()[0].key, ledger.events()[0].key, "a1", "a1.1"]
    assert check_inputs(ledger, [*keys, document]) == tuple(keys)
    gone = ledger.statements()[1].key
    ledger.retract(gone, author="A", reason="r", now=START + HOUR)
    with pytest.raises(JudgmentError, match=f"{gone}, nonsense, .*: no such record stands"):
        check_inputs(ledger, [gone, "nonsense", f"{document}.s.0000", document])
    assert check_inputs(ledger, [gone], as_known_at=START) == (gone,)
