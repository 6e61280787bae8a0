"""The content lines of an iCalendar file, each with the line it stands on, cut into events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from icalendar.parser import Contentline

MAX_BYTES = 1_000_000
MAX_LINE = 4_000
MAX_EVENTS = 500
MAX_DEPTH = 4
MAX_FAULTS = 20
_NEWLINE = re.compile(r"\r?\n")


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an event, by its line."""

    line: int
    name: str
    params: Mapping[str, str]
    value: str


@dataclass(slots=True)
class Block:
    """One event: where it begins, and its own properties; those of alarms inside it are left out."""

    line: int
    properties: list[Property] = field(default_factory=list)


@dataclass(slots=True)
class Faults:
    """What is wrong with a file, each with its line; after so many the rest is not told.

    `dead` counts the rules that fall on no day: each of them takes long to find out.
    """

    where: str
    found: list[str] = field(default_factory=list)
    dead: int = 0

    def add(self, line: int, message: str) -> None:
        """Keep a fault."""
        if len(self.found) < MAX_FAULTS:
            self.found.append(f"{self.where}:{line}: {message}")


def cut_events(data: bytes, faults: Faults) -> list[Block]:
    """Return the events of a file; what cannot be cut is among the faults."""
    if len(data) > MAX_BYTES:
        faults.add(1, f"{len(data)} bytes; a calendar may have {MAX_BYTES}, cut it")
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(data[: error.start].count(b"\n") + 1, "not UTF-8; save the file as UTF-8")
        return []
    return _cut(text, faults)


def _cut(text: str, faults: Faults) -> list[Block]:
    events: list[Block] = []
    open_names: list[tuple[str, int]] = []
    for line, content in _unfold(text, faults):
        found = _parse(line, content, faults)
        if found is not None and not _take(found, open_names, events, faults):
            return events
    for name, line in open_names:
        faults.add(line, f"BEGIN:{name} is never closed; add END:{name}")
    return events


def _take(found: Property, open_names: list[tuple[str, int]], events: list[Block], faults: Faults) -> bool:
    """Return whether it is worth going on after this property."""
    if found.name == "BEGIN":
        return _open(found, open_names, events, faults)
    if found.name == "END":
        _close(found, open_names, faults)
    elif not open_names:
        faults.add(found.line, f"{found.name} stands outside of any BEGIN; a calendar starts with BEGIN:VCALENDAR")
        return False
    elif open_names[-1][0] == "VEVENT":
        events[-1].properties.append(found)
    return True


def _unfold(text: str, faults: Faults) -> Iterator[tuple[int, str]]:
    """Yield each content line, continuation lines joined to it, with the number of its first line."""
    held, at = "", 0
    for number, line in enumerate(_NEWLINE.split(text), start=1):
        if line[:1] in (" ", "\t") and at:
            held += line[1:]
        else:
            if held.strip():
                yield at, held
            held, at = line, number
        if len(held) > MAX_LINE:
            faults.add(at, f"longer than {MAX_LINE} characters; shorten it")
            held = ""
    if held.strip():
        yield at, held


def _parse(line: int, content: str, faults: Faults) -> Property | None:
    try:
        name, params, value = Contentline(content).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        faults.add(line, f"no property: {content[:40]!r}; write NAME:value")
        return None
    return Property(line, str(name).upper(), {str(k).upper(): str(v) for k, v in params.items()}, str(value).strip())


def _open(found: Property, open_names: list[tuple[str, int]], events: list[Block], faults: Faults) -> bool:
    name = found.value.upper()
    if len(open_names) >= MAX_DEPTH:
        faults.add(found.line, f"BEGIN:{name[:20]} is nested more than {MAX_DEPTH} deep; close the others first")
        return False
    if not open_names and name != "VCALENDAR":
        faults.add(found.line, f"BEGIN:{name[:20]} outside of a calendar; start with BEGIN:VCALENDAR")
        return False
    if name == "VEVENT":
        if len(events) >= MAX_EVENTS:
            faults.add(found.line, f"more than {MAX_EVENTS} events; cut the calendar")
            return False
        events.append(Block(found.line))
    open_names.append((name, found.line))
    return True


def _close(found: Property, open_names: list[tuple[str, int]], faults: Faults) -> None:
    name = found.value.upper()
    if not open_names or open_names[-1][0] != name:
        faults.add(found.line, f"END:{name[:20]} closes nothing that is open")
    else:
        open_names.pop()
