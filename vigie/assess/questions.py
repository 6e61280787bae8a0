"""Questions, judgments and resolutions as analysts may put them on record; what cannot be scored is refused here."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence

from vigie.assess.words import find_range, find_word, name_word
from vigie.errors import JudgmentError
from vigie.model.judgment import CONFIDENCES, COURSES, OUTCOMES, Acknowledgement, Judgment, Question, Resolution
from vigie.model.signal import Alert
from vigie.store.forms import hash_values, read_time, write_time

Moment = dt.datetime
_KEY = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
_KEY_CHARS = 8
_ASKED = "give a number between 0 and 1, such as 0.35"


def make_question(
    text: str, *, deadline: Moment, resolution_source: str, owner: str, realm: str, now: Moment, key: str | None = None,
    problem: str | None = None, hypothesis: str | None = None, course: str | None = None,
) -> Question:  # fmt: skip
    """Return the question; without `key` it is named by its words and deadline.

    Raises:
        JudgmentError: a field is empty, the deadline is past, the key or the course is not of its form, or a
            hypothesis is named without its problem.
    """
    if deadline.tzinfo is None:
        raise JudgmentError(f"deadline {deadline.isoformat()}: names no zone; give it one, such as UTC")
    if deadline <= now:
        raise JudgmentError(f"deadline {_tell(deadline)}: is past, {_tell_now(now, realm)}; give one to come")
    if hypothesis and not problem:
        raise JudgmentError(f"hypothesis {hypothesis!r}: of which problem? name the warning problem too")
    if course is not None and course not in COURSES:
        raise JudgmentError(f"course {course!r}: use one of {', '.join(COURSES)}, or leave it out")
    text = _need(text, "the question", "ask what will turn out yes or no by the deadline")
    written = write_time(deadline)
    named = key or "q" + hash_values(text, written, realm)[:_KEY_CHARS]
    if not _KEY.fullmatch(named):
        raise JudgmentError(f"key {named!r}: use up to 64 small letters, digits, dots, dashes and underscores")
    return Question(
        key=named, text=text, deadline=written, owner=_need_owner(owner, "say who asks"),
        resolution_source=_need(resolution_source, "resolution source", "say where the answer will be read"),
        made=write_time(now), realm=realm, problem=problem or None, hypothesis=hypothesis or None, course=course,
    )  # fmt: skip


def make_judgment(
    question: Question, probability: float, *, owner: str, reason: str, now: Moment, confidence: str,
    word: str | None = None, inputs: Iterable[str] = (), resolutions: Sequence[Resolution] = (),
) -> Judgment:  # fmt: skip
    """Return the judgment, with the ICD 203 word of its number.

    A probability of exactly 0 or 1 is refused, not clipped: it says that nothing could change one's mind, and one such
    judgment that turns out wrong makes the log score infinite. Whoever is that sure says 0.001 or 0.999.

    Raises:
        JudgmentError: the probability is outside (0, 1), owner or reason is empty, the word does not fit the number,
            the deadline is past, or the question is resolved already.
    """
    check_probability(probability)
    _check_open(question, now, resolutions)
    if confidence not in CONFIDENCES:
        raise JudgmentError(f"confidence {confidence!r}: use one of {', '.join(CONFIDENCES)}")
    return Judgment(
        question=question.key, probability=float(probability), word=_fit_word(probability, word), confidence=confidence,
        owner=_need_owner(owner, "say whose judgment it is"), made=write_time(now), realm=question.realm,
        reason=_need(reason, "reason", "say on what the number rests"), inputs=tuple(dict.fromkeys(inputs)),
    )  # fmt: skip


def read_probability(said: str) -> float:
    """Return the probability that somebody wrote: 0.3, 0,3, 30% or 30 %.

    >>> [read_probability(said) for said in ("0.3", "0,3", "30%", "30 %")]
    [0.3, 0.3, 0.3, 0.3]

    Raises:
        JudgmentError: it is no number. Whether it can be scored is for `check_probability` to say.
    """
    plain = said.strip().replace(",", ".")
    percent = plain.endswith("%")
    try:
        found = float(plain[:-1] if percent else plain)
    except ValueError:
        raise JudgmentError(f"probability {said!r}: {_ASKED}") from None
    return found / 100 if percent else found


def check_probability(probability: float) -> None:
    """Return nothing; JudgmentError when the number is no probability that can be scored."""
    if isinstance(probability, bool) or not math.isfinite(probability) or not 0.0 <= probability <= 1.0:
        raise JudgmentError(f"probability {probability}: {_ASKED}")
    if probability in (0.0, 1.0):
        raise JudgmentError(
            f"probability {probability:g}: says that nothing could change it, and is infinitely wrong if it is wrong;"
            f" give {'0.001' if probability == 0.0 else '0.999'} or whatever you would still bet on"
        )


def _fit_word(probability: float, word: str | None) -> str:
    fits = find_word(probability)
    if word is None:
        return fits
    given = word.strip().lower().replace(" ", "_")
    low, high = find_range(given)
    if not low <= probability <= high:
        raise JudgmentError(
            f"word {word!r}: stands for {low:.2f} to {high:.2f}, your number {probability:g} is {name_word(fits)!r};"
            " change one of them, or leave the word out"
        )
    return given


def _check_open(question: Question, now: Moment, resolutions: Sequence[Resolution]) -> None:
    if now >= read_time(question.deadline):
        told = f"{_tell_now(now, question.realm)}, its deadline {_tell(read_time(question.deadline))} is past"
        raise JudgmentError(f"{question.key}: {told}; ask a new question")
    standing = find_standing(resolutions, question.key)
    if standing is not None:
        resolved = f"{standing.outcome}, {_tell(read_time(standing.made))}"
        raise JudgmentError(f"{question.key}: is resolved ({resolved}); ask a new question")


def _tell(moment: Moment) -> str:
    """Return the moment to the minute, as people read it."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def _tell_now(now: Moment, realm: str) -> str:
    """Return what time it is; in an exercise where its play stands, which is another time than the clock's."""
    return f"this exercise stands at {_tell(now)}" if realm == "exercise" else f"it is {_tell(now)}"


def find_standing(resolutions: Iterable[Resolution], question: str) -> Resolution | None:
    """Return the resolution that stands, which is the last one made, or None while there is none."""
    held = [r for r in resolutions if r.question == question]
    return max(held, key=lambda r: read_time(r.made), default=None)


def make_resolution(
    question: Question, outcome: str, *, owner: str, source: str, reason: str, now: Moment
) -> Resolution:
    """Return how the question came out, as somebody read it in its source.

    Raises:
        JudgmentError: the outcome is none of yes, no and void; owner, source or reason is empty.
    """
    given = outcome.strip().lower()
    if given not in OUTCOMES:
        raise JudgmentError(
            f"outcome {outcome!r}: use one of {', '.join(OUTCOMES)}; when it is neither plainly yes nor plainly no, it"
            " is void, and the reason says why; nothing in between is scored"
        )
    why = "say why it cannot be scored" if given == "void" else "say what the source says"
    return Resolution(
        question=question.key, outcome=given, owner=_need_owner(owner, "say who read the source"),
        source=_need(source, "source", "say what was read"), reason=_need(reason, "reason", why),
        made=write_time(now), realm=question.realm,
    )  # fmt: skip


def make_acknowledgement(alert: Alert, *, owner: str, note: str, now: Moment) -> Acknowledgement:
    """Return that somebody took the alert in hand, on seeing that message of it; the note may be empty."""
    return Acknowledgement(
        alert=alert.alert, message=alert.message, owner=_need_owner(owner, "say who takes it in hand"),
        note=note.strip(), made=write_time(now), realm=alert.realm,
    )  # fmt: skip


def _need_owner(owner: str, do: str) -> str:
    found = _need(owner, "owner", do)
    if found.startswith("("):
        raise JudgmentError(f"owner {found!r}: brackets are kept for the desk's pooled number; give a name")
    return found


def _need(value: str, what: str, do: str) -> str:
    found = " ".join(value.split())
    if not found:
        raise JudgmentError(f"{what}: is empty; {do}")
    return found
