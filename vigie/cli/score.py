"""vigie score: what was said against what came."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import as_known_at, explained, ledger_option

if TYPE_CHECKING:
    from vigie.assess.track import Record

EXIT_NOTHING = 1


@click.command("score", short_help="What was said against what came: scores, skill, calibration.")
@ledger_option
@as_known_at
@click.option("--owner", metavar="NAME", help="Only this judge. “(desk)” is the pooled number.")
@click.option("--problem", metavar="NAME", help="Only questions of this warning problem.")
@click.option("--json", "as_json", is_flag=True, help="Every figure as JSON instead of a table.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE", help="Draw the calibration plot too, as SVG.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the bootstrap intervals.")
def command(
    path: str, as_known_at: dt.datetime | None, owner: str | None, problem: str | None, as_json: bool,
    plot: Path | None, seed: int,
) -> None:  # fmt: skip
    """Hold what was said against what came, by judge, by problem, and for recurring and onset questions apart.

    \b
    Brier      mean squared distance: 0 perfect, .25 is always saying .5
    over time  the same, averaged over the time that each judgment stood
    log        mean surprise in nats: 0 perfect, .69 is always saying .5
    ECE        calibration error in ten groups of equal count; from twenty questions on
    skill      share of a reference's loss that was avoided; 0 is no better than it, below 0 worse

    The references are what others would have said at the same moment: the base rate of yes on record then, the own
    rate of the same hypothesis then, and the judge's own previous number. Intervals are 95 %, by bootstrap over
    questions. Scored is each judge's last number before deadline and outcome; void questions never are. Below 100
    resolved questions nothing is said about calibration.

    \b
    Examples
      vigie score --ledger watch.vigie
      vigie score --ledger watch.vigie --owner "A. Officer" --plot calibration.svg
      vigie score --ledger watch.vigie --as-known-at 2031-06-30 --json

    Exit codes: 0 scored, 1 nothing to score or something overdue, 2 wrong usage, 3 refused.
    """
    from vigie import clock
    from vigie.assess.track import score_record
    from vigie.store import open_ledger
    from vigie.watch.weigh import find_now

    with explained(), open_ledger(path) as ledger:
        at = as_known_at or find_now(ledger, clock.now())
        record = score_record(ledger, at=at, as_known_at=as_known_at, owner=owner, problem=problem, seed=seed)
    _show(record, as_json=as_json)
    if plot is not None:
        _draw(record, owner, plot)
    raise SystemExit(0 if record.entries and not record.overdue else EXIT_NOTHING)


def _show(record: Record, *, as_json: bool) -> None:
    from vigie.cli.render.judged import print_record, write_record

    if as_json:
        click.echo(write_record(record))
    else:
        print_record(record)


def _draw(record: Record, owner: str | None, plot: Path) -> None:
    from vigie.assess.plot import draw_calibration
    from vigie.assess.track_entries import DESK
    from vigie.cli.render.files import Whole

    held = [e for e in record.entries if e.owner == (owner or DESK)]
    picture = draw_calibration([e.probability for e in held], [e.outcome for e in held], realm=record.realm)
    with Whole(plot) as stream:
        stream.write(picture)
    click.echo(f"{plot}: {len(held)} resolved questions drawn", err=True)
