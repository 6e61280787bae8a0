"""A file of YAML as strings, lists and mappings, each with the line it stands on; faults are gathered, and told together.
Everything is read as text (yaml.BaseLoader): `no` stays a word and 06:30 a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from vigie.errors import VigieError

MAX_BYTES = 2_000_000
MAX_DEPTH = 14
MAX_FAULTS = 200
"""So many faults are told; whoever has more mends these first."""
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Line:
    """A value of a file (text, list or mapping of lines), the name of the file, and the line it stands on, from 1."""

    value: Any
    where: str
    line: int

    @property
    def text(self) -> str:
        """Return the value where it is text, else nothing."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def fields(self) -> dict[str, Line]:
        """Return the value where it is a mapping, else none."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def rows(self) -> list[Line]:
        """Return the value where it is a list, else none."""
        return self.value if isinstance(self.value, list) else []


@dataclass(slots=True)
class Faults:
    """What is wrong, each with the file and line it stands on and what to do about it."""

    found: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, at: Line, message: str) -> None:
        """Keep a fault, once."""
        fault = (at.where, at.line, message)
        if fault not in self.found and len(self.found) < MAX_FAULTS:
            self.found.append(fault)

    def told(self) -> list[str]:
        """Return the faults in the order of the lines: `where:line: what; what to do`."""
        return [f"{where}:{line}: {message}" for where, line, message in sorted(self.found)]

    def raise_all(self, kind: type[VigieError]) -> None:
        """Raise an error of that kind with all faults, one a line, where there are any."""
        if self.found:
            raise kind("\n".join(self.told()))


def parse_lines(data: bytes, where: str, faults: Faults) -> Line:
    """Return the values of a YAML file with their lines; what cannot be read is among the faults."""
    nothing = Line({}, where, 1)
    if len(data) > MAX_BYTES:
        faults.add(nothing, f"{len(data):,} bytes; such a file may have {MAX_BYTES:,}, cut it")
        return nothing
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        faults.add(Line("", where, data[: fault.start].count(b"\n") + 1), "not UTF-8; save the file as UTF-8")
        return nothing
    try:
        if not _is_plain(text, where, faults):
            return nothing
        node = yaml.compose(text, _LOADER)
    except (yaml.YAMLError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        at = Line("", where, mark.line + 1 if mark is not None else 1)
        faults.add(at, f"not YAML ({getattr(fault, 'problem', None) or fault}); mend the line")
        return nothing
    return _value(node, where, faults) if node is not None else nothing


def _is_plain(text: str, where: str, faults: Faults) -> bool:
    """Return whether the file has no anchors and no deep nests, which bombs are made of."""
    depth = 0
    for event in yaml.parse(text, _LOADER):
        at = Line("", where, _line(event.start_mark))
        if isinstance(event, yaml.AliasEvent):
            faults.add(at, "anchors are not read; write the value out")
            return False
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            faults.add(at, f"nested more than {MAX_DEPTH} deep; write it with fewer levels")
            return False
    return True


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark is not None else 1


def _value(node: yaml.Node, where: str, faults: Faults) -> Line:
    line = _line(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Line] = {}
        for key, value in _pairs(node, where, faults):
            if key in found:
                faults.add(
                    Line("", where, value.line), f"{key!r} stands twice, first at line {found[key].line}; keep one"
                )
            found.setdefault(key, value)
        return Line(found, where, line)
    if isinstance(node, yaml.SequenceNode):
        return Line([_value(child, where, faults) for child in node.value], where, line)
    return Line(str(node.value), where, line)


def _pairs(node: yaml.MappingNode, where: str, faults: Faults) -> Iterator[tuple[str, Line]]:
    """Yield each key with its value; the value's line is its key's, where a reader looks for it."""
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            faults.add(Line("", where, _line(key.start_mark)), "a key that is no word; write one word and a colon")
            continue
        value = _value(child, where, faults)
        yield str(key.value), Line(value.value, where, _line(key.start_mark))
