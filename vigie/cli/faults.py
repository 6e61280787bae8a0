"""Faults of a ledger on the command line, and the arguments that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

EXIT_REFUSED = 3
Decorator = Callable[[Callable[..., None]], Callable[..., None]]


@contextmanager
def explained() -> Iterator[None]:
    """Yield nothing; end the command with the fault in words and exit code 3."""
    from vigie.errors import VigieError

    try:
        yield
    except VigieError as error:
        click.echo(f"vigie: {error}", err=True)
        raise SystemExit(EXIT_REFUSED) from None


def parse_moment(_: click.Context, __: click.Parameter, value: str | None) -> dt.datetime | None:
    """Return the moment; a day alone means its end, and a time without a zone is UTC."""
    if value is None:
        return None
    try:
        found = dt.datetime.fromisoformat(value)
        if len(value) <= len("2024-11-13"):
            found = dt.datetime.combine(found.date(), dt.time.max)
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{value!r} is no time; write it as 2024-11-13 or 2024-11-13T10:00") from None


as_known_at: Decorator = click.option(
    "--as-known-at",
    callback=parse_moment,
    metavar="TIME",
    help="What the ledger knew then: 2024-11-13T10:00 (UTC unless it names a zone), or a day to its end.",
)


def _use_names_beside(context: click.Context, _: click.Parameter, value: str) -> str:
    """Return the path; names of an invented setting beside the ledger are in use until the command ends."""
    from pathlib import Path

    beside = Path(value or "").parent / "names.yaml"
    if value and beside.exists():
        from vigie.lang.gazetteer.setting import using_names

        with explained():
            context.with_resource(using_names(beside))
    return value


ledger_option: Decorator = click.option(
    "--ledger",
    "path",
    required=True,
    callback=_use_names_beside,
    envvar="VIGIE_LEDGER",
    metavar="PATH",
    help="The ledger; or set the variable VIGIE_LEDGER.",
)
