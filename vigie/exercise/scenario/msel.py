"""The list of injects as a spreadsheet: a master scenario events list in CSV, written and read back.

Columns follow HSEEP's (number, time, type, delivery, originator, recipient, description, expected outcome, contingency);
those behind them carry what else an inject holds, so that nothing is lost on the way back. What it does, its numbers and
its outlets are words with blanks between.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vigie.exercise.cast import Inject, Scenario
from vigie.exercise.scenario.times import find_times, show_long, show_when

NUMBER = "EXERCISE number"
TYPES = ("contextual", "expected action", "contingency")
_RISKY = "=+-@\t\r＝＋－＠"
_BEFORE = "' \u00a0"
"""What makes a spreadsheet take a cell for a formula, also behind blanks; an apostrophe in front keeps it a text."""


def find_columns(langs: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a list in those languages, in their order."""
    return (
        NUMBER, "time", "date", "type", "delivery", "originator", "recipient",
        *(f"description ({lang})" for lang in langs), *(f"expected outcome ({lang})" for lang in langs), "contingency",
        "key", "storyline", "incident", "objectives", "language", *(f"text ({lang})" for lang in langs), "does",
        "numbers", "outlets", "faults", "crisis", "questions",
    )  # fmt: skip


def write_msel(scenario: Scenario) -> str:
    """Return the injects of a scenario as CSV, in the order in which they happen; contingencies stand where they may."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    columns = find_columns(scenario.langs)
    sheet.writerow(columns)
    times = find_times(scenario.injects)
    for number, inject in enumerate(sorted(scenario.injects, key=lambda i: times[i.key]), start=1):
        cells = make_cells(inject, scenario) | {NUMBER: str(number)}
        sheet.writerow([guard(cells[column]) for column in columns])
    return out.getvalue()


def make_cells(inject: Inject, scenario: Scenario) -> dict[str, str]:
    """Return the cells of one inject by column, without its number."""
    cells = {
        "time": show_when(inject), "date": show_date(inject, scenario), "type": find_type(inject),
        "delivery": inject.delivery, "originator": inject.originator, "recipient": inject.recipient,
        "contingency": "yes" if inject.contingency else "no", "key": inject.key, "storyline": inject.storyline,
        "incident": inject.incident, "objectives": " ".join(inject.objectives), "language": inject.lang or "",
        "does": _pairs((inject.does or {}).items()),
        "numbers": _pairs((unit, str(value)) for unit, value in inject.numbers),
        "outlets": " ".join(inject.outlets), "faults": " ".join(inject.faults), "crisis": _crisis(inject), "questions": "\n".join(_questions(inject)),
    }  # fmt: skip
    for lang in scenario.langs:
        cells[f"description ({lang})"] = inject.title.get(lang, "")
        cells[f"text ({lang})"] = (inject.text or {}).get(lang, "")
        cells[f"expected outcome ({lang})"] = "\n".join(_expected(inject, lang))
    return cells


def show_date(inject: Inject, scenario: Scenario) -> str:
    """Return when an inject happens as a date: 2031-10-08 06:30Z. It follows from the time and the start."""
    found = find_times(scenario.injects).get(inject.key, dt.timedelta(0))
    return f"{scenario.start + found:%Y-%m-%d %H:%MZ}"


def find_type(inject: Inject) -> str:
    """Return what kind of inject it is: contingency, expected action where players should act, else contextual."""
    return "contingency" if inject.contingency else "expected action" if inject.expected else "contextual"


def _pairs(rows: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{key}={value}" for key, value in rows)


def _crisis(inject: Inject) -> str:
    since = f" since {inject.crisis_since}" if inject.crisis_since else ""
    unknown = "" if inject.crisis_names_actor else " actor unknown"
    return f"{inject.crisis or ''}{since}{unknown}".strip()


def _expected(inject: Inject, lang: str) -> Iterator[str]:
    """Yield a line for each expected action: `[key] judge within 1d, weight 3: what`."""
    for one in inject.expected:
        weight = repr(one.weight).removesuffix(".0")
        words = escape(one.text.get(lang, ""))
        yield f"[{one.key}] {one.kind} within {show_long(one.within)}, weight {weight}: {words}"


def _questions(inject: Inject) -> Iterator[str]:
    return (f"[{one.key}] {escape(one.question)}" for one in inject.expected if one.question)


def escape(text: str) -> str:
    """Return the text on one line: a new line is written as a backslash and an n."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def unescape(text: str) -> str:
    """Return the text with its lines.

    >>> unescape(escape("a" + chr(10) + "b" + chr(92) + "n")) == "a" + chr(10) + "b" + chr(92) + "n"
    True
    """
    return "\\".join(part.replace("\\n", "\n") for part in text.split("\\\\"))


def guard(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula: an apostrophe before what could be one.

    >>> guard("=1+1"), guard("D+2 06:30"), guard("'=x")
    ("'=1+1", 'D+2 06:30', "''=x")
    """
    bare = cell.lstrip(_BEFORE)
    return f"'{cell}" if bare[:1] and bare[0] in _RISKY else cell


def unguard(cell: str) -> str:
    """Return the cell as it was before it was guarded.

    >>> unguard("'=1+1"), unguard("'tis"), unguard("''=x")
    ('=1+1', "'tis", "'=x")
    """
    bare = cell.lstrip(_BEFORE)
    return cell[1:] if cell[:1] == "'" and bare[:1] and bare[0] in _RISKY else cell


def same_cells(a: Mapping[str, str], b: Mapping[str, str], column: str) -> bool:
    """Return whether two rows hold the same in a column."""
    return a.get(column, "").strip() == b.get(column, "").strip()
