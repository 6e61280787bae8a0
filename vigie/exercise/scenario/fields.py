"""One entry of a scenario file, its keys asked for one by one; what is wrong or left over becomes a fault."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from vigie.lang.lines import Faults, Line

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
MAX_TEXT = 4000
YES, NO = "yes", "no"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
T = TypeVar("T")


@dataclass(slots=True)
class Book:
    """What is gathered while a scenario is read: languages, faults, references still to be checked, and where each
    entry stands."""

    faults: Faults
    langs: tuple[str, ...] = ()
    refs: list[tuple[str, str, Line]] = field(default_factory=list)
    places: dict[tuple[str, str], Line] = field(default_factory=dict)

    def at(self, kind: str, key: str) -> Line:
        """Return where an entry stands."""
        return self.places.get((kind, key), Line("", "?", 0))


def suggest(word: str, known: Iterable[str]) -> str:
    """Return what to do about an unknown word: the nearest known ones, or all of a few."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, 3, 0.6)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"known: {', '.join(names[:12])}{', …' if len(names) > 12 else ''}" if names else "there is none yet"


class Fields:
    """The keys of one entry. Each is asked for once; `end` tells of those that nobody asked for."""

    def __init__(self, at: Line, book: Book, what: str) -> None:
        self.at = at
        self.book = book
        self.what = what
        self._asked: set[str] = set()
        if not isinstance(at.value, dict):
            book.faults.add(at, f"{what} is no entry with keys; write its keys below it, each with a colon")

    def fault(self, key: str, message: str) -> None:
        """Keep a fault that stands at a key."""
        self.book.faults.add(self.at.fields.get(key, self.at), message)

    def has(self, key: str) -> bool:
        """Return whether the key is there."""
        return key in self.at.fields

    def line(self, key: str) -> Line | None:
        """Return the line of a key, or None; from now on it counts as asked for."""
        self._asked.add(key)
        return self.at.fields.get(key)

    def word(self, key: str, default: str | None = None) -> str:
        """Return the text of a key; without a default it must be there."""
        found = self.line(key)
        if found is None:
            if default is None:
                self.book.faults.add(self.at, f"{self.what} has no {key}; add it")
            return default or ""
        if not isinstance(found.value, str) or not found.text:
            self.fault(key, f"{key} of {self.what} is empty or no plain text; write it on one line")
        elif len(found.text) > MAX_TEXT:
            self.fault(key, f"{key} of {self.what} has {len(found.text)} characters; {MAX_TEXT} are allowed")
        elif any(unicodedata.category(c) in _UNSEEN and c != "\n" for c in found.text):
            self.fault(key, f"{key} of {self.what} holds characters that cannot be seen; take them out")
        return found.text

    def maybe(self, key: str) -> str | None:
        """Return the text of a key that may be missing."""
        self._asked.add(key)
        return self.word(key) or None if self.has(key) else None

    def choice(self, key: str, known: Sequence[str], default: str | None = None) -> str:
        """Return a word that must be one of those known."""
        found = self.word(key, default)
        if found and found not in known:
            self.fault(key, f"{key} {found!r} of {self.what} is unknown; {suggest(found, known)}")
        return found

    def yes(self, key: str, default: bool = False) -> bool:
        """Return a yes or no."""
        return self.choice(key, (YES, NO), YES if default else NO) == YES

    def parse(self, key: str, parse: Callable[[str], T], hint: str, default: T) -> T:
        """Return what a function makes of a text; a ValueError becomes a fault with the hint, and the default is taken."""
        text = self.word(key)
        try:
            return parse(text) if text else default
        except (ValueError, OverflowError):
            self.fault(key, f"{key} of {self.what} is {text[:40]!r}; write {hint}")
            return default

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """Return a number between two others."""
        if default is not None and not self.has(key):
            self._asked.add(key)
            return default
        found = self.parse(key, float, f"a number from {low:g} to {high:g}", low)
        if not low <= found <= high:
            self.fault(key, f"{key} of {self.what} is {found:g}; write a number from {low:g} to {high:g}")
        return found

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number between two others."""
        found = self.number(key, low, high, default)
        if found != found or found != int(found):
            self.fault(key, f"{key} of {self.what} is {found:g}; write a whole number")
            return low
        return int(found)

    def words(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list, or the one text where there is no list; none where the key is missing."""
        found = self.line(key)
        if found is None:
            return ()
        rows = found.rows if isinstance(found.value, list) else [found]
        texts = tuple(row.text for row in rows if row.text)
        if len(texts) != len(rows):
            self.fault(key, f"{key} of {self.what} is no list of words; write [one, two]")
        return texts

    def texts(self, key: str, *, needed: bool = True, langs: Sequence[str] | None = None) -> dict[str, str]:
        """Return words by language; each language of the scenario must be there."""
        wanted = self.book.langs if langs is None else langs
        self._asked.add(key)
        if not self.has(key):
            if needed:
                self.book.faults.add(self.at, f"{self.what} has no {key}; add it in {', '.join(wanted)}")
            return {}
        inner = Fields(self.at.fields[key], self.book, f"{key} of {self.what}")
        self._missing(key, inner, wanted)
        return {lang: inner.word(lang) for lang in inner.at.fields if lang in self.book.langs}

    def _missing(self, key: str, inner: Fields, wanted: Sequence[str]) -> None:
        missing = [lang for lang in wanted if lang not in inner.at.fields]
        if missing and isinstance(inner.at.value, dict):
            self.fault(key, f"{key} of {self.what} lacks the language {', '.join(missing)}; add it")
        for lang in inner.at.fields:
            if lang not in self.book.langs:
                what = f"{key} of {self.what} has {lang[:40]!r}, which is no language of this scenario"
                self.fault(key, f"{what}; put a text with commas or colons into quotation marks")

    def ref(self, key: str, kind: str, *, needed: bool = False) -> str | None:
        """Return the key of another entry, which is looked up when all are read."""
        found = self.word(key) if needed else self.maybe(key)
        if found:
            self.book.refs.append((kind, found, self.at.fields[key]))
        return found or None

    def refs(self, key: str, kind: str) -> tuple[str, ...]:
        """Return the keys of other entries."""
        found = self.words(key)
        for one in found:
            self.book.refs.append((kind, one, self.at.fields[key]))
        return found

    def long(self, key: str, parse: Callable[[str], dt.timedelta], hint: str) -> dt.timedelta:
        """Return a time or a length."""
        return self.parse(key, parse, hint, dt.timedelta(0))

    def end(self) -> None:
        """Tell of every key that nobody asked for."""
        for key in self.at.fields:
            if key not in self._asked:
                self.fault(key, f"unknown key {key!r} in {self.what}; {suggest(key, self._asked)}")


def find_entries(book: Book, top: Line | None, kind: str) -> list[tuple[str, Fields]]:
    """Return the entries of a section by their keys, which must be plain words."""
    found = []
    for key, line in (top.fields if top else {}).items():
        if not KEY.fullmatch(key):
            book.faults.add(line, f"key {key[:40]!r} of {kind}; write small letters, digits, - and _")
        book.places[(kind, key)] = line
        found.append((key, Fields(line, book, f"{kind} {key!r}")))
    if top is not None and not isinstance(top.value, dict):
        book.faults.add(top, f"{kind} is no list of entries by key; write `{kind}:` and `  a-key:` below it")
    return found
