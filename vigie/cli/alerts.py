"""vigie alerts: what the desk was told, over which channels, and whether it arrived."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vigie.cli.faults import Decorator, explained, ledger_option

if TYPE_CHECKING:
    from vigie.model.signal import Alert, Signal
    from vigie.store import Ledger
    from vigie.watch.deliver.cap_read import CapReading
    from vigie.watch.deliver.outbox import State
    from vigie.watch.deliver.rules import Channel, Rule, Rules

EXIT_FAULTS = 1
UNTOLD_SHOWN = 10

rules_option: Decorator = click.option(
    "--rules",
    "rules_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The rules. Default: rules.yaml beside the ledger.",
)


@click.group("alerts", short_help="What the desk was told: list, test, show, cap, feed.")
def command() -> None:
    """What the desk was told, over which channels, and whether it arrived.

    rules.yaml says who is told what (docs/alerts.md). A signal that fits a rule becomes an alert; when its state
    changes, an update; when it no longer stands, a cancellation. Each goes out over the rule's channels until it is
    delivered, and what fails stays visible here.

    \b
    Examples
      vigie alerts test --ledger desk/watch.vigie                  are the rules sound, and what would they do now?
      vigie alerts test --ledger desk/watch.vigie --send feed      does the channel work?
      vigie alerts list --ledger desk/watch.vigie
      vigie alerts show vigie-3f2a90c1d2e3f4a5b6c7.1 --format cap --ledger desk/watch.vigie
      vigie alerts cap warning.xml                                 is a CAP file valid, and what does it say?
      vigie alerts feed --ledger desk/watch.vigie > alerts.atom
    """


def _load_rules(stated: Path | None, ledger: str, *, needed: bool) -> tuple[Rules, Path]:
    """Return the rules and the folder they stand in; plain ones where none are needed and none are there."""
    from vigie.watch.deliver.rules import Rules
    from vigie.watch.deliver.rules_file import FILE, load_rules

    path = stated or Path(ledger).parent / FILE
    if not needed and stated is None and not path.exists():
        return Rules(), path.parent
    return load_rules(path), path.parent


@command.command("list", short_help="All messages, and how each stands on its channels.")
@ledger_option
@click.option("--failed", is_flag=True, help="Only what was not delivered.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form."
)
def show_list(path: str, failed: bool, form: str) -> None:
    """Show the messages, latest first, with their delivery on each channel and its faults.

    \b
    delivered  the channel took it; a note beside it says for whom not
    waiting    not tried yet
    failed     not taken so far; the next attempt is at the time shown
    given up   failed too often; it is not tried again

    Exit codes: 0 all delivered or waiting, 1 some failed or were given up, 3 refused.
    """
    from vigie.store import open_ledger
    from vigie.watch.deliver.outbox import find_states

    with explained(), open_ledger(path) as ledger:
        states = find_states(ledger.alerts(), ledger.deliveries())
        realm = ledger.realm
    states.sort(key=lambda s: (s.alert.sent, s.alert.message), reverse=True)
    bad = [s for s in states if s.outcome in {"failed", "given_up"}]
    rows = [_row(s) for s in states if not failed or s.outcome != "delivered"]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _print_rows(rows)
        messages = len({s.alert.message for s in states})
        click.echo(f"{messages} messages, realm {realm}; {len(bad)} deliveries failed or given up")
    raise SystemExit(EXIT_FAULTS if bad else 0)


def _row(state: State) -> dict[str, Any]:
    alert = state.alert
    return {
        "sent": alert.sent, "level": alert.level, "type": alert.msg_type, "message": alert.message, "rule": alert.rule,
        "headline": alert.texts[0][1] if alert.texts else "", "channel": state.channel, "outcome": state.outcome,
        "attempts": state.attempts, "due": state.due, "fault": state.fault,
    }  # fmt: skip


def _print_rows(rows: Sequence[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from vigie.watch.deliver.texts import as_line

    table = Table("sent", "level", "type", "message", "headline", "channel", "delivery", box=None)
    for row in rows:
        delivery = row["outcome"].replace("_", " ")
        if row["outcome"] == "failed":
            delivery += f", {row['attempts']} tried, next {(row['due'] or '')[:16].replace('T', ' ')}"
        delivery += f": {row['fault']}" if row["fault"] else ""
        cells = (row["sent"][:16].replace("T", " "), row["level"], row["type"], row["message"], row["headline"])
        table.add_row(*(escape(as_line(str(cell), 400)) for cell in (*cells, row["channel"], delivery)))
    Console(highlight=False, width=None if sys.stdout.isatty() else 240).print(table)


@command.command("test", short_help="Are the rules sound, what would they do now, does a channel work?")
@ledger_option
@rules_option
@click.option("--send", "channel", metavar="CHANNEL", help="Send one message over this channel, marked as a test.")
def test(path: str, rules_path: Path | None, channel: str | None) -> None:
    """Look the rules over, and show what each would do about the present signals. Nothing is sent or put on record.

    All faults of rules.yaml are named at once, with their lines. Then comes, rule by rule, what it would tell now and
    over which channels, and at the end what no rule asks for.

    With --send one message goes out over the channel named. In CAP its status is Test, or Exercise in a ledger of
    that realm; its headline begins with TEST or EXERCISE.

    Exit codes: 0 sound, 1 a secret is missing or the channel did not take the message, 3 the rules or the ledger are
    refused.
    """
    from vigie.store import open_ledger

    with explained(), open_ledger(path) as ledger:
        rules, folder = _load_rules(rules_path, path, needed=True)
        if channel is not None:
            raise SystemExit(_send_test(channel, rules, folder, ledger))
        _show_rules(rules, ledger, path)
    missing = _find_unset(rules)
    for line in missing:
        click.echo(line, err=True)
    raise SystemExit(EXIT_FAULTS if missing else 0)


def _show_rules(rules: Rules, ledger: Ledger, path: str) -> None:
    """Return nothing; what each rule would do about the present signals is on the terminal."""
    from vigie import clock
    from vigie.watch.deliver.trial import preview
    from vigie.watch.weigh import find_now, find_settings, weigh

    now = find_now(ledger, clock.now())
    weighed = weigh(ledger, find_settings(path), at=now)
    made = preview(ledger, weighed.view, weighed.signals, rules, now=now)
    for rule in rules.rules:
        _show_rule(rule, [a for a in made if a.rule == rule.name], rules, weighed.signals)
    _show_untold(rules, weighed.signals)


def _show_rule(rule: Rule, made: Sequence[Alert], rules: Rules, signals: Sequence[Signal]) -> None:
    from vigie.watch.deliver.channels import show_line
    from vigie.watch.deliver.texts import tell_all

    asked = sum(rules.is_asked_for(signal, rule, tell_all(signal)) for signal in signals)
    wants = ", ".join((*rule.kinds, *rule.forms)) or "every kind"
    lists = f", about {' or '.join(rule.watchlists)}" if rule.watchlists else ""
    click.echo(f"{rule.name}: {wants} from {rule.level} on{lists}, over {', '.join(rule.channels)}")
    counts = Counter(alert.msg_type for alert in made)
    due = ", ".join(f"{count} {name}" for name, count in counts.items()) or "nothing new"
    click.echo(f"  {asked} of {len(signals)} signals are asked for; to tell now: {due}")
    for alert in made:
        click.echo(f"  {show_line(alert)} → {', '.join(alert.channels)}")


def _show_untold(rules: Rules, signals: Sequence[Signal]) -> None:
    from vigie.watch.deliver.texts import as_line, tell_all

    told = [(signal, tell_all(signal)) for signal in signals]
    untold = [(s, t) for s, t in told if not any(rules.is_asked_for(s, rule, t) for rule in rules.rules)]
    click.echo(f"no rule asks for {len(untold)} of {len(signals)} signals")
    for signal, texts in untold[:UNTOLD_SHOWN]:
        click.echo(f"  {signal.level:<6} {signal.kind}: {as_line(texts[rules.languages[0]])}")
    if len(untold) > UNTOLD_SHOWN:
        click.echo(f"  and {len(untold) - UNTOLD_SHOWN} more")


def _secret_of(channel: Channel) -> str | None:
    return getattr(channel, "token_env", None) or getattr(channel, "password_env", None)


def _find_unset(rules: Rules) -> list[str]:
    import os

    held = [(channel.name, _secret_of(channel)) for channel in rules.channels]
    return [
        f"{name}: the variable {env} is not set; it holds the channel's secret"
        for name, env in held
        if env and not os.environ.get(env)
    ]


def _send_test(name: str, rules: Rules, folder: Path, ledger: Ledger) -> int:
    """Return the exit code after one test message."""
    from vigie import clock
    from vigie.errors import DeliveryError, RulesError
    from vigie.watch.deliver.trial import write_test

    channel = rules.channel(name)
    if channel is None:
        held = ", ".join(c.name for c in rules.channels) or "none"
        raise RulesError(f"no channel {name!r} in the rules; there is: {held}")
    try:
        note = _make_send(rules, folder, ledger)(channel, write_test(name, rules, realm=ledger.realm, now=clock.now()))
    except DeliveryError as fault:
        click.echo(f"not delivered: {fault}", err=True)
        return EXIT_FAULTS
    click.echo(f"{name}: took the test message{f' ({note})' if note else ''}")
    return 0


def _make_send(rules: Rules, folder: Path, ledger: Ledger) -> Any:
    import os

    from vigie.watch.deliver.atom import ENTRIES
    from vigie.watch.deliver.channels import Surroundings, make_send

    held = partial(ledger.latest_told, most=ENTRIES)
    return make_send(
        rules, Surroundings(folder=folder, environ=os.environ, echo=click.echo, held=held, realm=ledger.realm)
    )


@command.command("show", short_help="One message, as text, CAP or JSON.")
@click.argument("key", metavar="KEY")
@ledger_option
@rules_option
@click.option(
    "--format", "form", type=click.Choice(["text", "cap", "json"]), default="text", show_default=True, help="Form."
)
def show(key: str, path: str, rules_path: Path | None, form: str) -> None:
    """Show the message KEY as `vigie alerts list` names it; the name of an alert means its latest message.

    Exit codes: 0 shown, 3 there is no such message, or the rules or the ledger are refused.
    """
    from vigie.errors import NoSuchRecord
    from vigie.store import open_ledger
    from vigie.watch.deliver.cap import write_cap

    with explained(), open_ledger(path) as ledger:
        held = ledger.alerts(alert=key) or [a for a in ledger.alerts() if a.message == key]
        if not held:
            raise NoSuchRecord(f"{key}: no alert or message of that name; `vigie alerts list` shows them")
        if form == "json":
            click.echo(json.dumps(asdict(held[0]), ensure_ascii=False, indent=1))
        elif form == "cap":
            click.echo(write_cap(held[0], _load_rules(rules_path, path, needed=False)[0]).decode("utf-8"), nl=False)
        else:
            click.echo(_as_text(held[0]))


def _as_text(alert: Alert) -> str:
    from vigie.watch.deliver.cap import find_status
    from vigie.watch.deliver.texts import as_text

    head = f"{alert.message}  {find_status(alert)} {alert.msg_type}, {alert.level}, {alert.sent[:19].replace('T', ' ')} UTC"
    earlier = [f"follows {message} of {sent[:19].replace('T', ' ')}" for message, sent in alert.references]
    texts = [f"\n[{lang}] {headline}\n\n{description}" for lang, headline, description in alert.texts]
    return as_text("\n".join([head, *earlier, f"over {', '.join(alert.channels)}", *texts]))


@command.command("cap", short_help="Is a CAP file valid, and what does it say?")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE...")
def cap(inputs: tuple[str, ...]) -> None:
    """Read CAP 1.1 and 1.2 alerts: files of one, or Atom, RSS and EDXL files with alerts inside; “-” is standard input.

    Each is held against the schema of OASIS and against the rules that the schema cannot say. What breaks them is
    refused with every reason. Nothing is fetched, and signatures are not checked.

    Exit codes: 0 all valid, 1 some refused, 2 wrong usage.
    """
    from vigie.errors import CapError
    from vigie.watch.deliver.cap_read import read_cap

    refused = 0
    for name in inputs:
        try:
            reading = read_cap(_read_bytes(name), where=name)
        except CapError as fault:
            refused += 1
            click.echo(f"refused: {fault}", err=True)
            continue
        refused += len(reading.refused)
        _show_cap(name, reading)
    raise SystemExit(EXIT_FAULTS if refused else 0)


def _read_bytes(name: str) -> bytes:
    from vigie.watch.deliver.cap_read import MAX_BYTES

    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise click.UsageError(f"{name}: cannot be read ({fault.strerror}); name a CAP file") from None


def _show_cap(name: str, reading: CapReading) -> None:
    from vigie.watch.deliver.texts import as_line

    for alert in reading.alerts:
        head = f"{name}: {alert.identifier}: CAP {alert.version}, {alert.status} {alert.msg_type}, {alert.sent}"
        click.echo(as_line(head, 400))
        for info in alert.infos:
            gauge = f"{info.urgency}, {info.severity}, {info.certainty}"
            click.echo("  " + as_line(f"[{info.language}] {info.headline or info.event} ({gauge})", 400))
        for note in alert.notes:
            click.echo(f"  note: {note}")
    for refusal in reading.refused:
        for reason in refusal.reasons:
            click.echo(
                as_line(f"refused: {name}: {refusal.identifier or 'without an identifier'}: {reason}", 600), err=True
            )


@command.command("feed", short_help="The messages as an Atom feed.")
@ledger_option
@rules_option
@click.option("--channel", metavar="NAME", help="Only what goes over this channel. Default: everything.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="File to write. Default: the terminal.")
def feed(path: str, rules_path: Path | None, channel: str | None, out: Path | None) -> None:
    """Write the latest 200 messages as an Atom feed, the CAP of each inside its entry.

    A channel of kind atom keeps such a file by itself; this writes one now. In the exercise realm every title and
    category says EXERCISE.

    Exit codes: 0 written, 2 wrong usage, 3 the rules or the ledger are refused.
    """
    from vigie.cli.render.files import Whole
    from vigie.store import open_ledger
    from vigie.watch.deliver.atom import write_atom

    with explained(), open_ledger(path) as ledger:
        rules, _ = _load_rules(rules_path, path, needed=False)
        chosen = [a for a in ledger.alerts() if channel is None or channel in a.channels]
        text = write_atom(chosen, rules, name=channel or "all", realm=ledger.realm).decode("utf-8")
    if out is None:
        click.echo(text, nl=False)
        return
    with Whole(out) as stream:
        stream.write(text)
