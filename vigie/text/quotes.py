"""The quote-state layer: where quotations open and close, also when their marks are wrong, stray or missing.

One pass over the marks of each paragraph with a stack. No document is refused: a mark that makes no sense is left
out, a quotation left open ends with its paragraph and may be carried into the next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

Range = tuple[int, int]

MAX_DEPTH = 8
"""Quotations nested deeper than this are not told apart; real ones end at three."""

_MARKS = re.compile(r"``|''|<<|>>|[«»‹›“”„‟\"‘’']")
_WORD = re.compile(r"\w{1,40}")
_FAMILY = {
    "«": "guillemet", "»": "guillemet", "<<": "guillemet", ">>": "guillemet", "‹": "single-guillemet", "›": "single-guillemet", "“": "double",
    "”": "double", "„": "double", "‟": "double", '"': "straight", "``": "tex", "''": "tex", "‘": "single",
    "’": "single", "'": "single",
}  # fmt: skip
_OPENS = frozenset("«‹“„‟‘") | {"``", "<<"}
_CLOSES = frozenset("»›”’") | {"''", ">>"}
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACE = " \t\n\r\u00a0\u202f\u2009" + _UNSEEN
_STOPS = ".,;:!?…)]"
_ELIDED = frozenset({"n", "tis", "twas", "twill", "em", "til", "till", "cause", "bout", "round", "neath", "nuff", "ol"})
"""Words that begin with an apostrophe, not with an opening mark."""
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
    """Quotations by position, from the list that `find_quotes` gives."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._top = [i for i, q in enumerate(quotes) if q.depth == 0]
        self._top_starts = [quotes[i].outer[0] for i in self._top]
        self._top_ends = [quotes[i].outer[1] for i in self._top]
        changes = list(_find_changes(quotes))
        self._starts = [at for at, _ in changes]
        self._inner = [index for _, index in changes]

    def top_at(self, char: int) -> int | None:
        """Return the index of the outermost quotation that holds the character, or None."""
        at = bisect_right(self._top_starts, char) - 1
        return self._top[at] if at >= 0 and char < self._top_ends[at] else None

    def at(self, char: int) -> int | None:
        """Return the index of the innermost quotation that holds the character, or None."""
        at = bisect_right(self._starts, char) - 1
        return self._inner[at] if at >= 0 else None

    def count_quoted(self, start: int, end: int) -> int:
        """Return how many characters of the range stand in quotations, their marks counted too."""
        at = bisect_right(self._top_ends, start)
        count = 0
        while at < len(self._top) and self._top_starts[at] < end:
            count += min(end, self._top_ends[at]) - max(start, self._top_starts[at])
            at += 1
        return count


def _find_changes(quotes: Sequence[Quote]) -> Iterator[tuple[int, int | None]]:
    """Yield each place where the innermost quotation changes, and its index from there on."""
    stack: list[int] = []
    for index, quote in enumerate(quotes):
        while stack and quotes[stack[-1]].outer[1] <= quote.outer[0]:
            yield quotes[stack.pop()].outer[1], stack[-1] if stack else None
        stack.append(index)
        yield quote.outer[0], index
    while stack:
        yield quotes[stack.pop()].outer[1], stack[-1] if stack else None


def find_quotes(text: str, paragraphs: Sequence[Range], lang: str | None = None) -> list[Quote]:
    """Return the quotations in reading order, outer before inner, properly nested."""
    quotes: list[Quote] = []
    pending: str | None = None
    for number, (start, end) in enumerate(paragraphs):
        found, pending = _scan(text, start, end, pending)
        quotes += _nest(text, found, number, len(quotes))
    return quotes


@dataclass(slots=True)
class _Paragraph:
    """One paragraph being read: its marks, what is open, what was found, and how many closing marks are left."""

    text: str
    start: int
    end: int
    marks: list[re.Match[str]]
    stack: list[_Open] = field(default_factory=list)
    found: list[_Found] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    single_opens: list[int] = field(default_factory=list)
    single_closes: list[int] = field(default_factory=list)
    single_stops: list[int] = field(default_factory=list)
    single_sure: list[int] = field(default_factory=list)

    def around(self, match: re.Match[str]) -> tuple[str, str]:
        """Return the characters before and after a mark; a space at either end of the paragraph."""
        left = self.text[match.start() - 1] if match.start() > self.start else " "
        right = self.text[match.end()] if match.end() < self.end else " "
        return left, right

    def is_open(self, family: str) -> bool:
        """Return whether a quotation that a mark of this family can close is open."""
        return any(_pairs(o.family, family) for o in self.stack)


def _prepare(text: str, start: int, end: int) -> _Paragraph:
    """Return the paragraph with its marks counted and its single marks sorted by what they could do."""
    marks = list(_MARKS.finditer(text, start, end))
    paragraph = _Paragraph(text, start, end, marks)
    for match in marks:
        mark = match.group()
        family = _FAMILY[mark]
        paragraph.left[family] += mark not in _OPENS
        if family == "single":
            left, right = paragraph.around(match)
            if left in _BEFORE_OPEN and right.isalpha() and mark != "’":
                paragraph.single_opens.append(match.start())
            elif left not in _SPACE and right in _AFTER_CLOSE and mark != "‘":
                paragraph.single_closes.append(match.start())
                is_stop = left in _STOPS or right in _STOPS or match.end() == end
                paragraph.single_stops += [match.start()] * is_stop
                paragraph.single_sure += [match.start()] * (is_stop or left != "s")
    return paragraph


def _scan(text: str, start: int, end: int, pending: str | None) -> tuple[list[_Found], str | None]:
    """Return the quotations of one paragraph and the family of the one left open at its end."""
    paragraph = _prepare(text, start, end)
    stack, found = paragraph.stack, paragraph.found
    first = start + len(text[start:end]) - len(text[start:end].lstrip(_SPACE))
    for match in paragraph.marks:
        at, mark = match.start(), match.group()
        family = _FAMILY[mark]
        paragraph.left[family] -= mark not in _OPENS
        role = _role(paragraph, match)
        if role == "open" and len(stack) < MAX_DEPTH:
            _end_unclosed(paragraph, family, at)
            stack.append(_Open(at, mark, family, pending == family and at == first))
        elif role == "close":
            _close(stack, found, family, match.end(), at)
        elif role == "stray-close" and pending == family and not found and not stack:
            found.append(_Found(start, match.end(), "", at, True, True))
    for opened in stack[:1]:
        found.append(_Found(opened.start, end, opened.mark, end, False, opened.carried))
    return found, stack[0].family if stack else None


def _end_unclosed(paragraph: _Paragraph, family: str, at: int) -> None:
    """End an open quotation of the same family before a new one, when too few closing marks are left for both."""
    stack = paragraph.stack
    same = [k for k, o in enumerate(stack) if o.family == family]
    if same and family != "single" and paragraph.left[family] <= len(same):
        opened = stack[same[0]]
        del stack[same[0] :]
        paragraph.found.append(_Found(opened.start, at, opened.mark, at, False, opened.carried))


def _close(stack: list[_Open], found: list[_Found], family: str, end: int, at: int) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        if _pairs(stack[depth].family, family):
            opened = stack[depth]
            del stack[depth:]
            found.append(_Found(opened.start, end, opened.mark, at, True, opened.carried))
            return


def _pairs(opened: str, closing: str) -> bool:
    return opened == closing or {opened, closing} <= {"tex", "straight"} or {opened, closing} <= {"double", "straight"}


def _role(paragraph: _Paragraph, match: re.Match[str]) -> str:
    """Return what a mark does here: open, close, stray-close or nothing."""
    mark, family = match.group(), _FAMILY[match.group()]
    left, right = paragraph.around(match)
    if family == "single":
        return _single_role(paragraph, match, left, right)
    is_open = paragraph.is_open(family)
    if mark in _CLOSES or (mark == "“" and is_open and left not in _SPACE and right in _AFTER_CLOSE):
        return _closing_role(is_open, left, right)
    if mark in _OPENS:
        is_turned = is_open and left not in _BEFORE_OPEN and right in _AFTER_CLOSE
        return "close" if is_turned else "open"
    return _straight_role(paragraph, match, is_open, left, right)


def _closing_role(is_open: bool, left: str, right: str) -> str:
    if is_open:
        return "close"
    is_turned = left in _BEFORE_OPEN and right.isalnum()
    return "open" if is_turned else "stray-close"


def _straight_role(paragraph: _Paragraph, match: re.Match[str], is_open: bool, left: str, right: str) -> str:
    """Return the role of a mark that looks the same on both sides; between two spaces parity decides."""
    could_close = right in _AFTER_CLOSE and left not in _SPACE
    if is_open:
        return "open" if _could_open(paragraph, match, left, right) and not could_close else "close"
    if left.isdigit():
        return ""
    if _could_open(paragraph, match, left, right):
        return "open"
    if left in _SPACE and right in _SPACE and paragraph.left["straight"] > 0:
        return "open"
    return "stray-close" if could_close else ""


def _could_open(paragraph: _Paragraph, match: re.Match[str], left: str, right: str) -> bool:
    """Return whether words begin after the mark; a stop does not begin any, an ellipsis does."""
    if left not in _BEFORE_OPEN or right in _SPACE:
        return False
    return right not in _STOPS or paragraph.text[match.end() : match.end() + 2] == ".." or right == "…"


def _single_role(paragraph: _Paragraph, match: re.Match[str], left: str, right: str) -> str:
    """Return the role of a single mark; apostrophes have letters on both sides, possessives close nothing."""
    if left.isalnum() and right.isalnum():
        return ""
    at = match.start()
    if left not in _SPACE and right in _AFTER_CLOSE and paragraph.is_open("single"):
        return "" if _is_possessive(paragraph, at, left, right) else "close"
    if left not in _BEFORE_OPEN or not right.isalpha() or paragraph.is_open("single"):
        return ""
    word = _WORD.match(paragraph.text, match.end())
    if word is not None and word.group().lower() in _ELIDED:
        return ""
    return "open" if _has_partner(paragraph, match) else ""


def _is_possessive(paragraph: _Paragraph, at: int, left: str, right: str) -> bool:
    """Return whether the mark after an s only marks a plural's possession: a surer closing mark comes before an opener."""
    if left != "s" or right != " ":
        return False
    sure = _after(paragraph.single_sure, at)
    opener = _after(paragraph.single_opens, at)
    return sure is not None and (opener is None or sure < opener)


def _has_partner(paragraph: _Paragraph, match: re.Match[str]) -> bool:
    """Return whether a later single mark of the paragraph could close this one.

    A closing mark that stands where words begin needs a sure partner; a straight one needs one that is no possessive.
    """
    at, mark = match.start(), match.group()
    if mark == "’":
        stop = _after(paragraph.single_stops, at)
        return stop is not None and paragraph.text[match.end()].isupper()
    close = _after(paragraph.single_closes, at)
    if close is None or mark == "‘":
        return close is not None
    is_one_word = " " not in paragraph.text[match.end() : close]
    is_owner = paragraph.text[close - 1] == "s" and paragraph.text[close + 1 : close + 2] == " " and not is_one_word
    return not is_owner or _after(paragraph.single_stops, at) is not None


def _after(places: Sequence[int], at: int) -> int | None:
    """Return the first of the sorted places that lies after `at`, or None."""
    index = bisect_right(places, at)
    return places[index] if index < len(places) else None


def _nest(text: str, found: list[_Found], paragraph: int, base: int) -> list[Quote]:
    """Return the quotations of a paragraph in order, each with its depth and parent."""
    ordered = sorted(found, key=lambda f: (f.start, -f.end))
    quotes: list[Quote] = []
    open_at: list[int] = []
    for item in ordered:
        while open_at and quotes[open_at[-1]].outer[1] <= item.start:
            open_at.pop()
        if open_at and quotes[open_at[-1]].outer[1] < item.end:
            limit = quotes[open_at[-1]].outer[1]
            item = replace(item, end=limit, closing=min(item.closing, limit))
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
