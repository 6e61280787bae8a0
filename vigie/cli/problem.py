"""vigie problem: warning problems, and what the evidence held now makes of them."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vigie.cli.faults import EXIT_REFUSED, explained, ledger_option, parse_moment

if TYPE_CHECKING:
    from vigie.assess.evidence import Table
    from vigie.assess.problems import Problem

EXIT_FAULTS = EXIT_REFUSED
_lang = click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language.")
_role = click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ROLE=CODE",
    help="Who it is: attacker=RUS; several as attacker=RUS,BLR. Repeat.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
_at = click.option("--at", callback=parse_moment, metavar="TIME", help="What could be said then; default: now.")
_beside = click.option("--ledger", "path", envvar="VIGIE_LEDGER", metavar="PATH", help="Also look beside this ledger.")


@click.group("problem", short_help="Warning problems: hypotheses, indicators, evidence.")
def command() -> None:
    """Weigh warning problems: a question, the hypotheses that answer it, and the indicators that tell them apart.

    A problem is a file of YAML. Every number in it has an owner, a day and a reason: the base rate that the priors come
    from, and how likely each sign is under each hypothesis. Weighing multiplies prior odds by the ratios of what the
    ledger holds, each capped, faded with age, and cut where it depends on another. "Looked and saw nothing" counts by
    the stated chance of seeing; silence counts for nothing.

    NAME is that of a packaged problem, of a file in problems/ beside the ledger (which goes first), or a path.

    The result is bookkeeping, no prediction: it says where the stated numbers lead, and which record moves it most.

    \b
    Examples
      vigie problem show                                     what there is
      vigie problem show energy_strikes
      vigie problem check problems/my_problem.yaml           faults, and every example read
      vigie problem weigh energy_strikes --ledger watch.vigie --role attacker=RUS --role defender=UKR
      vigie problem matrix energy_strikes --ledger watch.vigie --role attacker=RUS --role defender=UKR
    """


@command.command("check", short_help="Check a problem, and that its examples do what they should.")
@click.argument("name")
@_beside
def check(name: str, path: str | None) -> None:
    """Check a problem: its file, then every indicator on its own examples, read by the whole chain.

    Each indicator must fire on each `match` and stay silent on each `skip`, in both languages. Faults of the file are
    named all at once, with their lines.

    \b
    Examples
      vigie problem check energy_strikes
      vigie problem check problems/my_problem.yaml

    Exit codes: 0 sound, 2 wrong usage, 3 faults found.
    """
    from vigie.assess.evidence.prove import find_proofs

    with explained():
        problem = _load(name, (), path)
        proofs = list(find_proofs(problem))
    failed = [p for p in proofs if not p.holds]
    for proof in failed:
        text = " / ".join(line.strip() for line in proof.text.splitlines())
        told = "does not fire on its match" if proof.should else "fires on its skip"
        click.echo(f"{problem.where}: {proof.indicator} {told} ({proof.lang}): {text}", err=True)
    if failed:
        click.echo(f"{len(failed)} of {len(proofs)} examples fail; `vigie read` shows what is read in them", err=True)
        raise SystemExit(EXIT_FAULTS)
    click.echo(f"{problem.where}: {len(problem.indicators)} indicators, {len(proofs)} examples, sound")


@command.command("show", short_help="What there is, or what is in a problem.")
@click.argument("name", required=False)
@_beside
@_role
@_lang
def show(name: str | None, path: str | None, roles: tuple[str, ...], lang: str) -> None:
    """Show a problem: question, base rate, hypotheses with priors, indicators with what they are worth and who says so.

    Without NAME, the problems there are.

    Exit codes: 0 shown, 2 wrong usage, 3 refused.
    """
    from vigie.assess.problems import find_problems, load_problem
    from vigie.cli.problemview import print_problem

    beside = Path(path).parent if path else None
    with explained():
        if name is not None:
            print_problem(_load(name, roles, path), lang)
            return
        for found in find_problems(beside):
            click.echo(f"{found:<24} {load_problem(found, beside=beside).title[lang]}")


@command.command("weigh", short_help="The evidence table of a problem on a ledger.")
@click.argument("name")
@ledger_option
@_role
@_at
@click.option(
    "--setting", type=click.FloatRange(0, 1, min_open=True), default=0.5, show_default=True, help="Alarm from this on."
)
@_lang
@_json
def weigh(
    name: str, path: str, roles: tuple[str, ...], at: dt.datetime | None, setting: float, lang: str, as_json: bool
) -> None:  # fmt: skip
    """Show the evidence table: prior odds × ratios = posterior, a row an indicator, each with its records and days.

    A ratio says how much likelier the sign is if the hypothesis is so than if the reference is. "moves" is what the
    row adds to the probability of an alarm hypothesis: without it, the answer would be so much lower. The first of the
    rows moves it most. "halved" is where the answer would be if every ratio were only its square root.

    An alarm says that the reporting held now speaks for it, as the stated numbers have it. It predicts nothing.

    \b
    Examples
      vigie problem weigh nuclear_signalling --ledger watch.vigie --role watched=RUS --role adversary=IGONAT
      vigie problem weigh energy_strikes --ledger watch.vigie --role attacker=RUS --role defender=UKR --at 2031-05-08 --json

    Exit codes: 0 shown, 2 wrong usage, 3 refused.
    """
    from vigie.assess.evidence import is_alarm
    from vigie.cli.problemview import encode_table, print_table

    table = _weigh(name, path, roles, at)
    alarms = is_alarm(table, setting=setting)
    if as_json:
        found = encode_table(table) | {"setting": setting, "alarms": alarms}
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return
    print_table(table, alarms, setting, lang)


@command.command("matrix", short_help="The matrix of competing hypotheses on a ledger.")
@click.argument("name")
@ledger_option
@_role
@_at
@_lang
@_json
def matrix(name: str, path: str, roles: tuple[str, ...], at: dt.datetime | None, lang: str, as_json: bool) -> None:
    """Show how each piece of evidence sits with each hypothesis, what tells most apart first; no cell is filled by hand.

    ++ and + are consistent, -- and - inconsistent, 0 tells nothing. The last row sums what speaks against each: the
    hypothesis with least against it stands best, however much speaks for another.

    \b
    Example
      vigie problem matrix energy_strikes --ledger watch.vigie --role attacker=RUS --role defender=UKR

    Exit codes: 0 shown, 2 wrong usage, 3 refused.
    """
    from dataclasses import asdict

    from vigie.assess.evidence import find_matrix
    from vigie.cli.problemview import print_matrix

    table = _weigh(name, path, roles, at)
    if as_json:
        sys.stdout.write(json.dumps(asdict(find_matrix(table)), ensure_ascii=False, indent=1) + "\n")
        return
    print_matrix(table, lang)


def _load(name: str, roles: tuple[str, ...], path: str | None) -> Problem:
    from vigie.assess.problems import load_problem

    return load_problem(name, roles=_read_roles(roles), beside=Path(path).parent if path else None)


def _read_roles(roles: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the codes by role; parties may be given by name."""
    from vigie.assess.problems.parties import find_code

    found: dict[str, tuple[str, ...]] = {}
    for given in roles:
        key, sign, codes = given.partition("=")
        held = tuple(find_code(code) for code in codes.split(",") if code.strip())
        if not sign or not held:
            raise click.BadParameter(f"{given!r}; write it as attacker=RUS or attacker=RUS,BLR", param_hint="--role")
        found[key.strip()] = (*found.get(key.strip(), ()), *held)
    return found


def _weigh(name: str, path: str, roles: tuple[str, ...], at: dt.datetime | None) -> Table:
    from vigie import clock
    from vigie.assess.evidence import weigh_problem
    from vigie.store import open_ledger
    from vigie.watch.weigh import find_now, find_settings
    from vigie.watch.weigh import weigh as weigh_ledger

    with explained(), open_ledger(path) as ledger:
        problem = _load(name, roles, path)
        if not roles:
            problem = _fill_from_drill(problem, Path(path).parent)
        moment = at or find_now(ledger, clock.now())
        return weigh_problem(problem, weigh_ledger(ledger, find_settings(path), at=moment), at=moment)


def _fill_from_drill(problem: Problem, beside: Path) -> Problem:
    """Return the problem; its roles are those of the drill whose ledger it is weighed on, where that fits, and said."""
    from vigie.assess.problems import fill_roles
    from vigie.exercise.drill.folder import FILE, load_drill, load_own_scenario
    from vigie.exercise.scenario import find_roles

    if not (beside / FILE).is_file():
        return problem
    scenario = load_own_scenario(beside, load_drill(beside))
    known = {role.key for role in problem.roles}
    found = {role: codes for role, codes in find_roles(scenario).items() if role in known}
    if not found or (scenario.problem != problem.key and set(scenario.roles) != known):
        return problem
    said = " ".join(f"--role {role}={','.join(codes)}" for role, codes in found.items())
    click.echo(f"roles as in the drill's scenario: {said}", err=True)
    return fill_roles(problem, found)
