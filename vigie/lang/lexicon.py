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
from itertools import groupby

import yaml

from vigie.errors import LexiconError

MAX_GAP = 4
_LISTS = ("phrases", "unless_next", "unless_prev", "unless_in", "match", "skip")
_PATTERNS = _LISTS[:4]
_RESERVED = {"key", *_LISTS}
Element = tuple[frozenset[str], frozenset[str]]
"""The words and the lemmas that may stand in one place; neither for a gap."""
Pattern = tuple[Element, ...]
_GAP: Element = (frozenset(), frozenset())
_PLAIN_GAP: Element = (frozenset({".."}), frozenset())
_GAPS = {"...": _GAP, "..": _PLAIN_GAP}
_ELIDED = {"que": "qu'", "de": "d'", "se": "s'", "ne": "n'"}
"""A phrase that names the one means the other too."""


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


Row = tuple[Pattern, str, Entry]
_NO_ROWS: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
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
    _by_word: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False)
    _by_lemma: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False)

    def find(self, words: Sequence[str], lemmas: Sequence[str]) -> list[Hit]:
        """Return the hits in reading order, longest first at each place, none overlapping an earlier one."""
        return self.choose(self.find_all(words, lemmas))

    def choose(self, hits: Iterable[Hit]) -> list[Hit]:
        """Return of all hits in order those that `find` gives: the longest at each place, none overlapping an earlier one."""
        chosen: list[Hit] = []
        free = 0
        for start, group in groupby(hits, key=lambda hit: hit.start):
            if start >= free:
                chosen.append(max(group, key=lambda hit: hit.end))
                free = chosen[-1].end
        return chosen

    def find_all(self, words: Sequence[str], lemmas: Sequence[str]) -> list[Hit]:
        """Return every hit, overlapping ones included."""
        return [hit for i in self._starts(words, lemmas) for hit in self._hits_at(i, words, lemmas)]

    def is_in(self, words: Sequence[str], lemmas: Sequence[str]) -> bool:
        """Return whether any phrase matches anywhere."""
        return any(True for i in self._starts(words, lemmas) for _ in self._hits_at(i, words, lemmas))

    def _starts(self, words: Sequence[str], lemmas: Sequence[str]) -> list[int]:
        """Return the places where some phrase may begin: two dictionary look-ups a word, and no more for most."""
        by_word, by_lemma = self._by_word, self._by_lemma
        found = [i for i, word in enumerate(words) if word in by_word]
        found += [
            i
            for i, lemma in enumerate(lemmas)
            if lemma in by_lemma or ("|" in lemma and not by_lemma.keys().isdisjoint(_split(lemma)))
        ]
        return sorted(set(found)) if len(found) > 1 else found

    def _hits_at(self, i: int, words: Sequence[str], lemmas: Sequence[str]) -> Iterator[Hit]:
        rows = self._by_word.get(words[i], _NO_ROWS)
        for part in _split(lemmas[i]):
            rows = rows + self._by_lemma.get(part, _NO_ROWS)
        after, after_lemma = (words[i + 1], lemmas[i + 1]) if i + 1 < len(words) else ("", "")
        for pattern, phrase, entry in rows:
            if len(pattern) == 1:
                end: int | None = i + 1
            elif pattern[1] is _GAP or pattern[1] is _PLAIN_GAP or _is_element(pattern[1], after, after_lemma):
                end = _match_from(pattern, 1, i + 1, words, lemmas)
            else:
                continue
            if end is not None and _is_allowed(entry, i, end, words, lemmas):
                yield Hit(i, end, entry, phrase)


@lru_cache(maxsize=1 << 16)
def _split(lemma: str) -> tuple[str, ...]:
    """Return the lemmas a word may have."""
    return tuple(lemma.split("|"))


def _is_element(element: Element, word: str, lemma: str) -> bool:
    words, lemmas = element
    if word in words or lemma in lemmas:
        return True
    return bool(lemmas) and "|" in lemma and not lemmas.isdisjoint(_split(lemma))


def _match_from(pattern: Pattern, at: int, i: int, words: Sequence[str], lemmas: Sequence[str]) -> int | None:
    """Return the token index after the pattern, or None when it does not match."""
    while at < len(pattern):
        if pattern[at] is _GAP or pattern[at] is _PLAIN_GAP:
            for skip in range(MAX_GAP + 1):
                if skip and pattern[at] is _PLAIN_GAP and _is_mark(words, i + skip - 1):
                    return None
                end = _match_from(pattern, at + 1, i + skip, words, lemmas)
                if end is not None:
                    return end
            return None
        if i >= len(words) or not _is_element(pattern[at], words[i], lemmas[i]):
            return None
        at, i = at + 1, i + 1
    return i


def _is_mark(words: Sequence[str], i: int) -> bool:
    return i < len(words) and not any(c.isalnum() for c in words[i])


def _is_allowed(entry: Entry, start: int, end: int, words: Sequence[str], lemmas: Sequence[str]) -> bool:
    if not (entry.unless_next or entry.unless_prev or entry.unless_in):
        return True
    if any(_is_within(banned, start, end, words, lemmas) for banned in entry.unless_in):
        return False
    for banned in entry.unless_next:
        if _match_from(_parse_phrase(banned), 0, end, words, lemmas) is not None:
            return False
    for banned in entry.unless_prev:
        pattern = _parse_phrase(banned)
        at = start - len(pattern)
        if at >= 0 and _match_from(pattern, 0, at, words, lemmas) is not None:
            return False
    return True


def _is_within(phrase: str, start: int, end: int, words: Sequence[str], lemmas: Sequence[str]) -> bool:
    """Return whether a phrase stands among the words of a hit, where its gaps let it."""
    pattern = _parse_phrase(phrase)
    return any(_match_from(pattern, 0, i, words, lemmas) is not None for i in range(start, end))


def find_telling_words(phrase: str) -> frozenset[str]:
    """Return the words of the element that tells most of a phrase: where none of them stands, the phrase does not.

    >>> sorted(find_telling_words("au cours de|du|des"))
    ['cours']
    """
    elements = [part.split("|") for part in phrase.split() if part not in _GAPS]
    telling = max(elements, key=lambda words: min(map(len, words)))
    return frozenset([*telling, *(_ELIDED[word] for word in telling if word in _ELIDED)])


@lru_cache(maxsize=None)
def _parse_phrase(phrase: str) -> Pattern:
    return tuple(_GAPS.get(part) or _parse_element(part) for part in phrase.split())


def _parse_element(part: str) -> Element:
    choices = part.split("|")
    words = {c for c in choices if c[0] != "~"}
    return frozenset(words | {_ELIDED[c] for c in words & _ELIDED.keys()}), frozenset(
        c[1:] for c in choices if c[0] == "~"
    )


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
    for entry in lexicon.entries:
        for phrase in entry.phrases:
            pattern = _parse_phrase(phrase)
            for index, firsts in zip((lexicon._by_word, lexicon._by_lemma), pattern[0], strict=True):
                for first in firsts:
                    index[first] = (*index.get(first, ()), (pattern, phrase, entry))


@lru_cache(maxsize=None)
def load_lexicon(lang: str, name: str) -> Lexicon:
    """Return the packaged lexicon `packs/<lang>/<name>.yaml`; LexiconError when missing or faulty."""
    path = files("vigie.lang") / "packs" / lang / f"{name}.yaml"
    if not path.is_file():
        raise LexiconError(f"packs/{lang}/{name}.yaml: missing; every pack needs it")
    return parse_lexicon(path.read_text(encoding="utf-8"), f"packs/{lang}/{name}.yaml")
