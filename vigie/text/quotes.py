"""The quote-state layer: where quotations open and close, also when their marks are wrong, stray or missing.

One pass over the marks of each paragraph with a stack. No document is refused: a mark that makes no sense is left
out, a quotation left open ends with its paragraph and may be carried into the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Range = tuple[int, int]

_MARKS = re.compile(r"``|''|[«»‹›“”„‟\"‘’']")
_FAMILY = {
    "«": "guillemet", "»": "guillemet", "‹": "single-guillemet", "›": "single-guillemet", "“": "double",
    "”": "double", "„": "double", "‟": "double", '"': "straight", "``": "tex", "''": "tex", "‘": "single",
    "’": "single", "'": "single",
}  # fmt: skip
_OPENS = frozenset("«‹“„‟‘") | {"``"}
_CLOSES = frozenset("»›”’") | {"''"}
_SPACE = " \t\n\r\u00a0\u202f\u2009"
_BEFORE_OPEN = _SPACE + "([{–—-/:'’" + '"“«‘'
_AFTER_CLOSE = _SPACE + ".,;:!?…)]}–—-/'’" + '"”»'


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation: `outer` with its marks, `inner` without marks and outer space, both inside one paragraph."""

    outer: Range
    inner: Range
    opener: str
    closed: bool
    depth: int
    parent: int | None
    carried: bool
    paragraph: int
    kind: str


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    family: str
    carried: bool = False


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    mark: str
    closing: int
    closed: bool
    carried: bool


class QuoteIndex:
    """Quotations by position."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._quotes = list(quotes)
        self._top = [i for i, q in enumerate(self._quotes) if q.depth == 0]
        self._starts = [self._quotes[i].outer[0] for i in self._top]

    def top_at(self, char: int) -> int | None:
        """Return the index of the outermost quotation that holds the character, or None."""
        at = bisect_right(self._starts, char) - 1
        if at < 0:
            return None
        index = self._top[at]
        return index if char < self._quotes[index].outer[1] else None

    def at(self, char: int) -> int | None:
        """Return the index of the innermost quotation that holds the character, or None."""
        best = self.top_at(char)
        if best is None:
            return None
        limit = self._quotes[best].outer[1]
        for i in range(best + 1, len(self._quotes)):
            quote = self._quotes[i]
            if quote.outer[0] >= limit:
                break
            if quote.outer[0] <= char < quote.outer[1]:
                best = i
        return best


def find_quotes(text: str, paragraphs: Sequence[Range], lang: str | None = None) -> list[Quote]:
    """Return the quotations in reading order, outer before inner, properly nested."""
    quotes: list[Quote] = []
    pending: str | None = None
    for number, (start, end) in enumerate(paragraphs):
        found, pending = _scan(text, start, end, pending)
        quotes += _nest(text, found, number, len(quotes))
    return quotes


def _scan(text: str, start: int, end: int, pending: str | None) -> tuple[list[_Found], str | None]:
    """Return the quotations of one paragraph and the family of the one left open at its end."""
    marks = [m for m in _MARKS.finditer(text, start, end)]
    stack: list[_Open] = []
    found: list[_Found] = []
    for k, match in enumerate(marks):
        at, mark = match.start(), match.group()
        family = _FAMILY[mark]
        role = _role(text, start, end, match, stack, marks, k)
        if role == "open":
            _end_unclosed(stack, found, family, at, marks[k + 1 :])
            carried = pending == family and text[start:at].strip(_SPACE) == ""
            stack.append(_Open(at, mark, family, carried))
        elif role == "close":
            _close(stack, found, family, match.end(), at)
        elif role == "stray-close" and pending == family and not found and not stack:
            found.append(_Found(start, match.end(), "", at, True, True))
    for opened in stack[:1]:
        found.append(_Found(opened.start, end, opened.mark, end, False, opened.carried))
    left = stack[0].family if stack else None
    return found, left


def _end_unclosed(stack: list[_Open], found: list[_Found], family: str, at: int, rest: Sequence[re.Match[str]]) -> None:
    """End an open quotation of the same family before a new one, when too few closing marks are left for both."""
    same = [o for o in stack if o.family == family]
    if not same or family == "single":
        return
    closers = sum(_FAMILY[m.group()] == family and m.group() not in _OPENS for m in rest)
    if closers <= len(same):
        first = stack.index(same[0])
        opened = stack[first]
        del stack[first:]
        found.append(_Found(opened.start, at, opened.mark, at, False, opened.carried))


def _close(stack: list[_Open], found: list[_Found], family: str, end: int, at: int) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        if _pairs(stack[depth].family, family):
            opened = stack[depth]
            del stack[depth:]
            found.append(_Found(opened.start, end, opened.mark, at, True, opened.carried))
            return


def _pairs(opened: str, closing: str) -> bool:
    return opened == closing or {opened, closing} <= {"tex", "straight"} or {opened, closing} <= {"double", "straight"}


def _role(
    text: str, start: int, end: int, match: re.Match[str], stack: list[_Open], marks: list[re.Match[str]], k: int
) -> str:
    """Return what a mark does here: open, close, stray-close or nothing."""
    mark, family = match.group(), _FAMILY[match.group()]
    left = text[match.start() - 1] if match.start() > start else " "
    right = text[match.end()] if match.end() < end else " "
    if family == "single":
        return _single_role(text, left, right, match, stack, marks, k)
    is_open = any(_pairs(o.family, family) for o in stack)
    could_open = left in _BEFORE_OPEN and (right not in _SPACE or mark in _OPENS)
    could_close = right in _AFTER_CLOSE and (left not in _SPACE or mark in _CLOSES)
    if mark in _CLOSES or (mark == "“" and is_open and left not in _SPACE and right in _AFTER_CLOSE):
        return _closing_role(is_open, left, right)
    if mark in _OPENS:
        wrong_way = is_open and left not in _BEFORE_OPEN and right in _AFTER_CLOSE
        return "close" if wrong_way else "open"
    return _straight_role(is_open, could_open, could_close, left, right)


def _closing_role(is_open: bool, left: str, right: str) -> str:
    if is_open:
        return "close"
    wrong_way = left in _BEFORE_OPEN and right not in _SPACE and right.isalnum()
    return "open" if wrong_way else "stray-close"


def _straight_role(is_open: bool, could_open: bool, could_close: bool, left: str, right: str) -> str:
    if left.isdigit() and not is_open:
        return ""
    if is_open:
        return "close" if could_close or not could_open else "open"
    if could_open:
        return "open"
    return "stray-close" if could_close else ""


def _single_role(
    text: str, left: str, right: str, match: re.Match[str], stack: list[_Open], marks: list[re.Match[str]], k: int
) -> str:
    """Return the role of a single mark; apostrophes have letters on both sides, possessives close nothing."""
    if left.isalnum() and right.isalnum():
        return ""
    is_open = any(o.family == "single" for o in stack)
    if is_open and left not in _SPACE and right in _AFTER_CLOSE:
        return "close"
    opens = left in _BEFORE_OPEN and right.isalpha() and match.group() != "’"
    if opens and not is_open and _has_partner(text, marks, k):
        return "open"
    return ""


def _has_partner(text: str, marks: list[re.Match[str]], k: int) -> bool:
    """Return whether a later single mark of the paragraph could close the one at `k`."""
    for later in marks[k + 1 :]:
        if _FAMILY[later.group()] != "single" or later.group() == "‘":
            continue
        at = later.start()
        left = text[at - 1]
        right = text[at + 1] if at + 1 < len(text) else " "
        if left not in _SPACE and right in _AFTER_CLOSE and not (left == "s" and right == " "):
            return True
    return False


def _nest(text: str, found: list[_Found], paragraph: int, base: int) -> list[Quote]:
    """Return the quotations of a paragraph in order, each with its depth and parent."""
    ordered = sorted(found, key=lambda f: (f.start, -f.end))
    quotes: list[Quote] = []
    open_at: list[int] = []
    for item in ordered:
        while open_at and quotes[open_at[-1]].outer[1] <= item.start:
            open_at.pop()
        if open_at and quotes[open_at[-1]].outer[1] < item.end:
            item = replace_end(item, quotes[open_at[-1]].outer[1])
        inner = _strip(text, item.start + len(item.mark), min(item.closing, item.end))
        if inner[1] <= inner[0]:
            continue
        parent = base + open_at[-1] if open_at else None
        quotes.append(
            Quote(
                (item.start, item.end), inner, item.mark, item.closed, len(open_at), parent, item.carried, paragraph,
                _kind(text, inner),
            )
        )  # fmt: skip
        open_at.append(len(quotes) - 1)
    return quotes


def replace_end(item: _Found, end: int) -> _Found:
    """Return the find cut at `end`."""
    return _Found(item.start, end, item.mark, min(item.closing, end), item.closed, item.carried)


def _strip(text: str, start: int, end: int) -> Range:
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    return start, end


def _kind(text: str, inner: Range) -> str:
    """Return a hint of what the marks do: speech, a name, or a few words held at a distance."""
    words = text[inner[0] : inner[1]].split()
    if len(words) > 5 or text[inner[1] - 1] in ".,!?…":
        return "speech"
    big = [w for w in words if len(w) > 3]
    if big and all(w[0].isupper() or w[0].isdigit() for w in big):
        return "name"
    return "scare" if len(words) <= 3 and words[0][0].islower() else "speech"
