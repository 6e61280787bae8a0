"""What a date expression points to, and the days it means once the day of publication is known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

Days = tuple[date, date]
"""First and last day, both included."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The parts an expression names. `side` is -1 for "last", 0 for "this", 1 for "next".

    `low` and `high` count `unit`s from the day of publication; `clip` cuts the result there ("earlier this week").
    `ahead` is "in three days", which in English may as well say how long something took.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    years: int = 1
    part: str = ""
    unit: str = ""
    low: int | None = None
    high: int | None = None
    rolling: bool = False
    side: int | None = None
    clip: str = ""
    blank: bool = False
    ahead: bool = False

    @property
    def is_day(self) -> bool:
        """Return whether only a day of the month is named, so that another expression must give month and year."""
        return self.day is not None and self.month is None and self.weekday is None


_YEAR_PARTS = {
    "early": (1, 3), "mid": (4, 9), "late": (10, 12), "first_half": (1, 6), "second_half": (7, 12), "first_quarter": (1, 3),
    "second_quarter": (4, 6), "third_quarter": (7, 9), "fourth_quarter": (10, 12),
}  # fmt: skip
_MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first_half": (1, 15), "second_half": (16, 31)}
_WEEK_PARTS = {"early": (0, 1), "mid": (1, 3), "late": (3, 6)}
_DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def resolve_days(pointer: Pointer, published: date | None, tense: str) -> Days | None:
    """Return the days the pointer means, or None when nothing but a guess could say.

    Thirds of a month are its days 1-10, 11-20 and 21 to the end; early and late in a year are its first and last
    three months. A year-less date takes the year that brings it nearest to publication, "last" and "next" the nearest
    before or after. A weekday is the last one up to publication, or in the future tense the next one from that day on.
    """
    if pointer.blank:
        return None
    try:
        if pointer.year is not None and pointer.weekday is None or pointer.year is not None and pointer.day:
            return _absolute(pointer, pointer.year)
        return _relative(pointer, published, tense) if published is not None else None
    except (ValueError, OverflowError):
        return None


def _absolute(pointer: Pointer, year: int) -> Days | None:
    if not MINYEAR < year < MAXYEAR - 10:
        return None
    if pointer.season is not None:
        return _season(pointer, year)
    if pointer.month is not None:
        return _month(pointer, year)
    if pointer.years > 1:
        first, last = _DECADE_PARTS.get(pointer.part, (0, pointer.years - 1))
        return date(year + first, 1, 1), date(year + last, 12, 31)
    first, last = _YEAR_PARTS.get(pointer.part, (1, 12))
    return date(year, first, 1), _end_of(year, last)


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month(pointer: Pointer, year: int) -> Days:
    month = pointer.month or 1
    if pointer.day is not None:
        day = date(year, month, pointer.day)
        return day, day
    last = monthrange(year, month)[1]
    first, end = _MONTH_PARTS.get(pointer.part, (1, last))
    return date(year, month, first), date(year, month, min(end, last))


def _season(pointer: Pointer, year: int) -> Days:
    """Return the three months of a season as they are counted in the north; winter begins in the year named."""
    first = pointer.season or 1
    last = first + 2
    start, end = date(year, first, 1), _end_of(year + (last > 12), (last - 1) % 12 + 1)
    parts = {"early": (start, _end_of(year, first)), "late": (date(end.year, end.month, 1), end)}
    return parts.get(pointer.part, (start, end))


def _relative(pointer: Pointer, published: date, tense: str) -> Days | None:
    if pointer.weekday is not None:
        return _weekday(pointer, published, tense)
    if pointer.month is not None and pointer.unit:
        return _absolute(pointer, published.year + (pointer.low or 0))
    if pointer.month is not None or pointer.season is not None:
        return _nearest(pointer, published, tense)
    if pointer.unit:
        return _counted(pointer, published, tense)
    return None


AGAINST_TENSE, AGAINST_FUTURE = 8, 26
"""A day that goes against the tense counts as this many times as far away: "left on 28 December", read in October, is
last year's, but "said that the vote on 20 November ..." stays in this year although "said" is past. What "will" come is
surer: "will leave in September", read in October, is next year's."""


def _nearest(pointer: Pointer, published: date, tense: str) -> Days | None:
    """Return the days in the year that brings them nearest to publication, before it or after it when so worded."""
    if pointer.side == 0 and pointer.month is not None:
        return _absolute(pointer, published.year)
    found: list[tuple[int, Days]] = []
    for year in range(published.year - 2, published.year + 3):
        try:
            days = _absolute(pointer, year)
        except ValueError:
            continue
        if days is None:
            continue
        start, end = days
        if (pointer.side == -1 and end >= published) or (pointer.side == 1 and start <= published):
            continue
        ahead, behind = (start - published).days, (published - end).days
        against = (tense == "past" and ahead > 0) or (tense == "future" and behind > 0)
        weight = (AGAINST_FUTURE if tense == "future" else AGAINST_TENSE) if against else 1
        gap = max(ahead, behind, 0) * weight
        found.append((gap, days))
    return min(found, key=lambda f: f[0])[1] if found else None


def _weekday(pointer: Pointer, published: date, tense: str) -> Days | None:
    if pointer.month is not None:
        return _nearest(replace(pointer, weekday=None), published, tense)
    if pointer.day is not None:
        return _weekday_of_month(pointer, published)
    back = (published.weekday() - (pointer.weekday or 0)) % 7
    day = published - timedelta(days=back)
    if pointer.side == -1 and back == 0:
        day -= timedelta(days=7)
    elif pointer.side == 1 or (tense == "future" and pointer.side != -1 and back):
        day += timedelta(days=7)
    return day, day


def _weekday_of_month(pointer: Pointer, published: date) -> Days | None:
    """Return the nearest day that is both that weekday and that day of the month, within two months (« mardi 11 »)."""
    for gap in range(62):
        for day in (published - timedelta(days=gap), published + timedelta(days=gap)):
            if day.day == pointer.day and day.weekday() == pointer.weekday:
                return day, day
    return None


def _counted(pointer: Pointer, published: date, tense: str) -> Days | None:
    """Return the calendar unit so many units away, or with `rolling` the days between publication and that far."""
    low, high = sorted((pointer.low or 0, pointer.high or 0))
    low, high = low + _slip(pointer, published, tense), high + _slip(pointer, published, tense)
    if pointer.rolling:
        return _shift(published, pointer.unit, low)[2], _shift(published, pointer.unit, high)[2]
    start, end = _shift(published, pointer.unit, low)[0], _shift(published, pointer.unit, high)[1]
    if pointer.part:
        start, end = _part(pointer.part, pointer.unit, start, end)
    if pointer.clip and pointer.side:
        return start, end
    if pointer.clip == "end":
        end = min(end, published)
    elif pointer.clip == "start":
        start = max(start, published)
    return (start, end) if start <= end else None


def _slip(pointer: Pointer, published: date, tense: str) -> int:
    """Return 1 for a night still to come, -1 for a weekend that is over, else 0."""
    if (pointer.unit, pointer.low, pointer.high) == ("day", -1, 0):
        return int(tense == "future" and not pointer.rolling)
    if pointer.unit != "weekend" or pointer.low or pointer.high or published.weekday() >= 5:
        return 0
    is_over = tense == "past" if pointer.side == 0 else tense != "future"
    return -int(is_over)


def _part(part: str, unit: str, start: date, end: date) -> tuple[date, date]:
    if unit == "week":
        first, last = _WEEK_PARTS.get(part, (0, 6))
        return start + timedelta(days=first), start + timedelta(days=last)
    if unit == "month":
        first, last = _MONTH_PARTS.get(part, (1, end.day))
        return start.replace(day=first), start.replace(day=min(last, end.day))
    if unit == "year":
        first, last = _YEAR_PARTS.get(part, (1, 12))
        return start.replace(month=first), _end_of(start.year, last)
    return start, end


def _shift(day: date, unit: str, count: int) -> tuple[date, date, date]:
    """Return first and last day of the calendar unit `count` units away, and the day itself moved by that much."""
    if unit == "day":
        moved = day + timedelta(days=count)
        return moved, moved, moved
    if unit in {"week", "weekend"}:
        moved = day + timedelta(days=7 * count)
        monday = moved - timedelta(days=moved.weekday())
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6), moved
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        year, month = divmod(months, 12)
        last = _end_of(year, month + 1)
        return last.replace(day=1), last, last.replace(day=min(day.day, last.day))
    years = day.year + count * (10 if unit == "decade" else 1)
    first = years // 10 * 10 if unit == "decade" else years
    moved = date(years, day.month, min(day.day, monthrange(years, day.month)[1]))
    return date(first, 1, 1), date(first + (9 if unit == "decade" else 0), 12, 31), moved
