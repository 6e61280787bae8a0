"""vigie judge: questions, judgments with numbers, and how they came out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import Decorator, as_known_at, explained, ledger_option, parse_moment

if TYPE_CHECKING:
    from vigie.model.judgment import Question
    from vigie.store import Ledger

EXIT_OVERDUE = 1

owner_option: Decorator = click.option(
    "--owner", required=True, metavar="NAME", help="Who says so; kept beside it for ever."
)
reason_option: Decorator = click.option("--reason", required=True, metavar="TEXT", help="Why; kept beside it.")


@click.group("judge", short_help="Questions, judgments with numbers, and how they came out.")
def command() -> None:
    """Put a question on record, judge it with a number, and say how it came out.

    A question turns out yes or no by its deadline, as a named source will say. A judgment is a probability with its
    ICD 203 word, a confidence, an owner and a reason. Nothing is ever changed: who thinks otherwise today says so in a
    new judgment. `vigie score` holds what was said against what came (docs/judge.md).

    \b
    Examples (set VIGIE_LEDGER once)
      vigie judge ask "Will the bridge at Velmark be closed by 31 May?" --key bridge --deadline 2031-05-31 \\
        --source "notices of the road office" --owner "A. Officer"
      vigie judge say bridge 0.3 --confidence moderate --owner "A. Officer" --reason "no notice so far"
      vigie judge resolve bridge no --source "notice 7 of 1 June" --reason "it stayed open" --owner "A. Officer"
      vigie judge show
      vigie score
    """


def _now(ledger: Ledger) -> dt.datetime:
    """Return the moment at which the desk stands: now, or in an exercise the moment of its play."""
    from vigie import clock
    from vigie.watch.weigh import find_now

    return find_now(ledger, clock.now())


def _find_question(ledger: Ledger, key: str) -> Question:
    from vigie.errors import NoSuchRecord

    held = ledger.questions(question=key)
    if not held:
        keys = ", ".join(q.key for q in ledger.questions()[-5:]) or "none yet"
        raise NoSuchRecord(f"{key}: no such question in {ledger.path}; the latest are: {keys}; `vigie judge show`")
    return held[0]


@command.command("ask", short_help="Put a question on record.")
@click.argument("text", metavar="TEXT")
@ledger_option
@click.option("--deadline", required=True, callback=parse_moment, metavar="TIME",
              help="Until when: 2031-05-31 (to its end) or 2031-05-31T18:00 (UTC unless it names a zone).")  # fmt: skip
@click.option("--source", required=True, metavar="TEXT", help="Where the answer will be read, by anybody.")
@owner_option
@click.option("--key", metavar="KEY", help="Its name: small letters, digits, dots, dashes. Default: made for it.")
@click.option("--problem", metavar="NAME", help="The warning problem that it belongs to.")
@click.option("--hypothesis", metavar="NAME", help="The hypothesis of that problem that it asks about.")
@click.option("--course", type=click.Choice(["recurring", "onset"]),
              help="More of what has been, or a first time; scored apart.")  # fmt: skip
def ask(
    text: str, path: str, deadline: dt.datetime, source: str, owner: str, key: str | None, problem: str | None,
    hypothesis: str | None, course: str | None,
) -> None:  # fmt: skip
    """Put the question TEXT on record. It must turn out yes or no by its deadline, and say so itself: a stranger who
    reads only the question and its source must come to your answer.

    Wording, deadline and source never change. Another deadline is another question.

    \b
    Examples
      vigie judge ask "Will Velmark close its airspace by 31 May 2031, 24:00 UTC?" --deadline 2031-05-31 \\
        --source "NOTAMs of Velmark" --owner "A. Officer" --course onset --ledger watch.vigie

    Exit codes: 0 on record, 2 wrong usage, 3 refused.
    """
    from vigie.assess.questions import make_question
    from vigie.store import open_ledger

    with explained(), open_ledger(path) as ledger:
        now = _now(ledger)
        asked = make_question(
            text, deadline=deadline, resolution_source=source, owner=owner, realm=ledger.realm, now=now, key=key,
            problem=problem, hypothesis=hypothesis, course=course,
        )  # fmt: skip
        ledger.append_question(asked, now=now)
    _tell(asked.realm, f"{asked.key}: asked, open until {asked.deadline[:16].replace('T', ' ')} UTC")


def _tell(realm: str, line: str) -> None:
    """Return nothing; the line is on the terminal, marked in an exercise."""
    from vigie.watch.deliver.texts import as_line

    click.echo(as_line(f"{'EXERCISE: ' if realm == 'exercise' else ''}{line}", 400))


@command.command("say", short_help="Judge a question with a number.")
@click.argument("question", metavar="QUESTION")
@click.argument("probability", metavar="NUMBER")
@ledger_option
@click.option("--confidence", required=True, type=click.Choice(["low", "moderate", "high"]),
              help="How well founded the number is, apart from how high it is.")  # fmt: skip
@owner_option
@reason_option
@click.option("--word", metavar="WORD", help="The ICD 203 word, if you want it checked: unlikely, likely …")
@click.option("--from", "inputs", multiple=True, metavar="KEY",
              help="A record that it rests on; may be repeated.")  # fmt: skip
def say(
    question: str, probability: str, path: str, confidence: str, owner: str, reason: str, word: str | None,
    inputs: tuple[str, ...],
) -> None:  # fmt: skip
    """Judge QUESTION: the probability NUMBER, between 0 and 1 (or 30%), that it turns out yes.

    The number gets its ICD 203 word: almost no chance (to .05), very unlikely (to .20), unlikely (to .45), roughly even
    chance (to .55), likely (to .80), very likely (to .95), almost certain. Exactly 0 and 1 are refused: they say that
    nothing could change your mind. Say 0.001 or 0.999 if you are that sure.

    Who judges again revises; both stay on record, and the last one before the deadline is scored. What --from names
    must stand in the ledger: a document, statement, event, entity or alert.

    \b
    Examples
      vigie judge say bridge 0.3 --confidence moderate --owner "A. Officer" --reason "no notice so far" --ledger watch.vigie
      vigie judge say bridge 0.6 --confidence low --owner "A. Officer" --reason "the mayor expects it" \\
        --from 6a73d12b2566a0c73fe74465.s.ee71a2030673 --ledger watch.vigie

    Exit codes: 0 on record, 2 wrong usage, 3 refused.
    """
    from vigie.assess.inputs import check_inputs
    from vigie.assess.questions import make_judgment, read_probability
    from vigie.assess.words import name_word
    from vigie.store import open_ledger

    with explained(), open_ledger(path) as ledger:
        now = _now(ledger)
        made = make_judgment(
            _find_question(ledger, question), read_probability(probability), owner=owner, reason=reason, now=now,
            confidence=confidence, word=word, inputs=check_inputs(ledger, inputs), resolutions=ledger.resolutions(question=question),
        )  # fmt: skip
        new = ledger.append_judgment(made, now=now)
    known = "" if new else " (on record already)"
    said = f"{made.probability:g}, {name_word(made.word)}, {made.confidence} confidence, says {made.owner}{known}"
    _tell(made.realm, f"{made.question}: {said}")


@command.command("resolve", short_help="Say how a question came out.")
@click.argument("question", metavar="QUESTION")
@click.argument("outcome", metavar="yes|no|void")
@ledger_option
@click.option("--source", required=True, metavar="TEXT", help="What was read: the notice, its date, its address.")
@owner_option
@reason_option
def resolve(question: str, outcome: str, path: str, source: str, owner: str, reason: str) -> None:
    """Say how QUESTION came out, as its source says: yes, no, or void.

    Void is for what cannot be scored: the source fell silent, the wording turned out to fit both. The reason says
    which. Nothing in between yes and no is scored. A resolution that was wrong is followed by a later one, which
    stands; both stay on record.

    \b
    Examples
      vigie judge resolve bridge no --source "notice 7 of 1 June" --reason "it stayed open" --owner "A. Officer"
      vigie judge resolve bridge void --source "none published" --reason "the office closed" --owner "A. Officer"

    Exit codes: 0 on record, 2 wrong usage, 3 refused.
    """
    from vigie.assess.questions import make_resolution
    from vigie.store import open_ledger

    with explained(), open_ledger(path) as ledger:
        now = _now(ledger)
        asked = _find_question(ledger, question)
        earlier = ledger.resolutions(question=question)
        made = make_resolution(asked, outcome, owner=owner, source=source, reason=reason, now=now)
        ledger.append_resolution(made, now=now)
    again = f"; it stands instead of {earlier[-1].outcome}" if earlier else ""
    _tell(made.realm, f"{made.question}: {made.outcome}{again}")


@command.command("show", short_help="Questions as they stand, or one with all its judgments.")
@click.argument("question", metavar="[QUESTION]", required=False)
@ledger_option
@as_known_at
@click.option("--open", "only_open", is_flag=True, help="Only what is open or overdue.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the words.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form."
)
def show(
    question: str | None, path: str, as_known_at: dt.datetime | None, only_open: bool, lang: str, form: str
) -> None:
    """Show the questions by deadline, with the pooled number and how far the judges are apart; or QUESTION with every
    judgment on it and what it rests on.

    The pooled number is the geometric mean of the odds of each judge's last number; below three judges it says so. A
    question whose deadline has passed without a resolution is OVERDUE, and named again at the end.

    Exit codes: 0 shown, 1 something is overdue, 2 wrong usage, 3 refused.
    """
    from vigie.assess.track import find_points
    from vigie.cli.render.judged import print_points, print_question, write_points
    from vigie.store import open_ledger

    with explained(), open_ledger(path) as ledger:
        if question is not None:
            _find_question(ledger, question)
        at = as_known_at or _now(ledger)
        points = find_points(ledger, at=at, as_known_at=as_known_at)
        judgments = ledger.judgments(question=question, as_known_at=as_known_at)
        realm = ledger.realm
    shown = [p for p in points if question in (None, p.question.key)]
    shown = [p for p in shown if not only_open or p.state in ("open", "overdue")]
    if form == "json":
        click.echo(write_points(shown, judgments))
    elif question is None:
        print_points(shown, realm, lang)
    else:
        print_question(shown, judgments, realm, lang)
    raise SystemExit(EXIT_OVERDUE if any(p.state == "overdue" for p in shown) else 0)
