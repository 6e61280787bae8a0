"""Lexicons: YAML entries whose phrases are found in token sequences, each with its own proof.

A phrase is a sequence of elements separated by spaces:

    word      the folded word itself                 aucune indication
              (que, de, se, ne: also elided, qu', d')
    ~lemma    any form of the lemma                  ~mettre en garde
    ...       up to `MAX_GAP` words of anything      no ... change
    ..        likewise, but no mark among them       se .. ~étonner
    a|b       either element                         aucun|aucune ~signe
    @class    any word of a list under `words`       @looking no ... @moving

Files are read as strings only: PyYAML's typed loaders turn `no` and `on` into booleans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from vigie.errors import LexiconError
from vigie.lang.phrases import Firsts, match_from, parse_phrase

_LISTS = ("phrases", "unless_next", "unless_prev", "unless_in", "match", "skip")
_PATTERNS = _LISTS[:4]
_RESERVED = {"key", *_LISTS}


@dataclass(frozen=True, slots=True)
class Entry:
    """One lexicon entry. `fields` holds what the lexicon's own schema adds, always as tuples of strings.

    A hit counts for nothing right before a phrase of `unless_next`, right behind one of `unless_prev`, or around one of
    `unless_in`.
    """

    key: str
    phrases: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    unless_next: tuple[str, ...] = ()
    unless_prev: tuple[str, ...] = ()
    unless_in: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """Return the first value of a field, or `default`."""
        values = self.fields.get(name, ())
        return values[0] if values else default

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return self.fields.get(name, ())


Kept = tuple[str, Entry, bool]
"""A phrase, its entry, and whether anything may cancel a hit of it."""


class Hit(NamedTuple):
    """Tokens [start, end) matched by a phrase of `entry`."""

    start: int
    end: int
    entry: Entry
    phrase: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries of one file, indexed by the first element of their phrases."""

    name: str
    lang: str
    entries: tuple[Entry, ...]
    _by_word: Firsts[Kept] = field(default_factory=Firsts, repr=False)
    _by_lemma: Firsts[Kept] = field(default_factory=Firsts, repr=False)

    def find(self, words: Sequence[str], lemmas: Sequence[str]) -> list[Hit]:
        """Return the hits in reading order, longest first at each place, none overlapping an earlier one."""
        return self.choose(self.find_all(words, lemmas))

    def choose(self, hits: Iterable[Hit]) -> list[Hit]:
        """Return of all hits in order those that `find` gives: the longest at each place, none overlapping an earlier one."""
        chosen: list[Hit] = []
        free = 0
        for hit in hits:
            if hit.start >= free:
                chosen.append(hit)
            elif hit.start == chosen[-1].start and hit.end > chosen[-1].end:
                chosen[-1] = hit
            free = chosen[-1].end
        return chosen

    def find_all(self, words: Sequence[str], lemmas: Sequence[str]) -> list[Hit]:
        """Return every hit, overlapping ones included."""
        return list(self._iter_hits(words, lemmas))

    def is_in(self, words: Sequence[str], lemmas: Sequence[str]) -> bool:
        """Return whether any phrase matches anywhere."""
        return next(self._iter_hits(words, lemmas), None) is not None

    def _starts(self, words: Sequence[str], lemmas: Sequence[str]) -> list[int]:
        """Return the places where some phrase may begin: two dictionary look-ups a word, and no more for most."""
        by_word, begun = self._by_word.known, list(map(self._by_lemma.__getitem__, lemmas))
        found = [] if by_word.keys().isdisjoint(words) else [i for i, word in enumerate(words) if word in by_word]
        if any(begun):
            found += [i for i, rows in enumerate(begun) if rows]
            found = sorted(set(found))
        return found

    def _iter_hits(self, words: Sequence[str], lemmas: Sequence[str]) -> Iterator[Hit]:
        for i in self._starts(words, lemmas):
            begun = self._by_lemma[lemmas[i]]
            if words[i] in self._by_word.known:
                begun = (*self._by_word[words[i]], *begun)
            for rows in begun:
                for _, pattern, (phrase, entry, is_bound) in rows.find(i, words, lemmas):
                    end = i + 1 if len(pattern) == 1 else match_from(pattern, 1, i + 1, words, lemmas)
                    if end is not None and not (is_bound and _is_cancelled(entry, i, end, words, lemmas)):
                        yield Hit(i, end, entry, phrase)


def _is_cancelled(entry: Entry, start: int, end: int, words: Sequence[str], lemmas: Sequence[str]) -> bool:
    if any(_is_within(banned, start, end, words, lemmas) for banned in entry.unless_in):
        return True
    for banned in entry.unless_next:
        if match_from(parse_phrase(banned), 0, end, words, lemmas) is not None:
            return True
    for banned in entry.unless_prev:
        pattern = parse_phrase(banned)
        at = start - len(pattern)
        if at >= 0 and match_from(pattern, 0, at, words, lemmas) is not None:
            return True
    return False


def _is_within(phrase: str, start: int, end: int, words: Sequence[str], lemmas: Sequence[str]) -> bool:
    """Return whether a phrase stands among the words of a hit, where its gaps let it."""
    pattern = parse_phrase(phrase)
    return any(match_from(pattern, 0, i, words, lemmas) is not None for i in range(start, end))


def parse_lexicon(source: str, where: str) -> Lexicon:
    """Return the lexicon in YAML text; all faults of the file are reported at once in one `LexiconError`."""
    data = yaml.load(source, Loader=_LOADER)
    faults: list[str] = []
    if not isinstance(data, dict) or not {"language", "lexicon", "entries"} <= set(data):
        raise LexiconError(f"{where}: needs the keys language, lexicon and entries")
    classes = {f"@{name}": "|".join(_strings(words)) for name, words in (data.get("words") or {}).items()}
    entries = tuple(_parse_entry(raw, where, classes, faults) for raw in data["entries"])
    if faults:
        raise LexiconError("\n".join(faults))
    lexicon = Lexicon(str(data["lexicon"]), str(data["language"]), entries)
    _fill_index(lexicon)
    return lexicon


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _parse_entry(raw: object, where: str, classes: Mapping[str, str], faults: list[str]) -> Entry:
    if not isinstance(raw, dict) or "key" not in raw:
        faults.append(f"{where}: entry without a key: {str(raw)[:60]!r}")
        return Entry("", (), {})
    key = str(raw["key"])
    lists = {name: _strings(value) for name, value in raw.items() if name != "key"}
    if not lists.get("phrases"):
        faults.append(f"{where}: entry {key!r} has no phrases")
    if not lists.get("match") or "skip" not in lists:
        faults.append(f"{where}: entry {key!r} needs example sentences under match and skip")
    named = {name: lists.get(name, ()) for name in _LISTS}
    for name in _PATTERNS:
        named[name] = tuple(_with_classes(phrase, classes, f"{where}: entry {key!r}", faults) for phrase in named[name])
    fields = {name: values for name, values in lists.items() if name not in _RESERVED}
    return Entry(key, fields=fields, **named)


def _with_classes(phrase: str, classes: Mapping[str, str], where: str, faults: list[str]) -> str:
    """Return the phrase with the words of its classes in their place."""
    choices = [[classes.get(c, c) for c in element.split("|")] for element in phrase.split()]
    faults += [f"{where}: {c} is no class under words" for row in choices for c in row if c[:1] == "@"]
    return " ".join("|".join(row) for row in choices)


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(v) for v in value)
    return (str(value),) if value != "" else ()


def _fill_index(lexicon: Lexicon) -> None:
    phrases = [(phrase, entry) for entry in lexicon.entries for phrase in entry.phrases]
    for number, (phrase, entry) in enumerate(phrases):
        pattern = parse_phrase(phrase)
        is_bound = bool(entry.unless_next or entry.unless_prev or entry.unless_in)
        row = (number, pattern, (phrase, entry, is_bound))
        for index, firsts in zip((lexicon._by_word, lexicon._by_lemma), pattern[0], strict=True):
            for first in firsts:
                index.add(first, row)


@lru_cache(maxsize=None)
def load_lexicon(lang: str, name: str) -> Lexicon:
    """Return the packaged lexicon `packs/<lang>/<name>.yaml`; LexiconError when missing or faulty."""
    path = files("vigie.lang") / "packs" / lang / f"{name}.yaml"
    if not path.is_file():
        raise LexiconError(f"packs/{lang}/{name}.yaml: missing; every pack needs it")
    return parse_lexicon(path.read_text(encoding="utf-8"), f"packs/{lang}/{name}.yaml")
