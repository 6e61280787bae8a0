"""Readings as tables in the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import IO, Any

from rich.console import Console, Group
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from vigie.cli.render import words
from vigie.model import Event, Link, Reading, Statement, Unread

PIPED_WIDTH = 110
WIDEST = 160  # longer lines are hard to read, however wide the window
NARROW = 100  # below this the columns are stacked
_TONES = {
    "threat": "bold red", "warning": "yellow", "accusation": "magenta", "denial": "cyan", "reassurance": "green",
    "commitment": "blue", "prediction": "blue", "demand": "magenta", "condemnation": "magenta",
}  # fmt: skip
_LINK_TONES = {"contradicts": "bold red", "undercuts": "yellow", "supports": "green"}


def write_table(results: Iterable[Any], stream: IO[str], *, color: bool = True) -> None:
    """Write each reading as a header and its tables; colour only before a terminal that wants it."""
    screen = stream.isatty()
    console = Console(
        file=stream, highlight=False, width=None if screen else _asked_width(), no_color=not color or None
    )
    if console.width > WIDEST:
        console.width = WIDEST
    for result in results:
        if screen and isinstance(result, Unread):
            continue  # standard error has said it on the same screen
        shown = _unread(result) if isinstance(result, Unread) else render_reading(result, width=console.width)
        if screen:
            console.print(shown)
            continue
        with console.capture() as captured:
            console.print(shown)
        stream.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def render_reading(reading: Reading, *, width: int) -> Group:
    """Return the whole reading as one printable group; below `NARROW` columns its tables are stacked."""
    narrow = width < NARROW
    parts: list[Any] = [_header(reading)]
    for title, table in (
        ("Who said what", _statements(reading, narrow)),
        ("Looked for and not seen", _unseen(reading)),
        ("Who did what", _events(reading, narrow)),
        ("Disagreements and other links", _links(reading)),
        ("Flags on the text", _flags(reading)),
    ):
        if table is not None:
            parts += [Rule(Text(title, style="bold"), align="left", style="dim"), table, Text("")]
    if len(parts) == 1:
        parts.append(Text(f"{words.nothing_words(reading)}\n", style="dim"))
    parts.append(_legend(reading))
    if reading.document.realm == "exercise":
        parts.append(_banner())
    return Group(*parts)


def _asked_width() -> int:
    """Return the width for a pipe or a file: what COLUMNS says, else a width that prints well."""
    asked = os.environ.get("COLUMNS", "")
    return max(40, int(asked)) if asked.isdecimal() else PIPED_WIDTH


def _unread(unread: Unread) -> Text:
    return Text.assemble((words.squeeze(unread.id), "bold"), (f"  not read: {words.squeeze(unread.reason)}\n", "red"))


def _banner() -> Text:
    return Text("EXERCISE   EXERCISE   EXERCISE", style="bold black on yellow", justify="center")


def _header(reading: Reading) -> Any:
    doc = reading.document
    facts = [words.LANGUAGES.get(doc.lang or "", doc.lang or "language unknown")]
    facts += [f"published {doc.published}" if doc.published else "no publication date", f"{doc.realm} realm"]
    body = Text.assemble((words.title_words(reading), "bold"), "\n", " · ".join(facts), "\n")
    if doc.title:
        body.append(words.squeeze(doc.id) + "\n", style="dim")
    body.append(words.counts_words(reading), style="dim")
    if left_out := words.left_out_words(reading):
        body.append(f"\n{left_out}", style="yellow")
    if doc.realm == "exercise":
        return Panel(Group(_banner(), body), border_style="yellow")
    return Panel(body, border_style="dim")


def _table(*columns: tuple[str, int]) -> Table:
    """Return an empty table: a narrow first column for the record's name, the others by their share of the width."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True, header_style="dim")
    table.add_column("", width=4, no_wrap=True, style="dim")
    for name, ratio in columns:
        table.add_column(name, ratio=ratio, overflow="fold")
    return table


def _add(table: Table, *cells: Text | str) -> None:
    """Add a row, with an empty line between it and the row above."""
    if table.row_count:
        table.add_row()
    table.add_row(*cells)


def _lines(*parts: Text | str) -> Text:
    """Return the parts that are not empty, one a line."""
    return Text("\n").join([p if isinstance(p, Text) else Text(p) for p in parts if p])


def _statements(reading: Reading, narrow: bool) -> Table | None:
    if not reading.statements:
        return None
    if narrow:
        table = _table(("speaker, how, what it does", 34), ("words", 54))
    else:
        table = _table(("speaker, office", 26), ("how", 19), ("what it does", 18), ("words", 50))
    depth = _depths(reading.statements)
    for s in reading.statements:
        who, how, does, said = _statement_cells(reading, s, depth[s.id], " · " if narrow else "\n")
        _add(table, s.id, *((_lines(who, how, does), said) if narrow else (who, how, does, said)))
    return table


def _depths(statements: Iterable[Statement]) -> dict[str, int]:
    parents = {s.id: s.parent for s in statements}
    depths = {}
    for key in parents:
        at, depth = parents[key], 0
        while at is not None and depth < 5:
            at, depth = parents.get(at), depth + 1
        depths[key] = depth
    return depths


def _statement_cells(reading: Reading, s: Statement, depth: int, joint: str) -> tuple[Text, Text, Text, Text]:
    who = Text("  " * (depth - 1) + "↳ " if depth else "")
    who.append(words.speaker_words(reading, s), style="bold" if s.speaker else "italic")
    role = words.role_words(s.speaker)
    if role:
        who.append("\n" + "  " * depth + role, style="dim")
    does = Text(words.does_words(s), style=_TONES.get(s.modality[0], "") if s.modality else "")
    if s.negative_evidence:
        does = _lines(does, Text(words.NEGATIVE_WORDS[s.negative_evidence], style="bold green"))
    said = Text(words.said_words(reading, s))
    said.append(f"  {words.at_words(s.content)}", style="dim")
    for note in words.note_words(reading, s):
        said.append(f"\n{note}", style="italic")
    return who, Text(words.how_words(reading, s, joint=joint), style="dim"), does, said


def _unseen(reading: Reading) -> Table | None:
    """Return what somebody looked for and did not see: a record of its own, never a mere "no"."""
    statements = [s for s in reading.statements if s.negative_evidence]
    told = {s.id for s in statements}
    events = [e for e in reading.events if e.vigie_type == words.UNCHANGED and e.attributed_to not in told]
    if not statements and not events:
        return None
    table = _table(("what", 22), ("who looked", 30), ("words", 60))
    for s in statements:
        what = words.NEGATIVE_WORDS[s.negative_evidence or ""]
        who = _lines(words.speaker_words(reading, s), Text(words.role_words(s.speaker), style="dim"))
        spans = words.unseen_spans(reading, s)
        said = Text(words.words_of(reading, spans)).append(f"  {words.at_words(spans)}", style="dim")
        _add(table, s.id, Text(what, style="bold green"), who, said)
    for e in events:
        said = Text(words.words_of(reading, e.mentions)).append(f"  {words.at_words(e.anchor)}", style="dim")
        _add(
            table,
            e.id,
            Text("unchanged", style="bold green"),
            words.teller_words(reading, e) or "the text itself",
            said,
        )
    return table


def _events(reading: Reading, narrow: bool) -> Table | None:
    shown = [e for e in reading.events if e.vigie_type != words.UNCHANGED]
    if not shown:
        return None
    if narrow:
        table = _table(("act, status", 26), ("who → whom, where, when", 36), ("words", 24))
    else:
        table = _table(("act", 21), ("who → whom", 30), ("status", 18), ("where, when, number", 24), ("words", 22))
    for e in shown:
        act, who, status, facts, said = _event_cells(reading, e)
        row = (_lines(act, status), _lines(who, facts), said) if narrow else (act, who, status, facts, said)
        _add(table, e.id, *row)
    return table


def _event_cells(reading: Reading, e: Event) -> tuple[Text, Text, Text, Text, Text]:
    kind, finer = words.event_words(e)
    act = _lines(Text(kind, style="bold"), Text(finer, style="dim"))
    who = Text(words.actor_words(reading, e.actor) or "nobody named", style="" if e.actor else "dim italic")
    if e.recipient:
        who.append(" → " + words.actor_words(reading, e.recipient), style="not italic not dim")
    teller = words.teller_words(reading, e)
    status = _lines(
        Text(words.status_words(e), style=_status_tone(e)), Text(f"so says {teller}", style="magenta") if teller else ""
    )
    facts = _lines(
        Text(words.where_words(e)),
        Text(words.when_words(reading, e)),
        *(Text(n) for n in words.count_words(reading, e)),
    )
    said = Text(words.words_of(reading, e.anchor))
    said.append(f"  {words.at_words(e.anchor)}", style="dim")
    if len(e.mentions) > 1:
        said.append(f"\nmentioned {len(e.mentions)} times", style="dim")
    return act, who, status, facts, said


def _status_tone(e: Event) -> str:
    if e.polarity == "negative":
        return "cyan"
    return {"planned": "blue", "hypothetical": "italic", "ongoing": "yellow"}.get(e.status, "")


def _links(reading: Reading) -> Table | None:
    if not reading.links:
        return None
    by_id = {s.id: s for s in reading.statements}
    table = _table(("between", 66), ("because", 34))
    for link in reading.links:
        tone = _LINK_TONES.get(link.relation, "")
        ends = [_link_end(reading, by_id.get(i), i) for i in (link.a, link.b)]
        relation = Text(link.relation.replace("_", " "), style=tone)
        _add(table, "", _lines(relation, *ends), _because(link))
    return table


def _link_end(reading: Reading, s: Statement | None, key: str) -> Text:
    if s is None:
        return Text(key)
    end = Text.assemble((f"{key} ", "dim"), (words.speaker_words(reading, s), "bold"), ": ")
    return end.append(words.opening(words.said_words(reading, s)))


def _because(link: Link) -> Text:
    why = Text(words.squeeze(link.why))
    return why.append(f"  {words.at_words((link.marker,))}", style="dim") if link.marker else why


def _flags(reading: Reading) -> Table | None:
    if not reading.flags:
        return None
    table = _table(("flag", 24), ("what", 88))
    for n, flag in enumerate(reading.flags, 1):
        there = words.opening(words.squeeze(flag.span.slice(reading.document.text)))
        what = Text(f"{words.squeeze(flag.message)}: “{there}”")
        what.append(f"  {words.at_words((flag.span,))}", style="dim")
        table.add_row(f"f{n}", Text(flag.kind.replace("_", " "), style="yellow"), what)
    return table


def _legend(reading: Reading) -> Text:
    """Return the key to the signs that this reading uses."""
    parts = ["[12:34] characters of the text"]
    if any(s.speaker is None for s in reading.statements):
        parts.append("[words] ? speaker not known")
    if any(s.parent for s in reading.statements):
        parts.append("↳ said inside the one above it")
    if any(e.type for e in reading.events):
        parts.append("CAPITALS PLOVER type")
    if any(e.attributed_to for e in reading.events):
        parts.append("so says: on that speaker's word alone")
    return Text(" · ".join(parts), style="dim")
