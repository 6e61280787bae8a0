"""vigie exercise debrief: a drill held against its truth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import EXIT_REFUSED, explained

if TYPE_CHECKING:
    from vigie.exercise.debrief import Debrief
    from vigie.exercise.debrief.gather import Gathered


@click.command("debrief", short_help="Hold a drill against its truth: a page for the hot wash.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.html",
    help="Page to write. Default: debrief.html in the folder.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print every number as JSON, and write no page.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the page.")
@click.option(
    "--setting", type=click.FloatRange(0, 1, min_open=True), default=0.5, show_default=True,
    help="An alarm is up from this posterior on.",
)  # fmt: skip
def command(folder: Path, out: Path | None, as_json: bool, lang: str, setting: float) -> None:
    """Hold the drill in FOLDER against its truth, as far as it has come: one page without script, for the hot wash.

    Truth and what was known stand on one timeline. Then: crises and delay, false alarms by cause, who was said to have
    said and done what, posture by day, contradictions, what players were expected to do, their judgments' scores, how
    the reports were read, and what was missed and why, with the words. Show it to no player before the end.

    Exercise scores are not real-world skill.

    \b
    Examples
      vigie exercise debrief drill-strike-1
      vigie exercise debrief drill-strike-1 --lang fr --out hotwash.html
      vigie exercise debrief drill-strike-1 --json

    Exit codes: 0 made, 2 wrong usage, 3 refused.
    """
    with explained():
        gathered, made = _make(folder, setting)
        if as_json:
            _print_json(made)
            return
        target = out or folder / "debrief.html"
        _write(target, _render(gathered, made, lang))
        _tell(made, target)


def _make(folder: Path, setting: float) -> tuple[Gathered, Debrief]:
    from vigie.exercise.debrief import make_debrief
    from vigie.exercise.debrief.gather import gather
    from vigie.exercise.drill import load_makers

    def tell(done: int, of: int) -> None:
        click.echo(f"weighed {done} of {of} moments", err=True)

    g = gather(folder, load_makers(), tell=tell)
    made = make_debrief(g.scenario, g.truth, g.reports, g.known, exercise=g.exercise, times=g.times, setting=setting)
    return g, made


def _render(g: Gathered, made: Debrief, lang: str) -> str:
    from vigie.exercise.debrief.page import Shown, render_page

    reports = {r.key: r for r in g.reports}
    return render_page(
        Shown(
            debrief=made, scenario=g.scenario, truth=g.truth, reports=reports, known=g.known, times=g.times, lang=lang
        )
    )  # fmt: skip


def _print_json(made: Debrief) -> None:
    import json
    import sys

    from vigie.exercise.debrief import encode_debrief

    sys.stdout.write(json.dumps(encode_debrief(made), ensure_ascii=False, indent=1) + "\n")


def _write(target: Path, page: str) -> None:
    try:
        target.write_text(page, encoding="utf-8")
    except OSError as error:
        click.echo(f"vigie: {target}: cannot be written ({error.strerror}); name another file", err=True)
        raise SystemExit(EXIT_REFUSED) from None


def _tell(made: Debrief, target: Path) -> None:
    """Return nothing; say the main numbers and where the page is."""
    from vigie.exercise.debrief.encode import SENTENCE

    found = sum(c.is_found for c in made.crises)
    crises = f"crises found {found} of {len(made.crises)}" if made.crises else "no crisis in this scenario"
    met = (
        "nothing was expected of players"
        if made.weight_met is None
        else f"expected of players, met {100 * made.weight_met:.0f} %"
    )
    named = sum(bool(n.errors) for n in made.attribution.crises)
    click.echo(f"EXERCISE {made.exercise}: {crises}; false alarms {len(made.false_alarms)} in {made.quiet_days:.1f} quiet days; "
               f"authors named without evidence {named}; {met}")  # fmt: skip
    click.echo(f"{SENTENCE} The page: {target}")
