"""vigie ledger: the record that is only ever added to."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from vigie.cli.faults import EXIT_REFUSED, as_known_at, explained, ledger_option
from vigie.cli.formats import EVENT_FORMATS, explain_formats

if TYPE_CHECKING:
    from vigie.store import Ledger
    from vigie.store.export import Line

EXIT_SOME_REFUSED = 1


@click.group("ledger", short_help="Keep what was read: a file that never forgets.")
def command() -> None:
    """Keep what was read, in one file that is only ever added to.

    A ledger knows of every record since when it is known, so that it can be asked what was known at any time.
    Corrections and retractions are added beside what they change. A ledger is of one realm, real or exercise, and
    takes nothing of the other.

    \b
    Examples
      vigie ledger init watch.vigie --realm real
      vigie read monday/ --format jsonl | vigie ledger add - --ledger watch.vigie
      vigie ledger check watch.vigie
      vigie ledger export watch.vigie --format csv --as-known-at 2024-11-13T10:00 > then.csv

    Exit codes: 0 done, 1 some of it refused or faults found, 2 wrong usage, 3 refused.
    """


@command.command("init", short_help="Make a new ledger.")
@click.argument("path")
@click.option("--realm", type=click.Choice(["real", "exercise"]), required=True, help="Realm; it can never be changed.")
def init(path: str, realm: str) -> None:
    """Make a new ledger in the file PATH. A file that is there already is left as it is."""
    from vigie import clock
    from vigie.errors import LedgerError
    from vigie.store import open_ledger

    with explained():
        if Path(path).exists() and Path(path).stat().st_size:
            raise LedgerError(f"{path}: exists already; name a new file, or use the ledger that is there")
        open_ledger(path, realm=realm, create=True, now=clock.now()).close()
    click.echo(f"{path}: a new ledger of the {realm} realm")


@command.command("add", short_help="Add what vigie read wrote.")
@click.argument("inputs", nargs=-1, required=True, metavar="READINGS.jsonl...")
@ledger_option
@click.option("--source", metavar="KEY", help="The source of documents that name none.")
def add(inputs: tuple[str, ...], path: str, source: str | None) -> None:
    """Add the lines of `vigie read --format jsonl` or `vigie ledger export`; “-” is standard input.

    What the ledger has already is passed over, so that an interrupted command can simply be given again. A line that
    cannot be kept is named with its reason, and the rest goes on.
    """
    from vigie.store import open_ledger

    counts = {"new": 0, "held": 0, "refused": 0}
    with explained(), open_ledger(path) as ledger:
        try:
            for name in inputs:
                _add_file(ledger, name, source, counts)
        finally:
            click.echo(f"{counts['new']} added, {counts['held']} already there, {counts['refused']} refused", err=True)
    if counts["refused"]:
        raise SystemExit(EXIT_SOME_REFUSED if counts["new"] or counts["held"] else EXIT_REFUSED)


def _add_file(ledger: Ledger, name: str, source: str | None, counts: dict[str, int]) -> None:
    from vigie import clock
    from vigie.errors import NoSuchRecord, UnsoundRecord, WrongRealm
    from vigie.store.export import read_line

    for number, raw in enumerate(_open_lines(name), start=1):
        if not raw.strip():
            continue
        try:
            line = _complete(read_line(raw.decode("utf-8")), source)
            counts["new" if ledger.append_line(line, now=clock.now()) else "held"] += 1
        except (WrongRealm, UnsoundRecord, NoSuchRecord) as error:
            counts["refused"] += 1
            click.echo(f"not added: {name}:{number}: {error}", err=True)
        except ValueError as error:  # bytes that are no UTF-8
            counts["refused"] += 1
            click.echo(f"not added: {name}:{number}: {error}; give lines of UTF-8", err=True)


def _open_lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as stream:
            yield from stream
    except OSError as error:
        raise click.UsageError(f"{name}: cannot be read ({error.strerror}); name a file of readings") from None


def _complete(line: Line, source: str | None) -> Line:
    """Return the line with the source that the user named, and with an address that is the document's id."""
    from vigie.model import Reading, Unread

    if not isinstance(line.record, Reading | Unread):
        return line
    id = line.record.document.id if isinstance(line.record, Reading) else line.record.id
    url = id if re.match(r"https?://", id) else None
    origin = replace(line.origin, source=line.origin.source or source, url=line.origin.url or url)
    return replace(line, origin=origin)


@command.command("check", short_help="Look for faults in a ledger.")
@click.argument("path")
def check(path: str) -> None:
    """Look at the file, its realm, the hash of every text, and every record on its words."""
    from vigie.store import open_ledger

    with explained(), open_ledger(path) as ledger:
        size, faults = ledger.sizes(), ledger.check()
        for fault in faults:
            click.echo(f"{path}: {fault}", err=True)
        if faults:
            raise SystemExit(1)
        rows = size.rows
        click.echo(
            f"{path}: sound; {ledger.realm} realm, {rows['documents']} documents, {rows['readings']} readings, "
            f"{rows['statements']} statements, {rows['events']} events"
        )


@command.command("backup", short_help="Copy a ledger while it is in use.")
@click.argument("path")
@click.argument("target")
def backup(path: str, target: str) -> None:
    """Copy the ledger PATH into the new file TARGET, whole, while others go on writing."""
    from vigie.store import open_ledger

    with explained(), open_ledger(path) as ledger:
        ledger.backup(target)
    click.echo(f"{target}: a copy of {path}")


@command.command("size", short_help="How much a ledger holds.")
@click.argument("path")
@as_known_at
def size(path: str, as_known_at: dt.datetime | None) -> None:
    """Say how many records the ledger holds, and how many bytes it takes."""
    from vigie.store import open_ledger

    with explained(), open_ledger(path) as ledger:
        found = ledger.sizes(as_known_at=as_known_at)
        lines = [("realm", ledger.realm), *((name, f"{count:,}") for name, count in found.rows.items())]
        lines += [("characters", f"{found.chars:,}"), ("bytes", f"{found.bytes:,}")]
        lines += [("first known", found.first_known or "-"), ("last known", found.last_known or "-")]
        for name, value in lines:
            click.echo(f"{name:<12} {value:>27}")


_EXPORT = """\
Write the ledger out.

\b
Formats
  jsonl    everything, one line a record, older versions and readings too; `vigie ledger add` takes it
  csv      the statements and events that stand, corrections included, for a spreadsheet
EVENTS

The forms for events hold the events that stand, corrections included, each under its key (docs/exports.md).
"""


@command.command(
    "export", short_help="Write a ledger out, as it is or was.",
    help=_EXPORT.replace("EVENTS", explain_formats(*EVENT_FORMATS)),
)  # fmt: skip
@click.argument("path")
@click.option(
    "--format",
    "form",
    type=click.Choice(("jsonl", "csv", *EVENT_FORMATS)),
    default="jsonl",
    show_default=True,
    help="Form, see above.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="File to write. Default: the terminal.")
@as_known_at
def export(path: str, form: str, out: Path | None, as_known_at: dt.datetime | None) -> None:
    """Write the ledger out in the form that was asked for."""
    from vigie.store import open_ledger

    with explained(), open_ledger(path) as ledger:
        try:
            _export(ledger, form, out, as_known_at)
        except BrokenPipeError:  # whoever read it has seen enough
            sys.stderr.close()


def _export(ledger: Ledger, form: str, out: Path | None, at: dt.datetime | None) -> None:
    from vigie.cli.render.files import Whole

    if form in EVENT_FORMATS:
        from vigie.cli.render import write_acts
        from vigie.cli.render.filed import read_filed

        write_acts(read_filed(ledger, at, _find_exercise(ledger)), form, out, realm=ledger.realm)
    elif out is None:
        _write(ledger, form, sys.stdout, at)
    else:
        with Whole(out) as stream:
            if form == "csv":  # as `vigie read` does: spreadsheets know UTF-8 by this mark
                stream.write("\ufeff")
            _write(ledger, form, stream, at)


def _write(ledger: Ledger, form: str, stream: IO[str], at: dt.datetime | None) -> None:
    if form == "jsonl":
        for line in ledger.export(as_known_at=at, exercise=_find_exercise(ledger)):
            stream.write(line + "\n")
        return
    import csv

    from vigie.cli.render.csv import safe_cell

    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(ledger, at):
        writer.writerow([safe_cell(row[name]) for name in COLUMNS])


def _find_exercise(ledger: Ledger) -> str | None:
    """Return the identifier of the exercise that the ledger's desk is held for."""
    from vigie.watch.post import find_post

    return find_post(ledger.path).exercise if ledger.realm == "exercise" else None


COLUMNS = (
    "realm", "key", "document", "source", "url", "published", "record", "speaker_or_actor", "role", "country", "codes",
    "kind_or_type", "does_or_mode", "status", "polarity", "recipient", "recipient_codes", "place", "precision",
    "latitude", "longitude", "negative_evidence", "likelihood_low", "likelihood_high", "date_from", "date_to", "dated",
    "words", "start", "end", "confidence", "corrections", "known",
)  # fmt: skip


def _rows(ledger: Ledger, at: dt.datetime | None) -> Iterator[dict[str, Any]]:
    documents = {d.key: d for d in ledger.documents(as_known_at=at)}
    realm = " ".join(filter(None, (ledger.realm, _find_exercise(ledger))))
    empty = dict.fromkeys(COLUMNS, "") | {"realm": realm}
    records: list[Any] = [*ledger.statements(as_known_at=at), *ledger.events(as_known_at=at)]
    for record in records:
        of = documents[record.document]
        spans = record.content if hasattr(record, "content") else record.anchor
        yield empty | {
            "key": record.key, "document": of.id, "source": of.source, "url": of.url, "published": of.published,
            "date_from": record.valid_from, "date_to": record.valid_to, "dated": record.dated, "words": record.words,
            "start": spans[0].start, "end": spans[-1].end, "confidence": record.confidence,
            "corrections": record.corrections, "known": record.known, **_own_cells(record),
        }  # fmt: skip


def _own_cells(record: Any) -> dict[str, Any]:
    """Return the cells that only a statement or only an event has."""
    if hasattr(record, "modality"):
        low, high = record.likelihood or ("", "")
        return {
            "record": "statement", "speaker_or_actor": record.speaker, "role": record.role, "country": record.country,
            "codes": " ".join(record.codes), "kind_or_type": record.kind, "does_or_mode": " ".join(record.modality),
            "negative_evidence": record.negative_evidence, "likelihood_low": low, "likelihood_high": high,
        }  # fmt: skip
    return {
        "record": "event", "speaker_or_actor": record.actor, "codes": " ".join(record.actor_codes),
        "country": record.place_country, "kind_or_type": record.type or record.vigie_type,
        "does_or_mode": " ".join(filter(None, (record.vigie_type if record.type else None, record.mode))),
        "status": record.status, "polarity": record.polarity, "recipient": record.recipient,
        "recipient_codes": " ".join(record.recipient_codes), "place": record.place, "precision": record.precision,
        "latitude": record.lat, "longitude": record.lon,
    }  # fmt: skip
