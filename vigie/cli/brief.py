"""vigie brief: what became known in a period, every sentence with its proof."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import as_known_at, explained, ledger_option, parse_moment

if TYPE_CHECKING:
    from vigie.store import Ledger

EXIT_DROPPED = 1
_SPAN = re.compile(r"(\d{1,5})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_since(ctx: click.Context, param: click.Parameter, value: str) -> dt.timedelta | dt.datetime:
    """Return a length of time such as 24h, counted back from the end of the period, or the moment it begins at."""
    found = _SPAN.fullmatch(value)
    if found:
        return dt.timedelta(**{_UNITS[found[2]]: int(found[1])})
    try:
        if len(value) <= len("2024-11-13"):  # a day begins with its first minute
            return dt.datetime.combine(dt.date.fromisoformat(value), dt.time(), dt.UTC)
        moment = parse_moment(ctx, param, value)
        assert moment is not None
        return moment
    except (ValueError, click.BadParameter):
        raise click.BadParameter(f"{value!r} is no time; write 24h, 7d, 2024-11-13 or 2024-11-13T10:00") from None


@click.command("brief", short_help="What became known, each sentence with its proof.")
@ledger_option
@click.option(
    "--since", callback=parse_since, default="24h", show_default=True, metavar="SPAN|TIME",
    help="Begin of the period: 90m, 24h, 7d, 2w before its end, or a time.",
)  # fmt: skip
@click.option("--until", callback=parse_moment, metavar="TIME", help="End of the period. Default: now.")
@click.option(
    "--format", "form", type=click.Choice(["md", "html", "json"]), default="md", show_default=True, help="Form."
)
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the brief.")
@as_known_at
@click.option(
    "--top", type=click.IntRange(1), metavar="N", help="At most N groups a section; what is left out is counted."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH", help="File to write. Default: the terminal.")
def command(
    path: str, since: dt.timedelta | dt.datetime, until: dt.datetime | None, form: str, lang: str,
    as_known_at: dt.datetime | None, top: int | None, out: Path | None,
) -> None:  # fmt: skip
    """Tell what became known in a period: new, changed, looked for and not seen, who disagrees, numbers in conflict,
    routine, other reporting, and what could not be read.

    Every sentence is made of records and of words that stand in their texts, and names them with their offsets. One
    that does not resolve is dropped, and listed with the reason. Words in another language are quoted in it.

    \b
    Formats
      md      for mail and chat; titles and quotations cannot turn into links or HTML
      html    one page without script; each sentence leads to its words, highlighted
      json    everything, the form vigie-brief/1

    \b
    Examples
      vigie brief --ledger watch.vigie --lang fr
      vigie brief --ledger watch.vigie --since 7d --format html --out week.html
      vigie brief --ledger watch.vigie --since 2024-11-12 --until 2024-11-13T10:00 --as-known-at 2024-11-13T10:00

    Exit codes: 0 done, 1 some sentences were dropped, 2 wrong usage, 3 refused.
    """
    from vigie import clock
    from vigie.store import open_ledger
    from vigie.watch.weigh import find_now

    with explained(), open_ledger(path) as ledger:
        now = find_now(ledger, clock.now())
        end = until or as_known_at or now
        begin = end - since if isinstance(since, dt.timedelta) else since
        if begin >= end:
            raise click.BadParameter(f"the period ends at {end:%Y-%m-%dT%H:%M}, before it begins", param_hint="--since")
        written, dropped = _write_brief(ledger, begin, end, as_known_at or now, form, lang, top)
    _put(written, out)
    if dropped:
        click.echo(f"{dropped} sentences dropped, because they do not resolve; the brief lists them", err=True)
        raise SystemExit(EXIT_DROPPED)


def _write_brief(
    ledger: Ledger, since: dt.datetime, until: dt.datetime, at: dt.datetime, form: str, lang: str, top: int | None
) -> tuple[str, int]:
    """Return the brief in the form that was asked for, and how many sentences were dropped."""
    from vigie.watch.deliver.brief import find_needed, make_brief, render_html, render_json, render_md
    from vigie.watch.weigh import find_settings, weigh

    weighed = weigh(ledger, find_settings(ledger.path), at=at)
    view, signals = weighed.view, weighed.signals
    needed = find_needed(view, signals, since=since, until=until)
    texts = {key: ledger.reading(key, as_known_at=at).document.text for key in needed}
    changes = ledger.amendments(as_known_at=at)
    brief = make_brief(
        view, signals, since=since, until=until, lang=lang, texts=texts, amendments=changes, top=top
    )  # fmt: skip
    if form == "html":
        return render_html(brief, texts), len(brief.dropped)
    return (render_md(brief) if form == "md" else render_json(brief)), len(brief.dropped)


def _put(written: str, out: Path | None) -> None:
    from vigie.cli.render.files import Whole

    if out is not None:
        with Whole(out) as stream:
            stream.write(written)
        return
    try:
        sys.stdout.write(written)
    except BrokenPipeError:  # whoever read it has seen enough
        sys.stderr.close()
