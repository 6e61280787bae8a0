"""vigie exercise run: a drill, from its beginning or from where it stands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vigie.cli.faults import explained
from vigie.cli.stopping import stopping

if TYPE_CHECKING:
    from vigie.exercise.drill import Drill, Step, Surroundings

HOST = "127.0.0.1"
LOOK = 0.5
"""Seconds between two looks at whether the desk is still open."""


def _read_speed(_: click.Context, __: click.Parameter, value: str) -> float | None:
    from vigie.exercise.drill.state import read_speed

    try:
        return read_speed(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no speed; write 60x, or max") from None


@click.command("run", short_help="Run a drill, or go on with one.")
@click.argument("scenario", required=False, metavar="[SCENARIO]")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Folder of the drill. Default: drill-SCENARIO-SEED.",
)  # fmt: skip
@click.option("--seed", default="1", show_default=True, metavar="N", help="Seed of all that is left to chance.")
@click.option(
    "--speed", callback=_read_speed, default="60x", show_default=True, metavar="SPEED",
    help="How many times faster than the clock on the wall: 1x, 60x …; or max.",
)  # fmt: skip
@click.option("--desk", is_flag=True, help="Open the desk on the drill's ledger, for its players.")
@click.option("--port", type=click.IntRange(1, 65535), default=8321, show_default=True, help="Port of the desk.")
@click.option(
    "--players", type=click.Choice(["auto", "none"]), default="none", show_default=True,
    help="auto: alerts are acknowledged, judgments made and briefs written by themselves, for tests.",
)  # fmt: skip
@click.option("--days", type=click.IntRange(1, 3660), metavar="N", help="End after N days.")
@click.option("--paused", is_flag=True, help="Begin with the clock stopped; controllers start it.")
@click.option(
    "--history", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Folder in which drills of one scenario share the history that was read before.",
)  # fmt: skip
@click.option(
    "--tick", type=click.IntRange(1, 1440), default=30, show_default=True, metavar="MINUTES", help="Length of a tick."
)
@click.option(
    "--weigh-every", type=click.IntRange(1, 24), default=6, show_default=True, metavar="HOURS",
    help="How often signals are weighed, in hours of the drill.",
)  # fmt: skip
@click.option("--identifier", metavar="NAME", help="Name of the exercise, on everything that leaves it.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Processes that read.")
@click.option("--quiet", is_flag=True, help="Only the end.")
def command(
    scenario: str | None, folder: Path | None, seed: str, speed: float | None, desk: bool, port: int, players: str,
    days: int | None, paused: bool, history: Path | None, tick: int, weigh_every: int, identifier: str | None, jobs: int,
    quiet: bool,
) -> None:  # fmt: skip
    """Run a drill of SCENARIO, one that comes with Vigie (quiet, strike, cover) or a file, in a ledger of its own realm.

    The first run begins the drill in a folder of its own; a later one in the same folder goes on where it stands, and
    needs no SCENARIO. Ctrl-C, SIGTERM or a kill at any moment loses nothing. First the ordinary days before the start
    are read, then what the invented outlets publish comes in as the drill's clock goes on. `vigie exercise control`
    steers it meanwhile from another terminal.

    \b
    Examples
      vigie exercise run quiet --speed max
      vigie exercise run strike --desk                    an hour of the drill a minute, at http://127.0.0.1:8321/
      vigie exercise run --folder drill-strike-1 --desk   go on
      vigie exercise run cover --seed 7 --players auto --speed max --history histories/

    \b
    Exit codes: 0 over or stopped as asked, 2 wrong usage, 3 refused.
    """
    from vigie import clock
    from vigie.cli.port import check_port
    from vigie.errors import DeskError
    from vigie.exercise.drill import Surroundings, load_makers

    if scenario is None and folder is None:
        raise click.UsageError("name a scenario, such as quiet, or with --folder a drill to go on with")
    with explained(), stopping() as stop:
        if desk:
            check_port(HOST, port)
        where = folder or Path(f"drill-{Path(scenario or '').stem}-{seed}")
        drill = _open(where, scenario, seed, identifier, tick=tick, weigh_every=weigh_every, days=days, players=players)
        click.echo(f"EXERCISE {drill.identifier} in {where}", err=True)
        if desk and not quiet:
            click.echo(f"controllers: vigie exercise control {where} desk", err=True)
        around = Surroundings(
            now=clock.now, makers=load_makers(), jobs=jobs, stop=stop.is_set,
            echo=(lambda _: None) if quiet else click.echo,
        )  # fmt: skip
        with _beside(where, desk, port) as is_open:
            _run(where, around, stop, speed=speed, shared=history, is_paused=paused, quiet=quiet)
            if desk and not stop.is_set():
                click.echo("the desk stays open; stop it with Ctrl-C", err=True)
                while is_open() and not stop.wait(LOOK):
                    pass
                if not stop.is_set():
                    raise DeskError("the desk has ended by itself; what it said last stands above")


def _open(folder: Path, scenario: str | None, seed: str, identifier: str | None, **settings: Any) -> Drill:
    """Return the drill, begun where it was not yet."""
    from vigie import clock
    from vigie.exercise.drill import begin_drill, load_drill
    from vigie.exercise.scenario import load_scenario

    if scenario is None:
        return load_drill(folder)
    return begin_drill(
        folder, load_scenario(scenario), seed=seed, now=clock.now(), identifier=identifier, **settings
    )  # fmt: skip


def _run(
    folder: Path, around: Surroundings, stop: threading.Event, *, speed: float | None, shared: Path | None,
    is_paused: bool, quiet: bool,
) -> None:  # fmt: skip
    from vigie import clock
    from vigie.exercise.drill import run_drill

    if _is_over(folder):
        return
    began, read, last = clock.now(), 0, None

    def tell_history(day: int, days: int, documents: int) -> None:
        if not quiet and (day % 10 == 0 or day == days):
            click.echo(f"history: day {day} of {days}, {documents} documents read", err=True)

    for last in run_drill(
        folder, around, sleep=lambda seconds: (stop.wait(seconds), None)[1], speed=speed, shared=shared,
        is_paused=is_paused, tell_history=tell_history,
    ):  # fmt: skip
        read += last.round.counts.read if last.round else 0
        if not quiet:
            _tell(last)
    seconds = max(0.001, (clock.now() - began).total_seconds())
    if stop.is_set():
        click.echo(f"stopped; nothing is lost. Go on with: vigie exercise run --folder {folder}", err=True)
        return
    click.echo(f"the drill is over: {read} documents read in {seconds:.0f} s, {read / seconds:.1f} a second", err=True)
    click.echo(f"next: vigie exercise debrief {folder}", err=True)


def _is_over(folder: Path) -> bool:
    """Return whether the drill is over already, and say so: no option of a later run takes it further."""
    from vigie.exercise.drill import load_drill, load_own_scenario
    from vigie.exercise.drill.folder import find_end
    from vigie.exercise.drill.journal import read_journal
    from vigie.exercise.drill.state import find_state

    drill = load_drill(folder)
    scenario = load_own_scenario(folder, drill)
    state = find_state(read_journal(folder), start=scenario.start)
    if state.is_over:
        days = (find_end(drill, scenario, state.changes) - scenario.start).days
        after = f"{days} day{'s' if days > 1 else ''}"
        click.echo(f"the drill ended after {after} and stays so; begin another in another folder", err=True)
        click.echo(f"next: vigie exercise debrief {folder}", err=True)
    return state.is_over


def _tell(step: Step) -> None:
    """Return nothing; show what a tick brought: messages, and what was read and told."""
    for message in step.messages:
        words = next((text for _, text in message.texts), "")
        click.echo(
            f"{message.at[:16].replace('T', ' ')}Z  {message.heading} [{message.delivery}] {message.sender}: {words}"
        )
    counts = step.round.counts if step.round else None
    if counts and step.at and (counts.read or counts.alerts or counts.unread):
        told = f", {counts.signals} signals, {counts.alerts} alert messages" if counts.signals or counts.alerts else ""
        unread = f", {counts.unread} not read" if counts.unread else ""
        click.echo(f"{step.at:%Y-%m-%d %H:%M}Z  {counts.read} read{unread}{told}", err=True)


@contextmanager
def _beside(folder: Path, desk: bool, port: int) -> Iterator[Callable[[], bool]]:
    """Yield what tells whether the desk is open, in a process of its own, if it is asked for."""
    import subprocess
    import sys

    if not desk:
        yield lambda: False
        return
    words = [sys.executable, "-m", "vigie", "desk", "--ledger", str(folder / "watch.vigie"), "--realm", "exercise"]
    opened = subprocess.Popen([*words, "--host", HOST, "--port", str(port)])
    try:
        yield lambda: opened.poll() is None
    finally:
        opened.terminate()
        opened.wait()
