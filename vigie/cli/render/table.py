"""Readings as a table in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from vigie.cli.render import words
from vigie.model import Event, Reading, Statement, Unread

MAX_WORDS = 320
_TONES = {
    "threat": "bold red", "warning": "yellow", "accusation": "magenta", "denial": "cyan", "reassurance": "green",
    "commitment": "blue", "prediction": "blue", "demand": "magenta", "condemnation": "magenta",
}  # fmt: skip


def write_table(results: Iterable[Any], stream: IO[str]) -> None:
    """Write each reading as a header and four tables; colour only before a terminal."""
    console = Console(file=stream, highlight=False, soft_wrap=False, width=None if stream.isatty() else 110)
    for result in results:
        if isinstance(result, Unread):
            console.print(Text(f"{result.id}: not read: {result.reason}", style="red"))
        else:
            console.print(render_reading(result))


def render_reading(reading: Reading) -> Group:
    """Return the whole reading as one printable group."""
    parts: list[Any] = [_header(reading)]
    for title, table in (
        ("Who said what", _statements(reading)),
        ("Who did what", _events(reading)),
        ("Disagreements and other links", _links(reading)),
        ("Flags", _flags(reading)),
    ):
        if table is not None:
            parts += [Rule(Text(title, style="bold"), align="left", style="dim"), table, Text("")]
    if len(parts) == 1:
        parts.append(Text("Nobody is said to have said or done anything here.", style="dim"))
    return Group(*parts)


def _header(reading: Reading) -> Any:
    doc = reading.document
    facts = [doc.lang or "?", f"published {doc.published}" if doc.published else "no publication date", doc.realm]
    counts = (
        f"{len(reading.statements)} statements, {len(reading.events)} events, {len(reading.entities)} names, "
        f"{len(reading.quantities)} numbers"
    )
    body = Text.assemble((words.squeeze(doc.title or doc.id), "bold"), "\n", " · ".join(facts), "\n", (counts, "dim"))
    if doc.realm == "exercise":
        banner = Text("EXERCISE  EXERCISE  EXERCISE", style="bold reverse yellow", justify="center")
        return Panel(Group(banner, body), border_style="yellow")
    return Panel(body, border_style="dim")


def _table(*columns: tuple[str, int]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True, show_header=True, header_style="dim")
    for name, ratio in columns:
        table.add_column(name, ratio=ratio, overflow="fold")
    return table


def _statements(reading: Reading) -> Table | None:
    if not reading.statements:
        return None
    table = _table(("speaker", 26), ("how", 20), ("what it does", 18), ("words", 46))
    depth = _depths(reading.statements)
    for s in reading.statements:
        table.add_row(*_statement_cells(reading, s, depth[s.id]), end_section=True)
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


def _statement_cells(reading: Reading, s: Statement, depth: int) -> tuple[Any, ...]:
    who = Text("  " * depth + ("↳ " if depth else ""))
    who.append(words.speaker_words(reading, s), style="bold" if s.speaker else "dim italic")
    role = words.role_words(s.speaker)
    if role:
        who.append("\n" + "  " * depth + role, style="dim")
    tone = _TONES.get(s.modality[0], "")
    if s.negative_evidence:
        tone = "bold green"
    said = words.words_of(reading, s.content)
    if len(said) > MAX_WORDS:
        said = said[: MAX_WORDS - 1].rsplit(" ", 1)[0] + " …"
    cell = Text(said)
    cell.append(f"  {s.id} [{s.content[0].start}:{s.content[-1].end}]", style="dim")
    return (
        who,
        Text(words.how_words(reading, s), style="dim"),
        Text(words.does_words(s), style=tone),
        Padding(cell, (0, 0, 1, 0)),
    )


def _events(reading: Reading) -> Table | None:
    if not reading.events:
        return None
    table = _table(("act", 24), ("who → whom", 32), ("status", 14), ("where, when", 20), ("words", 30))
    for e in reading.events:
        table.add_row(*_event_cells(reading, e))
    return table


def _event_cells(reading: Reading, e: Event) -> tuple[Any, ...]:
    who = words.actor_words(reading, e.actor) or "?"
    whom = words.actor_words(reading, e.recipient)
    status = e.status + ("" if e.polarity == "positive" else ", did not happen")
    if e.attributed_to:
        status += f"\nsays {e.attributed_to}"
    place = "\n".join(p for p in (words.where_words(e), words.when_words(e)) if p)
    numbers = {q.id: q for q in reading.quantities}
    anchor = Text(words.words_of(reading, e.anchor))
    for q in e.quantities:
        if q in numbers:
            anchor.append(f"\n{words.number_words(numbers[q])}", style="bold")
    if len(e.mentions) > 1:
        anchor.append(f"\n{len(e.mentions)} mentions", style="dim")
    anchor.append(f"  {e.id} [{e.anchor[0].start}:{e.anchor[-1].end}]", style="dim")
    style = "bold" if e.status == "past" and e.polarity == "positive" and not e.attributed_to else ""
    return (
        Text(words.event_words(e), style=style), Text(who + (f" → {whom}" if whom else "")), Text(status, style="dim"),
        Text(place), anchor,
    )  # fmt: skip


def _links(reading: Reading) -> Table | None:
    if not reading.links:
        return None
    by_id = {s.id: s for s in reading.statements}
    table = _table(("link", 18), ("between", 40), ("because", 50))
    for link in reading.links:
        names = [words.speaker_words(reading, by_id[i]) + f" ({i})" if i in by_id else i for i in (link.a, link.b)]
        table.add_row(link.relation.replace("_", " "), " – ".join(names), words.squeeze(link.why))
    return table


def _flags(reading: Reading) -> Table | None:
    if not reading.flags:
        return None
    table = _table(("flag", 24), ("at", 14), ("what", 60))
    for flag in reading.flags:
        words_there = words.squeeze(flag.span.slice(reading.document.text))[:60]
        table.add_row(
            Text(flag.kind.replace("_", " "), style="yellow"), Text(f"[{flag.span.start}:{flag.span.end}]", style="dim"),
            f"{flag.message}: “{words_there}”",
        )  # fmt: skip
    return table
