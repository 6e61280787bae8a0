"""Finds the lines of a cleaned page again in its HTML source, tags passed over and entities read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from vigie.text.offsets import OffsetMap, Piece, Range

WINDOW = 20_000
"""Parts of a line are looked for within so many visible characters after what was found last."""
MIN_PART = 8
"""Shorter parts of a line prove nothing when found: they stay without a counterpart."""

_MARKERS = frozenset("-|")
_WORD = re.compile(r"\S+")
_TAG_OR_ENTITY = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"[/?!]?([A-Za-z][A-Za-z0-9-]*)?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_HIDDEN = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "template", "title", "textarea", "svg")
}


class _Run(NamedTuple):
    """Visible characters that follow one another both in the visible text and in the source."""

    at: int
    length: int
    raw_start: int
    raw_end: int


class Visible:
    """The visible characters of a page without white space, and where each stands in the source."""

    def __init__(self, html: str) -> None:
        self._runs: list[_Run] = []
        parts: list[str] = []
        at = 0
        for text, start, end in _find_visible(html):
            self._runs.append(_Run(at, len(text), start, end))
            parts.append(text)
            at += len(text)
        self.text = "".join(parts)
        self._starts = [r.at for r in self._runs]

    def find(self, key: str, cursor: int, *, is_whole: bool) -> int:
        """Return where `key` stands at or after `cursor`, -1 if nowhere; a whole line may stand before it too."""
        if is_whole:
            at = self.text.find(key, cursor)
            return at if at >= 0 else self.text.find(key)
        if len(key) < MIN_PART:
            return -1
        return self.text.find(key, cursor, cursor + WINDOW)

    def find_pieces(self, clean: int, at: int, length: int) -> Iterator[Piece]:
        """Yield the pieces that map `length` clean characters from `clean` on to the visible ones from `at` on."""
        index = bisect_right(self._starts, at) - 1
        while length > 0:
            run = self._runs[index]
            skip = at - run.at
            take = min(length, run.length - skip)
            if run.length == run.raw_end - run.raw_start:
                yield Piece(clean, clean + take, run.raw_start + skip, run.raw_start + skip + take)
            else:
                yield Piece(clean, clean + take, run.raw_start, run.raw_end)
            clean, at, length, index = clean + take, at + take, length - take, index + 1


def align(text: str, visible: Visible) -> OffsetMap:
    """Return the map from `text` to the source; lines that cannot be found map to nothing."""
    pieces: list[Piece] = []
    cursor = 0
    for line in re.finditer(r"[^\n]+", text):
        words = [m.span() for m in _WORD.finditer(text, *line.span())]
        cursor = _align_words(text, words, visible, cursor, pieces)
    return OffsetMap(_with_gaps(text, pieces))


def _align_words(text: str, words: Sequence[Range], visible: Visible, cursor: int, pieces: list[Piece]) -> int:
    """Add the pieces of a line and return where the search goes on; a line not found is tried in halves."""
    todo = [words] if words else []
    is_whole = True
    while todo:
        part = todo.pop()
        key = "".join(text[s:e] for s, e in part)
        at = visible.find(key, cursor, is_whole=is_whole)
        is_whole = is_whole and part is words and _has_markers(text, part)
        if at >= 0:
            cursor = at + len(key)
            for s, e in part:
                pieces.extend(visible.find_pieces(s, at, e - s))
                at += e - s
        elif part is words and _has_markers(text, part):
            todo.append([w for w in part if text[w[0] : w[1]] not in _MARKERS])
        elif len(part) > 1:
            half = len(part) // 2
            todo += [part[half:], part[:half]]
    return cursor


def _has_markers(text: str, words: Sequence[Range]) -> bool:
    """Return whether the cleaner may have added list dashes or table bars to the line."""
    marked = sum(text[s:e] in _MARKERS for s, e in words)
    return 0 < marked < len(words)


def _with_gaps(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces and, between two of one line, the white space that stands for what the source has there."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and last.clean_end < piece.clean_start and last.raw_end <= piece.raw_start:
            gap = text[last.clean_end : piece.clean_start]
            if gap.isspace() and "\n" not in gap:
                found.append(Piece(last.clean_end, piece.clean_start, last.raw_end, piece.raw_start))
        if last is None or piece.clean_start >= last.clean_end:
            found.append(piece)
    return found


def _find_visible(html: str) -> Iterator[tuple[str, int, int]]:
    """Yield words and read entities with their place in the source, in one pass."""
    at, length = 0, len(html)
    while at < length:
        mark = _TAG_OR_ENTITY.search(html, at)
        stop = mark.start() if mark else length
        for word in _WORD.finditer(html, at, stop):
            yield word.group(), word.start(), word.end()
        if mark is None:
            return
        if html[stop] == "<":
            at = _pass_tag(html, stop)
            if at == stop + 1:
                yield "<", stop, at
        else:
            entity = _ENTITY.match(html, stop)
            at = entity.end() if entity else stop + 1
            read = "".join(unescape(html[stop:at]).split())
            if read:
                yield read, stop, at


def _pass_tag(html: str, start: int) -> int:
    """Return where the source goes on after a tag, a comment or an element whose words are not shown."""
    if html.startswith("<!--", start):
        end = html.find("-->", start + 4)
        return end + 3 if end >= 0 else len(html)
    name = _TAG_NAME.match(html, start + 1)
    if name is None or (not name.group(1) and not name.group()):
        return start + 1
    end = html.find(">", start)
    if end < 0:
        return len(html)
    closer = _HIDDEN.get(name.group().lower())
    closing = closer.search(html, end) if closer is not None else None
    return closing.end() if closing is not None else end + 1
