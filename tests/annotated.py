"""Golden annotations that repeat the characters they point to, so that a wrong offset fails on loading.

    440:512 content id=s440 kind=direct speaker="Ingrid Solvang" modality=reassurance | Nous suivons […] en éveil.
    412:425 source of=s440 | Mme Solvang

One line a span. A record is named after the first character of its first words, so that a record found or lost
elsewhere changes no other line; values that are empty or usual are left out; a break inside the words is written ⏎.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from training.corpus.lines import shown
from vigie.model import Actor, Event, Reading, Span, Statement

HERE = Path(__file__).parent / "annotated"
EXAMPLES = Path(__file__).parent.parent / "examples"
KEYS = {
    "document": "lang published realm",
    "name": "of type country codes",
    "content": "id kind speaker role country codes modality scope negative_evidence venue parent",
    "more": "of",
    "cue": "of",
    "source": "of",
    "hedge": "of",
    "condition": "of",
    "likelihood": "of low high",
    "date": "of from to",
    "act": "id type vigie_type mode status polarity attributed_to quantities",
    "mention": "of",
    "actor": "of codes",
    "recipient": "of codes",
    "place": "of name country precision",
    "quantity": "id value low high unit",
    "link": "relation a b",
    "flag": "kind",
}
_LINE = re.compile(r"(\d+):(\d+) (\w+)((?: [^|]*)?) \| ?(.*)")
Values = Mapping[str, str]


class GoldError(ValueError):
    """A line that does not say what the text says; the message gives file and line."""


@dataclass(frozen=True)
class Miss:
    """One thing the reader gets wrong: the lines it ought to give, those it gives instead, and why."""

    stem: str
    why: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]

    def is_mended(self, lines: Sequence[str]) -> bool:
        """Return whether a reading has all that is right and nothing that is wrong."""
        return set(self.right) <= set(lines) and not set(self.wrong) & set(lines)


def write_line(text: str, span: Span, kind: str, values: Mapping[str, object]) -> str:
    """Return one annotation as a line; values that are None or empty are left out."""
    known = KEYS[kind].split()
    parts = [f"{key}={_quoted(value)}" for key, value in values.items() if value not in (None, "", (), [])]
    assert all(key in known for key in values), (kind, values)
    return " ".join([f"{span.start}:{span.end}", kind, *parts, "|", shown(span.slice(text))])


def _quoted(value: object) -> str:
    if isinstance(value, (tuple, list)):
        value = ",".join(map(str, value))
    word = f"{value:g}" if isinstance(value, float) else str(value)
    return f'"{word}"' if re.search(r"[\s'|]", word) else word


def parse_gold(lines: Sequence[str], text: str, where: str) -> list[str]:
    """Return the annotation lines; a wrong offset, an unknown kind or an unknown key fails with file and line."""
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            _check_line(line, text, f"{where}:{number}")
            found.append(line)
    return found


def _check_line(line: str, text: str, where: str) -> None:
    match = _LINE.fullmatch(line)
    if match is None:
        raise GoldError(f"{where}: not of the form start:end kind key=value | characters")
    start, end, kind, values, words = int(match[1]), int(match[2]), match[3], match[4], match[5]
    if kind not in KEYS:
        raise GoldError(f"{where}: unknown kind {kind!r}; one of {', '.join(KEYS)}")
    for part in shlex.split(values):
        key = part.split("=")[0]
        if "=" not in part or key not in KEYS[kind].split():
            raise GoldError(f"{where}: unknown key {key!r} of {kind}; one of {KEYS[kind]}")
    there = shown(text[start:end])
    if not start < end <= len(text) or there != words:
        at = text.find(words.split(" […] ")[0])
        hint = f"; these words begin at {at}" if at >= 0 and words else ""
        raise GoldError(f"{where}: at {start}:{end} the text has {there!r}, not {words!r}{hint}")


def load_text(stem: str, lang: str) -> str:
    """Return an example article as the reader gets it."""
    return (EXAMPLES / lang / f"{stem}.txt").read_bytes().decode("utf-8")


def load_gold(lang: str, stem: str) -> list[str]:
    """Return the annotation lines of one example."""
    path = HERE / lang / f"{stem}.gold"
    return parse_gold(path.read_text(encoding="utf-8").splitlines(), load_text(stem, lang), f"{lang}/{path.name}")


def load_published(lang: str, stem: str) -> str | None:
    """Return the day of publication that the annotations name, so that "tuesday" has a date."""
    path = HERE / lang / f"{stem}.gold"
    found = re.search(r"^\d+:\d+ document .*?published=(\S+)", path.read_text(encoding="utf-8"), re.M)
    return found[1] if found else None


def load_misses(lang: str) -> list[Miss]:
    """Return the known misses of a language: each names its text, why, and the lines expected and not expected."""
    path = HERE / lang / "known_misses.yaml"
    found = []
    for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or []:
        where = f"{lang}/{path.name}: {entry['text']}"
        if unknown := set(entry) - {"text", "why", "expected", "not_expected"}:
            raise GoldError(f"{where}: unknown key {', '.join(sorted(unknown))}")
        right, wrong = (
            parse_gold(entry.get(key, []), load_text(entry["text"], lang), where)
            for key in ("expected", "not_expected")
        )
        found.append(Miss(entry["text"], entry["why"], tuple(right), tuple(wrong)))
    return found


def judge(lines: Sequence[str], misses: Sequence[Miss]) -> list[str]:
    """Return what the reading would be were the known misses mended: their lines put in, the wrong ones left out."""
    wrong = {line for miss in misses for line in miss.wrong}
    right = [line for miss in misses for line in miss.right]
    return in_order([line for line in lines if line not in wrong] + right)


def in_order(lines: Sequence[str]) -> list[str]:
    """Return the lines by place in the text, a record before its parts."""
    return sorted(set(lines), key=_place)


def _place(line: str) -> tuple[int, int, int, str]:
    match = _LINE.fullmatch(line)
    assert match is not None, line
    return int(match[1]), list(KEYS).index(match[3]), int(match[2]), line


def diff(gold: Sequence[str], now: Sequence[str]) -> str:
    """Return the lines that differ: `-` stands in the gold only, `+` in the reading only."""
    return "\n".join(line for line in difflib.unified_diff(gold, now, "gold", "reading", lineterm="", n=0))


# Readings as lines --------------------------------------------------------------------------------------------------


def lines_of(reading: Reading) -> list[str]:
    """Return the reading as annotation lines in order of the text."""
    doc = reading.document
    first = doc.text.splitlines()[0]
    head = {"lang": doc.lang, "published": doc.published, "realm": doc.realm}
    names = {s.id: f"s{s.content[0].start}" for s in reading.statements}
    found = [write_line(doc.text, Span(0, len(first)), "document", head)]
    found += _entity_lines(reading)
    for statement in reading.statements:
        found += _statement_lines(doc.text, statement, names)
    for event in reading.events:
        found += _event_lines(reading, event, names)
    found += _other_lines(reading, names)
    return in_order(found)


def _entity_lines(reading: Reading) -> Iterator[str]:
    for e in reading.entities:
        values = {"of": e.name, "type": e.type, "country": e.country, "codes": e.codes}
        yield from (write_line(reading.document.text, span, "name", values) for span in e.mentions)


def _statement_lines(text: str, s: Statement, names: Values) -> Iterator[str]:
    own, who = {"of": names[s.id]}, s.speaker
    head: dict[str, object] = {"id": names[s.id], "kind": s.kind}
    if who is not None:
        head |= {"speaker": who.name, "role": who.role, "country": who.country, "codes": who.codes}
    head |= {"modality": s.modality, "scope": s.scope if s.scope != "speech" else None}
    head |= {"negative_evidence": s.negative_evidence, "venue": s.venue, "parent": names.get(s.parent or "")}
    yield write_line(text, s.content[0], "content", head)
    parts = {"more": s.content[1:], "cue": s.cue, "source": s.source, "hedge": s.hedges, "condition": s.condition}
    for kind, spans in parts.items():
        yield from (write_line(text, span, kind, own) for span in spans)
    if s.likelihood is not None:
        chance = {"low": s.likelihood.low, "high": s.likelihood.high}
        yield write_line(text, s.likelihood.span, "likelihood", own | chance)
    if s.date is not None:
        yield write_line(text, s.date.span, "date", own | {"from": s.date.start, "to": s.date.end})


def _event_lines(reading: Reading, e: Event, names: Values) -> Iterator[str]:
    text, name = reading.document.text, f"v{e.anchor[0].start}"
    numbers = {q.id: f"q{q.span.start}" for q in reading.quantities}
    head: dict[str, object] = {"id": name, "type": e.type, "vigie_type": e.vigie_type, "mode": e.mode}
    head |= {"status": e.status, "polarity": e.polarity if e.polarity != "positive" else None}
    head |= {"attributed_to": names.get(e.attributed_to or ""), "quantities": [numbers[q] for q in e.quantities]}
    yield write_line(text, e.anchor[0], "act", head)
    rest = [span for span in (*e.anchor[1:], *e.mentions) if span != e.anchor[0]]
    yield from (write_line(text, span, "mention", {"of": name}) for span in rest)
    yield from _actor_lines(text, name, "actor", e.actor)
    yield from _actor_lines(text, name, "recipient", e.recipient)
    if e.place is not None:
        values = {"of": name, "name": e.place.name, "country": e.place.country, "precision": e.place.precision}
        yield write_line(text, e.place.span, "place", values)
    if e.date is not None:
        yield write_line(text, e.date.span, "date", {"of": name, "from": e.date.start, "to": e.date.end})


def _actor_lines(text: str, name: str, kind: str, actor: Actor | None) -> Iterator[str]:
    if actor is not None:
        yield from (write_line(text, span, kind, {"of": name, "codes": actor.codes}) for span in actor.span)


def _other_lines(reading: Reading, names: Values) -> Iterator[str]:
    text = reading.document.text
    first = {s.id: s.content[0] for s in reading.statements}
    for q in reading.quantities:
        values = {"id": f"q{q.span.start}", "value": q.value, "low": q.low, "high": q.high, "unit": q.unit}
        yield write_line(text, q.span, "quantity", values)
    for k in reading.links:
        yield write_line(
            text, k.marker or first[k.a], "link", {"relation": k.relation, "a": names[k.a], "b": names[k.b]}
        )
    for f in reading.flags:
        yield write_line(text, f.span, "flag", {"kind": f.kind})
