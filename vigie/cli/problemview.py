"""Problems, evidence tables and matrices on a terminal, and as JSON takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from vigie.cli.problemwords import WORDS

if TYPE_CHECKING:
    from rich.console import Console

    from vigie.assess.evidence import Row, Table
    from vigie.assess.problems import Indicator, Problem

_BAR = 30
_SHOWN = 6


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def _tell(line: str, style: str = "") -> None:
    from rich.text import Text

    from vigie.cli.render.words import squeeze

    indent = len(line) - len(line.lstrip())
    _console().print(Text(" " * indent + squeeze(line), style=style))


def print_problem(problem: Problem, lang: str) -> None:
    """Return nothing; print what is in a problem."""
    from vigie.assess.problems import ask

    words = WORDS[lang]
    _tell(f"{problem.key} · {problem.title[lang]}", "bold")
    _tell(ask(problem, lang, deadline=words["in_days"].format(n=problem.horizon)))
    _tell(f"{words['resolved']}: {problem.resolution[lang]}")
    for role in problem.roles:
        _tell(f"  --role {role.key}={','.join(role.codes) or '?'}  {role.names[lang]}", "dim")
    rate = problem.rate
    source = f"; {rate.source}" if rate.source else ""
    _tell(f"{words['base_rate']}: {rate.probability:g} / {rate.window} d · {rate.reference[lang]}")
    _tell(f"    {rate.stated.by}, {rate.stated.on}: {rate.stated.reason}{source}", "dim")
    _tell(words["hypotheses"], "bold")
    for hypothesis in problem.hypotheses:
        mark = f"  ← {words['alarm']}" if hypothesis.alarm else ""
        _tell(f"  {hypothesis.prior:6.3f}  {hypothesis.key}: {hypothesis.names[lang]} ({hypothesis.prior_from}){mark}")
        if hypothesis.reason:
            _tell(f"          {hypothesis.reason}", "dim")
    _tell(words["indicators"], "bold")
    for indicator in problem.indicators:
        _print_indicator(indicator, lang)


def _print_indicator(indicator: Indicator, lang: str) -> None:
    when = {key: value for key, value in asdict(indicator.when).items() if value and (key, value) != ("origins", 1)}
    asked = "; ".join(f"{k}: {', '.join(v) if isinstance(v, tuple) else v}" for k, v in when.items())
    _tell(f"  {indicator.key}: {indicator.names[lang]}")
    _tell(f"    {asked}", "dim")
    group = f"; {WORDS[lang]['group']} {indicator.group}" if indicator.group != indicator.key else ""
    _tell(f"    {_worth(indicator, lang)}; {indicator.window} d; {WORDS[lang]['cap']} {indicator.cap:g}{group}")
    _tell(f"    {indicator.stated.by}, {indicator.stated.on}: {indicator.stated.reason}", "dim")


def _worth(indicator: Indicator, lang: str) -> str:
    seeing = indicator.seeing
    if seeing is None:
        return "P(E|H) " + ", ".join(f"{key} {value:g}" for key, value in indicator.chances.items())
    if seeing.chance is None or seeing.false_reports is None:
        return WORDS[lang]["not_informative"]
    ratio = (1 - seeing.chance) / (1 - seeing.false_reports)
    return f"π {seeing.chance:g}, f {seeing.false_reports:g} → {ratio:.2f} ({', '.join(seeing.hypotheses)})"


def print_table(table: Table, alarms: Sequence[str], setting: float, lang: str) -> None:
    """Return nothing; print the evidence table, what moves most first, then what is silent."""
    from vigie.assess.problems import ask, find_deadline

    words = WORDS[lang]
    question = ask(table.problem, lang, deadline=find_deadline(table.problem, table.at))
    _tell(f"{table.problem.key} · {table.at:%Y-%m-%d %H:%M}Z · {question}", "bold")
    _print_hypotheses(table, lang)
    moving = table.moves_most
    _tell(words["evidence"].format(reference=table.reference), "bold")
    for row in moving:
        _print_row(table, row, lang)
    for row in (r for r in table.rows if not r.moves and r.pieces):
        _print_row(table, row, lang)
    silent = [row.indicator for row in table.rows if not row.pieces]
    if silent:
        _tell(f"  {words['nothing']}: {', '.join(silent)}", "dim")
    if moving:
        _tell(f"{words['most']}: {moving[0].indicator} ({moving[0].moves:+.3f})")
    _tell(words["halved_told"], "dim")
    told = words["alarm_yes"].format(what=", ".join(alarms)) if alarms else words["alarm_no"]
    _tell(f"{told} ({words['setting']} {setting:g}). {words['never']}", "bold yellow" if alarms else "")
    _print_realm(table.realm)


def _print_hypotheses(table: Table, lang: str) -> None:
    words = WORDS[lang]
    for h in table.problem.hypotheses:
        after = table.posteriors[h.key]
        bar = "█" * round(after * _BAR)
        mark = f" ← {words['alarm']}" if h.alarm else ""
        told = f"{table.priors[h.key]:.3f} → {after:.3f} ({words['halved']} {table.halved[h.key]:.3f})"
        _tell(f"  {h.key:<14} {told} {bar}{mark}")


def _print_row(table: Table, row: Row, lang: str) -> None:
    words = WORDS[lang]
    ratios = ", ".join(f"{key} ×{value:.2f}" for key, value in row.ratios.items() if key != table.reference)
    state = words["states"][row.state]
    _tell(f"  {row.moves:+.3f}  {row.indicator}: {state}, {row.day} ({row.age} d), {row.pieces} · {ratios}")
    notes = list(_notes(row, words))
    if notes:
        _tell("          " + "; ".join(notes), "yellow")
    keys = [*row.signals, *row.inputs]
    more = f" +{len(keys) - _SHOWN}" if len(keys) > _SHOWN else ""
    _tell("          " + " ".join(keys[:_SHOWN]) + more, "dim")


def _notes(row: Row, words: Mapping[str, Any]) -> Sequence[str]:
    capped = [words["capped"]] if row.capped else []
    faded = [words["faded"].format(share=row.decay)] if 0 < row.decay < 1 else []
    shared = [words["shared"].format(other=row.depends_on, share=row.share)] if row.depends_on else []
    same = [words["same"].format(others=", ".join(row.same_records))] if row.same_records else []
    return [*capped, *faded, *shared, *same]


def print_matrix(table: Table, lang: str) -> None:
    """Return nothing; print the matrix of competing hypotheses."""
    from vigie.assess.evidence import find_matrix

    words = WORDS[lang]
    found = find_matrix(table)
    keys = [h.key for h in table.problem.hypotheses]
    _tell(f"{table.problem.key} · {table.at:%Y-%m-%d %H:%M}Z", "bold")
    _print_cells("", keys, words["tells_apart"])
    for line in found.lines:
        _print_cells(line.indicator, [cell.mark for cell in line.cells], f"{line.diagnosticity:.2f}")
    _print_cells(words["against"], [f"{found.against[key]:.2f}" for key in keys], "")
    _tell(words["least"].format(best=found.order[0]) if found.lines else words["no_evidence"])
    _print_realm(table.realm)


def _print_cells(head: str, cells: Sequence[str], tail: str) -> None:
    from rich.text import Text

    _console().print(Text(f"{head:<28}" + "".join(f"{cell:>14}" for cell in cells) + f"{tail:>14}"))


def _print_realm(realm: str) -> None:
    if realm == "exercise":
        _tell("EXERCISE", "bold black on yellow")


def encode_table(table: Table) -> dict[str, Any]:
    """Return the table as JSON takes it."""
    rows = [asdict(row) for row in table.rows]
    return {
        "problem": table.problem.key,
        "roles": {role.key: role.codes for role in table.problem.roles},
        "at": table.at.isoformat(),
        "realm": table.realm,
        "reference": table.reference,
        "priors": dict(table.priors),
        "posteriors": dict(table.posteriors),
        "halved": dict(table.halved),
        "alarm_probability": table.alarm_probability,
        "moves_most": [row.indicator for row in table.moves_most],
        "rows": rows,
    }
