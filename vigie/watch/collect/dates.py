"""Dates as feeds write them. What is not stated stays unknown: no missing part is taken from the clock."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

MAX_CHARS = 120
FIRST_YEAR, LAST_YEAR = 1900, 2199
_DAY_FIRST = frozenset("fr de es it pt nl ru uk pl cs el tr fi sv da no nb ro bg hr sr".split())
"""Languages that write 11/10 for the eleventh of October. English writes both, so that its 11/10 is not read."""

_ISO = re.compile(
    r"(?P<year>\d{4})(?:(?P<dash>[-/.]?)(?P<month>\d{2})(?:(?P=dash)(?P<day>\d{2}))?)?(?P<rest>(?:[T\s]+.*)?)",
    re.DOTALL,
)
_ORDINAL = re.compile(r"(?P<year>\d{4})-?(?P<ordinal>\d{3})(?P<rest>(?:[T\s]+.*)?)", re.DOTALL)
_LOOSE = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?P<rest>(?:[T\s]+.*)?)", re.DOTALL)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4})\b(?P<rest>.*)", re.DOTALL)
_EAST = re.compile(
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일](?P<rest>.*)", re.DOTALL
)
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?::|\s?[hH]\s?|(?<=\d\d)(?=\d\d(?:\d\d)?(?:[.,Z+-]|$)))(?P<minute>\d{2})?"
    r"(?::?(?P<second>\d{2})(?:[.,]\d+)?)?(?![\d:])(?P<after>.*)",
    re.DOTALL,
)
_HALF = re.compile(r"(?<![^\W\d])(?P<half>[ap])\.?m\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?P<sign>[+\u2212-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)")
_ORDINALS = re.compile(r"(?<=\d)(?:er|st|nd|rd|th|[ºª])\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_NAMED = re.compile(r"[^\W\d_]+|\d+")
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}\.?,?\s+")


class _Clock(NamedTuple):
    """A time of day and its distance from UTC in minutes, None when no zone is stated."""

    hour: int
    minute: int
    second: int
    zone: int | None


class _Day(NamedTuple):
    """A day, or as much of it as is stated, and what follows it."""

    year: int
    month: int | None
    day: int | None
    rest: str


def parse_date(value: str | None, *, lang: str | None = None) -> str | None:
    """Return a date in ISO form as far as it is stated, in UTC when its zone is; None when it cannot be read.

    >>> parse_date("mar., 11 oct. 2022")
    '2022-10-11'
    >>> parse_date("Thu, 01 Jan 2004 19:48:21 -0500")
    '2004-01-02T00:48:21Z'
    >>> parse_date("11/10/2022"), parse_date("11/10/2022", lang="fr")
    (None, '2022-10-11')
    """
    text = " ".join(value.split()) if value else ""
    if not text or len(text) > MAX_CHARS:
        return None
    for read in (_read_digits, _read_named):
        day = read(text, lang)
        if day is not None:
            return _write(day, _read_time(day.rest))
    return None


def parse_moment(seconds: object) -> str | None:
    """Return the UTC moment of a count of seconds since 1970, or None."""
    try:
        moment = dt.datetime.fromtimestamp(int(str(seconds)), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _read_digits(text: str, lang: str | None) -> _Day | None:
    weekday = _WEEKDAY.match(text)
    for start in (text, text[weekday.end() :]) if weekday else (text,):
        for shape in (_ISO, _ORDINAL, _LOOSE, _EAST, _NUMERIC):
            found = shape.fullmatch(start)
            if found is not None:
                return _read_numeric(found, lang) if shape is _NUMERIC else _read_parts(found, shape is _EAST)
    return None


def _read_parts(found: re.Match[str], is_eastern: bool) -> _Day | None:
    parts = found.groupdict()
    year, rest = int(parts["year"]), parts["rest"]
    if parts.get("ordinal"):
        try:
            day = dt.date(year, 1, 1) + dt.timedelta(days=int(parts["ordinal"]) - 1)
        except (ValueError, OverflowError):
            return None
        return _Day(day.year, day.month, day.day, rest)
    if is_eastern:
        rest = _read_eastern(rest, is_korean="년" in found.group())
    month, number = parts["month"], parts.get("day")
    return _Day(year, int(month) if month else None, int(number) if number else None, rest)


def _read_eastern(rest: str, *, is_korean: bool) -> str:
    """Return a Korean, Japanese or Chinese time in Western words; all of Korea keeps one zone."""
    after = re.search(r"오후|午後|下午", rest)
    before = re.search(r"오전|午前|上午", rest)
    half = " PM" if after else " AM" if before else ""
    return f"{re.sub('[^0-9:]', '', rest)}{half}{' +0900' if is_korean else ''}"


def _read_numeric(found: re.Match[str], lang: str | None) -> _Day | None:
    """Return a day of two small numbers and a year, when it can only mean one day in that language."""
    a, b = int(found["a"]), int(found["b"])
    if found["mark"] == "." or lang in _DAY_FIRST or a > 12:
        day, month = a, b
    elif b > 12:
        day, month = b, a
    elif a == b:
        day = month = a
    else:
        return None
    return _Day(int(found["year"]), month, day, found["rest"])


def _read_named(text: str, lang: str | None) -> _Day | None:
    """Return the day of a date with the month in words: a day beside its month, and a year."""
    table = _load_names()
    text = _ORDINALS.sub("", text)
    tokens = list(_NAMED.finditer(text))
    known = [(i, table["months"].get(_fold(t.group()))) for i, t in enumerate(tokens)]
    months = [(i, number) for i, number in known if number]
    if len(months) > 1 and _fold(tokens[months[0][0]].group()) in table["weekdays"]:
        months = months[1:]
    if len({i for i, _ in months}) != 1:
        return None
    at, month = months[0]
    return _read_around(text, tokens, at, month)


def _read_around(text: str, tokens: list[re.Match[str]], at: int, month: int) -> _Day | None:
    before, after = _number(tokens, at - 1), _number(tokens, at + 1)
    if before is None and at > 1 and _fold(tokens[at - 1].group()) in {"de", "of"}:
        before = _number(tokens, at - 2)
    is_before = before is not None and before <= 31
    day = before if is_before else after
    start = at + (1 if is_before else 2)
    for token in tokens[start:]:
        year = _read_year(token, text)
        if year is not None:
            return _Day(
                year,
                month,
                day,
                text[: tokens[0].start()] + text[tokens[start - 1].end() : token.start()] + " " + text[token.end() :],
            )
    if before is None and after is not None and after >= FIRST_YEAR:
        return _Day(after, month, None, text[tokens[at + 1].end() :])
    return None


def _number(tokens: list[re.Match[str]], at: int) -> int | None:
    if not 0 <= at < len(tokens):
        return None
    found = re.match(r"\d{1,4}$", tokens[at].group())
    return int(found.group()) if found else None


def _read_year(token: re.Match[str], text: str) -> int | None:
    """Return the year of a token that is one; two digits are a year of 1990 to 2089, and part of no time."""
    word = token.group()
    sides = text[max(0, token.start() - 1) : token.start()] + text[token.end() : token.end() + 1]
    if not word.isascii() or not word.isdigit() or ":" in sides or "+" in sides or "h" in sides.lower():
        return None
    if len(word) == 4:
        return int(word) if FIRST_YEAR <= int(word) <= LAST_YEAR and "-" not in sides[:1] else None
    if len(word) == 2:
        return int(word) + (1900 if int(word) >= 90 else 2000)
    return None


def _read_time(rest: str) -> _Clock | None:
    found = _TIME.search(rest)
    if found is None or (found["minute"] is None and "h" not in found.group().lower()):
        return None
    hour, after = int(found["hour"]), found["after"]
    half = _HALF.search(after)
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half["half"].lower() == "p" else 0)
    minute, second = int(found["minute"] or 0), int(found["second"] or 0)
    return _Clock(hour, minute, min(second, 59) if second == 60 else second, _read_zone(rest[: found.start()], after))


def _read_zone(before: str, after: str) -> int | None:
    offset = _OFFSET.search(after)
    if offset is not None:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        return -minutes if offset["sign"] != "+" else minutes
    zones = _load_names()["zones"]
    for word in _WORD.findall(after) + _WORD.findall(before):
        if word.lower() in zones and (len(word) > 1 or word in "zZ"):
            return int(zones[word.lower()])
    return None


def _write(day: _Day, clock: _Clock | None) -> str | None:
    """Return the ISO form, or None for a day or time that no calendar has."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    try:
        whole = dt.datetime(day.year, day.month or 1, day.day or 1)
        if day.day is None or day.month is None:
            return f"{day.year}" if day.month is None else f"{whole:%Y-%m}"
        if clock is None:
            return f"{whole:%Y-%m-%d}"
        moment = whole.replace(
            hour=clock.hour % 24 if clock.hour < 24 else 24, minute=clock.minute, second=clock.second
        )
        if clock.zone is None:
            return f"{moment:%Y-%m-%dT%H:%M:%S}"
        return f"{moment - dt.timedelta(minutes=clock.zone):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError):
        return None


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _load_names() -> dict[str, Any]:
    data = yaml.load(resources.files(__package__).joinpath("months.yaml").read_text("utf-8"), yaml.BaseLoader)
    months: dict[str, int] = {}
    for number, names in data["months"].items():
        for name in names:
            key = _fold(name)
            months[key] = int(number) if months.get(key, int(number)) == int(number) else 0
    return {
        "months": months,
        "weekdays": frozenset(map(_fold, data["weekdays_like_months"])),
        "zones": {name: int(minutes) for name, minutes in data["zones"].items()},
    }
