"""Players that need no people: they acknowledge every alert, put the problem's number on record, and brief each day.

They stand in for a desk that does its duty and no more, in tests and where many drills are compared.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vigie.assess.evidence import Table, is_alarm, weigh_problem
from vigie.assess.problems import Problem, ask, load_problem
from vigie.assess.questions import make_judgment, make_question
from vigie.exercise.cast import Scenario
from vigie.exercise.drill.folder import Drill
from vigie.exercise.scenario import find_roles, find_times
from vigie.exercise.scenario.times import put_dates
from vigie.model.judgment import Acknowledgement, Judgment, Question
from vigie.store import Ledger
from vigie.watch.deliver.brief import find_needed, make_brief, render_md
from vigie.watch.deliver.files import write_whole
from vigie.watch.round import Watch
from vigie.watch.weigh import Weighed

OWNER = "auto"
LANG = "en"
WEIGHED = "weighed.jsonl"
BRIEFS = "briefs"
LEAST, MOST = 0.001, 0.999
"""A judgment of 0 or 1 says that nothing could change it."""
MOVED = 0.01
"""A number is put on record anew when it has moved by so much."""
BRIEF_HOUR = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What weighs the problem after each weighing of signals, and, with `plays`, does what players should."""

    folder: Path
    drill: Drill
    scenario: Scenario
    problem: Problem
    end: dt.datetime
    plays: bool

    def __call__(self, watch: Watch, weighed: Weighed, now: dt.datetime) -> None:
        """Return nothing; note what the problem comes to at this moment, and act on it."""
        table = weigh_problem(self.problem, weighed, at=now)
        note_weighing(self.folder, table, weighed, now)
        if self.plays:
            acknowledge(watch.ledger, now)
            judge(watch.ledger, self, table, now)
            if now.hour == BRIEF_HOUR or (now - self.scenario.start) == dt.timedelta(0):
                brief(self.folder, weighed, now)


def make_duty(folder: Path, drill: Drill, scenario: Scenario, *, end: dt.datetime) -> Duty:
    """Return what is done after each weighing of a drill.

    Raises:
        ProblemError: the scenario's problem is not there, or its roles do not fit.
    """
    problem = load_problem(scenario.problem, roles=find_roles(scenario), beside=folder)
    return Duty(
        folder=folder, drill=drill, scenario=scenario, problem=problem, end=end, plays=drill.players == OWNER
    )  # fmt: skip


def note_weighing(folder: Path, table: Table, weighed: Weighed, now: dt.datetime) -> None:
    """Return nothing; the moment stands in weighed.jsonl, once, with posteriors, alarms and what moves them most."""
    path = folder / WEIGHED
    held = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    at = now.isoformat()
    kept = [line for line in held if _read_moment(line) < at]
    line = {
        "at": at, "problem": table.problem.key, "posteriors": {k: round(v, 6) for k, v in table.posteriors.items()},
        "alarm": list(is_alarm(table)), "moves": [[r.indicator, round(r.moves, 6)] for r in table.moves_most[:5]],
        "signals": len(weighed.signals), "alarms": sorted(s.key for s in weighed.signals if s.kind == "alarm"),
    }  # fmt: skip
    write_whole(path, "\n".join([*kept, json.dumps(line, ensure_ascii=True), ""]).encode("utf-8"))


def _read_moment(line: str) -> str:
    try:
        return str(json.loads(line)["at"])
    except (ValueError, KeyError, TypeError):
        return "~"  # torn or foreign: not kept


def acknowledge(ledger: Ledger, now: dt.datetime) -> int:
    """Return how many alerts were taken in hand, each by its latest message."""
    seen = {a.message for a in ledger.acknowledgements()}
    latest: dict[str, str] = {}
    for alert in reversed(ledger.alerts()):
        latest[alert.alert] = alert.message
    made = 0
    for name, message in latest.items():
        if message not in seen:
            taken = Acknowledgement(
                alert=name, message=message, owner=OWNER, note="", made=_write(now), realm=ledger.realm
            )  # fmt: skip
            made += ledger.append_acknowledgement(taken, now=now)
    return made


def judge(ledger: Ledger, duty: Duty, table: Table, now: dt.datetime) -> int:
    """Return how many judgments were put on record: one on each alarm hypothesis, and on each question that is due."""
    if now >= duty.end:
        return 0
    made = 0
    for question, number in _find_open(ledger, duty, table, now):
        held = [j for j in ledger.judgments(question=question.key) if j.owner == OWNER]
        chance = min(MOST, max(LEAST, number))
        if held and (abs(held[-1].probability - chance) < MOVED or held[-1].made >= _write(now)):
            continue
        ledger.append_question(question, now=now)
        made += ledger.append_judgment(_judge(question, chance, table, now), now=now)
    return made


def _judge(question: Question, chance: float, table: Table, now: dt.datetime) -> Judgment:
    rows = table.moves_most[:3]
    reason = "; ".join(f"{r.indicator} ({r.state}) x{r.ratio:.2g}" for r in rows) or "no sign seen: the base rate"
    inputs = [key for row in rows for key in row.inputs[:5]]
    return make_judgment(
        question, chance, owner=OWNER, reason=f"{table.problem.key}: {reason}", confidence="low", inputs=inputs, now=now
    )  # fmt: skip


def _find_open(ledger: Ledger, duty: Duty, table: Table, now: dt.datetime) -> list[tuple[Question, float]]:
    """Return the questions that can still be judged, with the problem's number for each."""
    asked = {q.key: q for q in ledger.questions()}
    found = []
    for wanted in (*_find_alarms(duty), *_find_expected(duty, now)):
        question = asked.get(wanted.key) or _ask(duty, wanted, now)
        found.append((question, table.posteriors.get(wanted.hypothesis or "", table.alarm_probability)))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A question to be put. Players read it, so that neither key nor words may tell what the scenario is about."""

    part: str
    text: str
    deadline: dt.datetime
    problem: str | None
    hypothesis: str | None = None

    @property
    def key(self) -> str:
        """Return a key that says nothing: the same for the same part of a scenario and the same deadline."""
        told = f"{self.part}/{_write(self.deadline)}"
        return f"{OWNER}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _ask(duty: Duty, wanted: _Wanted, now: dt.datetime) -> Question:
    return make_question(
        wanted.text, deadline=wanted.deadline, resolution_source="the truth of the exercise", owner=OWNER,
        realm="exercise", now=now, key=wanted.key, problem=wanted.problem, hypothesis=wanted.hypothesis,
    )  # fmt: skip


def _find_alarms(duty: Duty) -> Iterator[_Wanted]:
    """Yield the problem's own question, for each hypothesis that an alarm is about."""
    problem, alarms = duty.problem, duty.problem.alarms
    text = ask(problem, LANG, deadline=duty.end.date().isoformat())
    names = {h.key: h.names[LANG] for h in problem.hypotheses}
    for hypothesis in alarms:
        yield _Wanted(
            part=f"hypothesis {hypothesis}", text=f"{text} ({names[hypothesis]})" if len(alarms) > 1 else text,
            deadline=duty.end, problem=problem.key, hypothesis=hypothesis,
        )  # fmt: skip


def _find_expected(duty: Duty, now: dt.datetime) -> Iterator[_Wanted]:
    """Yield the questions that players are to judge by now, as injects expect it; without words, the problem's own."""
    times = find_times(duty.scenario.injects)
    for inject in duty.scenario.injects:
        if inject.key not in times or inject.contingency:
            continue
        at = duty.scenario.start + times[inject.key]
        for expected in inject.expected:
            due = at + expected.within
            if expected.kind != "judge" or not at <= now < due:
                continue
            stated = expected.question and put_dates(expected.question, duty.scenario.start)
            yield _Wanted(
                part=f"expected {expected.key}", deadline=due, problem=None if stated else duty.problem.key,
                text=stated or ask(duty.problem, LANG, deadline=due.date().isoformat()),
            )  # fmt: skip


def brief(folder: Path, weighed: Weighed, now: dt.datetime) -> Path:
    """Return where the brief of the last day was written."""
    since = now - dt.timedelta(days=1)
    needed = find_needed(weighed.view, weighed.signals, since=since, until=now)
    texts = {key: weighed.texts[key] for key in needed}
    made = make_brief(weighed.view, weighed.signals, since=since, until=now, lang=LANG, texts=texts)
    path = folder / BRIEFS / f"{now:%Y-%m-%dT%H%MZ}.md"
    write_whole(path, render_md(made).encode("utf-8"))
    return path


def _write(moment: dt.datetime) -> str:
    from vigie.store.forms import write_time

    return write_time(moment)
