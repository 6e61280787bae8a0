"""Cues that no lexicon lists: whatever verb with a subject takes a that-clause, unless it is known to say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache

from vigie.lang.lexicon import Entry, Lexicon, load_lexicon
from vigie.read.layers import Unit, Word

_THAT = frozenset({"that", "que", "qu'"})
_NOBODY = frozenset(
    {"it", "this", "that", "there", "which", "what", "ceci", "cela", "ça", "ce", "c'", "i", "we", "you"}
)
_WHATEVER = frozenset({"quoi", "qui", "quel", "quelle", "quels", "quelles", "ne", "n'", "so", "such"})
_NOT_BEFORE_THAT = frozenset({"be", "être", "have", "avoir"})


@lru_cache(maxsize=1)
def that_verb() -> Entry:
    """Return the entry of a verb that says only because a that-clause hangs on it."""
    return Entry("that_verb", (), {"modality": ("assertion",), "scope": ("speech",), "takes": ("clause",)})


def load_not_saying(lang: str) -> Lexicon:
    """Return the verbs of a language that take a that-clause and say nothing."""
    return load_lexicon(lang, "not_saying")


def may_take_that(unit: Unit, silent: Lexicon) -> bool:
    """Return whether a verb stands right before a "that" of a unit without a tree, so that it may be a cue."""
    words = unit.words
    return not _THAT.isdisjoint(unit.lows) and any(
        w.low in _THAT and w.pos == "SCONJ" and w.i > 1 and _may_say(words[w.i - 1], silent) for w in words
    )  # fmt: skip


def find_that_verbs(unit: Unit, silent: Lexicon, known: Set[int]) -> Iterator[int]:
    """Yield the verbs of a parsed unit, not among the `known` cues, whose subject says what a that-clause tells."""
    if _THAT.isdisjoint(unit.lows):
        return
    for word in unit.words:
        if word.pos != "VERB" or word.i in known or word.dep.startswith("aux"):
            continue
        if not any(_is_that_clause(unit, word.i, c) for c in unit.children(word.i)) or not _may_say(word, silent):
            continue
        subject = unit.find_child(word.i, "nsubj")
        if subject is None or subject > word.i or unit.words[subject].low in _NOBODY:
            continue
        if unit.words[subject].dep.endswith("pass"):
            continue
        yield word.i


def _may_say(word: Word, silent: Lexicon) -> bool:
    if word.pos != "VERB" or word.lemma in _NOT_BEFORE_THAT:
        return False
    return not silent.is_in([word.low], [word.base]) and not silent.is_in([word.low], [word.lemma])


def _is_that_clause(unit: Unit, verb: int, c: int) -> bool:
    """Return whether a complement behind the verb is opened by its own "that"."""
    if c < verb or unit.words[c].dep.split(":")[0] != "ccomp":
        return False
    mark = next((k for k in unit.children(c) if unit.words[k].low in _THAT and unit.words[k].dep == "mark"), None)
    return mark is not None and verb < mark <= verb + 3 and unit.words[mark - 1].low not in _WHATEVER
