"""Numbers written in digits or in words, as stretches of a sentence's words; shared by dates and quantities.

The grammar of number words is arithmetic and the same for every pack: a piece is added or multiplied when it fits
what stands before it ("deux cent | cinquante", "quatre | vingt | dix | sept"), otherwise a new number begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from vigie.lang.lexicon import Hit, load_lexicon
from vigie.lang.phrases import find_telling_words
from vigie.read.layers import Sentence, Word

_DECIMAL = {"fr": ",", "en": "."}
_GLUED = re.compile(r"(\d+(?:[ .,']\d+)*)([a-zµ]{1,3}\d?)?")
MAX_DIGITS = 7
"""More digits without a separator than this are an identifier or a telephone number."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """Words [start, end) that write a number. `glued` is what is written onto the digits ("km" in "40km")."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    kind: str = "words"
    glued: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Marks:
    """The hits of the numbers lexicon in one sentence, by kind and by first or last word; the longest wins."""

    starts: dict[str, dict[int, Hit]] = field(default_factory=dict)
    ends: dict[str, dict[int, Hit]] = field(default_factory=dict)

    def at(self, kind: str, start: int) -> Hit | None:
        """Return the hit of a kind that begins at the word."""
        return self.starts.get(kind, {}).get(start)

    def before(self, kind: str, end: int) -> Hit | None:
        """Return the hit of a kind whose last word is the one before `end`."""
        return self.ends.get(kind, {}).get(end)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language: their values, and all words that can make a sentence worth reading."""

    lang: str
    cardinals: dict[str, float]
    multipliers: dict[str, float]
    suffixes: dict[str, float]
    joints: dict[str, str]
    telling: frozenset[str]

    def is_worth_reading(self, words: Sequence[Word]) -> bool:
        """Return whether a sentence holds a digit or a number word at all."""
        return any(w.low[0].isdigit() or w.low in self.telling or "-" in w.low for w in words)

    def pieces(self, low: str) -> list[tuple[float, bool]] | None:
        """Return the values that a word holds, each with whether it multiplies; None for no number word."""
        found = []
        for part in low.split("-") if "-" in low else (low,):
            if part in self.cardinals:
                found.append((self.cardinals[part], False))
            elif part in self.multipliers:
                found.append((self.multipliers[part], True))
            elif part not in self.joints or not found:
                return None
        return found or None


_TELLING = frozenset({"cardinal", "multiplier", "approx", "many", "few", "half", "fraction", "denominator"})


@lru_cache(maxsize=None)
def load_number_words(lang: str) -> NumberWords:
    """Return the number words of a language from its pack."""
    tables: dict[str, dict[str, float]] = {"cardinal": {}, "multiplier": {}, "suffix": {}}
    joints: dict[str, str] = {}
    telling: set[str] = set()
    for entry in load_lexicon(lang, "numbers").entries:
        kind = entry.get("kind")
        for phrase in entry.phrases:
            if kind in tables:
                tables[kind].update(dict.fromkeys(phrase.split("|"), float(entry.get("value"))))
            if kind == "connector":
                joints[phrase] = entry.get("after")
            if kind in _TELLING:
                telling |= find_telling_words(phrase)
    return NumberWords(lang, tables["cardinal"], tables["multiplier"], tables["suffix"], joints, frozenset(telling))


def find_marks(words: Sequence[Word], lang: str) -> Marks:
    """Return every hit of the numbers lexicon in a sentence."""
    marks = Marks()
    for hit in load_lexicon(lang, "numbers").find_all([w.low for w in words], [w.base for w in words]):
        kind = hit.entry.get("kind")
        starts, ends = marks.starts.setdefault(kind, {}), marks.ends.setdefault(kind, {})
        if hit.start not in starts or starts[hit.start].end < hit.end:
            starts[hit.start] = hit
        if hit.end not in ends or ends[hit.end].start > hit.start:
            ends[hit.end] = hit
    return marks


def read_numerals(sentence: Sentence, lang: str) -> tuple[Marks, list[Numeral]]:
    """Return the marks and numerals of a sentence, which dates and quantities both read; found once and kept with it."""
    if sentence.counted is None:
        marks = find_marks(sentence.words, lang)
        sentence.counted = (marks, find_numerals(sentence.words, marks, load_number_words(lang)))
    marks, numerals = sentence.counted
    return marks, numerals


def find_numerals(words: Sequence[Word], marks: Marks, names: NumberWords) -> list[Numeral]:
    """Return the numbers of a sentence in reading order; ordinals, clock times and identifiers are none."""
    found: list[Numeral] = []
    openings = {at for kind in _OPENING for at in marks.starts.get(kind, ())}
    at = 0
    while at < len(words):
        if at not in openings and not _may_be_number(words[at].low, names):
            at += 1
            continue
        numeral = _vague_at(at, marks) or _fraction_at(words, at, marks, names) or _number_at(words, at, marks, names)
        if numeral is not None:
            found.append(numeral)
        at = numeral.end if numeral is not None else at + 1
    return found


_OPENING = ("many", "approx", "few", "fraction", "article", "half")


def _may_be_number(low: str, names: NumberWords) -> bool:
    """Return whether the word alone can begin a number: most words cannot, and are passed over."""
    return low[0].isdigit() or low in names.cardinals or low in names.multipliers or "-" in low


def _vague_at(at: int, marks: Marks) -> Numeral | None:
    """Return "dozens", « une quarantaine », "several" at the word."""
    for kind in ("many", "approx", "few"):
        hit = marks.at(kind, at)
        if hit is not None:
            value, low, high = (hit.entry.get(name) for name in ("value", "low", "high"))
            end = hit.end - 1 if marks.at("of", hit.end - 1) and hit.end - hit.start > 1 else hit.end
            return Numeral(at, end, _float(value), _float(low), _float(high), kind)
    return None


def _float(text: str) -> float | None:
    return float(text) if text else None


def _fraction_at(words: Sequence[Word], at: int, marks: Marks, names: NumberWords) -> Numeral | None:
    """Return "half", "two thirds", « un tiers » at the word; one part alone must be a part *of* something."""
    whole = marks.at("fraction", at)
    if whole is not None:
        after = whole.entry.all("before")
        if after and (whole.end >= len(words) or words[whole.end].low not in after):
            return None
        return _make(at, whole.end, float(whole.entry.get("value")), "fraction")
    first = names.pieces(words[at].low) if not words[at].low[0].isdigit() else None
    top = 1.0 if marks.at("article", at) else first[0][0] if first and len(first) == 1 else None
    under = at + 2 if at + 1 < len(words) and words[at + 1].low == "-" else at + 1
    hit = marks.at("denominator", under)
    if top is None or hit is None or top >= float(hit.entry.get("value")):
        return None
    of = marks.at("of", hit.end)
    if top == 1.0 and not of:
        return None
    share = top / float(hit.entry.get("value"))
    if (
        of is not None
        and of.end + 1 < len(words)
        and marks.at("article", of.end)
        and words[of.end + 1].low in names.multipliers
    ):
        return _make(at, of.end + 2, share * names.multipliers[words[of.end + 1].low], "words")
    return _make(at, hit.end, share, "fraction")


def _make(start: int, end: int, value: float, kind: str, glued: str = "", scale: float = 1.0) -> Numeral:
    return Numeral(start, end, value, value, value, kind, glued, scale)


def _number_at(words: Sequence[Word], at: int, marks: Marks, names: NumberWords) -> Numeral | None:
    low = words[at].low
    if low[0].isdigit():
        read = read_digits(low, names)
        if read is None:
            return None
        return _scale(words, _make(at, at + 1, read[0], "digits", read[1]), marks, names)
    half = marks.at("half", at)
    if half is not None and half.end < len(words) and words[half.end].low in names.multipliers:
        return _make(at, half.end + 1, 0.5 * names.multipliers[words[half.end].low], "words")
    start = at + 1 if marks.at("article", at) else at
    if (
        start >= len(words)
        or words[start].low[0].isdigit()
        or (start > at and words[start].low not in names.multipliers)
    ):
        return None
    numeral = _read_words(words, start, names)
    if numeral is None or (start == at and numeral.scale >= 1e6 and numeral.end == at + 1):
        return None
    return _scale(words, replace(numeral, start=at), marks, names)


def _scale(words: Sequence[Word], numeral: Numeral, marks: Marks, names: NumberWords) -> Numeral:
    """Return the number with the "million", "and a half" that follow it."""
    value, end, scale = numeral.value or 0.0, numeral.end, numeral.scale
    for _ in range(2):
        open_ended = numeral.kind == "digits" or end > numeral.end
        if open_ended and end < len(words) and words[end].low in names.multipliers:
            value, scale, end = value * names.multipliers[words[end].low], names.multipliers[words[end].low], end + 1
        half = marks.at("and_half", end)
        if half is not None:
            value, end = value + 0.5 * scale, half.end
    kind = "one" if value == 1 and numeral.kind == "words" and end == numeral.start + 1 else numeral.kind
    return _make(numeral.start, end, value, kind, numeral.glued, scale)


@dataclass(slots=True)
class _Sum:
    """A number in words while it is being added up."""

    total: float = 0.0
    now: float = 0.0
    scale: float = 1.0
    started: bool = False

    def add(self, value: float, is_multiplier: bool) -> bool:
        """Take one more piece; return False when it does not fit, so that a new number begins."""
        fits = self._multiply(value) if is_multiplier else self._append(value)
        self.started = self.started or fits
        return fits

    def _append(self, value: float) -> bool:
        rest = self.now % 100
        if self.scale == 12 and self.started:
            return False
        if rest == 4 and value == 20:
            self.now += 76
            return True
        after_tens = rest >= 20 and rest % 10 == 0 and (value < 10 or (value < 20 and rest in {60, 80}))
        if self.now and not (rest == 0 and value < 100) and not after_tens:
            return False
        self.now += value
        return True

    def _multiply(self, value: float) -> bool:
        if value < 1000:
            if self.now >= 100 or (value == 12 and self.total):
                return False
            self.now = (self.now or 1) * value
        elif self.now or not self.started:
            self.total += (self.now or 1) * value
            self.now = 0.0
        else:
            self.total *= value
        self.scale = value
        return True


def _read_words(words: Sequence[Word], start: int, names: NumberWords) -> Numeral | None:
    """Return the longest number in words that begins at the word."""
    total, end, at = _Sum(), start, start
    while at < len(words):
        pieces = None if words[at].low[0].isdigit() else names.pieces(words[at].low)
        if pieces is None:
            if at == end and total.started and _is_joint(words, at, total, names):
                at += 1
                continue
            break
        if not all(total.add(*piece) for piece in pieces):
            break
        at = end = at + 1
    if end == start:
        return None
    return _make(start, end, total.total + total.now, "words", "", total.scale)


def _is_joint(words: Sequence[Word], at: int, total: _Sum, names: NumberWords) -> bool:
    """Return whether a hyphen or "and" at the word joins two parts of one number."""
    if at + 1 >= len(words) or not names.pieces(words[at + 1].low):
        return False
    value, multiplies = (names.pieces(words[at + 1].low) or [(0.0, True)])[0]
    if multiplies:
        return False
    tens = total.now % 100 >= 20 and total.now % 10 == 0
    if words[at].low == "-":
        return words[at - 1].end == words[at].start and tens and value < 10
    after = names.joints.get(words[at].low)
    if after == "hundreds":
        return value < 100 and total.scale >= 100 and total.now % 100 == 0
    return after == "tens" and tens and value in {1, 11}


def read_digits(low: str, names: NumberWords) -> tuple[float, str] | None:
    """Return the value of a folded token in digits and what is glued to it; None for an ordinal, a time, an identifier.

    The language decides what a point and a comma mean, except that a group `,000` or `.000` can only be thousands.
    """
    match = _GLUED.fullmatch(low)
    if match is None:
        return None
    body, glued = match.group(1), match.group(2) or ""
    if glued in _NO_NUMBER:
        return None
    value = _read_body(body, _DECIMAL.get(names.lang, "."))
    return None if value is None else (value, glued)


_NO_NUMBER = frozenset("st nd rd th er re e ère ème s am pm d g x".split())
_THOUSANDS = re.compile(r"\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*")


def _read_body(body: str, point: str) -> float | None:
    if body.isdigit():
        return float(body) if len(body) <= MAX_DIGITS and (body == "0" or body[0] != "0") else None
    whole, mark, rest = body.rpartition(point)
    if mark and rest.isdigit() and not rest.endswith("000") and _is_whole(whole, point):
        return float(_digits(whole) + "." + rest)
    if _THOUSANDS.fullmatch(body) and body[0] != "0":
        return float(_digits(body))
    if re.fullmatch(r"\d+\.\d{1,2}", body):
        return float(body)
    return None


def _is_whole(text: str, point: str) -> bool:
    grouped = _THOUSANDS.fullmatch(text)
    return text.isdigit() or (grouped is not None and grouped.group(1) != point)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
