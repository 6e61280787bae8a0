"""vigie exercise grid: delay against false alarms over scenarios and seeds."""

from __future__ import annotations

from pathlib import Path

import click

from vigie.cli.faults import explained

EXIT_FAILED = 1


def _read_settings(_: click.Context, __: click.Parameter, value: str) -> tuple[float, ...]:
    try:
        found = tuple(sorted({float(part) for part in value.split(",")}))
    except ValueError:
        found = ()
    if not found or not all(0 < s <= 1 for s in found):
        raise click.BadParameter(f"{value!r}: write posteriors between 0 and 1 such as .3,.5,.7") from None
    return found


@click.command("grid", short_help="Delay against false alarms over scenarios and seeds.")
@click.option(
    "--scenario", "names", multiple=True, metavar="NAME|FILE",
    help="Scenario; may be repeated. Default: quiet, strike and cover.",
)  # fmt: skip
@click.option(
    "--seeds", type=click.IntRange(1, 10_000), default=20, show_default=True, metavar="N", help="Seeds 1 to N."
)
@click.option(
    "--setting", type=click.FloatRange(0, 1, min_open=True), default=0.5, show_default=True, help="The alarm's setting."
)
@click.option(
    "--settings", callback=_read_settings, default=".1,.2,.3,.4,.5,.6,.7,.8,.9", show_default=True, metavar="LIST",
    help="Settings of the swept curve.",
)  # fmt: skip
@click.option("--without-calendar", is_flag=True, help="Weigh each look a second time without the desk's calendar.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Processes.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("grid"), show_default=True, metavar="DIR",
    help="Folder for histories, cells, grid.txt, grid.json and grid.svg.",
)  # fmt: skip
def command(
    names: tuple[str, ...], seeds: int, setting: float, settings: tuple[float, ...], without_calendar: bool, jobs: int,
    out: Path,
) -> None:  # fmt: skip
    """Play every scenario with every seed through the whole watch, and tell what an alarm would have found, and when.

    Everything is made, read, filed and weighed as in a drill, once an exercise day; only nobody plays and nothing is
    delivered. The ordinary days before are read once a scenario. Each cell keeps its result in a file of its own: a
    kill loses the cells under way and no other, and the next run goes on there.

    Twenty seeds of the three scenarios are 60 cells, each of some ten to fifteen seconds of one core. The history is
    read once, before them, which takes minutes.

    One setting holds for all scenarios. Beside it stand alarms on unusual coverage, words in titles, an alarm always and
    never; below it the swept curve. Exercise scores are not real-world skill.

    \b
    Examples
      vigie exercise grid --seeds 20
      vigie exercise grid --scenario quiet --seeds 100 --without-calendar --jobs 2 --out bench-grid

    Exit codes: 0 done, 1 some cells failed, 2 wrong usage, 3 refused.
    """
    from vigie import clock
    from vigie.exercise.drill import load_makers
    from vigie.exercise.grid import Plan, run_grid
    from vigie.exercise.scenario import load_scenario

    with explained():
        plan = Plan(
            scenarios=tuple(load_scenario(name) for name in names or ("quiet", "strike", "cover")),
            seeds=tuple(str(n) for n in range(1, seeds + 1)), out=out, without_calendar=without_calendar, jobs=jobs,
        )  # fmt: skip
        failed = 0

        def tell(day: int, days: int, documents: int) -> None:
            if day % 30 == 0 or day == days:
                click.echo(f"history: day {day} of {days}, {documents} documents read", err=True)

        for step in run_grid(plan, load_makers(), now=clock.now(), tell=tell):
            failed += step.fault is not None
            told = f"history of {step.of} days, {step.done} documents in reach" if step.what == "history" else f"{step.done} of {step.of}"  # fmt: skip
            click.echo(f"{step.scenario}: {told}{f'; failed: {step.fault}' if step.fault else ''}", err=True)
        _write(plan, setting, settings)
    if failed:
        raise SystemExit(EXIT_FAILED)


def _write(plan: object, setting: float, settings: tuple[float, ...]) -> None:
    """Return nothing; print the report, and write it with its picture and as JSON."""
    import json

    from vigie.exercise.grid import Plan, draw_grid, encode_report, load_all, write_report
    from vigie.exercise.grid.keep import find_place

    assert isinstance(plan, Plan)
    cells = {s.key: list(load_all([find_place(plan.out, s, seed) for seed in plan.seeds])) for s in plan.scenarios}
    held = {name: rows for name, rows in cells.items() if rows}
    text = "\n".join(write_report(held, setting=setting, settings=settings))
    click.echo(text)
    (plan.out / "grid.txt").write_text(text + "\n", encoding="utf-8")
    (plan.out / "grid.svg").write_text(draw_grid(held, setting=setting, settings=settings), encoding="utf-8")
    encoded = json.dumps(encode_report(held, setting=setting, settings=settings), indent=1)
    (plan.out / "grid.json").write_text(encoded + "\n", encoding="utf-8")
