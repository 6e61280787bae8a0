"""Annotation lines: `START:END KIND key=value … | characters`; in a draft `?` or `?2` instead of the offsets.

The characters repeat what the text has at the offsets, so that a wrong offset fails. Long ones are shortened in the
middle, and a line break inside is written ⏎.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

KEYS = {
    "document": "lang published realm",
    "name": "id of name type country role gender aliases",
    "content": "id kind speaker modality scope negative_evidence venue parent optional accept_kinds accept_speakers"
    " group tags",
    "more": "of",
    "cue": "of",
    "source": "of",
    "hedge": "of",
    "condition": "of",
    "likelihood": "of low high",
    "date": "of from to",
    "act": "id type vigie_type mode status polarity attributed_to optional accept accept_status tags",
    "mention": "of",
    "actor": "of entity",
    "recipient": "of entity",
    "place": "of name country",
    "quantity": "id of value low high unit",
    "not_quote": "reason",
    "link": "relation a b basis",
    "flag": "kind",
}
LONG = 96
ELISION = " […] "
BREAK = "⏎"
_LINE = re.compile(r"(\?\d*|\d+:\d+)\s+(\w+)((?:\s(?:[^|\"]|\"[^\"]*\")*)?)\|\s?(.*)")
_VALUE = re.compile(r"([\w-]+)=(\"[^\"]*\"|\S*)")
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One annotation. `span` is None in a draft; `nth` asks for that occurrence of the characters (0: not said)."""

    number: int
    span: Range | None
    nth: int
    kind: str
    values: dict[str, str]
    words: str
    comments: tuple[str, ...] = ()
    stray: str = ""

    def get(self, key: str) -> str | None:
        """Return a value, None where it is not given."""
        return self.values.get(key)

    def all(self, key: str) -> list[str]:
        """Return a value's parts between commas."""
        return [part for part in self.values.get(key, "").split(",") if part]

    @property
    def id(self) -> str | None:
        """Return the line's own name."""
        return self.values.get("id")

    @property
    def of(self) -> str | None:
        """Return the name of the record that this line is a part of."""
        return self.values.get("of")

    @property
    def at(self) -> Range:
        """Return the span of a line that has one."""
        assert self.span is not None, self
        return self.span


@dataclass(slots=True)
class GoldFile:
    """A text and its annotation lines. `faults` are those of lines that could not be read, with their numbers."""

    path: Path
    text: str
    lines: list[Line]
    faults: list[tuple[int, str]] = field(default_factory=list)
    tail: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the text's name, that of the file without its ending."""
        return self.path.stem

    def of_kind(self, *kinds: str) -> Iterator[Line]:
        """Yield the lines of these kinds."""
        yield from (line for line in self.lines if line.kind in kinds)


def shown(words: str) -> str:
    """Return the words on one line, the middle of long ones left out."""
    flat = re.sub(r"\r\n|[\r\n]", BREAK, words)
    return flat if len(flat) <= LONG else f"{flat[: LONG // 2].rstrip()}{ELISION}{flat[-LONG // 2 :].lstrip()}"


def load_file(path: Path) -> GoldFile:
    """Return an annotation file with its text, `ID.txt` beside it or, for a second annotation, in a folder beside."""
    text = find_text(path).read_bytes().decode("utf-8")
    lines, faults, comments = [], [], []
    for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not raw.strip() or raw.startswith("#"):
            comments += [raw] if raw.strip() else []
            continue
        line = parse_line(raw.strip("\r"), number, tuple(comments))
        if line is None:
            faults.append((number, "not of the form START:END KIND key=value … | characters"))
            comments.append("#! " + raw)
            continue
        lines.append(line)
        comments = []
    return GoldFile(path, text, lines, faults, tuple(comments))


def find_text(path: Path) -> Path:
    """Return the path of the text that an annotation file is of."""
    beside = path.with_suffix(".txt")
    others = sorted(path.resolve().parent.parent.glob(f"*/{beside.name}")) if not beside.exists() else []
    return others[0] if len(others) == 1 else beside


def parse_line(raw: str, number: int = 0, comments: Sequence[str] = ()) -> Line | None:
    """Return the line's parts, or None when it is of another form."""
    match = _LINE.fullmatch(raw.strip(" "))
    if match is None:
        return None
    place, kind, rest, words = match.groups()
    values = {m[1]: m[2].strip('"') for m in _VALUE.finditer(rest)}
    stray = " ".join(_VALUE.sub(" ", rest).split())
    span = None if place.startswith("?") else tuple(map(int, place.split(":")))
    nth = int(place[1:] or 0) if span is None else 0
    return Line(number, span, nth, kind, values, words, tuple(comments), stray)  # type: ignore[arg-type]


def write_line(line: Line, text: str) -> str:
    """Return the line as written in a file; one without a span stays a draft."""
    keys = [*KEYS.get(line.kind, "").split(), *line.values]
    parts = [f"{key}={_quoted(line.values[key])}" for key in dict.fromkeys(keys) if key in line.values]
    place = f"?{line.nth or ''}" if line.span is None else f"{line.span[0]}:{line.span[1]}"
    words = line.words if line.span is None else shown(text[slice(*line.span)])
    stray = [line.stray] if line.stray else []
    return " ".join([place, line.kind, *parts, *stray, "|", words])


def _quoted(value: str) -> str:
    return f'"{value}"' if not value or re.search(r"[\s|]", value) else value


def write_file(gold: GoldFile) -> str:
    """Return the whole annotation file in order of the text, drafts last."""
    found: list[str] = []
    for line in sorted(gold.lines, key=_order):
        found += [*line.comments, write_line(line, gold.text)]
    body = "\n".join([*found, *gold.tail]) + "\n"
    return re.sub(r"^#! ", "", body, flags=re.M)


def _order(line: Line) -> tuple[int, int, int, int]:
    start, end = line.span or (1 << 30, 0)
    kind = list(KEYS).index(line.kind) if line.kind in KEYS else 99
    return start, kind, end, line.number


def put(line: Line, span: Range, text: str) -> Line:
    """Return the line with its place in the text, and the words there."""
    return replace(line, span=span, nth=0, words=shown(text[slice(*span)]))
