"""The grammar of date expressions, over the letters of `signs`: atoms, then ranges and open ends made of atoms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vigie.read.dates.days import Pointer
from vigie.read.dates.readings import make_pointer
from vigie.read.dates.signs import Sign
from vigie.read.layers import Word

_REL = r"(?:,?[of]?g?(?:(?P<s3>[lxh])(?P<u3>u)|(?P<u4>u)(?P<s4>[lx])))"
_PART = r"(?:(?P<p>p)-?[of]?g?)?"
_ATOMS = [
    r"(?P<fig>/)",
    r"(?P<y>y)-(?P<mm>d)-(?P<d>d)",
    r"(?P<d>d)-(?P<mm>d)-(?P<y>y)",
    rf"(?:(?P<w>w)t?,?g?)?(?P<d>d)[of]?g?(?P<m>m)(?:\.?,?[of]?(?P<y>y)|{_REL}|(?P<s2>[lx]))?",
    r"(?:(?P<w>w)t?,?g?)?(?P<m>m)\.?g?(?P<d>d)(?:,?(?P<y>y))?",
    rf"{_PART}(?:u[of])?(?P<m>m)\.?,?[of]?(?P<y>y)",
    rf"{_PART}(?:u[of])?(?P<m>m){_REL}",
    rf"(?P<s>[lxh])?{_PART}(?:u[of])?(?P<m>m)(?P<s2>[lx])?",
    r"(?P<s>[lxh])?(?P<p>p)?(?P<w>w)(?P<s2>[lx])?t?",
    r"(?P<w>w)(?P<d>d)",
    r"(?P<p>p)[of]?g?(?P<y>y)",
    r"(?P<y>y)",
    rf"{_PART}(?P<e>e)[of]?(?P<y>y)",
    r"(?P<s>[lxh])(?P<e>e)",
    r"(?P<e>e)(?P<s2>[lx])?",
    r"g?(?P<p>p)?-?g?(?P<dec>Z)",
    r"(?P<Y>Y)(?P<dec>[ydn])(?:-(?P<dec2>[ydn]))?",
    r"(?P<g>g)?(?P<s>[lxh])(?P<u>u)(?P<s2>[lx])?",
    r"g?(?P<u>u)(?P<s2>[lx])",
    r"(?P<p>p)[of]?g?(?P<s>[lxh])?(?P<u>u)(?P<s2>[lx])?",
    r"(?P<E>E)[of]?g?(?P<s>[lxh])?(?P<u>u)(?P<s2>[lx])?",
    r"g(?P<we>u)",
    r"(?P<I>I)q?(?P<n>[and])(?P<u>[uY])",
    r"q?(?P<n>[and])(?P<u>[uY])(?P<A>A)",
    r"(?P<i>i)g?(?P<n>[and])(?P<u>[uY])",
    r"g?(?P<s>[lx])(?P<n>[nd])(?P<u>[uY])",
    r"h?(?P<n>[nd])(?P<s>[lx])(?P<u>[uY])",
    r"(?P<ht>ht)",
    r"(?P<R>R)t?",
]
_PATTERNS = [re.compile(atom) for atom in _ATOMS]
_ANY_ATOM = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", atom) for atom in _ATOMS))
"""What any of the atoms begins with: asked first, since most signs begin none."""
_OPEN = re.compile(r"[SUBOV]")
_TO = frozenset("kU-")


@dataclass(frozen=True, slots=True)
class Found:
    """Words [start, end) that mean a time: one pointer, two for a range, an open end as `opens` since, until, by, onward, before or from by their letters."""

    start: int
    end: int
    first: Pointer
    last: Pointer | None = None
    opens: str = ""


@dataclass(frozen=True, slots=True)
class _Half:
    """Signs [start, end) read as one pointer."""

    start: int
    end: int
    pointer: Pointer


class Grammar:
    """Reads one spelt sentence."""

    def __init__(self, words: Sequence[Word], signs: Sequence[Sign], lang: str) -> None:
        self.words, self.signs, self.lang = words, signs, lang
        self.letters = "".join(s.letter for s in signs)

    def find(self) -> list[Found]:
        """Return the expressions of the sentence in reading order, none overlapping."""
        found: list[Found] = []
        at = 0
        while at < len(self.signs):
            here, after = self._read_at(at)
            found += here
            at = max(after, at + 1)
        return found

    def _read_at(self, at: int) -> tuple[list[Found], int]:
        letter = self.letters[at]
        if letter in "~.,-":
            return [], at + 1
        night = self._night(at)
        if night is not None:
            return night
        for read in (self._between, self._from_to, self._open_end):
            found = read(at)
            if found is not None:
                return found
        left = self._half(at)
        if left is None:
            return [], at + 1
        return self._joined(left) or self._alone(left)

    def _alone(self, half: _Half) -> tuple[list[Found], int]:
        if half.pointer.is_day:
            return [], half.start + 1
        return [self._found(half.start, half.end, half.pointer)], half.end

    def _night(self, at: int) -> tuple[list[Found], int] | None:
        """Read « dans la nuit de lundi à mardi »: the night's words belong to the days that follow them."""
        entry = self.signs[at].entry
        is_night = self.letters[at] == "N" or (
            self.letters[at] == "R" and entry is not None and entry.get("low") == "-1"
        )
        if not is_night:
            return None
        for start in (at + 1, at + 2):
            inner = self._pair(start, "k") if self.letters[at + 1 : start] in {"", "f"} else None
            if inner is not None:
                return [self._found(at, inner[2], inner[0].pointer, inner[1].pointer)], inner[2]
        day = self._night_of(at)
        if day is not None:
            return [self._found(at, day.end, day.pointer)], day.end
        return ([], at + 1) if self.letters[at] == "N" else None

    def _night_of(self, at: int) -> _Half | None:
        """Read the one day that a night is of: « dans la nuit de mardi », "overnight on Tuesday"."""
        start = at + 1
        if start < len(self.signs) and self.letters[at] == "R":
            start += self.letters[start] == "f" or self.words[self.signs[start].start].low == "on"
        half = self._half(self._skip_article(start))
        named = half is not None and (half.pointer.weekday is not None or half.pointer.day is not None)
        return half if half is not None and named and not half.pointer.is_day and not half.pointer.blank else None

    def _between(self, at: int) -> tuple[list[Found], int] | None:
        pair = self._pair(at + 1, "c") if self.letters[at] == "b" else None
        if pair is None:
            return None
        return [self._found(at, pair[2], pair[0].pointer, pair[1].pointer)], pair[2]

    def _from_to(self, at: int) -> tuple[list[Found], int] | None:
        if self.letters[at] not in "fO":
            return None
        pair = self._pair(at + 1, "kU")
        if pair is not None:
            return [self._found(at, pair[2], pair[0].pointer, pair[1].pointer)], pair[2]
        if self.letters[at] == "f" and self.lang == "en":
            counted = at > 0 and self.letters[at - 1] == "u"
            return ([], at + 2) if counted else self._open(at, "F")
        return None

    def _pair(self, at: int, joints: str) -> tuple[_Half, _Half, int] | None:
        """Return two halves with one of the joints between them, each completed from the other."""
        left = self._half(self._skip_article(at), paired=True)
        if left is None or left.end >= len(self.signs) or self.letters[left.end] not in joints:
            return None
        right = self._half(self._skip_article(left.end + 1), paired=True)
        return self._complete(left, right) if right is not None else None

    def _complete(self, left: _Half, right: _Half) -> tuple[_Half, _Half, int] | None:
        a, b = left.pointer, right.pointer
        if a.is_day and b.is_day or a.blank or b.blank:
            return None
        if a.is_day:
            if b.day is None or b.month is None:
                return None
            a = replace(b, day=a.day, weekday=None)
        elif b.is_day:
            if a.day is None or a.month is None:
                return None
            b = replace(a, day=b.day, weekday=None)
        if _kind(a) != _kind(b) and not (a.year and b.year):
            return None
        return _Half(left.start, left.end, a), _Half(right.start, right.end, b), right.end

    def _open_end(self, at: int) -> tuple[list[Found], int] | None:
        return self._open(at, self.letters[at]) if _OPEN.match(self.letters, at) else None

    def _open(self, at: int, opens: str) -> tuple[list[Found], int] | None:
        for start in dict.fromkeys((at + 1, self._skip_article(at + 1))):
            half = self._half(start) or self._count(start, opens)
            if half is not None and not half.pointer.is_day and not half.pointer.blank:
                return [self._found(at, half.end, half.pointer, opens=opens)], half.end
        return None

    def _count(self, at: int, opens: str) -> _Half | None:
        """Read « depuis trois jours », « d'ici deux semaines »: a count from the day of publication."""
        match = re.compile(r"[and][uY]").match(self.letters, at)
        number = self.signs[at] if match else None
        unit = self.signs[at + 1].entry if match else None
        if number is None or unit is None or number.low is None or opens not in "SB" or self.lang == "en":
            return None
        if number.high is None:
            return None
        count = -number.low if opens == "S" else number.low
        return _Half(at, at + 2, Pointer(unit=unit.get("unit"), low=count, high=count, rolling=True))

    def _joined(self, left: _Half) -> tuple[list[Found], int] | None:
        """Read "3-5 May", "May 3 to 12", "2014-2015", "3 and 4 May" from the left half on."""
        if left.end >= len(self.signs) or self.letters[left.end] not in "kU-c,":
            return None
        right = self._half(self._skip_article(left.end + 1))
        pair = self._complete(left, right) if right is not None else None
        if pair is None or right is None:
            return None
        a, b = pair[0].pointer, pair[1].pointer
        if self.letters[left.end] in _TO:
            return [self._found(left.start, right.end, a, b)], right.end
        if not left.pointer.is_day and not self._is_second_day(left, right):
            return None
        if a.day is not None and b.day == a.day + 1:
            return [self._found(left.start, right.end, a, b)], right.end
        return [self._found(left.start, left.end, a), self._found(right.start, right.end, b)], right.end

    def _is_second_day(self, left: _Half, right: _Half) -> bool:
        """Return whether a bare day goes on a month and day: "October 9 and 10", not "on October 9 and 10 ships"."""
        end = self.signs[right.end - 1].end
        counted = end < len(self.words) and self.words[end].pos in {"NOUN", "ADJ"}
        return self.lang == "en" and left.pointer.day is not None and right.pointer.is_day and not counted

    def _skip_article(self, at: int) -> int:
        return at + 1 if self.letters[at : at + 1] == "g" else at

    def _half(self, at: int, *, paired: bool = False) -> _Half | None:
        """Return the longest atom that begins at the sign and has a meaning; a bare day of the month last.

        `paired` is for "from March to June", where the frame shows that March is a month.
        """
        if at >= len(self.signs):
            return None
        if self.letters[at] != "d" and not _ANY_ATOM.match(self.letters, at):
            return None
        matches = [m for m in (p.match(self.letters, at) for p in _PATTERNS) if m is not None]
        for match in sorted(matches, key=lambda m: -m.end()):
            pointer = make_pointer(match, self.words, self.signs, self.lang, paired)
            if pointer is not None:
                return _Half(at, match.end(), pointer)
        if self.letters[at] == "d":
            return _Half(at, at + 1, Pointer(day=self.signs[at].low))
        return None

    def _found(self, start: int, end: int, first: Pointer, last: Pointer | None = None, opens: str = "") -> Found:
        return Found(self.signs[start].start, self.signs[end - 1].end, first, last, opens)


def _kind(pointer: Pointer) -> tuple[bool, bool, bool]:
    """Return what sort of time the pointer names; only two of a sort make a range."""
    return pointer.weekday is not None and pointer.month is None, pointer.month is not None, bool(pointer.unit)
