"""A small drill made by hand for tests of debriefs: its injects are its truth, and two outlets tell each of them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from vigie.exercise.cast import Scenario
from vigie.exercise.debrief import Heard, Known, Made, Moment
from vigie.exercise.records import Act, Crisis, Report, Saying, Telling, Truth
from vigie.exercise.render import render_all
from vigie.exercise.scenario import find_times, load_scenario, make_names
from vigie.lang.gazetteer.setting import parse_names, using_names
from vigie.model import Reading
from vigie.model.judgment import Acknowledgement, Judgment, Question
from vigie.model.signal import Alert, Signal
from vigie.read.reader import read_text

DAY = dt.timedelta(days=1)
ALARM, CALM = "strikes_coming", "no_change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """All that a debrief takes."""

    scenario: Scenario
    truth: Truth
    reports: tuple[Report, ...]
    known: Known
    times: dict[str, dt.datetime]


def find_truth(scenario: Scenario, times: dict[str, dt.datetime]) -> Truth:
    """Return what the injects of a scenario do, and nothing else."""
    acts, sayings, crises = [], [], []
    for inject in scenario.injects:
        does = dict(inject.does or {})
        if inject.contingency or not does:
            continue
        at = times[inject.key]
        if "action" in does:
            acts.append(
                Act(
                    key=inject.key, at=at, actor=does["actor"], action=does["action"], recipient=does.get("recipient"),
                    site=does.get("site"), exercise=does.get("exercise"), numbers=inject.numbers,
                    secret=does.get("secret") == "yes", inject=inject.key,
                )
            )  # fmt: skip
        else:
            true = {"yes": True, "no": False}.get(does.get("is_true", ""))
            sayings.append(
                Saying(
                    key=inject.key, at=at, speaker=does["speaker"], stance=does["stance"], act=does.get("act"),
                    accused=does.get("accused"), domain=does.get("domain"), is_true=true, inject=inject.key,
                )
            )  # fmt: skip
        if inject.crisis:
            first = times[inject.crisis_since] if inject.crisis_since else at
            crises.append(
                Crisis(
                    key=inject.key, kind=inject.crisis, at=first, before=at if inject.crisis_since else None,
                    actor=does["actor"], act=inject.key, evidence_names_actor=inject.crisis_names_actor,
                )
            )  # fmt: skip
    end = scenario.start + scenario.days * DAY
    postures = tuple(
        (
            (scenario.start + n * DAY).date().isoformat(),
            c.key,
            c.conventional + (n > 3 and c.intent != "calm"),
            c.nuclear,
        )
        for n in range(scenario.days)
        for c in scenario.cast
    )
    acts.sort(key=lambda a: a.at)
    return Truth(
        scenario=scenario.key, seed="hand", start=scenario.start, end=end, acts=tuple(acts),
        sayings=tuple(sorted(sayings, key=lambda s: s.at)), crises=tuple(crises), postures=postures,
    )  # fmt: skip


def tell_all(scenario: Scenario, truth: Truth) -> tuple[Report, ...]:
    """Return a report in each language of every act and saying that is not secret, two hours later."""
    outlets = {o.lang: o for o in reversed(scenario.outlets)}
    things = sorted([*(a for a in truth.acts if not a.secret), *truth.sayings], key=lambda t: t.at)
    tellings = [
        Telling(
            key=f"{thing.key}-{lang}", outlet=outlets[lang].key, at=thing.at + dt.timedelta(hours=2), lang=lang,
            form=outlets[lang].forms[0], refs=(thing.key,), faults=("rumour",) if n % 11 == 0 else (), numbers=(),
        )
        for n, thing in enumerate(things)
        for lang in scenario.langs
    ]  # fmt: skip
    return tuple(render_all(scenario, truth, tellings, truth.seed))


def find_document(told: str) -> str:
    """Return the key of a report's document."""
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def read_all(scenario: Scenario, reports: tuple[Report, ...]) -> dict[str, Reading]:
    """Return the readings of the reports by the keys of their documents."""
    with using_names(parse_names(make_names(scenario).encode(), "names")):
        return {
            find_document(r.key): read_text(
                r.text, lang=r.lang, id=r.key, published=r.published.date().isoformat(), realm="exercise"
            )
            for r in reports
        }


def make_drill(name: str = "strike", *, limit: int | None = None) -> Drill:
    """Return a drill of a packaged scenario, with a desk whose alarm was up once before anything happened."""
    scenario = load_scenario(name)
    times = {key: scenario.start + at for key, at in find_times(scenario.injects).items()}
    truth = find_truth(scenario, times)
    reports = tell_all(scenario, truth)[:limit]
    heard = tuple(Heard(document=find_document(r.key), told=r.key, known=r.published) for r in reports)
    known = Known(
        moments=tuple(find_moments(scenario, truth, reports)), alarms=(ALARM,), heard=heard,
        readings=read_all(scenario, reports),
    )  # fmt: skip
    return Drill(scenario=scenario, truth=truth, reports=reports, known=play(known, scenario, truth), times=times)


def find_moments(scenario: Scenario, truth: Truth, reports: tuple[Report, ...]) -> list[Moment]:
    """Return a look at the end of each day: a false alarm on the first, and the crisis found a day after it began."""
    found = []
    for n in range(scenario.days):
        at = scenario.start + (n + 1) * DAY
        begun = any(c.at + DAY / 2 <= at for c in truth.crises)
        p = 0.62 if n == 0 else min(0.95, 0.6 + 0.05 * n) if begun else 0.12
        told = [r for r in reports if r.published <= at][-4:]
        signals = tuple(
            Signal(
                kind="shift", form="shift", key=f"shift:{r.key}", state="1", level="watch", subject="x",
                since=r.published.isoformat(), inputs=(f"{find_document(r.key)}/s1",),
            )
            for r in told[:0]
        )  # fmt: skip
        inputs = tuple(f"{find_document(r.key)}/v1" for r in told) if p >= 0.5 else ()
        board = tuple(
            (c.code, "ground", "changed" if n > 6 else "unchanged") for c in scenario.cast if c.intent != "calm"
        )
        found.append(
            Moment(at=at, signals=signals, posteriors={ALARM: p, CALM: 1 - p}, inputs=inputs, board=board)
        )  # fmt: skip
    return found


def play(known: Known, scenario: Scenario, truth: Truth) -> Known:
    """Return what was known, with a desk that does the half of what is asked."""
    crisis = (truth.crises or (None,))[0]
    at = (crisis.at if crisis else truth.start) + DAY / 4
    document = next((h.document for h in known.heard if crisis and h.told.startswith(crisis.act)), "0" * 24)
    alert = Alert(
        alert="a1", message="m1", msg_type="Alert", rule="all", level="watch", kind="shift", signal_key="x", signal_state="1",
        realm="exercise", sent=at.isoformat(), texts=(("en", "Strikes told", "…"), ("fr", "Des frappes", "…")),
        inputs=(f"{document}/v1",),
    )  # fmt: skip
    question = Question(
        key="q1", text="Will energy be hit?", deadline=(truth.start + 5 * DAY).isoformat(), resolution_source="control",
        owner="desk", made=truth.start.isoformat(), realm="exercise", problem=scenario.problem, hypothesis=ALARM,
    )  # fmt: skip
    judgments = tuple(
        Judgment(
            question="q1", probability=p, word="likely", confidence="moderate", owner=owner, reason="seen",
            made=(truth.start + n * DAY).isoformat(), realm="exercise",
        )
        for n, p, owner in ((1, 0.3, "automatic"), (2, 0.7, "automatic"), (3, 0.9, "M. Arnaud"))
    )  # fmt: skip
    taken = Acknowledgement(
        alert="a1", message="m1", owner="M. Arnaud", note="", made=(at + DAY / 12).isoformat(), realm="exercise"
    )
    brief = Made(at=at + DAY / 8, kind="brief", owner="M. Arnaud", title="Morning brief")
    return replace(
        known, alerts=(alert,), acknowledgements=(taken,), questions=(question,), judgments=judgments, made=(brief,)
    )  # fmt: skip
