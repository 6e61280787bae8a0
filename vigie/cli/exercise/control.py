"""vigie exercise control: what controllers do to a drill while it is run, and what they see."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import explained, parse_moment

if TYPE_CHECKING:
    from fastapi import FastAPI

    from vigie.desk import Settings
    from vigie.exercise.drill.state import State


@click.group("control", short_help="Steer a drill: start, pause, step, jump, shift, fire, skip; see where it stands.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--by", default="control", show_default=True, metavar="NAME", help="Who asks; it stands in the journal.")
@click.pass_context
def command(context: click.Context, folder: Path, by: str) -> None:
    """Steer the drill in DIR, from another terminal than the one that runs it, or while nobody does.

    What is asked for goes into the drill's journal and counts from the next tick on. It is never taken back: what was
    told stays told.

    \b
    start           let the clock go on
    pause           stop the clock
    step            play some hours at once, then stand as before
    jump TO         play up to a moment at once: 2031-10-08T06:00, or D+2 06:00
    speed SPEED     60x, or max
    shift DAYS      all that has not happened yet comes so many days later
    fire INJECT     send an inject now, also one that waits for the controller
    skip INJECT     leave an inject out, with all that is said of its act
    status          where the drill stands; with --truth what is so in it
    desk            the same in a browser, with the truth, behind a token of its own

    \b
    Examples
      vigie exercise control drill-strike-1 pause
      vigie exercise control drill-strike-1 step --hours 6
      vigie exercise control drill-strike-1 shift 2
      vigie exercise control drill-strike-1 status --truth

    Exit codes: 0 done, 2 wrong usage, 3 refused.
    """
    context.obj = (folder, by)


def _ask(context: click.Context, what: str, **wanted: str | dt.datetime | None) -> None:
    from vigie import clock
    from vigie.exercise.drill.control import ask

    folder, by = context.obj
    with explained():
        state = ask(folder, what, now=clock.now(), by=by, **wanted)  # type: ignore[arg-type]
    click.echo(_tell(what, state))


def _tell(what: str, state: State) -> str:
    at = f"{state.at:%Y-%m-%d %H:%M}Z" if state.at else "its start"
    goal = f", playing up to {state.goal:%Y-%m-%d %H:%M}Z" if state.goal and state.at and state.goal > state.at else ""
    return f"{what}: in the journal. The drill stands at {at}{', paused' if state.is_paused else ''}{goal}"


@command.command("start")
@click.pass_context
def start(context: click.Context) -> None:
    """Let the clock go on."""
    _ask(context, "start")


@command.command("pause")
@click.pass_context
def pause(context: click.Context) -> None:
    """Stop the clock; the desk stays open."""
    _ask(context, "pause")


@command.command("step")
@click.option("--hours", type=float, default=1.0, show_default=True, help="How many hours of the drill.")
@click.pass_context
def step(context: click.Context, hours: float) -> None:
    """Play some hours at once, then stand still."""
    _ask(context, "step", value=f"{hours:g}")


@command.command("jump")
@click.argument("to", metavar="TO")
@click.pass_context
def jump(context: click.Context, to: str) -> None:
    """Play up to a moment at once: 2031-10-08T06:00, or D+2 06:00 from the start. Nothing between is left out."""
    _ask(context, "jump", to=_find_moment(context, to))


def _find_moment(context: click.Context, text: str) -> dt.datetime:
    from vigie.exercise.drill import load_drill, load_own_scenario
    from vigie.exercise.scenario.times import parse_at

    try:
        away = parse_at(text)
    except ValueError:
        return _read_moment(context, text)
    with explained():
        return load_own_scenario(context.obj[0], load_drill(context.obj[0])).start + away


def _read_moment(context: click.Context, text: str) -> dt.datetime:
    """Return the moment of a text that is no `D+2 06:00`; one that was meant as such is told that form."""
    try:
        found = parse_moment(context, context.command.params[0], text)
    except click.BadParameter:
        form = "D+2 06:00, from D+0 00:00 on, hours up to 23" if text.strip()[:1] in {"D", "d"} else None
        raise click.BadParameter(
            f"{text!r} is no moment; write it as {form or '2031-10-08T06:00, or as D+2 06:00'}", param_hint="TO"
        ) from None
    assert found is not None
    return found


@command.command("speed")
@click.argument("speed", metavar="SPEED")
@click.pass_context
def speed(context: click.Context, speed: str) -> None:
    """Change how fast the clock goes: 60x, or max."""
    _ask(context, "speed", value=speed)


@command.command("shift")
@click.argument("days", type=float, metavar="DAYS")
@click.pass_context
def shift(context: click.Context, days: float) -> None:
    """Postpone: all that has not happened yet comes so many days later. Background news goes on meanwhile."""
    _ask(context, "shift", value=f"{days:g}")


@command.command("fire")
@click.argument("inject", metavar="INJECT")
@click.pass_context
def fire(context: click.Context, inject: str) -> None:
    """Send an inject now; what waits for it follows at its distance."""
    _ask(context, "fire", inject=inject)


@command.command("skip")
@click.argument("inject", metavar="INJECT")
@click.pass_context
def skip(context: click.Context, inject: str) -> None:
    """Leave an inject out, with all that is said of its act; what waits for it keeps its time."""
    from vigie.exercise.drill.control import also_skipped

    _ask(context, "skip", inject=inject)
    also = also_skipped(context.obj[0], inject)
    if also:
        click.echo(f"with it go, since they speak of its act: {', '.join(also)}")


@command.command("status")
@click.option("--truth", is_flag=True, help="What is so, what comes, and the right answer. Not for players.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the titles."
)
@click.pass_context
def status(context: click.Context, truth: bool, as_json: bool, lang: str) -> None:
    """Show where the drill stands: its clock, every inject, what was changed."""
    import json

    from vigie.exercise.drill import load_makers
    from vigie.exercise.drill.status import find_status, show_status, write_status

    with explained():
        found = find_status(context.obj[0], load_makers(), lang=lang, truth=truth)
    click.echo(json.dumps(write_status(found), ensure_ascii=False, indent=1) if as_json else show_status(found))


@command.command("desk")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8322, show_default=True, help="Port to listen on.")
@click.option(
    "--name", "names", multiple=True, metavar="NAME",
    help="Further host name by which the desk is reached; may be repeated.",
)  # fmt: skip
@click.option(
    "--token-file", type=click.Path(path_type=Path), metavar="PATH",
    help="File whose first line is the token. Without it a new one is shown here.",
)  # fmt: skip
@click.pass_context
def desk(context: click.Context, host: str, port: int, names: tuple[str, ...], token_file: Path | None) -> None:
    """Open the controllers' desk: clock and controls, truth against known, every inject.

    It is another program than the players' desk, on a port of its own, and always asks for its token: players may sit
    at the same machine. The players' desk holds none of its pages.
    """
    import secrets

    from vigie import clock
    from vigie.cli.desk import read_token
    from vigie.cli.port import check_port
    from vigie.desk import Settings
    from vigie.desk.control import LOGIN, make_control
    from vigie.exercise.drill import load_makers
    from vigie.exercise.drill.folder import LEDGER, REALM

    with explained():
        token = read_token(token_file) if token_file else secrets.token_urlsafe(18)
        settings = Settings(
            path=context.obj[0] / LEDGER, now=clock.now, secret=secrets.token_bytes(32), realm=REALM, host=host,
            port=port, names=names, token=token, login=LOGIN,
        )  # fmt: skip
        check_port(host, port)
        app = make_control(settings, load_makers())
        app.state.room.look()  # the story takes seconds to be told; better before somebody waits for a page
        if token_file is None:
            click.echo(f"token: {token}", err=True)
        _serve(app, settings)


def _serve(app: FastAPI, settings: Settings) -> None:
    """Return nothing; serve until stopped, with the names of the setting known."""
    import uvicorn

    from vigie.lang.gazetteer.setting import using_names
    from vigie.watch.post import find_post

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"the controllers' desk is at http://{host}:{settings.port}/  (stop it with Ctrl-C)", err=True)
    with using_names(find_post(settings.path).names):
        uvicorn.run(
            app, host=settings.host.strip("[]"), port=settings.port, log_level="warning", access_log=False,
            server_header=False, proxy_headers=False, timeout_graceful_shutdown=3, h11_max_incomplete_event_size=32_000,
        )  # fmt: skip
