"""When things are said to happen: date expressions and the days they mean.

`signs` spells a sentence in letters, `grammar` finds the expressions, `readings` turns each into a pointer, `days`
turns pointers into days against the day of publication, `tense` says whether "Tuesday" is behind or ahead.
A span holds the words that decide the meaning ("since mid-May", "two weeks ago"), not the mere preposition ("on", « le »).
Without a publication date whatever leans on one keeps its span and stays unresolved; today's date is never used.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vigie.model import Span, When
from vigie.read.dates.days import Days, Pointer, resolve_days
from vigie.read.dates.grammar import Found, Grammar
from vigie.read.dates.signs import load_telling, spell
from vigie.read.dates.tense import Clauses
from vigie.read.layers import Layers, Sentence

__all__ = ["find_dates"]


def find_dates(layers: Layers) -> list[When]:
    """Return the date expressions of the document in reading order, none overlapping."""
    published = _parse_day(layers.document.published)
    telling = load_telling(layers.lang)
    found: list[When] = []
    for sentence in layers.sentences:
        if any(w.low in telling or (w.low[0].isdigit() and _may_be_date(w.low)) for w in sentence.words):
            found += _read_sentence(sentence, layers.lang, published)
    return found


def _may_be_date(low: str) -> bool:
    """Return whether figures may be a date by themselves: a year, "1990s", 3/5/2031; a day needs its month's name."""
    return len(low) >= 4 and (low[:4].isdigit() or "/" in low or "." in low)


def _parse_day(text: str | None) -> date | None:
    """Return the publication day; None when unknown or not written as an ISO date."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _read_sentence(sentence: Sentence, lang: str, published: date | None) -> list[When]:
    words = sentence.words
    expressions = Grammar(words, spell(sentence, lang), lang).find()
    if not expressions:
        return []
    clauses = Clauses(sentence, lang)
    out = []
    for found in expressions:
        tense = clauses.tense(found.start, found.end)
        if found.first.ahead and tense != "future" and lang == "en":
            continue
        days = _resolve(found, published, tense)
        start, end = (day.isoformat() if day is not None else None for day in days)
        out.append(When(Span(words[found.start].start, words[found.end - 1].end), start, end))
    return out


OpenDays = tuple[date | None, date | None]
"""Days of which one end, or both when unresolved, may be open."""


def _resolve(found: Found, published: date | None, tense: str) -> OpenDays:
    if found.last is not None:
        return _range(found.first, found.last, published, tense) or (None, None)
    pointer = found.first
    if found.opens == "S":
        tense, pointer = "past", _lean(pointer)
    elif found.opens == "B" or (found.opens == "U" and tense != "past"):
        tense = "future"
    days = resolve_days(pointer, published, tense)
    if days is None:
        return None, None
    if found.opens in {"B", "U", "V"}:
        return None, days[1]
    is_open = found.opens in {"S", "O"} or (found.opens == "F" and tense == "future")
    return (days[0], None) if is_open else days


def _lean(pointer: Pointer) -> Pointer:
    """Return the pointer leaning to the past unless the text says which: "since May" is a May that has come."""
    if pointer.side is not None or pointer.year is not None or pointer.month is None or pointer.unit:
        return pointer
    return replace(pointer, side=-1)


def _range(first: Pointer, last: Pointer, published: date | None, tense: str) -> Days | None:
    """Return first to last day; a start without a year or week of its own takes the one that puts it before the end."""
    if first.year is None and last.year is not None and first.month is not None:
        first = replace(first, year=last.year)
    start, end = resolve_days(first, published, tense), resolve_days(last, published, tense)
    if start is None or end is None:
        return None
    if _is_weekday(first) and tense == "future" and end[1] < start[0]:
        end = resolve_days(last, start[0], tense) or end
    elif first.month is not None and last.year is None:
        start = resolve_days(replace(first, year=end[0].year), published, tense) or start
    return _before(first, start[0], end[1], published)


def _is_weekday(pointer: Pointer) -> bool:
    return pointer.weekday is not None and pointer.month is None


def _before(first: Pointer, start: date, end: date, published: date | None) -> Days | None:
    """Return the range with its start moved back one week or year when it would come after the end."""
    if start <= end:
        return start, end
    moved = None
    if _is_weekday(first):
        moved = resolve_days(first, end, "past")
    elif first.month is not None:
        moved = resolve_days(replace(first, year=end.year - 1), published, "past")
    return (moved[0], end) if moved is not None and moved[0] <= end else None
