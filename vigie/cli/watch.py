"""vigie watch: one process from sources to alerts."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import explained
from vigie.cli.stopping import stopping

if TYPE_CHECKING:
    from vigie.watch.run import Round

EXIT_STOPPED = 0
EXIT_SOURCES_FAILED = 1


@click.command("watch", short_help="Keep watch: collect, read, weigh, alert.")
@click.argument(
    "folder", required=False, default=".", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--once", is_flag=True, help="One round over the sources that are due, then end; for cron.")
@click.option("--all", "force", is_flag=True, help="With --once: visit every source, due or not.")
@click.option(
    "--replay",
    "replay",
    metavar="FOLDER",
    help="Feed dated snapshots through the watch as if live; “example” is the one that comes with Vigie.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that read. Default: all cores.")
@click.option("--plain", is_flag=True, help="A line for each thing that happens, no live view.")
@click.option("--quiet", is_flag=True, help="Only faults and what each round did.")
def command(
    folder: Path, once: bool, force: bool, replay: str | None, jobs: int | None, plain: bool, quiet: bool
) -> None:
    """Keep watch in DIR (default: here), a desk that `vigie init` made.

    Round after round: visit the sources that are due, keep what is new, read it, set copies aside and draw stories
    together, look for signals, and send the alerts that rules.yaml asks for. Everything goes into the ledger,
    DIR/watch.vigie. It can be killed at any moment: nothing is lost or doubled, and the next start goes on there.

    SIGTERM or Ctrl-C drains: what came in is kept, nothing new is begun.

    \b
    Examples
      vigie init desk/ && vigie watch desk/
      vigie watch desk/ --once --quiet                   in a crontab
      vigie watch drill/ --replay example                three invented weeks in a minute, of the exercise realm
      vigie brief --ledger drill/watch.vigie --since 2d

    \b
    Exit codes: 0 done or stopped as asked, 1 with --once when no source could be read, 2 wrong usage, 3 refused.
    """
    from vigie.cli.watchview import make_view

    if replay and (once or force):
        raise click.UsageError("--replay runs its own rounds; leave out --once and --all")
    with explained(), stopping() as stop:
        view = make_view(plain=plain or quiet, quiet=quiet)
        last = None
        with view:
            for last in _run(folder, once, force, replay, jobs or os.cpu_count() or 1, stop, view.look):
                view.finish(last)
    _end(last, stop, once=once)


def _end(last: Round | None, stop: threading.Event, *, once: bool) -> None:
    if stop.is_set():
        click.echo("stopped; what came in is kept, the next start goes on from there", err=True)
        raise SystemExit(EXIT_STOPPED)
    if once and last is not None and last.counts.visits and last.counts.failed == last.counts.visits:
        raise SystemExit(EXIT_SOURCES_FAILED)


def _run(
    folder: Path, once: bool, force: bool, replay: str | None, jobs: int, stop: threading.Event,
    look: Callable[..., None],
) -> Iterator[Round]:  # fmt: skip
    """Yield the rounds as they end."""
    from vigie import clock
    from vigie.lang.gazetteer.setting import using_names
    from vigie.watch.after import make_after
    from vigie.watch.lock import only_watch
    from vigie.watch.post import begin_replay, find_post, open_post
    from vigie.watch.readers import Readers
    from vigie.watch.replay import find_replay, load_replay
    from vigie.watch.round import Watch, make_watch_ask
    from vigie.watch.run import run_for_ever, run_replay, run_round

    snapshots = load_replay(find_replay(replay)) if replay else None
    if snapshots is not None:
        begin_replay(snapshots.folder, folder)
    post = find_post(folder / "watch.vigie")
    now = snapshots.moments[0] if snapshots else clock.now()
    ledger, roster = open_post(post, now=now, create=True)
    with using_names(post.names), only_watch(post.ledger), ledger, Readers(jobs) as readers:
        watch = Watch(
            ledger=ledger, roster=roster, readers=readers, ask=make_watch_ask(roster), clock=clock.now,
            stop=stop.is_set, look=look,
        )  # fmt: skip
        after = make_after(post, echo=click.echo)
        if snapshots is not None:
            yield from run_replay(watch, after, snapshots)
        elif once:
            yield run_round(watch, after, force=force)
        else:
            yield from run_for_ever(watch, after, sleep=lambda seconds: (stop.wait(seconds), None)[1])
