"""A sentence spelt as one letter per word or phrase that matters for dates, so that a grammar can be a pattern.

"between 3 and 5 May" is spelt `bdcdm`; a word that means nothing here is `~`. The letters are language-free, the
words behind them come from the pack.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from vigie.lang.lexicon import Entry, Hit, Lexicon, load_lexicon
from vigie.lang.phrases import find_telling_words
from vigie.read.layers import Sentence, Word
from vigie.read.numerals import Marks, Numeral, read_numerals

LETTERS = {
    "month": "m", "mid_month": "m", "weekday": "w", "daypart": "t", "night": "N", "relative": "R", "unit": "u",
    "years": "Y", "last": "l", "next": "x", "this": "h", "earlier": "E", "later": "E", "ago": "A", "ago_before": "I",
    "in": "i", "since": "S", "until": "U", "by": "B", "onward": "O", "after": "O", "before": "V", "between": "b", "from": "f", "to": "k", "and": "c",
    "of": "o", "the": "g", "first": "d", "part": "p", "season": "e",
}  # fmt: skip
"""Letters made from digits: d day of a month, y year, n count, a one, Z "1990s", / a date all in figures; q is "about"."""
_NAMED = frozenset({"month", "mid_month", "weekday", "relative", "unit", "years", "season", "daypart", "night"})
_DAY = re.compile(r"(\d{1,2})(st|nd|rd|th|er)?")
_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
_MARKS = {",": ",", "-": "-", "–": "-", "—": "-", "‐": "-", ".": "."}


class Sign(NamedTuple):
    """Words [start, end) with their letter; `entry` for words of the pack, `low` and `high` for numbers."""

    letter: str
    start: int
    end: int
    entry: Entry | None = None
    low: int | None = None
    high: int | None = None


@lru_cache(maxsize=None)
def load_telling(lang: str) -> frozenset[str]:
    """Return one word of each phrase that names a time, the longest: a sentence without any holds no date."""
    found: set[str] = set()
    for entry in load_lexicon(lang, "dates").entries:
        if entry.key in _NAMED:
            for phrase in entry.phrases:
                found |= find_telling_words(phrase)
    return frozenset(found)


def spell(sentence: Sentence, lang: str) -> list[Sign]:
    """Return the signs of a sentence in reading order, every word in one of them."""
    words, lexicon = sentence.words, load_lexicon(lang, "dates")
    marks, found = read_numerals(sentence, lang)
    numerals = {n.start: n for n in found}
    hits = _find_hits(sentence, lexicon)
    telling = {*hits, *numerals, *marks.starts.get("bound", ()), *marks.starts.get("article", ())}
    signs: list[Sign] = []
    at = 0
    while at < len(words):
        low = words[at].low
        if at not in telling and not low[0].isdigit():
            signs.append(Sign(_MARKS.get(low, "~"), at, at + 1))
            at += 1
            continue
        sign = _sign_at(words, at, hits, numerals, marks, lang)
        signs.append(sign)
        at = sign.end
    return signs


def _find_hits(sentence: Sentence, lexicon: Lexicon) -> dict[int, Hit]:
    """Return the longest hit with a letter at each word."""
    found: dict[int, Hit] = {}
    for hit in sentence.hits(lexicon):
        if hit.entry.key in LETTERS and (hit.start not in found or found[hit.start].end < hit.end):
            found[hit.start] = hit
    return found


def _sign_at(
    words: Sequence[Word], at: int, hits: dict[int, Hit], numerals: dict[int, Numeral], marks: Marks, lang: str
) -> Sign:
    low = words[at].low
    if low[0].isdigit() and not marks.before("label", at):
        return _digits_at(words, at, numerals)
    hit = hits.get(at)
    if hit is not None and _is_meant(words, hit):
        value = 1 if hit.entry.key == "first" else None
        return Sign(LETTERS[hit.entry.key], at, hit.end, hit.entry, value, value)
    if at in numerals and not marks.before("label", at):
        return _count_at(numerals[at])
    bound = marks.at("bound", at)
    if bound is not None and bound.end in numerals and bound.entry.get("bound") != "between":
        return Sign("q", at, bound.end, bound.entry)
    if marks.at("article", at):
        return Sign("a", at, at + 1, None, 1, 1)
    return Sign(_MARKS.get(low, "~"), at, at + 1)


def _is_meant(words: Sequence[Word], hit: Hit) -> bool:
    """Return whether a month or weekday is written as the language writes one: capital in English, small in French.

    A relative word with a capital inside a sentence is a name or part of one ("USA Today"). A capital of the other language's manner is a name (« Mars », "may"); shortened months need a number beside them.
    """
    entry, word = hit.entry, words[hit.start]
    if entry.key == "relative" and hit.start and word.text[0].isupper():
        before = words[hit.start - 1]
        return not (before.text[0].isupper() or (before.pos == "PUNCT" and hit.start > 1))
    if entry.key not in {"month", "weekday"}:
        return True
    if entry.get("short") and not _has_digit_near(words, hit):
        return False
    capital = word.text[0].isupper()
    if word.text.isupper() and len(word.text) > 3:
        return True
    return capital or entry.get("case") != "capital"


def _has_digit_near(words: Sequence[Word], hit: Hit) -> bool:
    near = [w.low for w in (*words[max(hit.start - 1, 0) : hit.start], *words[hit.end : hit.end + 2])]
    return any(low[0].isdigit() for low in near)


def _digits_at(words: Sequence[Word], at: int, numerals: dict[int, Numeral]) -> Sign:
    low = words[at].low
    if _FIGURES.fullmatch(low):
        return Sign("/", at, at + 1)
    day = _DAY.fullmatch(low)
    numeral = numerals.get(at)
    if day and 1 <= int(day.group(1)) <= 31 and (numeral is None or numeral.end == at + 1):
        return Sign("d", at, at + 1, None, int(day.group(1)), int(day.group(1)))
    if re.fullmatch(r"[12]\d{3}", low):
        return Sign("y", at, at + 1, None, int(low), int(low))
    if re.fullmatch(r"(1[5-9]|20)\d0s", low):
        return Sign("Z", at, at + 1, None, int(low[:4]), None)
    return _count_at(numeral) if numeral is not None else Sign("~", at, at + 1)


def _count_at(numeral: Numeral) -> Sign:
    """Return the sign of a count of days, weeks, years; « une dizaine » keeps both its bounds."""
    if numeral.low is None or numeral.low > 5000:
        return Sign("~", numeral.start, numeral.end)
    low = int(numeral.low)
    letter = "a" if numeral.kind == "one" else "n" if numeral.low == low else "~"
    return Sign(letter, numeral.start, numeral.end, None, low, int(numeral.high) if numeral.high is not None else None)
