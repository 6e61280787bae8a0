"""The track record: last and time-averaged scores, references as they were known then, and no word of calibration."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest

from tests.assess.asked import DAY, HOUR, START, ask, resolve, say
from vigie.assess.scores import score_brier
from vigie.assess.track import find_points, score_record
from vigie.assess.track_entries import DESK
from vigie.assess.track_standing import CLAIMABLE
from vigie.store import Ledger, open_ledger
from vigie.store.export import read_line

LATE = START + 400 * DAY


def test_the_last_judgment_is_scored_and_the_earlier_ones_for_as_long_as_they_stood(ledger: Ledger) -> None:
    question = ask(ledger, "rain")
    say(ledger, question, ("A", 0.4, 0), ("A", 0.9, 6))
    resolve(ledger, question, "yes", day=12)
    (entry,) = [e for e in score_record(ledger, at=LATE).entries if e.owner == "A"]
    assert (entry.probability, entry.previous, entry.outcome) == (0.9, 0.4, 1)
    assert entry.brier == pytest.approx(0.01) and entry.log == pytest.approx(-np.log(0.9))
    assert entry.timed == pytest.approx((6 * 0.36 + 4 * 0.01) / 10), "until the deadline, not the resolution"


def test_time_ends_when_the_outcome_is_on_record(ledger: Ledger) -> None:
    question = ask(ledger, "rain")
    say(ledger, question, ("A", 0.5, 0), ("A", 0.9, 2))
    resolve(ledger, question, "yes", day=4)
    (entry,) = [e for e in score_record(ledger, at=LATE).entries if e.owner == "A"]
    assert entry.timed == pytest.approx((2 * 0.25 + 2 * 0.01) / 4)


def test_a_later_resolution_stands_and_void_is_never_scored(ledger: Ledger) -> None:
    one, two = ask(ledger, "one"), ask(ledger, "two")
    for question in (one, two):
        say(ledger, question, ("A", 0.2, 0))
    resolve(ledger, one, "yes", day=11)
    resolve(ledger, one, "no", day=12)
    resolve(ledger, two, "yes", day=11)
    resolve(ledger, two, "void", day=12)
    record = score_record(ledger, at=LATE)
    assert [(e.question, e.outcome) for e in record.entries if e.owner == "A"] == [("one", 0)]
    assert {p.question.key: p.state for p in record.points} == {"one": "no", "two": "void"}
    before = score_record(ledger, at=START + 11 * DAY, as_known_at=START + 11 * DAY)
    assert {e.question: e.outcome for e in before.entries} == {"one": 1, "two": 1}


def test_what_was_learned_later_changes_nothing_that_was_said_before(ledger: Ledger) -> None:
    rng = np.random.default_rng(4)
    moments, seen = [], []
    for n in range(12):
        question = ask(ledger, f"q{n}", day=3 * n, deadline=3 * n + 5, problem="rain")
        say(ledger, question, ("A", float(rng.uniform(0.05, 0.95)), 3 * n + 1), ("B", 0.3, 3 * n + 2))
        if n >= 2:
            resolve(ledger, ledger.questions(question=f"q{n - 2}")[0], "yes" if n % 3 else "no", day=3 * n + 2)
        moments.append(START + (3 * n + 2) * DAY + HOUR)
        seen.append(asdict(score_record(ledger, at=moments[-1])))
    for moment, then in zip(moments, seen, strict=True):
        assert asdict(score_record(ledger, at=moment, as_known_at=moment)) == then
    last = {(e.question, e.owner): e for e in score_record(ledger, at=moments[-1]).entries}
    for then in seen:
        for entry in then["entries"]:
            assert asdict(last[entry["question"], entry["owner"]]) == entry, "references too are those of then"


def test_references_are_what_was_on_record_when_the_judgment_was_made(ledger: Ledger) -> None:
    for n, outcome in enumerate(("yes", "yes", "no")):
        old = ask(ledger, f"old{n}", day=n, deadline=n + 1, problem="rain")
        say(ledger, old, ("A", 0.5, n))
        resolve(ledger, old, outcome, day=n + 2)
    question = ask(ledger, "new", day=3, deadline=20, problem="rain")
    say(ledger, question, ("A", 0.8, 3))
    resolve(ledger, question, "yes", day=21)
    (entry,) = [e for e in score_record(ledger, at=LATE).entries if (e.question, e.owner) == ("new", "A")]
    assert entry.base == pytest.approx((1 + 2) / (1 + 4)), "old0 alone was on record before day 3"
    assert entry.own == pytest.approx((1 + 4 * entry.base) / 5) and entry.previous is None


def test_skill_is_held_against_each_reference_and_counts_its_questions(ledger: Ledger) -> None:
    for n in range(6):
        question = ask(ledger, f"q{n}", problem="rain" if n < 4 else None)
        say(ledger, question, *([("A", 0.5, 0)] if n < 2 else []), ("A", 0.9, 1))
        resolve(ledger, question, "yes", day=11)
    (standing,) = [s for s in score_record(ledger, at=LATE).owners if s.name == "A"]
    assert {name: found.count for name, found in standing.skill.items()} == {"base": 6, "own": 4, "previous": 2}
    assert standing.skill["base"].value == pytest.approx(1 - 0.01 / 0.25)
    assert standing.brier.value == pytest.approx(0.01) and standing.brier.low == pytest.approx(0.01)


def test_recurring_and_onset_stand_apart_and_have_their_own_base_rates(ledger: Ledger) -> None:
    for course, outcome in (("recurring", "yes"), ("onset", "no")):
        for n in range(3):
            question = ask(ledger, f"{course}{n}", day=2 * n, deadline=2 * n + 1, course=course)
            say(ledger, question, ("A", 0.4, 2 * n))
            resolve(ledger, question, outcome, day=2 * n + 1)
    record = score_record(ledger, at=LATE)
    assert [(s.name, s.count, s.came) for s in record.courses] == [("onset", 3, 0.0), ("recurring", 3, 1.0)]
    bases = {e.question: e.base for e in record.entries if e.owner == "A"}
    assert bases["onset2"] < 0.5 < bases["recurring2"]


def test_the_desks_number_is_pooled_anew_with_every_judgment(ledger: Ledger) -> None:
    question = ask(ledger, "rain")
    say(ledger, question, ("A", 0.2, 0), ("B", 0.5, 5), ("C", 0.8, 5))
    resolve(ledger, question, "yes", day=10)
    (entry,) = [e for e in score_record(ledger, at=LATE).entries if e.owner == DESK]
    assert entry.probability == pytest.approx(0.5) and entry.pooled == 3
    assert entry.timed == pytest.approx((5 * 0.64 + 5 * 0.25) / 10)
    (only,) = score_record(ledger, at=LATE, owner="B").owners
    assert only.name == "B" and only.count == 1


def test_what_is_overdue_is_listed_and_not_scored(ledger: Ledger) -> None:
    question, unjudged = ask(ledger, "rain"), ask(ledger, "snow", deadline=30)
    say(ledger, question, ("A", 0.2, 0))
    record = score_record(ledger, at=START + 10 * DAY)
    assert [p.question for p in record.overdue] == [question] and record.entries == ()
    states = {p.question.key: p.state for p in find_points(ledger, at=START + 9 * DAY)}
    assert states == {"rain": "open", unjudged.key: "open"}
    assert record.points[1].pooled is None and record.desk is None


def fill(ledger: Ledger, count: int) -> None:
    """Put so many questions on record, each judged by two who know what they say."""
    rng = np.random.default_rng(9)
    for n in range(count):
        p = float(rng.uniform(0.05, 0.95))
        question = ask(ledger, f"q{n}", day=n, deadline=n + 1)
        say(ledger, question, ("A", p, n), ("B", float(np.clip(p + rng.normal(0, 0.1), 0.02, 0.98)), n))
        resolve(ledger, question, "yes" if rng.uniform() < p else "no", day=n + 1)


def test_nothing_is_said_of_calibration_below_a_hundred_questions(ledger: Ledger) -> None:
    fill(ledger, CLAIMABLE)
    before = score_record(ledger, at=LATE, as_known_at=START + (CLAIMABLE - 1) * DAY + HOUR)
    assert {s.count for s in before.owners} == {CLAIMABLE - 1} and before.exponent.fitted is None
    assert all("too few to say anything about calibration" in s.claim for s in before.owners)
    record = score_record(ledger, at=LATE)
    assert all("calibration error 0." in s.claim and "over 100 resolved" in s.claim for s in record.owners)
    assert record.exponent.resolved == CLAIMABLE and record.exponent.fitted is not None
    (desk,) = [s for s in record.owners if s.name == DESK]
    held = [e for e in record.entries if e.owner == DESK]
    assert desk.brier.value == pytest.approx(score_brier([e.probability for e in held], [e.outcome for e in held]))
    assert desk.parts is not None and desk.brier.low is not None and desk.brier.low < desk.brier.value


def test_the_same_seed_gives_the_same_intervals_and_an_export_the_same_record(ledger: Ledger) -> None:
    fill(ledger, 25)
    record = score_record(ledger, at=LATE, seed=3)
    assert score_record(ledger, at=LATE, seed=3) == record != score_record(ledger, at=LATE, seed=4)
    copy = ledger.path.with_name("copy.vigie")
    with open_ledger(copy, realm="exercise", create=True, now=LATE) as again:
        for line in ledger.export():
            again.append_line(read_line(line), now=LATE)
        assert score_record(again, at=LATE, seed=3) == record
    assert json.dumps(asdict(record))


def test_a_judgment_after_the_deadline_or_the_outcome_never_counts(ledger: Ledger) -> None:
    from dataclasses import replace

    from vigie.store.forms import write_time

    question = ask(ledger, "rain")
    say(ledger, question, ("A", 0.3, 1))
    held = ledger.judgments()[0]
    resolve(ledger, question, "yes", day=5)
    for moment in (START + 5 * DAY + HOUR, START + 10 * DAY, START + 11 * DAY):
        late = replace(held, probability=0.99, word="almost_certain", made=write_time(moment))
        ledger.append_judgment(late, now=LATE)  # by hand: make_judgment refuses it
    assert {e.probability for e in score_record(ledger, at=LATE).entries} == {0.3}
