"""The values of a problem's file: words in every language, shares, days, and whose numbers they are."""

from __future__ import annotations

import datetime as dt
import re

from vigie.assess.problems.records import LANGUAGES, Stated, Texts
from vigie.watch.collect.roster import Line
from vigie.watch.deliver.stated import Shape
from vigie.watch.deliver.stated import Stated as Entry

KEY: Shape = (re.compile(r"[a-z][a-z0-9_]{1,63}"), "small letters, digits and _, such as strikes_reported")
CODE: Shape = (re.compile(r"[A-Z0-9]{2,24}"), "a code in capitals such as RUS or IGONAT")
LINE: Shape = (re.compile(r"[^\x00-\x1f\x7f]{1,2000}"), "a line of words")
BODY: Shape = (re.compile(r"[^\x00-\x08\x0b-\x1f\x7f]{1,4000}"), "a text")
ANY: Shape = (re.compile(r"[A-Za-z0-9_*.-]{1,64}"), "letters, digits and _")
WORD: Shape = (re.compile(r"[^\x00-\x1f\x7f]{2,80}"), "a word of two characters or more")


def open_entry(line: Line | None, entry: Entry, key: str, where: str, faults: list[str]) -> Entry | None:
    """Return the mapping under a key, or None where there is none, which is a fault."""
    if line is None or not isinstance(line.value, dict):
        entry.fault(f"{key} must be a mapping; write its keys below it", key if line else None)
        return None
    return Entry(line, where, faults, what=key)


def read_texts(entry: Entry, key: str) -> Texts:
    """Return the words under a key by language; each language is needed, once."""
    found = entry.by_language(key, LANGUAGES, LINE)
    texts = dict(found)
    if set(texts) != set(LANGUAGES) or len(found) != len(LANGUAGES):
        entry.fault(f"{key} is needed in {' and '.join(LANGUAGES)}, each once; write {key}: {{en: …, fr: …}}", key)
        return dict.fromkeys(LANGUAGES, "")
    return texts


def read_share(entry: Entry, key: str, *, inside: bool = False) -> float | None:
    """Return a probability from 0 to 1 (ends excluded if `inside`), or None where it is not stated."""
    form = "a probability above 0 and below 1, such as 0.05" if inside else "a probability from 0 to 1"
    return entry.made(key, lambda value: parse_share(value, inside=inside), form)


def parse_share(value: str, *, inside: bool = False) -> float:
    """Return the probability that a value states.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,12})?", value):
        raise ValueError(value)
    found = float(value)
    if found > 1 or (inside and not 0 < found < 1):
        raise ValueError(value)
    return found


def parse_ratio(value: str) -> float:
    """Return a ratio from 0.001 to 1000.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,12})?", value) or not 0.001 <= float(value) <= 1000:
        raise ValueError(value)
    return float(value)


def parse_cap(value: str) -> float:
    """Return a cap, from 1 to 100.

    Raises:
        ValueError: it is none.
    """
    found = parse_ratio(value)
    if not 1 <= found <= 100:
        raise ValueError(value)
    return found


def parse_days(value: str) -> int:
    """Return a number of days such as 14d, from 1 to 366.

    Raises:
        ValueError: it is none.
    """
    found = re.fullmatch(r"([0-9]{1,3})d", value)
    if found is None or not 1 <= int(found.group(1)) <= 366:
        raise ValueError(value)
    return int(found.group(1))


def read_days(entry: Entry, key: str) -> int:
    """Return a number of days such as 14d; it must be stated."""
    found = entry.made(key, parse_days, "a number of days from 1d to 366d")
    if found is None:
        entry.text(key, None, (re.compile(r"\S+"), "a number of days such as 14d"))
    return found or 1


def read_stated(entry: Entry, default: Stated | None) -> Stated:
    """Return by whom, on which day and why a number was stated; by and day may be those of the file."""
    by = entry.optional("by", LINE) or (default.by if default else "")
    on = entry.made("on", lambda value: dt.date.fromisoformat(value).isoformat(), "the day as 2026-11-25")
    day = on or (default.on if default else "")
    if not by or not day:
        entry.fault("a number without an owner and a day; write by: (a name) and on: 2026-11-25")
    return Stated(by=by, on=day, reason=entry.text("reason", None, LINE))
