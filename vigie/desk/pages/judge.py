"""Judgments: open questions with the pooled number, a form to judge, alerts to take in hand, and the scores."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from vigie.assess.inputs import check_inputs
from vigie.assess.plot import draw_calibration
from vigie.assess.questions import make_acknowledgement, make_judgment, read_probability
from vigie.assess.scores import Interval
from vigie.assess.track import Record, score_record
from vigie.assess.track_entries import DESK
from vigie.assess.track_standing import CLAIMABLE, REFERENCES
from vigie.assess.words import find_word, name_word
from vigie.desk.pages.alerts import find_latest, find_taken, tell_headline
from vigie.desk.visit import Form, Visit, Visited
from vigie.errors import FormError, JudgmentError, NoSuchRecord
from vigie.model.judgment import CONFIDENCES, Acknowledgement
from vigie.model.signal import Alert
from vigie.store import Ledger

router = APIRouter()
SHOWN = 20
WORDS_CHARS = 2_000
NAME_CHARS = 120
KEYS = 40


@dataclass(frozen=True, slots=True)
class Taken:
    """An alert by its latest message, and who took it in hand, if anybody."""

    alert: Alert
    headline: str
    by: Acknowledgement | None


@router.get("/judge")
def show_judgments(visit: Visited) -> Response:
    """Return the page of judgments."""
    return _show(visit, {}, None)


@router.post("/judge/say")
def say(visit: Visited, form: Form) -> Response:
    """Return the way back to the page once the judgment is on record; what is wrong with it stands beside the form."""
    ledger = _open_now(visit)
    try:
        new = _say(visit, ledger, form)
    except JudgmentError as fault:
        return _show(visit, form, str(fault))
    return visit.see("/judge", done="done" if new else "held")


def _say(visit: Visit, ledger: Ledger, form: dict[str, str]) -> bool:
    key = _field(form, "question", NAME_CHARS)
    held = ledger.questions(question=key)
    if not held:
        raise NoSuchRecord(f"{key}: no such question")
    keys = _field(form, "inputs", WORDS_CHARS).split()
    if len(keys) > KEYS:
        raise JudgmentError(f"{len(keys)} records: name the {KEYS} that count most")
    now = visit.desk.stamp()
    made = make_judgment(
        held[0], _read_number(form), owner=_field(form, "owner", NAME_CHARS), now=now,
        reason=_field(form, "reason", WORDS_CHARS), confidence=_field(form, "confidence", NAME_CHARS),
        inputs=check_inputs(ledger, keys), resolutions=ledger.resolutions(question=key),
    )  # fmt: skip
    return ledger.append_judgment(made, now=now)


@router.post("/judge/acknowledge")
def acknowledge(visit: Visited, form: Form) -> Response:
    """Return the way back to the page once the alert is taken in hand."""
    ledger = _open_now(visit)
    message = _field(form, "message", NAME_CHARS)
    found = next((a for a in ledger.alerts() if a.message == message), None)
    if found is None:
        raise NoSuchRecord(f"{message}: no such message of an alert")
    now = visit.desk.stamp()
    try:
        made = make_acknowledgement(
            found, owner=_field(form, "owner", NAME_CHARS), note=_field(form, "note", WORDS_CHARS), now=now
        )
    except JudgmentError as fault:
        return _show(visit, form, str(fault))
    new = ledger.append_acknowledgement(made, now=now)
    return visit.see("/judge", done="done" if new else "held")


def _open_now(visit: Visit) -> Ledger:
    if visit.at is not None:
        raise FormError("nobody judges in the past; leave “as known at” and judge what is known now")
    return visit.desk.ledger()


def _field(form: dict[str, str], name: str, most: int) -> str:
    value = " ".join(form.get(name, "").split())
    if len(value) > most:
        raise FormError(f"{name}: more than {most} characters; write less")
    return value


def _read_number(form: dict[str, str]) -> float:
    return read_probability(_field(form, "probability", NAME_CHARS))


def _show(visit: Visit, given: dict[str, str], fault: str | None) -> Response:
    ledger, known = visit.desk.ledger(), visit.at
    record = score_record(ledger, at=visit.at or visit.desk.moment(), as_known_at=known)
    judgments = ledger.judgments(as_known_at=known)
    taken = _find_taken(visit)
    return visit.page(
        "judge", status=422 if fault else 200, given=given, fault=fault, record=record, confidences=CONFIDENCES,
        by_question={p.question.key: [j for j in judgments if j.question == p.question.key] for p in record.points},
        untaken=[t for t in taken if t.by is None and t.alert.msg_type != "Cancel"][:SHOWN],
        taken=[t for t in taken if t.by is not None][:SHOWN],
        desk_entries={e.question: e for e in record.entries if e.owner == DESK}, references=REFERENCES,
        claimable=CLAIMABLE, plot=_draw(visit, record), name_word=_name_word(visit.lang), show_interval=show_interval,
    )  # fmt: skip


def _name_word(lang: str) -> object:
    return lambda probability: name_word(find_word(probability), lang)


def show_interval(found: Interval | None) -> str:
    """Return a figure with its interval; a dash where there is none.

    >>> show_interval(Interval(value=0.25, low=0.1, high=0.4, count=9))
    '0.250 [0.10, 0.40]'
    """
    if found is None:
        return "–"
    bounds = "" if found.low is None or found.high is None else f" [{found.low:.2f}, {found.high:.2f}]"
    return f"{found.value:.3f}{bounds}"


def _find_taken(visit: Visit) -> list[Taken]:
    """Return the alerts by their latest message, latest first, each with who took it in hand first."""
    by = find_taken(visit)
    return [Taken(a, tell_headline(a, visit.lang), by.get(a.alert)) for a in find_latest(visit).values()]


def _draw(visit: Visit, record: Record) -> Markup | None:
    """Return the calibration plot of the desk's pooled number, or None while nothing is resolved."""
    held = [e for e in record.entries if e.owner == DESK]
    if not held:
        return None
    said, came = [e.probability for e in held], [e.outcome for e in held]
    return Markup(draw_calibration(said, came, realm=record.realm, lang=visit.lang, standalone=False))
