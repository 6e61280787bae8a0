"""Edits made in a spreadsheet, read back: the list of injects in CSV becomes storylines, checked like those of a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from vigie.errors import ScenarioError
from vigie.exercise.cast import Scenario
from vigie.exercise.scenario.fields import suggest
from vigie.exercise.scenario.load import read_lines
from vigie.exercise.scenario.msel import NUMBER, find_columns, make_cells, same_cells, unescape, unguard
from vigie.exercise.scenario.write import write_scenario
from vigie.lang.lines import MAX_BYTES, Faults, Line, parse_lines

COMPUTED = (NUMBER, "date", "type")
"""Columns that follow from others, and may be missing."""
_EXPECTED = re.compile(r"\[([^\]]*)\]\s*(\S*)\s+within\s+([^,]*),\s*weight\s+([^:]*):\s*(.*)")
_QUESTION = re.compile(r"\[([^\]]*)\]\s*(.*)")
_CRISIS = re.compile(r"(?P<kind>\S+?)?(?:(?:^|\s+)since (?P<since>\S+))?(?P<unknown>(?:^|\s+)actor unknown)?")
Row = tuple[int, dict[str, str]]


def read_msel(text: str, scenario: Scenario, *, where: str = "msel.csv") -> Scenario:
    """Return the scenario with the injects of a list in CSV in place of its own.

    Rows are known by their key; a row that is gone is an inject that is gone, a new key a new one. Number, date and
    type follow from the rest. Edits of the date alone are refused: it follows from the time.

    Raises:
        ScenarioError: with all faults, one a line, each with the line of the list it stands on.
    """
    faults = Faults()
    top = parse_lines(write_scenario(scenario).encode(), f"scenario {scenario.key}", faults)
    rows = _read_rows(text, scenario, where, faults)
    faults.raise_all(ScenarioError)
    order = {inject.key: number for number, inject in enumerate(scenario.injects)}
    rows.sort(key=lambda row: order.get(row[1]["key"], len(order)))
    top.fields["storylines"] = _make_storylines(rows, scenario, where, faults)
    read = read_lines(top, None, faults)
    faults.raise_all(ScenarioError)
    return read


def _read_rows(text: str, scenario: Scenario, where: str, faults: Faults) -> list[Row]:
    """Return the rows by column, each with the line it begins on."""
    top = Line("", where, 1)
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        faults.add(top, f"{len(text):,} characters; a list of injects may have {MAX_BYTES:,}")
        return []
    first = text.partition("\n")[0]
    sheet = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    found: list[Row] = []
    line = 1
    try:
        head = [cell.strip() for cell in next(sheet, [])]
        _check_head(head, scenario, top, faults)
        line = sheet.line_num + 1
        for cells in sheet:
            if any(cell.strip() for cell in cells):
                found.append((line, _name_cells(head, cells, Line("", where, line), faults)))
            line = sheet.line_num + 1
    except csv.Error as error:
        faults.add(Line("", where, line), f"no CSV ({error}); save the sheet as CSV in UTF-8")
    return found


def _check_head(head: list[str], scenario: Scenario, top: Line, faults: Faults) -> None:
    known = find_columns(scenario.langs)
    for column in known:
        if column not in head and column not in COMPUTED:
            faults.add(top, f"no column {column!r}; keep the columns that `vigie exercise msel` writes")
    for column in head:
        if column not in known and column:
            faults.add(top, f"unknown column {column[:40]!r}; {suggest(column, known)}")
        if head.count(column) > 1:
            faults.add(top, f"column {column[:40]!r} stands twice; keep one")


def _name_cells(head: list[str], cells: list[str], at: Line, faults: Faults) -> dict[str, str]:
    if len(cells) > len(head):
        faults.add(at, f"{len(cells)} cells under {len(head)} columns; put texts with commas into quotation marks")
    cells = [unguard(cell.replace("\r\n", "\n")) for cell in cells] + [""] * (len(head) - len(cells))
    return {"key": "", **dict(zip(head, cells, strict=False))}


def _make_storylines(rows: list[Row], scenario: Scenario, where: str, faults: Faults) -> Line:
    """Return the rows as the storylines of a file, every value on the line of its row."""
    storylines: dict[str, Line] = {}
    held = {inject.key: make_cells(inject, scenario) for inject in scenario.injects}
    for number, cells in rows:
        at = Line("", where, number)
        _check_date(cells, held.get(cells["key"]), at, faults)
        for column in ("storyline", "incident"):
            if not cells.get(column, "").strip():
                faults.add(at, f"a row without {column}; say to which one the inject belongs")
        storyline = storylines.setdefault(
            cells.get("storyline", "").strip(), _mapping({"incidents": _mapping({}, at)}, at)
        )
        incidents = storyline.fields["incidents"].fields
        incident = incidents.setdefault(cells.get("incident", "").strip(), Line([], where, number))
        incident.rows.append(_make_inject(cells, scenario, at, faults))
    return _mapping(storylines, Line("", where, 1))


def _check_date(cells: Mapping[str, str], held: Mapping[str, str] | None, at: Line, faults: Faults) -> None:
    """A date that was changed beside an unchanged time would be lost; of an unchanged date nothing is asked."""
    if held is None or not cells.get("date") or not same_cells(cells, held, "time"):
        return
    if "after" not in held["time"] and not same_cells(cells, held, "date"):
        faults.add(at, f"the date was changed to {cells['date'][:20]!r}; change the time instead, such as D+2 06:30")


def _mapping(values: Mapping[str, Line], at: Line) -> Line:
    return Line(dict(values), at.where, at.line)


def _make_inject(cells: Mapping[str, str], scenario: Scenario, at: Line, faults: Faults) -> Line:
    """Return a row as the entry of an inject in a file."""
    time = cells.get("time", "").strip()
    fields: dict[str, object] = {
        "key": cells["key"], "after" if "after" in time.split() else "at": time,
        "title": _langs(cells, "description", scenario), "delivery": cells.get("delivery", ""),
        "from": cells.get("originator", ""), "to": cells.get("recipient", ""), "lang": cells.get("language", ""),
        "does": dict(_split_pairs(cells, "does", at, faults)), "numbers": dict(_split_pairs(cells, "numbers", at, faults)),
        "text": _langs(cells, "text", scenario), "outlets": cells.get("outlets", "").split(), "faults": cells.get("faults", "").split(),
        "contingency": cells.get("contingency", ""), "objectives": cells.get("objectives", "").split(),
        "expected": list(_split_expected(cells, scenario, at, faults)), **_split_crisis(cells, at, faults),
    }  # fmt: skip
    return _line({key: value for key, value in fields.items() if value not in ("", [], {})}, at)


def _line(value: object, at: Line) -> Line:
    """Return values as lines of a file, all on one line."""
    if isinstance(value, dict):
        return Line({key: _line(one, at) for key, one in value.items()}, at.where, at.line)
    if isinstance(value, list):
        return Line([_line(one, at) for one in value], at.where, at.line)
    return Line(str(value), at.where, at.line)


def _langs(cells: Mapping[str, str], column: str, scenario: Scenario) -> dict[str, str]:
    found = {lang: cells.get(f"{column} ({lang})", "") for lang in scenario.langs}
    return {lang: words for lang, words in found.items() if words.strip()}


def _split_pairs(cells: Mapping[str, str], column: str, at: Line, faults: Faults) -> Iterator[tuple[str, str]]:
    for pair in cells.get(column, "").split():
        key, sign, value = pair.partition("=")
        if not sign or not key or not value:
            faults.add(at, f"{column} has {pair[:40]!r}; write key=value, with blanks between")
        yield key, value


def _split_crisis(cells: Mapping[str, str], at: Line, faults: Faults) -> dict[str, str]:
    text = " ".join(cells.get("crisis", "").split())
    found = _CRISIS.fullmatch(text)
    if found is None:
        faults.add(at, f"crisis is {text[:60]!r}; write strike, departure since KEY, or strike actor unknown")
        return {}
    unknown = "no" if found["unknown"] else ""
    return {"crisis": found["kind"] or "", "crisis_since": found["since"] or "", "crisis_names_actor": unknown}


def _split_expected(
    cells: Mapping[str, str], scenario: Scenario, at: Line, faults: Faults
) -> Iterator[dict[str, object]]:
    """Yield the expected actions; what each language says of kind, end and weight must agree."""
    questions = dict(_split_questions(cells, at, faults))
    found: dict[str, dict[str, object]] = {}
    for lang in scenario.langs:
        for line in cells.get(f"expected outcome ({lang})", "").splitlines():
            parts = _EXPECTED.fullmatch(line.strip())
            if parts is None:
                faults.add(at, f"expected outcome ({lang}) has {line[:50]!r}; write `[key] judge within 6h, weight 1: what`")  # fmt: skip
                continue
            key, kind, within, weight, words = parts.groups()
            head = {"key": key, "kind": kind, "within": within, "weight": weight}
            one = found.setdefault(key, {**head, "text": {}, "question": questions.pop(key, "")})
            if any(one[name] != value for name, value in head.items()):
                faults.add(at, f"expected {key!r} has another kind, end or weight in {lang}; make them the same")
            texts = one["text"]
            assert isinstance(texts, dict)
            texts[lang] = unescape(words)
    for key in questions:
        faults.add(at, f"a question for {key!r}, which is no expected action of this row; mend its key")
    for one in found.values():
        yield {key: value for key, value in one.items() if value != ""}


def _split_questions(cells: Mapping[str, str], at: Line, faults: Faults) -> Iterator[tuple[str, str]]:
    for line in cells.get("questions", "").splitlines():
        parts = _QUESTION.fullmatch(line.strip())
        if parts is None:
            faults.add(at, f"questions has {line[:50]!r}; write `[key of the expected action] question`")
        else:
            yield parts[1], unescape(parts[2])
