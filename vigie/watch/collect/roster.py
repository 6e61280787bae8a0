"""The list of sources, vigie.yaml: who is listened to, how often they speak, how far they are trusted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from vigie.errors import SourcesError
from vigie.model.document import REALMS
from vigie.watch.collect.kinds import KINDS

FILE = "vigie.yaml"
MAX_BYTES = 5_000_000
MAX_DEPTH = 8
SOURCE_KINDS = (*KINDS, "folder")
IRREGULAR = "irregular"
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RHYTHM = re.compile(r"(\d{1,3})\s?([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_RELIABILITY = re.compile(r"[A-F]")
_COUNTRY = re.compile(r"[A-Z]{2}|INT")
_LANG = re.compile(r"[a-z]{2,3}")
_YES, _NO = frozenset({"yes", "true", "on"}), frozenset({"no", "false", "off", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source. `reliability` is the letter of the Admiralty code, F where it cannot be judged; `rhythm` is the
    longest usual time between two items, None for sources that speak when they please. `undated` says that its
    items have no dates and that this is known; `private` lets it lie in a private network; `follow` asks for the pages
    its items link to; `checked` says on which day somebody saw the address work, None where nobody has.
    """

    id: str
    address: str
    kind: str = "feed"
    name: str | None = None
    owner: str | None = None
    country: str | None = None
    language: str | None = None
    rhythm: dt.timedelta | None = None
    check: dt.timedelta | None = None
    reliability: str = "F"
    undated: bool = False
    private: bool = False
    follow: bool = False
    checked: str | None = None

    @property
    def is_remote(self) -> bool:
        """Return whether the source is fetched from an address rather than read from a disk."""
        return self.address.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """All sources of a desk, the realm they report, whom a server may write to, and the seconds between two requests
    to one host."""

    sources: tuple[Source, ...]
    realm: str = "real"
    contact: str | None = None
    delay: float = 2.0

    def find(self, key: str) -> Source | None:
        """Return the source of that id, or None."""
        return next((source for source in self.sources if source.id == key), None)


class Line(NamedTuple):
    """A value of the file, or a mapping or list of them, and the line it starts and ends on, from 0."""

    value: Any
    start: int
    end: int


def load_roster(path: Path) -> Roster:
    """Return the list of sources in a file.

    Raises:
        SourcesError: the file is not there or has faults; the message names all of them with their lines.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise SourcesError(f"{path}: {fault.strerror or fault}; write one with `vigie init`") from fault
    if len(data) > MAX_BYTES:
        raise SourcesError(f"{path}: more than {MAX_BYTES:,} bytes; split the list")
    return parse_roster(data.decode("utf-8", "replace"), str(path))


def parse_roster(text: str, where: str) -> Roster:
    """Return the list of sources in a text.

    Raises:
        SourcesError: with all faults, one a line.
    """
    top = parse_lines(text, where).value
    faults: list[str] = []
    if not isinstance(top, dict):
        raise SourcesError(f"{where}: not a list of sources; write `sources:` and one entry a source below it")
    known = {"realm", "contact", "delay", "sources"}
    faults += [
        f"{where}:{v.start + 1}: unknown key {k!r}; keys: {', '.join(sorted(known))}"
        for k, v in top.items()
        if k not in known
    ]
    listed = top.get("sources", Line([], 0, 0))
    if not isinstance(listed.value, list):
        faults.append(f"{where}:{listed.start + 1}: sources is no list; begin each with a dash")
    sources = list(_iter_sources(listed.value if isinstance(listed.value, list) else [], where, faults))
    faults += _find_doubles(sources, listed, where)
    head = {key: top[key] for key in ("realm", "contact", "delay") if key in top}
    roster = _read_head(head, tuple(sources), where, faults)
    if faults:
        raise SourcesError("\n".join(faults))
    return roster


def parse_lines(text: str, where: str) -> Line:
    """Return the values of a YAML text, all of them strings, lists and mappings, each with its lines.

    Anchors and tags are refused: a list of sources needs none, and bombs are made of them.
    """
    try:
        _refuse_tricks(text, where)
        node = yaml.compose(text, yaml.BaseLoader)
        return _values(node) if node is not None else Line({}, 0, 0)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        at = f"{where}:{mark.line + 1}" if mark is not None else where
        raise SourcesError(f"{at}: not YAML ({getattr(fault, 'problem', None) or fault}); mend the line") from fault


def _refuse_tricks(text: str, where: str) -> None:
    """Raise SourcesError for anchors and for deep nests, before anything is built of them."""
    depth = 0
    for event in yaml.parse(text, yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise SourcesError(f"{where}:{_line(event.start_mark)}: anchors are not read; write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise SourcesError(
                f"{where}:{_line(event.start_mark)}: nested too deeply; a list of sources has two levels"
            )


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark is not None else 0


def _values(node: yaml.Node) -> Line:
    start, end = node.start_mark.line, node.end_mark.line
    if isinstance(node, yaml.MappingNode):
        return Line({str(k.value): _values(v) for k, v in node.value}, start, end)
    if isinstance(node, yaml.SequenceNode):
        return Line([_values(v) for v in node.value], start, end)
    return Line(str(node.value), start, end)


def _iter_sources(listed: list[Line], where: str, faults: list[str]) -> Iterator[Source]:
    names = {f.name for f in fields(Source)}
    for entry in listed:
        at = f"{where}:{entry.start + 1}"
        if not isinstance(entry.value, dict):
            faults.append(f"{at}: not a source; write `- id: …` and its keys below")
            continue
        own: list[str] = []
        for key, line in entry.value.items():
            if key not in names:
                own.append(f"{where}:{line.start + 1}: unknown key {key!r}; keys: {', '.join(sorted(names))}")
            elif not isinstance(line.value, str):
                own.append(f"{where}:{line.start + 1}: {key} must be one value, not a list")
        if not own:
            values = {key: (line.value, f"{where}:{line.start + 1}") for key, line in entry.value.items()}
            source = _read_source(values, at, own)
            if source is not None and not own:
                yield source
        faults += own


Stated = dict[str, tuple[str, str]]


def _read_source(stated: Stated, at: str, faults: list[str]) -> Source | None:
    for key in ("id", "address"):
        if not stated.get(key, ("", at))[0].strip():
            faults.append(f"{at}: a source without {key}; add one")
    if faults:
        return None
    checks = (
        ("id", _ID, "small letters, digits, - and _"),
        ("country", _COUNTRY, "two capitals such as FR, or INT"),
        ("language", _LANG, "a code such as fr"),
        ("reliability", _RELIABILITY, "a letter from A to F"),
    )
    for key, shape, form in checks:
        value, place = stated.get(key, ("", at))
        if value and not shape.fullmatch(value):
            faults.append(f"{place}: {key} is {value[:40]!r}; write {form}")
    kind, place = stated.get("kind", ("feed", at))
    if kind not in SOURCE_KINDS:
        faults.append(f"{place}: no kind {kind[:40]!r}; kinds: {', '.join(SOURCE_KINDS)}")
    address, place = stated["address"]
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", address) and not address.lower().startswith(("http://", "https://")):
        faults.append(f"{place}: address is {address[:60]!r}; only http, https and names of files are read")
    text = {key: value.strip() or None for key, (value, _) in stated.items()}
    return Source(
        id=str(text["id"]),
        address=str(text["address"]),
        kind=kind,
        name=text.get("name"),
        owner=text.get("owner"),
        country=text.get("country"),
        language=text.get("language"),
        rhythm=_read_rhythm(stated, "rhythm", faults),
        check=_read_rhythm(stated, "check", faults),
        reliability=text.get("reliability") or "F",
        undated=_read_yes(stated, "undated", faults),
        private=_read_yes(stated, "private", faults),
        follow=_read_yes(stated, "follow", faults),
        checked=_read_day(stated, faults),
    )


def parse_rhythm(value: str) -> dt.timedelta | None:
    """Return a rhythm such as 30m, 6h, 1d or 2w; None for `irregular`.

    Raises:
        ValueError: it is neither.
    """
    if value == IRREGULAR:
        return None
    found = _RHYTHM.fullmatch(value)
    if found is None or int(found.group(1)) == 0:
        raise ValueError(value)
    return dt.timedelta(**{_UNITS[found.group(2)]: int(found.group(1))})


def show_rhythm(rhythm: dt.timedelta | None) -> str:
    """Return a rhythm as it is written in the list."""
    if rhythm is None:
        return IRREGULAR
    minutes = int(rhythm.total_seconds()) // 60
    unit, size = next((u, s) for u, s in (("w", 10080), ("d", 1440), ("h", 60), ("m", 1)) if minutes % s == 0)
    return f"{minutes // size}{unit}"


def _read_rhythm(stated: Stated, key: str, faults: list[str]) -> dt.timedelta | None:
    value, place = stated.get(key, (IRREGULAR, ""))
    try:
        return parse_rhythm(value)
    except ValueError:
        faults.append(f"{place}: {key} is {value[:40]!r}; write 30m, 6h, 1d, 2w or {IRREGULAR}")
        return None


def _read_yes(stated: Stated, key: str, faults: list[str]) -> bool:
    value, place = stated.get(key, ("no", ""))
    if value.lower() not in _YES | _NO:
        faults.append(f"{place}: {key} is {value[:40]!r}; write yes or no")
    return value.lower() in _YES


def _read_day(stated: Stated, faults: list[str]) -> str | None:
    value, place = stated.get("checked", ("no", ""))
    if value.lower() in _NO:
        return None
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        faults.append(f"{place}: checked is {value[:40]!r}; write the day as 2022-10-13, or no")
        return None


def _find_doubles(sources: list[Source], listed: Line, where: str) -> Iterator[str]:
    seen: set[str] = set()
    for source in sources:
        if source.id in seen:
            yield f"{where}:{listed.start + 1}: two sources are called {source.id!r}; give one another id"
        seen.add(source.id)


def _read_head(head: dict[str, Line], sources: tuple[Source, ...], where: str, faults: list[str]) -> Roster:
    values = {key: line.value for key, line in head.items() if isinstance(line.value, str)}
    realm = values.get("realm", "real")
    if realm not in REALMS:
        faults.append(f"{where}:{head['realm'].start + 1}: realm is {realm[:40]!r}; write {' or '.join(REALMS)}")
    delay = values.get("delay", "2")
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", delay):
        faults.append(f"{where}:{head['delay'].start + 1}: delay is {delay[:40]!r}; write seconds, such as 2")
        delay = "2"
    contact = values.get("contact") or None
    if contact and not (contact.isascii() and contact.isprintable()):
        faults.append(f"{where}:{head['contact'].start + 1}: contact must be plain ASCII; it goes into requests")
    return Roster(sources=sources, realm=realm, contact=contact, delay=float(delay))
