"""From a matched atom to its pointer, or to None when the words only look like a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from vigie.lang.lexicon import Lexicon, load_lexicon
from vigie.read.dates.days import Pointer
from vigie.read.dates.signs import Sign
from vigie.read.layers import Word

_MONTH_FIRST = frozenset({"en"})
"""Languages that write the month before the day, in words ("May 3") and perhaps in figures (5/3/2022)."""


class _Atom:
    """One match with its words and signs at hand."""

    def __init__(
        self, match: re.Match[str], words: Sequence[Word], signs: Sequence[Sign], lang: str, paired: bool
    ) -> None:
        self.match, self.words, self.signs, self.lang, self.paired = match, words, signs, lang, paired
        self.names = {name for name, value in match.groupdict().items() if value is not None}

    def sign(self, name: str) -> Sign | None:
        """Return the sign of a named part, if it was matched."""
        return self.signs[self.match.start(name)] if name in self.names else None

    def number(self, name: str) -> int | None:
        """Return the number in a named part."""
        sign = self.sign(name)
        return sign.low if sign is not None else None

    def field(self, name: str, field: str) -> str:
        """Return a field of the pack's entry behind a named part."""
        sign = self.sign(name)
        return sign.entry.get(field) if sign is not None and sign.entry is not None else ""

    @property
    def part(self) -> str:
        """Return "early", "mid", "late" ... when a part is named."""
        if "p" in self.names:
            return self.field("p", "part")
        sign = self.sign("m")
        return "mid" if sign is not None and sign.entry is not None and sign.entry.key == "mid_month" else ""

    @property
    def side(self) -> int | None:
        """Return -1, 0 or 1 for last, this and next."""
        for name in ("s", "s2"):
            offset = self.field(name, "offset")
            if offset:
                return int(offset)
        return None

    @property
    def letter_before(self) -> str:
        """Return the letter before the atom, empty at the start of the sentence."""
        at = self.match.start()
        return self.signs[at - 1].letter if at else ""

    @property
    def letter_after(self) -> str:
        """Return the letter after the atom, empty at the end of the sentence."""
        at = self.match.end()
        return self.signs[at].letter if at < len(self.signs) else ""

    @property
    def next(self) -> Word | None:
        """Return the word after the atom."""
        at = self.signs[self.match.end() - 1].end
        return self.words[at] if at < len(self.words) else None


def make_pointer(
    match: re.Match[str], words: Sequence[Word], signs: Sequence[Sign], lang: str, paired: bool = False
) -> Pointer | None:
    """Return the pointer of a matched atom; None when it is no date after all."""
    atom = _Atom(match, words, signs, lang, paired)
    for names, read in _READERS:
        if atom.names & names:
            return read(atom)
    return None


def _figures(atom: _Atom) -> Pointer | None:
    sign = atom.sign("fig")
    low = atom.words[sign.start].low if sign is not None else ""
    a, b, year = (int(x) for x in re.split(r"[/.]", low))
    if "." in low and year < 1000:
        return None
    return _day_and_month(a, b, year if year > 99 else 2000 + year, atom.lang)


def _day_and_month(a: int, b: int, year: int, lang: str) -> Pointer | None:
    """Return the day that a/b/year names: day first, but where months may come first an open question stays open."""
    if 1 <= a <= 31 and 1 <= b <= 12:
        if lang in _MONTH_FIRST and a <= 12 and a != b:
            return Pointer(blank=True)
        return Pointer(year=year, month=b, day=a)
    if 1 <= b <= 31 and 1 <= a <= 12:
        return Pointer(year=year, month=a, day=b)
    return None


def _all_figures(atom: _Atom) -> Pointer | None:
    first, last = atom.signs[atom.match.start()], atom.signs[atom.match.end() - 1]
    words = atom.words[first.start : last.end]
    if any(a.end != b.start for a, b in zip(words, words[1:], strict=False)):
        return None
    day, month, year = atom.number("d") or 0, atom.number("mm") or 0, atom.number("y") or 0
    if atom.match.start("y") > atom.match.start("d"):
        return _day_and_month(day, month, year, atom.lang)
    return Pointer(year=year, month=month, day=day) if 1 <= month <= 12 else None


def _month(atom: _Atom) -> Pointer | None:
    """Return the pointer of an expression with a month, with or without day, year, weekday."""
    if "d" in atom.names and _has_lead(atom, "yearly", atom.signs[atom.match.start()].start):
        return None
    month, year, day, side = int(atom.field("m", "number")), atom.number("y"), atom.number("d"), atom.side
    if day is not None and atom.match.start("m") < atom.match.start("d") and not _is_month_day(atom):
        return None
    if day is None and atom.letter_before == "d":
        return None
    if day is None and year is None and "p" not in atom.names and side is None and not _is_month(atom):
        return None
    if year is None and _has_lead(atom, "anaphor", atom.signs[atom.match.start()].start):
        return Pointer(blank=True)
    unit, offset = _year_beside(atom)
    if unit and unit != "year":
        return None
    weekday = int(atom.field("w", "number")) if "w" in atom.names else None
    pointer = Pointer(year=year, month=month, day=day, weekday=weekday, part=atom.part, side=side)
    return pointer if offset is None else _in_year(pointer, offset)


def _in_year(pointer: Pointer, offset: int) -> Pointer:
    """Return the month "of last year": its year is counted from publication."""
    return Pointer(month=pointer.month, day=pointer.day, part=pointer.part, unit="year", low=offset, high=offset)


def _year_beside(atom: _Atom) -> tuple[str, int | None]:
    for side, unit in (("s3", "u3"), ("s4", "u4")):
        if unit in atom.names:
            return atom.field(unit, "unit"), int(atom.field(side, "offset"))
    return "", None


def _is_month_day(atom: _Atom) -> bool:
    """Return whether "May 12" is a day: the language writes it so, and no counted noun follows ("in May 12 ships")."""
    if atom.lang not in _MONTH_FIRST:
        return False
    counted = atom.next is not None and atom.next.pos == "NOUN" and "y" not in atom.names
    return not (counted and atom.letter_before == "i" and not atom.field("m", "short"))


def _is_month(atom: _Atom) -> bool:
    """Return whether a lone month is meant as one, not as a name or a verb (May, March, « Mars »)."""
    sign = atom.sign("m")
    if sign is None or sign.entry is None:
        return False
    entry, word = sign.entry, atom.words[sign.start]
    if entry.get("short"):
        return False
    capital = word.text[0].isupper() and not word.text.isupper()
    if entry.get("case") == "small":
        return not capital or (sign.start == 0 and not entry.get("name"))
    if not entry.get("name") or atom.paired:
        return True
    return _has_lead(atom, "month_lead", sign.start)


def _has_lead(atom: _Atom, key: str, start: int) -> bool:
    """Return whether the words before `start` end with a phrase of the pack under that key."""
    words = atom.words[max(start - 3, 0) : start]
    lows, bases = [w.low for w in words], [w.base for w in words]
    lexicon: Lexicon = load_lexicon(atom.lang, "dates")
    return any(h.entry.key == key and h.end == len(words) for h in lexicon.find_all(lows, bases))


def _weekday(atom: _Atom) -> Pointer | None:
    sign = atom.sign("w")
    if sign is None or sign.entry is None or _is_habit(atom, sign):
        return None
    number = int(sign.entry.get("number"))
    if "d" in atom.names:
        counted = atom.next is not None and atom.next.pos in {"NOUN", "ADJ", "SYM", "NUM"}
        return None if counted or atom.lang in _MONTH_FIRST else Pointer(weekday=number, day=atom.number("d"))
    if _has_lead(atom, "anaphor", sign.start):
        return Pointer(blank=True)
    return Pointer(weekday=number, side=atom.side)


def _is_habit(atom: _Atom, sign: Sign) -> bool:
    """Return whether the weekday names no one day: "Monday nights", "the first Monday in", « le lundi », or is a name."""
    if _has_lead(atom, "ordinal", sign.start) or (atom.next is not None and _is_many(atom.next, atom.lang)):
        return True
    word = atom.words[sign.start]
    if sign.entry is None or sign.entry.get("case") != "small":
        return False
    if word.text[0].isupper() and sign.start > 1 and not word.text.isupper():
        return True
    return "d" not in atom.names and _has_lead(atom, "habit", sign.start)


def _year(atom: _Atom) -> Pointer | None:
    year = atom.number("y")
    if year is None or ("p" not in atom.names and "e" not in atom.names and not _is_year(atom, year)):
        return None
    season = atom.field("e", "month")
    return Pointer(year=year, part=atom.part, season=int(season) if season else None)


def _is_year(atom: _Atom, year: int) -> bool:
    """Return whether four digits on their own are a year: led by a word of time, or not counting anything."""
    sign, after = atom.sign("y"), atom.next
    if sign is None or year > 2100 or _has_lead(atom, "year_stop", sign.start):
        return False
    before = atom.words[sign.start - 1] if sign.start else None
    if before is not None and (before.low in {"$", "€", "£"} or before.low[-1].isdigit()):
        return False
    if after is not None and (after.low in {"%", "€", "$", "h", "gmt", "utc"} or _is_unit(after, atom.lang)):
        return False
    counts = after is not None and after.pos == "NOUN" and after.low not in after.base.split("|")
    if _has_lead(atom, "year_lead", sign.start):
        return not counts or atom.lang == "en"
    if atom.lang == "en" and after is not None and after.pos == "NOUN" and not counts:
        return year >= 1900
    if counts or year < 1900:
        return False
    return before is None or before.pos in {"PUNCT", "CCONJ"} or before.text in {"(", "-", "’s", "'s"} or (
        atom.lang not in _MONTH_FIRST and before.pos in {"NOUN", "ADJ"}
    )  # fmt: skip


def _is_many(word: Word, lang: str) -> bool:
    """Return whether the word is a part of the day in the plural: "Monday nights" come every week."""
    entries = [e for e in load_lexicon(lang, "dates").entries if e.key == "daypart"]
    return any(word.low == phrase + "s" for e in entries for phrase in e.phrases)


def _is_unit(word: Word, lang: str) -> bool:
    hits = load_lexicon(lang, "numbers").find_all([word.low], [word.base])
    return any(h.entry.get("kind") in {"unit", "multiplier"} for h in hits)


def _season(atom: _Atom) -> Pointer | None:
    if atom.side is None and not _is_season(atom):
        return None
    return Pointer(season=int(atom.field("e", "month")), side=atom.side)


def _is_season(atom: _Atom) -> bool:
    """Return whether a lone season is a time of the year: "in the spring", « au printemps », not the Prague Spring."""
    sign, after = atom.sign("e"), atom.next
    if sign is None or atom.letter_after == "o" or not _has_lead(atom, "season_lead", sign.start):
        return False
    return after is None or after.pos not in {"NOUN", "ADJ", "PROPN", "X"}


def _decade(atom: _Atom) -> Pointer | None:
    year = atom.number("dec")
    if year is None:
        return None
    if "Y" in atom.names and year < 100:
        year += 1900
    if year % 10 or not 1000 <= year <= 2100:
        return None
    last = atom.number("dec2")
    if last is not None:
        last += 1900 if last < 100 else 0
        return Pointer(year=year, years=last - year + 10) if last > year and last % 10 == 0 else None
    return Pointer(year=year, years=10, part=atom.part)


def _counted(atom: _Atom) -> Pointer | None:
    """Return the pointer of "two weeks ago", "in three days", "the past three days"."""
    number, unit = atom.sign("n"), atom.field("u", "unit")
    if number is None or number.low is None or not unit:
        return None
    if atom.field("s", "after") and atom.match.start("s") < atom.match.start("n"):
        return None
    back = bool(atom.names & {"A", "I"})
    if number.high is None:
        return Pointer(blank=True) if back else None
    if back:
        return Pointer(unit=unit, low=-number.low, high=-number.high)
    if "i" in atom.names:
        if atom.field("i", "rolling"):
            return Pointer(unit=unit, low=0, high=number.high, rolling=True)
        return Pointer(unit=unit, low=number.low, high=number.high, ahead=True)
    if atom.letter_after == "o":
        return None
    far = (atom.side or 0) * number.high
    return Pointer(unit=unit, low=far, high=0, rolling=True)


def _calendar_unit(atom: _Atom) -> Pointer | None:
    """Return the pointer of "last week", "the end of the year", "later this month"."""
    unit, sign = atom.field("u", "unit"), atom.sign("u")
    if sign is None or sign.entry is None or unit == "day" or _is_plural(atom, sign):
        return None
    side, clip = atom.side, atom.field("E", "clip")
    if atom.letter_after in {"o", "f"} and not clip and "p" not in atom.names:
        return None
    if "g" in atom.names and side and atom.lang == "en" and unit != "weekend":
        return Pointer(unit=unit, low=min(side, 0), high=max(side, 0), rolling=True)
    if side is None and not clip and "p" not in atom.names:
        return None
    return Pointer(unit=unit, low=side or 0, high=side or 0, part=atom.part, clip=clip, side=side)


def _is_plural(atom: _Atom, sign: Sign) -> bool:
    low = atom.words[sign.start].low
    phrases = sign.entry.phrases if sign.entry is not None else ()
    return low.endswith("s") and any(low[:-1] in phrase.split("|") for phrase in phrases)


def _weekend(atom: _Atom) -> Pointer | None:
    if atom.field("we", "unit") != "weekend" or atom.letter_after in {"o", "f"}:
        return None
    return Pointer(unit="weekend", low=0, high=0)


def _relative(atom: _Atom) -> Pointer | None:
    unit = atom.field("R", "unit")
    if unit == "unknown":
        return Pointer(blank=True)
    low = int(atom.field("R", "low") or atom.field("R", "offset"))
    high = int(atom.field("R", "high") or atom.field("R", "offset"))
    return Pointer(unit=unit, low=low, high=high, rolling=low != high and (low, high) != (-1, 0))


def _today(atom: _Atom) -> Pointer | None:
    return Pointer(unit="day", low=0, high=0)


_READERS: list[tuple[set[str], Callable[[_Atom], Pointer | None]]] = [
    ({"fig"}, _figures), ({"mm"}, _all_figures), ({"m"}, _month), ({"w"}, _weekday), ({"dec"}, _decade), ({"y"}, _year),
    ({"e"}, _season), ({"n"}, _counted), ({"we"}, _weekend), ({"u"}, _calendar_unit), ({"R"}, _relative), ({"ht"}, _today),
]  # fmt: skip
