"""Names of exercises in a sentence: those of the calendar, and others that the words show to be names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from vigie.lang.gazetteer import load_gazetteer
from vigie.lang.gazetteer.keys import make_key
from vigie.lang.gazetteer.overlay import forget_with_names
from vigie.lang.lexicon import Lexicon, parse_lexicon
from vigie.text.segment import find_tokens
from vigie.watch.signals.posture.whose import code_of
from vigie.watch.signals.posture.words import Sentence, cut_words
from vigie.watch.signals.routine.records import CalendarEntry

_HERE = "vigie.watch.signals.routine"
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[«“\"‹„]\s*([^«»“”\"‹›„]{2,60}?)\s*[»”\"›“]")
_LONGEST = 4
_REACH = 3
"""So many words may stand between the word for an exercise and the name in quotation marks."""

Row = tuple[tuple[str, ...], tuple[bool, ...], CalendarEntry]
"""The keys of a name's words, which of them have a capital, and the entry."""


@dataclass(frozen=True, slots=True)
class Named:
    """A calendar entry found by one of its names, as written."""

    entry: CalendarEntry
    name: str
    alone: bool


class Names:
    """The names of a calendar, ready to be found."""

    def __init__(self, calendar: Iterable[CalendarEntry]) -> None:
        self._by_first: dict[str, list[Row]] = {}
        self._folded: list[str] = []
        for entry in calendar:
            for name in entry.names:
                words = _WORD.findall(name)
                key = tuple(make_key(word) for word in words)
                if key:
                    capitals = tuple(word[0].isupper() for word in words)
                    self._by_first.setdefault(key[0], []).append((key, capitals, entry))
                    self._folded += [make_key(name)] if len(words) > 1 and capitals[0] else []

    def may_be_in(self, text: str, lang: str) -> bool:
        """Return whether a text may name an exercise: a quick look that spares most texts the close one."""
        key = make_key(text)
        return any(word in key for word in exercise_words(lang)) or any(name in key for name in self._folded)

    def find(self, text: str, *, is_exercise: bool, parties: frozenset[str]) -> tuple[Named, ...]:
        """Return the entries that a sentence names, the longest name at each place.

        A name is written with a capital. A single word is one only beside a word for an exercise ("the Poker exercise").
        A description ("winter drills") counts only beside its organiser.
        """
        words = _WORD.findall(text)
        keys = [make_key(word) for word in words]
        found: list[Named] = []
        at = 0
        while at < len(keys):
            hit = self._longest(keys, words, at, is_exercise, parties)
            if hit is not None:
                found.append(Named(hit[2], " ".join(words[at : at + len(hit[0])]), len(hit[0]) == 1))
            at += len(hit[0]) if hit else 1
        return tuple(found)

    def _longest(
        self, keys: Sequence[str], words: Sequence[str], at: int, is_exercise: bool, parties: frozenset[str]
    ) -> Row | None:
        fitting = [
            row
            for row in self._by_first.get(keys[at], ())
            if tuple(keys[at : at + len(row[0])]) == row[0]
            and _is_shown(row, words[at : at + len(row[0])], is_exercise, parties)
        ]
        return max(fitting, key=lambda row: len(row[0]), default=None)


def _is_shown(row: Row, words: Sequence[str], is_exercise: bool, parties: frozenset[str]) -> bool:
    key, capitals, entry = row
    if not capitals[0]:
        return is_exercise and bool(parties & set(entry.organisers))
    written = all(word[0].isupper() for word, capital in zip(words, capitals, strict=True) if capital)
    return written and (len(key) > 1 or is_exercise)


def find_words(text: str, lang: str) -> frozenset[str]:
    """Return what a sentence says of an exercise: exercise, begun, planned, no_notice, announced."""
    return frozenset(key for key, _ in find_phrases(text, lang))


@lru_cache(maxsize=1 << 14)
def find_phrases(text: str, lang: str) -> tuple[tuple[str, str], ...]:
    """Return the same with the phrase that says it."""
    sentence = cut_words(text, lang)
    hits = load_routine_words(lang).find_all(sentence.folded, ("",) * len(sentence.folded))
    return tuple((hit.entry.key, " ".join(sentence.words[hit.start : hit.end])) for hit in hits)


def find_parties(text: str, lang: str) -> frozenset[str]:
    """Return the codes of the countries and organisations that a sentence names."""
    words = cut_words(text, lang).words
    hits = load_gazetteer(lang).find_names(words)
    codes = (code_of(sense.codes) for hit in hits for sense in hit.senses[:1] if sense.kind not in ("city", "region"))
    return frozenset(code for code in codes if code)


@forget_with_names
@lru_cache(maxsize=1 << 14)
def find_new_name(text: str, lang: str) -> str | None:
    """Return the name that a sentence gives an exercise, in quotation marks or capitals; None when it gives none.

    >>> find_new_name("The alliance begins its exercise “Quiet Harbour” on Monday.", "en")
    'Quiet Harbour'
    """
    at = _exercise_words(text, lang)
    if not at:
        return None
    return _quoted_name(text, lang, at) or _capital_name(text, lang, at)


def _exercise_words(text: str, lang: str) -> list[tuple[int, int]]:
    """Return where the words for an exercise stand, as characters."""
    tokens = find_tokens(text, (0, len(text)), lang)
    sentence = cut_words(text, lang)
    hits = load_routine_words(lang).find_all(sentence.folded, ("",) * len(sentence.folded))
    return [(tokens[h.start][0], tokens[h.end - 1][1]) for h in hits if h.entry.key == "exercise"]


def _quoted_name(text: str, lang: str, at: list[tuple[int, int]]) -> str | None:
    for found in _QUOTED.finditer(text):
        name = found[1].strip(" ,")
        if not _is_name(name, lang) or found[1].rstrip()[-1] in ".!?,;:":
            continue
        before = _WORD.findall(text[: found.start()])
        introduced = any(word.lower() in _lists(lang)["introduce"] for word in before[-2:])
        if introduced or any(_gap(text, found.start(), found.end(), place) <= _REACH for place in at):
            return name
    return None


def _gap(text: str, start: int, end: int, place: tuple[int, int]) -> int:
    """Return how many words stand between two places."""
    between = text[place[1] : start] if place[1] <= start else text[end : place[0]]
    return len(_WORD.findall(between))


def _is_name(name: str, lang: str) -> bool:
    words = _WORD.findall(name)
    if not words or len(words) > _LONGEST or not words[0][0].isupper() or words[0].lower() in _lists(lang)["not_names"]:
        return False
    return lang == "fr" or all(word[0].isupper() or word[0].isdigit() for word in words)


def _capital_name(text: str, lang: str, at: list[tuple[int, int]]) -> str | None:
    """Return the capitalised words beside the word for an exercise. One word alone is a name only after "Exercise"."""
    for start, end in at:
        after = _strip_known(_leading(text[end:]), lang)
        before = _strip_known(_trailing(text[:start]), lang) if lang == "en" else []
        if len(after) > 1 or (after and text[start].isupper()):
            return " ".join(after)
        if len(before) > 1:
            return " ".join(before)
    return None


def _leading(text: str) -> list[str]:
    """Return the capitalised words that follow at once."""
    found = re.match(r"\s+((?:[A-ZÀ-Þ]\w*\s?){1,5})", text)
    return found[1].split() if found else []


def _trailing(text: str) -> list[str]:
    """Return the capitalised words that stand right before."""
    found = re.search(r"((?:(?<![\w-])[A-ZÀ-Þ]\w*\s){1,5})$", text)
    return found[1].split() if found else []


def _strip_known(words: list[str], lang: str) -> list[str]:
    """Return the words without the countries, bodies and common words at their head; none if a known name is all."""
    sentence = Sentence(tuple(words), tuple(w.lower() for w in words), lang)
    hits = {hit.start: hit.end for hit in load_gazetteer(lang).find_names(sentence.words)}
    at = 0
    while at < len(words) and (at in hits or words[at].lower() in _lists(lang)["not_names"]):
        at = hits.get(at, at + 1)
    rest = words[at:]
    return [] if len(rest) > _LONGEST or any(w.lower() in _lists(lang)["not_names"] for w in rest) else rest


@lru_cache(maxsize=None)
def load_routine_words(lang: str) -> Lexicon:
    """Return the words that are said of exercises in a language."""
    name = f"words.{lang}.yaml"
    return parse_lexicon((files(_HERE) / name).read_text(encoding="utf-8"), f"routine/{name}")


@lru_cache(maxsize=None)
def exercise_words(lang: str) -> tuple[str, ...]:
    """Return the words of which one stands in every sentence about an exercise, as keys."""
    entry = next(e for e in load_routine_words(lang).entries if e.key == "exercise")
    return tuple(sorted({make_key(word) for phrase in entry.phrases for word in phrase.split()[0].split("|")}))


@lru_cache(maxsize=None)
def _lists(lang: str) -> Mapping[str, frozenset[str]]:
    raw = yaml.load((files(_HERE) / "names.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)[lang]
    return {part: frozenset(words) for part, words in raw.items()}
