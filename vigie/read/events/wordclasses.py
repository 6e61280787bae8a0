"""Classes of single words that event rules ask about: light verbs, plans, risks, parties (packs/<lang>/event_words.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from vigie.lang.lexicon import load_lexicon
from vigie.read.layers import Unit, Word


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The classes of one language, by key; elements are folded words or "~lemma"."""

    elements: dict[str, frozenset[str]]
    lang: str = ""

    def is_in(self, word: Word, *keys: str) -> bool:
        """Return whether the word belongs to one of the classes."""
        forms = _find_forms(word.low, word.lemma, word.base)
        return any(not forms.isdisjoint(self.elements.get(key, ())) for key in keys)

    def child_in(self, unit: Unit, i: int, *keys: str) -> int | None:
        """Return the first child of word `i` that belongs to one of the classes."""
        return next((c for c in unit.children(i) if self.is_in(unit.words[c], *keys)), None)


@lru_cache(maxsize=1 << 16)
def _find_forms(low: str, lemma: str, base: str) -> frozenset[str]:
    """Return the elements by which a word may be listed."""
    return frozenset({low, f"~{lemma}", *(f"~{part}" for part in base.split("|"))})


@lru_cache(maxsize=None)
def load_word_classes(lang: str) -> WordClasses:
    """Return the word classes of a language."""
    found: dict[str, set[str]] = {}
    for entry in load_lexicon(lang, "event_words").entries:
        for phrase in entry.phrases:
            found.setdefault(entry.key, set()).update(phrase.split("|"))
    return WordClasses({key: frozenset(words) for key, words in found.items()}, lang)
