"""vigie correct, retract and restore: changes to records, signed and with a reason, beside what they change."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from vigie.cli.faults import EXIT_REFUSED, Decorator, explained, ledger_option

if TYPE_CHECKING:
    from vigie.store import Ledger

EXIT_SOME_REFUSED = 1
Amend = Callable[["Ledger", str], object]


def _signed(command: Callable[..., None]) -> Callable[..., None]:
    """Return the command with the arguments that every change needs."""
    options: list[Decorator] = [
        click.option("--seen", type=click.IntRange(0), metavar="N",
                     help="Changes you saw on the record; refused when somebody was faster."),
        click.option("--reason", required=True, metavar="TEXT", help="Why; kept beside the change."),
        click.option("--author", required=True, metavar="NAME", help="Who makes the change; kept beside it."),
        ledger_option,
        click.argument("keys", nargs=-1, required=True, metavar="KEY..."),
    ]  # fmt: skip
    for option in options:
        command = option(command)
    return command


@click.command("correct", short_help="Correct records: a new row with author and reason.")
@_signed
@click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help="The change; may be repeated. “NAME=” takes a value away.",
)
@click.option("--same-as", metavar="KEY", help="Merge the record into this one.")
def correct(
    keys: tuple[str, ...],
    path: str,
    author: str,
    reason: str,
    seen: int | None,
    pairs: tuple[str, ...],
    same_as: str | None,
) -> None:
    """Correct the records KEY, all in the same way. Nothing is overwritten: the change is a new row beside the old one,
    and questions as known before are answered as before.

    “-” reads keys from standard input, one a line. Lists are written with commas: --set modality=threat,assertion.
    Of a statement you may set speaker, role, country, codes, modality, kind, scope, negative_evidence, valid_from,
    valid_to; of an event type, vigie_type, mode, actor, actor_codes, recipient, recipient_codes, status, polarity,
    place, place_country, lat, lon, precision, attributed_to, valid_from, valid_to; of an entity name, type, country,
    codes. A correction holds for later readings that find the same words.

    \b
    Examples
      vigie correct 6a73….s.ee71… --ledger watch.vigie --set "speaker=Ida Brenn" --author "A. Officer" --reason "the deputy"
      vigie correct 6a73….e.01bd… --ledger watch.vigie --set place= --set precision= --author "A. Officer" --reason "not there"
      vigie correct 6a73….n.77aa… --ledger watch.vigie --same-as 0b12….n.3c4d… --author "A. Officer" --reason "one person"

    Exit codes: 0 done, 1 some of it refused, 2 wrong usage, 3 refused.
    """
    changes = _read_changes(pairs, same_as)

    def amend(ledger: Ledger, key: str) -> object:
        return ledger.correct(key, changes, author=author, reason=reason, now=_now(), seen=seen)

    _amend_all(path, keys, amend, "corrected")


@click.command("retract", short_help="Take records or documents back; nothing is deleted.")
@_signed
def retract(keys: tuple[str, ...], path: str, author: str, reason: str, seen: int | None) -> None:
    """Take the records KEY back, or documents with all their records. Nothing is deleted: they are left out of answers
    from now on, and `vigie restore` brings them back.

    “-” reads keys from standard input, one a line; `vigie search --format jsonl` gives keys.

    \b
    Examples
      vigie retract 6a73d12b2566a0c73fe74465 --ledger watch.vigie --author "A. Officer" --reason "a forgery"
      vigie retract - --ledger watch.vigie --author "A. Officer" --reason "misread" < keys.txt

    Exit codes: 0 done, 1 some of it refused, 2 wrong usage, 3 refused.
    """

    def amend(ledger: Ledger, key: str) -> object:
        return ledger.retract(key, author=author, reason=reason, now=_now(), seen=seen)

    _amend_all(path, keys, amend, "retracted")


@click.command("restore", short_help="Bring back what was retracted.")
@_signed
def restore(keys: tuple[str, ...], path: str, author: str, reason: str, seen: int | None) -> None:
    """Bring the records or documents KEY back that were retracted; the retraction stays on record.

    “-” reads keys from standard input, one a line.

    Exit codes: 0 done, 1 some of it refused, 2 wrong usage, 3 refused.
    """

    def amend(ledger: Ledger, key: str) -> object:
        return ledger.restore(key, author=author, reason=reason, now=_now(), seen=seen)

    _amend_all(path, keys, amend, "restored")


def _now() -> Any:
    from vigie import clock

    return clock.now()


def _read_changes(pairs: tuple[str, ...], same_as: str | None) -> dict[str, Any]:
    """Return the changes by name; a list, a number or nothing where the name asks for it."""
    from vigie.store.amend import LISTS, NUMBERS

    changes: dict[str, Any] = {"same_as": same_as} if same_as else {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"{pair!r} changes nothing; write NAME=VALUE", param_hint="--set")
        if name in changes:
            raise click.BadParameter(f"{name!r} is set twice", param_hint="--set")
        changes[name] = _read_value(value, is_list=name in LISTS, is_number=name in NUMBERS)
    if not changes:
        raise click.UsageError("nothing to correct; say what with --set NAME=VALUE or --same-as KEY")
    return changes


def _read_value(value: str, *, is_list: bool, is_number: bool) -> Any:
    if is_list:
        return [part for part in value.split(",") if part]
    if is_number and value:
        try:
            return float(json.loads(value))
        except (ValueError, TypeError):
            raise click.BadParameter(f"{value!r} is no number", param_hint="--set") from None
    return value or None


def _amend_all(path: str, keys: tuple[str, ...], amend: Amend, done: str) -> None:
    """Change all the records, naming each that is refused; what comes after it goes on."""
    from vigie.errors import AmendedMeanwhile, NoSuchRecord, UnsoundRecord
    from vigie.store import open_ledger

    made = refused = 0
    with explained(), open_ledger(path) as ledger:
        for key in _read_keys(keys):
            try:
                amend(ledger, key)
                made += 1
            except (NoSuchRecord, UnsoundRecord, AmendedMeanwhile) as error:
                refused += 1
                click.echo(f"not {done}: {error}", err=True)
    click.echo(f"{made} {done}, {refused} refused", err=True)
    if refused or not made:
        raise SystemExit(EXIT_SOME_REFUSED if made else EXIT_REFUSED)


def _read_keys(keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        yield from (line.strip() for line in sys.stdin if line.strip()) if key == "-" else (key,)
