"""Debriefs of a drill made by hand: each number against what the hand put in."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from tests.exercise.debriefed import ALARM, CALM, DAY, Drill, find_document, make_drill
from vigie.exercise.debrief import Debrief, encode_debrief, make_debrief
from vigie.exercise.debrief.alarms import find_crisis, find_quiet
from vigie.exercise.debrief.causes import Causes
from vigie.exercise.debrief.injects import score_injects
from vigie.exercise.debrief.match import match_one
from vigie.exercise.debrief.oppositions import find_opposed, find_pulling
from vigie.exercise.debrief.records import CAP_DAYS
from vigie.exercise.records import Act, Crisis, Report, Saying
from vigie.model import Span
from vigie.model.judgment import Resolution

START = dt.datetime(2031, 10, 6, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def drill() -> Drill:
    return make_drill("strike", limit=60)


@pytest.fixture(scope="module")
def debrief(drill: Drill) -> Debrief:
    return make(drill)


def make(drill: Drill, **more: float) -> Debrief:
    return make_debrief(
        drill.scenario, drill.truth, drill.reports, drill.known, exercise="hand-1", times=drill.times, **more
    )


def make_crisis(day: float, *, before: float | None = None) -> Crisis:
    return Crisis(
        key="c", kind="strike", at=START + day * DAY, before=START + before * DAY if before else None, actor="a", act="a1",
        evidence_names_actor=True,
    )  # fmt: skip


@pytest.mark.parametrize("dated", [True, False])
def test_what_was_expected_of_a_judgment_is_found_by_its_words_with_days_or_without(drill: Drill, dated: bool) -> None:
    wanted = next(
        (i, e) for i in drill.scenario.injects for e in i.expected if (e.question or "").endswith("before D+5?")
    )
    at = drill.times[wanted[0].key] + dt.timedelta(hours=1)
    text = wanted[1].question.replace("D+5", "2031-10-11") if dated else wanted[1].question
    question = replace(drill.known.questions[0], key="auto-1", text=text, problem=None, hypothesis=None)
    given = replace(drill.known.judgments[0], question="auto-1", made=at.isoformat(), owner="auto")
    known = replace(drill.known, questions=(question,), judgments=(given,))
    met = score_injects(drill.scenario, drill.truth, {}, known, drill.times)
    assert [m.moment for m in met if m.kind == "judge" and m.moment] == [at]


def looks(*posteriors: float) -> list[tuple[dt.datetime, float, tuple[str, ...]]]:
    return [(START + n * DAY, p, ()) for n, p in enumerate(posteriors, 1)]


def test_a_crisis_is_found_at_the_first_look_with_an_alarm_up_and_the_delay_counts_from_its_beginning() -> None:
    found = find_crisis(make_crisis(1.25), looks(0.1, 0.2, 0.6, 0.9), setting=0.5, end=START + 9 * DAY)
    assert (found.alarm, found.delay, found.was_up) == (START + 3 * DAY, 1.75, False)


def test_a_missed_crisis_costs_the_cap() -> None:
    found = find_crisis(make_crisis(1), looks(0.1, 0.2, 0.3), setting=0.5, end=START + 9 * DAY)
    assert (found.is_found, found.delay) == (False, CAP_DAYS)


def test_a_departure_that_is_called_after_the_act_is_missed() -> None:
    series = looks(0.1, 0.1, 0.1, 0.9)
    assert not find_crisis(make_crisis(1, before=3.5), series, setting=0.5, end=START + 9 * DAY).is_found
    assert find_crisis(make_crisis(1, before=4.5), series, setting=0.5, end=START + 9 * DAY).is_found


def test_an_alarm_that_stood_before_is_told_as_met_and_not_as_found_by_itself() -> None:
    found = find_crisis(make_crisis(2.5), looks(0.1, 0.8, 0.8), setting=0.5, end=START + 9 * DAY)
    assert (found.was_up, found.alarm) == (True, START + 3 * DAY)


def test_it_is_quiet_until_the_first_crisis_begins() -> None:
    assert find_quiet([make_crisis(4), make_crisis(2.5)], START, START + 9 * DAY) == (START + 2.5 * DAY, 2.5)
    assert find_quiet([], START, START + 9 * DAY)[1] == 9


def test_the_false_alarm_of_the_first_day_is_counted_and_the_alarm_of_the_crisis_is_not(debrief: Debrief) -> None:
    assert [a.at for a in debrief.false_alarms] == [debrief.start + DAY]
    assert debrief.false_per_100 == pytest.approx(100 / debrief.quiet_days)
    assert all(c.is_found for c in debrief.crises)


def test_a_setting_above_the_false_alarm_has_none_and_one_above_all_finds_nothing(drill: Drill) -> None:
    assert make(drill, setting=0.63).false_alarms == ()
    late = make(drill, setting=0.99)
    assert not any(c.is_found for c in late.crises)
    assert {m.what for m in late.missed} >= {"crisis"}


def report(key: str, **more: object) -> Report:
    held = {"outlet": "o", "published": START, "lang": "en", "form": "wire", "title": "t", "text": "x"} | more
    return Report(key=key, **held)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("faults", "of", "refs", "cause"),
    [
        (("rumour", "translated"), None, (), "rumour"),
        (("lost_negation",), "main", (), "translation"),
        ((), "main", (), "duplicate"),
        ((), None, ("exercise-act",), "routine"),
        ((), None, ("untrue",), "rumour"),
        ((), None, (), "other"),
        (("number_noise",), None, (), "other"),
    ],
)
def test_a_report_has_the_first_cause_that_fits(
    faults: tuple[str, ...], of: str | None, refs: tuple[str, ...], cause: str, drill: Drill
) -> None:
    routine = next(d.key for d in drill.scenario.drills if d.calendar)
    act = replace(drill.truth.acts[0], key="exercise-act", exercise=routine)
    saying = Saying(key="untrue", at=START, speaker="x", stance="assertion", is_true=False)
    truth = replace(drill.truth, acts=(act,), sayings=(saying,))
    reports = {"main": report("main"), "r": report("r", faults=faults, of=of, refs=refs)}
    told = ["main", "r"] if of else ["r"]
    assert dict(Causes(drill.scenario, truth, reports).find(told)[1])["r"] == cause


def test_an_alarm_without_a_report_behind_it_has_no_named_cause(drill: Drill) -> None:
    assert Causes(drill.scenario, drill.truth, {}).find(["nowhere"]) == ("other", ())


def test_labels_meet_the_records_of_the_same_words_even_where_a_title_was_put_in(drill: Drill) -> None:
    pairs = zip(drill.known.heard, drill.reports, strict=True)
    tried = [(h.document, r, match_one(h.document, r, drill.known.readings[h.document])) for h, r in pairs]
    key, told, plain = next(t for t in tried if any(record is not None for _, record in t[2].said))
    reading = drill.known.readings[key]
    head, _, body = told.text.partition("\n\n")
    less = replace(told, text=body, statements=tuple(_shift(told.statements, -len(head) - 2)))  # type: ignore[arg-type]
    again = match_one(key, less, reading)
    assert [label.content for label, _ in again.said] == [label.content for label, _ in plain.said]
    assert [record for _, record in again.said] == [record for _, record in plain.said]


def _shift(labels: tuple[object, ...], by: int) -> list[object]:
    def move(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(s.start + by, s.end + by) for s in spans)

    return [
        replace(x, content=move(x.content), source=move(x.source), cue=move(x.cue))  # type: ignore[type-var, attr-defined]
        for x in labels
    ]


def test_acts_of_unknown_authors_are_those_that_the_scenario_says(debrief: Debrief) -> None:
    assert [n.act for n in debrief.attribution.crises] == ["bridge-blast", "dolmar-drones", "pipeline-blast"]


def test_an_author_named_as_a_fact_is_an_error_and_one_in_a_speakers_words_is_none(drill: Drill) -> None:
    from vigie.exercise.debrief.readings import is_named_as_fact
    from vigie.exercise.records import DoneLabel
    from vigie.model.event import Actor, Event

    label = DoneLabel(
        anchor=(Span(0, 1),), type="ASSAULT", vigie_type=None, actor=(), recipient=(), status="past", polarity="positive", ref="x",
    )  # fmt: skip
    event = Event("v1", "ASSAULT", (Span(0, 1),), (Span(0, 1),), actor=Actor((Span(0, 1),), None, ("XDV",)))
    assert is_named_as_fact(label, event)
    assert not is_named_as_fact(label, replace(event, attributed_to="s1"))
    assert not is_named_as_fact(label, replace(event, actor=None))
    assert not is_named_as_fact(label, replace(event, polarity="negative"))


def saying(key: str, speaker: str, stance: str, **more: str) -> Saying:
    return Saying(key=key, at=START, speaker=speaker, stance=stance, **more)  # type: ignore[arg-type]


def test_sayings_oppose_each_other_about_one_act_by_two_speakers() -> None:
    accuses, denies = saying("a", "x", "accusation", act="e"), saying("b", "y", "denial", act="e")
    assert find_opposed([accuses, denies]) == ((accuses, denies),)
    assert find_opposed([accuses, replace(denies, act="other")]) == ()
    assert find_opposed([accuses, replace(denies, speaker="x")]) == ()
    assert find_opposed([replace(accuses, accused="z"), replace(denies, accused="w")]) == ()
    owns = replace(accuses, stance="claim")
    assert find_opposed([owns, denies], parties={"x": "z", "y": "w"}) == ()
    assert find_opposed([owns, denies], parties={"x": "z", "y": "z"}) == ((owns, denies),)


@pytest.mark.parametrize("looked", ["no_change", "no_indication", "reassurance"])
def test_a_warning_and_a_look_that_saw_nothing_pull_apart_and_can_both_be_so(looked: str) -> None:
    warns = saying("c", "x", "warning", accused="z", domain="nuclear")
    unseen = saying("d", "y", looked, accused="z", domain="nuclear")
    assert find_opposed([warns, unseen]) == () and find_pulling([warns, unseen]) == ((warns, unseen),)
    assert find_pulling([warns, replace(unseen, domain="conventional")]) == ()
    accuses, doubts = (
        saying("a", "x", "accusation", act="e", accused="z"),
        saying("b", "y", "doubt", act="e", accused="z"),
    )
    assert find_pulling([accuses, doubts]) == ((accuses, doubts),)
    assert find_pulling([accuses, replace(doubts, accused="w")]) == ()


def test_a_general_statement_and_a_look_that_saw_nothing_are_no_pair() -> None:
    says = saying("c", "x", "assertion", accused="z", domain="nuclear")
    unseen = saying("d", "y", "no_indication", accused="z", domain="nuclear")
    assert find_opposed([says, unseen]) == () == find_pulling([says, unseen])


def test_a_change_that_is_told_and_a_look_of_that_day_that_saw_none_cannot_both_be_so() -> None:
    moved = {"e": Act(key="e", at=START, actor="z", action="move_warheads")}
    tells = replace(saying("a", "x", "accusation", act="e", accused="z"), at=START + DAY / 4)
    unseen = replace(saying("b", "y", "no_change", accused="z", domain="nuclear"), at=START + DAY / 2)
    assert find_opposed([tells, unseen], moved) == ((tells, unseen),)
    for other in (
        replace(unseen, domain="conventional"), replace(unseen, accused="w"), replace(unseen, at=START + 3 * DAY),
        replace(unseen, at=START - DAY / 8), replace(unseen, stance="no_indication"),
    ):  # fmt: skip
        assert find_opposed([tells, other], moved) == ()


def test_pairs_that_pull_apart_are_counted_and_no_pair_is_both(debrief: Debrief) -> None:
    held = debrief.contradictions
    marked = {frozenset((p.a, p.b)) for p in held.pairs}
    assert held.pulling and marked and not marked & {frozenset((p.a, p.b)) for p in held.pulling}
    assert frozenset(("dolmar-accused-two", "dolmar-denied")) not in marked
    assert not {m.values for m in debrief.missed if m.what == "contradiction"} & {
        (("a", p.a), ("b", p.b)) for p in held.pulling
    }


def test_an_alert_taken_in_hand_meets_the_inject_that_its_records_tell_of(debrief: Debrief) -> None:
    met = {m.key: m for m in debrief.injects}
    assert met["strike-seen"].moment is not None
    assert met["bridge-open"].moment is None
    assert met["strike-briefed"].moment is not None
    assert 0 < (debrief.weight_met or 0) < 1


def test_judgments_are_scored_by_the_truth_where_nobody_resolved_the_question(drill: Drill, debrief: Debrief) -> None:
    assert [(j.probability, j.outcome, j.from_truth) for j in debrief.judgments] == [(0.3, 1, True), (0.7, 1, True), (0.9, 1, True)]  # fmt: skip
    assert debrief.brier == pytest.approx((0.49 + 0.09 + 0.01) / 3)
    said = Resolution(question="q1", outcome="no", owner="control", source="s", reason="r", made=START.isoformat(), realm="exercise")  # fmt: skip
    stated = make(replace(drill, known=replace(drill.known, resolutions=(said,))))
    assert [(j.outcome, j.from_truth) for j in stated.judgments] == [(0, False)] * 3
    void = make(replace(drill, known=replace(drill.known, resolutions=(replace(said, outcome="void"),))))
    assert void.judgments == ()


def test_the_board_is_right_where_it_states_what_is_so_and_silence_is_no_answer(drill: Drill, debrief: Debrief) -> None:
    stated = [row for row in debrief.postures.days if row.said != "unknown"]
    assert len(stated) == debrief.postures.right.of
    assert debrief.postures.unstated == len(debrief.postures.days) - len(stated)
    right = sum(row.changed == (row.said == "changed") for row in stated)
    assert debrief.postures.right.hits == right < len(stated)


def test_reports_are_scored_by_language_and_a_desk_that_reads_nothing_scores_nothing(drill: Drill, debrief: Debrief) -> None:  # fmt: skip
    assert {r.lang for r in debrief.read} == {"en", "fr"}
    assert all((r.statements.f1 or 0) > 0.5 for r in debrief.read)
    empty = {key: replace(r, statements=(), events=()) for key, r in drill.known.readings.items()}
    blind = make(replace(drill, known=replace(drill.known, readings=empty)))
    assert all(r.statements.f1 == 0 and r.events.f1 == 0 for r in blind.read)
    assert blind.attribution.speakers.of == 0


def test_a_debrief_is_json_and_says_what_it_is_not(debrief: Debrief) -> None:
    held = json.loads(json.dumps(encode_debrief(debrief)))
    assert held["realm"] == "exercise"
    assert held["note"] == "Exercise scores are not real-world skill."
    assert held["false_alarms"][0]["cause"] in {"rumour", "translation", "duplicate", "routine", "other"}


def test_what_the_desk_knew_decides_and_not_what_was_told(drill: Drill) -> None:
    deaf = replace(drill.known, heard=(), readings={}, moments=tuple(replace(m, posteriors={ALARM: 0.0, CALM: 1.0}) for m in drill.known.moments))  # fmt: skip
    missed = make(replace(drill, known=deaf))
    crisis = next(m for m in missed.missed if m.what == "crisis")
    assert dict(crisis.values)["heard"] == "0" and int(dict(crisis.values)["told"]) > 0
    assert find_document("a") != find_document("b")
