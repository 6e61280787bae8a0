"""Fill in where the characters of draft lines stand, and mend offsets after a text was changed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from training.corpus.lines import BREAK, ELISION, GoldFile, Line, Range, put, shown
from training.corpus.trim import trimmed

_FOLD = str.maketrans("\u00a0\u202f\u2009’‘“”", "   ''\"\"")
_OUTSIDE = ("cue", "source")
_OWN_NAMES = {"shelter": "sheltering"}
_MARKS = "«»“”\"'‘’„‟`<>"
Fault = tuple[int, str]


def place_file(gold: GoldFile) -> list[Fault]:
    """Fill in the places of the file's lines; return the lines that have none yet, each with why."""
    gold.lines = [_mend(line) for line in gold.lines]
    faults: list[Fault] = []
    todo = [i for i, line in enumerate(gold.lines) if not _is_right(gold.text, line)]
    for stage in (_is_first, lambda line: True):
        for i in [i for i in todo if stage(gold.lines[i]) and not _is_right(gold.text, gold.lines[i])]:
            line = gold.lines[i]
            span, why = _find(gold, line)
            if span is not None:
                gold.lines[i] = put(line, span, gold.text)
            elif stage is not _is_first:
                faults.append((line.number, why))
    gold.lines = [_trim(gold.text, line) for line in gold.lines]
    return sorted(faults)


def _trim(text: str, line: Line) -> Line:
    """Return a content without the marks, spaces and stops at its edges."""
    if line.kind not in ("content", "more") or not _is_right(text, line):
        return line
    start, end = line.at
    left, right = trimmed(text[start:end])
    return put(line, (start + left, start + right), text)


def _mend(line: Line) -> Line:
    kind = line.get("vigie_type")
    if kind in _OWN_NAMES:
        line.values["vigie_type"] = _OWN_NAMES[kind]
    return line


def _is_first(line: Line) -> bool:
    """Return whether other lines may be placed by this one: the first words of a record, and further content."""
    return line.kind in ("document", "name", "content", "more", "act", "quantity")


def _is_right(text: str, line: Line) -> bool:
    return line.span is not None and line.span[0] < line.span[1] and shown(text[slice(*line.span)]) == line.words


def _find(gold: GoldFile, line: Line) -> tuple[Range | None, str]:
    """Return the span of a line's characters, or None and why there is none."""
    if line.kind == "document":
        return (0, len(gold.text.split("\n", 1)[0])), ""
    found = occurrences(gold.text, line.words)
    if not found:
        return None, f"{line.words!r} is not in the text{_likeness(gold.text, line.words)}"
    if line.nth:
        if line.nth > len(found):
            return None, f"{line.words!r} stands {len(found)} times in the text, ?{line.nth} asks for more"
        return found[line.nth - 1], ""
    if line.span is not None:
        return min(found, key=lambda s: abs(s[0] - line.at[0])), ""
    return _choose(gold, line, found)


def _choose(gold: GoldFile, line: Line, found: list[Range]) -> tuple[Range | None, str]:
    free = _free(gold, line, found)
    if not free:
        return None, f"{line.words!r}: every place is taken by another line of {line.of}; write ?1, ?2 …"
    if len(free) == 1:
        return free[0], ""
    if line.kind == "name":
        return free[0], ""
    near = _near(gold, line)
    if near:
        return min(free, key=lambda s: (_gap(s, near), s)), ""
    inside = [s for s in free if _is_inside(s, _held(gold, line))] or [s for s in free if _is_marked(gold, line, s)]
    if len(inside) == 1:
        return inside[0], ""
    places = "; ".join(f"?{found.index(s) + 1} = {_context(gold.text, s)}" for s in free)
    return None, f"{line.words!r} stands {len(free)} times: {places}"


def _free(gold: GoldFile, line: Line, found: list[Range]) -> list[Range]:
    """Return the places that no other line of the same record has, for cue and source those outside its content."""
    owner = line.of or (line.id if line.kind == "name" else None)
    if owner is None:
        return found
    taken = [o.span for o in gold.lines if o.span and o is not line and _bars(line, o, owner)]
    return [s for s in found if not any(t and s[0] < t[1] and t[0] < s[1] for t in taken)]


def _bars(line: Line, other: Line, owner: str) -> bool:
    if owner not in (other.of, other.id):
        return False
    if line.kind in _OUTSIDE:
        return other.kind in ("content", "more", *_OUTSIDE)
    if line.kind == "name":
        return other.kind == "name"
    if line.kind in ("more", "mention", "actor", "recipient", "place", "quantity"):
        return other.kind not in ("date", "condition")
    return other.kind == line.kind


def _near(gold: GoldFile, line: Line) -> list[Range]:
    """Return the spans of the record that the line is a part of; for a link, those of its second statement."""
    owner = line.get("b") if line.kind == "link" else line.of
    found = [o.span for o in gold.lines if o.span and owner and o.id == owner]
    if line.kind in ("cue", "source", "hedge", "condition", "likelihood", "date", "link"):
        found += [o.span for o in gold.lines if o.span and owner and o.kind == "more" and o.of == owner]
    return [span for span in found if span]


def _held(gold: GoldFile, line: Line) -> list[Range]:
    """Return the content that the line is said to stand in: that of its parent or of the statement that tells it."""
    owner = line.get("parent") or line.get("attributed_to")
    parts = [o for o in gold.lines if owner and ((o.id == owner and o.kind == "content") or o.of == owner)]
    return [o.span for o in parts if o.span and o.kind in ("content", "more")]


def _is_inside(span: Range, held: Iterable[Range]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in held)


def _is_marked(gold: GoldFile, line: Line, span: Range) -> bool:
    """Return whether quotation marks stand round a span that ought to have some."""
    wanted = line.kind in ("not_quote", "flag") or (line.kind == "content" and line.get("kind") == "direct")
    before, after = gold.text[: span[0]].rstrip()[-1:], gold.text[span[1] :].lstrip(" \u00a0\u202f.,!?")[:1]
    return wanted and bool(before) and before in _MARKS and bool(after) and after in _MARKS


def _gap(span: Range, near: Iterable[Range]) -> int:
    return min(max(a - span[1], span[0] - b, 0) for a, b in near)


def occurrences(text: str, words: str) -> list[Range]:
    """Return where the characters stand as whole words; spaces and apostrophes of another form are let pass.

    >>> occurrences("Il va au Brésil, dit-il.", "il"), occurrences("one two three two four", "one […] two")
    ([(21, 23)], [(0, 7)])
    """
    exact = list(_iter_places(text, words))
    if not exact:
        exact = list(_iter_places(text.translate(_FOLD), words.translate(_FOLD)))
    return [s for s in exact if not cuts_word(text, s)] or exact


def _iter_places(text: str, words: str) -> Iterator[Range]:
    plain = words.replace(BREAK, "\n")
    if not plain:
        return
    found = [(m.start(), m.start() + len(plain)) for m in re.finditer(f"(?={re.escape(plain)})", text)]
    head, _, tail = plain.partition(ELISION)
    if not found and head and tail:
        for match in re.finditer(f"(?={re.escape(head)})", text):
            end = text.find(tail, match.start() + len(head))
            found += [(match.start(), end + len(tail))] if end >= 0 else []
    yield from found


def cuts_word(text: str, span: Range) -> bool:
    """Return whether the span begins or ends inside a word."""
    start, end = span
    left = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return left or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def _context(text: str, span: Range) -> str:
    before, after = text[max(0, span[0] - 24) : span[0]], text[span[1] : span[1] + 24]
    return shown(f"…{before}[{text[slice(*span)][:30]}]{after}…")


def _likeness(text: str, words: str) -> str:
    """Return what the text has that is nearest to the words, for a message; nothing when nothing is near."""
    best, where = 0.0, (0, 0)
    head = words.split(ELISION)[0].replace(BREAK, "\n")
    for match in re.finditer(r"\b\w", text):
        piece = text[match.start() : match.start() + len(head)]
        matcher = difflib.SequenceMatcher(None, piece.lower(), head.lower(), autojunk=False)
        if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, where = ratio, (match.start(), match.start() + len(head))
    tail = "; the last part after […] may differ" if ELISION in words and best == 1 else ""
    return f"; nearest: {shown(text[slice(*where)])!r} at {where[0]}{tail}" if best > 0.6 else ""
