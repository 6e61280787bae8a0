"""vigie exercise msel: the list of injects as a spreadsheet, and edits back into a scenario."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vigie.cli.faults import EXIT_REFUSED, explained


@click.command("msel", short_help="The list of injects as CSV, and edits back into a scenario.")
@click.argument("name", metavar="NAME|FILE")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Read an edited list back, and write the scenario with it as YAML.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="PATH", help="New file to write; default: the terminal."
)
def command(name: str, source: Path | None, out: Path | None) -> None:
    """Write the master scenario events list of a scenario as CSV, for any spreadsheet; players never see it.

    With --from, a list that was edited is read back: injects are known by their key, rows that are gone are gone, new
    keys are new injects, and number, date and type follow from the rest. What comes out is one YAML that stands alone,
    checked like any scenario; faults are told with the line of the list.

    \b
    Examples
      vigie exercise msel strike --out strike.csv
      vigie exercise msel strike --from strike.csv --out own.yaml
      vigie exercise check own.yaml

    Exit codes: 0 written, 2 wrong usage, 3 refused.
    """
    from vigie.exercise.scenario import load_scenario, read_msel, write_msel, write_scenario

    with explained():
        scenario = load_scenario(name)
        if source is None:
            _write(write_msel(scenario).encode("utf-8-sig" if out else "utf-8"), out)
        else:
            _write(write_scenario(read_msel(_read(source), scenario, where=str(source))).encode(), out)


def _read(path: Path) -> str:
    from vigie.errors import ScenarioError

    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise ScenarioError(f"{path}: cannot be read ({reason}); save the list as CSV in UTF-8") from None


def _write(data: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(data)
        return
    try:
        with out.open("xb") as file:
            file.write(data)
    except OSError as error:
        click.echo(f"vigie: {out}: cannot be written ({error.strerror}); name a new file", err=True)
        raise SystemExit(EXIT_REFUSED) from None
