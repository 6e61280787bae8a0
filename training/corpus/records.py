"""Whether the lines of a file make whole records: every name given once, every reference to a record that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from training.corpus.lines import GoldFile, Line

_OWNERS = {
    "more": ("content",),
    "cue": ("content",),
    "source": ("content",),
    "hedge": ("content",),
    "condition": ("content",),
    "likelihood": ("content",),
    "date": ("content", "act"),
    "mention": ("act",),
    "actor": ("act",),
    "recipient": ("act",),
    "place": ("act",),
    "quantity": ("act",),
    "name": ("name",),
}
_CALLED = {"content": "statement", "act": "act", "name": "entity"}
Fault = tuple[int, str]


def unbalanced(gold: GoldFile) -> Iterator[Fault]:
    """Yield what does not hold together, line number and sentence."""
    names = {kind: {line.id for line in gold.of_kind(kind) if line.id} for kind in _CALLED}
    yield from _repeated(gold)
    for line in gold.lines:
        yield from ((line.number, what) for what in _dangling(line, names))
    yield from _circles(gold)
    yield from _overlaps(gold)


def _repeated(gold: GoldFile) -> Iterator[Fault]:
    counts = Counter(line.id for line in gold.lines if line.id)
    for line in gold.lines:
        if line.id and counts[line.id] > 1:
            yield line.number, f"the id {line.id} is given {counts[line.id]} times"
    same = Counter((line.span, line.kind, line.id, line.of, line.get("a"), line.get("b")) for line in gold.lines)
    for line in gold.lines:
        if line.span and same[line.span, line.kind, line.id, line.of, line.get("a"), line.get("b")] > 1:
            yield line.number, "the same line twice"
    heads = list(gold.of_kind("document"))
    if len(heads) > 1:
        yield heads[1].number, "a second document line"


def _dangling(line: Line, names: dict[str, set[str]]) -> Iterator[str]:
    owners = _OWNERS.get(line.kind, ())
    if line.of and not any(line.of in names[kind] for kind in owners):
        yield f"of={line.of}: no {' or '.join(_CALLED[kind] for kind in owners) or 'record'} of that name"
    for key, kind in (("parent", "content"), ("a", "content"), ("b", "content"), ("entity", "name")):
        if line.get(key) and line.values[key] not in names[kind]:
            yield f"{key}={line.values[key]}: no {_CALLED[kind]} of that name"
    speakers = [line.get("speaker"), *line.all("accept_speakers")]
    yield from (
        f"speaker {s}: no entity of that name" for s in speakers if s and s != "none" and s not in names["name"]
    )
    told = line.all("attributed_to")
    yield from (f"attributed_to={s}: no statement of that name" for s in told if s not in names["content"])
    if line.kind == "link" and line.get("a") and line.get("a") == line.get("b"):
        yield "a link from a statement to itself"
    if line.kind == "name":
        yield from _wrong_name(line)


def _wrong_name(line: Line) -> Iterator[str]:
    if bool(line.id) == bool(line.of):
        yield "a name has either id (first mention) or of (further mentions)"
    elif line.id and not (line.get("name") and line.get("type")):
        yield "the first mention of an entity has name and type"
    elif line.of and len(line.values) > 1:
        yield "a further mention has no other key than of"


def _circles(gold: GoldFile) -> Iterator[Fault]:
    parents = {line.id: line.get("parent") for line in gold.of_kind("content")}
    for line in gold.of_kind("content"):
        seen, at = {line.id}, line.get("parent")
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at == line.id:
            yield line.number, f"{line.id} is its own parent"


def _overlaps(gold: GoldFile) -> Iterator[Fault]:
    """Yield pieces of a content that overlap, and cues and sources inside their own content."""
    for head in gold.of_kind("content"):
        pieces = [
            line for line in gold.lines if line.span and (line is head or (line.kind == "more" and line.of == head.id))
        ]
        own = [line for line in gold.of_kind("cue", "source") if line.span and line.of == head.id]
        pieces.sort(key=lambda line: line.at)
        if pieces and pieces[0] is not head and head.span:
            yield head.number, f"content {head.id} is not its first piece; a `more` stands before it"
        for a, b in zip(pieces, pieces[1:], strict=False):
            if a.at[1] > b.at[0]:
                yield b.number, f"pieces of {head.id} overlap"
        for line in own:
            if any(line.at[0] < p.at[1] and p.at[0] < line.at[1] for p in pieces):
                yield line.number, f"the {line.kind} of {head.id} overlaps its content"
