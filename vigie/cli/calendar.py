"""vigie calendar: the routine calendar, and what of it the ledger tells."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vigie.cli.faults import EXIT_REFUSED, as_known_at, explained, ledger_option

if TYPE_CHECKING:
    from vigie.watch.signals.routine import CalendarEntry, RoutineMatch

EXIT_NOTHING = 1
BESIDE = "calendar.ics"
_lang = click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language.")
_form = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form."
)
_own = click.option("--file", "own", metavar="PATH", help="Own calendar (.ics) to add to the packaged one.")


@click.group("calendar", short_help="Exercises that come every year, and what departs from them.")
def command() -> None:
    """Look after the routine calendar: exercises and events that come every year, in iCalendar.

    Vigie brings a set of real ones, each with the public source to compare it with. None could be compared before the
    release: "checked: no" says so, and what is not known is left out. An own calendar.ics beside the ledger is added;
    an event there with the UID of a packaged one replaces it.

    \b
    What an event may say, beside UID, SUMMARY, DTSTART, DTEND and RRULE
      X-VIGIE-ORGANISER:USA,KOR               who holds it
      X-VIGIE-ALIAS;LANGUAGE=fr:Autre nom     how else it is called
      X-VIGIE-TOLERANCE-DAYS:10               so many days off its season are usual
      X-VIGIE-SIZE;UNIT=people:2000-3000      usual size; also aircraft, ships, countries
      X-VIGIE-PLACE:KOR                       where it is held
      X-VIGIE-DOMAIN:naval,air                what takes part
      X-VIGIE-NOTICE-DAYS:7                   so long before it is announced
      X-VIGIE-SOURCE: / X-VIGIE-CHECKED:yes   where this can be read, and whether somebody did

    \b
    Examples
      vigie calendar list
      vigie calendar check desk/calendar.ics
      vigie calendar matches --ledger watch.vigie --lang fr
      vigie calendar export > exercises.ics
    """


@command.command("list", short_help="What is in the calendar.")
@_own
@click.option("--organiser", metavar="CODE", help="Only exercises of this country or organisation.")
@_form
def list_(own: str | None, organiser: str | None, form: str) -> None:
    """List the calendar: name, organisers, next days, size, source. "?" is not known."""
    from vigie import clock
    from vigie.watch.signals.routine import load_calendar

    with explained():
        entries = load_calendar(Path(own) if own else None)
    today = clock.now().date()
    shown = [e for e in entries if organiser is None or organiser.upper() in e.organisers]
    if form == "json":
        rows: list[dict[str, Any]] = [{**asdict(e), "next": _next(e, today)} for e in shown]
        sys.stdout.write(json.dumps(rows, ensure_ascii=True, indent=1, default=str) + "\n")
    else:
        _print_entries(shown, today)
    if not shown:
        click.echo("nothing in the calendar for that organiser", err=True)
        raise SystemExit(EXIT_NOTHING)


def _next(entry: CalendarEntry, today: dt.date) -> str | None:
    from vigie.watch.signals.routine import next_run, show_days

    run = next_run(entry, today)
    return show_days((run[0].isoformat(), run[1].isoformat())) if run else None


def _print_entries(entries: list[CalendarEntry], today: dt.date) -> None:
    from rich.console import Console
    from rich.text import Text

    from vigie.cli.render.words import squeeze

    console = Console(highlight=False, soft_wrap=True)
    for entry in entries:
        sizes = ", ".join(f"{size.low:,.0f}–{size.high:,.0f} {size.unit}" for size in entry.sizes)
        season = f"next {_next(entry, today) or '?'}" if entry.rule else "season ?"
        told = f"{', '.join(entry.organisers) or '?'}; {season}, ±{entry.tolerance} d; size {sizes or '?'}"
        checked = "checked" if entry.checked else "not checked"
        console.print(Text.assemble((squeeze(entry.name), "bold"), f"  {told}"))
        console.print(Text(f"    {squeeze(entry.source or 'no source')} ({checked})", style="dim"))


@command.command("check", short_help="Check an own calendar.")
@click.argument("path")
def check(path: str) -> None:
    """Check the calendar in PATH; every fault is named with its line.

    Exit codes: 0 sound, 2 wrong usage, 3 faults found.
    """
    from vigie.watch.signals.routine import load_calendar

    with explained():
        entries = [entry for entry in load_calendar(Path(path)) if not entry.packaged]
    click.echo(f"{path}: {len(entries)} event(s), sound")


@command.command("export", short_help="Write the packaged calendar.")
@click.option("--out", metavar="PATH", help="File to write; default: the terminal.")
def export(out: str | None) -> None:
    """Write the packaged calendar in iCalendar, to be opened in any calendar or changed.

    Exit codes: 0 written, 2 wrong usage, 3 refused.
    """
    from importlib.resources import files

    text = (files("vigie.watch.signals") / "exercises.ics").read_text(encoding="utf-8")
    data = text.replace("\n", "\r\n").encode("utf-8")
    if out is None:
        sys.stdout.buffer.write(data)
        return
    try:
        with Path(out).open("xb") as file:
            file.write(data)
    except OSError as error:
        click.echo(f"vigie: {out}: cannot be written ({error.strerror}); name a new file", err=True)
        raise SystemExit(EXIT_REFUSED) from None


@command.command("matches", short_help="What the ledger tells of exercises.")
@ledger_option
@as_known_at
@_own
@_lang
@_form
def matches(path: str, as_known_at: dt.datetime | None, own: str | None, lang: str, form: str) -> None:
    """Show the exercises that a ledger tells of: the entry that explains each, and its departures.

    A departure is a season, a size or a place other than usual, no notice, or no entry at all ("not in the calendar",
    which is not the same as unusual). Routine is shown as known exposure; nothing is hidden for being routine.
    Without --file, a calendar.ics beside the ledger is taken.

    \b
    Examples
      vigie calendar matches --ledger watch.vigie
      vigie calendar matches --ledger watch.vigie --as-known-at 2031-05-02T10:00 --format json

    Exit codes: 0 shown, 1 nothing to show, 2 wrong usage, 3 refused.
    """
    from vigie import clock
    from vigie.store import open_ledger
    from vigie.watch.signals.routine import find_routine, load_calendar
    from vigie.watch.view import Texts, load_view
    from vigie.watch.weigh import find_now

    beside = Path(path).parent / BESIDE
    with explained(), open_ledger(path) as ledger:
        calendar = load_calendar(Path(own) if own else beside if beside.exists() else None)
        view = load_view(ledger, at=as_known_at or find_now(ledger, clock.now()))
        found = find_routine(view, calendar, Texts(ledger, view))
    if form == "json":
        rows = [asdict(match) for match in found]
        sys.stdout.write(json.dumps(rows, ensure_ascii=True, indent=1, default=str) + "\n")
    else:
        _print_matches(found, view.realm, lang)
    if not found:
        click.echo("nothing to show: the ledger tells of no exercise", err=True)
        raise SystemExit(EXIT_NOTHING)


def _print_matches(found: tuple[RoutineMatch, ...], realm: str, lang: str) -> None:
    from rich.console import Console
    from rich.text import Text

    from vigie.cli.render.words import squeeze
    from vigie.watch.signals.routine import match_signals
    from vigie.watch.signals.tell import tell

    console = Console(highlight=False, soft_wrap=True)
    mentioned = {"en": "only mentioned", "fr": "seulement mentionné"}[lang]
    for match in found:
        signals = match_signals(match)
        for signal in signals:
            style = "bold red" if signal.kind == "departure" else "bold"
            console.print(Text(squeeze(tell(signal, lang)), style=style))
        if not signals:
            console.print(Text(f"{squeeze(match.name)}: {mentioned}"))
        console.print(Text(f"    {' '.join(match.inputs)}", style="dim"))
    if found and realm == "exercise":
        console.print(Text("EXERCISE", style="bold black on yellow"))
